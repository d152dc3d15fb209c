"""The rows that finders look at: first those of the entities in question, then, if need be, all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, Protocol

Row = dict[str, Any]


class Lists(Protocol):
    """What is read from a graph: a `kg.store.Store`, or anything else with rows of the JSON contract."""

    def entities(self) -> Iterator[Row]:
        """All entities."""

    def claims(self, *, about: str | None = None, by: str | None = None) -> Iterator[Row]:
        """Statements: about an entity, said by one, or all."""

    def statistics(self, *, about: str | None = None) -> Iterator[Row]:
        """Statistics: about an entity, or all."""

    @property
    def read(self) -> Any:
        """What reads one row: `statement(iri)`."""

    def ask(self, query: str, values: Mapping[str, str]) -> Any:
        """The answer to a named query."""


class Rows:
    """Reads each list once, when it is first needed."""

    def __init__(self, graph: Lists) -> None:
        self._graph = graph
        self._about: dict[str, list[Row]] = {}
        self._mentions: dict[str, dict[str, list[tuple[int, int]]]] = {}
        self._beside: dict[str, list[Row]] = {}
        self._by: dict[str, list[Row]] = {}

    @cached_property
    def entities(self) -> list[Row]:
        """All entities."""
        return list(self._graph.entities())

    @cached_property
    def claims(self) -> list[Row]:
        """All statements."""
        return list(self._graph.claims())

    @cached_property
    def statistics(self) -> list[Row]:
        """All statistics."""
        return list(self._graph.statistics())

    @cached_property
    def relations(self) -> list[str]:
        """The labels of all relations."""
        found = self._graph.ask("relations", {})
        label = found.variables.index("label")
        return sorted({row[label].value for row in found.rows})

    @cached_property
    def sentences(self) -> list[tuple[str, str]]:
        """Every statement (its IRI) with its sentence."""
        found = self._graph.ask("sentences", {})
        statement, quote = found.variables.index("statement"), found.variables.index("quote")
        return list(dict.fromkeys((row[statement].value, row[quote].value) for row in found.rows))

    @cached_property
    def by_claim(self) -> dict[str, Row]:
        """One statement for each claim."""
        found: dict[str, Row] = {}
        for row in self.claims:
            found.setdefault(row["claim"], row)
        return found

    def about(self, iri: str) -> list[Row]:
        """Statements about an entity."""
        if iri not in self._about:
            self._about[iri] = list(self._graph.claims(about=iri))
        return self._about[iri]

    def by(self, iri: str) -> list[Row]:
        """Statements in an entity's voice."""
        if iri not in self._by:
            self._by[iri] = list(self._graph.claims(by=iri))
        return self._by[iri]

    def beside(self, iri: str) -> list[Row]:
        """Statements in the same sentences as claims about an entity."""
        if iri not in self._beside:
            known = {row["statement"]: row for row in (*self.about(iri), *self.by(iri))}
            found = [str(row[0].value) for row in self._graph.ask("beside", {"entity": iri}).rows]
            others = (self._graph.read.statement(statement) for statement in found if statement not in known)
            self._beside[iri] = [row for row in others if row]
        return self._beside[iri]

    def mentions(self, iri: str) -> dict[str, list[tuple[int, int]]]:
        """Where an entity is mentioned, by any words: code points `[start, end)` by document."""
        if iri not in self._mentions:
            places: dict[str, list[tuple[int, int]]] = {}
            found = self._graph.ask("mentions-of", {"entity": iri})
            start, end, document = (found.variables.index(name) for name in ("start", "end", "document"))
            for row in found.rows:
                places.setdefault(row[document].value, []).append((int(row[start].value), int(row[end].value)))
            self._mentions[iri] = places
        return self._mentions[iri]

    def holding(self, test: Callable[[str], bool]) -> list[Row]:
        """Statements whose sentence passes a test; only these are read."""
        kept = [iri for iri, quote in self.sentences if test(quote)]
        rows = (self._graph.read.statement(iri) for iri in kept)
        return sorted((row for row in rows if row), key=lambda row: (row["document"], row["start"], row["statement"]))

    def near(self, ids: Iterable[str]) -> list[Row]:
        """Statements about any of these entities or in their voice, each once."""
        found: dict[str, Row] = {}
        for iri in ids:
            for row in (*self.about(iri), *self.by(iri), *self.beside(iri)):
                found.setdefault(row["statement"], row)
        return list(found.values())
