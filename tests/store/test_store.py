"""A graph in memory and in a folder: what is kept, in which order, by whom, and after a crash."""

from __future__ import annotations

import itertools
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import ids
from kg.errors import GraphError, LockedError, QueryError, UnfinishedWarning, UnknownError
from kg.records import Entity, Extraction
from kg.store import Store, folder, linking, saved
from tests.rdf.made import Made, harbour, strike


@pytest.fixture
def store() -> Iterator[Store]:
    with Store() as found:
        found.add(harbour())
        found.add(strike())
        yield found


def third() -> Extraction:
    """A document that knows the agency by its acronym alone."""
    made = Made("HG hired divers.", origin="divers.txt")
    guard = made.entity("HG", "HG", "agency", acronym="HG")
    made.says(made.claim(guard, "hire", made.words("divers", concept="diver")), "HG hired divers.")
    return made.done()


def test_saved_extractions_read_back_equal() -> None:
    for extraction in (harbour(), strike(), third()):
        assert saved.load(saved.dump(extraction)) == extraction


def test_rows_are_the_records(store: Store) -> None:
    """Every field of every record comes back from the RDF."""
    rows = {row["statement"]: row for row in store.claims()}
    statements = [s for e in (harbour(), strike()) for s in e.statements]
    assert rows.keys() == {s.id for s in statements}
    for extraction in (harbour(), strike()):
        claims = {claim.id: claim for claim in extraction.claims}
        for statement in extraction.statements:
            row, claim = rows[statement.id], claims[statement.claim]
            expected = asdict(claim) | {
                "claim": claim.id,
                "statement": statement.id,
                "arguments": [{"role": a.role, **asdict(a.term)} for a in claim.arguments],
                "statistics": list(claim.statistics),
                "sources": [asdict(source) for source in statement.sources],
                "document": extraction.document.id,
                "file": extraction.document.origin,
                "start": statement.start,
                "end": statement.end,
                "quote": statement.quote,
                "rule": statement.rule,
                "confidence": statement.confidence,
                "reviewed": statement.reviewed,
            }
            del expected["id"], expected["place"]
            assert row == expected


def test_statistics_are_the_records(store: Store) -> None:
    (row,) = store.statistics()
    (record,) = harbour().statistics
    assert row == asdict(record) | {"file": "harbour.txt"}


@pytest.mark.parametrize(
    ("filters", "labels"),
    [
        ({"about": "ada-lind"}, ["Ada Lind deny"]),
        ({"by": "ada-lind"}, ["Harbour Guard sink ferry"]),
        ({"relation": "patrol"}, ["Night Unit patrol Skerry Bay"]),
        ({"modality": "planned"}, ["Night Unit patrol Skerry Bay"]),
        ({"type": "place"}, ["Night Unit patrol Skerry Bay"]),
        ({"until": "2021-12-31"}, ["Harbour Guard inspect 40 ships"]),
        ({"relation": "sue"}, ["Dockers sue Harbour Guard"]),
        ({"about": "harbour-guard", "by": "docker"}, ["Harbour Guard sink ferry"]),
        ({"about": "nobody"}, []),
        ({"modality": "permitted"}, []),
    ],
)
def test_filters(store: Store, filters: dict[str, str], labels: list[str]) -> None:
    given = {k: ids.entity(v) if k in ("about", "by") else v for k, v in filters.items()}
    assert [row["label"] for row in store.claims(**given)] == labels


def test_documents_and_their_filter(store: Store) -> None:
    assert [row["file"] for row in store.documents()] == ["harbour.txt", "strike.txt"]
    second = strike().document.id
    assert {row["document"] for row in store.claims(document=second)} == {second}


def test_entities_know_names_and_counts(store: Store) -> None:
    guard = next(row for row in store.entities() if row["id"] == ids.entity("Harbour Guard"))
    assert guard["acronym"] == "HG"
    assert (guard["mentions"], guard["documents"]) == (2, 2)
    assert {"HG", "the Guard"} <= set(guard["aliases"])
    assert [row["label"] for row in store.entities(type="unit")] == ["Night Unit"]


def test_names_acronyms_and_iris_denote(store: Store) -> None:
    for name in ("hg", "Harbour guard", ids.entity("Harbour Guard")):
        assert [row["label"] for row in store.read.named(name)] == ["Harbour Guard"]
    assert store.read.named("nobody") == []


def test_sources_count_their_statements(store: Store) -> None:
    mayor = next(row for row in store.sources() if row["label"] == "Ada Lind")
    assert (mayor["statements"], mayor["stances"]) == (1, {"denies": 1})


def test_only_undisputed_own_words_become_facts(store: Store) -> None:
    relations = {row[1].value for row in store.ask("facts").rows}
    assert relations == {ids.relation("inspect"), ids.relation("be part of"), ids.relation("sue")}


def test_adding_twice_adds_nothing() -> None:
    store = Store()
    assert store.add(harbour())
    assert not store.add(harbour())
    before = store.dump()
    store.add(harbour())
    assert store.dump() == before


def test_any_order_gives_the_same_bytes(tmp_path: Path) -> None:
    dumps = set()
    for number, order in enumerate(itertools.permutations([harbour(), strike(), third()])):
        with Store(tmp_path / str(number) if number % 2 else None) as store:
            for extraction in order:
                store.add(extraction)
                if number > 2:
                    store.settle()
            dumps.add(store.dump())
    assert len(dumps) == 1


def test_one_text_from_two_files_is_one_document() -> None:
    dumps = set()
    for order in (["a.txt", "b.txt"], ["b.txt", "a.txt"]):
        store = Store()
        for origin in order:
            store.add(harbour(origin=origin))
        dumps.add(store.dump())
    assert len(dumps) == 1


def test_standard_input_does_not_rename_a_file() -> None:
    for order in (["report.txt", "-"], ["-", "report.txt"]):
        store = Store()
        for origin in order:
            store.add(harbour(origin=origin))
        assert [row["file"] for row in store.read.documents()] == ["report.txt"]


def test_removing_restores_what_was() -> None:
    store = Store()
    store.add(harbour())
    before = store.dump()
    store.add(third())
    assert store.dump() != before
    assert store.remove(third().document.id)
    assert store.dump() == before
    assert not store.remove(third().document.id)


def test_linked_entities_share_claims() -> None:
    links = {ids.entity("HG"): Entity(id=ids.entity("Harbour Guard"), label="Harbour Guard", type="agency")}
    found = linking.relink(third(), links)
    assert found.claims[0].subject.id == ids.entity("Harbour Guard")
    assert found.claims[0].subject.text == "HG"
    assert found.statements[0].claim == found.claims[0].id != third().claims[0].id
    assert {mention.entity for mention in found.mentions} == {ids.entity("Harbour Guard")}
    assert linking.relink(found, {}) == found


def test_relinking_by_nothing_changes_no_id() -> None:
    for extraction in (harbour(), strike(), third()):
        assert linking.relink(extraction, {}) == extraction


# ---------------------------------------------------------------------- on disk


def test_a_folder_keeps_the_graph(tmp_path: Path) -> None:
    with Store(tmp_path / "g") as store:
        store.add(harbour())
        dump = store.dump()
    with Store(tmp_path / "g", write=False) as store:
        assert store.dump() == dump
        assert store.contains(harbour().document.id, run=harbour().run.id)
        assert not store.contains(strike().document.id)
        assert store.extraction(harbour().document.id) == harbour()


def test_a_newer_run_replaces(tmp_path: Path) -> None:
    newer = replace(harbour(), run=replace(harbour().run, id=ids.hashed("run", "newer")), claims=(), statements=())
    with Store(tmp_path / "g") as store:
        store.add(harbour())
        store.settle()
        assert store.add(newer)
        assert list(store.claims()) == []


def test_a_foreign_folder_is_refused_and_untouched(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    for write in (True, False):
        with pytest.raises(GraphError, match="not a graph"):
            Store(tmp_path, write=write)
    assert [p.name for p in tmp_path.iterdir()] == ["letter.txt"]


@pytest.mark.parametrize("marker", ["", "[]", '{"format": 99}', "\0"])
def test_a_marker_of_another_format_is_refused(tmp_path: Path, marker: str) -> None:
    (tmp_path / folder.MARKER).write_text(marker)
    with pytest.raises(GraphError):
        Store(tmp_path)


def test_reading_needs_a_graph(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match="no graph here"):
        Store(tmp_path / "none", write=False)
    assert not (tmp_path / "none").exists()


def test_one_writer_or_many_readers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder, "PATIENCE", 0.0)
    with Store(tmp_path / "g") as store:
        store.add(harbour())
        for write in (True, False):
            with pytest.raises(LockedError):
                Store(tmp_path / "g", write=write)
    with Store(tmp_path / "g", write=False), Store(tmp_path / "g", write=False) as store:
        assert len(list(store.documents())) == 1
        with pytest.raises(LockedError):
            Store(tmp_path / "g")


def test_what_a_killed_writer_left_is_settled(tmp_path: Path) -> None:
    with Store(tmp_path / "g") as store:
        store.add(harbour())
        store.settle()
        store.add(strike())
        store.close()
    with pytest.warns(UnfinishedWarning, match="kg build"), Store(tmp_path / "g", write=False) as store:
        assert len(list(store.documents())) == 1
    with Store(tmp_path / "g") as store:
        assert len(list(store.documents())) == 2
    with Store(tmp_path / "g", write=False) as store:
        assert len(list(store.documents())) == 2


def test_a_lost_store_is_rebuilt(tmp_path: Path) -> None:
    with Store(tmp_path / "g") as store:
        store.add(harbour())
        dump = store.dump()
    for file in (tmp_path / "g" / "store").iterdir():
        file.unlink()
    (tmp_path / "g" / "store").rmdir()
    with Store(tmp_path / "g") as store:
        assert store.dump() == dump


def test_a_damaged_document_is_named(tmp_path: Path) -> None:
    with Store(tmp_path / "g") as store:
        store.add(harbour())
    (file,) = (tmp_path / "g" / "documents").glob("*.jsonl.gz")
    file.write_text("{")
    store = Store(tmp_path / "g")
    store.add(strike())
    with pytest.raises(GraphError, match=file.name):
        store.settle()
    store.close()


def test_reading_loads_nothing_heavy() -> None:
    code = (
        "import sys, kg.store; print({m.split('.')[0] for m in sys.modules} & {'spacy', 'rdflib', 'networkx', 'numpy'})"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "set()\n"


# ---------------------------------------------------------------------- asking


def test_user_queries_see_all_graphs_and_know_the_prefixes(store: Store) -> None:
    found = store.query("SELECT ?l { ?c a kg:Claim ; rdf:predicate rel:sue ; rdfs:label ?l }")
    assert found.variables == ("l",)
    assert [row[0].value for row in found.rows] == ["Dockers sue Harbour Guard"]
    assert store.query("ASK { ?s a kg:Claim }").truth
    assert store.query("CONSTRUCT { ?s a kg:Claim } WHERE { ?s a kg:Claim }").triples


def test_user_queries_bind_values(store: Store) -> None:
    found = store.query("SELECT ?s ?o { ?s rdf:predicate rel:sue ; rdf:object ?o }", o=ox.NamedNode("urn:none"))
    assert found.rows == ()
    with pytest.raises(QueryError):
        store.query("SELECT ?s { ?s ?p ?o }", missing=ox.Literal("x"))


def test_a_malformed_query_tells_where(store: Store) -> None:
    with pytest.raises(QueryError, match="line 2, column"):
        store.query("SELECT ?s\n{ ?s ?p }")


def test_unknown_queries_and_parameters(store: Store) -> None:
    with pytest.raises(UnknownError, match="denials"):
        store.ask("denial")
    with pytest.raises(QueryError, match="entity"):
        store.ask("what-does")
    with pytest.raises(QueryError, match="no parameter"):
        store.ask("what-does", {"entity": "HG", "colour": "red"})
    with pytest.raises(QueryError, match="not a date"):
        store.ask("timeline", {"since": "yesterday"})
    for name in ("../claims", "", "claims.rq"):
        with pytest.raises(UnknownError):
            store.ask(name)


def test_values_are_bound_never_written(store: Store) -> None:
    assert store.ask("named", {"text": '") } DROP ALL #'}).rows == ()
    assert store.ask("what-does", {"entity": "x> ?p ?o } #"}).rows == ()


def test_validation(store: Store) -> None:
    assert list(store.validate()) == []
