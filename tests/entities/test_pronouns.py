"""Whom a pronoun stands for in a claim, and when nobody can tell."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.annotate import Parse
from kg.claims.voices import voices
from kg.entities import resolve

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "pronouns.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES["pronoun"], ids=lambda c: c["text"][:40])
def test_pronoun(case: dict[str, Any], parse: Callable[[str], Parse]) -> None:
    tree = parse(case["text"])
    word = next(w for w in reversed(tree.words) if w.text == case["word"])
    entity = resolve(tree, voices(tree)).of(word)
    assert (entity.label if entity else "") == case["label"]


def test_a_doubtful_pronoun_has_a_likely_antecedent(parse: Callable[[str], Parse]) -> None:
    tree = parse("Ana Ruiz and Elena Duarte met in May. She left.")
    pronoun = next(w for w in tree.words if w.text == "She")
    resolution = resolve(tree)
    likely = resolution.likely(pronoun)
    assert resolution.of(pronoun) is None
    assert likely is not None
    assert likely.label in ("Ana Ruiz", "Elena Duarte")
