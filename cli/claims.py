"""`kg claims`."""

from __future__ import annotations

import click

from kg.graph import Graph

from . import options
from .output import emit


@click.command()
@options.graph
@options.filters("about", "by", "relation", "type", "modality", "since", "until", "document")
@options.output
def command(folder: str, type_: str | None, style: str, **filters: str | None) -> None:
    """List what is claimed, by whom, and where.

    \b
    Examples:
      kg claims
      kg claims --about HSI --modality planned
      kg claims --by "Maria Osei" --since 2022 --json
    """
    with Graph.open(folder, write=False) as graph:
        columns = ("claim", "label", "polarity", "modality", "source", "stance", "time", "where")
        emit(graph.claims(type=type_, **filters), "claims", style, columns)
