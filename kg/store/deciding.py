"""Decisions and the RDF: which documents' graphs a decision about a claim has outrun, and the graph of the decisions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pyoxigraph as ox

from kg.curation.decisions import Decision, digest, in_force, read
from kg.curation.prov import curation_quads
from kg.curation.replay import State
from kg.rdf.vocabulary import CURATION, name, node

_LINKING = name("kg:linking")
_CLAIM = name("kg:claim")
_REVIEWED = name("kg:reviewed")
_REJECTED = name("prov:wasInvalidatedBy")


def in_step(rdf: ox.Store, log: str) -> bool:
    """Whether the RDF follows a log of decisions."""
    return _marks(rdf) == _wanted(in_force(read(log)))


def overruled(rdf: ox.Store, decisions: Sequence[Decision]) -> set[str]:
    """The documents in whose graphs a rejected claim still stands, an accepted one isn't marked, or a decision shows
    that is no longer in force. What a decision says of passages is in the digest of their documents.
    """
    found = set[str]()
    for decision in decisions:
        if decision.kind == "reject":
            stated = rdf.quads_for_pattern(None, _CLAIM, node(decision.claim or ""), None)
            found.update(_graph(quad) for quad in stated)
        elif decision.kind == "accept":
            for quad in rdf.quads_for_pattern(None, _CLAIM, node(decision.claim or ""), None):
                if next(rdf.quads_for_pattern(quad.subject, _REVIEWED, None, quad.graph_name), None) is None:
                    found.add(_graph(quad))
    valid = {decision.iri for decision in decisions}
    for predicate in (_REVIEWED, _REJECTED):
        shown = rdf.quads_for_pattern(None, predicate, None, None)
        found.update(_graph(quad) for quad in shown if getattr(quad.object, "value", "") not in valid)
    return found


def write(rdf: ox.Store, decisions: Sequence[Decision], state: State | None) -> None:
    """Writes the differences of the graph of the decisions."""
    wanted: set[ox.Quad] = set()
    if state:
        wanted.update(curation_quads(decisions, state))
        wanted.update(ox.Quad(CURATION, _LINKING, ox.Literal(mark), CURATION) for mark in _wanted(decisions))
    there = set(rdf.quads_for_pattern(None, None, None, CURATION))
    for quad in there - wanted:
        rdf.remove(quad)
    rdf.extend(wanted - there)


def described(rdf: ox.Store, iri: str) -> dict[str, Any] | None:
    """What the RDF says of a decision: `number` (None: only the log has it), `id kind says author time reason`."""
    found = {quad.predicate.value: quad.object for quad in rdf.quads_for_pattern(node(iri), None, None, CURATION)}

    def value(predicate: str) -> str | None:
        return str(getattr(found.get(name(predicate).value), "value", "")) or None

    agent = value("prov:wasAssociatedWith")
    if agent is None:
        return None
    authors = rdf.quads_for_pattern(node(agent), name("rdfs:label"), None, CURATION)
    return {
        "number": None,
        "id": iri.rsplit("/", 1)[-1],
        "kind": (value("kg:decides") or "").rsplit("#", 1)[-1],
        "says": value("rdfs:label"),
        "author": next((str(getattr(quad.object, "value", "")) for quad in authors), agent),
        "time": value("prov:startedAtTime"),
        "reason": value("rdfs:comment"),
    }


def _wanted(decisions: Sequence[Decision]) -> set[str]:
    return {digest(decisions)} if decisions else set()


def _marks(rdf: ox.Store) -> set[str]:
    quads = rdf.quads_for_pattern(CURATION, _LINKING, None, CURATION)
    return {quad.object.value for quad in quads if isinstance(quad.object, ox.Literal)}


def _graph(quad: ox.Quad) -> str:
    return str(getattr(quad.graph_name, "value", ""))
