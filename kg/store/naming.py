"""Brings what tells entities of several documents to be one, or two, in step with how they are linked now."""

from __future__ import annotations

from collections.abc import Mapping

import pyoxigraph as ox

from kg.curation.replay import State
from kg.entities.across import Apart, Joined, Unified
from kg.rdf.naming import REASONS, apart_quads, joined_quads, match_quads
from kg.rdf.vocabulary import ENTITIES, name

_TYPE, _PLAIN = name("rdf:type"), (name("owl:differentFrom"), name("skos:exactMatch"))


def write(rdf: ox.Store, found: Unified, state: State | None) -> None:
    """Writes the differences. Of what people merged nothing tells any more that they are two."""
    joined, apart = found.joined(), found.apart()
    if state is not None:
        joined, apart = _joined_after(joined, state), _apart_after(apart, state)
    wanted = {*joined_quads(joined), *apart_quads(apart), *match_quads(matches(found, state))}
    there = {quad for term in _PLAIN for quad in rdf.quads_for_pattern(None, term, None, ENTITIES)}
    for kind in REASONS:
        for typed in rdf.quads_for_pattern(None, _TYPE, kind, ENTITIES):
            there.update(rdf.quads_for_pattern(typed.subject, None, None, ENTITIES))
    for quad in there - wanted:
        rdf.remove(quad)
    rdf.extend(wanted - there)


def matches(found: Unified, state: State | None) -> dict[str, tuple[str, ...]]:
    """For the id of each entity that is registered, the ids that it has in the register."""
    registered = found.matches()
    if state is None:
        return registered
    after: dict[str, set[str]] = {}
    for iri, entries in registered.items():
        after.setdefault(state.current(iri) or iri, set()).update(entries)
    return {iri: tuple(sorted(entries)) for iri, entries in after.items()}


def _joined_after(joined: Mapping[str, tuple[Joined, ...]], state: State) -> dict[str, tuple[Joined, ...]]:
    found: dict[str, dict[str, Joined]] = {}
    for iri, reasons in joined.items():
        now = state.current(iri)
        if now:
            found.setdefault(now, {}).update((r.name, r) for r in reasons if r.name in _names(state, now))
    return {iri: tuple(reasons.values()) for iri, reasons in found.items()}


def _names(state: State, iri: str) -> tuple[str, ...]:
    return state.entities[iri].aliases


def _apart_after(apart: Mapping[str, tuple[Apart, ...]], state: State) -> dict[str, tuple[Apart, ...]]:
    return {
        iri: kept
        for iri, namesakes in apart.items()
        if iri in state.entities and (kept := tuple(n for n in namesakes if n.other in state.entities))
    }
