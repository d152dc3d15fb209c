"""The part of a graph that is about one entity, or said by it: what `kg export --about` writes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

from kg.errors import KgError

if TYPE_CHECKING:
    from pyoxigraph import Quad

Row = dict[str, Any]


class Filtered(Protocol):
    """What the part is taken from: a store, or what is trusted of it."""

    def documents(self) -> Iterator[Row]:
        """All documents."""

    def entities(self) -> Iterator[Row]:
        """All entities."""

    def claims(self, **filters: str | None) -> Iterator[Row]:
        """Claims, by filters."""

    def statistics(self, **filters: str | None) -> Iterator[Row]:
        """Statistics, by filters."""

    def text(self, document: str) -> str:
        """The text of a document."""


class About:
    """The claims in which the entity `subject` takes part or speaks, the numbers about it, and what these mention."""

    def __init__(self, graph: Filtered, subject: Row) -> None:
        self._graph = graph
        self.subject = subject
        self._iri: str = subject["id"]
        self.text = graph.text

    def documents(self) -> Iterator[Row]:
        """The documents in which the claims and numbers stand."""
        inside = {row["document"] for row in (*self._claims, *self._statistics)}
        return (row for row in self._graph.documents() if row["id"] in inside)

    def entities(self) -> Iterator[Row]:
        """The entity, its parent and its units, and those of the claims and numbers."""
        mentioned = {self._iri}
        for row in (*self._claims, *self._statistics):
            terms = (row.get(name) for name in ("subject", "object", "about", "measure"))
            mentioned |= {term["id"] for term in (*terms, *row.get("arguments", ()), *row.get("sources", ())) if term}
        rows = list(self._graph.entities())
        mentioned |= {row["parent"] for row in rows if row["id"] == self._iri}
        return (row for row in rows if row["id"] in mentioned or row["parent"] == self._iri)

    def claims(self) -> Iterator[Row]:
        """The statements, by document and place."""
        return iter(self._claims)

    def statistics(self) -> Iterator[Row]:
        """The numbers."""
        return iter(self._statistics)

    def quads(self) -> Iterator[Quad]:
        """Raises KgError: what is left of RDF would break its own shapes."""
        raise KgError("RDF is written whole; for RDF about one entity use --format nanopub")

    @cached_property
    def _claims(self) -> list[Row]:
        found = {row["statement"]: row for row in self._graph.claims(about=self._iri)}
        found |= {row["statement"]: row for row in self._graph.claims(by=self._iri)}
        return sorted(found.values(), key=_place)

    @cached_property
    def _statistics(self) -> list[Row]:
        return list(self._graph.statistics(about=self._iri))


def _place(row: Row) -> tuple[str, int, int, int, str]:
    return row["document"], row["start"], row["end"], row["subject"]["start"], row["statement"]
