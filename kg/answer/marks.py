"""What a sentence has of a question, and what it lacks: the marks from which `kg.answer.closest` tells how likely it answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from kg.answer import numbers
from kg.answer.anaphora import mentioned_before, stood_for, text_before
from kg.answer.matching import Matcher, bag, key
from kg.answer.parts import doing_in
from kg.answer.question import Question
from kg.answer.words import kin, kindred, root, tokens
from kg.lexicon import table

Row = dict[str, Any]
Marks = dict[str, float]

#: Kinds of questions of which some are answered by a sentence more easily than others.
_KINDS = ("number", "amount", "who", "speaker", "when", "where", "why", "whether", "said", "which", "what", "how")
#: A name tells as much as a word this rare.
_NAME = 5.0


def rarity(low: str) -> float:
    """How much a word tells: the logarithm of how rare it is in news."""
    known: dict[str, float] = table("closest")["rarity"]
    return known.get(root(low), known[""])


def asked_words(question: Question) -> dict[str, float]:
    """The words that an answer should have, with their rarity."""
    slots = (question.subject, question.other, *(() if question.kind == "definition" else (question.counted,)))
    found = [low for slot in slots for low in slot.words]
    if question.verb and not question.light and not question.happens and question.verb != "locate":
        found.append(question.verb)
    return {low: rarity(low) for low in found}


def overlap(question: Question, matcher: Matcher, asked: Mapping[str, float], row: Row) -> float:
    """How much of the words and names of a question a sentence has, at first sight."""
    found = bag(row["quote"])
    names = sum(_is_here(ids, row, matcher) for ids in question.names)
    return sum(rare for low, rare in asked.items() if kindred(low) & found) + _NAME * names


def marks(
    question: Question,
    matcher: Matcher,
    asked: Mapping[str, float],
    row: Row,
    inside: list[Row],
    figures: list[Row],
    told: str | None,
) -> Marks:
    """The marks of one sentence: a row of it, its claims and numbers, and the part that the question's kind asks for."""
    names, noun = question.names, question.counted.words[-1:]
    total = sum(asked.values()) or 1.0
    title = str(matcher.rows.document(row["document"]).get("title") or "")
    found, near = bag(row["quote"]), bag(title) | text_before(row, matcher)
    same = {low for low in asked if key(low) & found}
    alike = {low for low in asked if (kindred(low) | key(low)) & found}
    beside = {low for low in asked if key(low) & near} - alike
    lacking = [rare * (0.5 if low in beside else 1.0) for low, rare in asked.items() if low not in alike]
    here = [ids for ids in names if _is_here(ids, row, matcher)]
    stood = [ids for ids in names if ids not in here and stood_for(ids, row, matcher)]
    known = [
        ids
        for ids in names
        if ids not in here and ids not in stood and (matcher.named(ids, title) or mentioned_before(ids, row, matcher))
    ]
    capitals = {low for slot in question.slots for low in slot.capitals}
    doing = doing_in(question, inside)
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
        "missing names": float(len(names) - len(here) - len(stood) - len(known)),
        "missing capitals": float(sum(low not in alike and low not in beside for low in capitals & asked.keys())),
        "one claim": max((_share(claim, asked) for claim in inside), default=0.0) / total,
        "verb": float(bool(doing)) if question.verb in asked else 0.5,
        "deed": float(question.verb not in asked or question.verb in alike),
        "other subject": float(bool(question.subject) and not acting and not _open(inside, matcher)),
        "subject": acting if question.subject else 0.5,
        "noun": float(bool(key(noun[0]) & found)) if noun else 0.5,
        "counts": max((numbers.counted(question, figure) for figure in figures), default=0.0),
        "close together": _density(asked, row["quote"]),
        "tells": float(told is not None),
        "tells a part": float(bool(told)),
        **{f"asks {kind}": float(question.kind == kind) for kind in _KINDS},
    }


def compared(found: list[Marks], scores: list[float], best: float) -> None:
    """Add to the marks of all sentences how they stand beside each other, and how well their claims answer: `scores` of
    each, and the best of all answers.
    """
    more = [mark["words"] - mark["lacking"] for mark in found]
    first, second, *_ = [*sorted(more, reverse=True), 0.0, 0.0]
    for mark, much, score in zip(found, more, scores, strict=True):
        mark["behind"] = first - much
        mark["ahead"] = max(much - second, 0.0) if len(more) > 1 else 0.0
        mark["answers"] = score
        mark["answers at all"] = float(score > 0)
        mark["answers best"] = float(0 < score == best)
        mark["others answer"] = 0.0 if score else best


def _is_here(ids: tuple[str, ...], row: Row, matcher: Matcher) -> bool:
    return matcher.named(ids, row["quote"]) or matcher.in_sentence(ids, row)


def _terms(claim: Row) -> list[Row]:
    return [term for term in (claim["subject"], claim["object"], *claim["arguments"]) if term]


def _share(claim: Row, asked: Mapping[str, float]) -> float:
    terms = " ".join(term["text"] for term in _terms(claim))
    found = bag(f"{terms} {claim['relation']['label']} {claim['relation']['text']}")
    return sum(rare for low, rare in asked.items() if kindred(low) & found)


def _open(inside: Iterable[Row], matcher: Matcher) -> bool:
    """Whether it may be about anybody: a claim's subject is a pronoun."""
    return any(matcher.is_pronoun(claim["subject"]) for claim in inside)


def _density(asked: Iterable[str], quote: str) -> float:
    """How close together the words asked for stand: those that a sentence has, to the length of the shortest stretch with
    all of them; nothing for one alone.
    """
    places: dict[str, list[int]] = {}
    for at, token in enumerate(tokens(quote)):
        for low in asked:
            if (kindred(low) | key(low)) & {token.root, kin(token.low)}:
                places.setdefault(low, []).append(at)
    return len(places) / _shortest(places) if len(places) > 1 else 0.0


def _shortest(places: Mapping[str, list[int]]) -> int:
    """The length of the shortest stretch with one place of each."""
    ordered = sorted((at, low) for low, found in places.items() for at in found)
    best, start = ordered[-1][0] + 1, 0
    inside: dict[str, int] = {}
    for at, low in ordered:
        inside[low] = inside.get(low, 0) + 1
        while len(inside) == len(places):
            first, lost = ordered[start]
            best = min(best, at - first + 1)
            inside[lost] -= 1
            if not inside[lost]:
                del inside[lost]
            start += 1
    return best
