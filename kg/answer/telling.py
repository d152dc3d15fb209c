"""What a sentence that says all that is asked for tells: the part that the question's kind asks for.

A claim of the sentence shows it where one can; else it is read off the words: "captured by the guards" and "moderator
Ana Li" say who, "at Norville in Norland" says where, "18-fold" says by how much.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from kg.answer import numbers, periods, phrasing
from kg.answer.anaphora import stands_alone
from kg.answer.candidates import Candidate
from kg.answer.circumstances import dated, is_length, places_in, reason_in
from kg.answer.clauses import is_a
from kg.answer.matching import Matcher, bag, covers, key
from kg.answer.question import Question, Slot, roots
from kg.answer.roles import relation_words
from kg.answer.words import is_doing, root, same_relation, tokens
from kg.lexicon import words

Row = dict[str, Any]

_PERSONS = frozenset({"person", "agency", "unit", "group", "operation", "place", "document"})
#: What only the words of a sentence show, or a claim of it that isn't about the deed asked for.
_BY_WORDS = 0.8
#: The sentence as a whole, where a part of it was asked for.
_WHOLE = 0.6
#: "The systems of 20 states" where "how many states' systems" is asked.
_OF_THESE = 0.8
#: How nouns for who does what a verb says end: "moderator", "founder".
_AGENTS = ("er", "or", "ist", "man")
_WORD = re.compile(r"[^\W\d_][\w\u2019']*")
_BY = re.compile(
    r"^\s+(?:(?!(?:and|or|but|which|that|who)\b)[^\s.;:,()]+\s+){0,4}?by\s+(?P<who>(?:the\s+)?[^\s,.;:()]+(?:\s+[^\s,.;:()]+){0,5})"
)
_NAME = r"[A-Z][\w.\u2019'-]*(?:\s+(?:(?:al|de|van|von|bin|of)\s+)?[A-Z][\w.\u2019'-]*)*"
_NEAR = 60
_AGENT = re.compile(rf"^(?:\s+of\s+(?:the\s+)?{_NAME})?,?\s+(?P<who>{_NAME})")
_BEFORE = re.compile(rf"(?P<who>{_NAME}),\s+(?:\w+\s+){{0,3}}(?:co-)?$")
_OWNER = re.compile(rf"(?P<who>{_NAME})[\u2019']s?\s+(?:\w+\s+)?$")
_FIGURE = re.compile(r"[$\u20ac\u00a3]?\b\d[\d.,]*(?:[- ]?(?:fold|percent|per cent|%|points?|times|million|billion))?")
_OFTEN = re.compile(
    r"\b(?:every (?:\d+ |other |few )?\w+|(?:once|twice|\w+ times)(?: (?:a|per|every|each) \w+)?|daily|weekly|monthly|yearly)\b",
    re.I,
)
_SUBORDINATE = re.compile(r"\b(?:when|since|as|following)\b[^.;]+", re.I)


def told(
    question: Question, matcher: Matcher, inside: list[Row], related: list[Row], figures: list[Row], fit: float
) -> Iterator[Candidate]:
    """The part of a sentence that a question's kind asks for, with the sentence."""
    kind = question.kind
    if kind in ("number", "amount"):
        yield from _number(question, matcher, inside, related, figures, fit)
        return
    claims = related or inside
    if not claims:
        return
    lead = claims[0]
    if kind == "when":
        if time := _time(claims) or _time(inside):
            yield led(time, lead, fit)
    elif kind == "why":
        reason = reason_in(lead["quote"])
        if not reason and (clause := _SUBORDINATE.search(lead["quote"])):
            reason, fit = clause[0].rstrip('."\u201d '), fit * _BY_WORDS
        if reason:
            yield led(reason, lead, fit)
    elif kind in ("where", "who", "which", "duration"):
        yield from _term(question, matcher, inside, related, fit)
    elif kind == "whether":
        yield from _verdict(question, matcher, related, fit)
    else:
        yield Candidate(lead["quote"], lead, fit)


def led(answer: str, row: Row, fit: float) -> Candidate:
    """An answer before the sentence that it is taken from."""
    return Candidate(phrasing.capital(f"{answer}: {row['quote']}"), row, fit)


# ---------------------------------------------------------------------- numbers


def _number(
    question: Question, matcher: Matcher, inside: list[Row], related: list[Row], figures: list[Row], fit: float
) -> Iterator[Candidate]:
    told = False
    for row in figures:
        counted = numbers.counted(question, row) or _counts_of(question.counted, row)
        if counted and _is_about(question, matcher, row):
            own = next(
                (claim for claim in inside if claim["claim"] == row["claim"]), next(iter(related or inside), None)
            )
            sources = tuple(own["sources"]) if own else numbers.document_source(matcher.rows, row)
            text = f"{phrasing.number(row)}: {row['quote']}"
            yield Candidate(phrasing.capital(text), row, fit * counted, sources)
            told = True
    if told or question.kind != "amount":
        return
    if question.dimension == "old" and inside and (age := _age(question, matcher, inside[0]["quote"])):
        yield led(age, inside[0], fit)
    elif question.dimension == "often" and inside and (often := _OFTEN.search(inside[0]["quote"])):
        yield led(often[0], inside[0], fit)
    elif not question.dimension:
        for claim in related:
            terms = " ".join(term["text"] for term in (claim["object"], *claim["arguments"]) if term)
            if not question.counted and (found := _figure_of(terms, claim["quote"])):
                yield led(found, claim, fit)


def _figure_of(terms: str, sentence: str) -> str:
    """The figure among some terms, as their sentence has it: "18-fold"."""
    found = _FIGURE.search(terms)
    whole = found and next((m[0] for m in _FIGURE.finditer(sentence) if m[0].startswith(found[0])), None)
    return whole or ""


def _counts_of(counted: Slot, row: Row) -> float:
    """Whether a number counts one of the things asked for, and its sentence has the rest."""
    measured = {token.low for token in tokens(row["measure"]["text"]) if not token.low[:1].isdigit()}
    others = all(key(low) & bag(row["quote"]) for low in counted.words)
    mine = (
        len(counted.words) > 1 and measured and all(any(key(low) & key(o) for o in counted.words) for low in measured)
    )
    return _OF_THESE if mine and others else 0.0


def _is_about(question: Question, matcher: Matcher, row: Row) -> bool:
    """Whether a number can be about whom the question asks: nobody else is named, and it tells of the deed asked for."""
    about, slot = row["about"], question.subject
    free = (
        about is None
        or matcher.term(slot, about, row["document"]) > 0
        or stands_alone(about["text"], slot.ids, matcher)
    )
    here = all(matcher.named(ids, row["quote"]) or matcher.in_sentence(ids, row) for ids in slot.ids)
    if slot.ids and not free and (not here or matcher.names.is_name(about["id"])):
        return False
    bare = not question.counted.tokens and not question.dimension and not question.light
    near = f"{row['relation'] or ''} {row['measure']['text']}"
    return not bare or any(same_relation(token.low, question.verb) for token in tokens(near))


def _age(question: Question, matcher: Matcher, sentence: str) -> str:
    """The age that stands after a name as in news: "Ana Li, 56, said"."""
    for row in matcher.names.of(iri for ids in question.subject.ids for iri in ids):
        for name in (row["label"], *row["aliases"]):
            if found := re.search(rf"\b{re.escape(name)}, (\d{{1,3}})(?=[,.;)]| [\u2010-\u2015-])", sentence):
                return found[1]
    return ""


# ---------------------------------------------------------------------- terms and times


def _term(
    question: Question, matcher: Matcher, inside: list[Row], related: list[Row], fit: float
) -> Iterator[Candidate]:
    """Who, where or which: a term of a claim, else what the words of the sentence show."""
    kind = question.kind
    looked = inside if kind == "where" or (kind == "which" and related) else related
    found = False
    for claim, term in _terms(question, matcher, looked):
        found = True
        yield led(phrasing.with_name_beside(term, claim), claim, fit)
    if not found:
        yield from _by_words(question, matcher, inside, related, fit)


def _by_words(
    question: Question, matcher: Matcher, inside: list[Row], related: list[Row], fit: float
) -> Iterator[Candidate]:
    """Who, where or which, where only the words of the sentence show it."""
    kind, lead = question.kind, (related or inside)[0]
    if kind == "where":
        for place in places_in(lead["quote"]):
            if not _names_asked(question, matcher, place):
                yield led(place, lead, fit * _BY_WORDS)
    elif kind == "who":
        agents = list(agents_in(lead["quote"], question.verb))
        fitting = [
            who
            for who, near in agents
            if not _names_asked(question, matcher, who)
            and all(matcher.named(ids, near) or not matcher.named(ids, lead["quote"]) for ids in question.other.ids)
        ]
        yield from (led(agent, lead, fit * _BY_WORDS) for agent in fitting)
        for claim, term in _terms(question, matcher, inside) if not agents and not related else ():
            if term is claim["subject"] and term["type"] == "person" and matcher.names.is_name(term["id"]):
                yield led(" ".join(term["text"].split()), claim, fit * _WHOLE)
    elif kind == "which" and question.counted.words:
        if key(question.counted.words[-1]) & bag(lead["quote"]):
            yield Candidate(lead["quote"], lead, fit * _WHOLE)
        for claim in related if question.towards else ():
            if claim["relation"]["label"].endswith(f" {question.towards}") and claim["object"]:
                yield led(claim["object"]["text"], claim, fit * _BY_WORDS)


def agents_in(sentence: str, verb: str) -> Iterator[tuple[str, str]]:
    """Who does what a verb says by the words of a sentence, where no claim says it, with the words that can say to what.

    >>> [who for who, _ in agents_in("Nets are old, and their use by Norland, as they say, too.", "use")]
    ['Norland']
    >>> [who for who, _ in agents_in("It was clear from moderator Ana Li's question.", "moderate")]
    ['Ana Li']
    """
    ends = words("questions", "prepositions", "words") - {"of"}
    for match in _WORD.finditer(sentence):
        before, after = sentence[: match.start()], sentence[match.end() :]
        if not is_doing(match[0].lower(), verb):
            continue
        if by := _BY.match(after):
            found = by["who"].split()
            end = next((k for k, word in enumerate(found) if k and word.lower() in ends), len(found))
            yield " ".join(found[:end]), sentence
        elif match[0].endswith(_AGENTS) and (name := _AGENT.match(after) or _BEFORE.search(before)):
            of = after[: name.start("who")] if name.re is _AGENT else after[:_NEAR]
            yield re.sub(r"[\u2019']s?$", "", name["who"]), f"{before[-_NEAR:]}{of}"
        elif owner := _OWNER.search(before):
            yield owner["who"], sentence


def _verdict(question: Question, matcher: Matcher, related: list[Row], fit: float) -> Iterator[Candidate]:
    """The sentence as a yes or no, by a claim of it that is about the deed, and of the one asked about or of "it"."""
    for claim in related:
        its = not question.subject or matcher.subject(claim) or matcher.is_pronoun(claim["subject"])
        if its and claim["modality"] == "actual":
            no = claim["polarity"] == "negated"
            yield Candidate(
                f"{'No' if no else 'Yes'}: {claim['quote']}", claim, fit, verdict="against" if no else "for"
            )


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
            if term is claim["object"] and _is_said(claim):
                continue
            seen.add((term["start"], term["end"]))
            fits = {
                "where": term["type"] in places,
                "who": term["type"] in _PERSONS,
                "which": bool(is_a(question.counted, term, matcher) or _called(question, term, claims)),
                "duration": is_length(term),
            }
            if fits[question.kind]:
                yield claim, term


def _is_said(claim: Row) -> bool:
    """Whether a claim's object is what somebody says, a clause and no thing."""
    return (
        not roots("speech").isdisjoint(root(low) for low in relation_words(claim["relation"]))
        and " " in claim["object"]["text"]
    )


def _called(question: Question, term: Row, claims: list[Row]) -> bool:
    """Whether a claim beside says that a term is what the question asks for: "Ana Li is captain"."""
    said = (claim for claim in claims if claim["object"] and claim["relation"]["label"] == "be")
    asked = key(question.counted.words[-1]) if question.counted.words else frozenset()
    return any(claim["subject"]["start"] == term["start"] and asked & bag(claim["object"]["text"]) for claim in said)


def _is_asked(question: Question, matcher: Matcher, term: Row) -> bool:
    slots = (question.subject, question.other)
    return any(matcher.term(slot, term, "") for slot in slots) or _names_asked(question, matcher, term["text"])


def _names_asked(question: Question, matcher: Matcher, text: str) -> bool:
    """Whether a text has a name of the question, or is only words of it."""
    slots = (question.subject, question.other)
    named = any(matcher.named(ids, text) for slot in slots for ids in slot.ids)
    return named or any(not slot.ids and covers(slot, bag(text)) for slot in slots if slot)
