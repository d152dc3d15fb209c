"""How many independent sources stand behind what is said in several places.

Two places are one source where the same voice speaks in both (a person quoted twice, one publisher), or where one copies
the other: texts of different documents that share nearly all their words, as syndicated articles do.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import Any

from kg.answer.words import tokens

Row = dict[str, Any]

#: Sentences are copies that share so much of their words; a shorter one is too easily alike.
_ALIKE = 0.75
_SHORTEST = 6


def independent(rows: Sequence[Row]) -> int:
    """The number of independent sources among rows with `document`, `quote` and `sources`."""
    leaders: list[Row] = []
    for row in rows:
        if not any(one_source(row, other) for other in leaders):
            leaders.append(row)
    return len(leaders)


def one_source(one: Row, other: Row) -> bool:
    """Whether two rows are of the same voice, or copies."""
    return voice(one) == voice(other) or (one["document"] != other["document"] and copies(one["quote"], other["quote"]))


def voice(row: Row) -> str:
    """Who is nearest to what is said: a known voice, else its name, else the document."""
    source = next(iter(row.get("sources", ())), None)
    return str((source and (source["id"] or source["label"])) or row["document"])


def copies(one: str, other: str) -> bool:
    """Whether two sentences share nearly all their words."""
    first, second = _roots(one), _roots(other)
    if min(len(first), len(second)) < _SHORTEST:
        return first == second
    return len(first & second) >= _ALIKE * len(first | second)


@functools.lru_cache(maxsize=4096)
def _roots(text: str) -> frozenset[str]:
    return frozenset(token.root for token in tokens(text))
