"""Decisions outlast documents, rebuilding, torn logs and newer extractions."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kg import ids
from kg.curation import decisions
from kg.curation.prov import curation_quads
from kg.errors import GraphError
from kg.graph import Graph
from kg.records import Extraction
from tests.curation.watched import GUARD, dump, opened, subjects, watch
from tests.rdf.made import harbour, strike


def test_decisions_outlast_documents_and_rebuilds(tmp_path: Path) -> None:
    with opened(harbour(), strike(), watch(), path=tmp_path / "one") as graph:
        graph.review.merge("Harbour Guard", "Dockers", author="Ada")
        graph.review.split("Harbour Guard", alias="HG", author="Ada")
        wanted = dump(graph)
        graph.remove("strike.txt")
        note = next(row["note"] for row in graph.review.log())
        assert "not in the graph" in note
        assert "Dockers" not in {entity.label for entity in graph.entities()}
        graph._store.add(strike())
        assert dump(graph) == wanted
    log = (tmp_path / "one" / decisions.FILE).read_bytes()
    assert log.count(b"\n") == 2
    with opened(strike(), path=tmp_path / "two") as graph:
        list(graph.claims())
    (tmp_path / "two" / decisions.FILE).write_bytes(log)
    with opened(watch(), harbour(), path=tmp_path / "two") as graph:
        assert dump(graph) == wanted
    with Graph.open(tmp_path / "two", write=False) as graph:
        assert dump(graph) == wanted
    (tmp_path / "three").mkdir()
    (tmp_path / "three" / decisions.FILE).write_bytes(log)
    with opened(watch(), strike(), harbour(), path=tmp_path / "three") as graph:
        assert dump(graph) == wanted


def test_a_log_put_into_a_finished_graph_is_followed(tmp_path: Path) -> None:
    with opened(harbour(), strike(), path=tmp_path / "one") as graph:
        (wrong,) = (claim for claim in graph.claims() if "sue" in claim.label)
        graph.review.reject(wrong.claim, author="Ada")
        wanted = dump(graph)
    with opened(harbour(), strike(), path=tmp_path / "two") as graph:
        list(graph.claims())
    log = tmp_path / "two" / decisions.FILE
    log.write_bytes((tmp_path / "one" / decisions.FILE).read_bytes())
    with opened(path=tmp_path / "two") as graph:
        assert dump(graph) == wanted
    log.unlink()
    with opened(path=tmp_path / "two") as graph:
        assert subjects(graph, "sue") == {"Dockers"}


def test_without_decisions_there_is_no_trace(graph: Graph) -> None:
    assert not any("curation" in quad.graph_name.value for quad in graph.quads())


# ---------------------------------------------------------------------- the log


def test_a_torn_line_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "graph"
    with opened(harbour(), strike(), path=path) as graph:
        graph.review.rename("HG", "Guard", author="Ada")
        graph.review.retype("Dockers", "agency", author="Ada")
    log = path / decisions.FILE
    whole = log.read_text(encoding="utf-8")
    for kept in range(len(whole.splitlines()[0]) + 2, len(whole)):
        log.write_text(whole[:kept], encoding="utf-8")
        found = decisions.read(whole[:kept])
        assert [decision.kind for decision in found] == ["rename", "retype"][: 1 + (kept == len(whole) - 1)]
    log.write_text(whole[:-9], encoding="utf-8")
    with Graph.open(path) as graph:
        assert graph.review.torn == whole.splitlines()[1][:-8]
        assert ["cut off" in problem for problem in graph.check()] == [True]
        assert graph.entity("Dockers").type == "group"
        graph.review.retype("Dockers", "person", author="Ada")
        assert graph.review.torn == ""
        assert [row["kind"] for row in graph.review.log()] == ["rename", "retype"]
    assert log.with_suffix(".torn").read_text(encoding="utf-8") == whole.splitlines()[1][:-8] + "\n"


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("{", "not a decision"),
        ("[]", "not a decision"),
        ('{"kind": "maim"}', "maim"),
        ('{"kind": "undo", "id": "a", "author": "b", "time": "c"}', "undoes"),
    ],
)
def test_a_line_that_is_no_decision_is_named(tmp_path: Path, line: str, why: str) -> None:
    with opened(harbour(), path=tmp_path / "graph"):
        pass
    (tmp_path / "graph" / decisions.FILE).write_text(f"{line}\n", encoding="utf-8")
    for _ in range(2):  # the lock is given back
        with pytest.raises(GraphError, match=f"line 1: .*{why}"):
            Graph.open(tmp_path / "graph")


def test_lines_are_what_was_decided(graph: Graph) -> None:
    graph.review.merge("Harbour Guard", "Dockers", reason="“quoted”\u2028 and\nbroken", author="Ädä")
    (decision,) = graph._store.decisions
    assert decisions.load(decisions.dump(decision)) == decision
    assert decision.id == decisions.identified(decision)
    assert decision.reason == "“quoted”\u2028 and\nbroken"
    labels = {quad.object.value for quad in curation_quads([decision], graph.review.state)}  # type: ignore[union-attr]
    assert {"Ädä", decision.reason} <= labels


def test_the_same_decision_twice_in_one_moment(graph: Graph) -> None:
    for _ in range(3):
        graph.review.rename("HG", "Guard")
        graph.review.undo(len(graph._store.decisions))
    assert len({decision.id for decision in graph._store.decisions}) == 6


# ---------------------------------------------------------------------- newer extractions


def reread(older: Extraction) -> Extraction:
    """The same text, read by a newer version that knows more of a claim and of an entity."""
    run = replace(older.run, id=ids.hashed("run", "newer"), version="1")
    newer = replace(older, run=run)
    (sues,) = (claim for claim in newer.claims if "sue" in claim.label)
    told = replace(sues, id=ids.hashed("claim", "newer"), modality="planned")
    return replace(
        newer,
        claims=tuple(told if claim is sues else claim for claim in newer.claims),
        statements=tuple(
            replace(s, claim=told.id, id=ids.hashed("statement", "newer")) if s.claim == sues.id else s
            for s in newer.statements
        ),
    )


@pytest.mark.parametrize("merged", [False, True])
def test_identifiers_and_decisions_outlive_a_newer_extraction(graph: Graph, merged: bool) -> None:
    (first,) = (claim for claim in graph.claims() if "sue" in claim.label)
    if merged:
        graph.review.merge("Harbour Guard", "Dockers")
    (second,) = (claim for claim in graph.claims() if "sue" in claim.label)
    graph.review.rename("Harbour Guard", "Coast Guard")
    assert graph._store.add(reread(strike()))
    (third,) = (claim for claim in graph.claims() if "sue" in claim.label)
    assert third.modality == "planned"
    for key in (first.claim, first.statement, second.claim, second.statement):
        assert [row.statement for row in graph.why(key)] == [third.statement]
    assert graph.entity("Coast Guard").id == GUARD
    assert list(graph.validate()) == []
    before = dump(graph)
    assert not graph._store.add(reread(strike()))
    assert dump(graph) == before
    graph.review.reject(first.claim)
    assert not subjects(graph, "sue")
    assert [row.decision.kind for row in graph.why(second.statement)] == ["reject"]


def test_a_rejected_claim_stays_away_from_a_newer_extraction(graph: Graph) -> None:
    (wrong,) = (claim for claim in graph.claims() if "sue" in claim.label)
    graph.review.reject(wrong.claim)
    assert graph._store.add(reread(strike()))
    assert not subjects(graph, "sue")
    assert {row.decision.kind for row in graph.why(wrong.claim)} == {"reject"}
