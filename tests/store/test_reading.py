"""Two readers of one graph: by SPARQL from the RDF, and from the index beside it. They give the same."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from kg.store import Store
from kg.store.reader import Reader
from kg.store.reading import Reads
from kg.words import kin, name_key, root, tokens
from tests.rdf.made import harbour, strike
from tests.store.test_settling import short


@pytest.fixture(scope="module")
def both() -> Iterator[tuple[Reads, Reads]]:
    with Store() as store:
        for extraction in (harbour(), strike(), short()):
            store.add(extraction)
        yield store.read, Reader(store._rdf)


def groups(question: str) -> list[set[str]]:
    return [{token.root, kin(token.low)} for token in tokens(question)]


def entities(reads: Reads) -> list[str]:
    return [row["id"] for row in reads.entities()] + ["https://w3id.org/claimgraph/data/entity/nobody"]


def documents(reads: Reads) -> list[str]:
    return [row["id"] for row in reads.documents()]


QUESTIONS = (
    "hired divers",
    "Guard inspect ships 2021",
    "sank a ferry",
    "whale",
    "",
    "the guard never sued dockers in May",
)

ASKED: dict[str, Callable[[Reads], Any]] = {
    "documents": lambda r: list(r.documents()),
    "document": lambda r: [[r.document(iri)[key] for key in ("file", "date")] for iri in documents(r)],
    "entities": lambda r: [list(r.entities()), list(r.entities(type="agency"))],
    "entity": lambda r: [r.entity(iri) for iri in entities(r)],
    "parts": lambda r: [r.parts(iri) for iri in entities(r)],
    "named": lambda r: [r.named(name) for name in ("hg", "Harbour guard", "nobody", "the guard", "", entities(r)[0])],
    "called": lambda r: [r.called(name_key(name)) for name in ("The Harbour Guards", "hg", "divers", "nobody", "")],
    "knows": lambda r: [r.knows(word) for word in ("harbour", "guards", "whale", "", "a b", '"')],
    "labelled": lambda r: [r.labelled(words, "agency") for words in (["guard"], ["guard", "harbour"], ["ship"], [])],
    "mentions": lambda r: [r.mentions(iri, documents(r)) for iri in entities(r)],
    "sources": lambda r: list(r.sources()),
    "claims": lambda r: list(r.claims()),
    "claims about": lambda r: [list(r.claims(about=iri)) for iri in entities(r)[:-1]],
    "claims by": lambda r: [list(r.claims(by=iri)) for iri in entities(r)[:-1]],
    "claims with": lambda r: [
        list(r.claims(relation="patrol")), list(r.claims(modality="planned")), list(r.claims(type="place")),
        list(r.claims(since="2021", until="2021-12-31")), list(r.claims(document=documents(r)[0])),
        list(r.claims(relation="to fly")), list(r.claims(modality="no such")),
        list(r.claims(about=entities(r)[0], document=documents(r)[0], modality="actual")),
    ],
    "statistics": lambda r: [list(r.statistics()), *(list(r.statistics(about=iri)) for iri in entities(r)[:-1])],
    "statement": lambda r: [r.statement(row["statement"]) for row in r.claims()] + [r.statement("urn:x")],
    "statements": lambda r: [r.statements(row["claim"]) for row in r.claims()],
    "statistic": lambda r: [r.statistic(row["id"]) for row in r.statistics()],
    "sentence": lambda r: [r.sentence(row["document"], row["start"], row["end"]) for row in r.claims()],
    "relates": lambda r: [r.relates(root(verb)) for verb in ("inspected", "hires", "fly", "be")],
    "find": lambda r: [
        r.find(*groups(question), near=near, limit=limit)
        for question, limit in itertools.product(QUESTIONS, (1, 2, 3, 100))
        for near in ((), entities(r)[:1], entities(r)[1:4])
    ],
    "find numbers": lambda r: [
        r.find_numbers(*groups(question), near=near, limit=limit)
        for question, limit in itertools.product(QUESTIONS, (1, 100))
        for near in ((), entities(r)[:2])
    ],
}  # fmt: skip


@pytest.mark.parametrize("what", ASKED)
def test_both_readers_say_the_same(both: tuple[Reads, Reads], what: str) -> None:
    indexed, plain = (ASKED[what](reads) for reads in both)
    assert json.loads(json.dumps(indexed)) == json.loads(json.dumps(plain))
    assert any(indexed) if isinstance(indexed, list) else indexed
