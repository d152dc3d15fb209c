"""A graph as it is without the statements below some confidence.

In: a store. Out: the same lists, of what is trusted; `kg.answer` and `kg.export` read it as they do the store.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, Self

from kg.errors import KgError

if TYPE_CHECKING:
    from pyoxigraph import Quad

    from kg.store import Answer, Store

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
    def read(self) -> Self:
        """What reads one statement."""
        return self

    def statement(self, iri: str) -> Row | None:
        """The row of a statement, if it is trusted."""
        row = self._store.read.statement(iri)
        return row if row and row["confidence"] >= self._least else None

    def quads(self) -> Iterator[Quad]:
        """Raises KgError: what is left of RDF would break its own shapes."""
        raise KgError("RDF is written whole, with the confidence of each statement; leave out the least confidence")

    def ask(self, query: str, values: Mapping[str, str] | None = None) -> Answer:
        """The answer to a named query: not of trusted statements alone."""
        return self._store.ask(query, values)
