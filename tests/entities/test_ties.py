"""What belongs to what in a text (`kg.entities.ties`)."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.annotate import Parse
from kg.claims.times import times
from kg.claims.voices import voices
from kg.entities import resolve, ties
from kg.records import Tie

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "ties.toml").read_text(encoding="utf-8"))


def _found(text: str, parse: Callable[[str], Parse]) -> tuple[list[str], tuple[Tie, ...]]:
    tree = parse(text)
    resolution = resolve(tree, voices(tree))
    labels = {e.id: e.label for e in resolution.entities}
    found = ties(tree, resolution, times(tree))
    lines = []
    for tie in found:
        time = f"{tie.time.start or ''}/{tie.time.end or ''}" if tie.time else "-"
        other = labels[tie.other] if tie.other else "-"
        lines.append(f"{tie.kind}: {labels[tie.entity]} | {tie.role or '-'} | {other} | {tie.standing} | {time}")
    return lines, found


@pytest.mark.parametrize("case", CASES["tie"], ids=lambda c: c["text"][:50])
def test_ties(case: dict[str, Any], parse: Callable[[str], Parse]) -> None:
    lines, found = _found(case["text"], parse)
    assert sorted(lines) == sorted(case["ties"])
    for tie in found:
        assert case["text"][tie.words.start : tie.words.end] == tie.words.text
        assert tie.start <= tie.words.start < tie.words.end <= tie.end


@pytest.mark.parametrize("case", CASES["none"], ids=lambda c: c["text"][:50])
def test_no_ties(case: dict[str, Any], parse: Callable[[str], Parse]) -> None:
    assert _found(case["text"], parse)[0] == []
