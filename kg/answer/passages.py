"""Sentences that say all that is asked for, where no single claim does.

A claim holds one subject, relation and object; what is asked may be spread over the claims of a sentence, hang on a pronoun,
or be named in the title only. Here a sentence must have every name of the question (by any words), its verb or a word
of the same meaning, nearly all its other words, its time and its voice; and none of its claims may say the same of
somebody else. What then answers is the part of the sentence that the question's kind asks for, and else the sentence.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kg.answer import numbers, periods, phrasing
from kg.answer.candidates import Candidate
from kg.answer.circumstances import dated, reason_in
from kg.answer.clauses import is_a
from kg.answer.matching import IN_TITLE, Matcher, agents_of, bag, is_passive, key, relation_words
from kg.answer.question import Kind, Question
from kg.answer.rows import Rows
from kg.answer.words import kindred, same_relation, tokens
from kg.lexicon import words

Row = dict[str, Any]
Sentence = tuple[str, int, int]

#: A sentence is a weaker answer than a claim.
_SENTENCE = 0.6
#: Its verb stands there, but in no relation.
_LOOSE = 0.75
#: So much of the other words must be there.
_MOST = 0.75
#: A word of like meaning for one asked for.
_ALIKE = 0.9
_PERSONS = frozenset({"person", "agency", "unit", "group", "operation", "place", "document"})
#: Kinds that ask for more than a sentence can show by its words.
_NEVER: frozenset[Kind] = frozenset(
    {"whether", "units", "parents", "connection", "said", "speaker", "plans", "definition", "role"}
)


def sentences(
    question: Question, matcher: Matcher, pool: list[Row], figures: list[Row], rows: Rows
) -> Iterator[Candidate]:
    """The sentences that answer a question, each as its best claim or number."""
    if question.kind in _NEVER or not (question.verb or question.kind in ("number", "amount", "attribute", "topic")):
        return
    places: dict[Sentence, Row] = {}
    for row in (*pool, *figures):
        places.setdefault((row["document"], row["start"], row["end"]), row)
    for place, row in places.items():
        fit = _words(question, matcher, row)
        if not fit:
            continue
        inside = rows.sentence(*place)
        related = [claim for claim in inside if _relates(question, claim)]
        if related and all(_of_another(question, matcher, claim) for claim in related):
            continue
        fit *= _SENTENCE * (1.0 if related or question.light else _LOOSE) * _limits(matcher, inside, row)
        if fit:
            numbered = [f for f in figures if (f["document"], f["start"], f["end"]) == place]
            yield from _told(question, matcher, inside, related, numbered, fit)


def _words(question: Question, matcher: Matcher, row: Row) -> float:
    """How well a row's sentence has the names, the verb and the words of a question."""
    quote, document = row["quote"], row["document"]
    found, title = bag(quote), str(matcher.rows.document(document).get("title") or "")
    weight, here = 1.0, 0
    for slot in (question.subject, question.other):
        for ids in slot.ids:
            if matcher.named(ids, quote) or matcher.in_sentence(ids, row):
                here += 1
            elif matcher.named(ids, title):
                weight *= IN_TITLE
            else:
                return 0.0
    if not question.light and not any(same_relation(token.low, question.verb) for token in tokens(quote)):
        return 0.0
    asked = [low for slot in (question.subject, question.other, *_noun(question)) for low in slot.words]
    capitals = {low for slot in question.slots for low in slot.capitals}
    missing = 0.0
    for low in asked:
        if key(low) & found:
            here += 1
        elif kindred(low) & found or key(low) & bag(title):
            weight *= _ALIKE
        elif low in capitals:
            return 0.0
        else:
            missing += 1
    if here == 0 or (asked and len(asked) - missing < _MOST * len(asked)):
        return 0.0
    return weight * (1.0 - missing / (len(asked) + 1))


def _noun(question: Question) -> Iterator[Any]:
    """What is counted or asked for, where it must stand in the sentence itself."""
    if question.kind in ("number", "amount", "attribute"):
        yield question.counted


def _limits(matcher: Matcher, inside: list[Row], row: Row) -> float:
    """Whether the sentence, or a claim of it, is of the time asked for and in scope."""
    rows = inside or [row]
    return max(matcher.time(claim) for claim in rows) * max(matcher.scope(claim) for claim in rows)


def _relates(question: Question, claim: Row) -> bool:
    return not question.light and any(same_relation(low, question.verb) for low in relation_words(claim["relation"]))


def _of_another(question: Question, matcher: Matcher, claim: Row) -> bool:
    """Whether a claim says what is asked for of another one, by name, than the question does."""
    passive = is_passive(claim)
    acting = agents_of(claim) if passive else [claim["subject"]]
    undergoing = claim["subject"] if passive else claim["object"]
    if question.subject.ids and acting and all(_another(question.subject.ids, term, matcher) for term in acting):
        return True
    return bool(
        question.passive and question.other.ids and undergoing and _another(question.other.ids, undergoing, matcher)
    )


def _another(ids: tuple[tuple[str, ...], ...], term: Row, matcher: Matcher) -> bool:
    """Whether a term is a name, and none of those asked for."""
    same = any(term["id"] in group or matcher.named(group, term["text"]) for group in ids)
    return not same and matcher.names.is_name(term["id"])


# ---------------------------------------------------------------------- what is told


def _told(
    question: Question, matcher: Matcher, inside: list[Row], related: list[Row], figures: list[Row], fit: float
) -> Iterator[Candidate]:
    """The part of a sentence that a question's kind asks for, with the sentence."""
    kind = question.kind
    if kind in ("number", "amount"):
        for row in figures:
            if counted := numbers.counted(question, row):
                sources = tuple(inside[0]["sources"]) if inside else numbers.document_source(matcher.rows, row)
                text = f"{phrasing.number(row)}: {row['quote']}"
                yield Candidate(phrasing.capital(text), row, fit * counted, sources)
        return
    claims = related or inside
    if not claims:
        return
    lead = claims[0]
    if kind == "when":
        if time := _time(claims) or _time(inside):
            yield _led(time, lead, fit)
    elif kind in ("where", "who", "which", "duration"):
        for claim, term in _terms(question, matcher, related or (inside if kind == "where" else [])):
            yield _led(" ".join(term["text"].split()), claim, fit)
    elif kind == "why":
        if reason := reason_in(lead["quote"]):
            yield _led(reason, lead, fit)
    else:
        yield Candidate(lead["quote"], lead, fit)


def _led(answer: str, row: Row, fit: float) -> Candidate:
    return Candidate(phrasing.capital(f"{answer}: {row['quote']}"), row, fit)


def _time(claims: list[Row]) -> str:
    """A time of these claims, else one that their sentence states."""
    timed = next((claim["time"] for claim in claims if claim["time"]), None)
    if timed:
        return dated(timed)
    return (
        next((period.text for period in periods.stated(claims[0]["quote"]) if not period.relative), "")
        if claims
        else ""
    )


def _terms(question: Question, matcher: Matcher, claims: list[Row]) -> Iterator[tuple[Row, Row]]:
    """The terms of claims that can be what is asked for, and that the question doesn't name itself; each once."""
    seen: set[tuple[int, int]] = set()
    places = words("questions", "where", "types")
    for claim in claims:
        for term in (claim["subject"], claim["object"], *claim["arguments"]):
            if term is None or (term["start"], term["end"]) in seen or _is_asked(question, matcher, term):
                continue
            seen.add((term["start"], term["end"]))
            fits = {
                "where": term["type"] in places,
                "who": term["type"] in _PERSONS,
                "which": bool(is_a(question.counted, term, matcher)),
                "duration": term["type"] == "time",
            }
            if fits[question.kind]:
                yield claim, term


def _is_asked(question: Question, matcher: Matcher, term: Row) -> bool:
    slots = (question.subject, question.other)
    return any(matcher.term(slot, term, "") for slot in slots) or any(
        matcher.named(ids, term["text"]) for slot in slots for ids in slot.ids
    )
