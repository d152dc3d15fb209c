"""Named queries that the index answers give what their SPARQL gives, in the same order."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest

from kg import ids
from kg.store import Store, asking, listing
from kg.store.indexed import Indexed
from kg.store.named import load
from tests.rdf.made import harbour, strike
from tests.store.test_settling import short


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with Store() as store:
        for extraction in (harbour(), strike(), short()):
            store.add(extraction)
        yield store


@pytest.mark.parametrize("name", sorted(listing._FOUND))
def test_the_index_answers_as_sparql_does(store: Store, name: str) -> None:
    query, there = load(name), 0
    iris = [row["id"] for row in store.entities()] + [f"{ids.BASE}entity/nobody"]
    assert isinstance(store.read, Indexed)
    for some in itertools.product(iris, repeat=len(query.parameters)):
        values = dict(zip(query.parameters, some, strict=True))
        listed = listing.answer(store.read, query, values)
        assert listed == asking.run_named(store._rdf, query, values)
        assert store.ask(name, values) == listed
        there += len(listed.rows) if listed else 0
    assert there > len(iris) / 2


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("said-about", {"source": f"{ids.KG}unnamedSource", "entity": f"{ids.BASE}entity/harbour-guard"}),  # no entity
        ("names-of", {"entity": f"{ids.BASE}entity/harbour-guard"}),
    ],
)
def test_the_rest_is_left_to_sparql(store: Store, name: str, values: dict[str, str]) -> None:
    assert isinstance(store.read, Indexed)
    assert listing.answer(store.read, load(name), values) is None
    assert store.ask(name, values) == asking.run_named(store._rdf, load(name), values)
