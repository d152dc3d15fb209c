"""Polarity and modality: a table of sentences, every example of the lexicon, and the properties that hold for all."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.annotate import Parse, Word
from kg.claims.factuality import assess
from kg.lexicon import table

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "factuality.toml").read_text(encoding="utf-8"))["cases"]
ENTRIES = [entry for kind in ("modal", "adverb", "governor", "preposition") for entry in table("factuality")[kind]]


def find(parse: Parse, text: str) -> Word:
    return next(word for word in parse.words if word.text == text)


@pytest.mark.parametrize(("sentence", "predicate", "polarity", "modality"), CASES)
def test_case(parse: Callable[[str], Parse], sentence: str, predicate: str, polarity: str, modality: str) -> None:
    found = assess(find(parse(sentence), predicate))
    assert (found.polarity, found.modality) == (polarity, modality), found.cues


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["example"][0])
def test_every_lexicon_example(parse: Callable[[str], Parse], entry: dict) -> None:
    sentence, predicate = entry["example"]
    found = assess(find(parse(sentence), predicate))
    assert found.modality == entry.get("modality", "actual")
    assert (found.polarity == "negated") == (
        entry.get("negates", False) or (" not " in sentence and not entry.get("opaque"))
    )


def test_cues_are_the_deciding_words_in_order(parse: Callable[[str], Parse]) -> None:
    found = assess(find(parse("The clinic may not try to sell the house."), "sell"))
    assert [cue.text for cue in found.cues] == ["may", "not", "try"]


def test_governors_outside_the_tree_count(parse: Callable[[str], Parse]) -> None:
    words = parse("They seek peace. The army left.").words
    governor, predicate = (next(w for w in words if w.text == text) for text in ("seek", "left"))
    assert assess(predicate, (governor,)).modality == "attempted"
    assert assess(predicate).modality == "actual"


@pytest.mark.parametrize(
    "text", ["?", "no", "not not not", "if if if if", "to to to be or not", "," * 50, "Will!" * 30]
)
def test_any_text_has_a_factuality(parse: Callable[[str], Parse], text: str) -> None:
    for word in parse(text).words:
        assert assess(word).polarity in ("affirmed", "negated")
