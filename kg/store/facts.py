"""Facts: plain triples that follow from what documents say, as far as nobody says the opposite."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from kg.records import Extraction, Statement

#: Subject, relation and object, as IRIs.
Fact = tuple[str, str, str]


class Said(NamedTuple):
    """What a document says in its own voice, and what it denies, doubts or negates; each sorted."""

    facts: tuple[Fact, ...] = ()
    against: tuple[Fact, ...] = ()

    @property
    def all(self) -> set[Fact]:
        """Both."""
        return {*self.facts, *self.against}


def said(extraction: Extraction) -> Said:
    """What a linked extraction says for and against plain triples between entities."""
    claims = {claim.id: claim for claim in reversed(extraction.claims)}
    facts, against = set(), set()
    for statement in extraction.statements:
        claim, voice = claims[statement.claim], statement.sources[0]
        if claim.subject.id is None or claim.object is None or claim.object.id is None:
            continue
        fact = (claim.subject.id, claim.relation.id, claim.object.id)
        if voice.stance in ("denies", "doubts") or (claim.polarity, claim.modality) == ("negated", "actual"):
            against.add(fact)
        elif (claim.polarity, claim.modality) == ("affirmed", "actual") and _own(statement):
            facts.add(fact)
    return Said(tuple(sorted(facts)), tuple(sorted(against)))


def _own(statement: Statement) -> bool:
    """Whether the document says it in no voice but its publisher's, who asserts it."""
    return [source.stance for source in statement.sources] == ["asserts"]
