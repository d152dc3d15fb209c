"""The names used in the graph: standard vocabularies first, `kg:` where none fits (see `ontology.ttl`)."""

from __future__ import annotations

import functools
from typing import NamedTuple

from pyoxigraph import NamedNode

from kg import ids

PREFIXES = {
    "kg": ids.KG,
    "rel": ids.REL,
    "entity": f"{ids.BASE}entity/",
    "doc": f"{ids.BASE}doc/",
    "graph": f"{ids.BASE}graph/",
    "org": "http://www.w3.org/ns/org#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "prov": "http://www.w3.org/ns/prov#",
    "nif": "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
    "itsrdf": "http://www.w3.org/2005/11/its/rdf#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "time": "http://www.w3.org/2006/time#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

#: The graphs beside those of the documents. The first two can be rebuilt from them and from the decisions in the third.
ENTITIES = NamedNode(PREFIXES["graph"] + "entities")
FACTS = NamedNode(PREFIXES["graph"] + "facts")
CURATION = NamedNode(PREFIXES["graph"] + "curation")


@functools.cache
def name(curie: str) -> NamedNode:
    """The node of a prefixed name.

    >>> name("kg:Claim").value
    'https://w3id.org/claimgraph/ns#Claim'
    """
    prefix, local = curie.split(":", 1)
    return NamedNode(PREFIXES[prefix] + local)


@functools.lru_cache(maxsize=65536)
def node(iri: str) -> NamedNode:
    """The node of an IRI; equal IRIs share one."""
    return NamedNode(iri)


#: Each entity type as a class of ours, which tells it, and the standard class that others understand.
CLASSES = {
    "agency": ("kg:Agency", "org:Organization"),
    "unit": ("kg:Unit", "org:OrganizationalUnit"),
    "operation": ("kg:Operation", "schema:Project"),
    "person": ("kg:Person", "schema:Person"),
    "place": ("kg:Place", "schema:Place"),
    "law": ("kg:Law", "schema:Legislation"),
    "document": ("kg:Work", "schema:CreativeWork"),
    "group": ("kg:Group", "foaf:Group"),
    "facility": ("kg:Facility", "schema:Place"),
    "substance": ("kg:Substance", "schema:Substance"),
    "concept": ("kg:Concept", "skos:Concept"),
    "time": ("kg:Time", "time:TemporalEntity"),
    "other": ("kg:Thing", "owl:Thing"),
}
TYPE_OF_CLASS = {name(ours).value: kind for kind, (ours, _) in CLASSES.items()}


def above(kind: str) -> str:
    """The term of ORG between a body of an entity type and what it is a part of."""
    return "org:unitOf" if kind == "unit" else "org:subOrganizationOf"


#: The label of a voice that isn't named; any other label is said beside the statement.
UNNAMED = "unnamed source"


class Role(NamedTuple):
    """How a term hangs on a claim, an argument or a statistic: what it is, where its words stand, what they read; as
    prefixed names.
    """

    value: str
    passage: str
    label: str
    type: str


SUBJECT = Role("rdf:subject", "kg:subjectPassage", "kg:subjectLabel", "kg:subjectType")
OBJECT = Role("rdf:object", "kg:objectPassage", "kg:objectLabel", "kg:objectType")
ARGUMENT = Role("rdf:value", "kg:valuePassage", "kg:valueLabel", "kg:valueType")
ABOUT = Role("schema:observationAbout", "kg:aboutPassage", "kg:aboutLabel", "kg:aboutType")
MEASURE = Role("schema:measuredProperty", "kg:measurePassage", "kg:measureLabel", "kg:measureType")
