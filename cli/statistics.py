"""`kg statistics`."""

from __future__ import annotations

import click

from kg.graph import Graph

from . import options
from .output import emit


@click.command()
@options.graph
@options.filters("about", "relation", "type", "since", "until", "document")
@options.output
def command(folder: str, type_: str | None, style: str, **filters: str | None) -> None:
    """List numbers with what they count, whom and when.

    \b
    Examples:
      kg statistics
      kg statistics --about HSI --since 2022
      kg statistics --relation seize --format csv
    """
    with Graph.open(folder, write=False) as graph:
        columns = ("about", "relation", "number", "unit", "measure", "time", "where")
        emit(graph.statistics(type=type_, **filters), "statistics", style, columns)
