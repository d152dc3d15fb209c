"""What the text says that a name's bearer is: "Clearview, a browser", "the weekly Lumen", "TCIUs are units"."""

from __future__ import annotations

from collections.abc import Iterable

from kg.annotate import Parse, Word
from kg.lexicon import words
from kg.mentions import Candidate
from kg.mentions.types import heads, noun_type
from kg.records import EntityType

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


def described_as(parse: Parse, candidate: Candidate) -> dict[str, bool]:
    """Lower-case words that say what a name's bearer is: inside the name, before it, in apposition, after "is"; and
    whether the bearer is one: who is "panel chairman" is a chairman, no panel.
    """
    title = [w.lower() for w in candidate.title.split()]
    found = {w: candidate.type != "person" or noun_type(w) in (None, "person") for w in title}
    found |= {w.lower: True for w in parse.words[candidate.first : candidate.last + 1] if w.lower in heads()}
    for noun in nouns_beside(candidate):
        for other in noun.children:
            if other.dep in ("amod", "compound"):
                found.setdefault(other.lower, False)
        found[noun.lemma.lower()] = True
    return found


def nouns_beside(candidate: Candidate) -> list[Word]:
    """The nouns that describe a name: before it, in apposition, after "is"."""
    head = candidate.head
    nouns = [c for c in head.children if c.dep in ("appos", "compound") and c.pos == "NOUN"]
    if head.dep == "appos" and head.head.pos == "NOUN":
        nouns.append(head.head)
    if head.dep in _SUBJECTS and head.head.lemma == "be":
        nouns += [c for c in head.head.children if c.dep == "attr" and c.pos == "NOUN"]
    return nouns


def told_type(kind: EntityType, nouns: Iterable[Word]) -> EntityType:
    """The type of a name with the nouns that describe it: they decide where the name says nothing, and a browser is
    nobody's agency.
    """
    for noun in nouns:
        lemma = noun.lemma.lower()
        if lemma in words("types", "products", "nouns") and kind in ("concept", "agency", "place", "person"):
            return "other"
        told = noun_type(lemma)
        if kind == "concept" and told not in (None, "time", "place"):
            return told
    return kind
