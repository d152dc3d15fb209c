"""A statement as a side of a conflict: what it says, where its voice stands to it, and how sides become a row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from kg.answer.phrasing import is_negated
from kg.compare.content import Content, is_participle
from kg.compare.evidence import distinct, evidence, voice, voices, words_of
from kg.compare.reading import Reading
from kg.words import tokens

Row = dict[str, Any]

#: What only may be, or would be, can be and not be.
MODALITIES = frozenset({"actual", "planned", "required", "permitted"})
#: Two statements within so many days are of the same state of affairs unless they say otherwise.
SAME_DAYS = 31
#: Rules that read what a sentence takes for granted, which a denial of the sentence leaves alone: that Osei is the
#: director in "doubted that Director Osei knew".
_GRANTED = frozenset({"title", "apposition", "possession", "part", "place", "member", "made"})
FOR, NEGATED, DENIED, DOUBTED, OPPOSITE = "asserted", "negated", "denied", "doubted", "opposite"


@dataclass(frozen=True, slots=True)
class Said:
    """A statement, what it says, and where its voice stands to the affirmed content."""

    row: Row
    content: Content
    position: str


def said(reading: Reading, row: Row) -> Said | None:
    """None for what frames another claim, is not said to be so, or is said by nobody's own voice."""
    if row["content"] or row["modality"] not in MODALITIES or not row["sources"] or row["rule"] in _GRANTED:
        return None
    nearest, *outer = row["sources"]
    open_ = nearest["stance"] == "questions" or (nearest["stance"] in ("asserts", "relays") and is_negated(nearest))
    if open_ or any(source["stance"] in ("denies", "doubts") for source in outer):
        return None
    negated, denies = row["polarity"] == "negated", nearest["stance"] == "denies"
    if nearest["stance"] == "doubts":
        position = FOR if negated else DOUBTED
    else:
        position = FOR if negated == denies else NEGATED if negated else DENIED
    return Said(row, reading.content(row), position)


def same_voice(one: Said, other: Said) -> bool:
    """Whether the nearest voices are one and the same."""
    return voice(one.row["sources"]) == voice(other.row["sources"])


def is_one_text(one: Said, other: Said) -> bool:
    """Whether two statements are of one text, which contradicts itself in nobody's view: one voice in one document,
    or one sentence that was read in two ways in two copies of it.
    """
    if one.row["document"] == other.row["document"]:
        return same_voice(one, other)
    return words_of(one.row["quote"]) == words_of(other.row["quote"])


def is_over(row: Row) -> bool:
    """Whether a claim is about what is past, so that it covers all days before: "dumped no waste", "has not opened"."""
    lows = [token.low for token in tokens(row["relation"]["text"])]
    return row["modality"] == "actual" and ("did" in lows or any(is_participle(low) for low in lows))


def record(reading: Reading, found: Iterable[Said], reasons: tuple[str, ...]) -> Row:
    """The row of a conflict: its sides by position, that which asserts first."""
    found = list(found)
    sides = []
    for position in (FOR, OPPOSITE, NEGATED, DENIED, DOUBTED):
        rows = {s.row["statement"]: s.row for s in found if s.position == position}
        shown = distinct(evidence(row, reading.dates.get(row["document"])) for row in rows.values())
        if shown:
            sides.append({"position": position, "text": shown[0]["text"], "voices": voices(shown), "evidence": shown})
    first = next(s for s in found if s.position == FOR)
    return {
        "kind": "claim",
        "about": first.row["subject"] if first.row["subject"]["id"] == first.content.subject else None,
        "relation": first.row["relation"]["label"],
        "text": sides[0]["text"],
        "contradicts": not reasons,
        "reasons": list(reasons),
        "sides": sides,
    }
