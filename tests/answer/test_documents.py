"""Questions to several documents: follow-ups, filters, sums, counts, for and against, independent sources."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import kg
from kg.graph import Graph

HERE = Path(__file__).parent
CASES = tomllib.loads((HERE.parent / "cases/conversations.toml").read_text(encoding="utf-8"))["conversation"]


@pytest.fixture(scope="module")
def graph() -> Iterator[Graph]:
    with kg.open() as graph:
        graph.add(HERE / "harbour")
        yield graph


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["turns"][0]["ask"])
def test_conversation(graph: Graph, case: dict[str, Any]) -> None:
    conversation = graph.conversation()
    for turn in case["turns"]:
        found = conversation.ask(turn["ask"])
        assert found.question == turn["ask"]
        if "none" in turn:
            assert not found, [answer.text for answer in found]
            assert re.search(turn["none"], found.reason or "", re.I), found.reason
        else:
            assert found, (turn, found.understood, found.reason)
            assert re.search(turn["first"], found[0].text, re.I), (turn, found[0].text)
        assert turn.get("understood", "") in (found.understood or "")


def test_what_else_goes_on_and_ends(graph: Graph) -> None:
    conversation, texts = graph.conversation(), []
    found = conversation.ask("what does the Harbour Agency do?", limit=2)
    while found:
        texts += [answer.text for answer in found]
        found = conversation.ask("what else?", limit=2)
    assert texts == [answer.text for answer in graph.ask("what does the Harbour Agency do?", limit=100)]
    assert "no more answers" in (found.reason or "")


@pytest.mark.parametrize(
    ("question", "first"),
    [
        (
            "how many boats did the Harbour Agency seize in 2021 and 2022 in all",
            r"^200 boats in all: 120 \(2021\) \+ 80 \(2022\)",
        ),
        ("according to Tom Reed, what did the agency take", "bribes"),
        ("what does the Norland Times say about Sudport", "does not operate in Sudport"),
        ("how many boats were seized in 2021 in the report", "^120 boats"),
        ("how many boats did the Coast Board seize in times.txt", "^15 boats"),
        ("which planned offices does the Harbour Agency have", "plans to open an office"),
        (
            "how many units does the Harbour Agency have",
            "^2 units are named: Dock Inspection Unit and Night Patrol Unit",
        ),
        ("whom did Osei meet since January 2023", "met Reed"),
        ("whom did Osei meet last year", "met Reed"),
        ("what happened in Sudport in March 2023", "met Reed"),
        ("is the Night Patrol Unit part of the Harbour Agency", "^Yes: Night Patrol Unit is part of"),
        ("does the Harbour Agency operate in Sudport", "^No: The agency does not operate in Sudport"),
        ("did Osei deny the bribes", "^Yes: Osei denied"),
    ],
)
def test_first(graph: Graph, question: str, first: str) -> None:
    found = graph.ask(question)
    assert found, found.reason
    assert re.search(first, found[0].text, re.I), [answer.text for answer in found]


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("how many boats did the Coast Board seize in report.txt", "in report.txt"),
        ("whom did Osei meet before 2022", "before 2022"),
        ("whom did Osei meet this year", "this year"),
        ("according to the mayor of Sudport, who leads the Harbour Agency", "."),
        ("is the Night Patrol Unit part of the Coast Board", "as part of Harbour Agency"),
        ("what does the Harbor Agency do", "near: Harbour Agency"),
        ("what does the Coast Board cost", r"statement.* on Coast Board|nothing that says 'cost' of the Coast Board"),
        ("did the Coast Board arrest people", "."),
        ("did Reed deny the bribes", "."),
    ],
)
def test_silent(graph: Graph, question: str, reason: str) -> None:
    found = graph.ask(question)
    assert not found, [answer.text for answer in found]
    assert re.search(reason, found.reason or "", re.I), found.reason


def test_a_sum_shows_its_parts(graph: Graph) -> None:
    best = graph.ask("how many boats did the Harbour Agency seize in 2021 and 2022 altogether")[0]
    assert [part["value"] for part in best.parts] == [120, 80]
    texts = {
        document["id"]: (HERE / "harbour" / Path(document["file"]).name).read_text() for document in graph.documents()
    }
    assert all(texts[part["document"]][part["start"] : part["end"]] == part["quote"] for part in best.parts)


@pytest.mark.parametrize(
    ("question", "note"),
    [
        (
            "how many people did the Harbour Agency arrest in FY2022 and 2022 in total",
            r"FY2022 \(2021-10-01 to 2022-09-30\) and 2022 .* overlap",
        ),
        ("how many boats did the Harbour Agency seize in 2020 and 2021 in all", "no comparable figure for 2020"),
    ],
)
def test_what_cannot_be_added_says_why(graph: Graph, question: str, note: str) -> None:
    found = graph.ask(question)
    assert all(not answer.parts for answer in found)
    assert re.search(note, found.note or ""), found.note
    assert f"Note: {found.note}" in str(found)


def test_for_and_against(graph: Graph) -> None:
    found = graph.ask("did the agency take bribes")
    assert {answer.verdict for answer in found[:2]} == {"for", "against"}  # type: ignore[index]
    assert "1 for, 1 against" in (found.note or "")


def test_one_voice_and_copies_count_once(graph: Graph) -> None:
    bribes = next(answer for answer in graph.ask("did the agency take bribes") if answer.verdict == "for")
    assert bribes.support == 1, "Tom Reed says so in two papers"
    assert {Path(place["file"]).name for place in bribes.places} == {"report.txt", "times.txt"}
    leads = graph.ask("who leads the Harbour Agency")[0]
    assert (leads.support, len(leads.places)) == (1, 2), "one paper copies the other"
    texts = {
        document["id"]: (HERE / "harbour" / Path(document["file"]).name).read_text() for document in graph.documents()
    }
    for place in (*bribes.places, *leads.places):
        assert texts[place["document"]][place["start"] : place["end"]] == place["quote"]


def test_other_numbers_are_no_copies() -> None:
    text = "Norland's coast guard said on Monday that it had arrested {} smugglers near Gull Point in 2022."
    with kg.open() as graph:
        for k, number in enumerate((212, 214, 230)):
            graph.add(kg.Document(text=text.format(number), origin=f"{k}.txt"))
        found = graph.ask("how many smugglers did the coast guard arrest in 2022?")
    assert {answer.text.split()[0] for answer in found} == {"212", "214", "230"}
    assert all(len(answer.places) == 1 for answer in found)
