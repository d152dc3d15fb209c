"""Decisions: the graph follows them, forgets them when they are undone, and no identifier is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg import ids
from kg.curation import decisions
from kg.curation.prov import curation_quads
from kg.errors import DecisionError, GraphError, UnknownError
from kg.graph import Graph
from kg.records import Extraction, Mention, MentionKind, Source, Term
from kg.serve import pages
from kg.store import Store
from tests.rdf.made import Made, harbour, strike

GUARD, LIND, DOCKERS = (ids.entity(name) for name in ("Harbour Guard", "Ada Lind", "docker"))


def watch() -> Extraction:
    """One text in which two bodies go by the acronym HG, so that they are taken for one."""
    made = Made("The Harbour Guard (HG) bought ropes. It sold nets. HG said that HG hired divers. It trains them.")
    guard = made.entity("Harbour Guard", "Harbour Guard", "agency", acronym="HG", aliases=("HG",))

    def term(before: str, words: str, kind: MentionKind = "named") -> Term:
        """The guard by other words, which stand before some others."""
        start = made.document.text.index(before)
        end = start + len(words)
        made.mentions.append(Mention(start=start, end=end, text=words, type="agency", entity=guard.id or "", kind=kind))
        return replace(guard, text=words, start=start, end=end)

    term("HG) bought", "HG")
    term("HG said", "HG")
    made.says(made.claim(guard, "buy", made.words("ropes", concept="rope")), "The Harbour Guard (HG) bought ropes.")
    sells = made.claim(term("It sold", "It", "pronoun"), "sell", made.words("nets", concept="net"))
    made.says(sells, "It sold nets.")
    hires = made.claim(term("HG hired", "HG"), "hire", made.words("divers", concept="diver"))
    voice = Source(id=guard.id, label=guard.label, stance="asserts", cue="said", form="indirect")
    made.says(hires, "HG said that HG hired divers.", voice, made.publisher("relays"))
    made.says(made.claim(term("It trains", "It", "pronoun"), "train", made.words("them")), "It trains them.")
    return made.done()


def opened(*extractions: Extraction, path: Path | None = None) -> Graph:
    store = Store(path)
    for extraction in extractions:
        store.add(extraction)
    return Graph(store)


def dump(graph: Graph) -> str:
    return "".join(sorted(f"{quad}\n" for quad in graph.quads()))


@pytest.fixture
def graph() -> Iterator[Graph]:
    with opened(harbour(), strike(), watch()) as graph:
        yield graph


def subjects(graph: Graph, label: str) -> set[str]:
    return {claim.subject.label for claim in graph.claims() if label in claim.label}


# ---------------------------------------------------------------------- what each decision does


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


def test_decisions_outlast_documents_and_rebuilds(tmp_path: Path) -> None:
    with opened(harbour(), strike(), watch(), path=tmp_path / "one") as graph:
        graph.review.merge("Harbour Guard", "Dockers", author="Ada")
        graph.review.split("Harbour Guard", alias="HG", author="Ada")
        wanted = dump(graph)
        graph.remove("strike.txt")
        note = next(row["note"] for row in graph.review.log())
        assert "not in the graph" in note
        assert "Dockers" not in {entity.label for entity in graph.entities()}
        graph._store.add(strike())
        assert dump(graph) == wanted
    log = (tmp_path / "one" / decisions.FILE).read_bytes()
    assert log.count(b"\n") == 2
    with opened(strike(), path=tmp_path / "two") as graph:
        list(graph.claims())
    (tmp_path / "two" / decisions.FILE).write_bytes(log)
    with opened(watch(), harbour(), path=tmp_path / "two") as graph:
        assert dump(graph) == wanted
    with Graph.open(tmp_path / "two", write=False) as graph:
        assert dump(graph) == wanted
    (tmp_path / "three").mkdir()
    (tmp_path / "three" / decisions.FILE).write_bytes(log)
    with opened(watch(), strike(), harbour(), path=tmp_path / "three") as graph:
        assert dump(graph) == wanted


def test_a_log_put_into_a_finished_graph_is_followed(tmp_path: Path) -> None:
    with opened(harbour(), strike(), path=tmp_path / "one") as graph:
        (wrong,) = (claim for claim in graph.claims() if "sue" in claim.label)
        graph.review.reject(wrong.claim, author="Ada")
        wanted = dump(graph)
    with opened(harbour(), strike(), path=tmp_path / "two") as graph:
        list(graph.claims())
    log = tmp_path / "two" / decisions.FILE
    log.write_bytes((tmp_path / "one" / decisions.FILE).read_bytes())
    with opened(path=tmp_path / "two") as graph:
        assert dump(graph) == wanted
    log.unlink()
    with opened(path=tmp_path / "two") as graph:
        assert subjects(graph, "sue") == {"Dockers"}


def test_without_decisions_there_is_no_trace(graph: Graph) -> None:
    assert not any("curation" in quad.graph_name.value for quad in graph.quads())


# ---------------------------------------------------------------------- the log


def test_a_torn_line_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "graph"
    with opened(harbour(), strike(), path=path) as graph:
        graph.review.rename("HG", "Guard", author="Ada")
        graph.review.retype("Dockers", "agency", author="Ada")
    log = path / decisions.FILE
    whole = log.read_text(encoding="utf-8")
    for kept in range(len(whole.splitlines()[0]) + 2, len(whole)):
        log.write_text(whole[:kept], encoding="utf-8")
        found = decisions.read(whole[:kept])
        assert [decision.kind for decision in found] == ["rename", "retype"][: 1 + (kept == len(whole) - 1)]
    log.write_text(whole[:-9], encoding="utf-8")
    with Graph.open(path) as graph:
        assert graph.review.torn == whole.splitlines()[1][:-8]
        assert ["cut off" in problem for problem in graph.check()] == [True]
        assert graph.entity("Dockers").type == "group"
        graph.review.retype("Dockers", "person", author="Ada")
        assert graph.review.torn == ""
        assert [row["kind"] for row in graph.review.log()] == ["rename", "retype"]
    assert log.with_suffix(".torn").read_text(encoding="utf-8") == whole.splitlines()[1][:-8] + "\n"


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("{", "not a decision"),
        ("[]", "not a decision"),
        ('{"kind": "maim"}', "maim"),
        ('{"kind": "undo", "id": "a", "author": "b", "time": "c"}', "undoes"),
    ],
)
def test_a_line_that_is_no_decision_is_named(tmp_path: Path, line: str, why: str) -> None:
    with opened(harbour(), path=tmp_path / "graph"):
        pass
    (tmp_path / "graph" / decisions.FILE).write_text(f"{line}\n", encoding="utf-8")
    for _ in range(2):  # the lock is given back
        with pytest.raises(GraphError, match=f"line 1: .*{why}"):
            Graph.open(tmp_path / "graph")


def test_lines_are_what_was_decided(graph: Graph) -> None:
    graph.review.merge("Harbour Guard", "Dockers", reason="“quoted”\u2028 and\nbroken", author="Ädä")
    (decision,) = graph._store.decisions
    assert decisions.load(decisions.dump(decision)) == decision
    assert decision.id == decisions.identified(decision)
    assert decision.reason == "“quoted”\u2028 and\nbroken"
    labels = {quad.object.value for quad in curation_quads([decision], graph.review.state)}  # type: ignore[union-attr]
    assert {"Ädä", decision.reason} <= labels


def test_the_same_decision_twice_in_one_moment(graph: Graph) -> None:
    for _ in range(3):
        graph.review.rename("HG", "Guard")
        graph.review.undo(len(graph._store.decisions))
    assert len({decision.id for decision in graph._store.decisions}) == 6


# ---------------------------------------------------------------------- newer extractions


def reread(older: Extraction) -> Extraction:
    """The same text, read by a newer version that knows more of a claim and of an entity."""
    run = replace(older.run, id=ids.hashed("run", "newer"), version="1")
    newer = replace(older, run=run)
    (sues,) = (claim for claim in newer.claims if "sue" in claim.label)
    told = replace(sues, id=ids.hashed("claim", "newer"), modality="planned")
    return replace(
        newer,
        claims=tuple(told if claim is sues else claim for claim in newer.claims),
        statements=tuple(
            replace(s, claim=told.id, id=ids.hashed("statement", "newer")) if s.claim == sues.id else s
            for s in newer.statements
        ),
    )


@pytest.mark.parametrize("merged", [False, True])
def test_identifiers_and_decisions_outlive_a_newer_extraction(graph: Graph, merged: bool) -> None:
    (first,) = (claim for claim in graph.claims() if "sue" in claim.label)
    if merged:
        graph.review.merge("Harbour Guard", "Dockers")
    (second,) = (claim for claim in graph.claims() if "sue" in claim.label)
    graph.review.rename("Harbour Guard", "Coast Guard")
    assert graph._store.add(reread(strike()))
    (third,) = (claim for claim in graph.claims() if "sue" in claim.label)
    assert third.modality == "planned"
    for key in (first.claim, first.statement, second.claim, second.statement):
        assert [row.statement for row in graph.why(key)] == [third.statement]
    assert graph.entity("Coast Guard").id == GUARD
    assert list(graph.validate()) == []
    before = dump(graph)
    assert not graph._store.add(reread(strike()))
    assert dump(graph) == before
    graph.review.reject(first.claim)
    assert not subjects(graph, "sue")
    assert [row.decision.kind for row in graph.why(second.statement)] == ["reject"]


def test_a_rejected_claim_stays_away_from_a_newer_extraction(graph: Graph) -> None:
    (wrong,) = (claim for claim in graph.claims() if "sue" in claim.label)
    graph.review.reject(wrong.claim)
    assert graph._store.add(reread(strike()))
    assert not subjects(graph, "sue")
    assert {row.decision.kind for row in graph.why(wrong.claim)} == {"reject"}
