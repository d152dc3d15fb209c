"""The formats that an answer can have, and which of them a client asks for (RFC 9110, section 12.5.1)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from pyoxigraph import QueryResultsFormat, RdfFormat

if TYPE_CHECKING:  # not for the processes that answer
    from werkzeug.datastructures import MIMEAccept

HTML = "text/html"
JSON = "application/json"

#: What SELECT and ASK give. The first is for those who take anything.
ROWS: Mapping[str, QueryResultsFormat] = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    JSON: QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "application/xml": QueryResultsFormat.XML,
    "text/csv": QueryResultsFormat.CSV,
    "text/tab-separated-values": QueryResultsFormat.TSV,
}

#: What CONSTRUCT and DESCRIBE give, and what is told of one thing.
TRIPLES: Mapping[str, RdfFormat] = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/trig": RdfFormat.TRIG,
    "application/n-quads": RdfFormat.N_QUADS,
}

#: Short names, for links: `?format=csv`.
NAMES = {
    "html": HTML,
    "json": JSON,
    "xml": "application/sparql-results+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "turtle": "text/turtle",
    "ntriples": "application/n-triples",
    "jsonld": "application/ld+json",
    "rdfxml": "application/rdf+xml",
    "trig": "application/trig",
    "nquads": "application/n-quads",
}


def chosen(accept: MIMEAccept, name: str | None, offered: Iterable[str]) -> str | None:
    """The offered type that a client likes best, None if it takes none. `name`, of NAMES, is an explicit wish.

    >>> from werkzeug.datastructures import MIMEAccept
    >>> chosen(MIMEAccept([("text/csv", 0.5), ("application/json", 1)]), None, ROWS)
    'application/json'
    >>> chosen(MIMEAccept([("*/*", 1)]), None, ROWS)
    'application/sparql-results+json'
    >>> chosen(MIMEAccept([]), "turtle", ROWS) is None
    True
    """
    types = list(offered)
    if name is not None:
        return NAMES[name] if NAMES.get(name) in types else None
    return accept.best_match(types) if accept else types[0]


def typed(mime: str) -> str:
    """As the value of a Content-Type: texts are in UTF-8, also those whose type has another default."""
    return f"{mime}; charset=utf-8" if mime.startswith("text/") else mime
