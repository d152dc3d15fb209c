"""`kg sources`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from kg.graph import Graph
from kg.lexicon import table

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
        records: Iterator[dict[str, Any]] = graph.sources(about=about, document=document)
        if style == "table":
            records = map(_marked, records)
        emit(records, "sources", style, ("label", "statements", "stances"))


def _marked(record: dict[str, Any]) -> dict[str, Any]:
    """For reading, a pronoun that denotes no known entity says so."""
    pronouns = {word for group in table("pronouns").values() for word in group}
    if record["id"] is None and record["label"].casefold() in pronouns:
        return {**record, "label": f"{record['label']} (unresolved)"}
    return record
