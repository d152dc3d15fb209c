"""How many independent sources stand behind what is said in several places.

Two places are one source where the same voice speaks in both (a person quoted twice, one publisher), or where one copies
the other: texts of different documents that share nearly all their words, as syndicated articles do.
"""

from __future__ import annotations

import functools
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from kg.answer.words import tokens

Row = dict[str, Any]

#: Sentences are copies that share so much of their words; a shorter one is too easily alike.
_ALIKE = 0.75
_SHORTEST = 6


class Shelf:
    """Finds what of a pool of texts may copy one another, without comparing each with each: any two that share nearly
    all their words share one of the rarest of each.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._counts = Counter(word for text in texts for word in _roots(text))
        self._places: dict[str, list[int]] = {}

    def put(self, text: str, place: int) -> None:
        """Keeps a text under a number."""
        for word in self._rarest(text):
            self._places.setdefault(word, []).append(place)

    def like(self, text: str) -> list[int]:
        """The numbers of the texts kept that may be copies of one, in order."""
        return sorted({place for word in self._rarest(text) for place in self._places.get(word, ())})

    def _rarest(self, text: str) -> list[str]:
        found = sorted(_roots(text), key=lambda word: (self._counts[word], word))
        return found[: len(found) - math.ceil(_ALIKE * len(found)) + 1] or [""]


def independent(rows: Sequence[Row]) -> int:
    """The number of independent sources among rows with `document`, `quote` and `sources`."""
    if len(rows) == 1:
        return 1
    shelf = Shelf(row["quote"] for row in rows)
    voices: set[str] = set()
    leaders: list[Row] = []
    for row in rows:
        if voice(row) in voices or any(_copied(row, leaders[place]) for place in shelf.like(row["quote"])):
            continue
        shelf.put(row["quote"], len(leaders))
        voices.add(voice(row))
        leaders.append(row)
    return len(leaders)


def voice(row: Row) -> str:
    """Who is nearest to what is said: a known voice, else its name, else the document."""
    source = next(iter(row.get("sources", ())), None)
    return str((source and (source["id"] or source["label"])) or row["document"])


def copies(one: str, other: str) -> bool:
    """Whether two sentences share nearly all their words."""
    first, second = _roots(one), _roots(other)
    shorter, longer = sorted((len(first), len(second)))
    if shorter < _SHORTEST:
        return first == second
    if shorter < _ALIKE * longer:
        return False
    return len(first & second) >= _ALIKE * len(first | second)


def _copied(one: Row, other: Row) -> bool:
    return one["document"] != other["document"] and copies(one["quote"], other["quote"])


@functools.lru_cache(maxsize=4096)
def _roots(text: str) -> frozenset[str]:
    return frozenset(token.root for token in tokens(text))
