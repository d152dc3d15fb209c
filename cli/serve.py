"""`kg serve`."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import click

from kg.errors import KgError

from . import options


@click.command()
@options.graph
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="The port; 0 takes any.")
@click.option("--allow-host", "hosts", multiple=True, metavar="NAME", help="A further name of this server.")
@click.option("--allow-origin", "origins", multiple=True, metavar="ORIGIN", help="A web site whose pages may read it.")
@click.option(
    "--processes",
    default=max(2, min(8, os.cpu_count() or 2)),
    show_default="one a core",
    type=click.IntRange(1, 64),
    help="So many queries run at a time, and so many pages are made.",
)
@click.option("--waiting", default=32, show_default=True, type=click.IntRange(0, 1000), help="So many may wait.")
@click.option(
    "--timeout", default=30.0, show_default=True, type=click.FloatRange(0.1, 3600), help="Seconds that one may take."
)
@click.option(
    "--memory", default=1024, show_default=True, type=click.IntRange(64), help="MiB that one may take beside the graph."
)
def command(
    folder: str,
    host: str,
    port: int,
    hosts: tuple[str, ...],
    origins: tuple[str, ...],
    processes: int,
    waiting: int,
    timeout: float,
    memory: int,
) -> None:
    """Serve the graph over HTTP: pages, questions, SPARQL.

    Pages for entities, claims and documents, /ask?q=… for questions (JSON for programs), and a SPARQL 1.1 endpoint at
    /sparql. It only reads; when the graph changes, it goes on with the new state. The address is printed; Ctrl-C stops.

    \b
    Examples:
      kg serve
      kg serve --port 0 --timeout 5
    """
    from kg.serve import server
    from kg.serve.access import Access
    from kg.serve.application import Application
    from kg.serve.pool import Limits
    from kg.serve.serving import Serving, Size

    if options.is_endpoint(folder):
        raise click.UsageError("serve a graph's folder (--graph); an endpoint is served already")
    if not Path(folder).exists():
        raise KgError(f"{folder}: no graph here; make one with: kg build PATH --graph {folder}")
    size = Size(queries=processes, pages=processes, waiting=waiting, limits=Limits(seconds=timeout, memory=memory))
    bound = server.listen(host, port)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # as Ctrl-C does, also before it serves
    with bound, Serving(Path(folder), size) as serving:
        click.echo(server.address(bound))
        application = Application(serving, Access((host, *hosts), origins))
        threads = size.queries + size.pages + 2 * waiting + 2
        server.run(server.create(application, bound, threads), stop=serving.close)
