"""Identifiers that outlive a newer extraction: what an older version found in a place leads to what is found there now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kg import ids
from kg.curation.rulings import Identity
from kg.rdf.vocabulary import name
from kg.records import Extraction, Outlived, Statement

_CLAIM, _LABEL, _REPLACED = name("kg:claim"), name("rdfs:label"), name("dcterms:isReplacedBy")
_PASSAGE, _WORDS = name("prov:wasDerivedFrom"), name("kg:predicatePassage")

#: Start and end of a sentence, start and end of the relation's words in it, and the label of the claim.
Place = tuple[int, int, int, int, str]


def carried(old: Extraction, quads: Iterable[ox.Quad]) -> tuple[Outlived, ...]:
    """What an extraction that is about to be replaced was known by, sorted: the ids in the graph of its document, or its
    own where it isn't in the graph yet, and those that it had outlived itself.
    """
    found = {outlived.id: outlived for outlived in old.outlived}
    for iri, (start, end, first, last, label) in (dict(_in_graph(quads)) or dict(_own(old))).items():
        known = Outlived(id=iri, start=start, end=end, predicate_start=first, predicate_end=last, label=label)
        found.setdefault(iri, known)
    return tuple(found[iri] for iri in sorted(found))


def _own(old: Extraction) -> Iterator[tuple[str, Place]]:
    labels = {claim.id: claim.label for claim in old.claims}
    for s in reversed(old.statements):
        place = (s.start, s.end, s.predicate.start, s.predicate.end, labels[s.claim])
        yield s.id, place
        yield s.claim, place


def _in_graph(quads: Iterable[ox.Quad]) -> Iterator[tuple[str, Place]]:
    """The claims, the statements, and what these replaced, in a document's graph."""
    claims: dict[str, str] = {}
    labels: dict[str, str] = {}
    spans: dict[str, dict[ox.NamedNode, tuple[int, int]]] = {}
    replaced: list[tuple[str, str]] = []
    for quad in quads:
        subject, value = _value(quad.subject), _value(quad.object)
        if quad.predicate == _CLAIM:
            claims[subject] = value
        elif quad.predicate == _LABEL:
            labels[subject] = value
        elif quad.predicate == _REPLACED:
            replaced.append((subject, value))
        elif quad.predicate in (_PASSAGE, _WORDS) and "/statement/" in subject:
            _, start, end = ids.parse_passage(value)
            spans.setdefault(subject, {})[quad.predicate] = (start, end)
    found: dict[str, Place] = {}
    for statement, claim in sorted(claims.items()):
        found[statement] = (*spans[statement][_PASSAGE], *spans[statement][_WORDS], labels[claim])
        found.setdefault(claim, found[statement])
    yield from found.items()
    yield from ((old, found[new]) for old, new in sorted(replaced) if new in found)


def leads(extraction: Extraction, now: Identity) -> dict[str, str]:
    """Which id stands now for each that was outlived and is no more; none where nothing is found in its place now.
    `now` are the ids of the extraction's statements, in their order.
    """
    living = {iri for pair in now.stated for iri in pair}
    labels = {claim.id: claim.label for claim in extraction.claims}
    found: dict[str, str] = {}
    for old in extraction.outlived:
        near = [
            (_distance(old, statement, labels[statement.claim]), k)
            for k, statement in enumerate(extraction.statements)
            if statement.start < old.end and old.start < statement.end
        ]
        if old.id not in living and near:
            claim, statement_id = now.stated[min(near)[1]]
            found[old.id] = claim if "/claim/" in old.id else statement_id
    return found


def _distance(old: Outlived, statement: Statement, label: str) -> tuple[bool, bool, int]:
    """How far a statement is from what was found by an older version: by its words, and by where its relation stands."""
    start, end = statement.predicate.start, statement.predicate.end
    return (
        label != old.label,
        (start, end) != (old.predicate_start, old.predicate_end),
        abs(start - old.predicate_start),
    )


def _value(term: object) -> str:
    return str(getattr(term, "value", ""))
