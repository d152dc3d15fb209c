"""Times: tables of written forms and of the clauses they belong to, and what holds for any text."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from kg.annotate import Parse
from kg.claims.drafts import TimeSpan
from kg.claims.times import time_of, times

TABLE = tomllib.loads((Path(__file__).parents[1] / "cases" / "times.toml").read_text(encoding="utf-8"))
TODAY = date(2021, 6, 16)


def written(time: TimeSpan) -> str:
    days = f"{time.start or ''}/{time.end or ''}"
    return f"{time.phrase.text}={'' if days == '/' else days}"


@pytest.mark.parametrize("case", TABLE["times"], ids=lambda case: case[0])
def test_case(parse: Callable[[str], Parse], case: list[str]) -> None:
    sentence, *expected = case
    assert [written(time) for time in times(parse(sentence), TODAY)] == expected


@pytest.mark.parametrize(("sentence", "predicate", "expected"), TABLE["clauses"])
def test_time_of_a_clause(parse: Callable[[str], Parse], sentence: str, predicate: str, expected: str) -> None:
    tree = parse(sentence)
    word = next(word for word in tree.words if word.text == predicate)
    found = time_of(word, times(tree, TODAY))
    assert (found.phrase.text if found else "") == expected


def test_nothing_is_counted_from_an_unknown_day(parse: Callable[[str], Parse]) -> None:
    found = times(parse("She left yesterday, came back on Friday, and fell ill on May 3."), None)
    assert [written(time) for time in found] == ["yesterday=", "Friday=", "May 3="]


def test_offsets_are_those_of_the_text(parse: Callable[[str], Parse]) -> None:
    text = "Hot.\n\nIt rained on 3 May 2015,\n\nand in Q4 2020."
    for time in times(parse(text), None):
        assert text[time.phrase.start : time.phrase.end] == time.phrase.text


@pytest.mark.parametrize(
    "text",
    ["", "?", "May", "the", "2015", "31 31 31", "99/99/9999", "year 9999 and after 9999", "last\n\nMay", "0000s"],
)
def test_any_text_has_times(parse: Callable[[str], Parse], text: str) -> None:
    for today in (None, TODAY, date.min, date.max):
        assert isinstance(
            times(parse(text + " yesterday, last week, next May 3, 900 years ago, 5 days ago, on Friday"), today), list
        )
