"""Identifiers of claims, statements and statistics: hashes of what they say.

They are computed here when a text is read, and again by `kg.store` when entities of several documents turn out
to be the same, so everything they depend on is in the records. A record that is being made has an empty `id`.
"""

from __future__ import annotations

from dataclasses import replace

from kg import ids
from kg.records import Claim, Statement, Statistic, Term, Time


def term_key(term: Term | None) -> str | None:
    """What makes two terms the same: the entity, or else the words."""
    return None if term is None else term.id or term.label.casefold()


def time_key(time: Time | None) -> str | None:
    """What makes two times the same: the interval, or else the words."""
    if time is None:
        return None
    return f"{time.start or ''}/{time.end or ''}" if time.start or time.end else time.text.casefold()


def claim(record: Claim) -> Claim:
    """The claim with its IRI: two documents that claim the same thing share it."""
    iri = ids.hashed(
        "claim",
        term_key(record.subject),
        record.relation.id,
        record.content or term_key(record.object),
        sorted([a.role, term_key(a.term)] for a in record.arguments),
        record.polarity,
        record.modality,
        time_key(record.time),
        sorted(record.statistics),
    )
    return replace(record, id=iri)


def statement(record: Statement) -> Statement:
    """The statement with its IRI: one chain of sources states one claim in one passage."""
    voices = [[s.id or s.label, s.stance] for s in record.sources]
    passage = ids.passage(record.document, record.start, record.end)
    return replace(record, id=ids.hashed("statement", record.claim, passage, voices))


def statistic(record: Statistic) -> Statistic:
    """The statistic with its IRI and its comparison key."""
    key = comparison_key(record)
    iri = ids.hashed("statistic", key, float(record.value), record.upper, record.comparator, record.unit)
    return replace(record, id=iri, comparison_key=key)


def comparison_key(record: Statistic) -> str:
    """Equal for two statistics that should have the same value: whom, what, which relation, when."""

    def short(term: Term | None) -> str:
        key = term_key(term) or ""
        return key.rsplit("/", 1)[-1] if key.startswith(ids.BASE) else key

    return "|".join((short(record.about), short(record.measure), record.relation or "", time_key(record.time) or ""))
