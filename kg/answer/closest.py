"""The sentence closest to a question, beside the claims that answer it.

A question is rarely asked in the words of a text. Here a sentence may lack some, and what it has of the question is weighed
(`kg.answer.marks`): rare words more than common ones, names most, and how well its claims answer. The weights are learned
from questions with known answers (`bench/closest.py`); they give the chance that the sentence holds the answer. Where claims
leave doubt, the likeliest sentence answers, if it is likely enough. It must have what the question's kind asks for, a number,
a time, somebody, and no claim of it may say what is asked for of another.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Any

from kg.answer import numbers, passages, phrasing
from kg.answer.candidates import LEAST, Candidate
from kg.answer.marks import Marks, asked_words, compared, marks, overlap
from kg.answer.matching import Matcher
from kg.answer.parts import doing_in, is_another, told
from kg.answer.question import Kind, Question
from kg.answer.roles import acting_in, undergoing_in
from kg.lexicon import table

Row = dict[str, Any]
Place = tuple[str, int, int]

#: Kinds that ask for what the graph has or hasn't: relations between entities.
_NEVER: frozenset[Kind] = frozenset({"units", "parents", "connection"})
#: So many sentences, by their words and names alone, are looked at more closely.
_CLOSE = 24
#: The least chance that is an answer.
_LEAST = 0.37
#: The least chance where what is counted, or what somebody does, has another word there.
_OTHERWISE = 0.5
#: The least chance where a name of the question is missing.
_WITHOUT = 0.65
#: What certainty would score above the least that is an answer: less than claims do.
_SCORE = 0.4
#: Yes and no are only said of all that is asked: so much of the words, the rarer the more.
_ALL = 0.8


@dataclass(frozen=True, slots=True)
class Close:
    """A sentence that comes close: a row of it, its claims, what it has of the question, the part of it that answers, and
    whether it can.
    """

    row: Row
    inside: list[Row]
    marks: Marks
    told: str | None
    fits: bool

    @property
    def place(self) -> Place:
        """The document, and the first and last code point."""
        return _place_of(self.row)

    @property
    def least(self) -> float:
        """The least chance that makes it an answer."""
        if self.marks["missing names"] or self.marks["missing capitals"]:
            return _WITHOUT
        uncounted = self.marks["asks number"] and not self.marks["counts"] and not self.marks["noun"]
        undone = (self.marks["asks who"] or self.marks["asks when"]) and not self.marks["deed"]
        return _OTHERWISE if uncounted or undone else _LEAST

    @property
    def chance(self) -> float:
        """How likely it holds the answer."""
        weights = table("closest")["weights"]
        return 1 / (1 + math.exp(-weights["always"] - sum(weights[name] * value for name, value in self.marks.items())))


def sentences(
    question: Question, matcher: Matcher, pool: Iterable[Row], figures: Iterable[Row], found: Collection[Candidate]
) -> list[Candidate]:
    """The candidates found, and before them the sentences that are likely, and likelier than theirs, to hold the answer."""
    closest = [close for close in looked_at(question, matcher, pool, figures, found) if close.fits]
    chances = {close.place: close.chance for close in closest}
    best = max(found, key=lambda candidate: candidate.score, default=None)
    before, top = (chances.get(_place_of(best.row), 0.0), best.score) if best else (0.0, 0.0)
    likelier = [close for close in closest if chances[close.place] > before and chances[close.place] >= close.least]
    return [*found, *(_candidate(question, matcher, close, found, top) for close in likelier)]


def looked_at(
    question: Question,
    matcher: Matcher,
    pool: Iterable[Row],
    figures: Iterable[Row],
    found: Collection[Candidate],
) -> list[Close]:
    """The sentences with most words and names of a question, and those of the candidates found."""
    if question.kind in _NEVER:
        return []
    figures = list(figures)
    places: dict[Place, Row] = {}
    for row in (*pool, *figures):
        places.setdefault(_place_of(row), row)
    answers: dict[Place, float] = {}
    for candidate in found:
        place = _place_of(candidate.row)
        places.setdefault(place, candidate.row)
        answers[place] = max(answers.get(place, 0.0), candidate.score)
    asked = asked_words(question)
    ranked = sorted(places, key=lambda place: (-overlap(question, matcher, asked, places[place]), place))
    chosen = list(dict.fromkeys((*ranked[:_CLOSE], *answers)))
    closest = [_close(question, matcher, asked, places[place], figures, place in answers) for place in chosen]
    scores = [answers.get(place, 0.0) for place in chosen]
    compared([close.marks for close in closest], scores, max(scores, default=0.0))
    return closest


def _close(
    question: Question, matcher: Matcher, asked: dict[str, float], row: Row, figures: list[Row], answers: bool
) -> Close:
    inside = matcher.rows.sentence(*_place_of(row))
    here = [figure for figure in figures if _place_of(figure) == _place_of(row)]
    part = told(question, matcher, row["quote"], inside, here)
    found = marks(question, matcher, asked, row, inside, here, part)
    fits = answers or (
        part is not None
        and (question.kind != "whether" or found["alike"] >= _ALL)
        and not _is_of_another(question, matcher, inside)
        and bool(passages.limits(matcher, inside, row))
    )
    return Close(row, inside, found, part, fits)


def _candidate(question: Question, matcher: Matcher, close: Close, found: Iterable[Candidate], top: float) -> Candidate:
    """The answer by a sentence: the best found in it, else the part of it that tells, before those that score `top`."""
    chance = close.chance
    score = max(LEAST + _SCORE * chance, top + chance / 100 if top else 0.0)
    here = [candidate for candidate in found if _place_of(candidate.row) == close.place]
    if here:
        return replace(max(here, key=lambda candidate: candidate.score), score=score)
    text = phrasing.capital(f"{close.told}: {close.row['quote']}" if close.told else close.row["quote"])
    lead = max(close.inside, key=lambda claim: len(claim["sources"]), default=close.row)  # all who speak in it
    sources = () if close.inside else numbers.document_source(matcher.rows, close.row)
    verdict = {"Yes": "for", "No": "against"}.get(close.told or "") if question.kind == "whether" else None
    return Candidate(text, lead, score, sources, verdict=verdict)


def _place_of(row: Row) -> Place:
    return row["document"], row["start"], row["end"]


def _is_of_another(question: Question, matcher: Matcher, inside: Iterable[Row]) -> bool:
    """Whether all claims of the deed asked for name somebody else as the one who does it, or to whom it is done."""
    inside = list(inside)
    doing = doing_in(question, inside)
    return bool(doing) and all(
        _names_another(question, matcher, claim) and not _is_purpose(question, matcher, claim, inside)
        for claim in doing
    )


def _is_purpose(question: Question, matcher: Matcher, claim: Row, inside: Iterable[Row]) -> bool:
    """Whether a claim tells what the one asked about is for, or what for they do something: "Li founded the school to teach
    sailing", "which is meant to teach sailing".
    """
    start = claim["subject"]["start"]
    founded = claim["relation"]["text"].startswith("to ") and any(
        matcher.term(question.subject, other["object"]) for other in inside if other["subject"]["start"] == start
    )
    return founded or (
        claim["modality"] == "attempted"
        and any(matcher.subject(other) for other in inside if other["object"] and other["object"]["start"] == start)
    )


def _names_another(question: Question, matcher: Matcher, claim: Row) -> bool:
    acting, subject = [term for term in acting_in(claim) if not matcher.is_pronoun(term)], question.subject
    if (
        (subject.ids or subject.capitals)
        and acting
        and all(passages.another(subject, term, claim, matcher) for term in acting)
    ):
        return True
    named = any(
        matcher.named(ids, term["text"]) for ids in question.patient.ids for term in acting
    )  # "the phone ships with"
    return not named and is_another(question.patient, undergoing_in(claim), matcher)
