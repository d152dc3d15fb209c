"""Confidences: what lowers them, what raises them, and that they are probabilities."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import kg
from kg.annotate import Parse
from kg.assembly.confidence import RAISING, confidence, features, probability, weights
from kg.claims import clauses, nominals
from kg.claims.drafts import Proposition, replace

#: A sentence, words in the claim's relation, and a feature that applies to it (or, after `-`, does not).
CASES = [
    ("They sold the old dam.", "sold", "pronoun-things"),
    ("She sold the old dam.", "sold", "pronoun-persons"),
    ("Osei sold the old dam.", "sold", "-pronoun-things"),
    ("Osei met Ama Reed, a surgeon.", "Reed", "apposition"),
    ("Osei met the surgeon Ama Reed.", "met", "-apposition"),
    ("Osei left the port, taking the key.", "taking", "shared"),
    ("Osei reads and Ama sings.", "reads", "bare"),
    ("Osei sold the old dam.", "sold", "name"),
    ("She sold the old dam.", "sold", "-name"),
    ("Osei sold it.", "sold", "object-pronoun"),
    ("Osei sold it to sailors.", "sold", "-bare"),
    ("The dam and the port closed the road.", "port closed", "joined"),
    ("Ama says that Osei sold the old dam.", "sold", "reported"),
    ("Ama says that Osei sold the dam that floods the port.", "floods", "inner"),
    ("Osei sold the dam that floods the port.", "sold", "-inner"),
    ("Osei sold the dam" + " and the port of the town" * 7 + ".", "sold", "long"),
    ("Osei sold the dam and the port of the town.", "sold", "-long"),
]


def propositions(parse: Parse) -> list[Proposition]:
    return [*clauses.propositions(parse), *nominals.propositions(parse)]


@pytest.mark.parametrize(("sentence", "relation", "feature"), CASES)
def test_features(parse: Callable[[str], Parse], sentence: str, relation: str, feature: str) -> None:
    found = [p for p in propositions(parse(sentence)) if relation in f"{p.subject.text} {p.relation.text}"]
    assert found, sentence
    wanted = feature.removeprefix("-")
    assert wanted in weights()
    assert any(wanted in features(p) for p in found) != feature.startswith("-")


def test_what_was_left_out_is_noticed(parse: Callable[[str], Parse]) -> None:
    (told,) = propositions(parse("Osei sold the dam to sailors."))
    assert "unsaid" not in features(told)
    cut = replace(told, arguments=())
    assert "unsaid" in features(cut)
    assert confidence(cut) < confidence(told)


def test_doubts_lower_and_trust_raises() -> None:
    for name, weight in weights().items():
        if name != "bias":
            assert weight >= 0 if name in RAISING else weight <= 0, name
    assert probability({"trust": 1.0}, weights()) > probability({"trust": 0.0}, weights())
    assert probability({"trust": -90.0}, weights()) == 0.02


def test_more_trust_never_means_less_confidence(parse: Callable[[str], Parse]) -> None:
    (told,) = propositions(parse("Osei sold the dam."))
    rising = [confidence(replace(told, confidence=k / 10)) for k in range(11)]
    assert rising == sorted(rising)
    assert all(0 < one < 1 for one in rising)


def test_statements_carry_it() -> None:
    found = kg.extract("Osei sold the dam. It sank.")
    said = {s.predicate.text: s.confidence for s in found.statements}
    assert said["sold"] > 0.7 > said["sank"]
