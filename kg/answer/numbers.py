"""Finders whose answers are numbers: how many, how much."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kg.answer import phrasing
from kg.answer.candidates import Candidate
from kg.answer.matching import AS_NOUN, IN_SENTENCE, Matcher, bag
from kg.answer.question import Question
from kg.answer.rows import Rows
from kg.answer.words import kin, root, same_relation, tokens
from kg.lexicon import table

Row = dict[str, Any]

_MONEY = frozenset({"money", "cash", "fund"})
_CURRENCIES = frozenset(
    {
        "dollar",
        "euro",
        "pound",
        "peso",
        "yen",
        "yuan",
        "rupee",
        "franc",
        "rouble",
        "ruble",
        "krona",
        "won",
        "real",
        "rand",
    }
)
#: Names that stand for nobody in particular: "its agents have 91 offices" is about whose agents they are.
_VAGUE = frozenset({"group", "concept", "other", "facility", "substance", "document", "law"})


def numbers(question: Question, matcher: Matcher, rows: Rows) -> Iterator[Candidate]:
    """ "How many Z did X seize", "how much did X spend": statistics whose parts all fit."""
    for row in rows.numbers(matcher.wanted):
        score = _counted(question, row) * matcher.time(row)
        if not score:
            continue
        claim = rows.claim(row["claim"])
        score *= (
            _relation(question, row, claim)
            * _about(question, matcher, row, claim)
            * _rest(question, matcher, row, claim)
        )
        if not score or (question.voice and not (claim and matcher.voice(claim))):
            continue
        sources = tuple(claim["sources"]) if claim else _document_source(rows, row)
        yield Candidate(_text(row, claim), row, score, sources)


def _counted(question: Question, row: Row) -> float:
    """How well what a number counts is what the question counts."""
    slot = question.counted
    unit = row["unit"] or ""
    if not slot.tokens:
        return 1.0 if unit or question.kind == "amount" else 0.5
    measure = f"{row['measure']['text']} {row['measure']['label']} {unit}"
    found = bag(measure)
    if all(root(low) in found for low in slot.words) and all(root(t.low) in found for t in slot.tokens if t.capital):
        return 1.0
    if slot.words and root(slot.words[-1]) in _MONEY:
        return 0.9 if bag(unit) & _CURRENCIES or any(c in unit for c in "$\u20ac\u00a3\u00a5") else 0.0
    persons = {root(noun) for noun in table("questions")["types"]["person"]}
    if (
        slot.words
        and root(slot.words[-1]) in persons
        and any(same_relation(t.low, question.verb) for t in tokens(measure))
    ):
        return 0.85
    return 0.0


def _relation(question: Question, row: Row, claim: Row | None) -> float:
    if question.light:
        return 1.0
    near = " ".join((row["relation"] or "", row["measure"]["text"], claim["relation"]["text"] if claim else ""))
    if any(same_relation(token.low, question.verb) for token in tokens(near)):
        return 1.0
    inside = [token.low for token in tokens(row["quote"])]
    return AS_NOUN if any(kin(low) == kin(question.verb) for low in inside) else 0.0


def _about(question: Question, matcher: Matcher, row: Row, claim: Row | None) -> float:
    """Whether the number is about whom the question asks; a vague holder may be named elsewhere in the sentence."""
    slot = question.subject
    if not slot:
        return 1.0
    best = max(
        matcher.term(slot, row["about"], row["document"]),
        matcher.term(slot, claim["subject"] if claim else None, row["document"]),
    )
    if best:
        return best
    vague = row["about"] is None or row["about"]["type"] in _VAGUE
    light = question.light or row["about"] is None or _part_of_results(row)
    return IN_SENTENCE * matcher.part(slot, [], row["quote"]) if vague and light else 0.0


def _part_of_results(row: Row) -> bool:
    """Whether a number is about a deed ("investigations resulting in 12 arrests"), whose doer stands in the sentence."""
    return bool(row["about"] and row["about"]["type"] == "concept" and row["about"]["text"][:1].islower())


def _rest(question: Question, matcher: Matcher, row: Row, claim: Row | None) -> float:
    slot = question.other
    if not slot:
        return 1.0
    terms = [row["about"], row["measure"], *((claim["object"], *claim["arguments"]) if claim else ())]
    if matcher.part(slot, terms, claim["label"] if claim else ""):
        return 1.0
    return AS_NOUN * matcher.part(slot, terms, row["quote"])


def _text(row: Row, claim: Row | None) -> str:
    figure = phrasing.number(row)
    if claim:
        said = phrasing.attributed(claim)
        shown = {token.low for token in tokens(figure) if token.low[:1].isdigit()} <= {
            token.low for token in tokens(said)
        }
        return phrasing.capital(f"{figure}: {said if shown else row['quote']}")
    about = f" \u2013 {phrasing.name_of(row['about'])}" if row["about"] else ""
    relation = f" ({row['relation']})" if row["relation"] and about else ""
    time = f", {row['time']['text']}" if row["time"] else ""
    return phrasing.capital(f"{figure}{about}{relation}{time}")


def _document_source(rows: Rows, row: Row) -> tuple[Row, ...]:
    """The voices of another claim of the same sentence; else those of the document."""
    same = rows.in_document(row["document"])
    inside = [c for c in same if c["start"] == row["start"]]
    if inside:
        return tuple(inside[0]["sources"])
    return tuple(same[0]["sources"][-1:]) if same else ()
