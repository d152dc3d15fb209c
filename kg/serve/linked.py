"""What the graph tells of one thing, as quads: the thing itself, and what is needed to check it.

Of a claim its statements with their voices and quotes, of an entity what is claimed of it, of a passage its document.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kg import ids
from kg.rdf.vocabulary import name
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
        ),
    )
)
_LABEL = name("rdfs:label")


def about(store: Store, iri: str) -> list[ox.Quad]:
    """The quads about the thing of an IRI, sorted; none if it isn't there."""
    node = ox.NamedNode(iri.partition("#")[0])
    found: set[ox.Quad] = set()
    if node.value.startswith(f"{ids.BASE}entity/"):
        found.update(store.quads(subject=node))
        for role in _ROLES:
            for quad in store.quads(predicate=role, object=node):
                found.add(quad)
                if isinstance(quad.subject, ox.NamedNode):
                    found.update(store.quads(subject=quad.subject, predicate=_LABEL))
    else:
        _gather(store, [node], found)
    return sorted(found, key=lambda quad: (str(quad.graph_name), str(quad.subject), str(quad)))


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
