"""A graph of a few hand-made records, with what is awkward to escape."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pyoxigraph as ox

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

    def text(self, document: str) -> str:
        return f"{AWKWARD} boats. It will send Osei."

    def quads(self) -> Iterator[ox.Quad]:
        label = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
        found = [
            ox.Quad(ox.NamedNode(f"{BASE}claim/{k}"), label, ox.Literal(f"claim {k}"), ox.NamedNode(f"{BASE}doc/{d}"))
            for d in range(2)
            for k in range(3)
        ]
        return iter(found[:: self.step])
