"""Identifiers of claims, statements and statistics: hashes of what they say.

They are computed here when a text is read, and again by `kg.store` when entities of several documents turn out
to be the same, so everything they depend on is in the records.
"""

from __future__ import annotations

from collections.abc import Iterable

from kg import ids
from kg.records import Argument, Comparator, Modality, Polarity, Relation, Source, Term, Time


def term_key(term: Term | None) -> str | None:
    """What makes two terms the same: the entity, or else the words."""
    return None if term is None else term.id or term.label.casefold()


def time_key(time: Time | None) -> str | None:
    """What makes two times the same: the interval, or else the words."""
    if time is None:
        return None
    return f"{time.start or ''}/{time.end or ''}" if time.start or time.end else time.text.casefold()


def statistic_id(
    *,
    about: Term | None,
    measure: Term,
    relation: str | None,
    value: float,
    upper: float | None,
    comparator: Comparator,
    unit: str | None,
    time: Time | None,
) -> str:
    """The IRI of a statistic."""
    return ids.hashed(
        "statistic", comparison_key(about, measure, relation, time), float(value), upper, comparator, unit
    )


def comparison_key(about: Term | None, measure: Term, relation: str | None, time: Time | None) -> str:
    """Equal for two statistics that should have the same value: whom, what, which relation, when."""

    def short(term: Term | None) -> str:
        key = term_key(term) or ""
        return key.rsplit("/", 1)[-1] if key.startswith(ids.BASE) else key

    return "|".join((short(about), short(measure), relation or "", time_key(time) or ""))


def claim_id(
    *,
    subject: Term,
    relation: Relation,
    object: Term | None,  # noqa: A002 - the field's name in the contract
    arguments: Iterable[Argument],
    polarity: Polarity,
    modality: Modality,
    time: Time | None,
    statistics: Iterable[str],
    content: str | None,
) -> str:
    """The IRI of a claim: two documents that claim the same thing share it."""
    return ids.hashed(
        "claim",
        term_key(subject),
        relation.id,
        content or term_key(object),
        sorted([a.role, term_key(a.term)] for a in arguments),
        polarity,
        modality,
        time_key(time),
        sorted(statistics),
    )


def statement_id(*, claim: str, document: str, start: int, end: int, sources: Iterable[Source]) -> str:
    """The IRI of a statement: one chain of sources states one claim in one passage."""
    voices = [[s.id or s.label, s.stance] for s in sources]
    return ids.hashed("statement", claim, ids.passage(document, start, end), voices)
