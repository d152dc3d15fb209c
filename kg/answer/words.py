"""Words of questions and claims: which ask for the same relation, and which say nothing (tokens and roots: `kg.words`)."""

from __future__ import annotations

import functools
from collections.abc import Iterable

from kg.lexicon import table, words
from kg.words import Token, fold, kin, root, tokens

__all__ = [
    "Token",
    "auxiliaries",
    "content",
    "fold",
    "is_doing",
    "is_stopword",
    "kin",
    "kindred",
    "names_deed",
    "root",
    "same_nouns",
    "same_relation",
    "singular",
    "tokens",
]


_SHORTEST_AGENT = 5


@functools.cache
def _groups() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for kind in ("groups", "nouns"):
        for name, members in table("synonyms")[kind].items():
            for member in () if name == "example" else members:
                found.setdefault(kin(member), set()).add(f"{kind} {name}")
    return {key: frozenset(names) for key, names in found.items()}


def same_relation(one: str, other: str) -> bool:
    """Whether two words can stand for one relation: of one kin, or synonyms.

    >>> same_relation("confiscated", "seizures"), same_relation("seize", "deny")
    (True, False)
    """
    if kin(one) == kin(other):
        return True
    groups = _groups()
    return bool(groups.get(kin(one), frozenset()) & groups.get(kin(other), frozenset()))


def is_doing(noun: str, verb: str) -> bool:
    """Whether a word is one relation with a verb, or a noun for who does what it says.

    >>> is_doing("commander", "command"), is_doing("moderators", "moderate"), is_doing("winner", "win"), is_doing("letter", "write")
    (True, True, True, False)
    """
    return same_relation(noun, verb) or (bool(deed := _deed(noun)) and same_relation(deed, verb))


@functools.cache
def _deed(noun: str) -> str:
    stem = noun.removesuffix("s")
    if len(stem) < _SHORTEST_AGENT or not stem.endswith(("er", "or")):
        return ""
    bare = stem[:-2]
    return bare[:-1] if bare[-1] == bare[-2] and bare[-1] not in "ls" else bare


def names_deed(low: str) -> bool:
    """Whether a word is a verb, or a noun for what a verb says, of those that are known to stand for each other."""
    return any(name.startswith("groups ") for name in _groups().get(kin(low), ()))


def is_event(verb: str) -> bool:
    """Whether a verb only says that something is the case: "happen"."""
    return root(verb) in (root("happen"), root("occur"))


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
    return tuple(token for token in found if not is_stopword(token.low) and (token.capital or not is_adverb(token.low)))


@functools.cache
def is_adverb(low: str) -> bool:
    """Whether a word is an adverb in -ly."""
    return low.endswith("ly") and len(low) > 4 and low not in words("questions", "adverbs", "except")


@functools.cache
def same_nouns(low: str) -> frozenset[str]:
    """The kins of the nouns that are used for the same thing as a word."""
    names = {name for name in _groups().get(kin(low), frozenset()) if name.startswith("nouns ")}
    return frozenset(key for key, others in _groups().items() if names & others)


@functools.cache
def kindred(low: str) -> frozenset[str]:
    """The roots and kins of all words that can stand for one relation with a word.

    >>> kin("confiscate") in kindred("seized")
    True
    """
    same = {key for key, names in _groups().items() if names & _groups().get(kin(low), frozenset())}
    return frozenset({root(low), kin(low), *same})


def singular(noun: str) -> str:
    """A regular plural noun in the singular.

    >>> singular("special agencies"), singular("units"), singular("people")
    ('special agency', 'unit', 'people')
    """
    if noun.endswith("ies"):
        return f"{noun[:-3]}y"
    return noun[:-1] if noun.endswith("s") and not noun.endswith("ss") else noun
