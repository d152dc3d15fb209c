"""Words of questions and claims: which ask for the same relation, and which say nothing (tokens and roots: `kg.words`)."""

from __future__ import annotations

import functools
from collections.abc import Iterable

from kg.lexicon import table, words
from kg.words import Token, fold, kin, root, tokens

__all__ = [
    "Token",
    "alternatives",
    "auxiliaries",
    "content",
    "fold",
    "is_stopword",
    "kin",
    "root",
    "same_relation",
    "tokens",
]


@functools.cache
def _groups() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for name, members in table("synonyms")["groups"].items():
        for member in members:
            found.setdefault(kin(member), set()).add(name)
    return {key: frozenset(names) for key, names in found.items()}


def same_relation(one: str, other: str) -> bool:
    """Whether two words can stand for one relation: of one kin, or synonyms.

    >>> same_relation("confiscated", "seizures"), same_relation("seize", "arrest")
    (True, False)
    """
    if kin(one) == kin(other):
        return True
    groups = _groups()
    return bool(groups.get(kin(one), frozenset()) & groups.get(kin(other), frozenset()))


def alternatives(word: str) -> frozenset[str]:
    """The kins of the words that can stand for one relation with a word.

    >>> kin("confiscate") in alternatives("seized")
    True
    """
    groups = _groups().get(kin(word), frozenset())
    members = (member for group in groups for member in table("synonyms")["groups"][group])
    return frozenset({kin(word), *map(kin, members)})


@functools.cache
def is_stopword(low: str) -> bool:
    """Whether a word says nothing about what is asked for."""
    return low in words("questions", "stopwords", "words") or low in auxiliaries()


@functools.cache
def auxiliaries(*kinds: str) -> frozenset[str]:
    """Auxiliary verbs in all their forms, of some kinds (`do be have modal`) or all."""
    return frozenset().union(
        *(words("questions", "auxiliaries", kind) for kind in kinds or ("do", "be", "have", "modal"))
    )


def content(found: Iterable[Token]) -> tuple[Token, ...]:
    """The tokens that carry content."""
    return tuple(token for token in found if not is_stopword(token.low))
