"""What the processes of `kg.serve.pool` do: each function reads the graph and writes one answer.

The functions of JOBS take the graph, the answer and the arguments of a request, and raise KgError instead of an answer.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from kg import ids
from kg.errors import QueryError, UnknownError
from kg.graph import Graph
from kg.rdf.vocabulary import PREFIXES
from kg.serve import addresses, description, linked, media, pages, terms
from kg.serve.counts import counts as counted
from kg.serve.pool import RequestError
from kg.store import Store

if TYPE_CHECKING:
    from kg.serve.worker import Answer

Job = Callable[..., None]

#: Rows of a SELECT that a page shows; the other formats have all.
SHOWN = 1000
#: Entities or documents on one page.
LISTED = 100


class Served(Graph):
    """A graph, the store below it, and the folder that it is in."""

    folder: Path

    @property
    def store(self) -> Store:
        """Where the rows of one thing, quads and unread results come from."""
        return self._store

    def warm(self) -> None:
        """Read what every answer needs, so that the first is as fast as the others."""
        self.ask("who is nobody")
        next(self.entities(), None)


def query(
    graph: Served,
    answer: Answer,
    *,
    text: str,
    default: Sequence[str],
    named: Sequence[str],
    types: Sequence[str | None],
) -> None:
    """The answer to a user's SPARQL, in one of two types: for rows or a truth, and for triples."""
    try:
        found = graph.store.results(text, default=default, named=named)
    except QueryError as error:
        raise RequestError(400, str(error)) from None
    triples = isinstance(found, ox.QueryTriples)
    mime = types[triples]
    if mime is None:
        offered = media.TRIPLES if triples else media.ROWS
        raise RequestError(406, f"the answer can be had as {', '.join(offered)}")
    answer.head(mime)
    try:
        if mime == media.HTML:
            answer.write(pages.results(text, found, SHOWN))
        elif isinstance(found, ox.QueryTriples):
            _rdf(answer, found, mime, PREFIXES)
        else:
            found.serialize(answer.stream, media.ROWS[mime])
    except (OSError, RuntimeError) as error:
        raise RequestError(500, f"query: {error}") from None


def ask(graph: Served, answer: Answer, *, question: str, limit: int, least: float, mime: str) -> None:
    """The answers to a question in English: as `kg ask --json`, or as a page."""
    found = graph.ask(question, limit=limit, min_confidence=least).to_json()
    answer.head(mime)
    if mime == media.HTML:
        answer.write(pages.render("ask.html", **found))
    else:
        _json(answer, found)


def thing(graph: Served, answer: Answer, *, iri: str, mime: str, limit: int) -> None:
    """What is told of the thing of an IRI: as RDF, or as a page. Raises UnknownError, with what may have been meant."""
    try:
        ox.NamedNode(iri)
    except ValueError:
        raise UnknownError(addresses.kind_of(iri), iri) from None
    try:
        _tell(graph, answer, iri, mime, limit)
    except UnknownError:
        raise _missing(graph, iri) from None


def _missing(graph: Served, iri: str) -> UnknownError:
    """That there is no such thing; of an entity, which ones are called so, or nearly so."""
    kind, key = addresses.kind_of(iri), iri.rstrip("/").rpartition("/")[2]
    if kind != "entity":
        return UnknownError(kind, key)
    try:
        return UnknownError(kind, key, [addresses.path(graph.entity(key.replace("-", " "))["id"]) or ""])
    except UnknownError as error:
        return UnknownError(kind, key, error.near)


def _tell(graph: Served, answer: Answer, iri: str, mime: str, limit: int) -> None:
    if mime == media.HTML:
        page = pages.thing(graph, iri, limit)
        if isinstance(page, bytes):
            answer.head(mime)
            answer.write(page)
            return
        answer.head(mime, status=303, place=page)
        return
    quads = linked.about(graph.store, iri)
    if not quads:
        raise UnknownError(addresses.kind_of(iri), iri)
    answer.head(mime)
    if media.TRIPLES[mime].supports_datasets:
        _rdf(answer, quads, mime, PREFIXES)
    else:
        _rdf(answer, dict.fromkeys(quad.triple for quad in quads), mime, PREFIXES)


def around(graph: Served, answer: Answer, *, iri: str, limit: int) -> None:
    """The page of what is around an entity. Raises UnknownError."""
    try:
        page = pages.around(graph, iri, limit)
    except UnknownError:
        raise _missing(graph, iri) from None
    if isinstance(page, bytes):
        answer.head(media.HTML)
        answer.write(page)
    else:
        answer.head(media.HTML, status=303, place=page)


def ontology(graph: Served, answer: Answer, *, mime: str) -> None:  # noqa: ARG001 - as the others
    """What the terms of ours mean."""
    answer.head(mime)
    if mime == media.HTML:
        answer.write(pages.render("ontology.html", terms=terms.terms(), space=ids.KG))
    else:
        _rdf(answer, terms.triples(), mime, PREFIXES)


def start(graph: Served, answer: Answer) -> None:
    """The first page."""
    answer.head(media.HTML)
    answer.write(pages.start(graph))


def entities(graph: Served, answer: Answer, *, name: str, first: int, mime: str) -> None:
    """The entities whose names hold some words, most mentioned first: a page of them, or all as JSON."""
    wanted = name.casefold().split()
    found = [
        row
        for row in graph.entities()
        if not wanted or _named(wanted, " ".join((row["label"], row["acronym"] or "", *row["aliases"])).casefold())
    ]
    answer.head(mime)
    if mime == media.HTML:
        shown = found[first : first + LISTED]
        answer.write(pages.render("entities.html", found=found, shown=shown, first=first, name=name))
    else:
        _json(answer, found)


def _named(wanted: Sequence[str], names: str) -> bool:
    return all(word in names for word in wanted)


def documents(graph: Served, answer: Answer, *, mime: str) -> None:
    """The documents: a page, or JSON."""
    found = list(graph.documents())
    answer.head(mime)
    if mime == media.HTML:
        answer.write(pages.render("documents.html", documents=found))
    else:
        _json(answer, found)


def void(graph: Served, answer: Answer, *, root: str, mime: str, service: bool) -> None:
    """The description of the data, or of the service with it, for a server at `root`."""
    counts = counted(graph.store, graph.folder)
    triples = description.service(counts, root) if service else description.data(counts, root)
    answer.head(mime)
    _rdf(answer, triples, mime, {**PREFIXES, **description.PREFIXES})


def count(graph: Served, answer: Answer) -> None:
    """Nothing, but what `void` tells is counted then."""
    counted(graph.store, graph.folder)
    answer.head("text/plain")


def _rdf(answer: Answer, found: Iterable[ox.Triple] | Iterable[ox.Quad], mime: str, prefixes: dict[str, str]) -> None:
    ox.serialize(found, answer.stream, media.TRIPLES[mime], prefixes=prefixes)


def _json(answer: Answer, value: Any) -> None:
    answer.write(json.dumps(value, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n")


JOBS: dict[str, Job] = {
    job.__name__: job for job in (query, ask, thing, around, ontology, start, entities, documents, void, count)
}
