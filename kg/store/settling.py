"""Brings the RDF in step with the saved extractions, and touches only what changed.

Each document's graph, and that of the entities, says by `kg:linking` what it was made from. That mark is taken away
before anything else is changed and comes back when all is written, so whatever a killed process leaves unfinished
has no mark and is made anew.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

import pyoxigraph as ox

from kg import ids
from kg.errors import GraphError
from kg.rdf.vocabulary import ENTITIES, FACTS, name, node
from kg.rdf.writer import entity_quads, quads
from kg.records import Entity, Extraction
from kg.store import linking, saved, settled
from kg.store.folder import Folder, Memory
from kg.store.saved import Head
from kg.store.settled import Row, Said, Settled

_LINKING = name("kg:linking")

#: Quads that are loaded together (some 30 documents): fewer are slower, more take more memory.
_BATCH = 150_000


def settle(rdf: ox.Store, files: Folder | Memory) -> None:
    """Unify the entities of all documents, and write what isn't yet as it should be."""
    found = {head.document: (key, head) for key, head in _heads(files)}
    heads = [head for _, head in found.values()]
    links = linking.unify(heads)
    old = _trusted(rdf, files.settled)
    _unmark(rdf, ENTITIES)
    if old is None:
        old = Settled()
        for graph in (ENTITIES, FACTS):
            rdf.remove_graph(graph)
    kept = {ENTITIES.value, FACTS.value, *found}
    for iri in [graph.value for graph in rdf.named_graphs()]:
        if iri not in kept:
            _remove(rdf, node(iri))
    said: dict[str, Said] = {}
    changed: list[tuple[str, str]] = []
    for iri, (key, head) in found.items():
        digest = linking.digest(head, links[iri])
        known = old.said.get(iri)
        if known and known.digest == digest and _mark(node(iri), digest) in rdf:
            said[iri] = known
        else:
            changed.append((key, digest))
    said.update(_write(rdf, files, changed, links))
    new = Settled(_rows(heads, links), said)
    _update(rdf, old, new)
    text = settled.dump(new)
    files.settled = text
    rdf.add(_mark(ENTITIES, ids.sha256(text)))


def _heads(files: Folder | Memory) -> Iterator[tuple[str, Head]]:
    for key, line in files.heads():
        try:
            yield key, saved.load_head(line)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise _damaged(key, error) from None


def _load(files: Folder | Memory, key: str) -> Extraction:
    try:
        return saved.load(files.read(key) or "")
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise _damaged(key, error) from None


def _damaged(key: str, error: Exception) -> GraphError:
    return GraphError(f"documents/{key}.jsonl is damaged ({error}); delete it and build again")


# ---------------------------------------------------------------------- marks


def _mark(graph: ox.NamedNode, digest: str) -> ox.Quad:
    return ox.Quad(graph, _LINKING, ox.Literal(digest), graph)


def _unmark(rdf: ox.Store, graph: ox.NamedNode) -> None:
    for mark in list(rdf.quads_for_pattern(graph, _LINKING, None, graph)):
        rdf.remove(mark)


def _trusted(rdf: ox.Store, text: str | None) -> Settled | None:
    """What the RDF was settled to, if the text tells of this RDF and was wholly carried out."""
    return settled.load(text) if text and _mark(ENTITIES, ids.sha256(text)) in rdf else None


# ---------------------------------------------------------------------- the graphs of documents


def _remove(rdf: ox.Store, graph: ox.NamedNode) -> None:
    _unmark(rdf, graph)
    rdf.remove_graph(graph)


def _write(
    rdf: ox.Store, files: Folder | Memory, changed: Iterable[tuple[str, str]], links: Mapping[str, linking.Links]
) -> Iterator[tuple[str, Said]]:
    """Makes the graphs of documents anew, given as keys and digests; yields what each says, by its IRI."""
    content: list[ox.Quad] = []
    marks: list[ox.Quad] = []
    for key, digest in changed:
        loaded = _load(files, key)
        extraction = linking.relink(loaded, links[loaded.document.id])
        graph = ox.NamedNode(extraction.document.id)
        _remove(rdf, graph)
        content += quads(extraction)
        marks.append(_mark(graph, digest))
        yield graph.value, settled.said(extraction, digest)
        if len(content) > _BATCH:
            _extend(rdf, content, marks)
            content, marks = [], []
    _extend(rdf, content, marks)


def _extend(rdf: ox.Store, content: list[ox.Quad], marks: list[ox.Quad]) -> None:
    """Loads quads in bulk, which is quicker than a transaction but can be torn, and then their marks in one."""
    rdf.bulk_extend(content)
    rdf.extend(marks)


# ---------------------------------------------------------------------- the graphs of entities and facts


def _rows(heads: Iterable[Head], links: Mapping[str, linking.Links]) -> list[Row]:
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
            "mentions": mentions[entity.id],
            "documents": documents[entity.id],
        }
        for entity in linking.entities(heads, links)
    ]
    return sorted(rows, key=lambda row: (-row["mentions"], row["label"], row["id"]))


def _update(rdf: ox.Store, old: Settled, new: Settled) -> None:
    """Writes the differences of entities and facts."""
    before = {row["id"]: row for row in old.entities}
    after = {row["id"]: row for row in new.entities}
    gone = entity_quads(_entity(row) for iri, row in before.items() if not _same(row, after.get(iri)))
    come = entity_quads(_entity(row) for iri, row in after.items() if not _same(row, before.get(iri)))
    facts_before, facts_after = old.facts(), new.facts()
    gone += map(_fact, sorted(facts_before - facts_after))
    come += map(_fact, sorted(facts_after - facts_before))
    for quad in gone:
        rdf.remove(quad)
    rdf.bulk_extend(come)


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


def _fact(fact: settled.Fact) -> ox.Quad:
    subject, relation, value = fact
    return ox.Quad(node(subject), node(relation), node(value), FACTS)
