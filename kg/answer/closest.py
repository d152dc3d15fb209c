"""The sentence closest to a question, where no claim answers it and no sentence has all of its words.

A question is rarely asked in the words of a text. Here a sentence may lack some, and what it has of the question is weighed: rare
words more than common ones, names most. The weights are learned from questions with known answers (`bench/closest.py`); they
give the chance that the sentence holds the answer. Whatever the chance, it must have what the question's kind asks for,
a number, a time, a place, somebody; and where a name of the question is missing, the chance must be high.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kg.answer import numbers, passages, periods, phrasing
from kg.answer.anaphora import mentioned_before, stood_for, text_before
from kg.answer.candidates import LEAST, Candidate
from kg.answer.circumstances import places_in, reason_in
from kg.answer.matching import Matcher, acting_in, bag, key, relation_words, undergoing_in
from kg.answer.question import Kind, Question, Slot, roots
from kg.answer.words import is_doing, kindred, root
from kg.lexicon import table, words

Row = dict[str, Any]
Marks = dict[str, float]
Place = tuple[str, int, int]

#: Kinds that ask for what the graph has or hasn't: relations between entities, durations.
_NEVER: frozenset[Kind] = frozenset({"units", "parents", "connection", "duration"})
#: So many sentences, by their words and names alone, are looked at more closely.
_CLOSE = 30
#: The least chance that is an answer.
_LEAST = 0.2
#: A sentence comes before one that answers, but not well, where it is likelier by so much.
_LIKELIER = 0.4
#: The least chance where a name of the question is missing.
_WITHOUT = 0.65
#: What certainty would score above the least that is an answer: less than claims do.
_SCORE = 0.4
#: Yes and no are only said of all that is asked: so much of the words, the rarer the more.
_ALL = 0.8
_PERSONS = frozenset({"person", "agency", "unit", "group", "operation", "document"})


@dataclass(frozen=True, slots=True)
class Close:
    """A sentence that comes close: a row of it, its claims, what it has of the question, and what it tells."""

    row: Row
    inside: list[Row]
    marks: Marks
    told: str | None

    @property
    def place(self) -> Place:
        """The document, and the first and last code point."""
        return _place_of(self.row)

    @property
    def chance(self) -> float:
        """How likely it holds the answer."""
        weights = table("closest")["weights"]
        return 1 / (1 + math.exp(-weights["always"] - sum(weights[name] * value for name, value in self.marks.items())))


def sentences(
    question: Question, matcher: Matcher, pool: Iterable[Row], figures: Iterable[Row], found: Collection[Candidate] = ()
) -> Iterator[Candidate]:
    """The sentences among the rows of a pool that can hold the answer, with what they tell; where answers were found,
    those that are much likelier than the sentence of the best, which come before it.
    """
    best = max(found, key=lambda candidate: candidate.score, default=None)
    closest = list(looked_at(question, matcher, pool, figures))
    least = _LEAST
    if best:
        least = _LIKELIER + max((close.chance for close in closest if close.place == _place_of(best.row)), default=0.0)
    for close in closest:
        missing = close.marks["missing names"] + close.marks["missing capitals"]
        if close.chance < max(least, _WITHOUT if missing else 0.0) or (best and close.marks["names here"] < 1):
            continue
        if question.kind == "whether" and close.marks["alike"] < _ALL:
            continue
        row, inside, doing = close.row, close.inside, _doing(question, close.inside)
        if close.told is None or (doing and all(_of_another(question, matcher, claim) for claim in doing)):
            continue
        if not passages.limits(matcher, inside, row):
            continue
        text = phrasing.capital(f"{close.told}: {row['quote']}" if close.told else row["quote"])
        lead = max(inside, key=lambda claim: len(claim["sources"]), default=row)  # all who speak in it
        sources = () if inside else numbers.document_source(matcher.rows, row)
        verdict = {"Yes": "for", "No": "against"}.get(close.told) if question.kind == "whether" else None
        score = LEAST + _SCORE * close.chance
        yield Candidate(text, lead, max(score, best.score + score / 100) if best else score, sources, verdict=verdict)


def looked_at(question: Question, matcher: Matcher, pool: Iterable[Row], figures: Iterable[Row]) -> Iterator[Close]:
    """The sentences with most words and names of a question."""
    if question.kind in _NEVER:
        return
    figures = list(figures)
    places: dict[Place, Row] = {}
    for row in (*pool, *figures):
        places.setdefault(_place_of(row), row)
    asked = _asked(question)
    ranked = sorted(places, key=lambda place: (-_overlap(question, matcher, asked, places[place]), place))
    for place in ranked[:_CLOSE]:
        row, inside = places[place], matcher.rows.sentence(*place)
        here = [figure for figure in figures if _place_of(figure) == place]
        told = _told(question, matcher, row["quote"], inside, here)
        found = _marks(question, matcher, asked, row, inside)
        found["counts"] = max((numbers.counted(question, figure) for figure in here), default=0.0)
        found["tells"] = float(told is not None)
        yield Close(row, inside, found, told)


def rarity(low: str) -> float:
    """How much a word tells: the logarithm of how rare it is in news."""
    known: dict[str, float] = table("closest")["rarity"]
    return known.get(root(low), known[""])


def _place_of(row: Row) -> Place:
    return row["document"], row["start"], row["end"]


def _asked(question: Question) -> dict[str, float]:
    """The words that an answer should have, with their rarity."""
    slots = (question.subject, question.other, *(() if question.kind == "definition" else (question.counted,)))
    found = [low for slot in slots for low in slot.words]
    if question.verb and not question.light and not question.happens and question.verb != "locate":
        found.append(question.verb)
    return {low: rarity(low) for low in found}


def _names(question: Question) -> list[tuple[str, ...]]:
    return [ids for slot in (question.subject, question.other, question.counted) for ids in slot.ids]


def _overlap(question: Question, matcher: Matcher, asked: Mapping[str, float], row: Row) -> float:
    found, names = bag(row["quote"]), _names(question)
    share = sum(rare for low, rare in asked.items() if kindred(low) & found) / (sum(asked.values()) or 1.0)
    return share + sum(_is_here(ids, row, matcher) for ids in names) / (len(names) or 1)


def _is_here(ids: tuple[str, ...], row: Row, matcher: Matcher) -> bool:
    return matcher.named(ids, row["quote"]) or matcher.in_sentence(ids, row)


def _marks(question: Question, matcher: Matcher, asked: Mapping[str, float], row: Row, inside: list[Row]) -> Marks:
    """What a sentence has of a question, and what it lacks."""
    names, noun = _names(question), question.counted.words[-1:]
    total = sum(asked.values()) or 1.0
    title = str(matcher.rows.document(row["document"]).get("title") or "")
    found, near = bag(row["quote"]), bag(title) | text_before(row, matcher)
    same = {low for low in asked if key(low) & found}
    alike = {low for low in asked if (kindred(low) | key(low)) & found}
    beside = {low for low in asked if key(low) & near} - alike
    lacking = [rare * (0.5 if low in beside else 1.0) for low, rare in asked.items() if low not in alike]
    here = [ids for ids in names if _is_here(ids, row, matcher)]
    stood = [ids for ids in names if ids not in here and stood_for(ids, row, matcher)]
    told = [
        ids
        for ids in names
        if ids not in here and ids not in stood and (matcher.named(ids, title) or mentioned_before(ids, row, matcher))
    ]
    capitals = {low for slot in question.slots for low in slot.capitals}
    acting = max((matcher.subject(claim) for claim in inside), default=0.0)
    return {
        "same": sum(asked[low] for low in same) / total,
        "alike": sum(asked[low] for low in alike) / total,
        "words": sum(asked[low] for low in alike),
        "asked": total,
        "lacking": sum(lacking),
        "lacking most": max(lacking, default=0.0),
        "names": float(len(names)),
        "names here": len(here) / len(names) if names else 1.0,
        "names stood for": float(len(here) + len(stood) == len(names)),
        "missing names": float(len(names) - len(here) - len(stood) - len(told)),
        "missing capitals": float(sum(low not in alike and low not in beside for low in capitals & asked.keys())),
        "one claim": max((_share(claim, asked) for claim in inside), default=0.0) / total,
        "verb": float(bool(_doing(question, inside))) if question.verb in asked else 0.5,
        "other subject": float(bool(question.subject) and not acting and not _open(inside, matcher)),
        "subject": acting if question.subject else 0.5,
        "number": float(question.kind in ("number", "amount")),
        "noun": float(bool(key(noun[0]) & found)) if noun else 0.5,
    }


def _doing(question: Question, inside: Iterable[Row]) -> list[Row]:
    """The claims of the deed that is asked for."""
    verb = question.verb
    if not verb or question.light or question.happens:
        return []
    return [claim for claim in inside if any(is_doing(low, verb) for low in relation_words(claim["relation"]))]


def _of_another(question: Question, matcher: Matcher, claim: Row) -> bool:
    """Whether a claim names somebody else than the question as the one who does what is asked for, or to whom it is done."""
    acting, subject = acting_in(claim), question.subject
    by = bool(subject.ids and acting) and all(passages.another(subject, term, claim, matcher) for term in acting)
    return by or _is_another(question.patient, undergoing_in(claim), matcher)


def _is_another(slot: Slot, term: Row | None, matcher: Matcher) -> bool:
    """Whether a term is a name, and none of those of a slot."""
    if not slot.ids or term is None or not matcher.names.is_name(term["id"]):
        return False
    return not any(term["id"] in ids or matcher.named(ids, term["text"]) for ids in slot.ids)


def _share(claim: Row, asked: Mapping[str, float]) -> float:
    terms = " ".join(term["text"] for term in (claim["subject"], claim["object"], *claim["arguments"]) if term)
    found = bag(f"{terms} {claim['relation']['label']} {claim['relation']['text']}")
    return sum(rare for low, rare in asked.items() if kindred(low) & found)


def _open(inside: Iterable[Row], matcher: Matcher) -> bool:
    """Whether it may be about anybody: a claim's subject is a pronoun."""
    return any(matcher.is_pronoun(claim["subject"]) for claim in inside)


# ---------------------------------------------------------------------- what it tells


def _told(question: Question, matcher: Matcher, quote: str, inside: list[Row], figures: list[Row]) -> str | None:
    """The part of a sentence that the question's kind asks for; None where it has none, nothing where all of it is."""
    kind = question.kind
    if kind in ("number", "amount"):
        found = _figure(question, matcher, quote, figures)
    elif kind in ("who", "speaker", "role"):
        found = _somebody(question, matcher, inside)
    elif kind == "when":
        found = _time(question, quote, inside)
    elif kind == "where":
        found = _somewhere(question, matcher, quote, inside)
    elif kind == "why":
        found = reason_in(quote)
    elif kind == "whether":
        found = _verdict(question, matcher, inside)
    elif kind == "said":
        does = any(_acts(matcher, claim) for claim in _doing(question, inside))  # "what will X emphasise"
        return "" if does or _is_voiced(question, matcher, inside) else None
    else:
        return ""
    return found or None


def _time(question: Question, quote: str, inside: list[Row]) -> str:
    """The time of the deed asked for, else the one time that a sentence with a word for the deed states."""
    if not (question.light or question.happens or kindred(question.verb) & bag(quote)):
        return ""
    timed = [claim["time"]["text"] for claim in _doing(question, inside) if claim["time"]]
    stated = {claim["time"]["text"] for claim in inside if claim["time"]} or {p.text for p in periods.stated(quote)}
    return timed[0] if timed else stated.pop() if len(stated) == 1 else ""


def _figure(question: Question, matcher: Matcher, quote: str, figures: list[Row]) -> str:
    """The number asked for: one that counts the thing asked for; any, where the sentence calls that otherwise."""
    figures = [figure for figure in figures if not _is_another(question.subject, figure["about"], matcher)]
    if root(question.verb) in roots("paying") and not question.counted and not question.dimension:
        figures = [figure for figure in figures if numbers.is_of_money(figure)]
    fitting = [figure for figure in figures if numbers.counted(question, figure)]
    if not fitting and question.counted.words and not question.dimension:
        noun = question.counted.words[-1]
        of_money = [figure for figure in figures if question.kind == "amount" and numbers.is_of_money(figure)]
        fitting = of_money if kindred(noun) & bag(quote) or numbers.is_money(noun) else figures
    asked = bag(question.text)
    return next((text for figure in fitting if not bag(text := phrasing.number(figure)) <= asked), "")


def _somebody(question: Question, matcher: Matcher, inside: list[Row]) -> str:
    """Somebody whom the question doesn't name: first who does what it asks for, or says it."""
    doing = _doing(question, inside)
    acting = [term for claim in doing for term in acting_in(claim)]
    voices = [source["label"] for claim in inside for source in claim["sources"][:1] if source["cue"]]
    if question.kind == "who" and doing and not acting:  # "it was founded in 1988" names nobody
        return ""
    terms = [
        term["text"]
        for term in (*acting, *_terms(inside))
        if term["type"] in _PERSONS and (question.kind != "role" or matcher.names.is_name(term["id"]))
    ]
    named = (*voices, *terms) if question.kind == "speaker" else terms
    pronouns = words("questions", "pronouns", "words")
    found = (" ".join(text.split()) for text in named if not _is_asked(question, matcher, text))
    return next((text for text in found if text.lower() not in pronouns), "")


def _somewhere(question: Question, matcher: Matcher, quote: str, inside: list[Row]) -> str:
    types, roles = words("questions", "where", "types"), words("questions", "where", "roles")
    named = (term["text"] for term in _terms(inside) if term["type"] in types)
    beside = (
        f"{term['role']} {term['text']}" for claim in inside for term in claim["arguments"] if term["role"] in roles
    )
    found = (text for text in (*named, *places_in(quote), *beside) if not _is_asked(question, matcher, text))
    return " ".join(next((text for text in found if not any(periods.stated(text))), "").split())


def _verdict(question: Question, matcher: Matcher, inside: list[Row]) -> str:
    """Yes or no, where claims that the one asked about does what is asked for say so as a fact."""
    by_noun = question.light or question.happens or root(question.verb) in roots("deeds")  # "provide support"
    claims = inside if by_noun else _doing(question, inside)
    about = [claim for claim in claims if not question.subject or _acts(matcher, claim)]
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
    return bag(text) <= bag(question.text) or any(matcher.named(ids, text) for ids in _names(question))
