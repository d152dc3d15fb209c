"""The rows that may belong together. Keys are looked up first, and only rows with equal ones are read and compared."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, NamedTuple, Protocol

from kg.compare.content import Content, content, verb_of
from kg.words import kin

Row = dict[str, Any]

#: Two texts that share what is rarely spoken of tell of the same things: two names that only they have, or four names
#: of four documents. Everything shares "United States".
_SAME_STORY = 2.0


class Lists(Protocol):
    """What is read from a graph: a `kg.store.Store`, or anything else with rows of the JSON contract."""

    def documents(self) -> Iterator[Row]:
        """All documents."""

    def entities(self) -> Iterator[Row]:
        """All entities."""

    def claims(
        self,
        *,
        about: str | None = None,
        by: str | None = None,
        document: str | None = None,
        modality: str | None = None,
    ) -> Iterator[Row]:
        """Statements: about an entity, said by one, in a document, of a modality, or all."""

    def statistics(self, *, about: str | None = None, document: str | None = None) -> Iterator[Row]:
        """Statistics: about an entity, in a document, or all."""

    @property
    def read(self) -> Any:
        """What reads one row: `statement(iri)`."""

    def ask(self, query: str, values: Mapping[str, str]) -> Any:
        """The answer to a named query."""


class Key(NamedTuple):
    """A statement by what it is found by, with its relation's label, polarity and modality."""

    statement: str
    claim: str
    relation: str
    polarity: str
    modality: str

    @property
    def verb(self) -> str:
        """The kin of the word that carries the relation."""
        return kin(verb_of(self.relation)[0])


class Reading:
    """Looks up each thing once."""

    def __init__(self, graph: Lists) -> None:
        self.graph = graph
        self._rows: dict[str, Row | None] = {}
        self._keys: dict[str, list[Key]] = {}
        self._contents: dict[str, Content] = {}
        self._documents: dict[str, list[str]] = {}
        self._spoken_of: dict[str, frozenset[str]] = {}

    def ask(self, query: str, **values: str) -> Iterator[tuple[str, ...]]:
        """The rows of a named query, as strings in the order of its variables."""
        for row in self.graph.ask(query, values).rows:
            yield tuple("" if term is None else str(term.value) for term in row)

    def statement(self, iri: str) -> Row | None:
        """The row of a statement; None where it isn't trusted."""
        if iri not in self._rows:
            self._rows[iri] = self.graph.read.statement(iri)
        return self._rows[iri]

    def content(self, row: Row) -> Content:
        """What a statement says."""
        if row["statement"] not in self._contents:
            self._contents[row["statement"]] = content(row, self._acronyms)
        return self._contents[row["statement"]]

    @cached_property
    def _acronyms(self) -> dict[str, str]:
        """Acronyms that stand for one entity only, with its name."""
        found: dict[str, set[str]] = {}
        for row in self._entities.values():
            if row["acronym"]:
                found.setdefault(row["acronym"], set()).add(row["label"])
        return {acronym: labels.pop() for acronym, labels in found.items() if len(labels) == 1}

    def rows(self, found: Iterable[str]) -> list[Row]:
        """The rows of statements, each once, by document and place."""
        rows = [row for row in map(self.statement, dict.fromkeys(found)) if row]
        return sorted(rows, key=lambda row: (row["document"], row["start"], row["end"], row["statement"]))

    def keys(self, entity: str) -> list[Key]:
        """The statements whose subject or object is an entity."""
        if entity not in self._keys:
            self._keys[entity] = [
                Key(statement, claim, relation, polarity.rsplit("#", 1)[-1], modality.rsplit("#", 1)[-1])
                for statement, claim, relation, polarity, modality in self.ask("keys-of", entity=entity)
            ]
        return self._keys[entity]

    @cached_property
    def dates(self) -> dict[str, str | None]:
        """The day of each document."""
        return {row["id"]: row["date"] for row in self.graph.documents()}

    @cached_property
    def _entities(self) -> dict[str, Row]:
        return {row["id"]: row for row in self.graph.entities()}

    def documents_of(self, entity: str) -> list[str]:
        """The documents that mention an entity."""
        if entity not in self._documents:
            self._documents[entity] = [document for (document,) in self.ask("documents-of", entity=entity)]
        return self._documents[entity]

    def is_named(self, term: Row | None) -> bool:
        """Whether a term is something with a name of its own, that is the same thing in every text."""
        if term is None or not term["id"]:
            return False
        known = self._entities.get(term["id"])
        return _is_name(known) if known else False

    def same_story(self, one: str, other: str) -> bool:
        """Whether two documents tell of the same things, so that "the port" may be the same port in both."""
        if one == other:
            return True
        shared = self._names(one) & self._names(other)
        return sum(1 / math.log2(max(2, self._entities[iri]["documents"])) for iri in shared) >= _SAME_STORY

    def _names(self, document: str) -> frozenset[str]:
        if document not in self._spoken_of:
            found = (iri for (iri,) in self.ask("entities-in", document=document))
            self._spoken_of[document] = frozenset(
                iri for iri in found if iri in self._entities and _is_name(self._entities[iri])
            )
        return self._spoken_of[document]


def _is_name(entity: Row) -> bool:
    return bool(entity["acronym"]) or any(word[:1].isupper() for word in entity["label"].split())
