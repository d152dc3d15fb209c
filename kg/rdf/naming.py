"""The graph of the entities: what each is, why names of several documents are its names, and why namesakes are two.

What one document shows by itself is in the graph of that document (`writer`), and goes with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from pyoxigraph import Literal, NamedNode, Quad

from kg import ids
from kg.entities.across import Apart, Joined
from kg.rdf.vocabulary import CLASSES, ENTITIES, above, name, node
from kg.records import Entity

#: The classes of the nodes that tell why.
REASONS = (name("kg:NameLink"), name("kg:Distinction"))


def entity_quads(entities: Iterable[Entity]) -> Iterator[Quad]:
    """One canonical description of each of these entities."""
    for entity in entities:
        it = node(entity.id)
        for kind in CLASSES[entity.type]:
            yield _quad(it, "rdf:type", name(kind))
        yield _quad(it, "skos:prefLabel", Literal(entity.label, language="en"))
        for alias in entity.aliases:
            yield _quad(it, "skos:altLabel", Literal(alias, language="en"))
        if entity.acronym:
            yield _quad(it, "kg:acronym", Literal(entity.acronym))
        if entity.parent:
            yield _quad(it, above(entity.type), node(entity.parent))


def joined_quads(joined: Mapping[str, Sequence[Joined]]) -> Iterable[Quad]:
    """For the id of each entity, what links the names of documents to it."""
    for iri, reasons in sorted(joined.items()):
        for reason in reasons:
            it = node(ids.hashed("name", iri, reason.name))
            yield _quad(it, "rdf:type", name("kg:NameLink"))
            yield _quad(it, "kg:evidenceFor", node(iri))
            yield _quad(it, "kg:name", Literal(reason.name))
            yield _quad(it, "kg:rule", Literal(reason.rule))
            yield _quad(it, "skos:note", Literal(reason.why, language="en"))


def apart_quads(apart: Mapping[str, Sequence[Apart]]) -> Iterable[Quad]:
    """For the id of each entity, which namesakes are others; each two are told apart once."""
    for iri, namesakes in sorted(apart.items()):
        for namesake in namesakes:
            yield _quad(node(iri), "owl:differentFrom", node(namesake.other))
            if iri < namesake.other:
                it = node(ids.hashed("distinction", iri, namesake.other))
                yield _quad(it, "rdf:type", name("kg:Distinction"))
                yield _quad(it, "kg:distinguishes", node(iri))
                yield _quad(it, "kg:distinguishes", node(namesake.other))
                yield _quad(it, "kg:name", Literal(namesake.name))
                yield _quad(it, "skos:note", Literal(namesake.why, language="en"))


def match_quads(matches: Mapping[str, Sequence[str]]) -> Iterable[Quad]:
    """For the id of each entity, the entries of a register that are the same."""
    for iri, entries in sorted(matches.items()):
        for entry in entries:
            yield _quad(node(iri), "skos:exactMatch", node(entry))


def _quad(subject: NamedNode, predicate: str, value: NamedNode | Literal) -> Quad:
    return Quad(subject, name(predicate), value, ENTITIES)
