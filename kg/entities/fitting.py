"""Whether a bare noun can stand for a name: "the ministry" for the Harbour Ministry, "the company" for no ministry.

In: the noun, and what is told of a name's bearer in words. Out: yes or no.
"""

from __future__ import annotations

import functools
from collections.abc import Set

from kg.entities.antecedents import BODIES
from kg.entities.names import canonical
from kg.lexicon import table, words
from kg.mentions.types import known, singular
from kg.records import EntityType

_COUNTRIES = frozenset({"country", "nation"})
_TOWNS = frozenset({"capital", "city", "town", "village"})


@functools.cache
def meant(lemma: str) -> frozenset[str]:
    """The types of names that "the" and a bare noun can stand for."""
    for kind, nouns in table("coreference")["kinds"].items():
        if lemma in nouns:
            return BODIES if kind == "body" else frozenset({kind})
    return frozenset()


def can_stand_for(lemma: str, name: str, kind: EntityType, told: Set[str]) -> bool:
    """Whether "the" and a noun may be what has a name, is of a kind, and was `told` of in these lower-case words."""
    if lemma not in meant_places():
        alike = _alike(frozenset(told) | _words_of(name))
        return lemma in (alike or _general(name, kind))
    full = canonical(name) or name
    country, state = full in table("places")["countries"], full in table("places")["states"]
    if lemma in _COUNTRIES:
        return country or known().get(name.lower()) != "place"
    return not (country and lemma in (*_TOWNS, "state", "province")) and not (state and lemma in _TOWNS)


@functools.cache
def meant_places() -> frozenset[str]:
    """Nouns that stand for names of places."""
    return words("coreference", "kinds", "place")


def _words_of(name: str) -> frozenset[str]:
    """The words of the full name that everyone knows: "organization" of "WHO"."""
    return frozenset((canonical(name) or name).lower().split())


@functools.lru_cache(maxsize=4096)
def _alike(told: frozenset[str]) -> frozenset[str]:
    """The nouns that may stand for what is told of in these words; none if they tell nothing."""
    ones = {singular(word) for word in told}
    found: set[str] = set()
    for nouns in table("coreference")["alike"].values():
        if not ones.isdisjoint(nouns):
            found.update(nouns)
    return frozenset(found)


def _general(name: str, kind: EntityType) -> frozenset[str]:
    """What a name that tells nothing may be; a place's name that stands for a group is a team's."""
    if kind == "group" and known().get(name.lower()) == "place":
        return words("coreference", "alike", "sport")
    return frozenset(table("coreference")["general"].get(kind, ()))
