"""All that doesn't fit together, what contradicts first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kg.compare.contradictions import contradictions
from kg.compare.disagreements import disagreements
from kg.compare.opposites import opposites
from kg.compare.reading import Lists, Reading

Row = dict[str, Any]


def conflicts(
    graph: Lists, *, about: str | None = None, since: str | None = None, until: str | None = None
) -> Iterator[Row]:
    """Conflicts about an entity (an IRI) or all, with a side in the days `[since, until]`.

    Each is `kind about relation text contradicts reasons sides`. `kind` is `claim` or `number`; `reasons` say why
    the sides may not be comparable, and where there are none they contradict. A side has `text voices evidence`, and
    its `position` (`asserted`, `opposite`, `negated`, `denied`, `doubted`) or its `value upper comparator unit time`.
    """
    reading = Reading(graph, about)
    found = [*contradictions(reading), *opposites(reading), *disagreements(reading)]
    for row in sorted(found, key=_order):
        if any(_in_days(shown, since, until) for side in row["sides"] for shown in side["evidence"]):
            yield row


def _order(row: Row) -> tuple[bool, bool, int, str]:
    heard = sum(side["voices"] for side in row["sides"])
    return not row["contradicts"], row["kind"] == "number", -heard, row["text"]


def _in_days(shown: Row, since: str | None, until: str | None) -> bool:
    if not since and not until:
        return True
    day = shown["date"]
    return day is not None and (not since or day >= since) and (not until or day <= until)
