"""CSV for `neo4j-admin database import` (https://neo4j.com/docs/operations-manual/current/import/): a folder.

Entities, documents, claims, statements and statistics are nodes; `links.csv` joins them, so that every claim leads to
its sentence. `relations.csv` has the short way besides: from entity to entity, with the claim as its type and the
quote on it. Every row's ends are in the tables.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import KgError
from kg.export import network

if TYPE_CHECKING:
    from kg.export import Readable

Row = dict[str, Any]
Line = Mapping[str, Any]

_TIMES = ("time", "since:date", "until:date")
HEADERS = {
    "entities": ("iri:ID", "name", "type", "acronym", "aliases:string[]", "mentions:long", "documents:long", ":LABEL"),
    "documents": ("iri:ID", "name", "file", "publisher", "author", "date:date", "source", ":LABEL"),
    "claims": ("iri:ID", "name", "relation", "polarity", "modality", *_TIMES, ":LABEL"),
    "statements": ("iri:ID", "name", "quote", "start:long", "end:long", "rule", "confidence:double", ":LABEL"),
    "statistics": ("iri:ID", "name", "value:double", "upper:double", "comparator", "unit", *_TIMES, ":LABEL"),
    "links": (":START_ID", ":END_ID", ":TYPE", "role", "stance", "cue", "form", "order:long"),
    "relations": (
        ":START_ID",
        ":END_ID",
        ":TYPE",
        "claim",
        "text",
        "polarity",
        "modality",
        "source",
        "stance",
        "since:date",
        "until:date",
        "quote",
        "file",
        "start:long",
        "end:long",
        "confidence:double",
        "weight:double",
    ),
}
_ENTITY = ("subject", "SUBJECT"), ("object", "OBJECT"), ("about", "ABOUT"), ("measure", "MEASURES")


def write(graph: Readable, folder: Path) -> None:
    """Write the tables of HEADERS into a folder, made if need be."""
    if folder.exists() and not folder.is_dir():
        raise KgError(f"{folder}: is a file; neo4j needs a folder")
    folder.mkdir(parents=True, exist_ok=True)
    entities = {row["id"]: row for row in graph.entities()}
    documents = {row["id"]: row for row in graph.documents()}
    said = sorted(graph.claims(), key=lambda row: row["statement"])
    claims = {row["claim"]: row for row in reversed(said)}
    numbers = {row["id"]: row for row in sorted(graph.statistics(), key=lambda row: (row["id"], row["document"]))}
    known = {*entities, *documents, *claims, *numbers, *(row["statement"] for row in said)}
    tables: dict[str, Iterable[Line]] = {
        "entities": map(_entity, _ordered(entities)),
        "documents": map(_document, _ordered(documents)),
        "claims": map(_claim, _ordered(claims)),
        "statements": map(_statement, said),
        "statistics": map(_number, _ordered(numbers)),
        "links": _links(entities, claims, said, numbers, known),
        "relations": _relations(graph),
    }
    for name, lines in tables.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", errors="backslashreplace", newline="") as out:
            table = csv.DictWriter(out, HEADERS[name], restval="", lineterminator="\n")
            table.writeheader()
            table.writerows(lines)


def _ordered(rows: Mapping[str, Row]) -> Iterator[Row]:
    return (rows[iri] for iri in sorted(rows))


def _entity(row: Row) -> Line:
    return {
        "iri:ID": row["id"],
        "name": row["label"],
        "type": row["type"],
        "acronym": row["acronym"],
        "aliases:string[]": ";".join(alias.replace(";", ",") for alias in row["aliases"]),
        "mentions:long": row["mentions"],
        "documents:long": row["documents"],
        ":LABEL": f"Entity;{row['type'].capitalize()}",
    }


def _document(row: Row) -> Line:
    return {
        "iri:ID": row["id"],
        "name": row["title"] or row["file"],
        "date:date": row["date"],
        **{key: row[key] for key in ("file", "publisher", "author", "source")},
        ":LABEL": "Source",
    }


def _claim(row: Row) -> Line:
    kept = {key: row[key] for key in ("polarity", "modality")}
    label = {"name": row["label"], "relation": row["relation"]["label"], ":LABEL": "Claim"}
    return {"iri:ID": row["claim"], **label, **kept, **_time(row["time"])}


def _statement(row: Row) -> Line:
    place = {"start:long": row["start"], "end:long": row["end"], "confidence:double": row["confidence"]}
    words = {"name": row["label"], "quote": row["quote"], "rule": row["rule"], ":LABEL": "Statement"}
    return {"iri:ID": row["statement"], **words, **place}


def _number(row: Row) -> Line:
    value = {"value:double": row["value"], "upper:double": row["upper"]}
    kept = {key: row[key] for key in ("comparator", "unit")}
    name = f"{row['value']:,.10g} {row['measure']['label']}"
    return {"iri:ID": row["id"], "name": name, **value, **kept, **_time(row["time"]), ":LABEL": "Statistic"}


def _time(time: Row | None) -> Line:
    return {"time": time["text"], "since:date": time["start"], "until:date": time["end"]} if time else {}


def _links(
    entities: Mapping[str, Row], claims: Mapping[str, Row], said: list[Row], numbers: Mapping[str, Row], known: set[str]
) -> Iterator[Line]:
    """All links whose ends are known, sorted."""
    found = [
        *(_link(row["id"], row["parent"], "PART_OF") for row in entities.values()),
        *(link for row in claims.values() for link in _terms(row["claim"], row)),
        *(link for row in numbers.values() for link in _terms(row["id"], row)),
        *(_link(row["id"], row["claim"], "PART_OF_CLAIM") for row in numbers.values()),
        *(_link(row["claim"], row["content"], "CONTENT") for row in claims.values()),
        *(_link(row["statement"], row["claim"], "STATES") for row in said),
        *(_link(row["statement"], row["document"], "IN") for row in said),
        *(
            {
                **_link(row["statement"], voice["id"], "SAID_BY"),
                **{key: voice[key] for key in ("stance", "cue", "form")},
                "order:long": order,
            }
            for row in said
            for order, voice in enumerate(row["sources"])
        ),
    ]
    kept = (link for link in found if link[":START_ID"] in known and link[":END_ID"] in known)
    yield from sorted(kept, key=lambda link: [str(value) for value in link.values()])


def _terms(iri: str, row: Row) -> Iterator[Line]:
    for key, type_ in _ENTITY:
        if row.get(key):
            yield _link(iri, row[key]["id"], type_)
    for argument in row.get("arguments", ()):
        yield {**_link(iri, argument["id"], "ARGUMENT"), "role": argument["role"]}


def _link(start: str, end: str | None, type_: str) -> Line:
    return {":START_ID": start, ":END_ID": end, ":TYPE": type_}


def _relations(graph: Readable) -> Iterator[Line]:
    names = {header.partition(":")[0]: header for header in HEADERS["relations"][3:]}
    for edge in network.edges(graph, network.nodes(graph)):
        values = {names[key]: value for key, value in edge.attributes.items() if key in names}
        yield {**_link(edge.source, edge.target, kind(str(edge.attributes["label"]))), **values}


def kind(label: str) -> str:
    """A relation's label as the type of a relationship in Neo4j.

    >>> kind("be made up of")
    'BE_MADE_UP_OF'
    """
    return re.sub(r"\W+", "_", label).strip("_").upper() or "RELATED"
