"""How likely a claim is true to its sentence: what is known of its proposition, weighed.

A rule's own trust says how precise its triples were; the weights here were fitted to claims that were read and judged one
by one (`bench/calibrate.py`, `docs/confidence.md`), so that of the claims with a confidence of 0.8 about four in five hold.
"""

from __future__ import annotations

import functools
import json
import math
from collections.abc import Iterator
from importlib.resources import files

from kg.annotate import Phrase, Word
from kg.claims.drafts import Proposition
from kg.lexicon import words

#: Features that speak for a claim; all others speak against it.
RAISING = frozenset({"trust", "implied", "name"})
_LEXICON = "confidence"
_OPEN = frozenset({"WDT", "WP", "WP$", "WRB"})
#: A claim this many words down from the main verb of its sentence is reported, wished or told by the way.
_INNER = 2
#: Sentences of more words are read less well.
_LONG = 35
#: Nobody is quite sure: no confidence lies nearer to 0 or 1 than this.
_MARGIN = 0.02


@functools.cache
def weights() -> dict[str, float]:
    """The shipped weights by the name of the feature, and `bias`."""
    found: dict[str, float] = json.loads(files("kg.assembly").joinpath("confidence.json").read_text(encoding="utf-8"))
    return found


def confidence(proposition: Proposition) -> float:
    """How likely the proposition is what its sentence says, from 0.02 to 0.98."""
    return probability(features(proposition), weights())


def probability(found: dict[str, float], weighing: dict[str, float]) -> float:
    """What these features weigh together, as a probability."""
    total = weighing["bias"] + sum(value * weighing[name] for name, value in found.items())
    return min(max(1 / (1 + math.exp(-total)), _MARGIN), 1 - _MARGIN)


def features(proposition: Proposition) -> dict[str, float]:
    """What is known of a proposition: the log odds of its rule's trust, and 1 for everything else that applies."""
    trust = min(max(proposition.confidence, _MARGIN), 1 - _MARGIN)
    return {"trust": math.log(trust / (1 - trust)), **dict.fromkeys(_traits(proposition), 1.0)}


def _traits(proposition: Proposition) -> Iterator[str]:
    """The names of the features that apply."""
    said = _said(proposition)
    for name in ("implied", "apposition", "shared"):
        if proposition.rule in words(_LEXICON, "rules", name):
            yield name
    yield from _of_place(proposition.predicate)
    subject = proposition.subject
    if subject.head.pos == "PROPN":
        yield "name"
    if subject.head.dep == "conj":
        yield "joined"
    for name in ("things", "persons"):
        if subject.head.lower in words(_LEXICON, "pronouns", name):
            yield f"pronoun-{name}"
    if _has_gap(proposition.relation):
        yield "relation-gap"
    if any(_left_out(child, said) for child in proposition.predicate.children):
        yield "unsaid"
    thing = proposition.object
    if thing is not None and thing.head.pos == "PRON":
        yield "object-pronoun"
    if thing is None and not proposition.arguments:
        yield "bare"


def _of_place(predicate: Word) -> Iterator[str]:
    """How deep in what sentence a claim stands."""
    above = list(predicate.ancestors())
    root = above[-1] if above else predicate
    if len(above) >= _INNER:
        yield "inner"
    if root.right - root.left >= _LONG:
        yield "long"
    if predicate.dep == "ccomp":
        yield "reported"


def _said(proposition: Proposition) -> frozenset[int]:
    """The words that the proposition is made of, by their index."""
    phrases = [proposition.subject, proposition.relation, *(phrase for _, phrase in proposition.arguments)]
    if proposition.object is not None:
        phrases.append(proposition.object)
    return frozenset(word.i for phrase in phrases for word in phrase.words)


def _left_out(word: Word, said: frozenset[int]) -> bool:
    """Whether a complement of the verb stands nowhere in the proposition, nor anything that is joined to it."""
    if word.dep not in words(_LEXICON, "labels", "completing") or word.tag in _OPEN:
        return False
    reached = [word]
    while reached:
        at = reached.pop()
        if at.i in said or any(c.i in said for c in at.children if c.dep in ("amod", "pcomp")):
            return False
        reached += at.having("conj", "pobj")
    return True


def _has_gap(phrase: Phrase) -> bool:
    """Whether words of the text are missing between those of the phrase."""
    return phrase.words[-1].i - phrase.words[0].i + 1 > len(phrase.words)
