"""The rows that finders look at: the best few that may hold an answer, looked up, however many there are."""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import Any, Protocol

Row = dict[str, Any]

#: Groups of roots and kins, of which a sentence has one each (`kg.store.reading.Reads.find`).
Words = Sequence[Collection[str]]

#: Statements that one look-up gives. A graph of a few documents has fewer that fit; of many, these are the best.
_MOST = 300


class Lists(Protocol):
    """What is read from a graph: a `kg.store.Store`, or anything else with rows of the JSON contract."""

    def entities(self) -> Iterator[Row]:
        """All entities."""

    def claims(self, *, about: str | None = None, document: str | None = None) -> Iterator[Row]:
        """Statements: about an entity, of a document, or all."""

    @property
    def read(self) -> Any:
        """What looks rows up: a `kg.store.reading.Reads`."""


class Rows:
    """Looks rows up, each thing once."""

    def __init__(self, graph: Lists) -> None:
        self._graph = graph
        self._read = graph.read
        self.mentions = self._read.mentions
        self.parts = self._read.parts
        self.labelled = self._read.labelled
        self._found = functools.cache(self._find)
        self._counted = functools.cache(self._count)

    @functools.cached_property
    def entities(self) -> list[Row]:
        """All entities."""
        return list(self._graph.entities())

    @functools.cached_property
    def is_empty(self) -> bool:
        """Whether there is no entity."""
        return next(iter(self._graph.entities()), None) is None

    def with_words(self, words: Words) -> list[Row]:
        """Statements with the words of any group, by document and place; those with more groups are kept first."""
        return self._found(_frozen(words), ())

    def near(self, iris: Iterable[str], words: Words) -> list[Row]:
        """Statements about any of these entities, in their voice, or in a sentence with a claim about them; those with
        more of the words are kept first.
        """
        given = tuple(dict.fromkeys(iris))
        return self._filled(self._found, words, given) if given else []

    def about(self, iri: str, words: Words = ()) -> list[Row]:
        """Statements about an entity; those with more of the words are kept first."""
        if not words:
            return list(self._graph.claims(about=iri))
        return [row for row in self.near([iri], words) if iri in _ids(row)]

    def by(self, iri: str, words: Words) -> list[Row]:
        """Statements in an entity's voice; those with more of the words are kept first."""
        return [row for row in self.near([iri], words) if any(source["id"] == iri for source in row["sources"])]

    def numbers(self, words: Words) -> list[Row]:
        """Statistics; those with more of the words are kept first."""
        return self._filled(self._counted, words, ())

    def holding(self, test: Callable[[str], bool], words: Words) -> list[Row]:
        """Statements whose sentence passes a test, of those with words of any group."""
        return [row for row in self.with_words(words) if test(row["quote"])]

    def claim(self, iri: str | None) -> Row | None:
        """One statement of a claim."""
        found = self._read.statements(iri) if iri else ()
        return found[0] if found else None

    def in_document(self, iri: str) -> list[Row]:
        """The statements of a document."""
        return list(self._graph.claims(document=iri))

    def _find(self, words: Words, near: tuple[str, ...]) -> list[Row]:
        return list(self._read.find(*words, near=near, limit=_MOST))

    def _count(self, words: Words, near: tuple[str, ...]) -> list[Row]:
        return list(self._read.find_numbers(*words, near=near, limit=_MOST))

    def _filled(self, look_up: Callable[[Any, Any], list[Row]], words: Words, near: tuple[str, ...]) -> list[Row]:
        """What has words, and if that is little, what has none of them."""
        groups = _frozen(words)
        found = look_up(groups, near) if groups else []
        if len(found) >= _MOST:
            return found
        places = {_place(row): row for row in (*found, *look_up((), near))}
        return [row for _, row in sorted(places.items())]


def _frozen(words: Words) -> tuple[frozenset[str], ...]:
    return tuple(map(frozenset, words))


def _place(row: Row) -> tuple[Any, ...]:
    subject = row["subject"]["start"] if "subject" in row else 0
    return (row["document"], row["start"], row["end"], subject, row.get("statement") or row["id"])


def _ids(row: Row) -> set[str | None]:
    return {term["id"] for term in (row["subject"], row["object"], *row["arguments"]) if term}
