"""Claims of noun phrases: what each rule must and must not find."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.annotate import Parse
from kg.claims.nominals import RULES, Rule, propositions

TABLE = tomllib.loads((Path(__file__).parents[1] / "cases" / "nominals.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("sentence", "rule", "subject", "label", "thing"), TABLE["fires"])
def test_fires(parse: Callable[[str], Parse], sentence: str, rule: str, subject: str, label: str, thing: str) -> None:
    found = [
        (p.rule, p.subject.text, p.label, p.object.text if p.object else "") for p in propositions(parse(sentence))
    ]
    assert (rule, subject, label, thing) in found


@pytest.mark.parametrize(("sentence", "rule"), TABLE["silent"])
def test_is_silent(parse: Callable[[str], Parse], sentence: str, rule: str) -> None:
    assert rule not in [p.rule for p in propositions(parse(sentence))]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_every_rule_has_an_example_that_fires(parse: Callable[[str], Parse], rule: Rule) -> None:
    assert rule.description.endswith(".")
    assert {p.rule for p in rule.find(parse(rule.example))} == {rule.name}


def test_an_unowned_list_is_of_the_noun(parse: Callable[[str], Parse]) -> None:
    found = propositions(parse("The fund supports three countries: Chad, Mali and Niger."))
    assert [p.surface for p in found] == [("three countries", "include", name) for name in ("Chad", "Mali", "Niger")]


@pytest.mark.parametrize(
    "text", ["", ":", "of of of", "'s", "'s 's's", "goals: ; ; ;", "three goals:", ": " * 40, "President"]
)
def test_any_text_has_propositions(parse: Callable[[str], Parse], text: str) -> None:
    for found in propositions(parse(text)):
        assert found.subject.words
        assert found.object is None or found.object.words
