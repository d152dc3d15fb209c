"""`kg validate`."""

from __future__ import annotations

import click

from kg.graph import Graph

from . import options
from .output import clean, line


@click.command()
@options.graph
@click.option("--json", "as_json", is_flag=True, help="Print one object for each violation.")
def command(folder: str, as_json: bool) -> None:
    """Check the graph's shape, and every quote against its document.

    The shapes are SHACL. The exit status is 1 if anything is wrong.

    \b
    Examples:
      kg validate
      kg validate --json
    """
    with Graph.open(folder, write=False) as graph:
        violations = list(graph.validate())
    for violation in violations:
        click.echo(line(violation) if as_json else clean(f"{violation['node']}: {violation['message']}"))
    if not as_json:
        click.echo("The graph is valid." if not violations else f"{len(violations)} violations.")
    if violations:
        click.get_current_context().exit(1)
