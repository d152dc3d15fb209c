"""What a user's query may not do, however it is written."""

from __future__ import annotations

import pytest

from kg.errors import QueryError
from kg.store.guard import MAX_DEPTH, check

REFUSED = {
    "service": "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }",
    "lower case": "SELECT * { service silent <http://example.org/> { ?s ?p ?o } }",
    "nested": "SELECT * { ?s ?p ?o { SELECT * { SERVICE ?s { ?a ?b ?c } } } }",
    "in a filter": "SELECT * { ?s ?p ?o FILTER EXISTS { SERVICE <http://example.org/> { ?s ?p ?o } } }",
    "escaped": "SELECT * { \\u0053ERVICE <http://example.org/> { ?s ?p ?o } }",
    "after a comparison that looks like an IRI": (
        "SELECT * { ?a ?p ?b FILTER(?a<?b&&?b='x>' ) SERVICE <http://example.org/> { ?s ?p ?o } #'\n }"
    ),
    "in a graph": "SELECT * { GRAPH ?g { OPTIONAL { SERVICE ?s { ?a ?b ?c } } } }",
    "in NOT EXISTS": "ASK { ?a ?b ?c FILTER(1 < 2 && NOT EXISTS { SERVICE ?s { ?d ?e ?f } }) }",
    "under a prefix that isn't declared": "ASK { ?a no:such ?b . SERVICE <http://example.org/> { ?s ?p ?o } }",
    "behind a comment": "SELECT * { # '\n SERVICE <http://example.org/> { ?s ?p ?o } # '\n }",
    "from": "SELECT * FROM <http://example.org/> { ?s ?p ?o }",
    "from named": "SELECT * FROM NAMED <http://example.org/> { ?s ?p ?o }",
    "load": "LOAD <http://example.org/>",
    "insert": "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
    "delete": "DELETE WHERE { ?s ?p ?o }",
    "long": "SELECT * { ?s ?p ?o } #" + "x" * 65536,
    "deep parentheses": "SELECT * { FILTER" + "(" * 5000 + "1" + ")" * 5000 + " }",
    "deep groups": "SELECT * " + "{" * 3000 + "}" * 3000,
    "many unions": "SELECT * { {}" + " UNION {}" * 7000 + " }",
    "many operators": "SELECT * { FILTER(1" + "||1" * 9000 + ") }",
    "many signs": "SELECT * { FILTER(" + "!" * 9000 + "1) }",
}

#: Queries with the word in a string, of which rdflib makes no tree, by what it raises: they can't be told to be harmless.
UNREADABLE = {
    "ParseException": 'SELECT * { ?s ?p "service" ',
    "RecursionError": 'ASK { ?s ?p "service" FILTER' + "(" * (MAX_DEPTH - 1) + "1" + ")" * (MAX_DEPTH - 1) + " }",
    "ValueError": 'ASK { ?s ?p "service \\u005CUFFFFFFFF" }',
}

ALLOWED = [
    'SELECT * { ?s ?p "customer service" }',
    "SELECT * { ?s ?p ?service } # from the service",
    "SELECT ?from { ?from <http://example.org/from> 'load; insert' }",
    "SELECT * { ?s <http://example.org/service#x> ?o FILTER(?o < 3 && ?o > 1) }",
    "ASK { ?s a <http://example.org/delete> }",
    "PREFIX from: <urn:x> SELECT * { ?s from:service ?o }",
    "SELECT * { " + "{" * (MAX_DEPTH - 1) + "}" * (MAX_DEPTH - 1) + " }",
    "",
]


@pytest.mark.parametrize("name", REFUSED)
def test_refused(name: str) -> None:
    with pytest.raises(QueryError):
        check(REFUSED[name])


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_can_not_be_read_is_refused(name: str) -> None:
    with pytest.raises(QueryError, match="SERVICE"):
        check(UNREADABLE[name])


@pytest.mark.parametrize("query", ALLOWED)
def test_allowed(query: str) -> None:
    check(query)


def test_the_place_is_told() -> None:
    with pytest.raises(QueryError, match="line 2, column 3"):
        check("SELECT * {\n  SERVICE <urn:x> {} }")
