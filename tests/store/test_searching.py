"""Statements and numbers are found by SPARQL as they are in the index, whatever the words and the server."""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Iterator
from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import kg
from kg.lexicon import table
from kg.store import searching
from kg.store.indexed import Indexed
from kg.store.reader import Reader
from kg.store.searching import beginnings
from kg.words import kin, root, tokens

TEXT = """\
The Harbour Agency seized 284 boats in 2022. The U.S. Coast Guard denied that it had sold three old ferries in São Tomé.
Maria Osei, director of the agency, said in May 2021 that the Agency's inspectors will search ferries. The mayors' council
has planned investigations. The agency bought 12 pumps and 30 barrels of oil. The council banned fishing in 2021.
Inspectors of the Harbour Agency found 17 barrels. The Coast Guard sank a ferry in 1999, Osei said.
"""


@pytest.fixture(scope="module")
def graph() -> Iterator[kg.Graph]:
    with kg.open() as graph:
        graph.add(TEXT)
        yield graph


@pytest.fixture(scope="module")
def both(graph: kg.Graph) -> tuple[Indexed, Reader]:
    read = graph._store.read
    assert isinstance(read, Indexed)
    return read, Reader(graph._store._rdf)


@pytest.mark.parametrize("seed", range(6))
def test_the_same_is_found_as_in_the_index(both: tuple[Indexed, Reader], seed: int) -> None:
    chance = random.Random(seed)
    there = sorted({token.low for token in tokens(TEXT)} | {"whale", "sells", "purchase"})
    entities = [row["id"] for row in both[0].entities()]
    for count, close, limit in itertools.product(range(6), (0, 0, 2), (1, 3, 100)):
        groups = [{root(low), kin(low)} for low in chance.sample(there, count)]
        if groups and count > 2:
            groups[0] |= {"2021", "1999", "2021-05"}
        near = chance.sample(entities, close)
        for find in ("find", "find_numbers"):
            indexed, plain = (getattr(reads, find)(*groups, near=near, limit=limit) for reads in both)
            assert indexed == plain, (find, groups, near, limit)


@pytest.mark.parametrize(("word", "said"), [("us", "U.S."), ("sao", "São"), ("agency", "Agency's"), ("sell", "sold")])
def test_words_are_found_however_they_are_written(both: tuple[Indexed, Reader], word: str, said: str) -> None:
    for reads in both:
        found = reads.find({word, root(word)}, limit=50)
        assert any(said in row["quote"] for row in found)
    assert both[1].find({"oa"}, limit=5) == []  # a piece of "boats"


ENDINGS = (
    "",
    "s",
    "es",
    "d",
    "ed",
    "ing",
    "ies",
    "ied",
    "y",
    "e",
    "ment",
    "ation",
    "ations",
    "ure",
    "ures",
    "al",
    "ches",
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=9), st.sampled_from(ENDINGS))
def test_a_word_has_the_beginning_of_its_root_in_it(stem: str, ending: str) -> None:
    low = stem + ending
    for found in (root(low), kin(low)):
        assert any(begin in low for begin in beginnings(found)), (low, found)


@pytest.mark.parametrize("low", table("questions")["irregular"])
def test_an_irregular_word_is_looked_for_itself(low: str) -> None:
    for found in (root(low), kin(low)):
        assert any(begin in low for begin in beginnings(found))


class Capped:
    """A store that gives no more than a hundred rows."""

    def __init__(self, store: ox.Store) -> None:
        self.store, self.asked = store, 0

    def query(self, text: str, **options: Any) -> Any:
        self.asked += 1
        return self.store.query(re.sub(r"LIMIT \d+", "LIMIT 100", text), **options)


def test_a_server_that_gives_less_than_was_asked_for_is_asked_for_the_rest() -> None:
    capped = Capped(ox.Store())
    rows = " ".join(f"({k})" for k in range(250))
    found = list(searching._pages(capped, f"SELECT ?n WHERE {{ VALUES (?n) {{ {rows} }} }} ORDER BY ?n"))  # type: ignore[arg-type]
    assert [int(row["n"]) for row in found] == list(range(250))
    assert capped.asked == 3
