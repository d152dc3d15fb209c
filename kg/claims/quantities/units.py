"""Units of measurement and money: what may stand before or after a number, and its name in British lower case."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.lexicon import table

if TYPE_CHECKING:
    from kg.claims.quantities.atoms import Atom

_UNITS = table("units")
_MONEY = table("quantities_money")
_SCALES: dict[str, int] = table("quantities")["numerals"]["symbols"]

#: Signs and codes that come before a number, as they are written.
SIGNS: dict[str, str] = _MONEY["before"]["signs"]
_COUNTRIES: dict[str, str] = _MONEY["dollars"]["countries"]
_SHORT = frozenset(_UNITS["short"]["symbols"])
_GLUE = frozenset(["", "~", "≈", "<", ">", "≥", "≤", "minus-", "sub-", "to-", "now-", "-", "$-"])
_SIZED = re.compile(r"(?P<unit>[a-zμµ]+)(?P<power>[23²³])")
_POWERS = {"2": "square ", "²": "square ", "3": "cubic ", "³": "cubic "}
_LONGEST = 4


def _symbols() -> dict[str, str]:
    found = dict(_UNITS["plain"]["symbols"])
    for symbol, name in _UNITS["metric"]["symbols"].items():
        found.setdefault(symbol, name)
        for letter, prefix in _UNITS["prefixes"]["symbols"].items():
            found.setdefault(letter + symbol, prefix + name)
    return found


def _words() -> dict[str, str]:
    found: dict[str, str] = dict(_UNITS["plain"]["words"])
    for word, name in _UNITS["metric"]["words"].items():
        found[word] = name
        for prefix in _UNITS["prefixes"]["words"]:
            found[prefix + word] = prefix + name
    sizes = _UNITS["area_and_volume"]
    for prefix, kind in sizes["prefixes"].items():
        for base, name in sizes["bases"].items():
            found[f"{prefix} {base}"] = f"{kind} {name}"
    names = _MONEY["names"]
    found.update(names["words"])
    for nation, name in names["nations"].items():
        for word, currency in names["words"].items():
            found[f"{nation} {word}"] = f"{name} {currency}"
    for nation in names["plain"]:
        for word, name in names["words"].items():
            found[f"{nation} {word}"] = name
    return found


_SYMBOL_NAMES = _symbols()
_WORD_NAMES = _words()
_HEADS = frozenset(name.split()[0] for name in _WORD_NAMES)
_AGES: dict[str, str] = _UNITS["ages"]["words"]
_CURRENCIES = frozenset([*SIGNS.values(), *(_MONEY["names"]["words"].values())])


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit read from pieces `[first, last)`."""

    name: str
    first: int
    last: int
    money: bool = False


def glued_before(text: str, *, signed: bool) -> bool:
    """Whether a number may touch this before it and still be a number; `signed` if "$" stands before that."""
    if signed and text in _COUNTRIES:
        return True
    return text in _GLUE or text in SIGNS or (text.lstrip("$") in _COUNTRIES and text.startswith("$"))


def glued_after(text: str) -> bool:
    """Whether a number may touch this after it: a unit, a magnitude, or both ("2.3bn", "1.5MW")."""
    text = text.rstrip(".")
    if text == "s":  # "the 1990s", "Model 3s"
        return False
    return not text or text in _SCALES or _symbol(text) is not None or text in _MONEY["names"]["words"] or text in SIGNS


def _symbol(text: str) -> str | None:
    """The unit of a symbol, which may be a rate ("km/h") or a power ("cm2")."""
    text = text.lstrip("-")
    name = _SYMBOL_NAMES.get(text)
    if name is not None:
        return name
    if (sized := _SIZED.fullmatch(text)) and (base := _SYMBOL_NAMES.get(sized["unit"])):
        return _POWERS[sized["power"]] + base
    if "/" in text:
        top, _, bottom = text.partition("/")
        over = {"h": "hour", "hr": "hour", "d": "day"}.get(bottom) or _symbol(bottom)
        under = _symbol(top)
        return f"{under} per {over}" if under and over else None
    return None


def before(atoms: list[Atom], at: int) -> Unit | None:
    """The currency that ends just before piece `at`: "$", "US $", "EUR"."""
    if at == 0:
        return None
    sign = atoms[at - 1].text
    first = at - 1
    if sign.startswith("$") and sign.lstrip("$") in _COUNTRIES:
        return Unit(_COUNTRIES[sign.lstrip("$")], first, at, money=True)
    if at >= 2 and atoms[at - 2].text == "$" and sign in _COUNTRIES:  # "$ US12"
        return Unit(_COUNTRIES[sign], first - 1, at, money=True)
    name = SIGNS.get(sign) or SIGNS.get(sign.rstrip("-"))
    if name is None:
        return None
    if sign == "$" and first:
        if (country := atoms[first - 1].text) in _COUNTRIES:
            return Unit(_COUNTRIES[country], first - 1, at, money=True)
        if (country + "$") in SIGNS and atoms[first - 1].touches(atoms[first]):
            return Unit(SIGNS[country + "$"], first - 1, at, money=True)
    elif sign == "$" and atoms[first].start == atoms[at].start:
        return None
    return Unit(name, first, at, money=True)


def after(atoms: list[Atom], at: int, *, scaled: bool) -> Unit | None:
    """The unit that starts at piece `at`, with what it is counted by ("dollars a day", "km / h").

    `scaled`: whether a magnitude stands before it, by which "5 million pounds" is money and "5 pounds" a weight.
    """
    first = at
    if at < len(atoms) and atoms[at].text == "-":
        at += 1
    unit = _base(atoms, at)
    if unit is None:
        return None
    if unit.name == "pound-mass" and scaled:
        unit = Unit("pound sterling", unit.first, unit.last, money=True)
    return Unit(*_rate(atoms, Unit(unit.name, first, unit.last, unit.money)))


def _rate(atoms: list[Atom], unit: Unit) -> tuple[str, int, int, bool]:
    rate = per(atoms, unit.last)
    if rate is None:
        return unit.name, unit.first, unit.last, unit.money
    return f"{unit.name} {rate.name}", unit.first, rate.last, unit.money


def _base(atoms: list[Atom], at: int) -> Unit | None:
    """The longest unit at piece `at`, before any rate."""
    if at >= len(atoms):
        return None
    atom = atoms[at]
    if atom.word.lemma.lower() in _HEADS or atom.lower.rstrip(".") in _HEADS:
        for length in range(min(_LONGEST, len(atoms) - at), 0, -1):
            if name := _named(atoms[at : at + length]):
                return Unit(name, at, at + length, name in _CURRENCIES)
    text = atom.text.rstrip(".") if len(atom.text) > 1 else atom.text
    name = _symbol(text) or SIGNS.get(text)
    if name is None or (text in _SHORT and not _alone(atoms, at)):
        return None
    if text == "°" and at + 1 < len(atoms) and atoms[at + 1].text in ("C", "F"):
        return Unit(_SYMBOL_NAMES["°" + atoms[at + 1].text], at, at + 2)
    return Unit(name, at, at + 1, name in _CURRENCIES)


def _named(pieces: list[Atom]) -> str | None:
    """The unit that these words name, the last in the singular or the plural: "square metres", "light years"."""
    *front, last = pieces
    lemma = last.word.lemma.lower()
    for ending in (last.lower.rstrip("."), lemma, last.lower.removesuffix("s")):
        if name := _WORD_NAMES.get(" ".join([*(p.lower.rstrip(".") for p in front), ending])):
            return name
    return _WORD_NAMES.get(" ".join([*(p.word.lemma.lower() for p in front), lemma])) if front else None


def _alone(atoms: list[Atom], at: int) -> bool:
    """Whether a one-letter unit touches its number or isn't the first letter of something else."""
    if at and atoms[at - 1].touches(atoms[at]):
        return True
    if atoms[at].text in ("F", "C") and at and atoms[at - 1].text[-1:].isdigit():
        return True
    following = atoms[at + 1].text if at + 1 < len(atoms) else "."
    return not (following[:1].isupper() or following == "-")


def per(atoms: list[Atom], at: int) -> Unit | None:
    """A rate at piece `at`: "per barrel", "/ h", "a day", "an ounce", "- a - day"."""
    start = at
    if at < len(atoms) and atoms[at].text == "-":
        at += 1
    if at + 1 >= len(atoms):
        return None
    link = atoms[at].lower
    rest = at + 2 if atoms[at + 1].text == "-" else at + 1
    if link in ("per", "/"):
        unit = _base(atoms, rest) if link == "per" else _base_slash(atoms, rest)
        if unit is not None:
            return Unit(f"per {unit.name}", start, unit.last)
        if link == "per" and rest < len(atoms) and atoms[rest].word.pos == "NOUN":
            return Unit(f"per {atoms[rest].word.lemma.lower()}", start, rest + 1)
    if link in ("a", "an"):
        unit = _base(atoms, rest)
        plural = rest < len(atoms) and atoms[rest].word.tag == "NNS"
        further = rest + 1 < len(atoms) and atoms[rest + 1].lower in ("earlier", "ago", "later", "before", "old")
        if unit is not None and not plural and not further and not unit.money:
            return Unit(f"per {unit.name}", start, unit.last)
    return None


def _base_slash(atoms: list[Atom], at: int) -> Unit | None:
    if at < len(atoms) and (hour := {"h": "hour", "hr": "hour", "d": "day", "y": "year"}.get(atoms[at].lower)):
        return Unit(hour, at, at + 1)
    return _base(atoms, at)


def age(atoms: list[Atom], unit: Unit) -> Unit:
    """The unit of an age: "year" in "40 years old" and "a 12 - year - old bridge" becomes "year of age"."""
    last = unit.last
    if last < len(atoms) and atoms[last].text == "-":
        last += 1
    if unit.name in _AGES and last < len(atoms) and atoms[last].lower in ("old", "olds"):
        return Unit(_AGES[unit.name], unit.first, last + 1)
    if unit.name in _AGES and last + 1 < len(atoms) and [a.lower for a in atoms[last : last + 2]] == ["of", "age"]:
        return Unit(_AGES[unit.name], unit.first, last + 2)
    return unit


def named(lemma: str) -> str | None:
    """The unit that a noun's plain form names, if it names one."""
    return _WORD_NAMES.get(lemma)


def is_money(unit: str) -> bool:
    """Whether a unit is a currency."""
    return unit in _CURRENCIES
