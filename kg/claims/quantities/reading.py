"""A number with its unit, as it is read from left to right."""

from __future__ import annotations

from dataclasses import dataclass


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
