"""Questions to short texts: what must be answered, and what must not."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

import kg

CASES = tomllib.loads((Path(__file__).parents[1] / "cases/answers.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:40])
def test_text(case: dict[str, Any]) -> None:
    with kg.open() as graph:
        graph.add(case["text"])
        for asked in case.get("ask", ()):
            found = graph.ask(asked["question"])
            assert found, (asked, found.reason)
            assert re.search(asked["first"], found[0].text, re.I), (asked, found[0].text)
            voices = " | ".join(source["label"] for source in found[0].sources)
            assert re.search(asked.get("voice", ""), voices, re.I), (asked, voices)
            assert case["text"][found[0].start : found[0].end] == found[0].quote
        for question in case.get("none", ()):
            found = graph.ask(question)
            assert not found, (question, found[0].text)
