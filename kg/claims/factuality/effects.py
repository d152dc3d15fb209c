"""What a modal, an adverb, or the governor of a complement does to a clause: the lexicon, indexed."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Any

from kg.annotate import Word
from kg.lexicon import table
from kg.records import Modality

LEXICON = "factuality"


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """`negates` turns the polarity, `modality` replaces `actual`; see the lexicon for `raises`, `opaque`, `settles`."""

    modality: Modality = "actual"
    negates: bool = False
    raises: bool = False
    opaque: bool = False
    settles: bool = False


NOTHING = Effect()


def _effect(entry: dict[str, Any]) -> Effect:
    return Effect(
        modality=entry.get("modality", "actual"),
        negates=entry.get("negates", False),
        raises=entry.get("raises", False),
        opaque=entry.get("opaque", False),
        settles=entry.get("settles", False),
    )


@functools.cache
def simple(kind: str) -> dict[str, Effect]:
    """The effects of `modal`s, `adverb`s or `preposition`s by their lower-case form."""
    return {word: _effect(entry) for entry in table(LEXICON)[kind] for word in entry["words"]}


@functools.cache
def governors() -> dict[tuple[str, str], Effect]:
    """The effects of governors by lemma and the kind of complement; the first entry that names a pair wins."""
    found: dict[tuple[str, str], Effect] = {}
    for entry in table(LEXICON)["governor"]:
        effect = _effect(entry)
        for after in entry["after"]:
            excluded = entry.get(f"except-after-{after}", ())
            for word in entry["words"]:
                if word not in excluded:
                    found.setdefault((word, after), effect)
    return found


def lookup(word: Word, *after: str) -> Effect | None:
    """What a word does to a complement of these kinds; the first kind that it is known with counts.

    A verb with a particle ("rule out") is another word than the verb.
    """
    known = governors()
    particle = word.child("prt")
    forms = [word.lemma, word.lower] if particle is None else [f"{word.lemma} {particle.lower}", word.lemma, word.lower]
    for kind in after:
        effect = next((known[form, kind] for form in forms if (form, kind) in known), None)
        if effect is not None:
            return effect
    return None
