"""The façade: the same graph from files, texts and documents, in memory and on disk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import networkx as nx
import pytest

import kg

TEXT = (
    "The Coastal Harbour Agency (CHA) seized 284 boats in 2022. Maria Osei said that the CHA will send 40 inspectors "
    "to Norland."
)


@pytest.fixture(scope="module")
def shared() -> Iterator[kg.Graph]:
    """A graph of TEXT in memory; tests only read it."""
    with kg.open() as graph:
        graph.add(TEXT)
        yield graph


def test_a_record_is_a_mapping_with_attributes(shared):
    claim = next(claim for claim in shared.claims(about="CHA") if claim.modality == "planned")
    assert claim.subject.label == claim["subject"]["label"]
    assert claim.sources[0].label == "Maria Osei"
    assert claim.quote == TEXT[claim.start : claim.end]
    with pytest.raises(AttributeError, match="no field 'colour'"):
        _ = claim.colour


def test_what_can_be_added(tmp_path):
    (tmp_path / "one.txt").write_text(TEXT)
    document = kg.Document(text="The Dock Board hired 12 pilots.", id="", sha256="")
    with kg.open() as graph:
        (first,) = graph.add(tmp_path / "one.txt")
        assert graph.add(str(tmp_path / "one.txt")) == []
        assert graph.add(tmp_path) == []
        assert graph.add(TEXT) == []
        (second,) = graph.add(document)
        assert [d.id for d in (first, second)] == sorted(
            (d["id"] for d in graph.documents()), key=[first.id, second.id].index
        )
        assert second.id.endswith(second.sha256[:16])


@pytest.mark.parametrize("item", ["report.pdf", "no-such-file", Path("nowhere.txt"), "", "a text\x00 with a NUL"])
def test_what_can_not_be_added(item, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with kg.open() as graph:
        with pytest.raises(kg.InputError):
            graph.add(item)
        assert list(graph.documents()) == []


def test_on_disk_and_in_memory_are_the_same(shared, tmp_path):
    with kg.open(tmp_path / "graph") as graph:
        graph.add(TEXT)
    with kg.Graph.open(tmp_path / "graph", write=False) as graph:
        assert sorted(map(str, graph.quads())) == sorted(map(str, shared.quads()))


def test_two_writers_are_refused(tmp_path):
    with kg.open(tmp_path / "graph"), pytest.raises(kg.LockedError):
        kg.open(tmp_path / "graph")


def test_names_lead_to_entities(shared):
    assert shared.entity("cha").label == "Coastal Harbour Agency"
    assert shared.entity(shared.entity("CHA").id) == shared.entity("CHA")
    with pytest.raises(kg.UnknownError, match="Coastal Harbour Agency"):
        shared.entity("Costal Harbour Agency")


def test_queries_and_bound_parameters(shared):
    text = "SELECT ?name ?wanted WHERE { ?who skos:prefLabel ?name FILTER(STR(?name) = ?wanted) }"
    assert len(shared.query(text, {"wanted": "Norland"}).rows) == 1
    assert shared.query(text, {"wanted": 'x") || true || ("'}).rows == ()
    with pytest.raises(kg.QueryError):
        shared.query("DELETE WHERE { ?a ?b ?c }")


def test_ask(shared):
    answers = shared.ask("what will the CHA send to Norland?")
    assert answers
    assert "40 inspectors" in str(answers)


def test_to_networkx(shared):
    graph = shared.to_networkx()
    assert isinstance(graph, nx.MultiDiGraph)
    labels = {data["label"] for _, data in graph.nodes(data=True)}
    assert {"Coastal Harbour Agency", "Norland"} <= labels
    assert all(data["quote"] in TEXT for _, _, data in graph.edges(data=True) if "quote" in data)


def test_to_rdflib(shared):
    dataset = shared.to_rdflib()
    assert len(list(dataset.quads())) == len(list(shared.quads()))


def test_export_to_a_path_and_a_stream(shared, tmp_path):
    shared.export("jsonl", tmp_path / "out.jsonl")
    with (tmp_path / "stream.jsonl").open("wb") as out:
        shared.export("jsonl", out)
    assert (tmp_path / "out.jsonl").read_bytes() == (tmp_path / "stream.jsonl").read_bytes() != b""


def test_remove(tmp_path):
    with kg.open() as graph:
        (document,) = graph.add(TEXT)
        graph.remove(document.id)
        assert list(graph.documents()) == []
        assert list(graph.entities()) == []
        with pytest.raises(kg.UnknownError):
            graph.remove(document.id)


def test_the_graph_is_valid(shared):
    assert list(shared.validate()) == []
    assert list(shared.check()) == []
