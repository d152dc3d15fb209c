"""Measured numbers: tables of sentences that must be read, and of sentences that measure nothing."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.annotate import Parse, Word
from kg.claims.drafts import Measure
from kg.claims.quantities import measures
from kg.claims.quantities.atoms import atoms_of
from kg.claims.quantities.readings import readings_of

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "quantities.toml").read_text(encoding="utf-8"))


def shown(measure: Measure) -> str:
    upper = "" if measure.upper is None else f"-{measure.upper:.15g}"
    number = f"{round(measure.value, 4):.15g}{upper}"
    return f"{number} {measure.change or measure.comparator} {measure.unit or '-'}"


@pytest.mark.parametrize("case", CASES["reads"], ids=lambda c: c["text"])
def test_reads(case: dict[str, object], parse: Callable[[str], Parse]) -> None:
    assert [shown(m) for m in measures(parse(str(case["text"])))] == case["measures"]


@pytest.mark.parametrize("text", [c["text"] for c in CASES["silent"]])
def test_is_silent(text: str, parse: Callable[[str], Parse]) -> None:
    assert measures(parse(text)) == []


@pytest.mark.parametrize("case", CASES["concept"], ids=lambda c: c["text"])
def test_concept(case: dict[str, str], parse: Callable[[str], Parse]) -> None:
    found = measures(parse(case["text"]))
    assert [set((m.concept or "-").split()) for m in found] == [
        set(concept.split()) for concept in case["concept"].split("; ")
    ]


def test_spans_hold_the_number(parse: Callable[[str], Parse]) -> None:
    tree = parse("The crew bought 40 lamps for $12.50 and about 3 kg of wax.")
    assert [tree.text[m.start : m.end] for m in measures(tree)] == ["40", "$12.50", "3 kg"]


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "3",
                "1,000",
                "-5",
                "$",
                "US$",
                "%",
                "to",
                "-",
                "and",
                "million",
                "a",
                "per",
                "km/h",
                "of",
                "half",
                "(",
                "m2",
                "10kW",
                "1/0",
                "9x10^99",
                "one",
                "in",
                "between",
                "from",
            ]
        )
    )
)
def test_reading_never_fails(texts: list[str]) -> None:
    words, at = [], 0
    for i, text in enumerate(texts):
        words.append(Word(i=i, text=text, lemma=text, pos="X", tag="XX", dep="dep", start=at))
        at += len(text) + 1
    readings_of(atoms_of(words))


@pytest.mark.parametrize(
    "text", ["9" * 5000, "1/" + "9" * 400, "9x10^999", "ten" + " billion" * 60, "3" + " million" * 60]
)
def test_the_huge_is_no_trouble(text: str) -> None:
    words = [
        Word(i=i, text=t, lemma=t, pos="NUM", tag="CD", dep="dep", start=9000 * i) for i, t in enumerate(text.split())
    ]
    assert all(abs(r.value) < float("inf") for r in readings_of(atoms_of(words)))


def test_nothing_in_nothing_out() -> None:
    assert measures(Parse(text="")) == []
