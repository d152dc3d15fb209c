"""Who says what something is by calling it so: "Li dubbed the pier a wreck", "it is described by the port as safe"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from kg.answer import phrasing
from kg.answer.candidates import Candidate, relayed
from kg.answer.matching import Matcher
from kg.answer.parts import doing_in, told
from kg.answer.question import Question, roots
from kg.answer.roles import acting_in
from kg.answer.words import root

Row = dict[str, Any]


def voiced(question: Question, matcher: Matcher, candidates: Iterable[Candidate]) -> list[Candidate]:
    """The candidates, each in the voice of who calls something so in its sentence, if the question asks for that."""
    if root(question.verb) not in roots("calling"):
        return list(candidates)
    return [_heard(question, matcher, candidate) for candidate in candidates]


def _heard(question: Question, matcher: Matcher, candidate: Candidate) -> Candidate:
    row = candidate.evidence
    iri, label = _caller(question, matcher, row)
    sources = row.get("sources", ())
    if not label or not sources or any(source["label"] == label or (iri and source["id"] == iri) for source in sources):
        return candidate
    voice = {**sources[0], "id": iri, "label": label, "cue": question.verb, "stance": "asserts"}
    return replace(candidate, sources=relayed(voice, sources))


def _caller(question: Question, matcher: Matcher, row: Row) -> tuple[str | None, str]:
    """The entity and the name of who calls something so in the sentence of a row; where no claim says it, by its words."""
    inside = matcher.rows.sentence(row["document"], row["start"], row["end"])
    doing = doing_in(question, inside)
    for claim in doing:
        for term in acting_in(claim):
            if not _is_unknown(term, matcher):
                return _named(term, claim, matcher)
    if question.kind in ("who", "speaker") and not doing:
        return None, told(question, matcher, row["quote"], inside, []) or ""
    return None, ""


def _named(term: Row, claim: Row, matcher: Matcher) -> tuple[str | None, str]:
    """The entity and the name of who acts: the name that stands beside a description, else that of the entity."""
    said, beside = phrasing.name_of(term), phrasing.with_name_beside(term, claim).rstrip(",")
    if beside != said:
        return None, beside
    known = matcher.names.row(term["id"]) if matcher.names.is_name(term["id"]) else None
    return term["id"], str(known["label"]) if known else said


def _is_unknown(term: Row, matcher: Matcher) -> bool:
    """Whether a term is a pronoun that stands for nobody known."""
    return matcher.is_pronoun(term) and not matcher.names.is_name(term["id"])
