"""Nanopublications (https://nanopub.net/guidelines/working_draft/): one for each statement, in TriG.

The assertion says what is claimed, as a node with its polarity and modality: a claim that is denied or planned is never
a plain triple. The provenance says who claims it and leads to the passage; the publication info says what made it.
Times and signatures are left to whoever publishes them, because equal graphs give equal files.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import version
from typing import IO, TYPE_CHECKING, Any

import pyoxigraph as ox

from kg import ids
from kg.rdf.vocabulary import CLASSES, PREFIXES, name

if TYPE_CHECKING:
    from kg.export import Readable

Row = dict[str, Any]
Triple = tuple[ox.NamedNode, str, ox.NamedNode | ox.Literal]

_PREFIXES = {
    **PREFIXES,
    "np": "http://www.nanopub.org/nschema#",
    "npx": "http://purl.org/nanopub/x/",
}
_TYPE = "rdf:type"


def write(graph: Readable, name: str, out: IO[bytes]) -> None:  # noqa: ARG001 - the signature of all formats
    """Write the nanopublications of a graph, by document and place."""
    ox.serialize(_quads(graph), out, ox.RdfFormat.TRIG, prefixes=_PREFIXES)


def _quads(graph: Readable) -> Iterator[ox.Quad]:
    documents = {row["id"]: row for row in graph.documents()}
    numbers: dict[str, Row] = {}
    for row in graph.statistics():
        numbers.setdefault(row["id"], row)
    for claim in sorted(graph.claims(), key=lambda row: (row["document"], row["start"], row["end"], row["statement"])):
        this = ids.BASE + "nanopub/" + claim["statement"].rsplit("/", 1)[-1]
        graphs = {part: ox.NamedNode(f"{this}#{part}") for part in ("head", "assertion", "provenance", "pubinfo")}
        parts = {
            "head": _head(ox.NamedNode(this), graphs),
            "assertion": _assertion(this, claim, [numbers[iri] for iri in claim["statistics"] if iri in numbers]),
            "provenance": _provenance(this, graphs["assertion"], claim, documents[claim["document"]]),
            "pubinfo": _pubinfo(ox.NamedNode(this), claim),
        }
        for part, triples in parts.items():
            for subject, predicate, value in dict.fromkeys(triples):
                yield ox.Quad(subject, _node(predicate), value, graphs[part])


def _head(this: ox.NamedNode, graphs: dict[str, ox.NamedNode]) -> Iterator[Triple]:
    yield this, _TYPE, _node("np:Nanopublication")
    yield this, "np:hasAssertion", graphs["assertion"]
    yield this, "np:hasProvenance", graphs["provenance"]
    yield this, "np:hasPublicationInfo", graphs["pubinfo"]


def _assertion(this: str, row: Row, numbers: list[Row]) -> Iterator[Triple]:
    """What is claimed."""
    claim = ox.NamedNode(row["claim"])
    yield claim, _TYPE, name("kg:Claim")
    yield claim, "rdfs:label", _literal(row["label"])
    yield claim, "rdf:predicate", ox.NamedNode(row["relation"]["id"])
    yield ox.NamedNode(row["relation"]["id"]), "rdfs:label", _literal(row["relation"]["label"])
    yield claim, "kg:polarity", name(f"kg:{row['polarity']}")
    yield claim, "kg:modality", name(f"kg:{row['modality']}")
    yield from _term(claim, "rdf:subject", row["subject"])
    yield from _term(claim, "rdf:object", row["object"])
    yield from _time(claim, row["time"])
    if row["content"]:
        yield claim, "kg:content", ox.NamedNode(row["content"])
    for k, argument in enumerate(row["arguments"], 1):
        part = ox.NamedNode(f"{this}#argument-{k}")
        yield claim, "kg:argument", part
        yield part, "kg:role", _literal(argument["role"])
        yield from _term(part, "rdf:value", argument)
    for number in numbers:
        statistic = ox.NamedNode(number["id"])
        yield claim, "kg:statistic", statistic
        yield from _number(statistic, number)


def _number(statistic: ox.NamedNode, row: Row) -> Iterator[Triple]:
    yield statistic, _TYPE, name("kg:Statistic")
    yield statistic, "schema:value", ox.Literal(row["value"])
    yield statistic, "kg:comparator", name(f"kg:{row['comparator']}")
    if row["upper"] is not None:
        yield statistic, "kg:upperValue", ox.Literal(row["upper"])
    if row["unit"]:
        yield statistic, "schema:unitText", _literal(row["unit"])
    yield from _term(statistic, "schema:measuredProperty", row["measure"])
    yield from _term(statistic, "schema:observationAbout", row["about"])
    yield from _time(statistic, row["time"])


def _provenance(this: str, assertion: ox.NamedNode, row: Row, document: Row) -> Iterator[Triple]:
    """Where it is claimed and by whom: the voices from the nearest outward."""
    source = ox.NamedNode(row["document"])
    passage = ox.NamedNode(ids.passage(row["document"], row["start"], row["end"]))
    yield assertion, "prov:wasDerivedFrom", passage
    yield assertion, "prov:hadPrimarySource", source
    yield passage, _TYPE, name("nif:RFC5147String")
    yield passage, "nif:referenceContext", source
    yield passage, "nif:beginIndex", ox.Literal(row["start"])
    yield passage, "nif:endIndex", ox.Literal(row["end"])
    yield passage, "nif:anchorOf", _literal(row["quote"])
    properties = {"title": "schema:name", "publisher": "schema:publisher", "author": "schema:author"}
    for key, predicate in {**properties, "file": "kg:origin", "source": "dcterms:source"}.items():
        if document[key]:
            yield source, predicate, _literal(document[key])
    if document["date"]:
        yield source, "schema:datePublished", _day(document["date"])
    inner = None
    for k, voice in enumerate(row["sources"]):
        statement = ox.NamedNode(f"{this}#voice-{k + 1}" if k else row["statement"])
        yield statement, _TYPE, name("kg:Statement")
        yield from _voice(statement, voice)
        if inner is None:
            yield statement, "kg:claim", ox.NamedNode(row["claim"])
            yield statement, "prov:wasDerivedFrom", passage
            yield statement, "kg:rule", _literal(row["rule"])
            yield statement, "kg:confidence", ox.Literal(float(row["confidence"]))
        else:
            yield statement, "kg:reports", inner
        inner = statement


def _voice(statement: ox.NamedNode, voice: Row) -> Iterator[Triple]:
    source = ox.NamedNode(voice["id"]) if voice["id"] else name("kg:unnamedSource")
    yield statement, "kg:source", source
    yield statement, "kg:stance", name(f"kg:{voice['stance']}")
    yield statement, "kg:form", name(f"kg:{voice['form']}")
    yield statement, "kg:sourceLabel", _literal(voice["label"])
    if voice["cue"]:
        yield statement, "kg:cue", _literal(voice["cue"])


def _pubinfo(this: ox.NamedNode, row: Row) -> Iterator[Triple]:
    ours = version("claimgraph")
    software = ox.NamedNode(f"{ids.BASE}software/claimgraph-{ours}")
    yield this, "rdfs:label", _literal(row["label"])
    yield this, "npx:introduces", ox.NamedNode(row["claim"])
    yield this, "npx:hasNanopubType", name("kg:Claim")
    yield this, "dcterms:creator", software
    yield software, _TYPE, name("prov:SoftwareAgent")
    yield software, "rdfs:label", _literal(f"claimgraph {ours}")


def _term(holder: ox.NamedNode, predicate: str, term: Row | None) -> Iterator[Triple]:
    """An entity with its name and class, or the words where no entity is known."""
    if term is None:
        return
    if not term["id"]:
        yield holder, predicate, _literal(term["label"])
        return
    entity = ox.NamedNode(term["id"])
    yield holder, predicate, entity
    yield entity, "rdfs:label", _literal(term["label"])
    for curie in CLASSES.get(term["type"], ()):
        yield entity, _TYPE, name(curie)


def _time(holder: ox.NamedNode, time: Row | None) -> Iterator[Triple]:
    if time:
        yield holder, "schema:temporal", _literal(time["text"])
        for key, predicate in (("start", "schema:startDate"), ("end", "schema:endDate")):
            if time[key]:
                yield holder, predicate, _day(time[key])


def _node(curie: str) -> ox.NamedNode:
    prefix, local = curie.split(":", 1)
    return ox.NamedNode(_PREFIXES[prefix] + local)


def _literal(text: str) -> ox.Literal:
    """A text, in which halves of characters, which UTF-8 has no way to write, become U+FFFD."""
    return ox.Literal(text.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))


def _day(date: str) -> ox.Literal:
    return ox.Literal(date, datatype=name("xsd:date"))
