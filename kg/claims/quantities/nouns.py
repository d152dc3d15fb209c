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
_EMPTY = words("quantities", "nouns", "empty")
#: How far a noun may stand from its number: "400 newly built and publicly owned flats".
_FAR = 8


def noun_of(atoms: list[Atom], reading: Reading) -> Word | None:
    """The noun that a number without a unit counts."""
    last = atoms[reading.number_last - 1].word
    after = atoms[reading.last] if reading.last < len(atoms) else None
    if after is not None and after.lower == "of" and (reading.form in ("vague", "fraction") or reading.value == 1):
        return _of(after.word)
    if after is not None and after.lower == "more" and reading.last + 1 < len(atoms):
        return _following(after.word) or _following(last)
    return _following(last)


def _following(word: Word) -> Word | None:
    seen = 0
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
    start = atoms[reading.number_last - 1].word.i + 1
    pieces: list[str] = []
    glue = False
    ahead = [w for w in _ahead(noun, atoms[reading.number_first].word.i) if reading.form != "fraction"]
    for word in [*ahead, *sorted(modifiers(noun, start), key=lambda w: w.i)]:
        if word.text == "-":
            glue = bool(pieces)
            continue
        text = word.lemma if word.tag == "JJS" else word.text
        if glue:
            pieces[-1] += "-" + text
            glue = False
        else:
            pieces.append(text)
    head = noun.lemma if noun.tag in ("NNS", "NN") else noun.text.removesuffix("s") if noun.tag == "NNPS" else noun.text
    unit = " ".join([*pieces, head]) if not glue else pieces.pop() + "-" + head
    rate = units.per(atoms, next((k for k, a in enumerate(atoms) if a.word is noun), len(atoms)) + 1)
    return f"{unit} {rate.name}" if rate else unit


def _ahead(noun: Word, before: int) -> list[Word]:
    """Modifiers that stand before the number: "the **top** three seeds", "a **record** 32 goals"."""
    return [
        c
        for c in noun.children
        if c.i < before and c.dep in ("amod", "compound", "nmod") and c.pos in ("ADJ", "NOUN") and c.lower not in _EMPTY
    ]


def modifiers(noun: Word, start: int) -> list[Word]:
    """The words from `start` that belong to a noun before it: adjectives, nouns and the hyphens between them."""
    found: list[Word] = []
    stack = [c for c in noun.children if start <= c.i < noun.i]
    while stack:
        word = stack.pop()
        hyphen = word.text == "-"
        if word.dep in ("amod", "compound", "nmod", "nummod", "punct", "conj", "npadvmod", "advmod") and (
            hyphen or word.pos in _KEPT
        ):
            found.append(word)
        stack.extend(c for c in word.children if start <= c.i < noun.i)
    return found
