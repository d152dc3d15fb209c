"""How a claim reads as the first line of an answer."""

from __future__ import annotations

import pytest

import kg
from kg.answer.phrasing import sentence


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The seizures denied the gangs their fuel.", "The seizures denied the gangs their fuel"),
        ("Orin Labs sold the ministry two boats.", "Orin Labs sold the ministry two boats"),
        ("We're training crews in Orin.", "We're training crews in Orin"),
        ("Orin Labs sold two boats to the ministry in May.", "Orin Labs sold two boats to the ministry in May"),
    ],
)
def test_sentence(text: str, wanted: str) -> None:
    with kg.open() as graph:
        graph.add(text)
        assert wanted in [sentence(row) for row in graph.claims()]
