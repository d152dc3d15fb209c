"""Finders whose answers are claims: what, who, which, where, when, why, whether, plans, and what someone said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from kg.answer import phrasing
from kg.answer.candidates import Candidate
from kg.answer.matching import IN_SENTENCE, INSIDE, Matcher, agents_of, bag, front, is_passive, relation_words
from kg.answer.question import Question, Slot
from kg.answer.words import auxiliaries, kin, root, same_relation
from kg.lexicon import table, words

Row = dict[str, Any]

#: Being something is not doing something; saying is asked for with "say".
_NO_DEED = 0.5
_BEING = auxiliaries("be", "have")
_NEGATED = 0.45
_ANAPHORIC = 0.8
#: A place inside an object: "most of the fish from Norland".
_PLACE_INSIDE = re.compile(r"\b(?:in|at|from|near|across|throughout)\s+(?:the\s+)?[A-Z][\w.-]*(?:\s+[A-Z][\w.-]*)*")
_DEFINITE = frozenset({"the", "his", "her", "its", "their", "our", "my", "a", "an"})
#: "After" and "amid" say when, and only suggest why.
_SUGGESTED = 0.7
#: "Within ten days" says when only in part.
_LENGTH = 0.9
_UNCERTAIN = {
    "possible": 0.9,
    "hypothetical": 0.7,
    "requested": 0.85,
    "permitted": 0.85,
    "attempted": 0.95,
    "planned": 0.92,
    "required": 0.92,
}


def claims(question: Question, matcher: Matcher, rows: list[Row]) -> Iterator[Candidate]:
    """ "What does X do", "what did X seize", "how does X …": claims that fit, the deeds before the rest."""
    asked_to = _infinitives(rows)
    for row in rows:
        score = matcher.claim(row) * _weight(row)
        if not score or (not question.light and question.kind == "what" and not _has_object(row)):
            continue
        if question.light and not question.other:
            score *= _deed(question, row)
        said = phrasing.with_list(row, phrasing.attributed(row))
        yield Candidate(f"{said}{asked_to.get(_place(row, row['object']), '')}", row, score)


def who(question: Question, matcher: Matcher, rows: list[Row]) -> Iterator[Candidate]:
    """ "Who seized the boats", "who was arrested", "whom did X meet"."""
    for row in rows:
        score = matcher.claim(row) * _weight(row)
        named = _one_asked_for(question, row)
        if not score or named is None or (named is row["subject"] and _asked_back(question, matcher, row)):
            continue
        text = phrasing.attributed(row)
        lead = phrasing.name_of(named)
        starts = text.lower().startswith(lead.lower()) or named is not row["subject"] or "denied that" in text
        better = 1.0 if named["type"] in ("person", "agency", "unit", "group", "operation", "place") else 0.85
        yield Candidate(text if starts else phrasing.capital(f"{lead}: {text}"), row, score * better)


def which(question: Question, matcher: Matcher, rows: list[Row]) -> Iterator[Candidate]:
    """ "Which countries …", "what company …": a term of the claim must be one."""
    for row in rows:
        score = matcher.claim(row) * _weight(row)
        if not score:
            continue
        terms = (
            [row["object"], *row["arguments"]]
            if question.subject
            else [row["subject"], row["object"], *row["arguments"]]
        )
        fit = max((_is_a(question.counted, term, matcher) for term in terms if term), default=0.0)
        yield Candidate(phrasing.with_list(row, phrasing.attributed(row)), row, score * fit)


def where(question: Question, matcher: Matcher, rows: list[Row]) -> Iterator[Candidate]:
    """ "Where do Z come from": the place among a claim's arguments, first."""
    roles = table("questions")["where"]["roles"]
    types = frozenset(words("questions", "where", "types"))
    for row in rows:
        score = _subject_anywhere(question, matcher, row) * _weight(row)
        if not score or (question.light and not matcher.itself(row)):
            continue
        for argument in (
            *row["arguments"],
            *([{"role": row["relation"]["label"].rsplit(" ", 1)[-1], **row["object"]}] if row["object"] else []),
        ):
            place = argument["type"] in types or (
                argument["role"] in roles and (_definite(argument) or _is_place(argument))
            )
            if not place or matcher.term(question.other, argument) == 1.0:
                continue
            role = argument["role"] if argument["role"] in roles else ""
            lead = " ".join(f"{role} {argument['text']}".split())
            better = 1.0 if argument["type"] in types else 0.8
            yield Candidate(phrasing.capital(f"{lead}: {phrasing.attributed(row)}"), row, score * better)
        inside = _PLACE_INSIDE.search(row["object"]["text"]) if row["object"] else None
        if inside and not matcher.part(question.other, [], inside[0]):
            yield Candidate(phrasing.capital(f"{inside[0]}: {phrasing.attributed(row)}"), row, score * 0.75)


def when(question: Question, matcher: Matcher, rows: list[Row]) -> Iterator[Candidate]:
    """ "When was X presented": a claim's time, first."""
    for row in rows:
        score = _subject_anywhere(question, matcher, row) * _weight(row)
        if not score:
            continue
        if row["time"]:
            yield Candidate(phrasing.capital(f"{_time(row['time'])}: {phrasing.attributed(row)}"), row, score)
        elif found := _term_of_time(row):
            yield Candidate(phrasing.capital(f"{found}: {phrasing.attributed(row)}"), row, score * _LENGTH)


def duration(question: Question, matcher: Matcher, rows: list[Row]) -> Iterator[Candidate]:
    """ "How long did X …": a claim's term that is a length of time, first."""
    for row in rows:
        score = _subject_anywhere(question, matcher, row) * _weight(row)
        if score and (found := _term_of_time(row)):
            yield Candidate(phrasing.capital(f"{found}: {phrasing.attributed(row)}"), row, score)


def why(question: Question, matcher: Matcher, rows: list[Row]) -> Iterator[Candidate]:
    """ "Why did X …": claims whose sentence gives a reason, with the reason."""
    for row in rows:
        score = _subject_anywhere(question, matcher, row) * _weight(row)
        reason = (_reason(row) or _purpose(row, rows)) if score else ""
        if reason:
            text = phrasing.attributed(row)
            sure = _SUGGESTED if reason.lower().startswith(("after ", "amid ")) else 1.0
            yield Candidate(text if reason.lower() in text.lower() else f"{text} \u2013 {reason}", row, score * sure)


def whether(question: Question, matcher: Matcher, rows: list[Row]) -> Iterator[Candidate]:
    """ "Did X …": statements for and against."""
    for row in rows:
        score = matcher.claim(row)
        is_said = not question.light or root(question.verb) != root("be") or not _acts(row)
        if not score or not is_said or not matcher.itself(row):
            continue
        source = row["sources"][0] if len(row["sources"]) > 1 else None
        against = row["polarity"] == "negated" or bool(source and source["stance"] == "denies")
        lead = "No" if against else "Yes" if row["modality"] == "actual" else phrasing.capital(row["modality"])
        yield Candidate(f"{lead}: {phrasing.attributed(row)}", row, score * (0.95 if against else 1.0))


def plans(_: Question, matcher: Matcher, rows: list[Row]) -> Iterator[Candidate]:
    """ "What does X plan to do": what it will, wants to, proposes to."""
    modalities = frozenset(table("questions")["plans"]["modalities"])
    for row in rows:
        planning = any(
            root(w) in {root(p) for p in words("questions", "plans", "words")} for w in relation_words(row["relation"])
        )
        if row["modality"] not in modalities and not (planning and row["object"]):
            continue
        score = matcher.subject(row) * matcher.time(row) * matcher.voice(row) * matcher.other(row, with_subject=False)
        best = 1.0 if row["modality"] == "planned" else 0.85
        yield Candidate(
            phrasing.with_list(row, phrasing.attributed(row)),
            row,
            score * best * _telling(row) * (0.8 + 0.2 * row["confidence"]),
        )


def said(question: Question, matcher: Matcher, rows: list[Row]) -> Iterator[Candidate]:
    """ "What did X say about Y"."""
    stances = table("questions")["stances"].get(question.verb) or table("questions")["stances"].get(
        _base(question.verb)
    )
    for row in rows:
        voice = next((s for s in row["sources"] if not question.subject or matcher.source(question.subject, s)), None)
        if voice is None or (stances and voice["stance"] not in stances):
            continue
        score = matcher.other(row, with_subject=True) * matcher.time(row)
        nearest = 1.0 if voice is row["sources"][0] else 0.8
        certain = 0.8 + 0.2 * float(row["confidence"])
        yield Candidate(phrasing.in_voice(voice, row), row, score * nearest * certain)


def speaker(question: Question, matcher: Matcher, rows: list[Row]) -> Iterator[Candidate]:
    """ "Who said, denied … that Y": claims made by that verb, and statements in a voice with that stance or cue."""
    yield from who(question, matcher, [row for row in rows if _has_object(row)])
    stances = table("questions")["stances"].get(_base(question.verb))
    for row in rows:
        score = matcher.other(row, with_subject=True) * matcher.time(row)
        for source in row["sources"][:-1]:
            cue = any(same_relation(word, question.verb) for word in source["cue"].split())
            if score and (source["stance"] in stances if stances else cue or kin(question.verb) == kin("say")):
                yield Candidate(phrasing.in_voice(source, row), row, score * (0.8 + 0.2 * float(row["confidence"])))


# ---------------------------------------------------------------------- parts


def _subject_anywhere(question: Question, matcher: Matcher, row: Row) -> float:
    """A claim's fit where what is asked about may be the subject or the object: "where is fentanyl produced"."""
    direct = matcher.claim(row)
    if direct or not question.subject or not question.light:
        return direct
    score = matcher.relation(row) * matcher.time(row) * matcher.other(row, with_subject=True)
    return IN_SENTENCE * score * matcher.part(question.subject, [row["subject"], row["object"]], "")


def _weight(row: Row) -> float:
    return (_NEGATED if row["polarity"] == "negated" else 1.0) * _UNCERTAIN.get(row["modality"], 1.0) * _telling(row)


def _telling(row: Row) -> float:
    """A claim about "these aims" or "it" tells little outside its text."""
    first = row["object"]["text"].lower().split(" ", 1)[0] if row["object"] else ""
    return _ANAPHORIC if first in ("this", "that", "these", "those", "such", "it", "them", "him", "her") else 1.0


def _deed(question: Question, row: Row) -> float:
    """How much a claim is a deed, or, if the question asks for what one has, a having."""
    own = relation_words(row["relation"])
    if root(question.verb) == root("have"):
        return 1.0 if any(same_relation(word, "have") for word in own) else _NO_DEED
    if all(word in _BEING for word in own) or row["relation"]["label"].startswith("be "):
        return _NO_DEED
    speech = {root(word) for word in words("questions", "speech", "words")}
    return _NO_DEED if any(root(word) in speech for word in own) else 1.0


def _acts(row: Row) -> bool:
    """Whether a claim says what something does, and not what it is."""
    return not any(word in _BEING for word in relation_words(row["relation"])) and not is_passive(row)


def _has_object(row: Row) -> bool:
    return bool(row["object"] or row["arguments"] or row["content"])


def _one_asked_for(question: Question, row: Row) -> Any:
    """The term that "who" asks for: who acts, or who undergoes."""
    passive = is_passive(row)
    if question.subject or question.passive:
        return row["subject"] if passive else row["object"]
    return next(iter(agents_of(row)), None) if passive and not question.light else row["subject"]


def _asked_back(question: Question, matcher: Matcher, row: Row) -> bool:
    """Whether the subject is what the question itself named."""
    return bool(question.other.ids) and matcher.term(question.other, row["subject"]) == 1.0


def _is_a(slot: Slot, term: Row, matcher: Matcher) -> float:
    """Whether a term is what a noun calls it, by its words or its type; or holds a name of that type."""
    if matcher_words(slot) & bag(f"{term['text']} {term['label']}"):
        return 1.0
    kinds = [
        kind
        for kind, nouns in table("questions")["types"].items()
        if {root(n) for n in nouns} & {root(w) for w in slot.words}
    ]
    if term["type"] in kinds:
        return 0.9
    return INSIDE if kinds and matcher.names.holds(term["text"], kinds) else 0.0


def matcher_words(slot: Slot) -> frozenset[str]:
    """The roots of a slot's last word, which says what is asked for."""
    return frozenset({root(slot.words[-1])}) if slot.words else frozenset()


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
    units = {root(noun) for noun in words("questions", "lengths", "words")}
    for term in (*row["arguments"], *([row["object"]] if row["object"] else [])):
        role = term.get("role", "")
        if root(front(term).rsplit(" ", 1)[-1].lower()) in units and " " in term["text"]:
            return f"{role if role not in ('', 'time') else ''} {term['text']}".strip()
    return ""


def _time(time: Row) -> str:
    start, end = time["start"], time["end"]
    days = start if start == end or not end else f"{start} to {end}" if start else f"until {end}"
    return f"{time['text']} ({days})" if days and days != time["text"] else str(time["text"])


def _reason(row: Row) -> str:
    """The words of a claim's sentence that give a reason, from the marker on."""
    quote = " ".join(row["quote"].split())
    lower = quote.lower()
    for marker in table("questions")["reasons"]["markers"]:
        at = lower.find(f" {marker} ")
        if at >= 0:
            return quote[at + 1 :].rstrip('."\u201d ')
    return ""


def _place(row: Row, term: Row | None) -> tuple[str, int, int]:
    return (row["document"], row["start"], term["start"] if term else -1)


def _infinitives(rows: list[Row]) -> dict[tuple[str, int, int], str]:
    """What is asked of somebody, by the place where they stand: " to sign a form" for "requires members to sign a form"."""
    return {
        _place(row, row["subject"]): f" {row['relation']['text']} {row['object']['text']}"
        for row in rows
        if row["rule"] == "control" and row["relation"]["text"].startswith("to ") and row["object"]
    }


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


def _base(verb: str) -> str:
    return next((base for base in table("questions")["stances"] if root(base) == root(verb)), verb)
