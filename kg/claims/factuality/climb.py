"""From a predicate up the tree: what each governor on the way does to it.

Each step (`kg.claims.factuality.links`) says what the next word up does to the clause below it, and what it hands
down. The outermost modality wins: "may try to sell" is possible.
"""

from __future__ import annotations

from kg.annotate import Word
from kg.claims.drafts import Factuality
from kg.claims.factuality.clause import Clause, anchor, condition, read
from kg.claims.factuality.effects import NOTHING, Effect, lookup
from kg.claims.factuality.links import refusals, step_from
from kg.records import Modality

#: No sentence needs more; a broken tree must not hold the reader up.
_MAX_STEPS = 25
_VERBAL = ("VERB", "AUX")


class _Reading:
    """What is known of the predicate so far, from the inside out."""

    def __init__(self) -> None:
        self.negative = False
        self.modality: Modality = "actual"
        self.cues: dict[int, Word] = {}
        self.hears_negation = True
        self.hears_modality = True

    def clause(self, clause: Clause) -> None:
        fresh = [negator for negator in clause.negators if negator.i not in self.cues]
        if self.hears_negation and len(fresh) % 2:
            self.negative = not self.negative
            self._cue(*fresh)
        if self.hears_modality and clause.modality != "actual":
            self.modality = clause.modality
            self._cue(*(cue for cue in clause.cues if cue not in clause.negators))

    def effect(self, effect: Effect, cue: Word | None) -> None:
        if effect.negates and self.hears_negation:
            self.negative = not self.negative
        if effect.modality != "actual" and self.hears_modality:
            self.modality = effect.modality
        if cue is not None and (effect.negates or effect.modality != "actual"):
            self._cue(cue)

    def _cue(self, *found: Word) -> None:
        self.cues.update((word.i, word) for word in found)


def assess(predicate: Word, governors: tuple[Word, ...] = ()) -> Factuality:
    """The polarity and modality of what a predicate says. `governors` are words above it that its relation swallowed,
    outermost first; those that the tree leads to are found without them.
    """
    reading, passed = _Reading(), {predicate.i}
    if not stands_alone(predicate):
        word = anchor(predicate)
        reading.clause(_clause(word))
        for _ in range(_MAX_STEPS):
            passed.add(word.i)
            step = step_from(word)
            reading.effect(step.effect, step.cue)
            reading.hears_negation &= step.negation
            reading.hears_modality &= step.modality
            if step.up is None or step.up.i in passed or not (reading.hears_negation or reading.hears_modality):
                break
            passed.add(step.up.i)
            word = anchor(step.up)
            reading.clause(_clause(word))
    if governors:
        passed |= {word.i for word in predicate.ancestors()}
    for governor in reversed(governors):
        if governor.i not in passed:
            effect = lookup(governor, "to", "that", "noun")
            reading.effect(effect or NOTHING, governor)
            reading.clause(_clause(governor))
    cues = tuple(reading.cues[i] for i in sorted(reading.cues))
    return Factuality(polarity="negated" if reading.negative else "affirmed", modality=reading.modality, cues=cues)


def stands_alone(predicate: Word) -> bool:
    """Possessives, titles and appositions hold whatever the clause around them says."""
    return predicate.tag == "POS" or (
        predicate.pos not in _VERBAL and predicate.dep in ("poss", "case", "compound", "nmod", "appos", "nsubj", "amod")
    )


def _clause(word: Word) -> Clause:
    if word.pos in ("NOUN", "PROPN"):
        return Clause(negators=refusals(word))
    clause = read(word)
    if clause.modality == "actual" and word.dep == "advcl" and condition(word) is not None:
        clause.modality = "hypothetical"
    return clause
