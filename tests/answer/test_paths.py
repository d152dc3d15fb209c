"""How entities are connected."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest

from kg.answer import connect
from kg.extraction import extract
from kg.store import Store

TEXT = """\
The Harbour Agency (HA) trained the Night Patrol. The Night Patrol moved to Canada.
Maria Osei visited Brazil.
"""


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with Store() as store:
        store.add(extract(TEXT))
        yield store


def _id(store: Store, name: str) -> str:
    return str(store.read.named(name)[0]["id"])


def test_a_path_runs_from_one_to_the_other_and_quotes_its_steps(store: Store) -> None:
    one, other = _id(store, "HA"), _id(store, "Canada")
    steps = connect(store, one, other)
    assert [steps[0].source, steps[-1].target] == [one, other]
    assert all(a.target == b.source for a, b in itertools.pairwise(steps))
    assert all(TEXT[step.row["start"] : step.row["end"]] == step.row["quote"] for step in steps)
    assert "trained" in steps[0].text


def test_no_path(store: Store) -> None:
    assert connect(store, _id(store, "HA"), _id(store, "Brazil")) == []
    assert connect(store, _id(store, "HA"), _id(store, "HA")) == []
    assert connect(store, _id(store, "HA"), "https://example.org/nothing") == []
