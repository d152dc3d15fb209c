"""What became of an identifier that is no longer in the graph: replaced by another, or rejected with its claim.

The RDF tells what the decisions in force replaced and rejected. What was there only while a decision stood that has been
undone since is found by replaying the log up to each undo; that takes as long as settling, and only a key that is nowhere
else asks for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from kg.curation.decisions import Decision, in_force
from kg.rdf.vocabulary import name
from kg.records import Claim, Document, Extraction, Statement
from kg.store import linking
from kg.store.linking import Links, Unified

if TYPE_CHECKING:
    from kg.store.graph import Store

Row = dict[str, Any]

_REPLACED = name("dcterms:isReplacedBy")
_REJECTED = name("prov:wasInvalidatedBy")


@dataclass(frozen=True, slots=True)
class Trace:
    """The identifiers of claims and statements that stand now for one, and the rows of what was rejected."""

    current: tuple[str, ...] = ()
    rejected: tuple[Row, ...] = ()


def trace(store: Store, key: str) -> Trace:
    """What became of the claim or statement whose IRI is, or whose last part begins with, a key."""
    wanted = key.rsplit("/", 1)[-1]
    current = {
        _value(quad.object)
        for quad in store.quads(predicate=_REPLACED)
        if _key(_value(quad.subject)).startswith(wanted)
    }
    if not store.logged:
        return Trace(tuple(sorted(current)))
    rejected = list(_rejected(store, {wanted, *map(_key, current)}))
    if not current and not rejected:
        current = set(_undone(store, wanted))
        rejected = list(_rejected(store, set(map(_key, current))))
    return Trace(tuple(sorted(current)), tuple(rejected))


def _value(term: object) -> str:
    return str(getattr(term, "value", ""))


def _key(iri: str) -> str:
    """The last part of the IRI of a claim or a statement; empty for another."""
    return iri.rsplit("/", 1)[-1] if "/claim/" in iri or "/statement/" in iri else ""


# ---------------------------------------------------------------------- rejected


def _rejected(store: Store, keys: set[str]) -> Iterator[Row]:
    """The statements of rejected claims that one of these keys denotes, as `kg why` shows them."""
    told = store.quads(predicate=_REJECTED)
    stubs = [(_value(quad.subject), _value(quad.graph_name), _value(quad.object)) for quad in told]
    if not stubs or not keys:
        return
    unified = _unified(store, in_force(store.decisions))
    for document in sorted({graph for _, graph, _ in stubs}):
        deciders = {claim: decision for claim, graph, decision in stubs if graph == document}
        extraction = linking.relink(_read(store, document), _without_rejections(unified.links[document]))
        claims = {claim.id: claim for claim in extraction.claims}
        for statement in extraction.statements:
            found = (_key(statement.claim), _key(statement.id))
            if statement.claim in deciders and any(f.startswith(k) for f in found for k in keys if k):
                yield _row(statement, claims[statement.claim], extraction.document) | {
                    "decision": deciders[statement.claim]
                }


def _without_rejections(links: Links) -> Links:
    found = Links(links)
    found.corrected = links.corrected
    found.rulings = [ruling for ruling in links.rulings if ruling.kind != "reject"]
    return found


def _row(statement: Statement, claim: Claim, document: Document) -> Row:
    """The row of the JSON contract, from the records."""
    return {
        "claim": claim.id,
        "statement": statement.id,
        "label": claim.label,
        "subject": asdict(claim.subject),
        "relation": asdict(claim.relation),
        "object": claim.object and asdict(claim.object),
        "arguments": [{"role": argument.role, **asdict(argument.term)} for argument in claim.arguments],
        "polarity": claim.polarity,
        "modality": claim.modality,
        "time": claim.time and asdict(claim.time),
        "statistics": list(claim.statistics),
        "content": claim.content,
        "sources": [asdict(source) for source in statement.sources],
        "document": document.id,
        "file": document.origin,
        "start": statement.start,
        "end": statement.end,
        "quote": statement.quote,
        "rule": statement.rule,
        "confidence": statement.confidence,
        "reviewed": None,
        "predicate": asdict(statement.predicate),
        "cues": [asdict(cue) for cue in statement.cues],
    }


# ---------------------------------------------------------------------- undone


def _undone(store: Store, key: str) -> Iterator[str]:
    """The identifiers that stand now for one that there was before decisions were undone."""
    log = store.decisions
    ends = [at for at, decision in enumerate(log) if decision.kind == "undo"]
    if not ends:
        return
    now = _unified(store, in_force(log))
    for end in ends:
        then = _unified(store, in_force(log[:end]))
        for document, links in then.links.items():
            if links.corrected is None:
                continue
            extraction = _read(store, document)
            current = linking.identities(extraction, now.links[document])[0]
            for identity in linking.identities(extraction, links):
                for old, new in zip(identity.stated, current.stated, strict=True):
                    yield from (n for o, n in zip(old, new, strict=True) if _key(o).startswith(key))


def _unified(store: Store, decisions: Sequence[Decision]) -> Unified:
    return linking.unified(store.heads(), decisions, lambda document: _read(store, document), store.gazetteer)


def _read(store: Store, document: str) -> Extraction:
    extraction = store.extraction(document)
    assert extraction is not None
    return extraction
