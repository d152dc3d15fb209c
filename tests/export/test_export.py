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
from tests.export.made import Records


def written(name: str, *, backwards: bool = False) -> bytes:
    out = io.BytesIO()
    export.write(Records(backwards=backwards), name, out)
    return out.getvalue()


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
    space = "{http://graphml.graphdrawing.org/xmlns}"
    keys = [key.get("id") for key in root.iter(f"{space}key")]
    assert len(keys) == len(set(keys))
    assert not {"d3", "d7"} & set(keys)
    assert {data.get("key") for data in root.iter(f"{space}data")} <= set(keys)


def test_gexf_opens_in_networkx_and_carries_times() -> None:
    root = ET.fromstring(written("gexf"))
    edges = list(root.iter("{http://gexf.net/1.3}edge"))
    assert len(edges) == 3
    assert {edge.get("start") for edge in edges} == {"2022-10-01", None}
    assert all(float(edge.get("weight", "")) > 0 for edge in edges)
    graph = nx.read_gexf(io.BytesIO(written("gexf")), version="1.3")
    assert graph.number_of_nodes() == 4


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


def test_a_folder_format_needs_a_folder(tmp_path: Path) -> None:
    with pytest.raises(KgError, match="-o FOLDER"):
        written("csv")
    (tmp_path / "there").write_text("a file")
    with pytest.raises(KgError, match="is a file"):
        export.save(Records(), "csv", tmp_path / "there")


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
