"""Parts of an endpoint's graphs: what rows of some statements and numbers are made of, fetched for hundreds together."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator

import pyoxigraph as ox

from kg.rdf.vocabulary import name, node

#: A node in a graph: the IRIs of the graph and of the node.
Node = tuple[str, str]
#: Gives the solutions of a pattern: the named variables of each.
Select = Callable[[str, str], Iterable[ox.QuerySolution]]

#: Nodes that one request names: our own server takes queries of 64 KiB.
_TOGETHER = 200
_FROM, _CLAIM, _REPORTS = name("prov:wasDerivedFrom"), name("kg:claim"), name("kg:reports")
_TEXT = name("nif:isString")
_OF_A_CLAIM = (name("kg:argument"), name("rdf:predicate"))


class Parts:
    """All that is said of some nodes in a graph, what is derived from some sentences, and who reports some statements."""

    def __init__(self, select: Select) -> None:
        self._select = select
        self.clear()

    def clear(self) -> None:
        """Forget all."""
        self._store = ox.Store()
        self._nodes: set[Node] = set()
        self._sentences: set[Node] = set()
        self._reported: set[Node] = set()
        self._stated: dict[str, str] = {}
        self.size = 0
        """How many quads are here."""

    def home(self, subject: ox.NamedNode, predicate: ox.NamedNode | None) -> ox.NamedNode | None:
        """The only graph that says this of a node, if it is here: the text of a document, the claim of a statement."""
        graph = (
            subject.value if predicate == _TEXT else self._stated.get(subject.value) if predicate == _CLAIM else None
        )
        return node(graph) if graph and (graph, subject.value) in self._nodes else None

    def quads(
        self,
        subject: ox.NamedNode | None,
        predicate: ox.NamedNode | None,
        object: ox.NamedNode | ox.Literal | None,  # noqa: A002 - the term of RDF
        graph: ox.NamedNode,
    ) -> Iterator[ox.Quad] | None:
        """The quads with these terms; None where they aren't known."""
        if subject is not None:
            known = (graph.value, subject.value) in self._nodes
        else:
            inside = self._sentences if predicate == _FROM else self._reported if predicate == _REPORTS else ()
            known = object is not None and (graph.value, object.value) in inside
        return iter(self._store.quads_for_pattern(subject, predicate, object, graph)) if known else None

    def fetch(self, nodes: Collection[Node], sentences: Collection[Node]) -> None:
        """All that the rows of these statements and numbers are made of, and of those in some sentences."""
        self._add(sentences, self._sentences, "?s prov:wasDerivedFrom ?x ; ?p ?o")
        nodes = {*nodes, *self._within(sentences)}
        self._add(nodes, self._nodes, "?x ?p ?o")
        claims = {(g, o) for g, s in nodes for o in self._objects(g, s, _CLAIM)}
        self._add({*claims, *((g, g) for g, _ in nodes)}, self._nodes, "?x ?p ?o")
        self._add(
            {(g, o) for g, s in claims for p in _OF_A_CLAIM for o in self._objects(g, s, p)}, self._nodes, "?x ?p ?o"
        )
        stated = {(g, s) for g, s in nodes if self._objects(g, s, _CLAIM)}
        self._stated.update((s, g) for g, s in stated)
        self._add(stated, self._reported, "?s kg:reports+ ?x . ?s ?p ?o")

    def _within(self, sentences: Iterable[Node]) -> Iterator[Node]:
        for graph, sentence in sentences:
            for quad in self._store.quads_for_pattern(None, _FROM, node(sentence), node(graph)):
                yield graph, str(getattr(quad.subject, "value", ""))

    def _objects(self, graph: str, subject: str, predicate: ox.NamedNode) -> list[str]:
        found = self._store.quads_for_pattern(node(subject), predicate, None, node(graph))
        return [str(getattr(quad.object, "value", "")) for quad in found]

    def _add(self, nodes: Iterable[Node], known: set[Node], pattern: str) -> None:
        """Fetch what a pattern has for `?x` in its graph, once: `?p ?o` of it, or of each `?s`."""
        new = sorted(set(nodes) - known)
        for at in range(0, len(new), _TOGETHER):
            some = new[at : at + _TOGETHER]
            values = " ".join(f"({k} {node(g)} {node(x)})" for k, (g, x) in enumerate(some))
            shown = "?n ?s ?p ?o" if "?s" in pattern else "?n ?p ?o"
            for found in self._select(shown, f"VALUES (?n ?g ?x) {{ {values} }} GRAPH ?g {{ {pattern} }}"):
                graph, x = some[int(found["n"].value)]
                subject = found["s"] if "?s" in pattern else node(x)
                self.size += 1
                self._store.add(ox.Quad(subject, found["p"], found["o"], node(graph)))
                if "?s" in pattern:  # all that is said of it came with it
                    self._nodes.add((graph, subject.value))
                    if known is self._reported:
                        known.add((graph, subject.value))
            known.update(some)
