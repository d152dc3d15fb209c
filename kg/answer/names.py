"""The entities of the graph by their names, and where a question names them."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from kg.answer.words import Token, is_stopword, root, tokens

Row = dict[str, Any]

#: No name longer than so many words is looked for.
_LONGEST = 10
#: Of these types, "Norland partners" is a description that holds a name.
_DESCRIBED = frozenset({"group", "other", "substance", "facility", "agency", "time"})
_ARTICLES = frozenset({"the", "a", "an"})


@dataclass(frozen=True, slots=True)
class Named:
    """Tokens `[first, last)` of a question that name these entities."""

    first: int
    last: int
    ids: tuple[str, ...]


class Names:
    """An index of names; equal but for case, diacritics, dots, articles and the plural of the last word."""

    def __init__(self, entities: Iterable[Row], relations: Callable[[], Iterable[str]] = tuple) -> None:
        self.rows: dict[str, Row] = {}
        self._index: dict[tuple[str, ...], list[str]] = {}
        self.vocabulary: set[str] = set()
        self._relations = relations
        for row in entities:
            self.rows[row["id"]] = row
            named = is_name(row)
            for name in dict.fromkeys((row["label"], row["acronym"] or "", *row["aliases"])):
                key = _key(name)
                if not key:
                    continue
                self.vocabulary.update(key)
                if named and not (len(key) == 1 and is_stopword(key[0]) and key != ("us",)):
                    self._index.setdefault(key, []).append(row["id"])

    @functools.cached_property
    def verbs(self) -> frozenset[str]:
        """The roots of the verbs of the graph's relations."""
        heads = (label.removeprefix("be ").split(" ", 1)[0] for label in self._relations())
        return frozenset(root(head.lower()) for head in heads)

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
        ids = self._index.get((*lows[:-1], root(lows[-1])))
        return Named(first, last, tuple(dict.fromkeys(ids))) if ids else None

    def near(self, name: str, count: int = 3) -> list[str]:
        """Labels of known entities whose names look like this one."""
        labels = {
            name_.lower(): row["label"]
            for row in self.rows.values()
            if is_name(row)
            for name_ in (row["label"], row["acronym"])
            if name_
        }
        import difflib  # only a mistake needs it

        return list(dict.fromkeys(labels[n] for n in difflib.get_close_matches(name.lower(), sorted(labels), n=count)))

    def of(self, ids: Iterable[str]) -> list[Row]:
        """The rows of these entities."""
        return [self.rows[iri] for iri in ids if iri in self.rows]


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


def _key(name: str) -> tuple[str, ...]:
    lows = [token.low for token in tokens(name)]
    while len(lows) > 1 and lows[0] in _ARTICLES:
        lows.pop(0)
    return (*lows[:-1], root(lows[-1])) if lows else ()
