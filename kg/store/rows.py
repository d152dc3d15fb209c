"""Rows in the shape of the JSON contract, each put together from its triples in a document's graph."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Any

import pyoxigraph as ox

from kg import ids
from kg.rdf.vocabulary import ABOUT, ARGUMENT, ENTITIES, MEASURE, OBJECT, SUBJECT, TYPE_OF_CLASS, UNNAMED, Role, name
from kg.store.reading import Row

Properties = dict[str, list[Any]]

_KG = len(ids.KG)
_REPORTS = name("kg:reports")
_TYPE = name("rdf:type")
_LABEL = name("skos:prefLabel")


class Rows:
    """Makes the rows of one state of a store; of entities, documents and relations each once."""

    def __init__(self, store: ox.Store) -> None:
        self._store = store
        self.entity = functools.cache(self._entity)
        self.document = functools.cache(self._document)
        self._label = functools.cache(self._relation)

    def release(self) -> None:
        """Let go of the store, whose files stay open while anything holds it: the caches above hold these rows."""
        self._store = ox.Store()

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

    def statement(self, graph: str, statement: str, claim: str) -> Row:
        """What a statement of a document's graph claims."""
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
                "label": self._label(relation, graph),
                "text": _text(what, "kg:relationText"),
            },
            "object": self._term(what, OBJECT, document),
            "arguments": self._arguments(what, inside, document),
            "polarity": local(what[name("kg:polarity").value][0]),
            "modality": local(what[name("kg:modality").value][0]),
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

    def statistic(self, iri: str, graph: str, start: int, end: int) -> Row:
        """A number where it stands in a document."""
        what = self._properties(iri, ox.NamedNode(graph))
        document = self.document(graph)
        return {
            "id": iri,
            "about": self._term(what, ABOUT, document),
            "measure": self._term(what, MEASURE, document),
            "relation": _text(what, "kg:relationLabel"),
            "value": _number(_text(what, "schema:value")),
            "upper": _number(_text(what, "kg:upperValue")),
            "comparator": local(what[name("kg:comparator").value][0]),
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
                "stance": local(facts[name("kg:stance").value][0]),
                "cue": _text(facts, "kg:cue") or "",
                "form": local(facts[name("kg:form").value][0]),
            }
            outer = next(iter(self._store.quads_for_pattern(None, _REPORTS, ox.NamedNode(iri), graph)), None)
            if outer is None:
                return
            iri = str(getattr(outer.subject, "value", ""))
            facts = self._properties(iri, graph)

    def _properties(self, iri: str, graph: ox.NamedNode) -> Properties:
        facts: Properties = {}
        for quad in self._store.quads_for_pattern(ox.NamedNode(iri), None, None, graph):
            facts.setdefault(quad.predicate.value, []).append(quad.object)
        return facts


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


def local(value: Any) -> str:
    """The name of a term of ours."""
    return str(value.value[_KG:])
