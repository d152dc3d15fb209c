"""The entities of the graph by their names, and where a question names them."""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from kg.answer.words import Token, is_stopword, root, tokens

Row = dict[str, Any]

#: No name longer than so many words is looked for.
_LONGEST = 10
#: Of these types, "Norland partners" is a description that holds a name.
_DESCRIBED = frozenset({"group", "other", "substance", "facility", "agency", "time"})


class Known(Protocol):
    """What knows the entities of a graph: see `kg.store.reading.Reads`."""

    def entity(self, iri: str) -> Row | None:
        """One entity."""

    def called(self, key: tuple[str, ...]) -> list[Row]:
        """The entities of a name, most mentioned first."""

    def knows(self, word: str) -> bool:
        """Whether any name has a word."""

    def resembling(self, name: str) -> Iterable[Row]:
        """Entities with names like one."""

    def relates(self, verb: str) -> bool:
        """Whether any relation has a verb of this root."""


@dataclass(frozen=True, slots=True)
class Named:
    """Tokens `[first, last)` of a question that name these entities."""

    first: int
    last: int
    ids: tuple[str, ...]


class Names:
    """The names of a graph; equal but for case, diacritics, dots, articles and the plural of the last word."""

    def __init__(self, known: Known) -> None:
        self.knows = known.knows
        self.is_verb = known.relates
        self._known = known
        self._called = functools.cache(self._look_up)

    def row(self, iri: str | None) -> Row | None:
        """An entity."""
        return self._known.entity(iri) if iri else None

    def _look_up(self, key: tuple[str, ...]) -> tuple[str, ...]:
        if not key or (len(key) == 1 and is_stopword(key[0]) and key != ("us",)):
            return ()
        return tuple(row["id"] for row in self._known.called(key) if is_name(row))

    def find(self, question: Sequence[Token]) -> list[Named]:
        """The names in a question, longest first at each place."""
        found, at = [], 0
        while at < len(question):
            named = next(
                (n for last in range(min(len(question), at + _LONGEST), at, -1) if (n := self._at(question, at, last))),
                None,
            )
            if named:
                found.append(named)
            at = named.last if named else at + 1
        return found

    def _at(self, question: Sequence[Token], first: int, last: int) -> Named | None:
        lows = [token.low for token in question[first:last]]
        if lows == ["us"] and not question[first].raw.isupper():
            return None
        ids = self._called((*lows[:-1], root(lows[-1])))
        return Named(first, last, ids) if ids else None

    def holds(self, text: str, kinds: Collection[str]) -> bool:
        """Whether a text has a name of an entity of some types in it."""
        found = tokens(text)
        spans = ((k, n) for k in range(len(found)) for n in range(k + 1, min(len(found), k + _LONGEST) + 1))
        named = (name for k, n in spans if found[k].capital and (name := self._at(found, k, n)))
        return any(row["type"] in kinds for name in named for row in self.of(name.ids))

    def near(self, name: str, count: int = 3) -> list[str]:
        """Labels of known entities whose names look like this one."""
        labels = {
            name_.lower(): row["label"]
            for row in self._known.resembling(name)
            if is_name(row)
            for name_ in (row["label"], row["acronym"])
            if name_
        }
        import difflib  # only a mistake needs it

        return list(dict.fromkeys(labels[n] for n in difflib.get_close_matches(name.lower(), sorted(labels), n=count)))

    def of(self, ids: Iterable[str]) -> list[Row]:
        """The rows of these entities."""
        return [row for row in map(self.row, ids) if row]


def mentions(row: Row, text: str) -> bool:
    """Whether a text contains a name of an entity."""
    found = line(text)
    return any(line(name) in found for name in (row["label"], row["acronym"], *row["aliases"]) if name)


@functools.lru_cache(maxsize=16384)
def line(text: str) -> str:
    """The roots of a text's words, a space around each."""
    return f" {' '.join(token.root for token in tokens(text))} "


def is_name(row: Row) -> bool:
    """Whether an entity has a name of its own, and isn't just described, as "the Harbour Agency's partners" are."""
    if row["type"] == "concept":
        return False
    head = row["label"].rsplit(" ", 1)[-1]
    described = row["type"] in _DESCRIBED and not any(c.isupper() or c.isdigit() for c in head)
    return bool(row["acronym"]) or (not described and any(c.isupper() for c in row["label"]))
