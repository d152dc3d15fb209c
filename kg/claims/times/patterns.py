"""How times are written, and the days they denote: one named pattern a form.

A pattern is tried where a word could begin a time; it gives the days (`Interval`) from its match and a `Moment`,
or None where they aren't known.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from kg.claims.times import days
from kg.claims.times.days import Interval
from kg.lexicon import table

_LEXICON: dict[str, Any] = table("times")
MONTHS = {form: k for k, forms in enumerate(_LEXICON["months"], start=1) for form in forms}
WEEKDAYS = {form: k for k, forms in enumerate(_LEXICON["weekdays"]) for form in forms}
NUMBERS: dict[str, int] = _LEXICON["numbers"]
#: A date without a year, in a clause without a tense, is only read as the nearest one if that is this near (days).
_NEAR = 90


@dataclass(frozen=True, slots=True)
class Moment:
    """What a time is counted from: the day of publication, and whether its clause is past or future."""

    today: date | None
    tense: Literal["past", "future", ""] = ""


@dataclass(frozen=True, slots=True)
class Pattern:
    """`bare` patterns are too short to stand without a preposition or the model's word for it."""

    name: str
    regex: re.Pattern[str]
    resolve: Callable[[re.Match[str], Moment], Interval | None]
    bare: bool = False


def _any(forms: object) -> str:
    return "|".join(sorted(map(str, forms), key=lambda form: (-len(form), form)))  # type: ignore[call-overload]


def _capital(names: list[list[str]]) -> str:
    """A name in title case or capitals; an abbreviation may end with a full stop."""
    whole = [form for first, *_ in names for form in (first.title(), first.upper())]
    short = [form for _, *rest in names for one in rest for form in (one.title(), one.upper())]
    return rf"(?:(?:{_any(whole)}|(?:{_any(short)})\.?)(?![a-z]))"


_MONTH = rf"(?P<month>{_capital(_LEXICON['months'])})"
_WEEKDAY = rf"(?P<weekday>{_capital(_LEXICON['weekdays'])})"
_DAY = r"(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?!\d)"
_YEAR = r"(?P<year>1[4-9]\d\d|20\d\d|2100)(?![\d%]|,\d|\.\d)"
_DASH = r"\s?(?:-|\u2013|\u2014|/)\s?"
_NUMBER = rf"(?P<number>\d{{1,3}}|{_any(NUMBERS)})"
_UNIT = rf"(?P<unit>{_any(_LEXICON['units'])})"
_HALF = rf"(?:(?:{_any(_LEXICON['halves'])})[\s-])?"
_PART = rf"(?:\s(?:{_any(_LEXICON['dayparts'])}))?"
_VAGUE = _any(_LEXICON["vague"])


def month_number(form: str) -> int:
    """1 to 12."""
    return MONTHS[form.rstrip(".").lower()]


def _weekday(form: str) -> int:
    return WEEKDAYS[form.rstrip(".").lower()]


def _full(match: re.Match[str], _: Moment) -> Interval | None:
    first = days.day(int(match["year"]), month_number(match["month"]), int(match["day"]))
    last = match.groupdict().get("last")
    if first is None or not last:
        return first
    end = days.day(first[0].year, first[0].month, int(last))
    return (first[0], end[1]) if end is not None and end[1] >= first[0] else None


def _numeric(match: re.Match[str], _: Moment) -> Interval | None:
    one, two, year = int(match["one"]), int(match["two"]), int(match["year"])
    if one > 12 or one == two:
        return days.day(year, two, one)
    return days.day(year, one, two) if two > 12 else None  # "05/06/2020" is two days, as one reads it


def _iso(match: re.Match[str], _: Moment) -> Interval | None:
    return days.day(int(match["year"]), int(match["two"]), int(match["day"]))


def _undated(match: re.Match[str], moment: Moment) -> Interval | None:
    """A day without a year: the one on that weekday, or on the side of today that the tense says."""
    if moment.today is None:
        return None
    found = [
        span[0]
        for year in (moment.today.year - 1, moment.today.year, moment.today.year + 1)
        if (span := days.day(year, month_number(match["month"]), int(match["day"]))) is not None
    ]
    weekday = match.groupdict().get("weekday")
    if weekday:
        found = [d for d in found if d.weekday() == _weekday(weekday)]
        return (found[0], found[0]) if len(found) == 1 else None
    first = _nearest(found, moment)
    last = match.groupdict().get("last")
    if first is None or not last:
        return first
    end = days.day(first[0].year, first[0].month, int(last))
    return (first[0], end[1]) if end is not None and end[1] >= first[0] else None


def _nearest(found: list[date], moment: Moment) -> Interval | None:
    today = moment.today
    if today is None:
        return None
    if moment.tense == "past":
        before = [d for d in found if d <= today]
        return (before[-1], before[-1]) if before else None
    if moment.tense == "future":
        after = [d for d in found if d >= today]
        return (after[0], after[0]) if after else None
    near = [d for d in found if abs((d - today).days) <= _NEAR]
    return (near[0], near[0]) if len(near) == 1 else None


def _month_year(match: re.Match[str], _: Moment) -> Interval | None:
    return days.month_of(int(match["year"]), month_number(match["month"]))


def _bare_month(match: re.Match[str], moment: Moment) -> Interval | None:
    if moment.today is None:
        return None
    month = month_number(match["month"])
    firsts = [date(moment.today.year + k, month, 1) for k in (-1, 0, 1)]
    if moment.tense == "future":  # this month is still to come
        firsts = [d.replace(day=28) for d in firsts]
    span = _nearest(firsts, moment)
    return days.month_of(span[0].year, month) if span is not None else None


def _near_month(match: re.Match[str], moment: Moment) -> Interval | None:
    """ "last June": the last one that is over; "next June": the next to begin."""
    if moment.today is None:
        return None
    month, now = month_number(match["month"]), moment.today
    shift = {"last": -(month >= now.month), "this": 0, "next": int(month <= now.month)}[match["which"].lower()]
    return days.month_of(now.year + shift, month)


def _twelve_months(match: re.Match[str], _: Moment) -> Interval | None:
    """The year that ends with a month, or a day of it."""
    year, month = int(match["year"]), month_number(match["month"])
    number = match["day"] or match["later"]
    last = days.day(year, month, int(number)) if number else days.month_of(year, month)
    before = days.day(year - 1, month, int(number)) if number else days.month_of(year - 1, month)
    return (before[1] + timedelta(days=1), last[1]) if last is not None and before is not None else None


def _year(match: re.Match[str], _: Moment) -> Interval | None:
    return days.years(int(match["year"]))


def _ending(year: int, last: str) -> int:
    return int(last) if len(last) == 4 else year - year % 100 + int(last)


def _year_range(match: re.Match[str], _: Moment) -> Interval | None:
    year = int(match["year"])
    return days.years(year, _ending(year, match["last"]))


def _fiscal(match: re.Match[str], _: Moment) -> Interval | None:
    year = int(match["fiscal"]) if len(match["fiscal"]) == 4 else 2000 + int(match["fiscal"])
    return days.fiscal_years(year, _ending(year, match["last"]) if match["last"] else None)


def _quarter(match: re.Match[str], _: Moment) -> Interval | None:
    number = match["quarter"].lower()
    ordinals: list[str] = _LEXICON["ordinals"]
    count = ordinals.index(number) + 1 if number in ordinals else int(number[0])
    return days.quarter(int(match["year"]), count, fiscal=bool(match["fiscal"]))


def _decade(match: re.Match[str], _: Moment) -> Interval | None:
    digits = match["decade"]
    if len(digits) == 2:
        digits = ("20" if digits < "20" else "19") + digits
    return None if digits.endswith("00") else days.years(int(digits), int(digits) + 9)  # "1900s": decade or century


def _century(match: re.Match[str], _: Moment) -> Interval | None:
    return days.years(100 * int(match["count"]) - 99, 100 * int(match["count"]))


def _on_weekday(match: re.Match[str], moment: Moment) -> Interval | None:
    """The last such day, or the next one where the clause is about the future."""
    today, which = moment.today, (match["which"] or "").lower()
    if today is None:
        return None
    back = (today.weekday() - _weekday(match["weekday"])) % 7
    if which == "next":
        coming = today + timedelta(days=7 - back)
        return (coming, coming) if coming > days.week_of(today)[1] else None  # else it may be the one after
    if which == "this":
        same = days.week_of(today)[0] + timedelta(days=_weekday(match["weekday"]))
        return same, same
    if moment.tense == "future" and which != "last":
        ahead = today + timedelta(days=(7 - back) % 7)
        return ahead, ahead
    found = today - timedelta(days=back or (7 if which == "last" else 0))
    return found, found


_NEAR_DAYS = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}
_STEPS = {"last": -1, "this": 0, "next": 1}


def _near_day(match: re.Match[str], moment: Moment) -> Interval | None:
    shift = _NEAR_DAYS[match["near"].lower()]
    return days.shifted((moment.today, moment.today), shift) if moment.today is not None else None


def _counted(unit: str, count: int, today: date) -> Interval | None:
    """The day, week, month or year that lies `count` of them after today's."""
    if unit in ("day", "night"):
        return days.shifted((today, today), count)
    if unit in ("week", "weekend"):
        monday, sunday = days.week_of(today)
        first = monday if unit == "week" else sunday - timedelta(days=1)
        return days.shifted((first, sunday), 7 * count)
    if unit == "month":
        return days.months_from(today, count)
    if unit == "quarter":
        moved = days.months_from(today, 3 * count)
        return days.quarter(moved[0].year, (moved[0].month + 2) // 3) if moved else None
    return days.years(today.year + count) if unit == "year" else None


def _near_unit(match: re.Match[str], moment: Moment) -> Interval | None:
    if moment.today is None:
        return None
    return _counted(match["unit"].lower(), _STEPS[match["which"].lower()], moment.today)


def _ago(match: re.Match[str], moment: Moment) -> Interval | None:
    number = match["number"].lower()
    if moment.today is None:
        return None
    return _counted(match["unit"].lower(), -(NUMBERS[number] if number in NUMBERS else int(number)), moment.today)


def _unknown(_: re.Match[str], __: Moment) -> Interval | None:
    return None


def _p(
    name: str,
    regex: str,
    resolve: Callable[[re.Match[str], Moment], Interval | None],
    *,
    bare: bool = False,
    fold: bool = True,
) -> Pattern:
    return Pattern(name, re.compile(regex + r"(?!\w)", re.IGNORECASE if fold else 0), resolve, bare)


_WHICH_DAY = rf"(?:(?:[Ll]ast|[Nn]ext|[Tt]his)\s)?{_WEEKDAY}{_PART},?\s(?:the\s)?"

#: The longest match at a place wins; among equals, the first.
PATTERNS = (
    _p(
        "month day year",
        rf"(?:{_WHICH_DAY})?{_MONTH}\s{_DAY}(?:{_DASH}(?P<last>[0-3]?\d))?,?\s{_YEAR}",
        _full,
        fold=False,
    ),
    _p(
        "day month year",
        rf"(?:{_WHICH_DAY})?{_DAY}(?:{_DASH}(?P<last>[0-3]?\d))?\s(?:of\s)?{_MONTH},?\s{_YEAR}",
        _full,
        fold=False,
    ),
    _p("iso day", rf"{_YEAR}-(?P<two>0[1-9]|1[0-2])-(?P<day>[0-3]\d)", _iso),
    _p("numeric day", rf"(?P<one>[0-3]?\d)[/.](?P<two>[0-3]?\d)[/.]{_YEAR}", _numeric),
    _p("weekday month day", rf"{_WHICH_DAY}{_MONTH}\s{_DAY}", _undated, fold=False),
    _p("weekday day month", rf"{_WHICH_DAY}{_DAY}\s(?:of\s)?{_MONTH}", _undated, fold=False),
    _p("month day", rf"{_MONTH}\s{_DAY}(?:{_DASH}(?P<last>[0-3]?\d)(?!\d))?", _undated, fold=False),
    _p("day month", rf"{_DAY}\s(?:of\s)?{_MONTH}", _undated, fold=False),
    _p("month year", rf"{_HALF}{_MONTH},?\s(?:of\s)?{_YEAR}", _month_year, fold=False),
    _p("month", rf"{_HALF}{_MONTH}", _bare_month, bare=True, fold=False),
    _p("near month", rf"(?P<which>[Ll]ast|[Tt]his|[Nn]ext)\s{_MONTH}", _near_month, fold=False),
    _p(
        "year to",
        rf"year\s(?:to|ended|ending)\s(?:on\s)?(?:{_DAY}\s)?{_MONTH}\s(?:(?P<later>[0-3]?\d),?\s)?{_YEAR}",
        _twelve_months,
        fold=False,
    ),
    _p("year range", rf"{_YEAR}{_DASH}(?P<last>(?:1[4-9]|20)\d\d|\d\d)", _year_range),
    _p("year", rf"{_HALF}{_YEAR}", _year, bare=True),
    _p(
        "fiscal year",
        rf"(?:fiscal\syears?|fiscal|FYs?)[\s-]?['\u2019]?(?P<fiscal>(?:19|20)\d\d|\d\d)(?:{_DASH}(?P<last>20\d\d|\d\d))?",
        _fiscal,
    ),
    _p(
        "quarter",
        rf"(?P<quarter>{_any(_LEXICON['ordinals'])}|[1-4](?:st|nd|rd|th))\squarter\s(?:of\s)?(?P<fiscal>fiscal\s(?:year\s)?|FY\s?)?{_YEAR}",
        _quarter,
    ),
    _p(
        "short quarter",
        rf"Q(?P<quarter>[1-4])\s?(?:of\s)?(?P<fiscal>fiscal\s(?:year\s)?|FY\s?)?{_YEAR}",
        _quarter,
        fold=False,
    ),
    _p("decade", rf"{_HALF}['\u2019]?(?P<decade>(?:1[4-9]|20)\d0|[2-9]0)['\u2019]?s", _decade, bare=True),
    _p("century", rf"{_HALF}(?P<count>1?\d|2[01])(?:st|nd|rd|th)[\s-]century", _century),
    _p("weekday", rf"(?:(?P<which>[Ll]ast|[Nn]ext|[Tt]his)\s)?{_WEEKDAY}{_PART}", _on_weekday, fold=False),
    _p("near day", rf"(?P<near>{_any(_NEAR_DAYS)}){_PART}", _near_day),
    _p("near unit", rf"(?:(?:earlier|later)\s)?(?P<which>last|this|next)\s{_UNIT}", _near_unit),
    _p("ago", rf"(?:about\s)?{_NUMBER}\s{_UNIT}s?\sago", _ago),
    _p("edge", rf"(?:{_any(_LEXICON['edges'])})\sof\s{_YEAR}", _year),
    _p("season", rf"(?:(?:last|this|next)\s)?(?:{_any(_LEXICON['seasons'])})\s(?:of\s)?{_YEAR}", _unknown),
    _p("near season", rf"(?:last|this|next)\s(?:{_any(_LEXICON['seasons'])})", _unknown),
    _p(
        "recurrence",
        rf"(?:every|each)\s(?:(?:other|single|{_any(NUMBERS)})\s)?(?:{_any(WEEKDAYS)}|{_any(_LEXICON['units'])}|{_any(_LEXICON['dayparts'])})s?{_PART}",
        _unknown,
    ),
    _p(
        "duration",
        rf"(?:(?:past|last|next|previous|coming|first|final|nearly|almost|about|more than|over)\s)?(?:{_NUMBER}|(?:a\s)?(?:{_VAGUE}))\s(?:more\s)?{_UNIT}s",
        _unknown,
        bare=True,
    ),
    _p("vague", rf"recent\s{_UNIT}s", _unknown),
    _p("clock", r"\d{1,2}(?:[:.]\d\d)?\s?[ap]\.?m\b\.?", _unknown),
)

#: Lower-case words that can begin a time; besides them, whatever begins with a digit or an apostrophe.
STARTERS = frozenset(
    {*MONTHS, *WEEKDAYS, *NUMBERS, *_NEAR_DAYS, *_STEPS, *_LEXICON["seasons"], *_LEXICON["halves"], *_LEXICON["edges"]}
    | {*_LEXICON["ordinals"], *_LEXICON["vague"], "earlier", "later", "every", "each", "fiscal", "fy", "fys", "about"}
    | {f"{month}." for month in MONTHS}
    | {f"{weekday}." for weekday in WEEKDAYS}
    | {"q1", "q2", "q3", "q4", "final", "nearly", "almost", "more", "over", "year"}
)
