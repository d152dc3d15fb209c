"""Nanopublications, Web Annotations and tables for Neo4j, of a real graph, read by what others read them with."""

from __future__ import annotations

import csv
import io
import json
import re
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyshacl
import pytest
import rdflib
from rdflib.namespace import RDF

from kg import export
from kg.export.neo4j import HEADERS
from kg.store import Store
from tests.export.made import Records
from tests.rdf.made import harbour, strike

NP = rdflib.Namespace("http://www.nanopub.org/nschema#")
OA = rdflib.Namespace("http://www.w3.org/ns/oa#")
NIF = rdflib.Namespace("http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#")
KG = rdflib.Namespace("https://w3id.org/claimgraph/ns#")

#: What the context of the annotations says about the terms that are used (https://www.w3.org/ns/anno.jsonld).
CONTEXT = {
    "oa": str(OA),
    "as": "http://www.w3.org/ns/activitystreams#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "rdf": str(RDF),
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "id": "@id",
    "type": "@type",
    **{
        name: f"oa:{name}"
        for name in ("Annotation", "TextualBody", "SpecificResource", "TextPositionSelector", "TextQuoteSelector")
    },
    **{name: f"oa:{name}" for name in ("describing", "identifying", "tagging", "exact", "prefix", "suffix")},
    "AnnotationCollection": "as:OrderedCollection",
    "AnnotationPage": "as:OrderedCollectionPage",
    "Software": "as:Application",
    "name": "as:name",
    "motivation": {"@id": "oa:motivatedBy", "@type": "@vocab"},
    "purpose": {"@id": "oa:hasPurpose", "@type": "@vocab"},
    "generator": {"@id": "as:generator", "@type": "@id"},
    "body": {"@id": "oa:hasBody", "@type": "@id"},
    "target": {"@id": "oa:hasTarget", "@type": "@id"},
    "source": {"@id": "oa:hasSource", "@type": "@id"},
    "selector": {"@id": "oa:hasSelector", "@type": "@id"},
    "items": {"@id": "as:items", "@type": "@id", "@container": "@list"},
    "first": {"@id": "as:first", "@type": "@id"},
    "start": {"@id": "oa:start", "@type": "xsd:nonNegativeInteger"},
    "end": {"@id": "oa:end", "@type": "xsd:nonNegativeInteger"},
    "startIndex": {"@id": "as:startIndex", "@type": "xsd:nonNegativeInteger"},
    "total": {"@id": "as:totalItems", "@type": "xsd:nonNegativeInteger"},
    "label": "rdfs:label",
    "format": "dc:format",
    "language": "dc:language",
    "value": "rdf:value",
}
SHAPES = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
[] a sh:NodeShape ; sh:targetClass oa:Annotation ;
  sh:property [ sh:path oa:motivatedBy ; sh:hasValue oa:describing ] ;
  sh:property [ sh:path oa:hasBody ; sh:minCount 2 ] ;
  sh:property [ sh:path oa:hasTarget ; sh:minCount 1 ; sh:maxCount 1 ; sh:node [
    sh:property [ sh:path oa:hasSource ; sh:minCount 1 ; sh:maxCount 1 ; sh:nodeKind sh:IRI ] ;
    sh:property [ sh:path oa:hasSelector ; sh:minCount 2 ; sh:maxCount 2 ] ] ] .
[] a sh:NodeShape ; sh:targetClass oa:TextPositionSelector ;
  sh:property [ sh:path oa:start ; sh:minCount 1 ; sh:datatype xsd:nonNegativeInteger ; sh:lessThan oa:end ] ;
  sh:property [ sh:path oa:end ; sh:minCount 1 ; sh:datatype xsd:nonNegativeInteger ] .
[] a sh:NodeShape ; sh:targetClass oa:TextQuoteSelector ;
  sh:property [ sh:path oa:exact ; sh:minCount 1 ; sh:datatype xsd:string ; sh:minLength 1 ] ;
  sh:property [ sh:path oa:prefix ; sh:maxCount 1 ] ; sh:property [ sh:path oa:suffix ; sh:maxCount 1 ] .
"""


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with Store() as found:
        found.add(harbour())
        found.add(strike())
        yield found


def written(graph: export.Readable, name: str) -> bytes:
    out = io.BytesIO()
    export.write(graph, name, out)
    return out.getvalue()


# ---------------------------------------------------------------------- nanopublications


@pytest.fixture(scope="module")
def nanopubs(store: Store) -> rdflib.Dataset:
    dataset = rdflib.Dataset()
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", category=DeprecationWarning, module="rdflib")
        dataset.parse(data=written(store, "nanopub"), format="trig")
    return dataset


def test_every_statement_is_a_well_formed_nanopublication(store: Store, nanopubs: rdflib.Dataset) -> None:
    """The criteria of https://nanopub.net/guidelines/working_draft/, Well-formed Nanopublications."""
    heads = list(nanopubs.quads((None, RDF.type, NP.Nanopublication, None)))
    assert len(heads) == len({subject for subject, *_ in heads}) == len(list(store.claims())) > 5
    used = set()
    for this, _, _, head in heads:
        graph = nanopubs.graph(head)
        parts = [list(graph.objects(this, NP[f"has{part}"])) for part in ("Assertion", "Provenance", "PublicationInfo")]
        assert [len(part) for part in parts] == [1, 1, 1]
        assertion, provenance, info = (part[0] for part in parts)
        assert len({this, head, assertion, provenance, info}) == 5
        assert len(nanopubs.graph(assertion)) > 0
        assert list(nanopubs.graph(provenance).predicate_objects(assertion))
        assert list(nanopubs.graph(info).predicate_objects(this))
        used |= {head, assertion, provenance, info}
    assert {graph for *_, graph in nanopubs.quads() if graph} == used


def test_nothing_denied_or_planned_is_a_plain_triple(nanopubs: rdflib.Dataset) -> None:
    relations = rdflib.Namespace("https://w3id.org/claimgraph/relation/")
    assert not [p for _, p, _, _ in nanopubs.quads() if str(p).startswith(str(relations))]
    (denial,) = {s for s, *_ in nanopubs.quads((None, KG.stance, KG.denies, None))}
    (claim,) = {o for *_, o, _ in nanopubs.quads((denial, KG.claim, None, None))}
    assert {o for *_, o, _ in nanopubs.quads((claim, KG.polarity, None, None))} == {KG.affirmed}


def test_a_nanopublication_leads_to_the_words(store: Store, nanopubs: rdflib.Dataset) -> None:
    found = list(nanopubs.quads((None, NIF.anchorOf, None, None)))
    assert len(found) == len(list(store.claims()))
    for passage, _, quote, graph in found:
        inside = nanopubs.graph(graph)
        assert (None, KG.source, None) in inside
        document = str(inside.value(passage, NIF.referenceContext))
        start, end = (int(inside.value(passage, index)) for index in (NIF.beginIndex, NIF.endIndex))
        assert store.text(document)[start:end] == str(quote)


def test_what_utf8_cannot_hold_is_marked() -> None:
    assert "\ufffd" in written(Records(), "nanopub").decode()


# ---------------------------------------------------------------------- annotations


def test_annotations_are_what_the_standard_says(store: Store) -> None:
    found = json.loads(written(store, "annotations"))
    assert found["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert found["total"] == len(found["first"]["items"]) == len(list(store.claims()))
    graph = rdflib.Graph()
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", category=DeprecationWarning, module="rdflib")
        graph.parse(data=json.dumps({**found, "@context": CONTEXT}), format="json-ld")
        sound, _, report = pyshacl.validate(graph, shacl_graph=rdflib.Graph().parse(data=SHAPES, format="turtle"))
    assert sound, report
    assert len(set(graph.subjects(RDF.type, OA.Annotation))) == found["total"]
    assert {
        str(value) for body in graph.subjects(OA.hasPurpose, OA.tagging) for value in graph.objects(body, RDF.value)
    } >= {
        "denies",
        "planned",
    }


def test_annotations_find_their_words_by_place_and_by_quote(store: Store) -> None:
    for item in json.loads(written(store, "annotations"))["first"]["items"]:
        text = store.text(item["target"]["source"])
        place, quote = item["target"]["selector"]
        assert text[place["start"] : place["end"]] == quote["exact"]
        around = re.escape(quote["prefix"] + quote["exact"] + quote["suffix"])
        starts = [match.start() + len(quote["prefix"]) for match in re.finditer(around, text)]
        assert place["start"] in starts


# ---------------------------------------------------------------------- Neo4j


def tables(graph: export.Readable, folder: Path) -> dict[str, list[dict[str, str]]]:
    export.save(graph, "neo4j", folder)
    found = {}
    for name, header in HEADERS.items():
        with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            table = csv.DictReader(file)
            found[name] = list(table)
            assert tuple(table.fieldnames or ()) == header
    return found


def test_neo4j_gets_typed_nodes_and_links_between_them(store: Store, tmp_path: Path) -> None:
    found = tables(store, tmp_path / "tables")
    nodes = {row["iri:ID"]: row for table in found.values() for row in table if "iri:ID" in row}
    assert len(nodes) == sum(len(table) for table in found.values() if table and "iri:ID" in table[0])
    assert all(row[":LABEL"] for row in nodes.values())
    for link in (*found["links"], *found["relations"]):
        assert {link[":START_ID"], link[":END_ID"]} <= set(nodes)
        assert re.fullmatch(r"\w+", link[":TYPE"])
    for table in found.values():
        for header in table[0] if table else ():
            values = [row[header] for row in table if row[header]]
            if header.endswith((":long", ":double")):
                assert all(float(value) is not None for value in values)
            if header.endswith(":date"):
                assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", value) for value in values)
    types = {link[":TYPE"] for link in found["links"]}
    assert types >= {"SUBJECT", "OBJECT", "STATES", "IN", "SAID_BY", "PART_OF", "MEASURES"}
    said = {row["iri:ID"] for row in found["statements"]}
    assert said == {link[":START_ID"] for link in found["links"] if link[":TYPE"] == "IN"}


def test_neo4j_tables_do_not_depend_on_the_order_of_reading(tmp_path: Path) -> None:
    one: Any = tables(Records(), tmp_path / "one")
    assert one == tables(Records(backwards=True), tmp_path / "other")
