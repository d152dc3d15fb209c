"""The times a question asks about, and whether another time lies in them.

Days are ISO dates. Fiscal years are those of the U.S. government: FY2022 is 2021-10-01 to 2022-09-30.
"""

from __future__ import annotations

import calendar
import datetime
import functools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from kg.answer.words import root, tokens

_MONTHS = {name.lower(): k for k, name in enumerate(calendar.month_name) if name}
_MONTH = "|".join(_MONTHS)
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_WORD = r"(?P<word>in|during|for|since|after|before|until|by|on|between|from|of|last|this|through)\s+"
#: Years that are looked for.
_FEW = 10
_YEARS = r"(?:1[5-9]|20)\d\d"
#: A text without a digit and without any of these names no time.
_SIGNS = (*_MONTHS, "day", "week", "month", "year", "tomorrow")
#: Compiled when a question or a sentence may hold a time.
_FISCAL = r"(?:\b(?:in|during|for|of)\s+)?(?:the\s+)?\b(?:FY|fiscal\s+year|fiscal)\s*(?P<year>(?:20|19)?\d\d)\b"
_SPAN = rf"\b(?:between|from)\s+(?P<one>{_YEARS})\s+(?:and|to|until)\s+(?P<two>{_YEARS})\b"
_MONTHS_SPAN = (
    rf"\b(?:between|from)\s+(?P<month>{_MONTH})(?:,?\s+(?P<one>{_YEARS}))?\s+(?:and|to|until)\s+"
    rf"(?P<last>{_MONTH}),?\s+(?P<two>{_YEARS})\b"
)
_QUARTER = (
    rf"(?:\b(?:in|during|for|of)\s+)?(?:the\s+)?\b(?:(?P<nth>{'|'.join(_ORDINALS)})\s+quarter\s+(?:of\s+)?|Q(?P<q>[1-4])\s+(?:of\s+)?)"
    rf"(?P<year>{_YEARS})\b"
)
_DECADE = r"(?:\b(?:in|during|since|from|of)\s+)?\bthe\s+(?P<decade>(?:1[5-9]|20)\d0)s\b"
_DAY = rf"\b(?:{_WORD})?(?P<month>{_MONTH})\s+(?P<day>\d{{1,2}})\b(?:st|nd|rd|th)?(?:,?\s+(?P<year>(?:19|20)\d\d))?"
_DAY_FIRST = rf"\b(?:{_WORD})?(?:the\s+)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{_MONTH})\b(?:,?\s+(?P<year>(?:19|20)\d\d))?"
_IN_MONTH = rf"\b{_WORD}(?:(?:early|mid|late)[ -])?(?P<month>{_MONTH})\b(?:,?\s+(?P<year>(?:19|20)\d\d))?"
_YEAR = rf"\b{_WORD}(?:the\s+year\s+)?(?P<year>{_YEARS})\b"
#: How a list of years goes on: "in 2021, 2022 and 2023".
_NEXT = (
    r"\s*(?:,\s*(?:and\s+|or\s+)?|and\s+|or\s+)(?P<word>in|during)?\s*(?P<fiscal>FY|fiscal\s+year)?\s*"
    rf"(?P<year>{_YEARS})\b"
)
_RELATIVE = r"\b(?:(?:in|during|over|since|of)\s+)?(?:the\s+)?(?P<relative>yesterday|today|tomorrow|(?:last|this|next|past)\s+(?:week|month|year))\b"
_OPEN_END = frozenset({"since", "after", "from"})
_OPEN_START = frozenset({"before", "until", "by", "through"})


@dataclass(frozen=True, slots=True)
class Period:
    """Days `[start, end]` as ISO dates, either open; or a month (and day) of any year, written `MM` or `MM-DD`."""

    text: str
    start: str | None = None
    end: str | None = None
    yearless: str | None = None
    relative: bool = False
    """Whether it is counted from the day of the document that answers: "last year", "since June"."""

    @property
    def words(self) -> tuple[frozenset[str], ...]:
        """The words by which what is said of it may be found (`kg.store.reading.words_of`): of its month, of its years."""
        months = {root(name) for name in _MONTHS if name in self.text.lower()}
        if months and self.start:
            months.add(self.start[:7])
        days = [day for day in (self.start, self.end) if day]
        years = range(int(days[0][:4]), int(days[-1][:4]) + 1) if days else range(0)
        own = frozenset(token.root for token in tokens(self.text)) if self.relative else frozenset()
        return tuple(filter(None, (frozenset(months), frozenset(map(str, years[:_FEW])), own)))

    def at(self, day: str | None) -> Period:
        """This period as a document of some day means it; itself where it isn't relative or the day isn't known."""
        if not self.relative or not day:
            return self
        if self.yearless:
            month = int(self.yearless[:2])
            year = int(day[:4]) - (day[5:7] < f"{month:02}")
            start, end = _month_days(year, month, month)
            since = self.text.split(" ", 1)[0] in ("since", "after", "from")
            return Period(self.text, start if since else None, None if since else end)
        return _counted_from(self.text, datetime.date.fromisoformat(day))

    def covers(self, time: dict[str, Any] | None) -> bool:
        """Whether at least half of the shorter of the two lies in the other."""
        if not time or not (time["start"] or time["end"]) or not (self.start or self.end or self.yearless):
            return False
        first, last = time["start"] or time["end"], time["end"] or time["start"]
        if self.yearless:
            return bool(first[5:].startswith(self.yearless))
        mine, other = _ordinals(self.start, self.end), _ordinals(first, last)
        shared = min(mine[1], other[1]) - max(mine[0], other[0]) + 1
        return shared * 2 >= min(mine[1] - mine[0], other[1] - other[0]) + 1

    def holds(self, time: dict[str, Any]) -> bool:
        """Whether a time that is covered lies in it wholly."""
        first, last = time["start"] or time["end"], time["end"] or time["start"]
        return bool(self.yearless) or ((self.start or first) <= first and last <= (self.end or last))


def find(text: str) -> tuple[Period | None, str]:
    """The first period in a text, and the text without it.

    >>> find("how many boats did it seize in FY2022?")[0].start
    '2021-10-01'
    """
    found = _first(text)
    return (found[0], _without(text, *found[1:])) if found else (None, text)


def names_time(text: str) -> bool:
    """Whether a text has a word for a time: "the end of the year", "11-13 Dec."."""
    months = {form for name in _MONTHS for form in (name, name[:3])}
    return any(token.low in months or root(token.low) in _SIGNS or token.low.endswith("day") for token in tokens(text))


def stated(text: str) -> Iterator[Period]:
    """The periods that a text names, one after the other."""
    at = 0
    while found := _first(text, at):
        yield found[0]
        at = found[2]


def find_all(text: str) -> tuple[tuple[Period, ...], str]:
    """The first period in a text and the years that follow it in a list, and the text without them.

    >>> [period.text for period in find_all("how many boats in 2021, 2022 and FY2023?")[0]]
    ['2021', '2022', 'FY2023']
    """
    first = _first(text)
    if first is None:
        return (), text
    period, start, end = first
    found, fiscal = [period], period.text.startswith("FY")
    while match := re.compile(_NEXT, re.I).match(text, end):
        again = any(match["year"] in one.text for one in found)
        fiscal = bool(match["fiscal"]) or (fiscal and not match["word"] and not again)
        found.append(_fiscal(match) if fiscal else _year_of(match["year"]))
        end = match.end()
    return tuple(found), _without(text, start, end)


def _without(text: str, start: int, end: int) -> str:
    return f"{text[:start]} {text[end:]}".strip()


def _first(text: str, at: int = 0) -> tuple[Period, int, int] | None:
    """The first period in a text from code point `at` on, and where it stands; one counted from a day, if no other."""
    lower = text.lower()
    if not any(c.isdigit() for c in text) and not any(sign in lower for sign in _SIGNS):
        return None
    found: list[tuple[int, int, Period, int]] = []
    for rank, (pattern, make) in enumerate(_makers()):
        match = re.compile(pattern, re.I).search(text, at)
        if match and (rank < len(_makers()) - 1 or not found) and (period := make(match)):
            found.append((match.start(), rank, period, match.end()))
    if not found:
        return None
    start, _, period, end = min(found, key=lambda one: one[:2])
    return period, start, end


@functools.cache
def _makers() -> tuple[tuple[str, Callable[[re.Match[str]], Period | None]], ...]:
    return (
        (_FISCAL, _fiscal),
        (_QUARTER, _quarter),
        (_DECADE, _decade),
        (_SPAN, _span),
        (_MONTHS_SPAN, _months),
        (_DAY, _day),
        (_DAY_FIRST, _day),
        (_IN_MONTH, _month),
        (_YEAR, _year),
        (_RELATIVE, _relative),
    )


def _fiscal(match: re.Match[str]) -> Period:
    year = int(match["year"]) % 2000 + 2000 if len(match["year"]) == 2 else int(match["year"])
    return Period(f"FY{year}", f"{year - 1}-10-01", f"{year}-09-30")


def _quarter(match: re.Match[str]) -> Period:
    nth = int(match["q"]) if match["q"] else _ORDINALS[match["nth"].lower()]
    return Period(f"Q{nth} {match['year']}", *_month_days(int(match["year"]), 3 * nth - 2, 3 * nth))


def _decade(match: re.Match[str]) -> Period:
    first = int(match["decade"])
    return Period(f"the {first}s", f"{first}-01-01", f"{first + 9}-12-31")


def _span(match: re.Match[str]) -> Period:
    return Period(f"{match['one']} to {match['two']}", f"{match['one']}-01-01", f"{match['two']}-12-31")


def _months(match: re.Match[str]) -> Period | None:
    one, two = int(match["one"] or match["two"]), int(match["two"])
    first, last = _MONTHS[match["month"].lower()], _MONTHS[match["last"].lower()]
    start, end = _month_days(one, first, first)[0], _month_days(two, last, last)[1]
    text = f"{match['month']} {match['one'] or ''}".strip()
    return Period(f"{text} to {match['last']} {two}", start, end) if start <= end else None


def _month_days(year: int, first: int, last: int) -> tuple[str, str]:
    return f"{year}-{first:02}-01", f"{year}-{last:02}-{calendar.monthrange(year, last)[1]}"


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
        word = match["word"].lower()
        bounded = word in _OPEN_START | _OPEN_END
        text = f"{word} {match['month']}" if bounded else match["month"]
        return Period(text, yearless=f"{month:02}", relative=bounded)
    return _bounded(match, f"{match['month']} {match['year']}", *_month_days(int(match["year"]), month, month))


def _year(match: re.Match[str]) -> Period:
    return _bounded(match, match["year"], f"{match['year']}-01-01", f"{match['year']}-12-31")


def _relative(match: re.Match[str]) -> Period:
    return Period(" ".join(match["relative"].lower().split()), relative=True)


def _counted_from(text: str, day: datetime.date) -> Period:
    """What "last year" and the like mean on a day."""
    which, _, unit = text.partition(" ")
    step = {"last": -1, "past": -1, "this": 0, "next": 1, "yesterday": -1, "today": 0, "tomorrow": 1}[which]
    if not unit:
        found = (day + datetime.timedelta(days=step)).isoformat()
        return Period(text, found, found)
    if unit == "week":
        monday = day - datetime.timedelta(days=day.weekday() - 7 * step)
        return Period(text, monday.isoformat(), (monday + datetime.timedelta(days=6)).isoformat())
    if unit == "month":
        months = day.year * 12 + day.month - 1 + step
        return Period(text, *_month_days(months // 12, months % 12 + 1, months % 12 + 1))
    return Period(text, f"{day.year + step}-01-01", f"{day.year + step}-12-31")


def _year_of(year: str) -> Period:
    return Period(year, f"{year}-01-01", f"{year}-12-31")


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
