"""How a claim reads as the first line of an answer."""

from __future__ import annotations

import pytest

import kg
from kg.answer.answers import voices
from kg.answer.phrasing import attributed, is_negated, number, sentence


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The seizures denied the gangs their fuel.", "The seizures denied the gangs their fuel"),
        ("Orin Labs sold the ministry two boats.", "Orin Labs sold the ministry two boats"),
        ("A lawyer for Osei, Ana Li, left.", "Ana Li is a lawyer for Osei"),
        ("Republicans fought to end the strike.", "Republicans seek to end the strike"),
        ("We're training crews in Orin.", "We're training crews in Orin"),
        ("Orin Labs sold two boats to the ministry in May.", "Orin Labs sold two boats to the ministry in May"),
    ],
)
def test_sentence(text: str, wanted: str) -> None:
    with kg.open() as graph:
        graph.add(text)
        assert wanted in [sentence(row) for row in graph.claims()]


@pytest.mark.parametrize(
    ("says", "wanted"),
    [
        ("Ben Aldo denied that the port was closed.", "Ben Aldo denied that the port was closed"),
        ("Ben Aldo did not deny that the port was closed.", "Ben Aldo did not deny that the port was closed"),
        ("Ben Aldo didn't dispute that the port was closed.", "Ben Aldo didn't dispute that the port was closed"),
        ("Ben Aldo never denied that the port was closed.", "Ben Aldo never denied that the port was closed"),
        ("Nobody denied that the port was closed.", "Nobody denied that the port was closed"),
        (
            "Ben Aldo neither confirmed nor denied that the port was closed.",
            "Ben Aldo left open whether the port was closed",
        ),
        ("Ben Aldo did not doubt that the port was closed.", "Ben Aldo did not doubt that the port was closed"),
        ("Ben Aldo did not say that the port was closed.", "Ben Aldo did not say that the port was closed"),
        ("Ben Aldo said that the port was closed.", "The port was closed"),
        ("Ben Aldo denied that the port was not closed.", "Ben Aldo denied that the port was not closed"),
        ("Ben Aldo asked whether the port was closed.", "Ben Aldo asked whether the port was closed (hypothetical)"),
    ],
)
def test_a_negated_voice_is_told_in_its_own_words(says: str, wanted: str) -> None:
    with kg.open() as graph:
        graph.add(says)
        (row,) = [row for row in graph.claims() if not row["content"]]
    assert attributed(row) == wanted
    assert ("(" in voices(row["sources"])) == is_negated(row["sources"][0])


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The divers have cleared 15 percent of Sudport.", "15 percent (Sudport)"),
        ("Turnout rose by 3 percentage points in May.", "3 percentage points"),
    ],
)
def test_shares_are_told_in_percent(text: str, wanted: str) -> None:
    with kg.open() as graph:
        graph.add(text)
        assert [number(row) for row in graph.statistics()][:1] == [wanted]
