"""Intervals of days: years, quarters, seasons, months, weeks; fiscal years of the U.S. federal government."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

#: The first and the last day, both included.
Interval = tuple[date, date]


def day(year: int, month: int, number: int) -> Interval | None:
    """One day, or None if there is no such day."""
    try:
        found = date(year, month, number)
    except ValueError:
        return None
    return found, found


def month_of(year: int, month: int) -> Interval:
    """A calendar month."""
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def years(first: int, last: int | None = None) -> Interval | None:
    """Calendar years, the last included."""
    last = first if last is None else last
    return (date(first, 1, 1), date(last, 12, 31)) if 1 <= first <= last <= 9999 else None


def quarter(year: int, number: int, *, fiscal: bool = False) -> Interval:
    """A quarter of a calendar or fiscal year: the first of FY2022 begins in October 2021."""
    month = 3 * number - 2
    if fiscal:
        year, month = (year - 1, 10) if number == 1 else (year, month - 3)
    return date(year, month, 1), month_of(year, month + 2)[1]


def season(year: int, number: int) -> Interval:
    """A season of three whole months, the first of them spring from March on; winter ends in the next year."""
    month = 3 * number
    return date(year, month, 1), month_of(year + month // 12, (month + 1) % 12 + 1)[1]


def fiscal_years(first: int, last: int | None = None) -> Interval | None:
    """FY2022 runs from 1 October 2021 to 30 September 2022 (31 U.S.C. 1102)."""
    last = first if last is None else last
    return (date(first - 1, 10, 1), date(last, 9, 30)) if 2 <= first <= last <= 9999 else None


def week_of(any_day: date) -> Interval:
    """The week of a day, Monday to Sunday."""
    monday = any_day - timedelta(days=any_day.weekday())
    return monday, monday + timedelta(days=6)


def months_from(today: date, count: int) -> Interval | None:
    """The calendar month `count` months after that of `today`."""
    year, month = divmod(today.year * 12 + today.month - 1 + count, 12)
    return month_of(year, month + 1) if 1 <= year <= 9999 else None


def shifted(interval: Interval, count: int) -> Interval | None:
    """The interval some days later."""
    try:
        return interval[0] + timedelta(days=count), interval[1] + timedelta(days=count)
    except OverflowError:
        return None
