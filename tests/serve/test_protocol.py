"""The SPARQL 1.1 Protocol, request by request."""

from __future__ import annotations

import csv
import io
import json
from urllib.parse import urlencode

import pyoxigraph as ox
import pytest

SELECT = "SELECT ?label WHERE { GRAPH ?g { ?claim a kg:Claim ; rdfs:label ?label } } ORDER BY ?label"
CONSTRUCT = "CONSTRUCT { ?claim rdfs:label ?label } WHERE { GRAPH ?g { ?claim a kg:Claim ; rdfs:label ?label } }"
FORM = "application/x-www-form-urlencoded"


def test_a_query_may_come_in_three_ways(server):
    form = urlencode({"query": SELECT}).encode()
    answers = [
        server.sparql(SELECT),
        server.request("POST", "/sparql", form, Content_Type=FORM),
        server.request("POST", "/sparql", SELECT.encode(), Content_Type="application/sparql-query; charset=UTF-8"),
    ]
    assert [answer.status for answer in answers] == [200] * 3
    assert answers[0].body == answers[1].body == answers[2].body
    assert len(answers[0].json()["results"]["bindings"]) >= 5


@pytest.mark.parametrize(
    ("accept", "type_"),
    [
        ("*/*", "application/sparql-results+json"),
        ("application/sparql-results+json", "application/sparql-results+json"),
        ("application/json", "application/json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv"),
        ("text/tab-separated-values", "text/tab-separated-values"),
        ("text/csv;q=0.2, application/sparql-results+xml;q=0.9, image/png", "application/sparql-results+xml"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
    ],
)
def test_rows_come_in_the_format_that_is_asked_for(server, accept, type_):
    answer = server.sparql(SELECT, accept)
    assert (answer.status, answer.type) == (200, type_)
    if type_ == "text/csv":
        assert len(list(csv.reader(io.StringIO(answer.text)))) > 5
    elif type_.endswith(("json", "xml", "values")):
        form = {"json": "JSON", "xml": "XML", "values": "TSV"}[
            type_.rpartition("-")[2].rpartition("+")[2].rpartition("/")[2]
        ]
        found = ox.parse_query_results(answer.body, getattr(ox.QueryResultsFormat, form))
        assert isinstance(found, ox.QuerySolutions)
        assert len(list(found)) >= 5
    assert "Accept" in answer.headers["Vary"]


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("*/*", ox.RdfFormat.TURTLE),
        ("text/turtle", ox.RdfFormat.TURTLE),
        ("application/n-triples", ox.RdfFormat.N_TRIPLES),
        ("application/ld+json", ox.RdfFormat.JSON_LD),
        ("application/rdf+xml", ox.RdfFormat.RDF_XML),
        ("application/trig", ox.RdfFormat.TRIG),
        ("application/n-quads", ox.RdfFormat.N_QUADS),
    ],
)
def test_triples_come_in_the_format_that_is_asked_for(server, accept, form):
    answer = server.sparql(CONSTRUCT, accept)
    assert (answer.status, answer.type) == (200, form.media_type)
    assert len(list(ox.parse(answer.body, form))) >= 5


def test_ask_and_describe(server):
    assert server.sparql("ASK { ?s a kg:Claim }").json()["boolean"] is True
    assert server.sparql("ASK { ?s a kg:Nothing }", "text/csv").text.strip() == "false"
    described = server.sparql("DESCRIBE entity:norland", "application/n-triples").text
    assert "Norland" in described


def test_the_format_may_be_named_in_the_address(server):
    assert server.sparql(SELECT, format="csv").type == "text/csv"
    assert server.sparql(SELECT, format="nonsense").status == 406
    assert server.sparql(SELECT, format="turtle").status == 406


@pytest.mark.parametrize("accept", ["image/png", "text/turtle", "*/*;q=0"])
def test_what_can_not_be_had_is_406_and_says_what_can(server, accept):
    answer = server.sparql(SELECT, accept)
    assert answer.status == 406
    assert "text/csv" in answer.text


def test_a_malformed_query_is_400_with_line_and_column(server):
    answer = server.sparql("SELECT ?s WHERE {\n  ?s nothing:p ?o }\n")
    assert answer.status == 400
    assert "line 2, column 6: the prefix nothing: is not declared" in answer.text


@pytest.mark.parametrize(
    ("path", "body", "type_", "status"),
    [
        ("/sparql", b"query=ASK%7B%7D&query=ASK%7B%7D", FORM, 400),
        ("/sparql", b"other=1", FORM, 400),
        ("/sparql", b"", "application/sparql-query", 400),
        ("/sparql", b"\xff\xfe", "application/sparql-query", 400),
        ("/sparql", b"ASK {}", "text/plain", 415),
        ("/sparql", b"ASK {}", "application/sparql-query; charset=latin-1", 415),
        ("/sparql", b"update=CLEAR+ALL", FORM, 403),
        ("/sparql", b"CLEAR ALL", "application/sparql-update", 403),
        ("/sparql", b"CLEAR ALL", "application/sparql-query", 400),
        ("/ask", b"q=x", FORM, 405),
    ],
)
def test_what_is_wrong_has_its_status(server, path, body, type_, status):
    answer = server.request("POST", path, body, Content_Type=type_)
    assert (answer.status, answer.type) == (status, "text/plain"), answer.text
    assert answer.text.strip()


@pytest.mark.parametrize("query", ["", "query=ASK%7B%7D&query=ASK%7B%7D", "update=CLEAR+ALL", "query="])
def test_the_same_for_get(server, query):
    expected = {"": 200, "update=CLEAR+ALL": 403}.get(query, 400)
    assert server.get(f"/sparql?{query}").status == expected


def test_other_methods_are_405(server):
    for method in ("PUT", "DELETE", "PATCH"):
        answer = server.request(method, "/sparql", b"")
        assert answer.status == 405
        assert "POST" in answer.headers["Allow"]


def test_head_has_the_size_and_no_body(server):
    answer = server.request("HEAD", f"/sparql?{urlencode({'query': SELECT})}", Accept="text/csv")
    assert (answer.status, answer.body) == (200, b"")
    assert int(answer.headers["Content-Length"]) == len(server.sparql(SELECT, "text/csv").body)


def test_a_dataset_may_be_named(server):
    everywhere = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
    entities = "https://w3id.org/claimgraph/data/graph/entities"

    def count(query: str, **dataset: str) -> int:
        return int(server.sparql(query, **dataset).json()["results"]["bindings"][0]["n"]["value"])

    whole, part = count(everywhere), count(everywhere, **{"default-graph-uri": entities})
    assert 0 < part < whole
    assert count(everywhere, **{"named-graph-uri": entities}) == 0  # its default graph is empty
    inside = "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }"
    assert count(inside, **{"named-graph-uri": entities}) == part
    assert server.sparql(everywhere, **{"default-graph-uri": "not an IRI"}).status == 400


def test_the_service_is_described(server):
    answer = server.get("/sparql", "application/n-triples")
    triples = {
        (t.predicate.value.rpartition("#")[2], getattr(t.object, "value", ""))
        for t in ox.parse(answer.body, ox.RdfFormat.N_TRIPLES)
    }
    assert ("endpoint", f"{server.root}sparql") in triples
    assert ("feature", "http://www.w3.org/ns/sparql-service-description#UnionDefaultGraph") in triples
    assert ("resultFormat", "http://www.w3.org/ns/formats/SPARQL_Results_JSON") in triples


@pytest.mark.parametrize("path", ["/void", "/.well-known/void"])
def test_the_data_are_described(server, path):
    answer = server.get(path, "application/n-triples")
    numbers = {t.predicate.value.rpartition("#")[2]: t.object for t in ox.parse(answer.body, ox.RdfFormat.N_TRIPLES)}
    assert int(numbers["triples"].value) > 500
    assert numbers["sparqlEndpoint"].value == f"{server.root}sparql"
    assert numbers["triples"].value == counted(server, "?s ?p ?o")


def counted(server, pattern: str) -> str:
    answer = server.sparql(f"SELECT (COUNT(*) AS ?n) {{ GRAPH ?g {{ {pattern} }} }}")
    return str(answer.json()["results"]["bindings"][0]["n"]["value"])


def test_so_are_the_classes_that_have_something(server):
    triples = list(ox.parse(server.get("/void", "application/n-triples").body, ox.RdfFormat.N_TRIPLES))
    told = {t.predicate.value.rpartition("#")[2]: {} for t in triples}
    for t in triples:
        told[t.predicate.value.rpartition("#")[2]][t.subject.value] = t.object.value
    found = {told["class"][part].rpartition("#")[2]: number for part, number in told["entities"].items()}
    assert {"Claim", "Statement", "Document", "Agency", "Unit"} <= found.keys()
    assert found == {kind: counted(server, f"?s a <https://w3id.org/claimgraph/ns#{kind}>") for kind in found}
    assert "0" not in found.values()


def test_results_are_those_of_the_command(server, built):
    import kg

    with kg.open(built, write=False) as graph:
        expected = [row[0].value for row in graph.query(SELECT).rows]
    found = [row["label"]["value"] for row in server.sparql(SELECT).json()["results"]["bindings"]]
    assert json.dumps(found) == json.dumps(expected)
