"""Questions over the seed documents: what must be answered, by what evidence, and what must not."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import kg
from kg.graph import Graph
from kg.ingest import read

ROOT = Path(__file__).resolve().parents[2]
CASES = tomllib.loads((ROOT / "tests/cases/questions.toml").read_text(encoding="utf-8"))["case"]
TEXTS = {path.name: path for path in sorted((ROOT / "seeds").iterdir()) if path.suffix in (".txt", ".md")}


@pytest.fixture(scope="module")
def graph() -> Iterator[Graph]:
    with kg.open() as graph:
        for path in TEXTS.values():
            graph.add(path)
        yield graph


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["question"][:60] or "empty")
def test_question(graph: Graph, case: dict[str, Any]) -> None:
    found = graph.ask(case["question"])
    texts = [answer.text for answer in found]
    if "none" in case:
        assert not texts
        assert re.search(case["none"], found.reason or "", re.I), found.reason
        return
    assert found.reason is None
    if "first" in case:
        assert texts, found.reason
        assert re.search(case["first"], texts[0], re.I), texts
    for wanted in case.get("has", ()):
        assert any(re.search(wanted, text, re.I) for text in texts), texts
    if "cites" in case:
        assert any(case["cites"] in answer.quote for answer in found)


def test_every_answer_is_evidence(graph: Graph) -> None:
    documents = {row["id"]: Path(row["file"]).name for row in graph.documents()}
    claims = {row["claim"] for row in graph.claims()}
    statistics = {row["id"] for row in graph.statistics()}
    for case in CASES:
        found = graph.ask(case["question"])
        assert [a.score for a in found] == sorted((a.score for a in found), reverse=True)
        for answer in found:
            text = read(str(TEXTS[documents[answer.document]])).text
            assert text[answer.start : answer.end] == answer.quote
            assert answer.sources
            assert answer.claim is None or answer.claim in claims
            assert answer.statistic is None or answer.statistic in statistics


def test_limit_and_equal_answers(graph: Graph) -> None:
    assert len(graph.ask("what does HSI plan to do", limit=1)) == 1
    texts = [answer.text for answer in graph.ask("what does HSI plan to do", limit=50)]
    assert len(texts) == len(set(texts))


def test_json_and_html(graph: Graph) -> None:
    found = graph.ask("what does <TCIU> do")
    row = found.to_json()["answers"][0]
    assert {"text", "claim", "statistic", "sources", "quote", "document", "file", "start", "end", "score"} <= set(row)
    assert "&lt;TCIU&gt;" in found._repr_html_()
    assert "<TCIU>" not in found._repr_html_()
    assert str(found).startswith("1. ")
    assert "No answer" in graph.ask("what does Xyzzy do")._repr_html_()


def test_an_empty_graph_says_so() -> None:
    with kg.open() as graph:
        assert graph.ask("what does TCIU do").reason == "the graph is empty"


def test_a_name_almost_right_is_suggested(graph: Graph) -> None:
    assert "Bulk Cash Smuggling Center" in (graph.ask("what does Bulk Cash Smugling Center do").reason or "")


def test_asking_imports_no_heavy_library() -> None:
    code = "import sys, kg.answer, kg.store; print([m for m in ('spacy', 'rdflib', 'networkx') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
