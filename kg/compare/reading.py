"""The rows that may belong together: all are passed over once for their keys, and only those with equal ones compared."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, Protocol

from kg.answer.paths import has_name
from kg.compare.content import Content, Relation, content, is_passive, relation_of

Row = dict[str, Any]

#: Two texts that share what is rarely spoken of tell of the same things: two names that only they have, or four names
#: of four documents. Everything shares "United States".
_SAME_STORY = 2.0
#: "Ana Li's boat" is one boat in all texts, unlike "the boat".
_SOMEBODYS = re.compile(r"(the )?[A-Z][\w.-]*( [A-Z][\w.-]*)*(['\u2019]s|s['\u2019]) ")
_AGAINST = frozenset({"denies", "doubts"})


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


class _Index:
    """One pass over the statements of a graph, of which only keys are kept: rows of a thousand documents fill a
    machine.
    """

    def __init__(self, rows: Iterable[Row]) -> None:
        self.by_entity: dict[str, dict[str, list[tuple[str, str]]]] = {}
        self.contrary: list[str] = []
        self.counting: dict[tuple[str, str], str] = {}
        self.documents: dict[str, set[str]] = {}
        once: dict[str, str] = {}
        for row in rows:
            document = once.setdefault(row["document"], row["document"])
            label = once.setdefault(row["relation"]["label"], row["relation"]["label"])
            key = (row["statement"], once.setdefault(row["modality"], row["modality"]))
            subject, object_ = ((row[role] or {}).get("id") for role in ("subject", "object"))
            for iri in filter(None, {subject, object_}):
                self.documents.setdefault(iri, set()).add(document)
            for iri in filter(None, {subject, object_ if is_passive(label) else None}):
                self.by_entity.setdefault(iri, {}).setdefault(label, []).append(key)
            if row["polarity"] == "negated" or any(source["stance"] in _AGAINST for source in row["sources"]):
                self.contrary.append(row["statement"])
            if row["statistics"]:
                self.counting.setdefault((row["claim"], document), row["statement"])


class Reading:
    """Looks up each thing once: of all documents, or of what is claimed about an entity (an IRI)."""

    def __init__(self, graph: Lists, about: str | None = None) -> None:
        self.graph = graph
        self.about = about
        self._rows: dict[str, Row | None] = {}
        self._contents: dict[str, Content] = {}
        self._spoken_of: dict[str, frozenset[str]] = {}

    @cached_property
    def _index(self) -> _Index:
        return _Index(self.graph.claims(about=self.about) if self.about else self.graph.claims())

    @property
    def contrary(self) -> list[str]:
        """The statements of what is negated, denied or doubted."""
        return self._index.contrary

    def doing(self, entity: str, test: Callable[[Relation], bool], modalities: Collection[str]) -> Iterator[str]:
        """The statements, of some modalities, of what an entity does, or what is done to it or by it, where the relation
        passes a test.
        """
        for label, keys in self._index.by_entity.get(entity, {}).items():
            if test(relation_of(label)):
                yield from (statement for statement, modality in keys if modality in modalities)

    def deeds(self) -> Iterator[tuple[str, frozenset[Relation]]]:
        """Each entity with the relations of what it does, and of what is done to it or by it."""
        for entity, labels in self._index.by_entity.items():
            yield entity, frozenset(map(relation_of, labels))

    def counting(self, claim: str, document: str) -> Row | None:
        """A document's statement of a claim with a number."""
        statement = self._index.counting.get((claim, document))
        return self.statement(statement) if statement else None

    def documents_of(self, entity: str) -> set[str]:
        """The documents that claim something about an entity."""
        return self._index.documents.get(entity, set())

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

    @cached_property
    def dates(self) -> dict[str, str | None]:
        """The day of each document."""
        return {row["id"]: row["date"] for row in self.graph.documents()}

    @cached_property
    def _entities(self) -> dict[str, Row]:
        return {row["id"]: row for row in self.graph.entities()}

    def is_named(self, term: Row | None) -> bool:
        """Whether a term is something that is the same thing in every text."""
        if term is None or not term["id"]:
            return False
        known = self._entities.get(term["id"])
        return _is_one(known) if known else False

    def same_story(self, one: str, other: str) -> bool:
        """Whether two documents tell of the same things, so that "the port" may be the same port in both."""
        if one == other:
            return True
        shared = self._names(one) & self._names(other)
        return sum(1 / math.log2(max(2, self._entities[iri]["documents"])) for iri in shared) >= _SAME_STORY

    def _names(self, document: str) -> frozenset[str]:
        if document not in self._spoken_of:
            found = (row[0].value for row in self.graph.ask("entities-in", {"document": document}).rows)
            self._spoken_of[document] = frozenset(
                iri for iri in found if iri in self._entities and has_name(self._entities[iri])
            )
        return self._spoken_of[document]


def _is_one(entity: Row) -> bool:
    """Whether an entity is the same thing in every text: by its name, or as somebody's, "the Coastal Fund's profits"."""
    return has_name(entity) or bool(_SOMEBODYS.match(entity["label"]))
