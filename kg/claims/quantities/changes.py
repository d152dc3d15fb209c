"""Whether a number is the size of a rise or of a fall: "rose 3%", "was down 2 points", "+0.2%"."""

from __future__ import annotations

from kg.annotate import Word
from kg.claims.quantities.atoms import Atom
from kg.claims.quantities.reading import Reading
from kg.lexicon import words
from kg.records import Change

_UP = words("quantities", "changes", "up")
_DOWN = words("quantities", "changes", "down")
_UP_WORDS = words("quantities", "changes", "up_words")
_DOWN_WORDS = words("quantities", "changes", "down_words")
_PARTICLES = _UP_WORDS | _DOWN_WORDS
_COINS = words("quantities", "changes", "coins")
_MEASURED_ONLY = words("quantities", "changes", "measured_only")
_ADVERBS = frozenset(["ADV", "ADJ"])


def change_of(atoms: list[Atom], reading: Reading, first: int, anchor: Word) -> Change | None:
    """The direction of the change that the number is the size of. `first`: the piece where its bound starts."""
    if atoms[reading.number_first].text.startswith("+"):
        return "up"
    previous = [a.word for a in atoms[max(0, first - 3) : first]]
    if reading.joint in ("to", "from") and any(w.lower == "from" for w in previous):
        return None
    by = bool(previous) and previous[-1].lower == "by"
    if by:
        previous.pop()
    if previous and (change := _particle(previous[-1], relative=_relative(reading))):
        return change
    if reading.unit is None and not by:
        return None
    verb = _verb(previous, anchor, by=by)
    if verb is None or (verb.lemma in _MEASURED_ONLY and not by and not _relative(reading)):
        return None
    if verb.lemma in _UP or verb.lower in _UP_WORDS:
        return "up"
    return "down" if verb.lemma in _DOWN or verb.lower in _DOWN_WORDS else None


def _particle(word: Word, *, relative: bool) -> Change | None:
    """ "up 3%", "down 40 points": the particle right before the number, but not that of "gave up 12 acres"."""
    if word.dep == "quantmod" or (word.dep == "prt" and not relative):
        return None
    return "up" if word.lower in _UP_WORDS else "down" if word.lower in _DOWN_WORDS else None


def _verb(previous: list[Word], anchor: Word, *, by: bool) -> Word | None:
    """The verb that the number measures: right before it (adverbs apart), or its governor, through "by"."""
    for word in reversed(previous):
        if word.pos == "VERB":
            return word
        if word.pos not in _ADVERBS:
            break
    head = anchor.head
    if by and anchor.dep == "pobj":
        return head.head if head.head.pos == "VERB" or head.head.lower in _PARTICLES else None
    return head if anchor.dep in ("dobj", "npadvmod") and head.pos == "VERB" else None


def _relative(reading: Reading) -> bool:
    """Whether the unit is one of changes: percent, points, coins ("gained ten cents", not "lost $2 million")."""
    return reading.unit is not None and (reading.unit.startswith("percentage") or reading.unit in _COINS)
