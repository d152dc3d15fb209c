"""Decisions as PROV, in the graph `curation`; and in the graph of a document, what they did to its claims.

An entity that is no more `dcterms:isReplacedBy` the one that stands for it. That is said, and not `owl:sameAs`, because it
leads one way only and lets nobody infer that what was said of one identifier holds of the other: a split or an undo
would have to take that back.
"""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode, Quad

from kg import ids
from kg.curation.decisions import Decision
from kg.curation.replay import State
from kg.curation.rulings import Traces
from kg.rdf.terms import full, ref
from kg.rdf.vocabulary import CLASSES, CURATION, name, node

_TIME = name("xsd:dateTime")


def curation_quads(decisions: Iterable[Decision], state: State) -> list[Quad]:
    """The decisions in force, and the entities that they replaced."""
    found: list[Quad] = []

    def add(subject: NamedNode, predicate: str, value: NamedNode | Literal) -> None:
        found.append(Quad(subject, name(predicate), value, CURATION))

    for decision in decisions:
        it, agent = node(decision.iri), node(f"{ids.BASE}agent/{ids.slug(decision.author)}")
        add(it, "rdf:type", name("prov:Activity"))
        add(it, "rdf:type", name("kg:Decision"))
        add(it, "kg:decides", name(f"kg:{decision.kind}"))
        add(it, "rdfs:label", Literal(decision.says))
        add(it, "prov:startedAtTime", Literal(decision.time, datatype=_TIME))
        add(it, "prov:wasAssociatedWith", agent)
        add(agent, "rdf:type", name("prov:Agent"))
        add(agent, "rdfs:label", Literal(decision.author))
        if decision.reason:
            add(it, "rdfs:comment", Literal(decision.reason))
        for predicate, value in _details(decision):
            add(it, predicate, value)
    for old in sorted(state.replaced):
        new = state.current(old)
        if new and new != old:
            add(node(old), "dcterms:isReplacedBy", node(new))
    return list(dict.fromkeys(found))


def _details(decision: Decision) -> Iterable[tuple[str, NamedNode | Literal]]:
    """What a decision used and made, and what it says of it."""
    for entity in (decision.entity, decision.other):
        if entity:
            yield "prov:used", node(entity.id)
    if decision.claim:
        yield "prov:used", node(decision.claim)
    if decision.document:
        yield "prov:used", node(decision.document)
    if decision.kind == "merge" and decision.other:
        yield "prov:invalidated", node(decision.other.id)
    if decision.kind == "reject" and decision.claim:
        yield "prov:invalidated", node(decision.claim)
    if decision.new:
        yield "prov:generated", node(decision.new)
    if decision.alias:
        yield "kg:decidedName", Literal(decision.alias)
    if decision.name:
        yield "kg:decidedName", Literal(decision.name)
    if decision.type:
        yield "kg:decidedType", name(CLASSES[decision.type][0])


def trace_lines(document: str, traces: Traces) -> str:
    """In a document's graph, as N-Quads: its identifiers that are no more, and its claims that were rejected."""
    found = [(old, "dcterms:isReplacedBy", new) for old, new in sorted(traces.replaced.items())]
    found += [(claim, "prov:wasInvalidatedBy", decision.iri) for claim, decision in traces.rejected.items()]
    return "".join(f"{ref(old)} {full(said)} {ref(new)} {ref(document)} .\n" for old, said, new in found)
