"""Numbers that measure nothing: dates, times of day, labels ("article 5"), names ("Model 3"), scores."""

from __future__ import annotations

import re

from kg.annotate import Word
from kg.claims.quantities.atoms import Atom
from kg.claims.quantities.dates import is_date
from kg.claims.quantities.reading import Reading
from kg.lexicon import words

_LABELS = words("quantities", "labels", "before")
_STREETS = words("quantities", "labels", "after")
_AGED = words("quantities", "ages", "subjects")
_OLDEST = 120
_TIMES = frozenset(["year", "month", "week", "day", "hour", "minute", "decade", "second"])
_QUALITIES = words("quantities", "qualities", "nouns")
_CHANGES = words("quantities", "changes", "up") | words("quantities", "changes", "down")
_CLOCK_TIME = re.compile(r"\d{1,2}[.:]\d\d")
#: A bare whole number below this says nothing without a noun or a unit ("by 1" after a rise in percent aside).
_TELLING = 1000


def is_measure(atoms: list[Atom], reading: Reading, noun: Word | None) -> bool:
    """Whether a number with its unit, or the noun that it counts, measures something."""
    before = atoms[reading.first - 1] if reading.first else None
    after = atoms[reading.last] if reading.last < len(atoms) else None
    if is_date(atoms, reading):
        return False
    if reading.unit is not None:
        return not (_is_term(reading, after) or _is_coordinate(reading, after))
    if after is not None and after.text.isalpha() and atoms[reading.last - 1].touches(after):  # "5G"
        return False
    if reading.form == "words" and after is not None and after.text[:1].isdigit():  # "one 40-mile ride"
        return False
    if after is not None and after.text == "-" and _is_quality(atoms, reading.last + 1):
        return False
    if _is_label(reading, before, after, noun):
        return False
    if is_age(atoms, reading):
        return True
    if noun is not None:
        return not (_is_name(atoms, reading, noun) or _is_score(reading, noun))
    return _is_bare_value(atoms, reading)


def is_age(atoms: list[Atom], reading: Reading) -> bool:
    """Whether a bare number is said to be someone's age: "she will be 52"."""
    word = atoms[reading.number_last - 1].word
    if reading.unit is not None or reading.scaled or not 0 < reading.value <= _OLDEST or word.dep != "attr":
        return False
    subject = word.head.child("nsubj") if word.head.lemma == "be" else None
    return subject is not None and (subject.lemma.lower() in _AGED or subject.entity == "PERSON")


def _is_coordinate(reading: Reading, after: Atom | None) -> bool:
    """Degrees of latitude or longitude: "18.1° E"."""
    if reading.unit not in ("degree", "minute", "second", "inch") or after is None:
        return False
    return after.text in ("N", "S", "E", "W") or (after.text[:1].isdigit() and reading.unit == "degree")


def _is_quality(atoms: list[Atom], at: int) -> bool:
    """Whether what a hyphen ties to the number is an adjective: "a three-pronged plan", "a five-star inn"."""
    if at >= len(atoms):
        return False
    return atoms[at].word.pos in ("ADJ", "VERB") or atoms[at].lower in _QUALITIES or atoms[at].lower.endswith("ed")


def _is_term(reading: Reading, after: Atom | None) -> bool:
    """A term of time before a noun is that noun's kind, not a measure: "a two-month contract"."""
    return (
        reading.hyphened
        and reading.unit in _TIMES
        and after is not None
        and after.word.pos in ("NOUN", "PROPN", "ADJ", "SYM")
    )


def _is_label(reading: Reading, before: Atom | None, after: Atom | None, noun: Word | None) -> bool:
    """ "article 5", "No. 10", "17 Mill Road", "the 9/11 attacks"; but "in the last game 12 players left"."""
    if reading.form == "fraction":
        return False
    if reading.scaled or reading.value != int(reading.value) or (noun is not None and noun.tag == "NNS"):
        return False
    if before is not None and before.word.pos not in ("VERB", "ADP", "DET") and _names_a_kind(before.lower):
        return True
    street = noun if noun is not None else after.word if after is not None else None
    return street is not None and street.lower in _STREETS and street.pos == "PROPN"


def _names_a_kind(word: str) -> bool:
    return word in _LABELS or word.removesuffix("s") in _LABELS


def _is_name(atoms: list[Atom], reading: Reading, noun: Word) -> bool:
    """ "a Model 3 car", "the Fortune 500 firms", "the top 10 list", "a 4K screen", "the 9/11 attacks"."""
    number = atoms[reading.number_first]
    last = atoms[reading.number_last - 1]
    word = number.word
    if reading.form == "fraction":
        return "/" in number.text and (reading.last == len(atoms) or atoms[reading.last].lower != "of")
    if last.text == "K":
        return noun.tag == "NN"
    if reading.form == "vague" or reading.scaled:
        return False
    if reading.form == "words":
        titled = number.text[:1].isupper() and noun.pos == "PROPN" and word.entity not in ("", "CARDINAL")
        return word.pos == "PROPN" or titled
    previous = atoms[reading.first - 1].word if reading.first else None
    if previous is not None and previous.lower == "top" and noun.tag == "NN":
        return True
    named = word.entity not in ("", "CARDINAL", "QUANTITY", "MONEY", "PERCENT", "DATE", "TIME")
    if named or (noun.tag == "NNP" and noun.entity not in ("", "CARDINAL")):
        return True
    if previous is None or previous.pos != "PROPN":
        return False
    return noun.tag != "NNS" or noun.i > word.i + 1 or (previous.head in (noun, word) and word.text.isdigit())


def _is_score(reading: Reading, noun: Word) -> bool:
    """ "a 2-0 win": two bare numbers by a hyphen before a singular noun."""
    return reading.joint in ("-", "\u2013", "\u2014") and noun.tag not in ("NNS", "NNPS")


def _is_level(number: Word) -> bool:
    """ "the toll rose to 31 from 27": what something rose to or from."""
    preposition = number.head
    return number.dep == "pobj" and preposition.lower in ("to", "from") and preposition.head.lemma in _CHANGES


def _is_bare_value(atoms: list[Atom], reading: Reading) -> bool:
    """A number that neither a unit nor a noun follows: a level ("closed at 2,051.40"), or a figure of its own."""
    if reading.form in ("fraction", "vague"):
        return False
    word = atoms[reading.number_first].word
    if reading.form == "words" and not reading.scaled:
        return False
    previous = atoms[reading.first - 1].word if reading.first else None
    if previous is not None and (previous.pos == "PROPN" or previous.text in ("-", "/", ":", "#", "'", "&", "@", "№")):
        return False
    if reading.joint in ("-", "\u2013", "\u2014", "/") or word.entity in ("PERSON", "ORG", "PRODUCT", "LAW"):
        return False
    text = atoms[reading.number_first].text
    if text.lower() == "dozen" or (word.entity in ("DATE", "TIME") and text.isdigit()):
        return False
    word = atoms[reading.number_last - 1].word
    if _CLOCK_TIME.fullmatch(text) and word.entity == "TIME":
        return False
    if reading.joint:
        return reading.joint != "to"
    telling = "," in text or "." in text or reading.scaled or reading.value >= _TELLING or _is_level(word)
    return telling and word.dep in ("pobj", "dobj", "attr", "npadvmod", "nummod", "conj", "appos", "nsubj", "advmod")
