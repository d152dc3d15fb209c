"""`kg sources`."""

from __future__ import annotations

import click

from kg.graph import Graph

from . import options
from .output import emit


@click.command()
@options.graph
@options.filters("about", "document")
@options.output
def command(folder: str, about: str | None, document: str | None, style: str) -> None:
    """List who speaks, and how often.

    \b
    Examples:
      kg sources
      kg sources --about HSI
      kg sources --json
    """
    with Graph.open(folder, write=False) as graph:
        emit(graph.sources(about=about, document=document), "sources", style, ("label", "statements", "stances"))
