"""Finders whose answers are numbers: how many, how much."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kg.answer import phrasing
from kg.answer.candidates import Candidate
from kg.answer.matching import AS_NOUN, IN_SENTENCE, Matcher, bag, covers
from kg.answer.question import Question, roots
from kg.answer.roles import front
from kg.answer.rows import Rows
from kg.answer.words import content, kin, root, same_relation, tokens
from kg.lexicon import table

Row = dict[str, Any]

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

#: What is asked for only describes what a number counts.
_ASIDE = 0.4


def numbers(question: Question, matcher: Matcher, pool: list[Row], rows: Rows) -> Iterator[Candidate]:
    """ "How many Z did X seize", "how much did X spend", "how old is X": statistics whose parts all fit."""
    for row in pool:
        score = counted(question, row) * matcher.time(row)
        if not score:
            continue
        claim = rows.of_claim(row["claim"]) if row["claim"] else None
        score *= (
            _relation(question, row, claim)
            * _about(question, matcher, row, claim)
            * _rest(question, matcher, row, claim)
        )
        if not score:
            continue
        sources = tuple(claim["sources"]) if claim else document_source(rows, row)
        if matcher.scope({**(claim or row), "sources": sources}):
            yield Candidate(_text(row, claim), row, score, sources)


def counted(question: Question, row: Row) -> float:
    """How well what a number counts, or its unit, is what the question asks for."""
    slot, unit = question.counted, row["unit"] or ""
    if question.dimension and not _in_units(question.dimension, unit):
        return 0.0
    if not slot.tokens:
        if question.kind == "amount" and not question.dimension and root(question.verb) in roots("paying"):
            return float(is_of_money(row))
        return 1.0 if unit or question.kind == "amount" else 0.5
    measure = f"{row['measure']['text']} {row['measure']['label']} {unit}"
    found = bag(measure)
    if question.dimension == "area":
        return 1.0 if covers(slot, found) else _ASIDE
    if question.dimension == "percentage":  # what a share is of stands somewhere beside
        return 0.9 if covers(slot, found | bag(row["quote"])) else 0.0
    names = [token for token in content(slot.tokens) if token.low not in slot.words]
    if covers(slot, found) and all(token.root in found for token in names):
        return 1.0 if _counts_them(question, row) else _ASIDE
    if question.kind == "amount" and slot.words and is_money(slot.words[-1]):
        return 0.9 if is_of_money(row) else 0.0
    persons = {root(noun) for noun in table("questions")["types"]["person"]}
    if (
        slot.words
        and root(slot.words[-1]) in persons
        and any(same_relation(t.low, question.verb) for t in tokens(measure))
    ):
        return 0.85
    return 0.0


def is_money(noun: str) -> bool:
    """Whether a noun asks for an amount of money."""
    return root(noun) in roots("sums")


def is_of_money(row: Row) -> bool:
    """Whether a number is an amount of money."""
    unit = row["unit"] or ""
    return bool(bag(unit) & _CURRENCIES) or any(c in unit for c in "$\u20ac\u00a3\u00a5")


def _counts_them(question: Question, row: Row) -> bool:
    """Whether what is asked for is what a number counts, and does not only describe it: children, of "school children"."""
    asked = front({"text": question.counted.text}).rsplit(" ", 1)[-1]
    heads = [text.rsplit(" ", 1)[-1] for text in (front(row["measure"]), row["unit"] or "")]
    described = bag(f"{front(row['measure'])} {row['unit'] or ''}")
    return bool(bag(asked) & bag(" ".join(heads))) or not bag(asked) & described


def _in_units(dimension: str, unit: str) -> bool:
    """Whether a unit measures what an adjective asks for; "big" is any, "percentage" itself."""
    units = table("questions")["dimensions"].get(dimension, [dimension])
    return not units or bool(bag(unit) and any(bag(unit) <= bag(known) or bag(known) <= bag(unit) for known in units))


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
    measured = row["measure"] if question.dimension or not question.counted.tokens else None
    object_ = claim["object"] if claim and question.light else None
    terms = (row["about"], claim["subject"] if claim else None, measured, object_)
    best = max(matcher.term(slot, term, row["document"]) for term in terms)
    if best:
        return best
    if claim and slot.ids and matcher.names.is_name(claim["subject"]["id"]):  # another one's, by name
        return 0.0
    vague = row["about"] is None or row["about"]["type"] in _VAGUE
    light = question.light or row["about"] is None or _part_of_results(row)
    if question.dimension == "old" and slot.ids:  # "a 19 year old" is nobody who has a name
        return 0.0
    return IN_SENTENCE * matcher.part(slot, [], row["quote"]) if vague and light else 0.0


def _part_of_results(row: Row) -> bool:
    """Whether a number is about a deed ("investigations resulting in 12 arrests"), whose doer stands in the sentence."""
    return bool(row["about"] and row["about"]["type"] == "concept" and row["about"]["text"][:1].islower())


def _rest(question: Question, matcher: Matcher, row: Row, claim: Row | None) -> float:
    slot = question.other
    if not slot:
        return 1.0
    terms = [row["about"], row["measure"], *((claim["object"], *claim["arguments"]) if claim else ())]
    if own := matcher.part(slot, terms, claim["label"] if claim else "", row["document"]):
        return own
    return AS_NOUN * matcher.part(slot, terms, f"{row['quote']} {matcher.mentioned_in(slot, row)}", row["document"])


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


def document_source(rows: Rows, row: Row) -> tuple[Row, ...]:
    """The voices of another claim of the same sentence; else those of the document."""
    inside = rows.sentence(row["document"], row["start"], row["end"])
    if inside:
        return tuple(inside[0]["sources"])
    other = next(iter(rows.reads.claims(document=row["document"])), None)
    return tuple(other["sources"][-1:]) if other else ()
