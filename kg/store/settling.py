"""Brings the RDF in step with the saved extractions, and touches only what changed.

Each document's graph, and that of the entities, says by `kg:linking` what it was made from. That mark is taken away
before anything else is changed and comes back when all is written, so whatever a killed process leaves unfinished
has no mark and is made anew.
"""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from contextlib import contextmanager

import pyoxigraph as ox

from kg.curation.decisions import in_force, read
from kg.rdf.naming import entity_quads
from kg.rdf.vocabulary import ENTITIES, FACTS, name, node
from kg.records import Entity
from kg.store import deciding, linking, making, naming, saved
from kg.store.entries import Shelved
from kg.store.facts import Fact
from kg.store.folder import Folder, Memory
from kg.store.index import Index
from kg.store.linking import Links
from kg.store.loading import Loader, in_order
from kg.store.making import Made, Wanted
from kg.store.reading import Row
from kg.store.saved import Head

_LINKING = name("kg:linking")

#: Documents that the index takes together: fewer are slower, more take more memory.
_BATCH = 40


def settle(rdf: ox.Store, files: Folder | Memory, index: Index, *, workers: int = 1) -> None:
    """Unify the entities of all documents, and write what isn't yet as it should be, in the RDF and in the index, with
    so many processes.
    """
    with _no_circles():
        _settle(rdf, files, index, workers)


@contextmanager
def _no_circles() -> Iterator[None]:
    """Python doesn't look for circles of objects: heads and rows hold none, and to look through so many takes a tenth of
    the time.
    """
    looks = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if looks:
            gc.enable()


def _settle(rdf: ox.Store, files: Folder | Memory, index: Index, workers: int) -> None:
    found = {head.document: (key, head) for key, head in _heads(files)}
    decisions = in_force(read(files.decisions))
    unified = linking.unified(
        (head for _, head in found.values()),
        decisions,
        lambda iri: making.load(key := found[iri][0], files.read(key) or ""),
        files.gazetteer,
    )
    heads, links = unified.heads, unified.links
    trusted = index.mark is not None and _mark(ENTITIES, index.mark) in rdf
    index.begin()
    _unmark(rdf, ENTITIES)
    known = index.digests()
    if not trusted:
        _clear(rdf, found)
    digests = {head.document: linking.digest(head, links[head.document]) for head in heads}
    overruled = deciding.overruled(rdf, decisions)
    changed = [
        iri
        for iri, digest in digests.items()
        if known.get(iri) != digest or iri in overruled or not (trusted or _mark(node(iri), digest) in rdf)
    ]
    touched: set[Fact] = set()
    for iri in known.keys() - found.keys():
        touched |= index.said(iri).all
        _remove(rdf, node(iri))
    index.drop(known.keys() - found.keys())
    wanted = (Wanted(key := found[iri][0], files.read(key) or "", links[iri]) for iri in in_order(changed))
    with Loader(rdf, len(changed) + 2) as loader:
        touched |= _write(loader, rdf, index, making.make_all(wanted, workers), digests)
        loader.add(_update_facts(rdf, index, touched if trusted else index.facts()))
        rows = _rows(heads, links, naming.matches(unified.links.found, unified.state))
        loader.add(_update_entities(rdf, index, rows, trusted))
    naming.write(rdf, unified.links.found, unified.state)
    deciding.write(rdf, decisions, unified.state)
    rdf.add(_mark(ENTITIES, index.finish()))


def _heads(files: Folder | Memory) -> Iterator[tuple[str, Head]]:
    for key, line in files.heads():
        try:
            yield key, saved.load_head(line)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise making.damaged(key, error) from None


# ---------------------------------------------------------------------- marks


def _mark(graph: ox.NamedNode, digest: str) -> ox.Quad:
    return ox.Quad(graph, _LINKING, ox.Literal(digest), graph)


def _unmark(rdf: ox.Store, graph: ox.NamedNode) -> None:
    for mark in list(rdf.quads_for_pattern(graph, _LINKING, None, graph)):
        rdf.remove(mark)


def _clear(rdf: ox.Store, kept: Container[str]) -> None:
    """Takes away what an interrupted change may have left: facts, entities, and graphs of no document."""
    for graph in list(rdf.named_graphs()):
        if graph.value not in kept:
            _remove(rdf, node(graph.value))


# ---------------------------------------------------------------------- the graphs of documents


def _remove(rdf: ox.Store, graph: ox.NamedNode) -> None:
    if next(iter(rdf.quads_for_pattern(None, None, None, graph)), None) is not None:
        _unmark(rdf, graph)
        rdf.remove_graph(graph)


def _only(rdf: ox.Store, graph: ox.NamedNode, nquads: bytes) -> bytes:
    """Leaves of a graph no more than these quads, without its mark, and gives those that it has yet to get. Most of a
    document stays as it was when others come to be linked with it.
    """
    there = set(rdf.quads_for_pattern(None, None, None, graph))
    if not there:
        return nquads
    _unmark(rdf, graph)
    wanted = set(ox.parse(nquads, ox.RdfFormat.N_QUADS, lenient=True))
    for quad in there - wanted:
        rdf.remove(quad)
    return _nquads(wanted - there)


def _nquads(quads: Iterable[ox.Quad]) -> bytes:
    return ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b""


def _write(
    loader: Loader, rdf: ox.Store, index: Index, documents: Iterable[Made], digests: Mapping[str, str]
) -> set[Fact]:
    """Writes documents that were made anew, and gives the facts that they touch."""
    touched: set[Fact] = set()
    pending: list[tuple[str, str, Shelved]] = []
    for made in documents:
        digest = digests[made.document]
        graph = node(made.document)
        loader.add(_only(rdf, graph, made.nquads), _mark(graph, digest))
        pending.append((made.document, digest, made.shelved))
        if len(pending) >= _BATCH:
            touched |= _put(index, pending)
            pending = []
    return touched | _put(index, pending)


def _put(index: Index, made: list[tuple[str, str, Shelved]]) -> set[Fact]:
    """Puts documents in the place of what the index has of them, and gives the facts of both."""
    iris = [iri for iri, *_ in made]
    touched = {fact for iri in iris for fact in index.said(iri).all}
    index.drop(iris)
    index.put(made)
    return touched.union(*(shelved.said.all for *_, shelved in made))


# ---------------------------------------------------------------------- the graphs of entities and facts


def _rows(heads: Iterable[Head], links: Mapping[str, Links], matches: Mapping[str, tuple[str, ...]]) -> list[Row]:
    """Every entity as a row of the JSON contract, most mentioned first."""
    heads = list(heads)
    mentions, documents = Counter[str](), Counter[str]()
    for head in heads:
        linked = links[head.document]
        inside = Counter[str]()
        for local, count in head.mentions.items():
            entity = linked.get(local)
            inside[entity.id if entity else local] += count
        mentions.update(inside)
        documents.update(inside.keys())
    rows = [
        {
            "id": entity.id,
            "label": entity.label,
            "type": entity.type,
            "acronym": entity.acronym,
            "aliases": list(entity.aliases),
            "parent": entity.parent,
            "exact_match": list(matches.get(entity.id, ())),
            "mentions": mentions[entity.id],
            "documents": documents[entity.id],
        }
        for entity in linking.entities(heads, links)
    ]
    return sorted(rows, key=lambda row: (-row["mentions"], row["label"], row["id"]))


def _update_entities(rdf: ox.Store, index: Index, rows: Iterable[Row], trusted: bool) -> bytes:
    """Takes entities away that are no more as they were, and gives the quads of those to be added; of all, where the RDF
    has none.
    """
    before = index.entities()
    after = {row["id"]: row for row in rows}
    gone = [row for iri, row in before.items() if trusted and not _same(row, after.get(iri))]
    come = [row for iri, row in after.items() if not (trusted and _same(row, before.get(iri)))]
    for quad in entity_quads(map(_entity, gone)):
        rdf.remove(quad)
    index.put_entities(
        (row for iri, row in after.items() if row != before.get(iri)), (iri for iri in before if iri not in after)
    )
    return _nquads(entity_quads(map(_entity, come)))


def _update_facts(rdf: ox.Store, index: Index, touched: Iterable[Fact]) -> bytes:
    """Takes away each of these facts that doesn't hold, as what is said for and against it now has it, and gives the
    quads of the others.
    """
    come = []
    for fact in sorted(touched):
        quad = _fact(fact)
        if index.holds(fact):
            come.append(quad)
        elif quad in rdf:
            rdf.remove(quad)
    return _nquads(come)


def _same(row: Row, other: Row | None) -> bool:
    """Whether two rows describe an entity alike, however often it is mentioned."""
    return row == other or (other is not None and _entity(row) == _entity(other))


def _entity(row: Row) -> Entity:
    return Entity(
        id=row["id"],
        label=row["label"],
        type=row["type"],
        acronym=row["acronym"],
        aliases=tuple(row["aliases"]),
        parent=row["parent"],
    )


def _fact(fact: Fact) -> ox.Quad:
    subject, relation, value = fact
    return ox.Quad(node(subject), node(relation), node(value), FACTS)
