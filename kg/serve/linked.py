"""What the graph tells of one thing, as quads: the thing itself, and what is needed to check it.

Of a claim its statements with their voices and quotes, of an entity or a relation what is claimed with it, of a document
or another graph all that it holds.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kg.rdf.vocabulary import name
from kg.serve.addresses import kind_of
from kg.store import Store

#: Followed from a thing to what belongs to it.
_PARTS = tuple(map(name, ("kg:argument", "kg:claim", "kg:reports", "prov:wasDerivedFrom")))
#: Followed back to a thing from what says something of it.
_HOLDERS = tuple(map(name, ("kg:claim", "kg:reports")))
#: How an entity stands in a claim, a statistic or another entity: told with the label of what it stands in.
_ROLES = tuple(
    map(
        name,
        (
            "rdf:subject",
            "rdf:object",
            "kg:source",
            "schema:observationAbout",
            "schema:measuredProperty",
            "org:unitOf",
            "org:subOrganizationOf",
            "itsrdf:taIdentRef",
        ),
    )
)
_LABEL = name("rdfs:label")
#: What is told with its parts; other things are told with what refers to them.
_PARTED = ("claim", "statement", "statistic", "name", "tie", "distinction")


def about(store: Store, iri: str) -> list[ox.Quad]:
    """The quads about the thing of an IRI, sorted; none if it isn't there."""
    found: set[ox.Quad] = set()
    kind = kind_of(iri)
    if kind == "entity":
        for node in map(ox.NamedNode, (iri, *namesakes(store, iri))):
            _refer(store, node, _ROLES, found)
    elif kind in ("doc", "graph"):  # the IRI of a graph, and what is said of that
        node = ox.NamedNode(iri.partition("#")[0])
        found.update(store.quads(graph=node))
        found.update(store.quads(subject=node))
    elif kind in _PARTED:
        _gather(store, [ox.NamedNode(iri.partition("#")[0])], found)
    else:
        _refer(store, ox.NamedNode(iri), (None,), found)
    return sorted(found, key=lambda quad: (str(quad.graph_name), str(quad.subject), str(quad)))


def namesakes(store: Store, iri: str) -> Iterator[str]:
    """The entities whose IRIs go on with a fragment, which no client sends: `entity/office#2`."""
    if "#" in iri:
        return iter(())
    numbered = (f"{iri}#{number}" for number in itertools.count(2))
    return itertools.takewhile(lambda it: any(store.quads(object=ox.NamedNode(it))), numbered)


def _refer(store: Store, node: ox.NamedNode, roles: Iterable[ox.NamedNode | None], found: set[ox.Quad]) -> None:
    """Add what is told of a node, and what refers to it in some roles, or (None) in any, with the labels of that."""
    found.update(store.quads(subject=node))
    for role in roles:
        for quad in store.quads(predicate=role, object=node):
            found.add(quad)
            if isinstance(quad.subject, ox.NamedNode):
                found.update(store.quads(subject=quad.subject, predicate=_LABEL))


def _gather(store: Store, nodes: Iterable[ox.NamedNode], found: set[ox.Quad]) -> None:
    """Add what is told of nodes, of their parts and of what holds them."""
    seen: set[ox.NamedNode] = set()
    waiting = list(nodes)
    while waiting:
        node = waiting.pop()
        if node in seen:
            continue
        seen.add(node)
        for quad in store.quads(subject=node):
            found.add(quad)
            if quad.predicate in _PARTS and isinstance(quad.object, ox.NamedNode):
                waiting.append(quad.object)
        waiting.extend(_holders(store, node))


def _holders(store: Store, node: ox.NamedNode) -> Iterator[ox.NamedNode]:
    for predicate in _HOLDERS:
        for quad in store.quads(predicate=predicate, object=node):
            if isinstance(quad.subject, ox.NamedNode):
                yield quad.subject
