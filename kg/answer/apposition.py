"""Who or what somebody or something is by the words that stand beside a name: "the minister for the coast, Ida Roth", "Ida Roth, a
skipper,", "the ferry Silver Gull", "Silver Gull, a ferry".
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import Any

from kg.answer.candidates import Candidate
from kg.answer.matching import Matcher
from kg.answer.question import Question, roots
from kg.answer.words import root, tokens
from kg.lexicon import table, words

Row = dict[str, Any]

#: Words beside a name say less surely what it is than a claim does.
_BESIDE = 0.5
_PART = r"[^,;:.()\"\u201c\u201d\u2014]{3,90}"
_AGENT = re.compile(r"\w{4}(?:er|or|ist|ian|man)s?$")
_PREPOSITION = re.compile(r"\s(?:of|for|at|in|to|on|from|with)\s")
#: Where a description before a name begins: at the clause, or behind the word that leads to it, if not "envoy to Norland".
_CLAUSE = re.compile(r"\b(?:and|but|that|told|said|says|when|while|where|after|before)\s+", re.I)
_OPENING = re.compile(r"\b(?:by|with|from|to|as)\s+", re.I)


def described(question: Question, matcher: Matcher, rows: list[Row]) -> Iterator[Candidate]:
    """ "Who is X", "what is X": the description beside a name of X, as an answer for each sentence that has one."""
    ids = question.subject.ids[0] if len(question.subject.ids) == 1 and not question.subject.words else ()
    sentences = {(row["document"], row["start"]): row for row in reversed(rows)}
    for known in matcher.names.of(ids):
        person = known["type"] == "person"
        names = [name for name in (known["label"], *known["aliases"]) if " " in name or not person]
        for row in sentences.values():
            look = beside if person else thing_beside
            what = next((found for name in names if (found := look(name, row["quote"]))), "")
            if what:
                yield Candidate(f"{known['label']} is {what}", row, _BESIDE * matcher.scope(row))


def beside(name: str, sentence: str) -> str:
    """The description of somebody that stands beside a name in a sentence.

    >>> beside("Ida Roth", "After the flood, head of the Coast Board Ida Roth told us so.")
    'head of the Coast Board'
    >>> beside("Ida Roth", "Ida Roth, a retired skipper, left.")
    'a retired skipper'
    >>> beside("Ida Roth", "A speaker for the port said that its boats were Ida Roth's.")
    ''
    """
    whole, at = " ".join(sentence.split()), re.escape(name)
    behind = re.findall(rf"\b{at}, ({_PART})[,;.]", whole)
    before = [_CLAUSE.split(what)[-1] for what in re.findall(rf"({_PART}),? {at}\b", whole)]
    found = (*behind, *(part for what in before for part in (what, _OPENING.split(what)[-1])))
    return next((what.rsplit("]")[-1].strip() for what in found if _is_role(what)), "")


def thing_beside(name: str, sentence: str) -> str:
    """The description of something, no person, that stands beside its name in a sentence, with its article.

    >>> thing_beside("Silver Gull", "They boarded the old car ferry MS Silver Gull.")
    'the old car ferry'
    >>> thing_beside("Silver Gull", "The Silver Gull, a ferry with two decks, left; the Silver Gull, Roth said, is late.")
    'a ferry with two decks'
    """
    whole, at = " ".join(sentence.split()), re.escape(name)
    behind = re.findall(rf"\b{at}(?: \([^)]*\))?, (an? {_PART})[,;.]", whole)
    before = re.findall(rf"\b((?:[Tt]he|[Aa]n?) (?:[\w'\u2019-]+ ){{0,4}}?[a-z][\w-]+) (?:[A-Z]{{2,4}} )?{at}\b", whole)
    called = (what for what in before if root(what.rsplit(" ", 1)[-1].lower()) in _things())
    return next((what[:1].lower() + what[1:] for what in (*behind, *called)), "")


def _is_role(what: str) -> bool:
    """Whether a noun for what people are stands in a phrase before its first preposition, or ends it."""
    first = tokens(_PREPOSITION.split(what)[0])[-3:]
    return any(token.root in _roles() or (not token.capital and _AGENT.search(token.low)) for token in first)


@functools.cache
def _roles() -> frozenset[str]:
    people = table("questions")["types"]["person"]
    return frozenset(map(root, (*people, *words("titles", "words"), "head"))) | roots("members")


@functools.cache
def _things() -> frozenset[str]:
    """The roots of nouns that say what a thing is."""
    heads = (
        noun for kind, nouns in table("types")["heads"].items() if kind not in ("person", "time") for noun in nouns
    )
    return frozenset(map(root, (*heads, *words("types", "products", "nouns"))))
