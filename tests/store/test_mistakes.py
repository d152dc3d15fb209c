"""Where a wrong query is wrong, and what is said about it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import QueryError
from kg.store import Store
from kg.store.mistakes import malformed, pointed

#: A query in which @ stands before the mistake, and words of what is said about it.
MISTAKES = [
    ("SELECT ?x @WHER { ?x a kg:Claim }", "'WHER' is no word of SPARQL; did you mean WHERE?"),
    ("SELECT ?x WHERE { ?x rdfs:label ?l FILTER(@BOUNDD(?l)) }", "did you mean BOUND?"),
    ("SELECT ?x WHERE @{ ?x a kg:Claim", "'{' is never closed"),
    ("SELECT ?x\nWHERE {\n  ?x a kg:Claim }\n@}", "'}' closes nothing"),
    ("SELECT ?x WHERE { ?x a @kgg:Claim }", "prefix kgg: is not declared; did you mean kg?"),
    ("PREFIX ex: <http://example.org/>\nSELECT ?x WHERE { ?x a ex:A ; @exx:b ?y }", "did you mean ex?"),
    ("@SELECT (COUNT(?x) AS ?n) ?y WHERE { ?x ?p ?y }", "GROUP BY"),
    ("SELECT ?x WHERE {\n\t?x ?p ?y FILTER(?y = @) }", "missing after '='"),
    ('SELECT ?x WHERE { ?x rdfs:label @"abc }', "does not end"),
    ("@hello", "'hello' is no word"),
    ("SELECT ?x WHERE { ?x ?y }@", "something is missing before"),
    ("SELECT ?x @FROM <http://example.org/> WHERE { ?x ?y ?z }", "FROM is not allowed"),
    ("SELECT ?x WHERE { @SERVICE <http://example.org/> { ?x ?y ?z } }", "SERVICE is not allowed"),
    (
        "# wher }\nSELECT ?x WHERE { ?x rdfs:label 'wher }', <http://x/wher> ; kg:cue \"selec\"@en-GB }@}",
        "closes nothing",
    ),
]


@pytest.mark.parametrize(("marked", "why"), MISTAKES)
def test_the_place_is_told_and_shown(marked: str, why: str) -> None:
    at = marked.replace("@en-GB", "·en-GB").find("@")
    text = marked[:at] + marked[at + 1 :] if at >= 0 else marked
    with Store() as store, pytest.raises(QueryError) as caught:
        store.query(text)
    head, line, caret = str(caught.value).split("\n")
    assert why in head
    if at >= 0:
        row, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
        assert head.startswith(f"query, line {row}, column {column}: ")
        assert line[2:] == text.split("\n")[row - 1].replace("\t", " ")
        assert len(caret) == column + 2


def test_an_empty_query_is_said_to_be_empty() -> None:
    with Store() as store, pytest.raises(QueryError, match="is empty"):
        store.query(" \n")


@given(st.text(), st.integers(0, 200))
def test_any_place_of_any_text_can_be_shown(text: str, at: int) -> None:
    head, line, caret = str(pointed(text, min(at, len(text)), "why")).split("\n")
    assert head.endswith("why")
    assert caret.endswith("^")
    assert len(caret) <= len(line) + 1 or not line.strip()


@given(st.text(alphabet="SELCT?x{}()[]<>\"'=:.;#\n a"))
def test_any_refusal_is_explained(text: str) -> None:
    assert str(malformed("error at 1:1: expected something", text))
