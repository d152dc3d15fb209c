"""A graph in the formats other programs open: one module a format, loaded when it is asked for.

In: anything `Readable` (a `kg.Graph`, or a reader of `kg.store`). Out: bytes on a stream, or for `csv` a folder.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Protocol

from kg.errors import KgError, UnknownError

if TYPE_CHECKING:
    from pyoxigraph import Quad

#: Each format: the module that writes it, and what it is good for.
FORMATS = {
    "html": ("page", "one page to read, search and print: texts, claims, numbers, entities, a drawing"),
    "graphml": ("graphml", "nodes and edges for NetworkX, Gephi, Cytoscape, Neo4j's APOC"),
    "yed": ("graphml", "GraphML that says how nodes and edges look, for yEd"),
    "gexf": ("gexf", "nodes and edges with times for Gephi"),
    "turtle": ("rdf", "RDF triples of all documents together"),
    "trig": ("rdf", "RDF, one named graph a document"),
    "nquads": ("rdf", "RDF, one sorted line a quad: equal graphs give equal files"),
    "jsonld": ("rdf", "RDF as JSON"),
    "nanopub": ("nanopub", "a nanopublication for each statement, in TriG"),
    "annotations": ("annotations", "a Web Annotation for each statement, in JSON-LD"),
    "csv": ("tables", "a folder of tables for spreadsheets and pandas"),
    "neo4j": ("neo4j", "a folder of tables for neo4j-admin database import"),
    "jsonl": ("lines", "the records as the commands print them with --json, one a line"),
}

#: Formats that are a folder of files instead of one file.
FOLDERS = frozenset({"csv", "neo4j"})


class Readable(Protocol):
    """What an export reads: records in the shape of the JSON contract, and quads."""

    def documents(self) -> Iterator[dict[str, Any]]:
        """The documents, sorted by IRI."""

    def entities(self) -> Iterator[dict[str, Any]]:
        """The entities."""

    def claims(self) -> Iterator[dict[str, Any]]:
        """The claims, one record for each statement."""

    def statistics(self) -> Iterator[dict[str, Any]]:
        """The statistics."""

    def text(self, document: str) -> str:
        """The text of a document, by its IRI."""

    def quads(self) -> Iterator[Quad]:
        """All quads."""


def check(name: str) -> str:
    """The name of a format. Raises UnknownError with close matches."""
    if name not in FORMATS:
        import difflib  # only a mistake needs it

        near = [known for known in FORMATS if name.lower() in known] if name else []
        near += difflib.get_close_matches(name.lower(), FORMATS, n=3, cutoff=0.6)
        there = f"the formats are {', '.join(FORMATS)}"
        raise UnknownError("format", name, list(dict.fromkeys(near))[:3], hint=there)
    return name


def write(graph: Readable, name: str, out: IO[bytes], **more: Any) -> None:
    """Write the graph in a format of one file; `more` is what its module takes besides."""
    if check(name) in FOLDERS:
        raise KgError(f"{name} is a folder of files; say which folder with -o FOLDER")
    importlib.import_module(f"kg.export.{FORMATS[name][0]}").write(graph, name, out, **more)


def save(graph: Readable, name: str, path: Path, **more: Any) -> None:
    """Write the graph to a file, or a folder for the formats in FOLDERS; folders that aren't there are made. A file appears
    whole or not at all.
    """
    if check(name) in FOLDERS:
        importlib.import_module(f"kg.export.{FORMATS[name][0]}").write(graph, path)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.part")
    try:
        with partial.open("wb") as out:
            write(graph, name, out, **more)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
