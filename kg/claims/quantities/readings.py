"""Numbers with their units, read from left to right; ranges joined; units shared along a list."""

from __future__ import annotations

from dataclasses import replace

from kg.claims.quantities import numerals, units
from kg.claims.quantities.atoms import Atom
from kg.claims.quantities.dates import is_date
from kg.claims.quantities.reading import Reading
from kg.claims.quantities.units import Unit

_RANGE_LINKS = frozenset(["to", "to-", "-", "\u2013", "\u2014", "/"])
_LIST_LINKS = frozenset([",", "and", "or", "-", "to"])
#: How many pieces may stand between the ends of "from 30 knots at noon to 12".
_GAP = 6
_STOPS = frozenset([",", ";", "(", ")", "and", "but"])
_CHANGERS = frozenset(["by", "up", "down"])


def readings_of(atoms: list[Atom]) -> list[Reading]:
    """All numbers of a sentence, in order; what is no measure is sorted out later."""
    found: list[Reading] = []
    at = 0
    while at < len(atoms):
        reading = _read(atoms, at) if numerals.starts(atoms[at].text, atoms[at].lower) else None
        if reading is None or is_date(atoms, reading):
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
    """The word that makes two neighbours one range, or nothing."""
    if left.upper is not None or right.upper is not None or "fraction" in (left.form, right.form):
        return ""
    if left.unit and right.unit and not _alike(left.unit, right.unit):
        return ""
    between = [a.lower for a in atoms[left.last : right.first]]
    opened = {a.lower for a in atoms[max(0, left.first - 3) : left.first]}
    if "from" in opened:
        near = 0 < len(between) <= _GAP and "to" in between[-3:] and not _STOPS.intersection(between)
        if near:
            return "from"
    if between in (["and"], ["-", "and"]) and "between" in opened:
        return "and"
    if between == ["or"] and left.unit is None and left.form == right.form and left.raw < right.raw:
        return "or"
    if between == ["-", "to"] and left.unit is None and right.hyphened and left.value < right.value:
        return "to"  # "18- to 24-year-olds"
    if len(between) != 1 or between[0] not in _RANGE_LINKS:
        return ""
    return "" if _levels(atoms, left, right, between[0]) else between[0].rstrip("-") or "-"


def _alike(one: str, other: str) -> bool:
    """Whether two units are one, or one is a rate of the other: "$4 and $5 per sack"."""
    return one == other or one.startswith(f"{other} per ") or other.startswith(f"{one} per ")


def _levels(atoms: list[Atom], left: Reading, right: Reading, link: str) -> bool:
    """Whether "to" leads from the size of a change to the level reached: "rose 6% to 12.40", "by $2bn to $9bn"."""
    if link != "to" or left.unit is None:
        return False
    previous = atoms[left.first - 1].word if left.first else None
    if left.unit == right.unit == "percentage" and left.value > right.value:  # "won by 60 percent to 31 percent"
        return True
    return right.unit is None or (previous is not None and (previous.pos == "VERB" or previous.lower in _CHANGERS))


def _range(left: Reading, right: Reading, link: str) -> Reading:
    value, upper = left.value, right.value
    if right.scaled and not left.scaled and 0 <= left.raw < right.raw and right.raw:
        value = left.value * (right.value / right.raw)
    if link in ("-", "\u2013", "\u2014") and upper < 0 <= value:
        upper = -upper
    return replace(
        left,
        value=value,
        upper=upper,
        scaled=left.scaled or right.scaled,
        last=right.last,
        number_last=right.number_last,
        unit=max(left.unit or "", right.unit or "", key=len) or None,
        money=left.money or right.money,
        hyphened=right.hyphened,
        joint=link,
    )


def _shared(atoms: list[Atom], found: list[Reading]) -> list[Reading]:
    """A bare number in a list takes the unit of the number that ends it: "two-, three- and four-litre cans"."""
    for k in range(len(found) - 2, -1, -1):
        left, right = found[k], found[k + 1]
        between = [a.lower for a in atoms[left.last : right.first]]
        listed = bool(between) and len(between) <= _GAP and all(b in _LIST_LINKS for b in between)
        part = left.scaled and between in (["of"], ["of", "the"])
        if part and left.unit is None and right.unit:
            found[k] = replace(left, unit=right.unit, money=right.money)
        elif left.unit is None and right.unit and listed and left.form == right.form and not right.money:
            found[k] = replace(left, unit=right.unit, hyphened=right.hyphened)
    return found
