"""Clause analysis: who does what to whom, one `Proposition` (`kg.claims.drafts`) for each fact a clause states.

In: a tree. Out: propositions in the order of their predicates. `subjects` finds who, `verbs` the words of the
relation, `complements` the rest; `verbal` and `nouns` put them together; `rules` names what can fire.
"""

from __future__ import annotations

from kg.annotate import Parse, Word
from kg.claims.clauses.nouns import of_noun
from kg.claims.clauses.rules import RULES, Rule
from kg.claims.clauses.verbal import of_verb
from kg.claims.drafts import Proposition


def propositions(parse: Parse) -> list[Proposition]:
    """The propositions of all clauses of a text."""
    found: list[Proposition] = []
    for word in parse.words:
        if word.pos in ("VERB", "AUX") or _taken_for_another(word):
            found += of_verb(word)
        elif word.children and word.pos in ("NOUN", "PROPN", "PRON", "NUM"):
            found += of_noun(word)
    return found


def _taken_for_another(word: Word) -> bool:
    """Whether a verb was taken for an adjective or a noun: "were informed", "… and arrest smugglers"."""
    if word.pos == "ADJ":
        return word.child("auxpass") is not None
    return word.dep == "conj" and word.head.pos == "VERB" and word.child("dobj") is not None


__all__ = ["RULES", "Rule", "propositions"]
