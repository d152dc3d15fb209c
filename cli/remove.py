"""`kg remove`."""

from __future__ import annotations

import click

from kg.graph import Graph

from . import options


@click.command()
@click.argument("documents", nargs=-1, required=True, metavar="DOCUMENT...")
@options.graph
def command(documents: tuple[str, ...], folder: str) -> None:
    """Take a document and all that only it supports out of the graph.

    DOCUMENT is the file it was read from, or its identifier. The file itself is left alone.

    \b
    Examples:
      kg remove report.txt
    """
    with Graph.open(folder, write=True) as graph:
        found = [graph.document(name) for name in documents]
        for document in found:
            graph.remove(document["id"])
            click.echo(f"Removed {document['file'] or document['id']}.")
