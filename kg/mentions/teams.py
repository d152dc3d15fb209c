"""Names of places that stand for a team: "Denmark beat Portugal", "the final against Lyon" (`kg.lexicon.sports`)."""

from __future__ import annotations

from kg.annotate import Parse, Word
from kg.lexicon import words
from kg.mentions.drafts import Candidate

_ACTORS = frozenset({"nsubj", "nsubjpass", "dobj"})
#: A text with so many different words of a match is about sports: there "Denmark lost" is about a team.
_SPORTY = 4


def mark_teams(parse: Parse, found: list[Candidate]) -> None:
    """Give the type `group` to places that act as a team. One sure sign is enough for all that acts by that name."""
    places = [c for c in found if c.type == "place" and c.kind == "named"]
    if not places:
        return
    nouns = words("sports", "nouns")
    sporty = len({w.lower for w in parse.words if w.lower in nouns}) >= _SPORTY
    teams = {c.name for c in places if _plays(c.head, sporty=sporty)}
    for candidate in places:
        if candidate.name in teams and (_plays(candidate.head, sporty=sporty) or _first(candidate.head).dep in _ACTORS):
            candidate.type = "group"


def _first(word: Word) -> Word:
    """The first of the names that are listed with this: the role of "Lyon" in "Nice and Lyon" is that of "Nice"."""
    while word.dep == "conj" and word.head.pos == "PROPN":
        word = word.head
    return word


def _plays(word: Word, *, sporty: bool) -> bool:
    """Whether a name is an actor of what teams do, or their opponent."""
    first = _first(word)
    act = first.head
    if first.dep == "pobj":
        if act.lower not in words("sports", "against"):
            return False
        act = act.head
        return act.lemma in words("sports", "sure") or _about_match(act)
    if first.dep not in _ACTORS or act.pos != "VERB":
        return False
    if act.lemma in words("sports", "sure"):
        return act.lemma != "score" or first.dep != "dobj"
    return act.lemma in words("sports", "loose") and (sporty or any(_about_match(c) for c in _inside(act)))


def _about_match(word: Word) -> bool:
    return word.lemma.lower() in words("sports", "nouns") and word.pos == "NOUN"


def _inside(verb: Word) -> list[Word]:
    """The objects of a verb and of its prepositions."""
    prepositions = verb.having("prep")
    return [*verb.having("dobj"), *(c for p in prepositions for c in p.having("pobj"))]
