"""`kg plans`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from kg.compare.plans import STATUSES
from kg.graph import Graph

from . import options
from .blocks import emit

Row = dict[str, Any]


@click.command()
@options.graph
@options.filters("about", "since", "until")
@click.option("--status", type=click.Choice(STATUSES), metavar="STATUS", help="Only done, dropped, still planned …")
@options.compared
@options.output
def command(
    folder: str,
    about: str | None,
    since: str | None,
    until: str | None,
    status: str | None,
    min_confidence: float,
    style: str,
) -> None:
    """List what was planned, promised or required, and what became of it.

    Documents are compared by their days: what a later one says of a plan is its outcome. --since and --until are about
    the day on which a plan was made.

    \b
    Examples:
      kg plans
      kg plans --about HSI --json
      kg plans --status "not mentioned again"
    """
    with Graph.open(folder, write=False) as graph:
        found = graph.plans(about=about, since=since, until=until, min_confidence=min_confidence)
        rows = [row for row in found if status in (None, row["status"])]
        emit(rows, "plans", style, ("about", "relation", "modality", "due", "status", "notes"), _head, _parts)


def _head(row: Row) -> str:
    count = row["later_documents"]
    silent = f", though {count} later document{'s speak' if count > 1 else ' speaks'} of {row['about']['label']}"
    status = f"{row['status']}{silent if row['status'] == 'not mentioned again' else ''}"
    return f"{row['text']} ({'; '.join((status, *row['notes']))})"


def _parts(row: Row) -> Iterator[tuple[str, Row]]:
    for shown in row["made"]:
        yield row["modality"], shown
    for shown in row["outcome"]:
        yield shown["tells"], shown
