"""Numbers with their units, read from left to right; ranges joined; units shared along a list."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kg.claims.quantities import numerals, units
from kg.claims.quantities.atoms import Atom
from kg.claims.quantities.units import Unit

_RANGE_LINKS = frozenset(["to", "-", "–", "—", "/", "~"])
_LIST_LINKS = frozenset([",", "and", "or", "-", "to"])
#: How many pieces may stand between the ends of "from 21 mpg combined to 23".
_GAP = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A number, its unit, and pieces `[first, last)` that they take up; `joint` is the link inside a range."""

    value: float
    upper: float | None
    raw: float
    form: str
    scaled: bool
    first: int
    last: int
    number_first: int
    number_last: int
    unit: str | None = None
    money: bool = False
    hyphened: bool = False
    joint: str = ""


def readings_of(atoms: list[Atom]) -> list[Reading]:
    """All numbers of a sentence, in order; what is no measure is sorted out later."""
    found: list[Reading] = []
    at = 0
    while at < len(atoms):
        reading = _read(atoms, at) if numerals.starts(atoms[at]) else None
        if reading is None:
            at += 1
        else:
            found.append(reading)
            at = max(reading.last, at + 1)
    return _shared(atoms, _joined(atoms, found))


def _read(atoms: list[Atom], at: int) -> Reading | None:
    currency = units.before(atoms, at)
    number = numerals.read(atoms, at, money=currency is not None)
    if number is None:
        return None
    first = min(number.first, currency.first) if currency else number.first
    bare = Reading(
        value=number.value,
        upper=number.upper,
        raw=number.raw,
        form=number.form,
        scaled=number.scaled,
        first=first,
        last=number.last,
        number_first=number.first,
        number_last=number.last,
    )
    return _with_unit(atoms, bare, currency)


def _with_unit(atoms: list[Atom], reading: Reading, currency: Unit | None) -> Reading:
    last = reading.last
    if currency is not None:
        if last < len(atoms) and atoms[last].text in ("US", "U.S.", "USD", "AUD", "CAD"):
            last += 1
        rate = units.per(atoms, last)
        name = f"{currency.name} {rate.name}" if rate else currency.name
        return replace(reading, unit=name, last=rate.last if rate else last, money=True)
    skip = last + 1 if reading.form in ("vague", "fraction") or reading.scaled else last
    at = skip if skip > last and last < len(atoms) and atoms[last].lower == "of" and reading.form == "words" else last
    if reading.upper is not None and last < len(atoms) and atoms[last].lower == "of":
        at = last + 1
    unit = units.after(atoms, at, scaled=reading.scaled)
    if unit is None:
        return reading
    unit = units.age(atoms, unit)
    hyphened = at < len(atoms) and atoms[at].text == "-"
    return replace(reading, unit=unit.name, last=unit.last, money=unit.money, hyphened=hyphened)


def _joined(atoms: list[Atom], found: list[Reading]) -> list[Reading]:
    """Two neighbours that are the ends of one range become one reading."""
    result: list[Reading] = []
    for reading in found:
        link = _link(atoms, result[-1], reading) if result else ""
        if link:
            result[-1] = _range(result[-1], reading, link)
        else:
            result.append(reading)
    return result


def _link(atoms: list[Atom], left: Reading, right: Reading) -> str:
    if left.upper is not None or right.upper is not None or "fraction" in (left.form, right.form):
        return ""
    if left.unit and right.unit and left.unit != right.unit:
        return ""
    between = [a.lower for a in atoms[left.last : right.first]]
    opened = {a.lower for a in atoms[max(0, left.first - 3) : left.first]}
    if len(between) == 1 and between[0] in _RANGE_LINKS:
        return between[0]
    if between in (["and"], ["-", "and"]) and "between" in opened:
        return "and"
    if between == ["or"] and left.unit is None and left.form == right.form and left.raw < right.raw:
        return "or"
    if left.unit and right.unit is None and between == []:
        return ""
    spread = "from" in opened and 0 < len(between) <= _GAP and between[-1] == "to" and "," not in between
    return "from" if spread else ""


def _range(left: Reading, right: Reading, link: str) -> Reading:
    value, upper = left.value, right.value
    if right.scaled and not left.scaled and 0 <= left.raw < right.raw and right.raw:
        value = left.value * (right.value / right.raw)
    if link in ("-", "–", "—") and upper < 0 <= value:
        upper = -upper
    return replace(
        left,
        value=value,
        upper=upper,
        scaled=left.scaled or right.scaled,
        last=right.last,
        number_last=right.number_last,
        unit=left.unit or right.unit,
        money=left.money or right.money,
        hyphened=right.hyphened,
        joint=link,
    )


def _shared(atoms: list[Atom], found: list[Reading]) -> list[Reading]:
    """A bare number in a list takes the unit of the number that ends it: "four-, five- and six-cylinder"."""
    for k in range(len(found) - 2, -1, -1):
        left, right = found[k], found[k + 1]
        between = [a.lower for a in atoms[left.last : right.first]]
        listed = bool(between) and len(between) <= _GAP and all(b in _LIST_LINKS for b in between)
        if left.unit is None and right.unit and listed and left.form == right.form and not right.money:
            found[k] = replace(left, unit=right.unit, hyphened=right.hyphened)
    return found
