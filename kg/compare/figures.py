"""Numbers as they can be compared: the bounds that their words set, their unit, their period, what they count."""

from __future__ import annotations

import datetime
import functools
import math
from dataclasses import dataclass
from typing import Any

from kg.answer.words import is_stopword
from kg.compare.content import head, interval
from kg.lexicon import table, words
from kg.words import root, tokens

Row = dict[str, Any]

#: "About 300" holds for 270 to 330: writers round to the leading figure and a half.
_ABOUT = 0.1
#: Converted units are compared to this share: 3 tonnes are 6,600 pounds.
_CONVERTED = 0.02
#: A round number from here on stands for what rounds to it: "12 million" for 11,893,000. 300 boats are 300 boats.
_ROUNDED = 1000
_FISCAL = ("fiscal", "fy")


@dataclass(frozen=True, slots=True)
class Bounds:
    """The values that a number's words allow, `[low, high]`."""

    low: float
    high: float

    def meets(self, other: Bounds) -> bool:
        """Whether some value is allowed by both."""
        return self.low <= other.high and other.low <= self.high


def bounds(row: Row, factor: float = 1.0) -> Bounds:
    """The bounds of a statistic in its unit's base, of which one unit is `factor`."""
    value = float(row["value"])
    low = high = value
    if row["upper"] is not None:
        high = max(value, float(row["upper"]))
    elif row["comparator"] in ("moreThan", "atLeast"):
        high = math.inf
    elif row["comparator"] in ("lessThan", "atMost"):
        low = -math.inf
    elif row["comparator"] == "about":
        low, high = value - abs(value) * _ABOUT, value + abs(value) * _ABOUT
    elif abs(value) >= _ROUNDED:
        step = _last_place(value)
        low, high = value - step / 2, value + step / 2
    if factor != 1.0:
        low, high = low - abs(low) * _CONVERTED, high + abs(high) * _CONVERTED
    return Bounds(low * factor, high * factor)


def _last_place(value: float) -> float:
    """The place of the last digit that isn't 0, at most a tenth of the number's size.

    >>> _last_place(12_000_000), _last_place(284_000), _last_place(1019)
    (1000000.0, 1000.0, 1.0)
    """
    step = 1.0
    while abs(value) % (step * 10) == 0 and step * 100 <= abs(value):
        step *= 10
    return step if step > 1 else 1.0


@functools.cache
def dimension(unit: str | None) -> tuple[str, float]:
    """The dimension of a unit and what one is in its base; of a count or an unknown unit, the unit itself.

    >>> dimension("tonne"), dimension("euro"), dimension("boat")
    (('mass', 1000.0), ('money', 1.0), ('boat', 1.0))
    """
    if unit is None:
        return "", 1.0
    if unit in words("compare", "currencies", "words"):
        return "money", 1.0
    for name, units in table("compare")["units"].items():
        if isinstance(units, dict) and unit in units:
            return name, units[unit]
    return root(unit.split()[-1]) if unit else "", 1.0


def counted(row: Row) -> str:
    """What a number counts: the root of the noun, or the dimension of its unit where the noun is the number itself."""
    kind, _ = dimension(row["unit"])
    return kind if kind in ("money", "percentag", *table("compare")["units"]) else head(row["measure"]["text"]) or kind


def scope(row: Row, claim: Row | None) -> dict[str, str]:
    """What narrows a number down, as the roots of its words with the word: "fishing" boats, boats "in Gull Bay"."""
    terms = [row["measure"]["text"]]
    if claim:
        own = (claim["object"], *claim["arguments"])
        terms += [term["text"] for term in own if term and term["type"] != "time"]
    if row["about"]:
        terms.append(row["about"]["text"])
    idle = words("compare", "idle", "words") | words("compare", "prepositions", "words")
    about = (
        {token.root for token in tokens(f"{row['about']['label']} {row['about']['text']}")} if row["about"] else set()
    )
    skip = about | {counted(row), root(row["unit"] or ""), *(t.root for t in tokens(row["unit"] or ""))}
    found: dict[str, str] = {}
    for token in (token for text in terms for token in tokens(text)):
        if (
            token.low not in idle
            and not is_stopword(token.low)
            and not token.low[:1].isdigit()
            and token.root not in skip
        ):
            found.setdefault(token.root, token.raw)
    return found


def period(row: Row) -> tuple[str, str] | None:
    """The days a number is for."""
    return interval(row["time"])


def is_fiscal(row: Row) -> bool:
    """Whether a number's time is written as a fiscal year."""
    lows = [token.low for token in tokens(row["time"]["text"])] if row["time"] else []
    return any((low.startswith(_FISCAL[1]) and low[2:].isdigit()) or low in _FISCAL for low in lows)


def days(of: tuple[str, str]) -> int:
    """How many days an interval has."""
    first, last = (datetime.date.fromisoformat(day).toordinal() for day in of)
    return last - first + 1
