"""How two entities are connected: a shortest path over claims and organisations, each step with its evidence."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kg.answer import phrasing
from kg.answer.rows import Lists, Rows
from kg.answer.things import evidence, named

Row = dict[str, Any]

#: Through a thing that more than so many claims are about, everything is connected to everything.
_LONGEST = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One edge of a path: the ids at its ends, what connects them, and the statement that shows it."""

    source: str
    target: str
    text: str
    row: Row


def connect(graph: Lists, one: str, other: str) -> list[Step]:
    """The steps from entity `one` to entity `other` (IRIs); none if they aren't connected."""
    return path(Rows(graph), one, other)


def path(rows: Rows, one: str, other: str) -> list[Step]:
    """As `connect`, with rows already read. Among paths of equal length, the one with the most confident steps first."""
    known = {row["id"]: row for row in rows.entities}
    came: dict[str, Step | None] = {one: None}
    queue = deque([(one, 0)])
    while queue and other not in came:
        at, far = queue.popleft()
        if far == _LONGEST:
            continue
        for step in _edges(rows, known, at):
            if step.target not in came:
                came[step.target] = step
                queue.append((step.target, far + 1))
    steps: list[Step] = []
    at = other
    while edge := came.get(at):
        steps.append(edge)
        at = edge.source
    return steps[::-1]


def _edges(rows: Rows, known: dict[str, Row], at: str) -> Iterator[Step]:
    """What an entity is directly connected with: its parent and units, then the other terms of its claims."""
    here = known.get(at)
    if here is None:
        return
    related = [row for row in rows.entities if row["parent"] == at or row["id"] == here["parent"]]
    for row in related:
        child, parent = (row, here) if row["parent"] == at else (here, row)
        shown = evidence(child, rows, parent)
        if shown:
            yield Step(source=at, target=row["id"], text=f"{named(child)} is part of {named(parent)}", row=shown)
    claims = sorted(
        rows.about(at), key=lambda row: (row["polarity"] != "affirmed", -row["confidence"], row["statement"])
    )
    for row in claims:
        for term in (row["subject"], row["object"], *row["arguments"]):
            if term and term["id"] and term["id"] != at and term["id"] in known:
                yield Step(source=at, target=term["id"], text=phrasing.attributed(row), row=row)
