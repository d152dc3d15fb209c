"""Clause analysis: tables of sentences, and what holds of every proposition."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.annotate import Parse
from kg.claims.clauses import RULES, propositions

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parents[1] / "cases" / "clauses.toml").read_text(encoding="utf-8")
)["case"]
ODD = ["", " ", ".", "?!", "of", "and and and", "( ( (", "That which", "\ud800 is \x00.", "be " * 300, "a, " * 300]


def found(parse: Parse) -> set[tuple[str, str, str]]:
    return {(p.subject.text, p.label, p.object.text if p.object else "-") for p in propositions(parse)}


def matches(pattern: str, facts: set[tuple[str, str, str]]) -> bool:
    wanted = pattern.split(" | ")
    return any(all(w in ("*", part) for w, part in zip(wanted, fact, strict=True)) for fact in facts)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_cases(case: dict[str, Any], parse: Callable[[str], Parse]) -> None:
    facts = found(parse(case["text"]))
    assert [p for p in case.get("must", ()) if not matches(p, facts)] == [], facts
    assert [p for p in case.get("must_not", []) if matches(p, facts)] == [], facts


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.name)
def test_each_rule_fires_on_its_example(rule: Any, parse: Callable[[str], Parse]) -> None:
    assert rule.name in {p.rule for p in propositions(parse(rule.example))}


def test_every_proposition_is_well_formed(parse: Callable[[str], Parse]) -> None:
    for text in [case["text"] for case in CASES] + ODD:
        for p in propositions(parse(text)):
            assert p.rule in RULES
            assert 0 < p.confidence < 1
            phrases = [p.subject, p.relation, *([p.object] if p.object else []), *(a for _, a in p.arguments)]
            for phrase in phrases:
                assert phrase.words
                assert phrase.head in phrase.words
                assert list(phrase.words) == sorted(set(phrase.words), key=lambda w: w.i)


def test_a_clause_as_object_leads_to_its_predicate(parse: Callable[[str], Parse]) -> None:
    said = next(p for p in propositions(parse("Osei said that farmers planted maize.")) if p.label == "say")
    assert said.content is not None
    assert said.content.text == "planted"


def test_a_control_chain_remembers_its_governors(parse: Callable[[str], Parse]) -> None:
    (one,) = propositions(parse("The coast guard seeks to stop boats."))
    assert [w.text for w in one.governors] == ["seeks"]
    assert one.relation.text == "seeks to stop"


@pytest.mark.parametrize(
    ("sentence", "label", "role", "text"),
    [
        ("He was held in an office where a lawyer questioned him.", "question", "in", "an office"),
        ("He called it their ball.", "call", "predicative", "their ball"),
        ("The union called the plan dangerous and absurd.", "call", "predicative", "absurd"),
        ("Prices fell partly due to the storm.", "fall", "partly due to", "the storm"),
        ("The firm denied the workers a raise.", "deny", "recipient", "the workers"),
    ],
)
def test_arguments(parse: Callable[[str], Parse], sentence: str, label: str, role: str, text: str) -> None:
    arguments = {(p.label, role, phrase.text) for p in propositions(parse(sentence)) for role, phrase in p.arguments}
    assert (label, role, text) in arguments


@pytest.mark.parametrize(
    ("sentence", "relation"),
    [
        ("The power has shifted elsewhere.", "has shifted elsewhere"),
        ("They won't grow normally.", "won't grow normally"),
        ("They planted maize yesterday.", "planted"),
        ("He left again.", "left"),
        ("The hull was made largely of steel.", "was made largely of"),
        ("The pump can't run as well as we hoped.", "can't run as well as we hoped"),
        ("She did well among nurses.", "did well among"),
        ("The boats are mostly rafts.", "are mostly"),
        ("It was over.", "was"),
        ("Voters view him unfavorably.", "view unfavorably"),
    ],
)
def test_adverbs_without_which_it_would_say_something_else(
    parse: Callable[[str], Parse], sentence: str, relation: str
) -> None:
    (one,) = propositions(parse(sentence))
    assert one.relation.text == relation
