"""Finders whose answers are circumstances of claims: where, when, how long, why."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import Any

from kg.answer import periods, phrasing
from kg.answer.candidates import Candidate
from kg.answer.clauses import weight
from kg.answer.matching import IN_SENTENCE, Matcher
from kg.answer.question import Question, roots
from kg.answer.roles import front, is_passive
from kg.answer.words import root
from kg.lexicon import table, words

Row = dict[str, Any]

#: A place inside an object: "most of the fish from Norland".
_PLACE = re.compile(r"\b(?:in|at|from|near|across|throughout)\s+(?:the\s+)?[A-Z][\w.-]*(?:\s+[A-Z][\w.-]*)*")
_DEFINITE = frozenset({"the", "his", "her", "its", "their", "our", "my", "a", "an"})
#: "After" and "amid" say when, and only suggest why.
_SUGGESTED = 0.7
#: "Within ten days" says when only in part.
_LENGTH = 0.9
#: Where something comes from need not be a place: "from seafood".
_FROM_THINGS = 0.75


def where(question: Question, matcher: Matcher, rows: list[Row]) -> Iterator[Candidate]:
    """ "Where do Z come from": the place among a claim's arguments, first."""
    roles = table("questions")["where"]["roles"]
    types = frozenset(words("questions", "where", "types"))
    for row in rows:
        score = _subject_anywhere(question, matcher, row) * weight(row)
        if not score or (question.light and not matcher.itself(row)):
            continue
        last = row["relation"]["label"].rsplit(" ", 1)[-1]
        objects = [{"role": last, **row["object"]}] if row["object"] else []
        for argument in (*row["arguments"], *objects):
            known = argument["type"] in types
            place = known or (argument["role"] in roles and (_definite(argument) or _is_place(argument)))
            towards = question.towards == "from" == argument["role"]
            if not (place or towards) or _is_asked(question, matcher, argument):
                continue
            role = argument["role"] if argument["role"] in roles else ""
            lead = " ".join(f"{role} {argument['text']}".split())
            better = 1.0 if known else 0.8 if place else _FROM_THINGS
            yield Candidate(phrasing.capital(f"{lead}: {phrasing.attributed(row)}"), row, score * better)
        phrases = (term["text"] for term in (row["object"], *row["arguments"]) if term)
        inside = next((place for text in phrases for place in places_in(text)), None)
        if inside and not (question.other and matcher.part(question.other, [], inside)):
            yield Candidate(phrasing.capital(f"{inside}: {phrasing.attributed(row)}"), row, score * 0.75)


def places_in(text: str) -> Iterator[str]:
    """Names behind a preposition of place that are no time.

    >>> list(places_in("most of the fish from Norland sold at Harbour Hall in March"))
    ['from Norland', 'at Harbour Hall']
    """
    for found in _PLACE.finditer(text):
        name = found[0].split(" ", 1)[1].rstrip(".")
        if all(period.text != name for period in periods.stated(found[0])):
            yield found[0]


def when(question: Question, matcher: Matcher, rows: list[Row]) -> Iterator[Candidate]:
    """ "When was X presented": a claim's time, first."""
    for row in rows:
        score = _subject_anywhere(question, matcher, row) * weight(row)
        if not score or _is_done_by(question, matcher, row):
            continue
        if row["time"]:
            yield Candidate(phrasing.capital(f"{dated(row['time'])}: {phrasing.attributed(row)}"), row, score)
        elif found := _term_of_time(row) or _named_time(row):
            yield Candidate(phrasing.capital(f"{found}: {phrasing.attributed(row)}"), row, score * _LENGTH)


def duration(question: Question, matcher: Matcher, rows: list[Row]) -> Iterator[Candidate]:
    """ "How long did X …": a claim's term that is a length of time, first."""
    for row in rows:
        score = _subject_anywhere(question, matcher, row) * weight(row)
        if score and (found := _term_of_time(row)):
            yield Candidate(phrasing.capital(f"{found}: {phrasing.attributed(row)}"), row, score)


def why(question: Question, matcher: Matcher, rows: list[Row]) -> Iterator[Candidate]:
    """ "Why did X …": claims whose sentence gives a reason, with the reason."""
    for row in rows:
        score = _subject_anywhere(question, matcher, row) * weight(row)
        reason = (reason_in(row["quote"]) or _purpose(row, rows)) if score else ""
        if reason:
            text = phrasing.attributed(row)
            suggested = _SUGGESTED if reason.lower().startswith(("after ", "amid ")) else 1.0
            yield Candidate(
                text if reason.lower() in text.lower() else f"{text} \u2013 {reason}", row, score * suggested
            )


# ---------------------------------------------------------------------- parts


def _subject_anywhere(question: Question, matcher: Matcher, row: Row) -> float:
    """A claim's fit where what is asked about may be the subject or the object: "where is fentanyl produced"."""
    direct = matcher.claim(row)
    if direct or not question.subject or not question.light:
        return direct
    score = matcher.relation(row) * matcher.scope(row) * matcher.time(row) * matcher.other(row, with_subject=True)
    return IN_SENTENCE * score * matcher.part(question.subject, [row["subject"], row["object"]], "")


def _is_done_by(question: Question, matcher: Matcher, row: Row) -> bool:
    """Whether a claim tells what the one asked about begins, where one asks when that begins itself."""
    alone = question.subject and not question.other and not question.passive
    if not alone or root(question.verb) not in roots("intransitive") or row["object"] is None or is_passive(row):
        return False
    led = row["relation"]["label"].rsplit(" ", 1)[-1] in words("questions", "prepositions", "words")
    return not led and not matcher.term(question.subject, row["object"], row["document"])


def _is_asked(question: Question, matcher: Matcher, term: Row) -> bool:
    """Whether a term is what the question itself names."""
    return matcher.term(question.other, term) == 1.0 or matcher.term(question.subject, term) == 1.0


def _definite(term: Row) -> bool:
    """Whether a term that isn't known to be a place can be one: a name, or "the school", "his house"."""
    first, _, rest = term["text"].partition(" ")
    return term["type"] not in ("time", "person") and (
        first[:1].isupper() or (bool(rest) and first.lower() in _DEFINITE)
    )


def _is_place(term: Row) -> bool:
    """Whether the head of a term is a noun for places: "several locations in the north"."""
    nouns = {root(noun) for noun in table("questions")["types"]["place"]}
    return root(front(term).rsplit(" ", 1)[-1].lower()) in nouns


def _term_of_time(row: Row) -> str:
    """The object or argument that is a length of time: "within ten days"."""
    for term in (*row["arguments"], *([row["object"]] if row["object"] else [])):
        role = term.get("role", "")
        if is_length(term):
            return f"{role if role not in ('', 'time') else ''} {term['text']}".strip()
    return ""


def is_length(term: Row) -> bool:
    """Whether a term is a length of time: "ten days", and not "Friday"."""
    units = {root(noun) for noun in words("questions", "lengths", "words")}
    return root(front(term).rsplit(" ", 1)[-1].lower()) in units and " " in term["text"]


def length_in(text: str) -> str:
    """The first length of time in a text: "ten days", "hours" in "hours long".

    >>> length_in("They had only two weeks left, from May on.")
    'two weeks'
    """
    found = _length().search(text)
    return found[0] if found else ""


@functools.cache
def _length() -> re.Pattern[str]:
    units, ones = (
        "|".join(sorted(words("questions", "lengths", "words"))),
        "|".join(table("quantities")["numerals"]["ones"]),
    )
    return re.compile(
        rf"\b(?:(?:\d[\d.,]*|{ones}|a few|an?|several|many)[ -](?:{units})s?\b|(?:{units})s(?= long\b))", re.I
    )


def _named_time(row: Row) -> str:
    """The time that a claim's terms name inside: "a Jan. 3 strike", "Monday's vote"."""
    terms = (term["text"] for term in (row["subject"], row["object"], *row["arguments"]) if term)
    return next((period.text for text in terms for period in periods.stated(text)), "")


def dated(time: Row) -> str:
    """A time as written, with its days."""
    start, end = time["start"], time["end"]
    days = start if start == end or not end else f"{start} to {end}" if start else f"until {end}"
    return f"{time['text']} ({days})" if days and days != time["text"] else str(time["text"])


def reason_in(sentence: str) -> str:
    """The words of a sentence that give a reason, from the marker on."""
    quote = " ".join(sentence.split())
    for marker in table("questions")["reasons"]["markers"]:
        if found := re.search(rf"(?<![\w-]){marker}(?= )", quote, re.I):
            return quote[found.start() :].rstrip('."\u201d ') if found.start() else ""
    return ""


def _purpose(row: Row, rows: list[Row]) -> str:
    """What the one who acts in a claim does so for, by a claim of the same sentence: "to find the owners"."""
    beside = (
        other
        for other in rows
        if (other["document"], other["start"], other["subject"]["start"])
        == (row["document"], row["start"], row["subject"]["start"])
    )
    found = min(
        (other for other in beside if other["object"] and other["relation"]["text"].startswith("to ")),
        key=lambda other: int(other["object"]["start"]),
        default=None,
    )
    return f"{found['relation']['text']} {found['object']['text']}" if found else ""
