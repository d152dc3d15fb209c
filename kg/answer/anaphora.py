"""What a pronoun or "the operation" may stand for, where the graph doesn't say: what the text names shortly before."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

from kg.answer import periods
from kg.answer.matching import Matcher, bag
from kg.answer.question import roots
from kg.answer.roles import front
from kg.answer.words import root, tokens
from kg.lexicon import table

Row = dict[str, Any]

#: What stands only in the text shortly before, so many code points.
BEFORE = 0.7
_NEAR = 400
#: What the text begins with is what it is about.
_TOPIC = 0.6
_OPENING = 250
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_PRONOUNS = frozenset({"he", "she", "him", "her", "his", "it", "its", "they", "their", "them", "we"})


def stood_for(ids: tuple[str, ...], row: Row, matcher: Matcher) -> float:
    """Whether a pronoun, or "the operation", can stand for an entity: named shortly before, or where the text begins."""
    if not anaphoric(row["quote"], [ids], matcher):
        return 0.0
    if matcher.named(ids, matcher.rows.text(row["document"])[:_OPENING]):
        return _TOPIC
    often = sum(len(matcher.rows.mentions(iri, row["document"])) for iri in ids) > 1
    return BEFORE if often and mentioned_before(ids, row, matcher) else 0.0


def anaphoric(text: str, groups: Iterable[tuple[str, ...]], matcher: Matcher) -> bool:
    """Whether a text has a pronoun, or a noun for entities of such types after "the": "the operation", "this raid"."""
    return any(token.low in _PRONOUNS for token in tokens(text)) or _is_definite(text, groups, matcher)


def stands_alone(term: str, groups: Iterable[tuple[str, ...]], matcher: Matcher) -> bool:
    """Whether a term is a pronoun, or "the operation", and not what belongs to it: "his companies"."""
    said = front({"text": term})
    return said.lower() in _PRONOUNS or _is_definite(said, groups, matcher)


def _is_definite(text: str, groups: Iterable[tuple[str, ...]], matcher: Matcher) -> bool:
    types = {known["type"] for ids in groups for known in matcher.names.of(ids[:1])}
    nouns = {root(noun) for kind in types for noun in table("questions")["types"].get(kind, ())} | roots("kinds")
    pairs = pairwise(token.low for token in tokens(text))
    return any(before in ("the", "this", "these") and root(low) in nouns for before, low in pairs)


def mentioned_before(ids: tuple[str, ...], row: Row, matcher: Matcher) -> bool:
    """Whether an entity is mentioned shortly before a sentence."""
    places = (place for iri in ids for place in matcher.rows.mentions(iri, row["document"]))
    return any(row["start"] - _NEAR <= first and last <= row["start"] for first, last in places)


def time_before(claims: Sequence[Row], doing: Iterable[Row], matcher: Matcher) -> float:
    """Whether the last time that the text shortly before a sentence with some claims states is one asked for, where the sentence states
    none and those of the deed go on about whom the question asks about: "She spoke in Norville", "That month, she left".
    """
    first = claims[0]
    timed = any(claim["time"] and claim["time"]["start"] for claim in claims) or any(periods.stated(first["quote"]))
    asked = matcher.question.subject
    if timed or not any(
        matcher.is_pronoun(claim["subject"]) and (not asked or matcher.subject(claim)) for claim in doing
    ):
        return 0.0
    text = matcher.rows.text(first["document"])[max(0, first["start"] - _NEAR) : first["start"]]
    last = next((part for part in reversed(_SENTENCE_END.split(text)) if any(periods.stated(part))), "")
    return BEFORE * matcher.time({**first, "time": None, "quote": last})


def text_before(row: Row, matcher: Matcher) -> frozenset[str]:
    """The words of the text shortly before a sentence."""
    text = matcher.rows.text(row["document"])
    return bag(text[max(0, row["start"] - _NEAR) : row["start"]])
