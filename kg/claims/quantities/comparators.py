"""How a number is bounded: "more than 40", "under $3", "roughly a dozen", "15 or more"."""

from __future__ import annotations

from kg.claims.quantities.atoms import Atom
from kg.claims.quantities.reading import Reading
from kg.lexicon import table, words
from kg.records import Comparator

_BEFORE: dict[str, Comparator] = table("quantities")["bounds"]["before"]
_AFTER: dict[str, Comparator] = table("quantities")["bounds"]["after"]
_SKIP = words("quantities", "bounds", "skip")
_PLACES = frozenset(["over", "around", "about", "under", "below", "above"])
_DEFINITE = frozenset(["the", "this", "these", "those"])
_LONGEST = 4
#: How many words that say nothing of a bound may stand between it and the number.
_FAR = 2


def comparator_of(atoms: list[Atom], reading: Reading) -> tuple[Comparator, int]:
    """The comparator and the piece where its words start (the reading's own start if there is none)."""
    first, skipped = reading.first, 0
    while first > 0:
        for length in range(min(_LONGEST, first), 0, -1):
            phrase = " ".join(a.lower for a in atoms[first - length : first])
            if phrase in _BEFORE and not _idle(atoms, first - length, phrase, first, reading):
                return _of_range(_BEFORE[phrase], reading), first - length
        if atoms[first - 1].lower not in _SKIP or skipped == _FAR:
            break
        skipped += 1
        first -= 1
    phrase = " ".join(a.lower for a in atoms[reading.last : reading.last + 2])
    if phrase in _AFTER:
        return _of_range(_AFTER[phrase], reading), reading.first
    if atoms[reading.first].lower == "couple":  # "a couple dozen"
        return "about", reading.first
    return ("range" if reading.upper is not None else "exactly"), reading.first


def _of_range(found: Comparator, reading: Reading) -> Comparator:
    """A range keeps "about"; "up to" before its first end bounds that end alone."""
    if reading.upper is None or found == "about":
        return found
    return "range"


def _idle(atoms: list[Atom], at: int, phrase: str, end: int, reading: Reading) -> bool:
    """Whether a word that may bound a number is a preposition or a particle of its own: "built around four ideas",
    "turns around the 12 poles".
    """
    if phrase not in _PLACES:
        return False
    if any(atom.lower in _DEFINITE for atom in atoms[end : reading.first]):
        return True
    word = atoms[at].word
    return word.dep == "prt" or (word.dep == "prep" and word.head.tag in ("VBN", "NN", "NNS"))
