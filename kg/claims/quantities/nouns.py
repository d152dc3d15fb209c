"""What a number counts: the noun it stands before, and that noun as a unit ("different boss")."""

from __future__ import annotations

from kg.annotate import Word
from kg.claims.quantities import units
from kg.claims.quantities.atoms import Atom
from kg.claims.quantities.reading import Reading
from kg.lexicon import words

_NOUNS = frozenset(["NOUN", "PROPN"])
_BEFORE_NOUN = frozenset(["nummod", "compound", "nmod", "amod", "quantmod", "advmod", "det", "npadvmod", "predet"])
_KEPT = frozenset(["NOUN", "PROPN", "ADJ", "NUM", "X"])
_MODIFYING = frozenset(["amod", "compound", "nmod", "nummod", "conj", "npadvmod", "advmod"])
_SUBJECTS = ("nsubj", "nsubjpass")
_EMPTY = words("quantities", "nouns", "empty")
#: How far a noun may stand from its number: "400 newly built and publicly owned flats".
_FAR = 8


def noun_of(atoms: list[Atom], reading: Reading) -> Word | None:
    """The noun that a number without a unit counts."""
    last = atoms[reading.number_last - 1].word
    after = atoms[reading.last] if reading.last < len(atoms) else None
    if after is not None and after.lower == "of":
        if reading.form in ("vague", "fraction") or reading.value == 1:
            return _of(after.word)
        return _some_of(after.word)
    if reading.form == "fraction" and after is not None and after.word.pos in ("DET", "PRON"):
        return after.word.head if after.word.head.pos in _NOUNS else None
    if after is not None and after.lower == "more" and reading.last + 1 < len(atoms):
        return _following(after.word) or _following(last)
    return _following(last) or _unsaid(last)


def _some_of(of: Word) -> Word | None:
    """The noun of "14 of its 20 helicopters", "three of the men"."""
    noun = _of(of)
    if noun is None or noun.tag not in ("NNS", "NNPS") or noun.child("det", "poss") is None:
        return None
    return noun


def _unsaid(number: Word) -> Word | None:
    """The noun that a number in the subject leaves out: "40 **people** died and more than 100 were injured"."""
    verb = number.head
    if number.dep not in _SUBJECTS or verb.dep not in ("conj", "ccomp", "parataxis"):
        return None
    before = verb.head.child(*_SUBJECTS)
    return before if before is not None and before.tag == "NNS" and before.child("nummod") is not None else None


def _following(word: Word) -> Word | None:
    seen = 0
    if word.dep == "conj" and word.head.pos == "NUM":
        word = word.head
    while word.dep in _BEFORE_NOUN and word.head is not word and seen < _FAR:
        head = word.head
        seen += 1
        if head.pos in _NOUNS and head.i > word.i and head.tag != "CD":
            return head if head.i - word.i <= _FAR else None
        word = head
    return None


def _of(of: Word) -> Word | None:
    noun = of.child("pobj")
    while noun is not None and noun.pos not in _NOUNS:
        noun = next((c for c in noun.children if c.pos in _NOUNS), None)
    return noun


def counted_unit(atoms: list[Atom], reading: Reading, noun: Word) -> str:
    """The noun in its plain form with its modifiers: "lightning strike"; or the unit that it is: "yard"."""
    named = units.named(noun.lemma.lower()) if noun.pos == "NOUN" else None
    if named is not None:
        return named
    number = atoms[reading.number_first].word.i
    if noun.i < number:
        return _plain(noun)
    start = atoms[reading.number_last - 1].word.i + 1
    partial = reading.form == "fraction" or (reading.last < len(atoms) and atoms[reading.last].lower == "of")
    ahead = [] if partial else _ahead(noun, number)
    if partial:
        start = max([start, *(a.word.i + 1 for a in atoms if start <= a.word.i < noun.i and a.word.pos == "NUM")])
    kept = {w.i for w in modifiers(noun, start)} | {noun.i}
    chunks = [[w] for w in ahead]
    for atom in atoms:
        if not start <= atom.word.i <= noun.i or (atom.text == "-" and atom.word.i == start):
            continue
        if chunks and chunks[-1][-1].end == atom.word.start and chunks[-1][-1] not in ahead:
            chunks[-1].append(atom.word)
        else:
            chunks.append([atom.word])
    unit = " ".join(
        "".join(map(_plain, chunk)) for chunk in chunks if chunk[0] in ahead or any(w.i in kept for w in chunk)
    )
    rate = units.per(atoms, next((k for k, a in enumerate(atoms) if a.word is noun), len(atoms)) + 1)
    return f"{unit} {rate.name}" if rate else unit


def _plain(word: Word) -> str:
    """A word of a unit: nouns in the singular, adjectives without "-est"."""
    if word.tag in ("NNS", "JJS"):
        return word.lemma
    return word.text.removesuffix("s") if word.tag == "NNPS" else word.text


def _ahead(noun: Word, before: int) -> list[Word]:
    """Modifiers that stand before the number: "the **top** three seeds", "a **record** 32 goals"."""
    return [
        c
        for c in noun.children
        if c.i < before and c.dep in ("amod", "compound", "nmod") and c.pos in ("ADJ", "NOUN") and c.lower not in _EMPTY
    ]


def modifiers(noun: Word, start: int) -> list[Word]:
    """The words from `start` that belong to a noun before it: adjectives, nouns, numbers of names."""
    found: list[Word] = []
    stack = [c for c in noun.children if start <= c.i < noun.i]
    while stack:
        word = stack.pop()
        named = word.pos in _KEPT and not (word.pos == "NUM" and word.text.isalpha())
        if word.dep in _MODIFYING and named and word.lower not in _EMPTY:
            found.append(word)
        stack.extend(c for c in word.children if start <= c.i < noun.i)
    return found
