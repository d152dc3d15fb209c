"""What programs want to know before they ask: the service (SPARQL 1.1 Service Description) and the data (VoID)."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from kg import ids
from kg.rdf.vocabulary import name
from kg.serve.counts import Counts
from kg.serve.media import ROWS, TRIPLES

PREFIXES = {
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "void": "http://rdfs.org/ns/void#",
    "formats": "http://www.w3.org/ns/formats/",
}
_TYPE = name("rdf:type")


def service(counts: Counts, root: str) -> Iterator[ox.Triple]:
    """The endpoint of a server at `root` (an IRI that ends in `/`), and its data."""
    it = ox.NamedNode(f"{root}sparql")
    yield ox.Triple(it, _TYPE, _sd("Service"))
    yield ox.Triple(it, _sd("endpoint"), it)
    yield ox.Triple(it, _sd("supportedLanguage"), _sd("SPARQL11Query"))
    # Without a dataset in the request, the default graph is the union of all named graphs.
    yield ox.Triple(it, _sd("feature"), _sd("UnionDefaultGraph"))
    for form in dict.fromkeys((*(form.iri for form in ROWS.values()), *(form.iri for form in TRIPLES.values()))):
        yield ox.Triple(it, _sd("resultFormat"), ox.NamedNode(form))
    dataset = _dataset(root)
    yield ox.Triple(it, _sd("defaultDataset"), dataset)
    yield ox.Triple(dataset, _TYPE, _sd("Dataset"))
    default = ox.NamedNode(f"{root}void#graph")
    yield ox.Triple(dataset, _sd("defaultGraph"), default)
    yield ox.Triple(default, _TYPE, _sd("Graph"))
    yield from data(counts, root)


def data(counts: Counts, root: str) -> Iterator[ox.Triple]:
    """The data of a server at `root`: how much of what, and where."""
    it = _dataset(root)
    yield ox.Triple(it, _TYPE, _void("Dataset"))
    yield ox.Triple(it, name("dcterms:title"), ox.Literal("Claims and entities, with who says so and where"))
    yield ox.Triple(it, _void("sparqlEndpoint"), ox.NamedNode(f"{root}sparql"))
    yield ox.Triple(it, _void("uriSpace"), ox.Literal(ids.BASE))
    for space in (ids.KG, "http://www.w3.org/ns/org#", "http://www.w3.org/ns/prov#", "https://schema.org/"):
        yield ox.Triple(it, _void("vocabulary"), ox.NamedNode(space))
    yield ox.Triple(it, _void("triples"), ox.Literal(counts.triples))
    for kind, number in counts.classes.items():
        part = ox.NamedNode(f"{root}void#{kind.partition(':')[2]}")
        yield ox.Triple(it, _void("classPartition"), part)
        yield ox.Triple(part, _void("class"), name(kind))
        yield ox.Triple(part, _void("entities"), ox.Literal(number))


def _dataset(root: str) -> ox.NamedNode:
    return ox.NamedNode(f"{root}void#data")


def _sd(local: str) -> ox.NamedNode:
    return ox.NamedNode(PREFIXES["sd"] + local)


def _void(local: str) -> ox.NamedNode:
    return ox.NamedNode(PREFIXES["void"] + local)
