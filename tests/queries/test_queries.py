"""Every named query says what it is, runs, and answers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kg.store import Store, asking
from kg.store.named import TOPICS, load, names
from tests.rdf.made import harbour, strike

#: What each kind of parameter is bound to here.
VALUES = {
    "entity": "Harbour Guard",
    "document": harbour().document.id,
    "text": "hg",
    "date": "2020-01-01",
    "number": "1",
}


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with Store() as found:
        found.add(harbour())
        found.add(strike())
        yield found


def test_there_are_many() -> None:
    asked = [name for name in names() if load(name).topic != "parts of commands"]
    assert len(asked) >= 40
    assert {load(name).topic for name in names()} == set(TOPICS)


@pytest.mark.parametrize("name", names())
def test_the_head_says_what_it_is(name: str) -> None:
    query = load(name)
    assert query.summary.endswith(".")
    assert query.example.startswith(f"kg query {name}")
    assert set(query.defaults) <= set(query.parameters)
    assert set(query.parameters.values()) <= set(VALUES)
    assert (
        "DESC(" in query.text
        or "ORDER BY" in query.text
        or name in ("claims", "statistics", "entities", "claims-about", "sentences")
    )


@pytest.mark.parametrize("name", names())
def test_it_runs(store: Store, name: str) -> None:
    query = load(name)
    given = {key: VALUES[kind] for key, kind in query.parameters.items() if key not in query.defaults}
    found = store.ask(name, given)
    assert found.variables
    assert not set(found.variables) & set(query.parameters)


@pytest.mark.parametrize("name", names())
def test_it_asks_nothing_of_the_default_graph(store: Store, name: str) -> None:
    query = load(name)
    given = {key: VALUES[kind] for key, kind in query.parameters.items() if key not in query.defaults}
    given = {key: store._resolved(query.parameters[key], value) for key, value in given.items()}
    bound = asking.bindings(query, given)
    assert asking._answer(store._rdf, query.text, bound, union=True) == asking._answer(
        store._rdf, query.text, bound, union=False
    )


def column(store: Store, name: str, variable: str, **given: str) -> list[str]:
    found = store.ask(name, given)
    at = found.variables.index(variable)
    return [row[at].value.rsplit("#")[-1] for row in found.rows]


def test_answers(store: Store) -> None:
    assert column(store, "what-does", "label", entity="Night Unit") == [
        "Night Unit be part of Harbour Guard",
        "Night Unit patrol Skerry Bay",
    ]
    assert column(store, "units-of", "label", entity="HG") == ["Night Unit"]
    assert column(store, "part-of", "label", entity="Night Unit") == ["Harbour Guard"]
    assert column(store, "plans", "modality") == ["planned"]
    assert column(store, "denials", "label") == ["Harbour Guard sink ferry"]
    assert column(store, "timeline", "temporal", since="2021-06-01") == ["2021"]
    assert column(store, "timeline", "temporal", since="2022-01-01") == []
    assert column(store, "statistics-about", "value", entity="HG") == ["40"]
    assert column(store, "statistics-about", "value", entity="ship") == ["40"]
    assert sorted(set(column(store, "who-said", "name", entity="HG"))) == [
        "Ada Lind",
        "Dockers",
        "Skerry Post",
        "unnamed source",
    ]
    assert column(store, "conflicts", "stance") == ["denies"]
    assert column(store, "statements-by-source", "stance", entity="Ada Lind") == ["denies"]
    assert column(store, "neighbours", "label", entity="HG") == ["40 ships", "Dockers", "Night Unit"]
    assert column(store, "mentions-of", "text", entity="HG") == ["Harbour Guard", "Harbour Guard"]
