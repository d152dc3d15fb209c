"""Rows in the shape of the JSON contract, read from the graph.

Named queries (`kg.queries`) find what is asked for; the rows are put together from the index, one claim at a time.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable, Iterator
from typing import Any, Protocol

import pyoxigraph as ox

from kg import ids
from kg.rdf.vocabulary import ABOUT, ARGUMENT, ENTITIES, MEASURE, OBJECT, SUBJECT, TYPE_OF_CLASS, UNNAMED, Role, name
from kg.store.asking import ask

Row = dict[str, Any]
Properties = dict[str, list[Any]]

_KG = len(ids.KG)
_REPORTS = name("kg:reports")
_CLAIM = name("kg:claim")
_FROM = name("prov:wasDerivedFrom")
_TYPE = name("rdf:type")
_LABEL = name("skos:prefLabel")


class Listed(Protocol):
    """Where the list of the entities is kept."""

    @property
    def entities(self) -> str | None:
        """Their rows in JSON, most mentioned first."""


class Reader:
    """Reads one state of a store; what it looked up once it keeps."""

    def __init__(self, store: ox.Store, files: Listed) -> None:
        self._store = store
        self._files = files
        self.entity = functools.cache(self._entity)
        self.document = functools.cache(self._document)
        self.relation = functools.cache(self._relation)

    def release(self) -> None:
        """Let go of the store, whose files stay open while anything holds it: the caches above hold this reader."""
        self._store = ox.Store()

    # ------------------------------------------------------------------ the lists

    @functools.cached_property
    def _listed(self) -> list[Row]:
        return json.loads(self._files.entities or "[]")  # type: ignore[no-any-return]

    def documents(self) -> Iterator[Row]:
        """`id file title publisher author date source language sha256 statements mentions characters`."""
        for found in ask(self._store, "documents"):
            row = {key: _plain(found[key]) for key in found if key != "document"}
            yield {"id": found["document"].value, **row, "file": row["file"] or ""}

    def entities(self, *, type: str | None = None) -> Iterator[Row]:  # noqa: A002 - the contract's name
        """Entities by the number of their mentions, most first."""
        return (row.copy() for row in self._listed if type is None or row["type"] == type)

    def sources(self) -> Iterator[Row]:
        """Voices with the number of their statements, in all and by stance, most first."""
        rows: dict[tuple[str | None, str], Row] = {}
        for found in ask(self._store, "sources"):
            source, stance, count = found["source"].value, _local(found["stance"]), int(found["statements"].value)
            iri = None if source == f"{ids.KG}unnamedSource" else source
            known = self.entity(iri) if iri else None
            label = known["label"] if known else _plain(found["said"]) or UNNAMED
            row = rows.setdefault((iri, label), {"id": iri, "label": label, "statements": 0, "stances": {}})
            row["statements"] += count
            row["stances"][stance] = row["stances"].get(stance, 0) + count
        yield from sorted(rows.values(), key=lambda row: (-row["statements"], row["label"], row["id"] or ""))

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
        """One row for each statement, by document and place.

        `about`, `by` and `document` are IRIs; `type` is that of a term in the claim; the claim's time, else the
        document's day, overlaps `[since, until]`.
        """
        for row in self._in_order(self._places(about, by, document, modality, relation)):
            if (relation and row["relation"]["label"] != relation) or (modality and row["modality"] != modality):
                continue
            if type and all(term["type"] != type for term in _terms(row)):
                continue
            if _overlaps(row["time"], self.document(row["document"])["date"], since, until):
                yield row

    def statistics(
        self,
        *,
        about: str | None = None,
        relation: str | None = None,
        since: str | None = None,
        until: str | None = None,
        document: str | None = None,
    ) -> Iterator[Row]:
        """One row for each place where a number stands, by document and place."""
        for graph, start, end, iri in self._number_places(about):
            if document and graph != document:
                continue
            row = self._statistic(iri, graph, start, end)
            if relation in (None, row["relation"]) and _overlaps(
                row["time"], self.document(graph)["date"], since, until
            ):
                yield row

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
        """The row of one statement."""
        for quad in self._store.quads_for_pattern(ox.NamedNode(iri), _CLAIM, None, None):
            return self._row(_iri(quad.graph_name), iri, _iri(quad.object))
        return None

    def statements(self, claim: str) -> list[Row]:
        """The rows of the statements of a claim, by document and place."""
        found = self._store.quads_for_pattern(None, _CLAIM, ox.NamedNode(claim), None)
        return list(self._in_order((_iri(quad.graph_name), _iri(quad.subject), claim) for quad in found))

    def statistic(self, iri: str) -> list[Row]:
        """The rows of the places where a number stands, by document and place."""
        found = self._store.quads_for_pattern(ox.NamedNode(iri), _FROM, None, None)
        places = sorted((_iri(quad.graph_name), *ids.parse_passage(_iri(quad.object))[1:]) for quad in found)
        return [self._statistic(iri, graph, start, end) for graph, start, end in places]

    def named(self, text: str) -> list[Row]:
        """The entities that a name, an acronym (whatever its case) or an IRI denotes, most mentioned first."""
        if text.startswith(ids.BASE):
            row = self.entity(text)
            return [row] if row else []
        wanted = text.casefold()
        same = (
            row["id"]
            for row in self._listed
            if wanted in (name.casefold() for name in (row["label"], row["acronym"] or "", *row["aliases"]))
        )
        return [row for row in map(self.entity, same) if row]

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
        }

    def _document(self, iri: str) -> Row:
        facts = self._properties(iri, ox.NamedNode(iri))
        return {
            "text": _text(facts, "nif:isString") or "",
            "file": _text(facts, "kg:origin") or "",
            "date": _text(facts, "schema:datePublished"),
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
            yield from sorted(
                rows, key=lambda row: (row["start"], row["end"], row["subject"]["start"], row["statement"])
            )

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
        found = holder.get(role.value.value)
        if not found:
            return None
        value = found[0]
        iri = value.value if isinstance(value, ox.NamedNode) else None
        _, start, end = ids.parse_passage(holder[role.passage.value][0].value)
        label = holder.get(role.label.value)
        entity = None if label or iri is None else self.entity(iri)
        if entity:
            kind, reads = entity["type"], entity["label"]
        else:
            own = holder.get(role.type.value)
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


def _terms(row: Row) -> Iterator[Row]:
    yield row["subject"]
    if row["object"]:
        yield row["object"]
    yield from row["arguments"]


def _overlaps(time: Row | None, day: str | None, since: str | None, until: str | None) -> bool:
    """Whether a time, or else a document's day, is in `[since, until]`; where neither is known, only without both."""
    if not since and not until:
        return True
    first = (time and (time["start"] or time["end"])) or day
    last = (time and (time["end"] or time["start"])) or day
    if not first or not last:
        return False
    return (not since or last >= since) and (not until or first <= until)


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
