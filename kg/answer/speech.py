"""Finders whose answers are what somebody said, and who said something."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from kg.answer import phrasing
from kg.answer.anaphora import mentioned_before
from kg.answer.candidates import Candidate, relayed
from kg.answer.clauses import has_object, who
from kg.answer.matching import Matcher, sure
from kg.answer.question import Question, Slot, roots
from kg.answer.rows import Rows
from kg.answer.words import kin, root, same_relation
from kg.lexicon import table

Row = dict[str, Any]

#: What is asked inside a question, and how well a sentence that doesn't ask it tells whether somebody said so.
_WITHIN = re.compile(r"\s(?P<what>how (?:many|much|long|often)|whether|who|whom|when|where|why)\s", re.I)
_ELSEWHERE = 0.7
#: A voice that is read off the text before a statement.
_GUESSED = 0.6
#: What is told in passing, of "Senator Li" or "Li, a surgeon", is hardly what somebody says; the rules that make such claims.
_PASSING = 0.5
_RULES = frozenset({"apposition", "title", "place", "possession"})
#: "Ana Li said:" opens what she says; so many code points before a statement at most, her name so many before it.
_OPENS = re.compile(r"\b(?:said|says|stated|added|commented|wrote|announced|told \w+(?: \w+)?):\s*[\"\u201c\n]")
_LATEST = 1500
_NEAR = 120


def said(question: Question, matcher: Matcher, rows: list[Row]) -> Iterator[Candidate]:
    """ "What did X say about Y"."""
    stances = _stances(question.verb)
    if question.subject and question.other and not stances:
        yield from _called_so(question, matcher, rows)
    for row in rows:
        voice = next((s for s in row["sources"] if not question.subject or matcher.source(question.subject, s)), None)
        guessed = 1.0
        if voice is None:
            voice, guessed = _stood_for(question.subject, row, matcher)
        if voice is None or (stances and voice["stance"] not in stances):
            continue
        score = guessed * matcher.other(row, with_subject=True) * matcher.time(row) * matcher.scope(row)
        if any(root(word) in roots("thought") for word in voice["cue"].split()) and not _of_thought(question.verb):
            score = 0.0
        nearest = 1.0 if voice is row["sources"][0] else 0.8
        score *= _PASSING if row["rule"] in _RULES else 1.0
        heard = (voice, *row["sources"][1:]) if guessed < 1.0 else ()
        yield Candidate(phrasing.in_voice(voice, row), row, score * nearest * sure(row), heard)


def _called_so(question: Question, matcher: Matcher, rows: list[Row]) -> Iterator[Candidate]:
    """What somebody says of a thing by calling it something: "Li called the vote a mistake", "described it as safe"."""
    for row in rows:
        so = any(argument["role"] in ("predicative", "as") for argument in row["arguments"])
        if so and row["object"] and root(row["relation"]["label"].partition(" ")[0]) in roots("calling"):
            doing = matcher.term(question.subject, row["subject"], row["document"])
            about = matcher.term(question.other, row["object"], row["document"])
            score = doing * about * matcher.time(row) * matcher.scope(row)
            voice = {
                **row["sources"][0],
                "id": row["subject"]["id"],
                "label": row["subject"]["label"],
                "stance": "asserts",
            }
            yield Candidate(
                phrasing.capital(phrasing.sentence(row)), row, score * sure(row), relayed(voice, row["sources"])
            )


def _stood_for(slot: Slot, row: Row, matcher: Matcher) -> tuple[Row | None, float]:
    """The voice asked for where a statement's own is "she", or nobody behind "Ana Li said:", and how likely it is."""
    nearest = row["sources"][0]
    known = next(iter(matcher.names.of(slot.ids[0])), None) if len(slot.ids) == 1 and not slot.words else None
    if known is None or nearest["id"] or nearest["form"] != "direct":
        return None, 0.0
    if nearest["cue"]:
        spoken = matcher.is_pronoun({"text": nearest["label"]}) and mentioned_before(slot.ids[0], row, matcher)
    else:
        before = matcher.rows.text(row["document"])[max(0, row["start"] - _LATEST) : row["start"]]
        last = max(_OPENS.finditer(before), key=lambda match: match.start(), default=None)
        spoken = last is not None and matcher.named(slot.ids[0], before[max(0, last.start() - _NEAR) : last.start()])
    voice = {**nearest, "id": known["id"], "label": known["label"]}
    return (voice, _GUESSED) if spoken else (None, 0.0)


def speaker(question: Question, matcher: Matcher, rows: list[Row]) -> Iterator[Candidate]:
    """ "Who said, denied … that Y": claims made by that verb, and statements in a voice with that stance or cue."""
    yield from who(question, matcher, [row for row in rows if has_object(row)])
    stances = _stances(question.verb)
    for row in rows:
        score = matcher.other(row, with_subject=True) * matcher.time(row) * matcher.scope(row)
        for source in row["sources"][:-1]:
            cue = any(same_relation(word, question.verb) for word in source["cue"].split())
            if score and (source["stance"] in stances if stances else cue or kin(question.verb) == kin("say")):
                yield Candidate(phrasing.in_voice(source, row), row, score * sure(row))


def called(question: Question, matcher: Matcher, rows: list[Row]) -> Iterator[Candidate]:
    """ "What did X call Y": what Y is in the words of X."""
    for row in rows:
        voice = next((s for s in row["sources"] if matcher.source(question.subject, s)), None)
        about = matcher.term(question.other, row["subject"], row["document"])
        if voice and about and row["object"] and row["relation"]["label"] == "be":
            score = about * matcher.time(row) * matcher.scope(row)
            yield Candidate(phrasing.in_voice(voice, row), row, score * sure(row))


def voiced(candidates: list[Candidate], rows: Rows) -> list[Candidate]:
    """Candidates, those that tell of an act of speech with the voices of what is said by it."""
    return [
        replace(candidate, sources=tuple(said["sources"])) if (said := _said_by(candidate.row, rows)) else candidate
        for candidate in candidates
    ]


def within(question: Question, candidates: list[Candidate]) -> list[Candidate]:
    """Candidates for "did X say how many …", those first whose sentence asks the same: "the agency did not say how many"."""
    asked = _WITHIN.search(question.text) if question.kind == "whether" and question.speaks else None
    said = asked and " ".join(asked["what"].lower().split())
    if not said or not any(said in candidate.row["quote"].lower() for candidate in candidates):
        return candidates
    return [
        candidate if said in candidate.row["quote"].lower() else replace(candidate, score=candidate.score * _ELSEWHERE)
        for candidate in candidates
    ]


def _said_by(row: Row, rows: Rows) -> Row | None:
    """The statement of what a claim says that somebody says, in the same sentence."""
    inside = rows.sentence(row["document"], row["start"], row["end"]) if row.get("content") else []
    return next((other for other in inside if other["claim"] == row["content"]), None)


def _of_thought(verb: str) -> bool:
    return root(verb) in roots("thought")


def _stances(verb: str) -> list[str] | None:
    """The stances that a verb of speech asks for."""
    found: dict[str, list[str]] = table("questions")["stances"]
    return next((stances for base, stances in found.items() if root(base) == root(verb)), None)
