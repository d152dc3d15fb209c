"""What decisions do to one linked document: rejected claims go, accepted ones are certain, and old identifiers lead on.

A claim that was rejected is found again by any identifier that it had, and by its words in the passages where it stood,
so that neither a merge nor a newer extraction brings it back.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from kg import ids
from kg.curation.decisions import Decision
from kg.records import Extraction


@dataclass(frozen=True, slots=True)
class Identity:
    """The ids under one way of linking: of each statement with its claim, as `(claim, statement)`, and each statistic."""

    stated: list[tuple[str, str]]
    statistics: list[str]


@dataclass(frozen=True, slots=True)
class Traces:
    """What is left to tell of a document: which id is replaced by which, and which claims were rejected by whom."""

    replaced: dict[str, str] = field(default_factory=dict)
    rejected: dict[str, Decision] = field(default_factory=dict)


def ruled(
    extraction: Extraction, now: Identity, earlier: Sequence[Identity], rulings: Iterable[Decision]
) -> tuple[Extraction, Traces]:
    """A linked extraction after decisions about claims. `now` and `earlier` are the ids of the statements as they were
    extracted, in the same order, as they are linked now and as they were before each decision.
    """
    found = _rulings(extraction, now, earlier, list(rulings))
    accepted = {now.stated[k][1]: decision for k, decision in found.items() if decision.kind == "accept"}
    rejected = {now.stated[k][0]: decision for k, decision in found.items() if decision.kind == "reject"}
    stays = {sid for k, (_, sid) in enumerate(now.stated) if k not in found or found[k].kind != "reject"}
    statements = tuple(
        replace(s, confidence=1.0, reviewed=accepted[s.id].iri) if s.id in accepted else s
        for s in extraction.statements
        if s.id in stays
    )
    stated = {statement.claim for statement in statements}
    claims = tuple(claim for claim in extraction.claims if claim.id in stated)
    used = {iri for claim in claims for iri in claim.statistics}
    gone = rejected.keys() - stated
    lost = {iri for claim in extraction.claims if claim.id in gone for iri in claim.statistics} - used
    statistics = tuple(s for s in extraction.statistics if s.id not in lost and (s.claim not in gone or s.id in used))
    kept = replace(extraction, statements=statements, claims=claims, statistics=statistics)
    return kept, Traces(_replaced(now, earlier), {iri: rejected[iri] for iri in sorted(gone)})


def _rulings(
    extraction: Extraction, now: Identity, earlier: Sequence[Identity], rulings: list[Decision]
) -> dict[int, Decision]:
    """For each statement, by its number, the decision about its claim."""
    labels = {claim.id: claim.label for claim in reversed(extraction.claims)}
    spans = {s.id: ids.passage(s.document, s.start, s.end) for s in extraction.statements}
    by_id = {ruling.claim: ruling for ruling in rulings}
    by_place = {(place, ruling.label): ruling for ruling in rulings for place in ruling.passages}
    found: dict[int, Decision] = {}
    for k, (claim, statement) in enumerate(now.stated):
        known = [claim, *(before.stated[k][0] for before in earlier)]
        ruling = next((by_id[iri] for iri in known if iri in by_id), None)
        ruling = ruling or by_place.get((spans[statement], labels[claim]))
        if ruling:
            found[k] = ruling
    return found


def _replaced(now: Identity, earlier: Sequence[Identity]) -> dict[str, str]:
    """Which id stands now for each that there was before, and is no more."""
    living = {iri for pair in now.stated for iri in pair} | set(now.statistics)
    found: dict[str, str] = {}
    for before in earlier:
        pairs = [
            (o, n) for old, new in zip(before.stated, now.stated, strict=True) for o, n in zip(old, new, strict=True)
        ]
        pairs += zip(before.statistics, now.statistics, strict=True)
        for old_id, new_id in pairs:
            if old_id not in living:
                found.setdefault(old_id, new_id)
    return found
