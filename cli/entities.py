"""`kg entities`."""

from __future__ import annotations

import click

from kg.graph import Graph

from . import options
from .output import emit


@click.command()
@options.graph
@options.filters("type", "document")
@options.output
def command(folder: str, type_: str | None, document: str | None, style: str) -> None:
    """List people, agencies, places and other entities.

    \b
    Examples:
      kg entities
      kg entities --type agency --json
      kg entities --document report.txt --format csv
    """
    with Graph.open(folder, write=False) as graph:
        columns = ("label", "type", "acronym", "mentions", "documents", "aliases")
        emit(graph.entities(type=type_, document=document), "entities", style, columns)
