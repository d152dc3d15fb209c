"""Measured numbers of a text: value, unit, comparator, change, what is counted and what is measured.

In: a `Parse`. Out: `Measure`s in the order of the text. The stations of a number, one a file: `atoms` (cut words
where numbers touch units), `numerals` (read the number), `units` (and money), `readings` (join ranges), `dates` and
`exclusions` (what measures nothing), `nouns` (what is counted), `comparators`, `changes`, `concepts` (what is
measured: the number's own noun, `owners`, and the clause's, `subjects`; both choose among `nominals`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from kg.annotate import Parse, Word
from kg.claims.drafts import Measure
from kg.claims.quantities import numerals
from kg.claims.quantities.atoms import Atom, atoms_of
from kg.claims.quantities.changes import change_of
from kg.claims.quantities.comparators import comparator_of
from kg.claims.quantities.concepts import concept_of
from kg.claims.quantities.exclusions import is_age, is_measure
from kg.claims.quantities.nouns import counted_unit, modifiers, noun_of
from kg.claims.quantities.reading import Reading
from kg.claims.quantities.readings import readings_of
from kg.lexicon import words

__all__ = ["measures"]

_SPENDING = words("quantities_money", "spending", "words")


@dataclass(frozen=True, slots=True)
class _Found:
    """A reading that measures something, and where it stands in the tree."""

    reading: Reading
    noun: Word | None
    words: tuple[Word, ...]
    anchor: Word

    def taken(self) -> list[int]:
        """Indexes of the words that are the number, its unit or what it counts."""
        found = [word.i for word in self.words]
        if self.noun is not None:
            found.append(self.noun.i)
            found.extend(w.i for w in modifiers(self.noun, self.words[-1].i + 1))
        return found


def measures(parse: Parse) -> list[Measure]:
    """All measured numbers of a text."""
    found: list[Measure] = []
    for sentence in parse.sentences:
        inside = parse.words_of(sentence)
        if any(_may_start(word) for word in inside):
            found.extend(_measures_of(inside))
    return found


def _may_start(word: Word) -> bool:
    return numerals.starts(word.text, word.lower) or (not word.text.isalpha() and any(c.isdigit() for c in word.text))


def _measures_of(sentence: list[Word]) -> list[Measure]:
    atoms = atoms_of(sentence)
    found = [f for reading in readings_of(atoms) if (f := _found(atoms, reading))]
    taken = frozenset(i for f in found for i in f.taken())
    result: list[Measure] = []
    for k, one in enumerate(found):
        measure = _measure(atoms, one, taken, sentence)
        if k and _is_same_in_other_unit(atoms, found[k - 1].reading, one.reading):
            measure = _like(measure, result[-1])
        result.append(measure)
    return result


def _is_same_in_other_unit(atoms: list[Atom], before: Reading, reading: Reading) -> bool:
    """Whether a number says the one before it again: "40 miles (64 km)", "(30 kW / 41 hp)"."""
    between = [a.text for a in atoms[before.last : reading.first]]
    known = bool(before.unit or reading.money) and reading.unit is not None
    return known and between in (["("], ["/"], ["(", "~"])


def _like(measure: Measure, other: Measure) -> Measure:
    """The measure with the bound, the change and the concept of the one that it repeats."""
    same = measure.comparator == "exactly" and other.comparator not in ("range", "about")
    return replace(
        measure,
        comparator=other.comparator if same else measure.comparator,
        change=measure.change or other.change,
        concept=other.concept,
    )


def _found(atoms: list[Atom], reading: Reading) -> _Found | None:
    noun = noun_of(atoms, reading) if reading.unit is None else None
    if not is_measure(atoms, reading, noun):
        return None
    if is_age(atoms, reading):
        reading = replace(reading, unit="year of age")
    inside = {a.word.i: a.word for a in atoms[reading.first : reading.last]}
    pieces = tuple(inside.values())
    anchor = noun or _top(pieces, reading)
    if reading.unit == "pound-mass" and _is_money(anchor):
        reading = replace(reading, unit="pound sterling", money=True)
    return _Found(reading, noun, pieces, anchor)


def _top(pieces: tuple[Word, ...], reading: Reading) -> Word:
    """The word by which the number hangs on the rest of the sentence, best its unit: "40 **miles** per hour"."""
    inside = {word.i for word in pieces}
    rate = reading.unit is not None and " per " in reading.unit
    tops = [w for w in reversed(pieces) if (w.head.i not in inside or w.is_root) and w.pos != "ADP"]
    if rate and len(tops) > 1 and tops[0] is pieces[-1]:
        return tops[1]
    return tops[0] if tops else pieces[-1]


def _is_money(anchor: Word) -> bool:
    """Whether "pounds" are paid: "the fine was 200 pounds", "she paid 30 pounds"."""
    head = anchor.head
    near = [head, head.head, *head.having("nsubj", "acomp")]
    return any(word.lemma in _SPENDING for word in near)


def _measure(atoms: list[Atom], found: _Found, taken: frozenset[int], sentence: list[Word]) -> Measure:
    reading, noun = found.reading, found.noun
    comparator, first = comparator_of(atoms, reading)
    return Measure(
        start=atoms[reading.first].start,
        end=atoms[reading.last - 1].end,
        words=found.words,
        value=reading.value,
        upper=reading.upper,
        comparator=comparator,
        change=change_of(atoms, reading, first, found.anchor),
        unit=reading.unit or (counted_unit(atoms, reading, noun) if noun is not None else None),
        concept=concept_of(found.anchor, taken, noun, sentence, found.words[0]),
        noun=noun,
    )
