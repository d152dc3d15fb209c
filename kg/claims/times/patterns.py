"""How times are written: one named pattern a form, with what gives its days (`kg.claims.times.resolve`).

A pattern is tried where a word could begin a time.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from kg.claims.times import resolve
from kg.claims.times.days import Interval
from kg.claims.times.resolve import MONTHS, NUMBERS, WEEKDAYS, Moment
from kg.lexicon import table

_LEXICON: dict[str, Any] = table("times")


@dataclass(frozen=True, slots=True)
class Pattern:
    """`bare` patterns are too short to stand without a preposition or the model's word for it."""

    name: str
    regex: re.Pattern[str]
    days_of: Callable[[re.Match[str], Moment], Interval | None]
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
_QUARTER = rf"(?P<quarter>{_any(_LEXICON['ordinals'])}|[1-4](?:st|nd|rd|th))[\s-]quarter"
_SEASON = rf"(?P<season>{_any(_LEXICON['seasons'])})"
_VAGUE = _any(_LEXICON["vague"])


def _p(
    name: str,
    regex: str,
    days_of: Callable[[re.Match[str], Moment], Interval | None],
    *,
    bare: bool = False,
    fold: bool = True,
) -> Pattern:
    return Pattern(name, re.compile(regex + r"(?!\w)", re.IGNORECASE if fold else 0), days_of, bare)


_WHICH_DAY = rf"(?:(?:[Ll]ast|[Nn]ext|[Tt]his)\s)?{_WEEKDAY}{_PART},?\s(?:the\s)?"

#: The longest match at a place wins; among equals, the first.
PATTERNS = (
    _p(
        "month day year",
        rf"(?:{_WHICH_DAY})?{_MONTH}\s{_DAY}(?:{_DASH}(?P<last>[0-3]?\d))?,?\s{_YEAR}",
        resolve.full,
        fold=False,
    ),
    _p(
        "day month year",
        rf"(?:{_WHICH_DAY})?{_DAY}(?:{_DASH}(?P<last>[0-3]?\d))?\s(?:of\s)?{_MONTH},?\s{_YEAR}",
        resolve.full,
        fold=False,
    ),
    _p("iso day", rf"{_YEAR}-(?P<two>0[1-9]|1[0-2])-(?P<day>[0-3]\d)", resolve.iso),
    _p("numeric day", rf"(?P<one>[0-3]?\d)[/.](?P<two>[0-3]?\d)[/.]{_YEAR}", resolve.numeric),
    _p("weekday month day", rf"{_WHICH_DAY}{_MONTH}\s{_DAY}", resolve.undated, fold=False),
    _p("weekday day month", rf"{_WHICH_DAY}{_DAY}\s(?:of\s)?{_MONTH}", resolve.undated, fold=False),
    _p("month day", rf"{_MONTH}\s{_DAY}(?:{_DASH}(?P<last>[0-3]?\d)(?!\d))?", resolve.undated, fold=False),
    _p("day month", rf"{_DAY}\s(?:of\s)?{_MONTH}", resolve.undated, fold=False),
    _p("month year", rf"{_HALF}{_MONTH},?\s(?:of\s)?{_YEAR}", resolve.month_year, fold=False),
    _p("month", rf"{_HALF}{_MONTH}", resolve.bare_month, bare=True, fold=False),
    _p("near month", rf"(?P<which>[Ll]ast|[Tt]his|[Nn]ext)\s{_MONTH}", resolve.near_month, fold=False),
    _p(
        "year to",
        rf"year\s(?:to|ended|ending)\s(?:on\s)?(?:{_DAY}\s)?{_MONTH}\s(?:(?P<later>[0-3]?\d),?\s)?{_YEAR}",
        resolve.twelve_months,
        fold=False,
    ),
    _p("year range", rf"{_YEAR}{_DASH}(?P<last>(?:1[4-9]|20)\d\d|\d\d)", resolve.year_range),
    _p("year", rf"{_HALF}{_YEAR}", resolve.year, bare=True),
    _p(
        "fiscal year",
        rf"(?:fiscal\syears?|fiscal|FYs?)[\s-]?['\u2019]?(?P<fiscal>(?:19|20)\d\d|\d\d)(?:{_DASH}(?P<last>20\d\d|\d\d))?",
        resolve.fiscal,
    ),
    _p(
        "quarter",
        rf"{_QUARTER}\s(?:of\s)?(?P<fiscal>fiscal\s(?:year\s)?|FY\s?)?{_YEAR}",
        resolve.quarter,
    ),
    _p(
        "bare quarter",
        rf"{_QUARTER}(?:\s(?:of\s)?(?P<which>last|this|next)\syear)?",
        resolve.bare_quarter,
        bare=True,
    ),
    _p(
        "short quarter",
        rf"Q(?P<quarter>[1-4])\s?(?:of\s)?(?P<fiscal>fiscal\s(?:year\s)?|FY\s?)?{_YEAR}",
        resolve.quarter,
        fold=False,
    ),
    _p("decade", rf"{_HALF}['\u2019]?(?P<decade>(?:1[4-9]|20)\d0|[2-9]0)['\u2019]?s", resolve.decade, bare=True),
    _p("century", rf"{_HALF}(?P<count>1?\d|2[01])(?:st|nd|rd|th)[\s-]century", resolve.century),
    _p("weekday", rf"(?:(?P<which>[Ll]ast|[Nn]ext|[Tt]his)\s)?{_WEEKDAY}{_PART}", resolve.on_weekday, fold=False),
    _p("near day", rf"(?P<near>{_any(resolve.NEAR_DAYS)}){_PART}", resolve.near_day, bare=True),
    _p("near unit", rf"(?:(?:earlier|later)\s)?(?P<which>last|this|next)\s{_UNIT}", resolve.near_unit, bare=True),
    _p("ago", rf"(?:about\s)?{_NUMBER}\s{_UNIT}s?\sago", resolve.ago),
    _p("vague ago", rf"(?:a\s)?(?:couple\sof|{_VAGUE})\s{_UNIT}s\sago", resolve.unknown),
    _p("edge", rf"(?:{_any(_LEXICON['edges'])})\sof\s{_YEAR}", resolve.year),
    _p("season", rf"{_HALF}{_SEASON}\s(?:of\s)?{_YEAR}", resolve.season),
    _p("near season", rf"(?P<which>last|this|next)\s(?:past\s)?{_SEASON}", resolve.season),
    _p("bare season", rf"{_HALF}{_SEASON}", resolve.season, bare=True),
    _p(
        "recurrence",
        rf"(?:every|each)\s(?:(?:other|single|{_any(NUMBERS)})\s)?(?:{_any(WEEKDAYS)}|{_any(_LEXICON['units'])}|{_any(_LEXICON['dayparts'])})s?{_PART}",
        resolve.unknown,
    ),
    _p(
        "duration",
        rf"(?:(?:past|last|next|previous|coming|first|final|nearly|almost|about|more than|over)\s)?(?:{_NUMBER}|(?:a\s)?(?:{_VAGUE}))\s(?:more\s)?{_UNIT}s",
        resolve.unknown,
        bare=True,
    ),
    _p("vague", rf"recent\s{_UNIT}s", resolve.unknown),
    _p("clock", r"\d{1,2}(?:[:.]\d\d)?\s?[ap]\.?m\b\.?", resolve.unknown),
)

#: Lower-case words that can begin a time; besides them, whatever begins with a digit or an apostrophe.
STARTERS = frozenset(
    {
        *MONTHS,
        *WEEKDAYS,
        *NUMBERS,
        *resolve.NEAR_DAYS,
        *resolve.STEPS,
        *_LEXICON["seasons"],
        *_LEXICON["halves"],
        *_LEXICON["edges"],
    }
    | {*_LEXICON["ordinals"], *_LEXICON["vague"], "earlier", "later", "every", "each", "fiscal", "fy", "fys", "about"}
    | {f"{month}." for month in MONTHS}
    | {f"{weekday}." for weekday in WEEKDAYS}
    | {"q1", "q2", "q3", "q4", "final", "nearly", "almost", "more", "over", "year"}
)
