"""Makes what a graph holds of a document, its quads and the rows of the index: in this process, or in several beside it."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kg.curation.prov import trace_lines
from kg.errors import GraphError
from kg.processes import DiedError, Process, in_order, serve
from kg.rdf.writer import nquads
from kg.records import Extraction
from kg.store import linking, saved
from kg.store.entries import Shelved, shelved
from kg.store.linking import Links


class Wanted(NamedTuple):
    """A document to be made: its key, its text as saved, and how its entities are linked."""

    key: str
    text: str
    links: Links


class Made(NamedTuple):
    """The IRI of a document, its graph as N-Quads, and its rows."""

    document: str
    nquads: bytes
    shelved: Shelved


def make_all(wanted: Iterable[Wanted], workers: int = 1) -> Iterator[Made]:
    """Makes documents, in their order. With one worker, this process does the work. Raises GraphError."""
    if workers > 1:
        yield from in_order(wanted, [Process("kg.store.making") for _ in range(workers)], _asked)
    else:
        yield from map(_make, wanted)


def load(key: str, text: str) -> Extraction:
    """The extraction saved under a key. Raises GraphError."""
    try:
        return saved.load(text)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise damaged(key, error) from None


def damaged(key: str, error: Exception) -> GraphError:
    """What is to be done about a saved document that can't be read."""
    return GraphError(f"documents/{key}.jsonl.gz is damaged ({error}); delete it and build again")


def _make(wanted: Wanted) -> Made:
    extraction, traces = linking.relinked(load(wanted.key, wanted.text), wanted.links)
    document = extraction.document.id
    lines = nquads(extraction) + trace_lines(document, traces)
    return Made(document, lines.encode(), shelved(extraction))


def _asked(process: Process, wanted: Wanted) -> Made:
    try:
        made: Made = process.ask(wanted)
    except DiedError:
        return _make(wanted)
    return made


def main() -> None:
    """One of several processes. Records hold no circles: to look for some takes a tenth of its time."""
    gc.disable()
    serve(_make)
