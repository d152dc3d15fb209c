"""The part of a sentence that the kind of a question asks for: a number, a time, a place, somebody, a reason, yes or no."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from kg.answer import numbers, periods, phrasing
from kg.answer.circumstances import length_in, places_in, reason_in
from kg.answer.matching import Matcher, bag, key
from kg.answer.question import Question, Slot, roots
from kg.answer.roles import acting_in, front, relation_words, undergoing_in
from kg.answer.words import content, is_doing, kin, kindred, root, same_relation, tokens
from kg.lexicon import words

Row = dict[str, Any]

#: How often something was done.
_TIMES = re.compile(r"\b(?:once|twice|thrice|(?:\w+|\d+(?:st|nd|rd|th)?) times?)\b", re.I)
#: Where a sentence goes on with something else.
_ASIDE = re.compile(r"\s[-\u2013\u2014]\s|[\u2014;:]|,\s(?:where|which)\s")
_PERSONS = frozenset({"person", "agency", "unit", "group", "operation", "document"})


def told(question: Question, matcher: Matcher, quote: str, inside: list[Row], figures: list[Row]) -> str | None:
    """The part of a sentence that the question's kind asks for; None where it has none, nothing where all of it is."""
    kind = question.kind
    if kind in ("number", "amount"):
        found = _figure(question, matcher, quote, figures)
    elif kind in ("who", "speaker", "role"):
        found = _somebody(question, matcher, inside)
    elif kind == "when":
        found = _time(question, quote, inside)
    elif kind == "duration":
        found = length_in(quote)
    elif kind == "where":
        found = _somewhere(question, matcher, quote, inside)
    elif kind == "why":
        found = reason_in(quote)
        causes = words("questions", "causes", "words") & {token.low for token in tokens(quote)}
        if not found and (causes or _ASIDE.search(quote)):
            return ""  # "the storm led to the closure", "the bay was left out - its boats are old"
    elif kind == "whether":
        found = _verdict(question, matcher, inside)
    elif kind == "said":
        does = any(_acts(matcher, claim) for claim in doing_in(question, inside))  # "what will X emphasise"
        return "" if does or _is_voiced(question, matcher, inside) else None
    elif root(question.verb) in roots("calling"):  # what one calls something one says
        return "" if doing_in(question, inside) or _is_voiced(question, matcher, inside) else None
    else:
        return ""
    return found or None


def _time(question: Question, quote: str, inside: list[Row]) -> str:
    """The time of the deed asked for, resolved or as it is called ("by the end of the year"), else the one time that its
    sentence states.
    """
    doing = doing_in(question, inside)
    timed = [claim["time"]["text"] for claim in doing if claim["time"]]
    stated = {claim["time"]["text"] for claim in inside if claim["time"]} or {p.text for p in periods.stated(quote)}
    if timed or len(stated) == 1:
        return str(timed[0] if timed else stated.pop())
    called = (term for claim in doing for term in claim["arguments"] if periods.names_time(term["text"]))
    return next((f"{term['role']} {term['text']}".strip() for term in called if term["role"] != "of"), "")


def _figure(question: Question, matcher: Matcher, quote: str, figures: list[Row]) -> str:
    """The number asked for: one that counts the thing asked for; any, where the sentence calls that otherwise."""
    figures = [
        figure
        for figure in figures
        if not is_another(question.subject, figure["about"], matcher)
        and not _is_of_another_kind(question.subject, figure)
    ]
    if root(question.verb) in roots("paying") and not question.counted and not question.dimension:
        figures = [figure for figure in figures if numbers.is_of_money(figure)]
    if question.kind == "number" and question.counted.words[-1:] == ("times",):
        return times[0] if (times := _TIMES.search(quote)) else ""
    if (
        question.kind == "amount" and not question.counted and not question.dimension
    ):  # "how much": nothing that is counted
        figures = [figure for figure in figures if not _is_count(figure)]
    fitting = [figure for figure in figures if numbers.counted(question, figure)]
    nouns = content(question.counted.tokens)[-1:]
    if question.dimension == "percentage":
        shares = [figure for figure in figures if figure["unit"] == "percentage"]
        fitting = fitting or [figure for figure in shares if nouns and nouns[0].root in bag(figure["measure"]["text"])]
    elif not fitting and nouns and not question.dimension:
        noun = nouns[0].low
        of_money = [figure for figure in figures if question.kind == "amount" and numbers.is_of_money(figure)]
        named = (
            [figure for figure in figures if kindred(low) & bag(f"{figure['measure']['text']} {figure['unit'] or ''}")]
            for low in (noun, *question.counted.words)  # "avocados" of "avocados eaten in Norland"
        )
        fitting = next(filter(None, named), []) or (
            of_money if kindred(noun) & bag(quote) or numbers.is_money(noun) else figures
        )
    asked = bag(question.text)
    return next((text for figure in fitting if not bag(text := phrasing.number(figure)) <= asked), "")


def _is_of_another_kind(slot: Slot, figure: Row) -> bool:
    """Whether a number measures the same of something else, which its sentence doesn't name: catches of cod, not "catches of herring"."""
    measure = figure["measure"]["text"]
    if " of " not in measure or " of " not in slot.text:
        return False
    missing = [low for low in slot.words if not (key(low) | kindred(low)) & bag(figure["quote"])]
    return bool(missing) and any(key(low) & bag(measure) for low in slot.words)


def _is_count(figure: Row) -> bool:
    """Whether a number counts things: "125 boats", but not "12 percent" or "3 tons"."""
    unit = figure["unit"] or ""
    return bool(unit) and not numbers.is_of_money(figure) and bag(unit) == bag(figure["measure"]["text"])


def _somebody(question: Question, matcher: Matcher, inside: list[Row]) -> str:
    """Somebody whom the question doesn't name: first who does, or undergoes, what it asks for, or says it."""
    doing = doing_in(question, inside)
    meant = [(claim, term) for claim in doing for term in _meant(question, claim)]
    voices = [source["label"] for claim in inside for source in claim["sources"][:1] if source["cue"]]
    if question.kind == "who" and doing and not meant:  # "it was founded in 1988" names nobody
        return ""
    terms = [
        phrasing.with_name_beside(term, claim).rstrip(",")
        for claim, term in (*meant, *((c, term) for c in inside for term in _terms([c]) if term["type"] in _PERSONS))
        if question.kind != "role" or matcher.names.is_name(term["id"])
    ]
    named = (*voices, *terms) if question.kind == "speaker" else terms
    pronouns = words("questions", "pronouns", "words")
    found = (" ".join(text.split()) for text in named if not _is_asked(question, matcher, text))
    return next((text for text in found if text.lower() not in pronouns), "")


def _meant(question: Question, claim: Row) -> list[Row]:
    """Who is asked for in a claim of the deed: who acts, or in "who was arrested" who undergoes."""
    if question.passive and not question.subject:
        return [term for term in (undergoing_in(claim),) if term]
    return acting_in(claim)


def _somewhere(question: Question, matcher: Matcher, quote: str, inside: list[Row]) -> str:
    """A place: first where the deed asked for is done, then any named, then what stands behind a preposition of place."""
    types = words("questions", "where", "types")
    there = [(role, term) for claim in doing_in(question, inside) for role, term in _beside(claim)]
    anywhere = [(role, term) for claim in inside for role, term in _beside(claim)]
    named = (
        term["text"]
        for term in (*(t for _, t in there), *_terms(inside))
        if term["type"] in types and not matcher.is_pronoun(term)
    )
    beside = (f"{role} {term['text']}" for role, term in (*there, *anywhere))
    found = (text for text in (*named, *places_in(quote), *beside) if not _is_asked(question, matcher, text))
    return " ".join(next((text for text in found if not any(periods.stated(text))), "").split())


def _beside(claim: Row) -> Iterator[tuple[str, Row]]:
    """The terms of a claim behind a preposition of place, with that: "at the conference", of "spoke at" too."""
    roles = words("questions", "where", "roles")
    last = claim["relation"]["label"].rsplit(" ", 1)[-1]
    led = [(last, claim["object"])] if claim["object"] else []
    yield from ((role, term) for role, term in (*led, *((t["role"], t) for t in claim["arguments"])) if role in roles)


def _verdict(question: Question, matcher: Matcher, inside: list[Row]) -> str:
    """Yes or no, where claims that the one asked about does what is asked for, or nobody else by name, say so as a fact."""
    by_noun = question.light or question.happens or root(question.verb) in roots("deeds")  # "provide support"
    claims = inside if by_noun else doing_in(question, inside)
    about = [claim for claim in claims if not question.subject or _acts(matcher, claim)]
    if not about:  # it is done, or so, and of nobody else by name: "the new law" for "the new school law"
        last = question.other.words[-1:] if by_noun else ()
        about = [
            claim
            for claim in claims
            if (acting := acting_in(claim))
            and not any(is_another(question.subject, term, matcher) for term in acting)
            and (not by_noun or (last and claim["object"] and key(last[0]) & bag(claim["object"]["text"])))
        ]
    if not about or any(claim["modality"] != "actual" for claim in about):
        return ""
    return "No" if any(claim["polarity"] == "negated" for claim in about) else "Yes"


def _acts(matcher: Matcher, claim: Row) -> bool:
    """Whether the one asked about acts in a claim, or a pronoun does."""
    return matcher.subject(claim) > 0 or any(matcher.is_pronoun(term) for term in acting_in(claim))


def _is_voiced(question: Question, matcher: Matcher, inside: list[Row]) -> bool:
    """Whether a sentence is in the voice of the one asked about."""
    return any(matcher.source(question.subject, source) for claim in inside for source in claim["sources"])


def _terms(inside: Iterable[Row]) -> Iterator[Row]:
    for claim in inside:
        yield from (term for term in (claim["subject"], claim["object"], *claim["arguments"]) if term)


def _is_asked(question: Question, matcher: Matcher, text: str) -> bool:
    return bag(text) <= bag(question.text) or any(matcher.named(ids, text) for ids in question.names)


def doing_in(question: Question, inside: Iterable[Row]) -> list[Row]:
    """The claims of the deed that is asked for, by its verb or by its noun: "reached a settlement", "is under investigation"."""
    verb = question.verb
    if not verb or question.light or question.happens:
        return []
    return [
        claim
        for claim in inside
        if any(is_doing(low, verb) for low in relation_words(claim["relation"])) or _does_by_noun(claim, verb)
    ]


def _does_by_noun(claim: Row, verb: str) -> bool:
    """Whether a claim's object is the noun for a deed, behind a verb that leaves the deed to it."""
    label = claim["relation"]["label"]
    if claim["object"] is None or not (label.startswith("be ") or root(label) in roots("deeds")):
        return False
    noun = front(claim["object"]).rsplit(" ", 1)[-1].lower()
    return kin(noun) != root(noun) and same_relation(noun, verb)


def is_another(slot: Slot, term: Row | None, matcher: Matcher) -> bool:
    """Whether a term is a name, and none of those of a slot, nor one that shares a name with them: "Adviser Li" for "Ana Li"."""
    if not (slot.ids or slot.capitals) or term is None or not matcher.names.is_name(term["id"]):
        return False
    return not (
        any(term["id"] in ids or matcher.named(ids, term["text"]) for ids in slot.ids) or shares_name(slot, term)
    )


def shares_name(slot: Slot, term: Row) -> bool:
    """Whether the last word of a term's name is a name in a slot."""
    names = {token.root for token in slot.tokens if token.capital}
    last = [token for token in tokens(front(term)) if token.capital][-1:]
    return any(token.root in names for token in last)
