"""Records as quads: the terms are defined, the shapes hold, and faults are found."""

from __future__ import annotations

from importlib.resources import files

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.compare import isomorphic

from kg import ids
from kg.entities.across import Apart, Joined
from kg.rdf.naming import apart_quads, entity_quads, joined_quads
from kg.rdf.terms import number
from kg.rdf.validate import validate
from kg.rdf.vocabulary import CLASSES, PREFIXES, name
from tests.rdf.made import harbour, quads, strike

RDFS, SKOS = rdflib.RDFS, rdflib.SKOS


@pytest.fixture(scope="module")
def ontology() -> rdflib.Graph:
    return rdflib.Graph().parse(data=files("kg.rdf").joinpath("ontology.ttl").read_text(encoding="utf-8"))


def everything() -> list[ox.Quad]:
    extraction = harbour(author="Bo Rask", title="Harbour", source="https://example.org/h")
    guard, mayor = extraction.entities[0].id, extraction.entities[1].id
    joined = {guard: (Joined(name="HG", rule="acronym", why="HG is what documents call it for short"),)}
    apart = {
        guard: (Apart(other=mayor, name="HG", why="one is of the type agency"),),
        mayor: (Apart(other=guard, name="HG", why="one is of the type person"),),
    }
    return [
        *quads(extraction),
        *entity_quads(extraction.entities),
        *joined_quads(joined),
        *apart_quads(apart),
    ]


def test_every_term_is_defined(ontology: rdflib.Graph) -> None:
    used = {
        term.value
        for quad in everything()
        for term in (quad.predicate, quad.object)
        if isinstance(term, ox.NamedNode) and term.value.startswith(ids.KG)
    }
    used |= {PREFIXES["kg"] + ours.removeprefix("kg:") for ours, _ in CLASSES.values()}
    defined = {str(s) for s in ontology.subjects(SKOS.definition)}
    assert used <= defined


def test_every_definition_is_whole(ontology: rdflib.Graph) -> None:
    for term in ontology.subjects(SKOS.definition):
        assert ontology.value(term, RDFS.label), term
    for term in ontology.subjects(rdflib.RDF.type, rdflib.RDF.Property):
        assert ontology.value(term, RDFS.domain), term
        assert ontology.value(term, RDFS.range), term
        assert ontology.value(term, SKOS.definition), term


def test_every_value_of_the_records_is_defined(ontology: rdflib.Graph) -> None:
    from typing import get_args

    from kg import records

    defined = {str(s).removeprefix(ids.KG) for s in ontology.subjects(SKOS.definition)}
    for kind in ("Standing", "Polarity", "Modality", "Stance", "Form", "Comparator", "MentionKind"):
        assert set(get_args(getattr(records, kind))) <= defined
    assert set(get_args(records.EntityType)) == set(CLASSES)


def test_quads_are_in_one_graph_once_and_without_blank_nodes() -> None:
    extraction = harbour()
    found = quads(extraction)
    assert len(found) == len(set(found))
    assert {quad.graph_name.value for quad in found} == {extraction.document.id}
    assert not any(isinstance(term, ox.BlankNode) for quad in found for term in (quad.subject, quad.object))


def test_golden_graph() -> None:
    """A graph is what it was; `golden.ttl` shows a reader how one short text looks as RDF."""
    path = files("tests.rdf").joinpath("golden.ttl")
    golden = rdflib.Graph().parse(data=path.read_text(encoding="utf-8"), format="turtle")
    lines = "".join(f"{quad.triple} .\n" for quad in quads(strike()))
    assert isomorphic(rdflib.Graph().parse(data=lines, format="nt"), golden)


def test_sound_graphs_have_no_findings() -> None:
    assert validate(everything()) == []


@pytest.mark.parametrize(
    ("gone", "message"),
    [
        ("kg:polarity", "a claim has one polarity"),
        ("kg:modality", "a claim has one modality"),
        ("rdf:subject", "a claim has one subject"),
        ("rdf:predicate", "a claim has one relation"),
        ("kg:source", "a statement has one source"),
        ("kg:stance", "a statement has one stance"),
        ("kg:claim", "a claim is stated"),
        ("schema:value", "a statistic has one value"),
        ("nif:isString", "a document has its text"),
        ("kg:sha256", "a document has the hash of its text"),
        ("kg:form", "a statement has one form"),
        ("kg:comparator", "a statistic has one comparator"),
        ("kg:comparisonKey", "a statistic can be compared"),
        ("schema:measuredProperty", "a statistic counts one thing"),
        ("prov:wasDerivedFrom", "a statistic stands somewhere"),
        ("nif:anchorOf", "a mention has its words"),
        ("nif:beginIndex", "a passage begins before it ends"),
        ("kg:mentionKind", "a mention has a kind"),
        ("kg:subjectPassage", "a claim says where its subject stands"),
        ("rdfs:label", "a relation has a label"),
        ("kg:name", "evidence of a name is for one name"),
        ("kg:evidenceFor", "evidence of a name is for one entity"),
        ("kg:rule", "evidence of a name is by one rule"),
        ("kg:wordsPassage", "a name's evidence has its words"),
        ("skos:note", "a distinction has a reason"),
        ("kg:distinguishes", "a distinction is between two"),
        ("kg:standing", "a membership is of the present or not"),
        ("org:member", "a membership is somebody's"),
        ("org:siteOf", "a site is somebody's"),
        ("schema:location", "a site is somewhere"),
        ("rdf:object", "a tie has a whole"),
    ],
)
def test_what_is_missing_is_found(gone: str, message: str) -> None:
    prefix, local = gone.split(":")
    left = [quad for quad in everything() if quad.predicate.value != PREFIXES[prefix] + local]
    assert message in {finding.message for finding in validate(left)}


@pytest.mark.parametrize(
    ("property_", "value", "message"),
    [
        ("kg:polarity", name("kg:maybe"), "a claim has one polarity"),
        ("kg:modality", name("kg:affirmed"), "a claim has one modality"),
        ("kg:stance", name("kg:direct"), "a statement has one stance"),
        ("kg:source", ox.Literal("Ada Lind"), "a statement has one source"),
        ("rdf:predicate", ox.Literal("sink"), "a claim has one relation"),
        ("nif:endIndex", ox.Literal(0), "a passage begins before it ends"),
        ("kg:mentionKind", name("kg:direct"), "a mention has a kind"),
        ("itsrdf:taIdentRef", ox.Literal("Ada Lind"), "a mention identifies an entity"),
        ("kg:sha256", ox.Literal("0"), "a document has the hash of its text"),
        ("kg:sha256", ox.Literal("0" * 64), "the text is not the one that was hashed"),
    ],
)
def test_what_is_wrong_is_found(property_: str, value: ox.NamedNode | ox.Literal, message: str) -> None:
    wrong = [
        ox.Quad(quad.subject, quad.predicate, value, quad.graph_name) if quad.predicate == name(property_) else quad
        for quad in everything()
    ]
    assert message in {finding.message for finding in validate(wrong)}


def test_a_changed_quote_is_found() -> None:
    changed = []
    for quad in everything():
        is_quote = quad.predicate.value.endswith("anchorOf") and "denied" in quad.object.value
        object_ = ox.Literal(quad.object.value.replace("denied", "admitted")) if is_quote else quad.object
        changed.append(ox.Quad(quad.subject, quad.predicate, object_, quad.graph_name))
    assert [f.message for f in validate(changed)] == [
        "the text does not read 'Mayor Ada Lind admitted that the Harbour Guard sank a ferry.' there"
    ]


@pytest.mark.parametrize(
    ("value", "written"), [(40.0, "40"), (2.5, "2.5"), (-3.0, "-3"), (1e15, "1000000000000000.0"), (1e300, "1e+300")]
)
def test_numbers(value: float, written: str) -> None:
    assert number(value).startswith(f'"{written}"^^')
