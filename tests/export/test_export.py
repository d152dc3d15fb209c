"""Exports of hand-made records, read back by the programs' own readers."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import networkx as nx
import pyoxigraph as ox
import pytest

from kg import export
from kg.errors import KgError, UnknownError
from kg.export import flat, xml
from tests.export.made import BASE, Records, claim, term


def written(name: str, *, backwards: bool = False) -> bytes:
    out = io.BytesIO()
    export.write(Records(backwards=backwards), name, out)
    return out.getvalue()


GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"


def test_graphml_opens_in_networkx_with_one_type_an_attribute() -> None:
    graph = nx.read_graphml(io.BytesIO(written("graphml")), force_multigraph=True)
    assert graph.number_of_nodes() == 4
    edges = {data["label"]: data for _, _, data in graph.edges(data=True)}
    assert set(edges) == {"send", "send to", "part of"}
    assert edges["send"]["weight"] == 2.0
    assert edges["send"]["source"] == "the bureau"
    assert edges["send"]["quote"].startswith('Ravi "R" <Osei> & Söhne')
    for _, data in graph.nodes(data=True):
        assert {type(data[name]) for name in ("label", "type")} == {str}
        assert {type(data[name]) for name in ("r", "g", "b", "mentions")} == {int}
    assert {type(data["weight"]) for data in edges.values()} == {float}


def test_graphml_keys_are_unique_and_declared() -> None:
    root = ET.fromstring(written("graphml"))
    keys = [key.get("id") for key in root.iter(f"{GRAPHML}key")]
    assert len(keys) == len(set(keys))
    assert not {"d3", "d7"} & set(keys)
    assert {data.get("key") for data in root.iter(f"{GRAPHML}data")} <= set(keys)


GEXF = "{http://gexf.net/1.3}"


def spells(element: ET.Element) -> list[tuple[str | None, str | None]]:
    return [(spell.get("start"), spell.get("end")) for spell in element.iter(f"{GEXF}spell")]


def test_gexf_opens_in_networkx_and_carries_times() -> None:
    root = ET.fromstring(written("gexf"))
    edges = {edge.get("label"): edge for edge in root.iter(f"{GEXF}edge")}
    assert set(edges) == {"send", "send to", "part of"}
    assert all(float(edge.get("weight", "")) > 0 for edge in edges.values())
    graph = nx.read_gexf(io.BytesIO(written("gexf")), version="1.3")
    assert graph.number_of_nodes() == 4
    assert graph.nodes[f"{BASE}entity/norland"]["spells"] == [("2022-10-01", "2023-09-30")]


def test_gexf_shows_a_claim_in_its_time_or_on_the_days_of_its_documents() -> None:
    class Timed(Records):
        def documents(self) -> Iterator[dict[str, Any]]:
            for document in super().documents():
                yield {**document, "date": "2023-01-05"}
                yield {**document, "id": f"{BASE}doc/2", "date": "2023-02-06"}

        def claims(self) -> Iterator[dict[str, Any]]:
            yield claim("1", "1", 0.5, arguments=[])
            yield claim("2", "2", 0.5, arguments=[], time=None)
            yield claim("2", "3", 0.5, arguments=[], time=None, document=f"{BASE}doc/2")
            open_ = {"text": "since 2021", "start": "2021-01-01", "end": None}
            yield claim("3", "4", 0.5, time=open_, object=term("norland", "Norland"), arguments=[])

    out = io.BytesIO()
    export.write(Timed(), "gexf", out)
    root = ET.fromstring(out.getvalue())
    edges = [edge for edge in root.iter(f"{GEXF}edge") if edge.get("label") == "send"]
    assert sorted(spells(edge) for edge in edges) == [
        [("2021-01-01", None)],
        [("2022-10-01", "2023-09-30")],
        [("2023-01-05", "2023-01-05"), ("2023-02-06", "2023-02-06")],
    ]
    between = [(edge.get("source"), edge.get("target"), edge.get("kind")) for edge in edges]
    assert len(set(between)) == 3
    nodes = {node.get("label"): spells(node) for node in root.iter(f"{GEXF}node")}
    assert nodes["Norland"] == [("2021-01-01", None)]
    assert nodes["Bureau"] == []  # one of its edges is always there


def test_graphml_tells_neo4j_labels_and_types() -> None:
    root = ET.fromstring(written("graphml"))
    assert {node.get("labels") for node in root.iter(f"{GRAPHML}node")} >= {":Entity:Agency", ":Entity:Person"}
    assert {edge.get("label") for edge in root.iter(f"{GRAPHML}edge")} == {"SEND", "SEND_TO", "PART_OF"}


def test_yed_sees_labels_shapes_and_lines() -> None:
    graph = nx.read_graphml(io.BytesIO(written("yed")), force_multigraph=True)
    assert {data["label"] for _, data in graph.nodes(data=True)} >= {"Bureau", "Norland"}
    assert {data["shape_type"] for _, data in graph.nodes(data=True)} == {"roundrectangle"}
    assert len({(data["x"], data["y"]) for _, data in graph.nodes(data=True)}) == 4
    space = "{http://www.yworks.com/xml/graphml}"
    root = ET.fromstring(written("yed"))
    assert {line.get("type") for line in root.iter(f"{space}LineStyle")} == {"line", "dashed"}
    assert {label.text for label in root.iter(f"{space}EdgeLabel")} == {"send", "send to", "part of"}


@pytest.mark.parametrize("name", [n for n in export.FORMATS if n not in export.FOLDERS])
def test_every_format_is_deterministic(name: str) -> None:
    assert written(name) == written(name)
    if name != "jsonl":
        assert written(name) == written(name, backwards=True)


@pytest.mark.parametrize(
    ("name", "count"),
    [("nquads", 6), ("trig", 6), ("jsonld", 6), ("turtle", 3)],
)
def test_rdf_reads_back(name: str, count: int) -> None:
    format_ = {
        "nquads": ox.RdfFormat.N_QUADS,
        "trig": ox.RdfFormat.TRIG,
        "jsonld": ox.RdfFormat.JSON_LD,
        "turtle": ox.RdfFormat.TURTLE,
    }[name]
    assert len(list(ox.parse(written(name), format_))) == count


def test_jsonl_says_the_kind_of_each_line() -> None:
    kinds = [json.loads(line)["kind"] for line in written("jsonl").splitlines()]
    assert kinds == ["document", *["entity"] * 4, *["claim"] * 3, "statistic"]


def test_csv_is_a_folder_of_tables(tmp_path: Path) -> None:
    export.save(Records(), "csv", tmp_path / "tables")
    assert {file.name for file in (tmp_path / "tables").iterdir()} == {
        "documents.csv",
        "entities.csv",
        "claims.csv",
        "statistics.csv",
    }
    with (tmp_path / "tables" / "claims.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == list(flat.COLUMNS["claims"])
    assert rows[0]["subject"] == "Bureau"
    assert rows[0]["since"] == "2022-10-01"
    assert rows[0]["voices"] == "the bureau < Daily"


@pytest.mark.parametrize("name", sorted(export.FOLDERS))
def test_a_folder_format_needs_a_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(KgError, match="-o FOLDER"):
        written(name)
    (tmp_path / "there").write_text("a file")
    with pytest.raises(KgError, match="is a file"):
        export.save(Records(), name, tmp_path / "there")


def test_an_unknown_format_names_close_ones() -> None:
    with pytest.raises(UnknownError, match="graphml"):
        export.check("grapml")


def test_a_failed_export_leaves_no_file(tmp_path: Path) -> None:
    class Broken(Records):
        def claims(self) -> Iterator[dict[str, Any]]:
            raise KgError("broken")

    with pytest.raises(KgError):
        export.save(Broken(), "graphml", tmp_path / "out.graphml")
    assert list(tmp_path.iterdir()) == []


def test_no_character_is_invalid_in_xml() -> None:
    every = "".join(map(chr, [*range(0x300), *range(0xD7F0, 0xE010), *range(0xFFF0, 0x10010)]))
    root = ET.fromstring(f"<a b={xml.attribute(every)}>{xml.text(every)}</a>")
    assert len(root.text or "") == len(root.get("b") or "") == len(every)
