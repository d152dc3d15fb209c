"""`kg conflicts`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from kg.graph import Graph

from . import options
from .blocks import emit

Row = dict[str, Any]


@click.command()
@options.graph
@options.filters("about", "since", "until")
@options.compared
@options.output
@click.option("--strict", is_flag=True, help="Only what contradicts, not what may not be comparable.")
def command(
    folder: str,
    about: str | None,
    since: str | None,
    until: str | None,
    min_confidence: float,
    style: str,
    strict: bool,
) -> None:
    """List claims that sources contradict each other on, and numbers that disagree.

    A claim is contradicted by who denies, doubts or negates it, or asserts the opposite, such as rejected for
    approved. Where numbers or statements may not be comparable, the reason is given: other periods, scopes, units,
    days. A sentence that several documents copied counts once.

    \b
    Examples:
      kg conflicts
      kg conflicts --about HSI --strict
      kg conflicts --since 2023 --json
    """
    with Graph.open(folder, write=False) as graph:
        found = graph.conflicts(about=about, since=since, until=until, min_confidence=min_confidence)
        rows = [row for row in found if row["contradicts"] or not strict]
        emit(rows, "conflicts", style, ("kind", "about", "relation", "contradicts", "reasons"), _head, _parts)


def _head(row: Row) -> str:
    verdict = "contradicted" if row["contradicts"] else f"may not be comparable: {'; '.join(row['reasons'])}"
    who = f"{row['about']['label']}, {row['relation'] or 'have'}: " if row["kind"] == "number" and row["about"] else ""
    return f"{who}{row['text']} ({verdict})"


def _parts(row: Row) -> Iterator[tuple[str, Row]]:
    for side in row["sides"]:
        for shown in side["evidence"]:
            yield side.get("position") or side["text"], shown
