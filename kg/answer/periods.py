"""The time a question asks about, and whether another time lies in it.

Days are ISO dates. Fiscal years are those of the U.S. government: FY2022 is 2021-10-01 to 2022-09-30.
"""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass
from typing import Any

from kg.answer.words import root, tokens

_MONTHS = {name.lower(): k for k, name in enumerate(calendar.month_name) if name}
_MONTH = "|".join(_MONTHS)
_WORD = r"(?P<word>in|during|for|since|after|before|until|by|on|between|from|of|last|this)\s+"
#: Compiled when a question or a sentence may hold a time.
_FISCAL = r"(?:\b(?:in|during|for|of)\s+)?(?:the\s+)?\b(?:FY|fiscal\s+year|fiscal)\s*(?P<year>(?:20|19)?\d\d)\b"
_SPAN = r"\b(?:between|from)\s+(?P<one>(?:19|20)\d\d)\s+(?:and|to|until)\s+(?P<two>(?:19|20)\d\d)\b"
_DAY = rf"\b(?:{_WORD})?(?P<month>{_MONTH})\s+(?P<day>\d{{1,2}})\b(?:st|nd|rd|th)?(?:,?\s+(?P<year>(?:19|20)\d\d))?"
_IN_MONTH = rf"\b{_WORD}(?P<month>{_MONTH})\b(?:,?\s+(?P<year>(?:19|20)\d\d))?"
_YEAR = rf"\b{_WORD}(?:the\s+year\s+)?(?P<year>(?:1[5-9]|20)\d\d)\b"
#: Years that are looked for.
_FEW = 10
_YEAR_DIGITS = 4
_OPEN_END = frozenset({"since", "after", "from"})
_OPEN_START = frozenset({"before", "until", "by"})


@dataclass(frozen=True, slots=True)
class Period:
    """Days `[start, end]` as ISO dates, either open; or a month (and day) of any year, written `MM` or `MM-DD`."""

    text: str
    start: str | None = None
    end: str | None = None
    yearless: str | None = None

    @property
    def words(self) -> tuple[frozenset[str], ...]:
        """The words by which what is said of it may be found (`kg.store.reading.words_of`): of its month, of its years."""
        months = {root(name) for name in _MONTHS if name in self.text.lower()}
        if months and self.start:
            months.add(self.start[:7])
        own = {token.root for token in tokens(self.text) if sum(map(str.isdigit, token.low)) == _YEAR_DIGITS}
        days = [day for day in (self.start, self.end) if day]
        years = range(int(days[0][:4]), int(days[-1][:4]) + 1) if days else range(0)
        return frozenset(months), frozenset({*own, *map(str, years[:_FEW])})

    def covers(self, time: dict[str, Any] | None) -> bool:
        """Whether at least half of the shorter of the two lies in the other."""
        if not time or not (time["start"] or time["end"]):
            return False
        first, last = time["start"] or time["end"], time["end"] or time["start"]
        if self.yearless:
            return bool(first[5:].startswith(self.yearless))
        mine, other = _ordinals(self.start, self.end), _ordinals(first, last)
        shared = min(mine[1], other[1]) - max(mine[0], other[0]) + 1
        return shared * 2 >= min(mine[1] - mine[0], other[1] - other[0]) + 1


def find(text: str) -> tuple[Period | None, str]:
    """The first period in a text, and the text without it.

    >>> find("how many boats did it seize in FY2022?")[0]
    Period(text='FY2022', start='2021-10-01', end='2022-09-30', yearless=None)
    """
    lower = text.lower()
    if not any(c.isdigit() for c in text) and not any(month in lower for month in _MONTHS):
        return None, text
    for pattern, make in ((_FISCAL, _fiscal), (_SPAN, _years), (_DAY, _day), (_IN_MONTH, _month), (_YEAR, _year)):
        match = re.search(pattern, text, re.I)
        if match:
            period = make(match)
            if period:
                return period, f"{text[: match.start()]} {text[match.end() :]}".strip()
    return None, text


def _fiscal(match: re.Match[str]) -> Period:
    year = int(match["year"]) % 2000 + 2000 if len(match["year"]) == 2 else int(match["year"])
    return Period(f"FY{year}", f"{year - 1}-10-01", f"{year}-09-30")


def _years(match: re.Match[str]) -> Period:
    return Period(f"{match['one']} to {match['two']}", f"{match['one']}-01-01", f"{match['two']}-12-31")


def _day(match: re.Match[str]) -> Period | None:
    month, day = _MONTHS[match["month"].lower()], int(match["day"])
    if not 1 <= day <= calendar.monthrange(2024, month)[1]:
        return None
    if not match["year"]:
        return Period(f"{match['month']} {day}", yearless=f"{month:02}-{day:02}")
    at = f"{match['year']}-{month:02}-{day:02}"
    return _bounded(match, f"{match['month']} {day}, {match['year']}", at, at)


def _month(match: re.Match[str]) -> Period:
    month = _MONTHS[match["month"].lower()]
    if not match["year"]:
        return Period(match["month"], yearless=f"{month:02}")
    last = calendar.monthrange(int(match["year"]), month)[1]
    start = f"{match['year']}-{month:02}"
    return _bounded(match, f"{match['month']} {match['year']}", f"{start}-01", f"{start}-{last}")


def _year(match: re.Match[str]) -> Period:
    return _bounded(match, match["year"], f"{match['year']}-01-01", f"{match['year']}-12-31")


def _bounded(match: re.Match[str], text: str, start: str, end: str) -> Period:
    word = (match["word"] or "").lower()
    if word == "after":
        return Period(f"after {text}", end, None)
    if word in _OPEN_END:
        return Period(f"{word} {text}", start, None)
    if word in _OPEN_START:
        return Period(f"{word} {text}", None, start if word == "before" else end)
    return Period(text, start, end)


def _ordinals(start: str | None, end: str | None) -> tuple[int, int]:
    return (_ordinal(start, datetime.date.min), _ordinal(end, datetime.date.max))


def _ordinal(day: str | None, otherwise: datetime.date) -> int:
    try:
        return (datetime.date.fromisoformat(day) if day else otherwise).toordinal()
    except ValueError:  # a year beyond the calendar
        return otherwise.toordinal()
