"""`kg claims`."""

from __future__ import annotations

import click

from kg.graph import Graph

from . import options
from .output import emit


@click.command()
@options.graph
@options.filters("about", "by", "relation", "type", "modality", "since", "until", "document")
@options.min_confidence
@options.output
def command(folder: str, type_: str | None, style: str, min_confidence: float, **filters: str | None) -> None:
    """List what is claimed, by whom, and where.

    \b
    Examples:
      kg claims
      kg claims --about HSI --modality planned
      kg claims --by "Maria Osei" --since 2022 --json
      kg claims --min-confidence 0.7
    """
    with Graph.open(folder, write=False) as graph:
        columns = ("claim", "label", "made", "source", "time", "sure", "where")
        emit(graph.claims(type=type_, min_confidence=min_confidence, **filters), "claims", style, columns)
