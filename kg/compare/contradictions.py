"""What one source asserts and another denies, doubts, or asserts the opposite of.

A denial of less is one of more: that no waste was dumped contradicts that waste was dumped in the bay, and that no
waste was dumped in the bay contradicts neither that waste was dumped nor that it was dumped at sea.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kg.compare.content import Content, is_participle, same_relation
from kg.compare.evidence import distinct, evidence, voice, voices, words_of
from kg.compare.reading import Reading
from kg.lexicon import words
from kg.words import kin, tokens

Row = dict[str, Any]

#: What only may be, or would be, can be and not be.
_MODALITIES = frozenset({"actual", "planned", "required", "permitted"})
#: Two statements within so many days are of the same state of affairs unless they say otherwise.
_SAME_DAYS = 31
#: Rules that read what a sentence takes for granted, which a denial of the sentence leaves alone: that Osei is the
#: director in "doubted that Director Osei knew".
_GRANTED = frozenset({"title", "apposition", "possession", "part", "place", "member", "made"})
_FOR, _NEGATED, _DENIED, _DOUBTED = "asserted", "negated", "denied", "doubted"


@dataclass(frozen=True, slots=True)
class _Said:
    """A statement, what it says, and where its voice stands to the affirmed content."""

    row: Row
    content: Content
    position: str


def contradictions(reading: Reading) -> Iterator[Row]:
    """Claims for which there are voices on both sides: `kind about relation text contradicts reasons sides`."""
    by_subject: dict[str, list[_Said]] = {}
    for row in reading.rows(reading.contrary):
        said = _said(reading, row)
        if said and said.position != _FOR and said.content.subject and not _hollow(said):
            by_subject.setdefault(said.content.subject, []).append(said)
    for subject in sorted(by_subject):
        against = by_subject[subject]
        others = _others(reading, subject, against)
        for group in _alike(against):
            yield from _conflicts(reading, group, others)


def _said(reading: Reading, row: Row) -> _Said | None:
    """None for what frames another claim, is not said to be so, or is said by nobody's own voice."""
    if row["content"] or row["modality"] not in _MODALITIES or not row["sources"] or row["rule"] in _GRANTED:
        return None
    nearest, *outer = row["sources"]
    if nearest["stance"] == "questions" or any(source["stance"] in ("denies", "doubts") for source in outer):
        return None
    negated, denies = row["polarity"] == "negated", nearest["stance"] == "denies"
    if nearest["stance"] == "doubts":
        position = _FOR if negated else _DOUBTED
    else:
        position = _FOR if negated == denies else _NEGATED if negated else _DENIED
    return _Said(row, reading.content(row), position)


def _hollow(said: _Said) -> bool:
    """Whether the opposite may well be true too: "has not commented", "is not only a port"."""
    what, term = said.content, said.row["object"]
    first = " ".join(term["text"].split()[:2]) if term else ""  # "isn't the only candidate"
    lows = {token.low for token in tokens(f"{said.row['relation']['text']} {first}")}
    if lows & words("compare", "partly", "words"):
        return True
    light = what.verb in words("compare", "light", "words")
    return what.verb in words("compare", "passing", "words") or (light and not what.head)


def _others(reading: Reading, subject: str, against: list[_Said]) -> dict[str, list[_Said]]:
    """What is said for the contents of a subject's claims, by what may stand for the object ("" where there is none):
    found by relation, so that not all that the subject does is read.
    """
    relations = {said.content.relation for said in against}
    found = reading.doing(subject, lambda own: any(same_relation(one, own) for one in relations), _MODALITIES)
    others: dict[str, list[_Said]] = {}
    for said in (_said(reading, row) for row in reading.rows(found)):
        if said and said.position == _FOR and said.content.subject == subject:
            for head in said.content.head or ("",):
                others.setdefault(head, []).append(said)
    return others


def _alike(against: list[_Said]) -> list[list[_Said]]:
    """Statements against one and the same thing."""
    groups: dict[tuple[Any, ...], list[_Said]] = {}
    for said in against:
        key = (kin(said.content.verb), said.content.particle, said.content.words, said.row["modality"])
        groups.setdefault(key, []).append(said)
    return list(groups.values())


def _conflicts(reading: Reading, group: list[_Said], others: dict[str, list[_Said]]) -> Iterator[Row]:
    """The conflict of statements against one thing with those for it: the comparable and the others apart."""
    found: dict[tuple[str, ...], tuple[list[_Said], list[_Said]]] = {}
    for no in group:
        near = {yes.row["statement"]: yes for head in no.content.head or ("",) for yes in others.get(head, ())}
        for yes in near.values():
            if not _opposed(no, yes):
                continue
            reasons = _reasons(reading, no, yes)
            if reasons is None:
                continue
            against, support = found.setdefault(reasons, ([], []))
            against.append(no)
            support.append(yes)
    for reasons, (against, support) in sorted(found.items()):
        yield _record(reading, against, support, reasons)


def _opposed(no: _Said, yes: _Said) -> bool:
    if no.row["modality"] != yes.row["modality"] or no.row["statement"] == yes.row["statement"]:
        return False
    if not no.content.covers(yes.content) or _is_same_text(no, yes):
        return False
    same_voice = voice(no.row["sources"]) == voice(yes.row["sources"])
    return not (same_voice and no.row["document"] == yes.row["document"])


def _is_same_text(no: _Said, yes: _Said) -> bool:
    """Whether one sentence was read in two ways in two copies of it."""
    return words_of(no.row["quote"]) == words_of(yes.row["quote"]) and no.row["document"] != yes.row["document"]


def _reasons(reading: Reading, no: _Said, yes: _Said) -> tuple[str, ...] | None:
    """Why the two may not be comparable; None where they aren't about the same thing at all."""
    one, other = no.row, yes.row
    if not reading.is_named(one["subject"]) and not reading.same_story(one["document"], other["document"]):
        return None
    when = _times(reading, no, yes)
    if when and (no.content.words != yes.content.words or not reading.is_named(one["subject"])):
        return None
    if when is not None and voice(one["sources"]) == voice(other["sources"]):
        return ("the same source at different times",)
    return when


def _times(reading: Reading, no: _Said, yes: _Said) -> tuple[str, ...] | None:
    """What their times say against comparing them: nothing where they meet, None where they don't."""
    mine, other = no.content.time, yes.content.time
    if mine and other:
        return () if mine[0] <= other[1] and other[0] <= mine[1] else None
    days = [reading.dates.get(said.row["document"]) for said in (no, yes)]
    if no.row["document"] == yes.row["document"]:
        return ()
    if None in days:
        near = reading.same_story(no.row["document"], yes.row["document"])
        return () if near else ("it isn't known when one of them was said",)
    denied, claimed = (datetime.date.fromisoformat(str(day)) for day in days)
    if denied >= claimed and _is_over(no.row):
        return ()
    yet = {token.low for token in tokens(no.row["relation"]["text"])} & words("compare", "yet", "words")
    if abs((claimed - denied).days) <= _SAME_DAYS and not yet:
        return ()
    return ("said on different days",)


def _is_over(row: Row) -> bool:
    """Whether a claim is about what is past, so that it covers all days before: "dumped no waste", "has not opened"."""
    lows = [token.low for token in tokens(row["relation"]["text"])]
    return row["modality"] == "actual" and ("did" in lows or any(is_participle(low) for low in lows))


def _record(reading: Reading, against: list[_Said], support: list[_Said], reasons: tuple[str, ...]) -> Row:
    sides = []
    for position in (_FOR, _NEGATED, _DENIED, _DOUBTED):
        rows = {s.row["statement"]: s.row for s in (*support, *against) if s.position == position}
        shown = distinct(evidence(row, reading.dates.get(row["document"])) for row in rows.values())
        if shown:
            sides.append({"position": position, "text": shown[0]["text"], "voices": voices(shown), "evidence": shown})
    row = support[0].row
    return {
        "kind": "claim",
        "about": row["subject"] if row["subject"]["id"] == support[0].content.subject else None,
        "relation": row["relation"]["label"],
        "text": sides[0]["text"],
        "contradicts": not reasons,
        "reasons": list(reasons),
        "sides": sides,
    }
