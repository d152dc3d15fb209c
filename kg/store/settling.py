"""Brings the RDF in step with the saved extractions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import pyoxigraph as ox

from kg.errors import GraphError
from kg.rdf.vocabulary import ENTITIES, FACTS, name
from kg.rdf.writer import entity_quads, quads
from kg.records import Entity, Extraction
from kg.store import asking, linking, saved

_LINKING = name("kg:linking")


def settle(rdf: ox.Store, documents: Iterable[tuple[str, str]]) -> None:
    """Unify the entities of all documents, given as keys and JSON texts; write what isn't yet as it should be."""
    found = {extraction.document.id: (text, extraction) for text, extraction in _loaded(documents)}
    links = linking.unify([extraction for _, extraction in found.values()])
    for graph in list(rdf.named_graphs()):
        if graph not in (ENTITIES, FACTS) and graph.value not in found:
            rdf.remove_graph(graph)
    linked = []
    for iri, (text, extraction) in found.items():
        linked.append(linking.relink(extraction, links[iri]))
        _write(rdf, linked[-1], linking.digest(text, links[iri]))
    _replace(rdf, ENTITIES, entity_quads(_entities(linked)))
    _replace(rdf, FACTS, sorted(_facts(rdf), key=str))


def _loaded(documents: Iterable[tuple[str, str]]) -> Iterator[tuple[str, Extraction]]:
    for key, text in documents:
        try:
            yield text, saved.load(text)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise GraphError(f"documents/{key}.json is damaged ({error}); delete it and build again") from None


def _write(rdf: ox.Store, extraction: Extraction, digest: str) -> None:
    """A document's graph, unless it is there as it should be."""
    graph = ox.NamedNode(extraction.document.id)
    if ox.Quad(graph, _LINKING, ox.Literal(digest), graph) not in rdf:
        _replace(rdf, graph, quads(extraction, linking=digest))


def _replace(rdf: ox.Store, graph: ox.NamedNode, content: list[ox.Quad]) -> None:
    """A graph's new content in one transaction: after a crash it is whole, or absent and written by the next writer."""
    rdf.remove_graph(graph)
    rdf.extend(content)


def _entities(linked: Sequence[Extraction]) -> list[Entity]:
    """Every entity of the documents once, and the concepts that only claims name."""
    found = {entity.id: entity for extraction in linked for entity in extraction.entities}
    return [*found.values(), *linking.concepts(linked, found)]


def _facts(rdf: ox.Store) -> Iterator[ox.Quad]:
    for fact in asking.ask(rdf, "facts"):
        yield ox.Quad(fact["subject"], fact["relation"], fact["object"], FACTS)
