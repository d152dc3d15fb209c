"""Pages for people: names, what is claimed, who says so, the quote and its place. No scripts; everything is escaped."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2
import pyoxigraph as ox
from markupsafe import Markup

from kg import ids
from kg.errors import UnknownError
from kg.rdf.vocabulary import PREFIXES, name
from kg.serve import addresses, linked, reader
from kg.store.asking import Found

if TYPE_CHECKING:
    from kg.serve.jobs import Served

Row = dict[str, Any]

#: Documents and entities on the first page.
_FIRST = 24


def render(template: str, **values: Any) -> bytes:
    """A page."""
    return _TEMPLATES.get_template(template).render(values).encode("utf-8", "replace")


def start(graph: Served) -> bytes:
    """The first page: a question, and what the graph is about."""
    documents = list(graph.documents())
    entities = graph.entities()
    first = list(itertools.islice(entities, _FIRST))
    return render(
        "start.html",
        documents=documents[:_FIRST],
        entities=first,
        numbers={
            "documents": len(documents),
            "entities": len(first) + sum(1 for _ in entities),
        },
    )


def thing(graph: Served, iri: str, limit: int) -> bytes | str:
    """The page of the thing of an IRI, with at most so many lines in each part; or, where that is elsewhere, its IRI.

    Raises UnknownError.
    """
    page = {
        "entity": _entity,
        "claim": _claim,
        "statement": _statement,
        "statistic": _statistic,
        "doc": _document,
        "relation": _relation,
    }.get(addresses.kind_of(iri), _other)
    return page(graph, iri, limit)


def _entity(graph: Served, iri: str, limit: int) -> bytes | str:
    try:
        dossier = graph.show(iri)
    except UnknownError:
        if any(graph.store.quads(object=ox.NamedNode(iri))):  # mentioned, and no more than that
            return _other(graph, iri, limit)
        namesake = next(linked.namesakes(graph.store, iri), None)
        if namesake is None:
            raise
        return namesake
    if dossier["entity"]["id"] != iri:  # merged into another
        return str(dossier["entity"]["id"])
    return render("entity.html", **dossier, limit=limit)


def _claim(graph: Served, iri: str, limit: int) -> bytes | str:
    if "/argument/" in iri:  # shown with the claim
        return iri.partition("/argument/")[0]
    rows = graph.store.read.statements(iri)
    if not rows:
        return _replacement(graph, "claim", iri)
    numbers = [row for key in rows[0]["statistics"] for row in graph.store.read.statistic(key)[:1]]
    content = rows[0]["content"] and next(iter(graph.store.read.statements(rows[0]["content"])), None)
    return render("claim.html", rows=rows, first=rows[0], numbers=numbers, content=content, limit=limit)


def _statement(graph: Served, iri: str, limit: int) -> bytes | str:  # noqa: ARG001 - as the others
    inner = iri
    while "/reported/" in inner:  # a voice around a statement is shown with it
        found = next(iter(graph.store.quads(ox.NamedNode(inner), name("kg:reports"))), None)
        if found is None or not isinstance(found.object, ox.NamedNode):
            raise UnknownError("statement", iri)
        inner = found.object.value
    row = graph.store.read.statement(inner)
    if row is None:
        return _replacement(graph, "statement", iri)
    return f"{row['claim']}#{inner.rsplit('/', 1)[-1]}"


def _replacement(graph: Served, kind: str, iri: str) -> str:
    """The IRI of what stands for a thing that is no more since people corrected the graph."""
    found = next(iter(graph.store.quads(ox.NamedNode(iri), name("dcterms:isReplacedBy"))), None)
    if found is None or not isinstance(found.object, ox.NamedNode):
        raise UnknownError(kind, iri)
    return found.object.value


def _statistic(graph: Served, iri: str, limit: int) -> bytes | str:
    rows = graph.store.read.statistic(iri)
    if not rows:
        raise UnknownError("statistic", iri)
    claim = rows[0]["claim"] and next(iter(graph.store.read.statements(rows[0]["claim"])), None)
    return render("statistic.html", rows=rows, first=rows[0], claim=claim, limit=limit)


def _document(graph: Served, iri: str, limit: int) -> bytes | str:  # noqa: ARG001 - as the others
    document = graph.document(iri)
    if document["id"] != iri:
        raise UnknownError("document", iri)
    text = graph.text(iri)
    claims = list(graph.claims(document=iri))
    numbers = list(graph.statistics(document=iri))
    links = reader.mentions(graph.store, iri)
    paragraphs = reader.paragraphs(text, claims, numbers, links)
    return render("document.html", document=document, paragraphs=paragraphs, claims=len(claims))


def _relation(graph: Served, iri: str, limit: int) -> bytes:
    labels = [quad.object for quad in graph.store.quads(ox.NamedNode(iri), name("rdfs:label"))]
    if not labels or not isinstance(labels[0], ox.Literal):
        raise UnknownError("relation", iri)
    claims = list(graph.claims(relation=labels[0].value))
    return render("relation.html", iri=iri, label=labels[0].value, claims=claims, limit=limit)


def _other(graph: Served, iri: str, limit: int) -> bytes:
    """What is told of any other thing, line by line, and what refers to it."""
    node = ox.NamedNode(iri)
    whole = addresses.kind_of(iri) == "graph"
    quads = graph.store.quads(graph=node) if whole else (*graph.store.quads(node), *graph.store.quads(object=node))
    found = sorted({quad.triple for quad in quads}, key=lambda triple: (triple.subject != node, str(triple)))
    rows = [tuple(triple) for triple in found[:limit]]
    if not rows:
        raise UnknownError(addresses.kind_of(iri), iri)
    return render("thing.html", iri=iri, kind=addresses.kind_of(iri), rows=rows, size=len(found))


def around(graph: Served, iri: str, limit: int) -> bytes | str:
    """The page of what is around an entity; or, if it was merged into another, the IRI of that. Raises UnknownError."""
    from kg.export.page import around  # loads NetworkX, which no other page needs

    entity = graph.entity(iri)
    if entity["id"] != iri:
        return str(entity["id"])
    shown = around.around(entity, lambda about: graph.store.claims(about=about), graph.store.read.entity)
    return render("around.html", entity=entity, shown=shown, limit=limit)


def results(query: str, found: Found | None = None, most: int = 0) -> bytes:
    """The page of a query and its answer, of which at most so many rows are shown; without an answer, its form."""
    rows: list[list[Any]] = []
    columns: list[str] = []
    truth = None
    more = False
    if isinstance(found, ox.QueryBoolean):
        truth = bool(found)
    elif found is not None:
        if isinstance(found, ox.QueryTriples):
            columns = ["subject", "predicate", "object"]
        else:
            columns = [variable.value for variable in found.variables]
        rows = [list(row) for row in itertools.islice(found, most + 1)]
        more = len(rows) > most
    return render(
        "query.html",
        query=query,
        asked=found is not None,
        columns=columns,
        rows=rows[:most],
        truth=truth,
        more=more,
        formats=("turtle", "ntriples", "jsonld") if isinstance(found, ox.QueryTriples) else ("json", "csv", "tsv"),
        prefixes=PREFIXES,
    )


# ---------------------------------------------------------------------- what templates call


def local(iri: str) -> str:
    """The path at which the server has the thing of an IRI of ours."""
    return addresses.path(iri) or iri


def around_path(iri: str) -> str:
    """The path of the page of what is around an entity."""
    return f"/around{local(iri).removeprefix('/entity')}"


def is_ours(iri: str | None) -> bool:
    """Whether the server has a page for an IRI."""
    return iri is not None and addresses.path(iri) is not None


def place(row: Row) -> str:
    """The path of a passage in the reader."""
    return f"{local(row['document'])}#char={row['start']},{row['end']}"


def curie(iri: str) -> str:
    """An IRI for reading."""
    for prefix, space in PREFIXES.items():
        if iri.startswith(space) and len(iri) > len(space):
            return f"{prefix}:{iri[len(space) :]}"
    return iri.removeprefix(ids.BASE)


def number(row: Row) -> str:
    """A number with its comparator: `more than 284,000`."""
    value = f"{row['value']:,.10g}" + (f" to {row['upper']:,.10g}" if row["upper"] is not None else "")
    words = "".join(f" {c.lower()}" if c.isupper() else c for c in row["comparator"])
    return value if row["comparator"] in ("exactly", "range") else f"{words} {value}"


def notes(row: Row) -> Iterator[str]:
    """What keeps a claim from being a plain fact."""
    for key, plain in (("polarity", "affirmed"), ("modality", "actual")):
        if row[key] != plain:
            yield row[key]


def marked(row: Row) -> Markup:
    """A quote in which the words of the claim's subject and object are marked."""
    return reader.emphasised(row["quote"], row["start"], [row["subject"], row["object"], *row["arguments"]])


_TEMPLATES = jinja2.Environment(
    loader=jinja2.FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=jinja2.StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_TEMPLATES.filters.update(
    local=local, around=around_path, place=place, curie=curie, number=number, notes=notes, marked=marked
)
_TEMPLATES.tests["ours"] = is_ours
