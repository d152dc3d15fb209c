"""Suggestions: which names look like one, what else counts, and that a decision ends them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kg import ids
from kg.curation.alike import entities_alike, names_alike, persons_alike, titled
from kg.entities.gazetteer import dump, parse
from kg.graph import Graph
from kg.records import Entity, EntityType, Extraction
from kg.store import Store
from tests.rdf.made import Made


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("Bureau of Mines", "The Bureau of Mines", "both are called"),
        ("Burma", "Myanmar", "known as another name"),
        ("Prize in Chemistry", "Prize for Chemistry", "small words"),
        ("Coastal Harbour Agency", "Coastal Harbor Agency", "spelling"),
        ("Mahmud Abbas", "Mahmoud Abbas", "spelling"),
        ("BOM", "Bureau of Mines", "has the initials of"),
        ("Bureau of Mines", "Bureau of Mines and Quarries", "has all words of"),
        ("Bureau of Mines", "Mines and Quarries Bureau", "has all words of"),
    ],
)
def test_names_that_look_like_one(one: str, other: str, why: str) -> None:
    for likeness in (names_alike(one, other), names_alike(other, one)):
        assert likeness
        assert why in likeness.reasons[0]
        assert 0 < likeness.score < 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Resolution 2254", "Resolution 2255"),
        ("3rd Battalion", "4th Battalion"),
        ("BOM", "Board of Ministers of Skerry"),
        ("IP", "innocent people"),
        ("Bureau of Mines", "Bureau of Ships"),
        ("Skerry", "Norland"),
        ("BOM", "BOQ"),
    ],
)
def test_names_that_do_not(one: str, other: str) -> None:
    assert names_alike(one, other) is None
    assert names_alike(other, one) is None


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Ada Lind", "Lind", True),
        ("Ada Lind", "A. Lind", True),
        ("Ada Maria Lind", "Ada Lind", True),
        ("Ada Lind", "Otto Lind", False),
        ("Ada Lind", "O. Lind", False),
        ("Navy Captain", "Captain", False),
        ("Lind", "Lind", False),
    ],
)
def test_persons(one: str, other: str, alike: bool) -> None:
    assert bool(persons_alike(one, other)) == bool(persons_alike(other, one)) == alike


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        ("Office of Mine Safety", True),
        ("Ada Lind", True),
        ("Resolution 12", True),
        ("ministers of Skerry", False),
        ("Coalition partner", False),
        ("12", False),
    ],
)
def test_titled(name: str, is_one: bool) -> None:
    assert titled(name) == is_one


def entity(label: str, kind: EntityType = "agency", parent: str | None = None) -> Entity:
    return Entity(id=ids.entity(label), label=label, type=kind, parent=parent)


def test_company_kind_and_place_in_the_tree_count() -> None:
    one, other = entity("Bureau of Mines"), entity("Bureau of Mines and Quarries")

    def score(*pair: Entity, together: bool = False, **company: list[str]) -> float:
        near = {pair[0].id: company.get("one", []), pair[1].id: company.get("other", [])}
        found = entities_alike(pair[0], pair[1], near, {}, together=together)
        return found.score if found else 0.0

    alone = score(one, other)
    assert score(one, other, one=["a", "b"], other=["b", "a"]) > alone
    assert score(one, other, one=["a"], other=["b"]) == alone
    assert score(one, other, together=True) < alone
    assert score(entity(one.label, parent="x"), entity(other.label, parent="x")) > alone
    assert score(entity(one.label, parent="x"), entity(other.label, parent="y")) < alone
    assert score(entity(one.label, parent=other.id), other) < alone
    assert score(one, entity(other.label, "place")) == 0
    assert score(entity("the bureau of mines"), entity("big bureau of mines")) == 0


# ---------------------------------------------------------------------- in a graph


def written(text: str, *named: tuple[str, EntityType], **more: tuple[str, ...]) -> Extraction:
    made = Made(text, origin=f"{ids.slug(text)}.txt")
    first, *_ = [made.entity(words, words, kind, aliases=more.get("aliases", ())) for words, kind in named]
    made.says(made.claim(first, "buy", made.words("ropes", concept="rope")), text)
    return made.done()


@pytest.fixture
def graph() -> Iterator[Graph]:
    store = Store()
    store.add(written("Harbour Agency of Skerry buys ropes", ("Harbour Agency of Skerry", "agency")))
    store.add(written("Harbor Agency of Skerry buys ropes", ("Harbor Agency of Skerry", "agency")))
    store.add(written("Ada Lind buys ropes", ("Ada Lind", "person"), aliases=("Otto Berg",)))
    store.add(written("Norland buys ropes", ("Norland", "place")))
    with Graph(store) as graph:
        yield graph


def test_likely_duplicates_and_doubtful_names(graph: Graph) -> None:
    first, second = graph.review.suggest()
    assert (first["kind"], {first["label"], first["other_label"]}) == (
        "merge",
        {"Harbour Agency of Skerry", "Harbor Agency of Skerry"},
    )
    assert "ropes" in first["reasons"][1]
    assert (second["kind"], second["label"], second["alias"]) == ("split", "Ada Lind", "Otto Berg")


def test_what_is_decided_is_not_suggested_again(graph: Graph) -> None:
    for suggestion in list(graph.review.suggest()):
        graph.review.answer(suggestion, accept=False, author="Bo")
    assert list(graph.review.suggest()) == []
    assert [row["kind"] for row in graph.review.log()] == ["distinct", "same"]
    for number in (1, 2):
        graph.review.undo(number)
    for suggestion in list(graph.review.suggest()):
        graph.review.answer(suggestion, accept=True, author="Bo")
    assert list(graph.review.suggest()) == []
    assert graph.entity("Harbor Agency of Skerry").id == graph.entity("Harbour Agency of Skerry").id


def test_a_document_is_told_by_its_file() -> None:
    store = Store()
    store.add(written("Mercury buys ropes", ("Mercury", "agency")))
    store.add(written("Norvik buys ropes", ("Norvik", "substance")))
    with Graph(store) as graph:
        graph.review.retype("Norvik", "agency", author="Bo")
        graph.review.merge("Mercury", "Norvik", author="Bo")
        (doubt,) = [row for row in graph.review.suggest() if row["document"]]
    assert doubt["file"] == "norvik-buys-ropes.txt"
    assert doubt["reasons"] == ["it is of type substance in this document, and agency in others"]


def test_what_somebody_retyped_is_not_doubted() -> None:
    store = Store()
    for words in ("Norvik buys ropes", "Norvik buys ropes in May"):
        store.add(written(words, ("Norvik", "substance")))
    with Graph(store) as graph:
        graph.review.retype("Norvik", "agency", author="Bo")
        assert list(graph.review.suggest()) == []


def test_what_a_register_says_is_not_doubted() -> None:
    store = Store()
    store.add(written("Harbour Agency buys ropes", ("Harbour Agency", "agency"), aliases=("Gull Watch",)))
    with Graph(store) as graph:
        (doubt,) = graph.review.suggest()
        assert (doubt["kind"], doubt["alias"]) == ("split", "Gull Watch")
        store.register(dump(parse("name,type,id,aliases\nHarbour Agency,agency,x:1,Gull Watch\n", "own.csv")))
        assert list(graph.review.suggest()) == []
