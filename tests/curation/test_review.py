"""Decisions: the graph follows them, forgets them when they are undone, and no identifier is lost."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg import ids
from kg.errors import DecisionError, UnknownError
from kg.graph import Graph
from kg.serve import pages
from tests.curation.watched import DOCKERS, GUARD, dump, opened, subjects, watch
from tests.rdf.made import harbour, strike


def test_merge(graph: Graph) -> None:
    old = next(claim for claim in graph.claims(about="Dockers") if "sue" in claim.label)
    made = graph.review.merge("Harbour Guard", "Dockers", reason="a pun", author="Bo Rask")
    assert made["says"] == "'Dockers' is 'Harbour Guard'"
    assert graph.entity("Dockers").id == graph.entity(DOCKERS).id == GUARD
    assert subjects(graph, "sue") == {"Harbour Guard"}
    assert {claim.claim for claim in graph.claims(about=DOCKERS)} == {
        claim.claim for claim in graph.claims(about=GUARD)
    }
    for key in (old.claim, old.statement):
        (row,) = graph.why(key)
        assert (row.label, row.subject.id) == (old.label, GUARD)
        assert row.claim != old.claim
    assert (
        graph.named_query("what-does", {"entity": DOCKERS}).rows
        == graph.named_query("what-does", {"entity": GUARD}).rows
    )
    asked = graph.query(f"SELECT ?new WHERE {{ GRAPH ?g {{ <{old.statement}> dcterms:isReplacedBy ?new }} }}")
    assert [row[0].value for row in asked.rows] == [row.statement]
    assert list(graph.validate()) == []


def test_pages_of_what_was_replaced_lead_on(graph: Graph) -> None:
    (old,) = (claim for claim in graph.claims() if "sue" in claim.label)
    graph.review.merge("Harbour Guard", "Dockers")
    (new,) = (claim for claim in graph.claims() if "sue" in claim.label)
    served = SimpleNamespace(store=graph._store, show=graph.show)
    for iri, now in ((old.claim, new.claim), (old.statement, new.statement), (DOCKERS, GUARD)):
        assert pages.thing(served, iri, 5) == now  # type: ignore[arg-type]


def test_merge_keeps_facts_and_parents(graph: Graph) -> None:
    graph.review.merge("Dockers", "Harbour Guard")
    assert graph.entity("Night Unit").parent == DOCKERS
    facts = {(q.subject.value, q.predicate.value) for q in graph.quads() if q.graph_name.value.endswith("/facts")}
    assert (DOCKERS, ids.relation("inspect")) in facts
    assert not any(subject == GUARD for subject, _ in facts)


def test_split_by_name_takes_the_pronouns_after_it(graph: Graph) -> None:
    new = graph.review.split("Harbour Guard", alias="HG", author="Bo")["new"]
    assert new.startswith(ids.entity("HG"))
    assert (subjects(graph, "buy"), subjects(graph, "sell")) == ({"Harbour Guard"}, {"Harbour Guard"})
    assert (subjects(graph, "hire"), subjects(graph, "train")) == ({"HG"}, {"HG"})
    (hires,) = (claim for claim in graph.claims() if "hire" in claim.label)
    assert hires.sources[0].id == hires.subject.id == new
    assert "HG" not in graph.entity(GUARD).aliases
    assert graph.entity(GUARD).acronym is None
    assert list(graph.validate()) == []


def test_split_by_document(graph: Graph) -> None:
    new = graph.review.split("Harbour Guard", document="strike.txt")["new"]
    assert {claim.file for claim in graph.claims(about=new)} == {"strike.txt"}
    assert "strike.txt" not in {claim.file for claim in graph.claims(about=GUARD)}
    graph.review.rename(new, "Harbour Guard of Skerry")
    assert graph.entity("Harbour Guard of Skerry").id == new


def test_rename_and_retype_keep_the_identifiers(graph: Graph) -> None:
    before = [(claim.claim, claim.statement) for claim in graph.claims()]
    graph.review.rename("Harbour Guard", "  Coast   Guard ")
    graph.review.retype("Dockers", "agency")
    assert [(claim.claim, claim.statement) for claim in graph.claims()] == before
    assert (graph.entity("Harbour Guard").id, graph.entity("Coast Guard").label) == (GUARD, "Coast Guard")
    assert {claim.subject.type for claim in graph.claims(about="Dockers") if "sue" in claim.label} == {"agency"}


def test_reject(graph: Graph) -> None:
    (wrong,) = (claim for claim in graph.claims() if "sue" in claim.label)
    fact = ids.relation("sue")
    assert any(quad.predicate.value == fact for quad in graph.quads())
    graph.review.reject(wrong.claim, reason="nobody sued", author="Bo Rask")
    assert not subjects(graph, "sue")
    assert not any(quad.predicate.value == fact for quad in graph.quads())
    for key in (wrong.claim, wrong.claim[-16:-8], wrong.statement):
        (row,) = graph.why(key)
        assert (row.label, row.quote, row.subject.id) == (wrong.label, wrong.quote, wrong.subject.id)
        assert (row.decision.kind, row.decision.author, row.decision.reason) == ("reject", "Bo Rask", "nobody sued")
    assert list(graph.validate()) == []


def test_a_rejected_claim_stays_away_when_its_identifier_changes(graph: Graph) -> None:
    (wrong,) = (claim for claim in graph.claims() if "sue" in claim.label)
    graph.review.reject(wrong.claim)
    graph.review.merge("Harbour Guard", "Dockers")
    assert not subjects(graph, "sue")
    assert [row.label for row in graph.why(wrong.claim)] == [wrong.label]
    graph.review.undo(1)
    assert subjects(graph, "sue") == {"Harbour Guard"}


def test_a_rejection_made_under_a_merge_outlasts_it(graph: Graph) -> None:
    graph.review.merge("Harbour Guard", "Dockers")
    (wrong,) = (claim for claim in graph.claims() if "sue" in claim.label)
    graph.review.reject(wrong.claim)
    graph.review.undo(1)
    assert not subjects(graph, "sue")


def test_a_number_of_a_rejected_claim_goes_with_it(graph: Graph) -> None:
    (counted,) = (claim for claim in graph.claims() if claim.statistics)
    assert len(list(graph.statistics())) == 1
    graph.review.reject(counted.claim)
    assert list(graph.statistics()) == []


def test_accept(graph: Graph) -> None:
    (right,) = (claim for claim in graph.claims() if "sue" in claim.label)
    made = graph.review.accept(right.claim[-16:])
    (row,) = (claim for claim in graph.claims() if "sue" in claim.label)
    assert (row.confidence, row.reviewed) == (1.0, f"{ids.BASE}decision/{made['id']}")
    assert {claim.reviewed for claim in graph.claims() if claim.claim != right.claim} == {None}
    assert [claim.label for claim in graph.claims(min_confidence=0.9)] == [right.label]
    assert list(graph.validate()) == []


def test_queries_tell_of_decisions(graph: Graph) -> None:
    (wrong,) = (claim for claim in graph.claims() if "sue" in claim.label)
    graph.review.reject(wrong.claim, reason="nobody sued", author="Bo")
    graph.review.merge("Harbour Guard", "Dockers", author="Ada")
    graph.review.rename("Harbour Guard", "Guard", author="Ada")
    graph.review.undo(3)

    def column(query: str, variable: str) -> list[str | None]:
        found = graph.named_query(query)
        at = found.variables.index(variable)
        return [row[at] and row[at].value for row in found.rows]

    assert column("decisions", "author") == ["Bo", "Ada", "Ada"]
    assert column("decisions", "about")[1:] == [DOCKERS, GUARD]
    assert column("rejected", "reason") == ["nobody sued"]
    assert (DOCKERS, GUARD) in zip(column("replaced", "old"), column("replaced", "new"), strict=True)


# ---------------------------------------------------------------------- what is refused


def refuses(act: Callable[[], object]) -> str:
    with pytest.raises(DecisionError) as error:
        act()
    return str(error.value)


def test_what_contradicts_is_refused_with_what_to_do(graph: Graph) -> None:
    review = graph.review
    assert "itself" in refuses(lambda: review.merge("Harbour Guard", "HG"))
    assert "kg review retype" in refuses(lambda: review.merge("Harbour Guard", "Ada Lind"))
    review.distinct("Harbour Guard", "Dockers", author="Bo")
    assert "kg review undo 1" in refuses(lambda: review.merge("Dockers", "Harbour Guard"))
    new = review.split("Harbour Guard", alias="HG")["new"]
    assert "kg review undo 2" in refuses(lambda: review.merge(new, GUARD))
    review.merge("Dockers", new)
    assert "kg review undo" in refuses(lambda: review.merge("Dockers", GUARD))
    assert "is needed" in refuses(lambda: review.undo(2))
    assert "merged" in refuses(lambda: review.split("Dockers", alias="HG"))
    review.same("Harbour Guard", alias="the Guard")
    assert "found right" in refuses(lambda: review.split("Harbour Guard", alias="the Guard"))
    assert "kg review undo" in refuses(lambda: review.distinct("Dockers", "HG"))
    review.undo(1)
    assert "undone already" in refuses(lambda: review.undo(1))
    assert "make that one again" in refuses(lambda: review.undo(5))


def test_a_split_must_part_something(graph: Graph) -> None:
    review = graph.review
    assert "'HG'" in refuses(lambda: review.split("Harbour Guard", alias="Coast Guard"))
    assert "nothing would be left" in refuses(lambda: review.split("Ada Lind", document="harbour.txt"))
    assert "not both" in refuses(lambda: review.split("Ada Lind"))


def test_claims_are_decided_once(graph: Graph) -> None:
    (claim,) = (claim for claim in graph.claims() if "sue" in claim.label)
    graph.review.reject(claim.claim)
    assert "rejected already" in refuses(lambda: graph.review.reject(claim.claim))
    assert "kg review undo 1" in refuses(lambda: graph.review.accept(claim.claim))


def test_names_types_and_authors(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    review = graph.review
    assert "the types are agency" in refuses(lambda: review.retype("HG", "army"))
    assert "already" in refuses(lambda: review.retype("HG", "agency"))
    assert "no name" in refuses(lambda: review.rename("HG", " - "))
    with pytest.raises(UnknownError):
        review.merge("HG", "Nobody")
    with pytest.raises(UnknownError):
        review.undo("abc")
    monkeypatch.setenv("KG_AUTHOR", "Ada  Lind")
    assert review.rename("HG", "Guard")["author"] == "Ada Lind"
    monkeypatch.setenv("KG_AUTHOR", "")
    monkeypatch.setattr("getpass.getuser", lambda: "")
    assert "--author" in refuses(lambda: review.rename("HG", "Guards"))
    assert review.rename("HG", "Guards", author="Bo")["author"] == "Bo"


# ---------------------------------------------------------------------- how long they last

acts = st.lists(
    st.tuples(
        st.sampled_from(["merge", "split", "rename", "retype", "distinct", "same", "reject", "accept", "undo"]),
        st.integers(0, 9),
        st.integers(0, 9),
    ),
    max_size=5,
)


def attempt(graph: Graph, kind: str, one: int, other: int) -> None:
    """Make a decision about something in the graph; one that is refused isn't made."""
    entities = sorted(entity.id for entity in graph.entities())
    claims = sorted({claim.claim for claim in graph.claims()})
    a, b = entities[one % len(entities)], entities[other % len(entities)]
    review = graph.review
    names = graph.entity(a).aliases
    part = {"alias": names[other % len(names)]} if names and other % 2 else {"document": "strike.txt"}
    try:
        if kind in ("merge", "distinct"):
            getattr(review, kind)(a, b, author="Ada")
        elif kind in ("split", "same"):
            getattr(review, kind)(a, **part, author="Ada")
        elif kind == "rename":
            review.rename(a, f"Name {other}", author="Ada")
        elif kind == "retype":
            review.retype(a, ["agency", "person", "place"][other % 3], author="Ada")
        elif kind == "undo":
            review.undo(one, author="Ada")
        elif claims:
            getattr(review, kind)(claims[other % len(claims)], author="Ada")
    except (DecisionError, UnknownError):
        pass


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(acts)
def test_any_decisions(done: list[tuple[str, int, int]]) -> None:
    """Replayed in another order of documents they give the same bytes, every identifier resolves all along, and with all
    of them undone the graph is as if there had been none.
    """
    with opened(harbour(), strike(), watch()) as graph:
        untouched = dump(graph)
        entities, claims, statements = set[str](), set[str](), set[str]()
        for act in [*done, None]:
            entities |= {entity.id for entity in graph.entities()}
            for row in graph.claims():
                claims.add(row.claim)
                statements.add(row.statement)
            if act:
                attempt(graph, *act)
        for iri in entities:
            assert graph.entity(iri).label
            list(graph.claims(about=iri))
        for iri in claims | statements:
            assert next(graph.why(iri)).quote
        assert list(graph.validate()) == []
        with opened(watch(), strike(), harbour()) as again:
            for decision in graph._store.decisions:
                again._store.decide(decision)
            assert dump(again) == dump(graph)
        for row in reversed(list(graph.review.log())):
            if row["state"] != "undone" and row["kind"] != "undo":
                graph.review.undo(row["number"])
        assert dump(graph) == untouched
