"""What a graph was settled to, kept beside the RDF so that a change need only touch what differs from it.

Two lines of JSON: the rows of the entities, which is all that a reader wants, and what each document adds to the facts.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from kg.records import Extraction, Statement

Row = dict[str, Any]

#: Subject, relation and object, as IRIs.
Fact = tuple[str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a document, linked as its digest says, says in its own voice, and what it denies, doubts or negates."""

    digest: str
    facts: frozenset[Fact] = frozenset()
    against: frozenset[Fact] = frozenset()


@dataclass(frozen=True, slots=True)
class Settled:
    """The rows of the entities, most mentioned first, and what each document says, by its IRI."""

    entities: list[Row] = field(default_factory=list)
    said: dict[str, Said] = field(default_factory=dict)

    def facts(self) -> set[Fact]:
        """The plain triples that follow: actual, affirmed, in a document's own voice, and opposed by nobody."""
        found: set[Fact] = set()
        for said in self.said.values():
            found |= said.facts
        for said in self.said.values():
            found -= said.against
        return found


def dump(settled: Settled) -> str:
    """The text; equal for equal contents."""
    said = {
        iri: {"digest": s.digest, "facts": sorted(s.facts), "against": sorted(s.against)}
        for iri, s in sorted(settled.said.items())
    }
    return f"{_json(settled.entities)}\n{_json(said)}\n"


def load(text: str) -> Settled:
    """What a text of `dump` holds."""
    rows, said = text.splitlines()
    return Settled(
        json.loads(rows),
        {
            iri: Said(
                digest=s["digest"],
                facts=frozenset(map(tuple, s["facts"])),
                against=frozenset(map(tuple, s["against"])),
            )
            for iri, s in json.loads(said).items()
        },
    )


def said(extraction: Extraction, digest: str) -> Said:
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
    return Said(digest=digest, facts=frozenset(facts), against=frozenset(against))


def _own(statement: Statement) -> bool:
    """Whether the document says it in no voice but its publisher's, who asserts it."""
    return [source.stance for source in statement.sources] == ["asserts"]


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
