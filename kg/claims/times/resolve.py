"""The days that a written time denotes, counted where need be from the day of publication (`Moment`)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from kg.claims.times import days
from kg.claims.times.days import Interval
from kg.lexicon import table

_LEXICON: dict[str, Any] = table("times")
MONTHS = {form: k for k, forms in enumerate(_LEXICON["months"], start=1) for form in forms}
WEEKDAYS = {form: k for k, forms in enumerate(_LEXICON["weekdays"]) for form in forms}
SEASONS: dict[str, int] = _LEXICON["seasons"]
WINTER = SEASONS["winter"]
NUMBERS: dict[str, int] = _LEXICON["numbers"]
#: A date without a year, in a clause without a tense, is only read as the nearest one if that is this near (days).
_NEAR = 90


@dataclass(frozen=True, slots=True)
class Moment:
    """What a time is counted from: the day of publication, and whether its clause is past or future."""

    today: date | None
    tense: Literal["past", "future", ""] = ""


def month_number(form: str) -> int:
    """1 to 12."""
    return MONTHS[form.rstrip(".").lower()]


def _weekday(form: str) -> int:
    return WEEKDAYS[form.rstrip(".").lower()]


def full(match: re.Match[str], _: Moment) -> Interval | None:
    """A day, or days of one month."""
    first = days.day(int(match["year"]), month_number(match["month"]), int(match["day"]))
    last = match.groupdict().get("last")
    if first is None or not last:
        return first
    end = days.day(first[0].year, first[0].month, int(last))
    return (first[0], end[1]) if end is not None and end[1] >= first[0] else None


def numeric(match: re.Match[str], _: Moment) -> Interval | None:
    """ "25/12/2020"."""
    one, two, year = int(match["one"]), int(match["two"]), int(match["year"])
    if one > 12 or one == two:
        return days.day(year, two, one)
    return days.day(year, one, two) if two > 12 else None  # "05/06/2020" is two days, as one reads it


def iso(match: re.Match[str], _: Moment) -> Interval | None:
    """ "2020-12-25"."""
    return days.day(int(match["year"]), int(match["two"]), int(match["day"]))


def undated(match: re.Match[str], moment: Moment) -> Interval | None:
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


def month_year(match: re.Match[str], _: Moment) -> Interval | None:
    """ "June 2016"."""
    return days.month_of(int(match["year"]), month_number(match["month"]))


def bare_month(match: re.Match[str], moment: Moment) -> Interval | None:
    """A month without a year, on the side of today that the tense says."""
    if moment.today is None:
        return None
    month = month_number(match["month"])
    firsts = [date(moment.today.year + k, month, 1) for k in (-1, 0, 1)]
    if moment.tense == "future":  # this month is still to come
        firsts = [d.replace(day=28) for d in firsts]
    span = _nearest(firsts, moment)
    return days.month_of(span[0].year, month) if span is not None else None


def near_month(match: re.Match[str], moment: Moment) -> Interval | None:
    """ "last June": the last one that is over; "next June": the next to begin."""
    if moment.today is None:
        return None
    month, now = month_number(match["month"]), moment.today
    shift = {"last": -(month >= now.month), "this": 0, "next": int(month <= now.month)}[match["which"].lower()]
    return days.month_of(now.year + shift, month)


def twelve_months(match: re.Match[str], _: Moment) -> Interval | None:
    """The year that ends with a month, or a day of it."""
    year, month = int(match["year"]), month_number(match["month"])
    number = match["day"] or match["later"]
    last = days.day(year, month, int(number)) if number else days.month_of(year, month)
    before = days.day(year - 1, month, int(number)) if number else days.month_of(year - 1, month)
    return (before[1] + timedelta(days=1), last[1]) if last is not None and before is not None else None


def year(match: re.Match[str], _: Moment) -> Interval | None:
    """A calendar year."""
    return days.years(int(match["year"]))


def _ending(year: int, last: str) -> int:
    return int(last) if len(last) == 4 else year - year % 100 + int(last)


def year_range(match: re.Match[str], _: Moment) -> Interval | None:
    """ "2010-2012", "2010-12"."""
    year = int(match["year"])
    return days.years(year, _ending(year, match["last"]))


def fiscal(match: re.Match[str], _: Moment) -> Interval | None:
    """A fiscal year, or several."""
    year = int(match["fiscal"]) if len(match["fiscal"]) == 4 else 2000 + int(match["fiscal"])
    return days.fiscal_years(year, _ending(year, match["last"]) if match["last"] else None)


def quarter(match: re.Match[str], _: Moment) -> Interval | None:
    """A quarter of a year that is given."""
    return days.quarter(int(match["year"]), _ordinal(match["quarter"]), fiscal=bool(match["fiscal"]))


def _ordinal(form: str) -> int:
    """1 to 4."""
    ordinals: list[str] = _LEXICON["ordinals"]
    return ordinals.index(form.lower()) + 1 if form.lower() in ordinals else int(form[0])


def bare_quarter(match: re.Match[str], moment: Moment) -> Interval | None:
    """ "the first quarter": the last one that is over, or the next that isn't, as the tense says; "of last year": its."""
    if moment.today is None:
        return None
    year, count = moment.today.year, _ordinal(match["quarter"])
    if match["which"]:
        return days.quarter(year + STEPS[match["which"].lower()], count)
    return _on_the_side([days.quarter(year + k, count) for k in (-1, 0, 1)], moment)


def _on_the_side(found: list[Interval], moment: Moment) -> Interval | None:
    """The last of these that is over, or the first that isn't; none where the clause has no tense."""
    today = moment.today
    if today is None or not moment.tense:
        return None
    if moment.tense == "past":
        return next((span for span in reversed(found) if span[1] < today), None)
    return next((span for span in found if span[1] >= today), None)


def season(match: re.Match[str], moment: Moment) -> Interval | None:
    """A season of the northern half of the earth. A winter has two years: "the winter of 2019" is either."""
    number = SEASONS[match["season"].lower()]
    given = match.groupdict()
    if given.get("year"):
        return days.season(int(given["year"]), number) if number < WINTER else None
    today, which = moment.today, (given.get("which") or "").lower()
    if today is None:
        return None
    near = [days.season(today.year + k, number) for k in (-2, -1, 0, 1)]
    if not which:
        return _on_the_side(near, moment)
    if which == "this":
        return next(span for span in near if span[0].year == today.year or span[0] <= today <= span[1])
    side: Literal["past", "future"] = "past" if which == "last" else "future"
    return _on_the_side([span for span in near if which == "last" or span[0] > today], Moment(today, side))


#: Before a decade of somebody's life: "in her early 20s".
_OF_SOMEBODY = re.compile(r"\b(?:my|your|his|her|its|our|their)\s(?:(?:early|mid|late)[\s-])?\Z", re.IGNORECASE)


def decade(match: re.Match[str], _: Moment) -> Interval | None:
    """ "the 1980s", "the '80s"; not "his 30s", an age."""
    digits = match["decade"]
    if len(digits) == 2:
        if _OF_SOMEBODY.search(match.string, 0, match.start()):
            return None
        digits = ("20" if digits < "20" else "19") + digits
    return None if digits.endswith("00") else days.years(int(digits), int(digits) + 9)  # "1900s": decade or century


def century(match: re.Match[str], _: Moment) -> Interval | None:
    """A hundred years; the first of the 19th century is 1801."""
    return days.years(100 * int(match["count"]) - 99, 100 * int(match["count"]))


def on_weekday(match: re.Match[str], moment: Moment) -> Interval | None:
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


NEAR_DAYS = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}
STEPS = {"last": -1, "this": 0, "next": 1}


def near_day(match: re.Match[str], moment: Moment) -> Interval | None:
    """ "yesterday"."""
    shift = NEAR_DAYS[match["near"].lower()]
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


def near_unit(match: re.Match[str], moment: Moment) -> Interval | None:
    """ "last week"."""
    if moment.today is None:
        return None
    return _counted(match["unit"].lower(), STEPS[match["which"].lower()], moment.today)


def ago(match: re.Match[str], moment: Moment) -> Interval | None:
    """ "three years ago": the whole of that year."""
    number = match["number"].lower()
    if moment.today is None:
        return None
    return _counted(match["unit"].lower(), -(NUMBERS[number] if number in NUMBERS else int(number)), moment.today)


def unknown(_: re.Match[str], __: Moment) -> Interval | None:
    """A time whose days can't be known."""
    return None
