"""The documents that come with the project, and the real article, end to end."""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path

import pytest

import kg

SEEDS = Path(__file__).resolve().parents[1] / "seeds"
DISPUTES = SEEDS.parent / "disputes"


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> kg.Graph:
    built = kg.open(tmp_path_factory.mktemp("seeds") / "graph")
    for row in tomllib.loads((SEEDS / "manifest.toml").read_text())["document"]:
        built.add(str(SEEDS / row["file"]))
    return built


@pytest.mark.parametrize("folder", [SEEDS, DISPUTES], ids=lambda folder: folder.name)
def test_the_manifest_is_true(folder: Path) -> None:
    rows = tomllib.loads((folder / "manifest.toml").read_text())["document"]
    assert {row["file"] for row in rows} == {p.name for p in folder.iterdir() if p.suffix in (".txt", ".md")}
    for row in rows:
        assert hashlib.sha256((folder / row["file"]).read_bytes()).hexdigest() == row["sha256"]
        assert row["licence"]
        assert row["origin"]


def test_the_same_number_from_two_documents(graph: kg.Graph) -> None:
    offices = [row for row in graph.statistics() if row["value"] == 91]
    assert len({row["document"] for row in offices}) == 2


def test_a_denial_a_plan_and_a_possibility(graph: kg.Graph) -> None:
    rows = list(graph.claims())
    assert any(
        source["stance"] == "denies" and source["label"] == "Andres Manuel Lopez Obrador"
        for row in rows
        for source in row["sources"]
    )
    assert {"planned", "possible", "attempted", "actual"} <= {row["modality"] for row in rows}


def test_one_agency_under_all_its_names(graph: kg.Graph) -> None:
    (agency,) = [row for row in graph.entities() if row["acronym"] == "HSI"]
    assert agency["label"] == "Homeland Security Investigations"
    assert agency["documents"] == 3


def test_what_others_dispute(tmp_path: Path) -> None:
    with kg.open(tmp_path / "graph") as graph:
        for path in sorted((*SEEDS.glob("*.*"), *DISPUTES.glob("*.txt"))):
            if path.suffix in (".txt", ".md"):
                graph.add(str(path))
        found = list(graph.conflicts())
        outcomes = {row.relation: row.status for row in graph.plans(about="HSI")}
    contradicted = {row.relation for row in found if row.contradicts}
    assert {"establish", "approve", "seize"} <= contradicted
    assert {tuple(row.reasons) for row in found if not row.contradicts} == {
        ("said on different days",),
        ("as of different days: 2023-09-26 and 2023-10-03",),
        ("fiscal and calendar year: 2022 and fiscal year 2022",),
    }
    assert (outcomes["create"], outcomes["establish"]) == ("done", "dropped")


def test_the_graphs_of_the_seeds_are_valid(graph: kg.Graph) -> None:
    assert list(graph.validate()) == []


def test_the_article(article: Path) -> None:
    text = article.read_text(encoding="utf-8")
    with kg.open() as graph:
        graph.add(str(article))
        rows = list(graph.claims())
        assert len(rows) > 100
        for row in [*rows, *graph.statistics()]:
            assert text[row["start"] : row["end"]] == row["quote"]
        assert all(row["sources"] for row in rows)
        values = {row["value"] for row in graph.statistics()}
        assert {91, 54, 272, 302, 514, 1019, 284000} <= values
        assert not {1078, 19, 2023, 89} & values
        names = {row["label"]: row["type"] for row in graph.entities()}
        assert names["Operation No Trace"] == "operation"
        assert names["Homeland Security Investigations"] == "agency"
        assert list(graph.validate()) == []
        assert "514" in graph.ask("how many firearms did WaT seize in FY2022")[0].text
        assert len(graph.ask("how many firearms did the FBI seize in 2021")) == 0
