"""A graph as it is without the statements below some confidence.

In: a store. Out: the same lists, of what is trusted; `kg.answer` and `kg.export` read it as they do the store.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from kg.errors import KgError

if TYPE_CHECKING:
    from pyoxigraph import Quad

    from kg.store import Answer, Store
    from kg.store.reading import Reads

Row = dict[str, Any]


class Trusted:
    """The rows of a store whose confidence is at least `least`, in [0, 1]. Documents and entities are all there."""

    def __init__(self, store: Store, least: float) -> None:
        self._store = store
        self._least = least
        self.documents = store.documents
        self.entities = store.entities
        self.text = store.text

    def claims(self, **filters: str | None) -> Iterator[Row]:
        """The statements."""
        return (row for row in self._store.claims(**filters) if row["confidence"] >= self._least)

    def statistics(self, **filters: str | None) -> Iterator[Row]:
        """The numbers, of which a claim is trusted."""
        return (row for row in self._store.statistics(**filters) if row["claim"] in self._trusted)

    @cached_property
    def _trusted(self) -> frozenset[str | None]:
        return frozenset({None, *(row["claim"] for row in self.claims())})

    @property
    def read(self) -> Any:
        """What looks rows up: the store's reader, whose statements are the trusted ones."""
        return _Reads(self._store.read, self._least)

    def quads(self) -> Iterator[Quad]:
        """Raises KgError: what is left of RDF would break its own shapes."""
        raise KgError("RDF is written whole, with the confidence of each statement; leave out the least confidence")

    def ask(self, query: str, values: Mapping[str, str] | None = None) -> Answer:
        """The answer to a named query: not of trusted statements alone."""
        return self._store.ask(query, values)


class _Reads:
    """A reader of which the statements are trusted; whatever it isn't asked here it is asked as it is."""

    def __init__(self, reads: Reads, least: float) -> None:
        self._reads = reads
        self._least = least

    def __getattr__(self, name: str) -> Any:
        return getattr(self._reads, name)

    def statement(self, iri: str) -> Row | None:
        """The row of a statement, if it is trusted."""
        return next(self._trusted(filter(None, [self._reads.statement(iri)])), None)

    def statements(self, claim: str) -> list[Row]:
        """Of a claim's statements the trusted ones."""
        return list(self._trusted(self._reads.statements(claim)))

    def sentence(self, document: str, start: int, end: int) -> list[Row]:
        """Of a sentence's statements the trusted ones."""
        return list(self._trusted(self._reads.sentence(document, start, end)))

    def find(self, *groups: Collection[str], near: Collection[str] = (), limit: int) -> list[Row]:
        """Of the statements found the trusted ones."""
        return list(self._trusted(self._reads.find(*groups, near=near, limit=limit)))

    def find_numbers(self, *groups: Collection[str], near: Collection[str] = (), limit: int) -> list[Row]:
        """Of the numbers found those of which a claim is trusted."""
        found = self._reads.find_numbers(*groups, near=near, limit=limit)
        return [row for row in found if row["claim"] is None or self.statements(row["claim"])]

    def _trusted(self, rows: Iterable[Row]) -> Iterator[Row]:
        return (row for row in rows if row["confidence"] >= self._least)
