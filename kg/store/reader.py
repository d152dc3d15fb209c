"""Rows in the shape of the JSON contract, read by SPARQL: from our store without its index, or from anybody's.

Named queries (`kg.queries`) find what is asked for; `rows` puts the rows together from their triples, one claim at a time.
A store need only have `query` and `quads_for_pattern`, as pyoxigraph's has.
"""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterable, Iterator
from typing import Any

import pyoxigraph as ox

from kg import ids
from kg.rdf.vocabulary import UNNAMED, name
from kg.store import reading, searching
from kg.store.asking import ask
from kg.store.filters import Claims, Numbers
from kg.store.reading import Row
from kg.store.rows import Rows, local
from kg.words import name_key, root

_CLAIM = name("kg:claim")
_FROM = name("prov:wasDerivedFrom")
_IDENTIFIES = name("itsrdf:taIdentRef")


class Reader:
    """`kg.store.reading.Reads` by SPARQL, of one state of a store; what it looked up once it keeps."""

    def __init__(self, store: ox.Store) -> None:
        self._store = store
        self._rows = Rows(store)
        self.entity = self._rows.entity
        self.document = self._rows.document

    def release(self) -> None:
        """Let go of the store, whose files stay open while anything holds it."""
        self._store = ox.Store()
        self._rows.release()

    # ------------------------------------------------------------------ the lists

    @functools.cached_property
    def _listed(self) -> list[Row]:
        rows = []
        for found in ask(self._store, "entities"):
            entity = self.entity(found["entity"].value)
            counts = {key: int(found[key].value) for key in ("mentions", "documents")}
            rows += [entity | counts] if entity else []
        return sorted(rows, key=lambda row: (-row["mentions"], row["label"], row["id"]))

    def documents(self) -> Iterator[Row]:
        """See `Reads`."""
        for found in ask(self._store, "documents"):
            row = {key: _plain(found[key]) for key in found if key != "document"}
            yield {"id": found["document"].value, **row, "file": row["file"] or ""}

    def entities(self, *, type: str | None = None) -> Iterator[Row]:  # noqa: A002 - the contract's name
        """See `Reads`."""
        return (row.copy() for row in self._listed if type is None or row["type"] == type)

    def sources(self) -> Iterator[Row]:
        """See `Reads`."""
        return iter(reading.sources(self._voices()))

    def _voices(self) -> Iterator[tuple[str | None, str, str, int]]:
        for found in ask(self._store, "sources"):
            source = found["source"].value
            iri = None if source == f"{ids.KG}unnamedSource" else source
            known = self.entity(iri) if iri else None
            label = known["label"] if known else _plain(found["said"]) or UNNAMED
            yield iri, label, local(found["stance"]), int(found["statements"].value)

    def claims(self, **filters: str | None) -> Iterator[Row]:
        """See `Reads`."""
        asked = Claims(**filters)
        places = self._places(asked)
        if (asked.about or asked.by) and not asked.document:
            self._fetch((document, statement) for document, statement, _ in places)
        return (row for row in self._in_order(places) if asked.keeps(row, self))

    def statistics(self, **filters: str | None) -> Iterator[Row]:
        """See `Reads`."""
        asked = Numbers(**filters)
        places = (place for place in self._number_places(asked.about) if asked.document in (None, place[0]))
        rows = (self._rows.statistic(iri, graph, start, end) for graph, start, end, iri in places)
        return (row for row in rows if asked.keeps(row, self))

    def _places(self, asked: Claims) -> set[tuple[str, str, str]]:
        """Document, statement and claim of what may be asked for: what can be looked up is, and the rest is read."""
        found: list[set[tuple[str, str, str]]] = []
        if asked.about:
            found.append(_triples(ask(self._store, "claims-about", entity=asked.about)))
        if asked.by:
            found.append(_triples(ask(self._store, "statements-by-source", entity=asked.by)))
        if asked.document:
            stated = self._store.quads_for_pattern(None, _CLAIM, None, ox.NamedNode(asked.document))
            found.append({(asked.document, _iri(quad.subject), _iri(quad.object)) for quad in stated})
        if not found:
            every = ask(self._store, "claims", modality=asked.modality or "", label=asked.relation or "")
            found.append(_triples(every))
        return set.intersection(*found)

    def _number_places(self, about: str | None) -> list[tuple[str, int, int, str]]:
        """Document, start, end and statistic of the numbers, in this order: of all, or of those about an entity."""
        if about:
            rows = ask(self._store, "statistics-about", entity=about)
            numbers = {(row["document"], row["statistic"]) for row in rows}
            self._fetch((_iri(document), _iri(number)) for document, number in numbers)
            found = {
                (_iri(document), _iri(quad.object), _iri(number))
                for document, number in numbers
                for quad in self._store.quads_for_pattern(number, _FROM, None, document)
            }
        else:
            rows = ask(self._store, "statistics")
            found = {(row["document"].value, row["passage"].value, row["statistic"].value) for row in rows}
        return sorted((document, *ids.parse_passage(passage)[1:], iri) for document, passage, iri in found)

    def statement(self, iri: str) -> Row | None:
        """See `Reads`."""
        for quad in self._store.quads_for_pattern(ox.NamedNode(iri), _CLAIM, None, None):
            self._fetch([(_iri(quad.graph_name), iri)])
            return self._rows.statement(_iri(quad.graph_name), iri, _iri(quad.object))
        return None

    def statements(self, claim: str) -> list[Row]:
        """See `Reads`."""
        found = self._store.quads_for_pattern(None, _CLAIM, ox.NamedNode(claim), None)
        places = [(_iri(quad.graph_name), _iri(quad.subject), claim) for quad in found]
        self._fetch((document, statement) for document, statement, _ in places)
        return list(self._in_order(places))

    def statistic(self, iri: str) -> list[Row]:
        """See `Reads`."""
        found = self._store.quads_for_pattern(ox.NamedNode(iri), _FROM, None, None)
        places = sorted((_iri(quad.graph_name), *ids.parse_passage(_iri(quad.object))[1:]) for quad in found)
        self._fetch((graph, iri) for graph, *_ in places)
        return [self._rows.statistic(iri, graph, start, end) for graph, start, end in places]

    def sentence(self, document: str, start: int, end: int) -> list[Row]:
        """See `Reads`."""
        passage = ox.NamedNode(ids.passage(document, start, end))
        derived = self._store.quads_for_pattern(None, _FROM, passage, ox.NamedNode(document))
        stated = {
            (_iri(quad.subject), _iri(claim.object))
            for quad in derived
            for claim in self._store.quads_for_pattern(quad.subject, _CLAIM, None, quad.graph_name)
        }
        return sorted((self._rows.statement(document, *some) for some in stated), key=reading.place)

    def find(self, *groups: Collection[str], near: Collection[str] = (), limit: int) -> list[Row]:
        """See `Reads`."""
        found = searching.statements(self._store, groups, near, limit)
        self._fetch(((row["document"], row["statement"]) for row in found), _sentences(found))
        rows = {(row["document"], row["statement"]): row["claim"] for row in found}
        made = (self._rows.statement(document, iri, claim) for (document, iri), claim in rows.items())
        return sorted(made, key=reading.place)

    def find_numbers(self, *groups: Collection[str], near: Collection[str] = (), limit: int) -> list[Row]:
        """See `Reads`."""
        found = searching.numbers(self._store, groups, near, limit)
        self._fetch(((row["document"], row["statistic"]) for row in found), _sentences(found))
        places = dict.fromkeys(
            (row["statistic"], row["document"], *ids.parse_passage(row["passage"])[1:]) for row in found
        )
        return sorted((self._rows.statistic(*place) for place in places), key=reading.number_place)

    def relates(self, verb: str) -> bool:
        """See `Reads`."""
        return verb in self._verbs

    @functools.cached_property
    def _verbs(self) -> frozenset[str]:
        return frozenset(reading.verb_of(found["label"].value) for found in ask(self._store, "relations"))

    # ------------------------------------------------------------------ names

    def parts(self, iri: str) -> list[Row]:
        """See `Reads`."""
        return self._of(row["id"] for row in self._listed if row["parent"] == iri)

    def named(self, text: str) -> list[Row]:
        """See `Reads`."""
        if text.startswith(ids.BASE):
            return self._of([text])
        wanted = text.casefold()
        same = (row for row in self._listed if wanted in (name.casefold() for name in reading.names_of(row)))
        return self._of(row["id"] for row in same)

    def called(self, key: tuple[str, ...]) -> list[Row]:
        """See `Reads`."""
        return self._of(self._keys.get(key, ()))

    def knows(self, word: str) -> bool:
        """See `Reads`."""
        return word in self._vocabulary or root(word) in self._vocabulary

    def labelled(self, roots: Collection[str], type: str) -> list[Row]:  # noqa: A002 - the contract's name
        """See `Reads`."""
        same = (row for row in self._listed if row["type"] == type)
        return self._of(row["id"] for row in same if roots and reading.words_of_label(row).issuperset(roots))

    def resembling(self, name: str) -> Iterable[Row]:  # noqa: ARG002 - all are
        """See `Reads`."""
        return self._listed

    def mentions(self, iri: str, documents: Iterable[str]) -> dict[str, list[tuple[int, int]]]:
        """See `Reads`."""
        wanted = dict.fromkeys(documents)
        links = self._store.quads_for_pattern(None, _IDENTIFIES, ox.NamedNode(iri), None)
        places: dict[str, set[tuple[int, int]]] = {}
        for document, passage in ((_iri(quad.graph_name), _iri(quad.subject)) for quad in links):
            places.setdefault(document, set()).add(ids.parse_passage(passage)[1:])
        return {document: sorted(places[document]) for document in wanted if document in places}

    @functools.cached_property
    def _keys(self) -> dict[tuple[str, ...], list[str]]:
        keys: dict[tuple[str, ...], list[str]] = {}
        for row in self._listed:
            for key in dict.fromkeys(map(name_key, reading.names_of(row))):
                if key:
                    keys.setdefault(key, []).append(row["id"])
        return keys

    @functools.cached_property
    def _vocabulary(self) -> frozenset[str]:
        return frozenset(word for row in self._listed for word in reading.words_of_names(row))

    def _of(self, iris: Iterable[str]) -> list[Row]:
        return [row for row in map(self.entity, iris) if row]

    # ------------------------------------------------------------------ in order

    def _fetch(self, nodes: Iterable[tuple[str, str]], sentences: Iterable[tuple[str, str]] = ()) -> None:
        """What is to be read next of statements and numbers (each in a document), and of sentences: an endpoint gives it
        together.
        """
        fetch = getattr(self._store, "fetch", None)
        if fetch:
            fetch(set(nodes), set(sentences))

    def _in_order(self, places: Iterable[tuple[str, str, str]]) -> Iterator[Row]:
        """Rows document by document, each in the order of the text."""
        by_document: dict[str, list[tuple[str, str]]] = {}
        for graph, statement, claim in places:
            by_document.setdefault(graph, []).append((statement, claim))
        for graph, inside in sorted(by_document.items()):
            rows = [self._rows.statement(graph, statement, claim) for statement, claim in sorted(set(inside))]
            yield from sorted(rows, key=reading.place)


def _triples(found: Iterable[Row]) -> set[tuple[str, str, str]]:
    return {(row["document"].value, row["statement"].value, row["claim"].value) for row in found}


def _sentences(found: Iterable[Row]) -> Iterator[tuple[str, str]]:
    return ((row["document"], row["passage"]) for row in found)


def _plain(value: Any) -> str | None:
    return None if value is None else str(value.value)


def _iri(value: Any) -> str:
    return str(value.value)
