"""The graph as nodes and edges: entities, and the claims that join two of them.

An edge is a claim's subject and object, or its subject and a further argument ("deploy to"). The statements of one
claim make one edge whose `weight` is their number; it carries the quote, source and place of the surest of them.
Every attribute has one type on all nodes or all edges, because GraphML and Gephi allow no other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.export import Readable

Value = str | int | float

NODE_TYPES: dict[str, type] = {
    "label": str,
    "type": str,
    "acronym": str,
    "aliases": str,
    "mentions": int,
    "documents": int,
    "r": int,
    "g": int,
    "b": int,
}
EDGE_TYPES: dict[str, type] = {
    "label": str,
    "type": str,
    "weight": float,
    "claim": str,
    "text": str,
    "polarity": str,
    "modality": str,
    "source": str,
    "stance": str,
    "since": str,
    "until": str,
    "quote": str,
    "file": str,
    "start": int,
    "end": int,
    "confidence": float,
}

#: Colours of the types of entities: Okabe and Ito's palette, which the colour-blind can tell apart.
_COLOURS = {
    "agency": (0, 114, 178),
    "unit": (86, 180, 233),
    "operation": (213, 94, 0),
    "person": (230, 159, 0),
    "place": (0, 158, 115),
    "law": (204, 121, 167),
    "document": (204, 121, 167),
    "group": (240, 228, 66),
}
_OTHER = (153, 153, 153)


#: Closed intervals of days, ISO; None is open. An edge without any has no known time.
Spell = tuple[str | None, str | None]


@dataclass(slots=True)
class Edge:
    """One claim between two nodes; `key` tells it from others between the same two."""

    source: str
    target: str
    key: str
    attributes: dict[str, Value] = field(default_factory=dict)
    spells: set[Spell] = field(default_factory=set)


def nodes(graph: Readable) -> dict[str, dict[str, Value]]:
    """The entities by IRI, sorted, with the attributes of NODE_TYPES that they have."""
    found = {}
    for entity in graph.entities():
        red, green, blue = _COLOURS.get(entity["type"], _OTHER)
        found[entity["id"]] = _known(
            {
                "label": entity["label"],
                "type": entity["type"],
                "acronym": entity["acronym"],
                "aliases": "; ".join(entity["aliases"]),
                "mentions": entity["mentions"],
                "documents": entity["documents"],
                "r": red,
                "g": green,
                "b": blue,
            }
        )
    return dict(sorted(found.items()))


def edges(graph: Readable, known: dict[str, dict[str, Value]]) -> list[Edge]:
    """The edges between the `known` nodes, sorted."""
    found: dict[str, Edge] = {}
    days = {document["id"]: document["date"] for document in graph.documents()}
    for claim in graph.claims():
        for role, target in _targets(claim):
            if claim["subject"]["id"] in known and target in known:
                _add(found, claim, role, target).spells |= _spells(claim, days[claim["document"]])
    for entity in graph.entities():
        if entity["parent"] in known and entity["id"] in known:
            key = f"{entity['id']} part of"
            made: dict[str, Value] = {"label": "part of", "type": "structure", "weight": 1.0}
            found[key] = Edge(entity["id"], entity["parent"], key, made)
    return sorted(found.values(), key=lambda edge: (edge.source, edge.target, edge.key))


def _targets(claim: dict[str, Any]) -> Iterator[tuple[str, str]]:
    if claim["object"] and claim["object"]["id"]:
        yield "", claim["object"]["id"]
    for argument in claim["arguments"]:
        if argument["id"]:
            yield argument["role"], argument["id"]


def _spells(claim: dict[str, Any], day: str | None) -> set[Spell]:
    time = claim["time"] or {}
    if time.get("start") or time.get("end"):
        return {(time["start"], time["end"])}
    return {(day, day)} if day else set()


def _add(found: dict[str, Edge], claim: dict[str, Any], role: str, target: str) -> Edge:
    key = f"{claim['claim']} {role} {target}"
    edge = found.setdefault(key, Edge(claim["subject"]["id"], target, key))
    weight = float(edge.attributes.get("weight", 0)) + 1
    if weight == 1 or _rank(claim) < _rank(edge.attributes):
        edge.attributes = _evidence(claim, role)
    edge.attributes["weight"] = weight
    return edge


def _rank(record: dict[str, Any]) -> tuple[float, str, int]:
    """The surest statement first, then by place, so that the order of reading does not matter."""
    return -record["confidence"], record.get("file") or "", record["start"]


def _evidence(claim: dict[str, Any], role: str) -> dict[str, Value]:
    time = claim["time"] or {}
    voice = claim["sources"][0] if claim["sources"] else {}
    return _known(
        {
            "label": f"{claim['relation']['label']} {role}".strip(),
            "type": claim["relation"]["label"],
            "claim": claim["claim"],
            "text": claim["label"],
            "polarity": claim["polarity"],
            "modality": claim["modality"],
            "source": voice.get("label"),
            "stance": voice.get("stance"),
            "since": time.get("start"),
            "until": time.get("end"),
            "quote": claim["quote"],
            "file": claim["file"],
            "start": claim["start"],
            "end": claim["end"],
            "confidence": float(claim["confidence"]),
        }
    )


def _known(attributes: dict[str, Value | None]) -> dict[str, Value]:
    return {name: value for name, value in attributes.items() if value is not None and value != ""}
