"""Numbers of the calendar and the clock: "3 May", "in 2018", "5 p.m.", "10.45"."""

from __future__ import annotations

from kg.claims.quantities.atoms import Atom
from kg.claims.quantities.reading import Reading
from kg.lexicon import words

_MONTHS = words("quantities", "dates", "months")
_CLOCK = words("quantities", "dates", "clock")
#: What is read as a year where it stands alone, in four digits.
_CALENDAR = range(1000, 2200)
_YEAR_DIGITS = 4


def is_date(atoms: list[Atom], reading: Reading) -> bool:
    """Whether a number is a year, a day of a month or a time of day."""
    if reading.unit is not None:
        return False
    before = atoms[reading.first - 1].lower if reading.first else ""
    after = atoms[reading.last].lower if reading.last < len(atoms) else ""
    if after in _CLOCK:
        return True
    number = atoms[reading.number_first]
    if reading.form != "digits" or reading.scaled or not number.text.isdigit():
        return False
    if (
        before in _MONTHS
        or (after in _MONTHS and after != "may")
        or (after == "may" and atoms[reading.last].word.pos == "PROPN")
    ):
        return True
    if len(number.text) != _YEAR_DIGITS or reading.value not in _CALENDAR:
        return False
    word = number.word
    return not (word.dep == "nummod" and word.head.tag == "NNS" and word.head.i > word.i and word.entity != "DATE")
