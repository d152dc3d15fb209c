"""Why names of several documents are an entity's, and why namesakes are two, as quads in the graph of the entities.

What one document shows by itself is in the graph of that document (`writer`), and goes with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pyoxigraph import Literal, NamedNode, Quad

from kg import ids
from kg.entities.across import Apart, Joined
from kg.rdf.vocabulary import ENTITIES, name, node

#: The classes of the nodes that are written here.
CLASSES = (name("kg:NameLink"), name("kg:Distinction"))


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
