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

AWKWARD = 'Ravi "R" <Osei> & Söhne \x00\x0b\ufffe \ud800 ]]> 検査\r\n\tend'
BASE = "https://w3id.org/claimgraph/data/"


def entity(name: str, label: str, type_: str = "agency", parent: str | None = None) -> dict[str, Any]:
    return {
        "id": f"{BASE}entity/{name}",
        "label": label,
        "type": type_,
        "acronym": None,
        "aliases": ["A", "B"],
        "parent": parent and f"{BASE}entity/{parent}",
        "mentions": 2,
        "documents": 1,
    }


def term(name: str | None, label: str) -> dict[str, Any]:
    iri = name and f"{BASE}entity/{name}"
    return {"text": label, "id": iri, "label": label, "type": "agency", "start": 0, "end": 3}


def claim(key: str, statement: str, confidence: float, **changes: Any) -> dict[str, Any]:
    return {
        "claim": f"{BASE}claim/{key}",
        "statement": f"{BASE}statement/{statement}",
        "label": "the bureau will send staff to Norland",
        "subject": term("bureau", "Bureau"),
        "relation": {"id": "https://w3id.org/claimgraph/relation/send", "label": "send", "text": "will send"},
        "object": term("osei", "Osei"),
        "arguments": [{"role": "to", **term("norland", "Norland")}, {"role": "with", **term(None, "care")}],
        "polarity": "affirmed",
        "modality": "planned",
        "time": {"text": "FY 2023", "start": "2022-10-01", "end": "2023-09-30"},
        "statistics": [],
        "content": None,
        "sources": [
            {"id": None, "label": "the bureau", "stance": "asserts", "cue": "said", "form": "indirect"},
            {"id": None, "label": "Daily", "stance": "asserts", "cue": "", "form": "direct"},
        ],
        "document": f"{BASE}doc/1",
        "file": "a.txt",
        "start": 0,
        "end": 50,
        "quote": AWKWARD,
        "rule": "verb-object",
        "confidence": confidence,
        **changes,
    }


class Records:
    """A graph of a few records, in the order given or its reverse."""

    def __init__(self, *, backwards: bool = False) -> None:
        self.step = -1 if backwards else 1

    def documents(self) -> Iterator[dict[str, Any]]:
        yield {
            "id": f"{BASE}doc/1",
            "file": "a.txt",
            "title": "A",
            "publisher": None,
            "author": None,
            "date": None,
            "source": None,
            "language": "en",
        }

    def entities(self) -> Iterator[dict[str, Any]]:
        found = [
            entity("bureau", "Bureau"),
            entity("osei", AWKWARD, "person"),
            entity("norland", "Norland", "place"),
            entity("unit", "Bureau's Unit", "unit", "bureau"),
        ]
        return iter(found[:: self.step])

    def claims(self) -> Iterator[dict[str, Any]]:
        found = [
            claim("1", "1", 0.5, quote="weaker"),
            claim("1", "2", 0.9),
            claim("2", "3", 0.4, object=None, arguments=[], time=None),
        ]
        return iter(found[:: self.step])

    def statistics(self) -> Iterator[dict[str, Any]]:
        yield {
            "id": f"{BASE}statistic/1",
            "about": term("bureau", "Bureau"),
            "measure": term("boats", "boats"),
            "relation": "seize",
            "value": 284000.0,
            "upper": None,
            "comparator": "moreThan",
            "unit": None,
            "time": None,
            "claim": f"{BASE}claim/1",
            "document": f"{BASE}doc/1",
            "file": "a.txt",
            "start": 0,
            "end": 5,
            "quote": "boats",
        }

    def quads(self) -> Iterator[ox.Quad]:
        label = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
        found = [
            ox.Quad(ox.NamedNode(f"{BASE}claim/{k}"), label, ox.Literal(f"claim {k}"), ox.NamedNode(f"{BASE}doc/{d}"))
            for d in range(2)
            for k in range(3)
        ]
        return iter(found[:: self.step])


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
