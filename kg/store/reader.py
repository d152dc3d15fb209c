"""Rows in the shape of the JSON contract, read by SPARQL: from our store without its index, or from anybody's.

Named queries (`kg.queries`) find what is asked for; the rows are put together from their triples, one claim at a time.
A store need only have `query` and `quads_for_pattern`, as pyoxigraph's has.
"""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterable, Iterator
from typing import Any

import pyoxigraph as ox

from kg import ids
from kg.rdf.vocabulary import ABOUT, ARGUMENT, ENTITIES, MEASURE, OBJECT, SUBJECT, TYPE_OF_CLASS, UNNAMED, Role, name
from kg.store import reading
from kg.store.asking import ask
from kg.store.reading import Row
from kg.words import name_key, root

Properties = dict[str, list[Any]]

_KG = len(ids.KG)
_REPORTS = name("kg:reports")
_CLAIM = name("kg:claim")
_FROM = name("prov:wasDerivedFrom")
_IDENTIFIES = name("itsrdf:taIdentRef")
_TYPE = name("rdf:type")
_LABEL = name("skos:prefLabel")


class Reader:
    """`kg.store.reading.Reads` by SPARQL, of one state of a store; what it looked up once it keeps."""

    def __init__(self, store: ox.Store) -> None:
        self._store = store
        self.entity = functools.cache(self._entity)
        self.document = functools.cache(self._document)
        self.relation = functools.cache(self._relation)

    def release(self) -> None:
        """Let go of the store, whose files stay open while anything holds it: the caches above hold this reader."""
        self._store = ox.Store()

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
            yield iri, label, _local(found["stance"]), int(found["statements"].value)

    def claims(
        self,
        *,
        about: str | None = None,
        by: str | None = None,
        relation: str | None = None,
        type: str | None = None,  # noqa: A002 - the contract's name
        modality: str | None = None,
        since: str | None = None,
        until: str | None = None,
        document: str | None = None,
    ) -> Iterator[Row]:
        """See `Reads`."""
        rows = self._in_order(self._places(about, by, document, modality, relation))
        return reading.kept_claims(
            rows, self, relation=relation, type=type, modality=modality, since=since, until=until
        )

    def statistics(
        self,
        *,
        about: str | None = None,
        relation: str | None = None,
        since: str | None = None,
        until: str | None = None,
        document: str | None = None,
    ) -> Iterator[Row]:
        """See `Reads`."""
        places = (place for place in self._number_places(about) if document in (None, place[0]))
        rows = (self._statistic(iri, graph, start, end) for graph, start, end, iri in places)
        return reading.kept_statistics(rows, self, relation=relation, since=since, until=until)

    def _places(
        self, about: str | None, by: str | None, document: str | None, modality: str | None, relation: str | None
    ) -> set[tuple[str, str, str]]:
        """Document, statement and claim of what may be asked for: what can be looked up is, and the rest is read."""
        found: list[set[tuple[str, str, str]]] = []
        if about:
            found.append(_triples(ask(self._store, "claims-about", entity=about)))
        if by:
            found.append(_triples(ask(self._store, "statements-by-source", entity=by)))
        if document:
            stated = self._store.quads_for_pattern(None, _CLAIM, None, ox.NamedNode(document))
            found.append({(document, _iri(quad.subject), _iri(quad.object)) for quad in stated})
        if not found:
            found.append(_triples(ask(self._store, "claims", modality=modality or "", label=relation or "")))
        return set.intersection(*found)

    def _number_places(self, about: str | None) -> list[tuple[str, int, int, str]]:
        """Document, start, end and statistic of the numbers, in this order: of all, or of those about an entity."""
        if about:
            numbers = {row["statistic"].value for row in ask(self._store, "statistics-about", entity=about)}
            quads = (q for n in numbers for q in self._store.quads_for_pattern(ox.NamedNode(n), _FROM, None, None))
            found = {(_iri(quad.graph_name), _iri(quad.object), _iri(quad.subject)) for quad in quads}
        else:
            rows = ask(self._store, "statistics")
            found = {(row["document"].value, row["passage"].value, row["statistic"].value) for row in rows}
        return sorted((document, *ids.parse_passage(passage)[1:], iri) for document, passage, iri in found)

    def statement(self, iri: str) -> Row | None:
        """See `Reads`."""
        for quad in self._store.quads_for_pattern(ox.NamedNode(iri), _CLAIM, None, None):
            return self._row(_iri(quad.graph_name), iri, _iri(quad.object))
        return None

    def statements(self, claim: str) -> list[Row]:
        """See `Reads`."""
        found = self._store.quads_for_pattern(None, _CLAIM, ox.NamedNode(claim), None)
        return list(self._in_order((_iri(quad.graph_name), _iri(quad.subject), claim) for quad in found))

    def statistic(self, iri: str) -> list[Row]:
        """See `Reads`."""
        found = self._store.quads_for_pattern(ox.NamedNode(iri), _FROM, None, None)
        places = sorted((_iri(quad.graph_name), *ids.parse_passage(_iri(quad.object))[1:]) for quad in found)
        return [self._statistic(iri, graph, start, end) for graph, start, end in places]

    def sentence(self, document: str, start: int, end: int) -> list[Row]:
        """See `Reads`."""
        passage = ox.NamedNode(ids.passage(document, start, end))
        derived = self._store.quads_for_pattern(None, _FROM, passage, ox.NamedNode(document))
        found = (row for quad in derived if (row := self.statement(_iri(quad.subject))))
        return sorted(found, key=reading.place)

    def find(self, *groups: Collection[str], near: Collection[str] = (), limit: int) -> list[Row]:
        """See `Reads`. All statements are read."""
        about: dict[tuple[str, int, int], set[str]] = {}
        rows = list(self.claims())
        for row in rows:
            about.setdefault((row["document"], row["start"], row["end"]), set()).update(reading.about(row))
        wanted = frozenset(near)
        close = (
            row
            for row in rows
            if not wanted or wanted & reading.voices(row) or wanted & about[row["document"], row["start"], row["end"]]
        )
        found = reading.best(((row, reading.words_of(row)) for row in close), groups, reading.confident, limit)
        return sorted(found, key=reading.place)

    def find_numbers(self, *groups: Collection[str], near: Collection[str] = (), limit: int) -> list[Row]:
        """See `Reads`. All statistics are read."""
        rows = (row for row in self.statistics() if not near or reading.counted(row) & frozenset(near))
        found = reading.best(((row, reading.words_of_number(row)) for row in rows), groups, reading.number_rank, limit)
        return sorted(found, key=reading.number_place)

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
        found: dict[str, list[tuple[int, int]]] = {}
        for document in documents:
            links = self._store.quads_for_pattern(None, _IDENTIFIES, ox.NamedNode(iri), ox.NamedNode(document))
            if places := sorted({ids.parse_passage(_iri(quad.subject))[1:] for quad in links}):
                found[document] = places
        return found

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

    # ------------------------------------------------------------------ one of each

    def _entity(self, iri: str) -> Row | None:
        facts = self._properties(iri, ENTITIES)
        label = facts.get(_LABEL.value)
        if not label:
            return None
        types = [TYPE_OF_CLASS[c.value] for c in facts[_TYPE.value] if c.value in TYPE_OF_CLASS]
        parents = facts.get(name("org:unitOf").value) or facts.get(name("org:subOrganizationOf").value) or []
        return {
            "id": iri,
            "label": label[0].value,
            "type": types[0],
            "acronym": _text(facts, "kg:acronym"),
            "aliases": sorted(alias.value for alias in facts.get(name("skos:altLabel").value, [])),
            "parent": parents[0].value if parents else None,
            "exact_match": sorted(match.value for match in facts.get(name("skos:exactMatch").value, [])),
        }

    def _document(self, iri: str) -> Row:
        facts = self._properties(iri, ox.NamedNode(iri))
        return {
            "text": _text(facts, "nif:isString") or "",
            "file": _text(facts, "kg:origin") or "",
            "date": _text(facts, "schema:datePublished"),
            "title": _text(facts, "schema:name"),
        }

    def _relation(self, iri: str, graph: str) -> str:
        labels = self._properties(iri, ox.NamedNode(graph)).get(name("rdfs:label").value, [])
        return min((label.value for label in labels), default="")

    def _in_order(self, places: Iterable[tuple[str, str, str]]) -> Iterator[Row]:
        """Rows document by document, each in the order of the text."""
        by_document: dict[str, list[tuple[str, str]]] = {}
        for graph, statement, claim in places:
            by_document.setdefault(graph, []).append((statement, claim))
        for graph, inside in sorted(by_document.items()):
            rows = [self._row(graph, statement, claim) for statement, claim in sorted(set(inside))]
            yield from sorted(rows, key=reading.place)

    def _row(self, graph: str, statement: str, claim: str) -> Row:
        inside = ox.NamedNode(graph)
        said = self._properties(statement, inside)
        what = self._properties(claim, inside)
        _, start, end = ids.parse_passage(said[name("prov:wasDerivedFrom").value][0].value)
        document = self.document(graph)
        relation = what[name("rdf:predicate").value][0].value
        return {
            "claim": claim,
            "statement": statement,
            "label": _text(what, "rdfs:label"),
            "subject": self._term(what, SUBJECT, document),
            "relation": {
                "id": relation,
                "label": self.relation(relation, graph),
                "text": _text(what, "kg:relationText"),
            },
            "object": self._term(what, OBJECT, document),
            "arguments": self._arguments(what, inside, document),
            "polarity": _local(what[name("kg:polarity").value][0]),
            "modality": _local(what[name("kg:modality").value][0]),
            "time": _time(what),
            "statistics": sorted(s.value for s in what.get(name("kg:statistic").value, [])),
            "content": _text(what, "kg:content"),
            "sources": list(self._sources(statement, said, inside)),
            "document": graph,
            "file": document["file"],
            "start": start,
            "end": end,
            "quote": document["text"][start:end],
            "rule": _text(said, "kg:rule"),
            "confidence": float(_text(said, "kg:confidence") or 0),
            "reviewed": _text(said, "kg:reviewed"),
        }

    def _statistic(self, iri: str, graph: str, start: int, end: int) -> Row:
        what = self._properties(iri, ox.NamedNode(graph))
        document = self.document(graph)
        return {
            "id": iri,
            "about": self._term(what, ABOUT, document),
            "measure": self._term(what, MEASURE, document),
            "relation": _text(what, "kg:relationLabel"),
            "value": _number(_text(what, "schema:value")),
            "upper": _number(_text(what, "kg:upperValue")),
            "comparator": _local(what[name("kg:comparator").value][0]),
            "unit": _text(what, "schema:unitText"),
            "time": _time(what),
            "claim": _text(what, "kg:statedBy"),
            "document": graph,
            "file": document["file"],
            "start": start,
            "end": end,
            "quote": document["text"][start:end],
            "comparison_key": _text(what, "kg:comparisonKey"),
        }

    def _term(self, holder: Properties, role: Role, document: Row) -> Row | None:
        found = holder.get(name(role.value).value)
        if not found:
            return None
        value = found[0]
        iri = value.value if isinstance(value, ox.NamedNode) else None
        _, start, end = ids.parse_passage(holder[name(role.passage).value][0].value)
        label = holder.get(name(role.label).value)
        entity = None if label or iri is None else self.entity(iri)
        if entity:
            kind, reads = entity["type"], entity["label"]
        else:
            own = holder.get(name(role.type).value)
            kind = TYPE_OF_CLASS[own[0].value] if own else "concept"
            reads = label[0].value if label else value.value  # a literal reads itself
        return {
            "text": document["text"][start:end],
            "id": iri,
            "label": reads,
            "type": kind,
            "start": start,
            "end": end,
        }

    def _arguments(self, claim: Properties, graph: ox.NamedNode, document: Row) -> list[Row]:
        rows = []
        for part in claim.get(name("kg:argument").value, []):
            facts = self._properties(part.value, graph)
            rows.append({"role": _text(facts, "kg:role"), **(self._term(facts, ARGUMENT, document) or {})})
        return sorted(rows, key=lambda row: (row["start"], row["end"], row["role"]))

    def _sources(self, iri: str, facts: Properties, graph: ox.NamedNode) -> Iterator[Row]:
        """The voices from a statement outward."""
        while facts:
            source = _text(facts, "kg:source")
            named = None if source == f"{ids.KG}unnamedSource" else source
            entity = self.entity(named) if named else None
            label = _text(facts, "kg:sourceLabel") or (entity["label"] if entity else UNNAMED)
            yield {
                "id": named,
                "label": label,
                "stance": _local(facts[name("kg:stance").value][0]),
                "cue": _text(facts, "kg:cue") or "",
                "form": _local(facts[name("kg:form").value][0]),
            }
            outer = next(iter(self._store.quads_for_pattern(None, _REPORTS, ox.NamedNode(iri), graph)), None)
            if outer is None:
                return
            iri = _iri(outer.subject)
            facts = self._properties(iri, graph)

    def _properties(self, iri: str, graph: ox.NamedNode) -> Properties:
        facts: Properties = {}
        for quad in self._store.quads_for_pattern(ox.NamedNode(iri), None, None, graph):
            facts.setdefault(quad.predicate.value, []).append(quad.object)
        return facts


def _triples(found: Iterable[Row]) -> set[tuple[str, str, str]]:
    return {(row["document"].value, row["statement"].value, row["claim"].value) for row in found}


def _time(facts: Properties) -> Row | None:
    text = _text(facts, "schema:temporal")
    if text is None:
        return None
    return {"text": text, "start": _text(facts, "schema:startDate"), "end": _text(facts, "schema:endDate")}


def _text(facts: Properties, key: str) -> str | None:
    found = facts.get(name(key).value)
    return str(min(value.value for value in found)) if found else None


def _number(text: str | None) -> float | int | None:
    if text is None:
        return None
    value = float(text)
    return int(value) if value.is_integer() else value


def _local(value: Any) -> str:
    return str(value.value[_KG:])


def _plain(value: Any) -> str | None:
    return None if value is None else str(value.value)


def _iri(value: Any) -> str:
    return str(value.value)
