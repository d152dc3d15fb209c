"""Settling: what changed is written, what is left unfinished is made good, and what is kept equals what is asked."""

from __future__ import annotations

import itertools
from typing import Any

import pyoxigraph as ox
import pytest

from kg.records import Extraction
from kg.store import Store, saved
from kg.store.folder import Memory
from kg.store.index import Index
from kg.store.indexed import Indexed
from kg.store.settling import settle
from tests.rdf.made import Made as Text
from tests.rdf.made import harbour, strike

WRITES = ("add", "extend", "bulk_extend", "bulk_load", "remove", "remove_graph")
INDEX_WRITES = ("begin", "drop", "put", "put_entities", "finish")


class StoppedError(Exception):
    """The process ends here."""


class Steps:
    """Counts what is written, and stops before the write after `most` others."""

    def __init__(self, most: int | None = None) -> None:
        self._most = most
        self.taken: list[str] = []

    def take(self, name: str) -> None:
        if self._most == len(self.taken):
            raise StoppedError
        self.taken.append(name)


class Watched:
    """A store or an index whose writes are steps."""

    def __init__(self, watched: Any, writes: tuple[str, ...], steps: Steps) -> None:
        self._watched = watched
        self._writes = writes
        self._steps = steps

    def __contains__(self, quad: ox.Quad) -> bool:
        return quad in self._watched

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._watched, name)
        if name not in self._writes:
            return method

        def write(*content: Any, **how: Any) -> Any:
            self._steps.take(name)
            return method(*content, **how)

        return write


class Made:
    """An RDF store with its index."""

    def __init__(self, *extractions: Extraction) -> None:
        self.rdf = ox.Store()
        self.index = Index.open(None)
        self.settle(files(*extractions))

    def settle(self, kept: Memory, steps: Steps | None = None) -> None:
        watch = steps or Steps()
        settle(Watched(self.rdf, WRITES, watch), kept, Watched(self.index, INDEX_WRITES, watch))  # type: ignore[arg-type]

    @property
    def rows(self) -> tuple[Any, ...]:
        reads = Indexed(self.index)
        lists = (reads.entities(), reads.claims(), reads.statistics(), reads.documents(), reads.sources())
        return (self.index.mark, *map(list, lists))


def short() -> Extraction:
    """A document that knows the agency by its acronym alone, and denies what another one says."""
    made = Text("HG hired divers. HG never sued.", origin="divers.txt")
    guard = made.entity("HG", "HG", "agency", acronym="HG")
    made.says(made.claim(guard, "hire", made.words("divers", concept="diver")), "HG hired divers.")
    made.says(made.claim(guard, "inspect", made.words("divers", concept="ship"), polarity="negated"), "HG never sued.")
    return made.done()


def files(*extractions: Extraction) -> Memory:
    kept = Memory()
    for extraction in extractions:
        _, _, content = saved.pack(extraction)
        kept.save(extraction.document.id.rsplit("/", 1)[-1], content)
    return kept


def quads(rdf: ox.Store) -> set[ox.Quad]:
    return set(rdf.quads_for_pattern(None, None, None, None))


@pytest.mark.parametrize("before", [(), (harbour(),), (harbour(), strike(), short()), (short(), strike())])
def test_stopped_at_any_write_it_is_made_good(before: tuple[Extraction, ...]) -> None:
    after = (harbour(), short())
    wanted = Made(*after)
    steps = 0
    while True:
        made = Made(*before)
        try:
            made.settle(files(*after), Steps(steps))
        except StoppedError:
            made.settle(files(*after))
            assert (quads(made.rdf), made.rows) == (quads(wanted.rdf), wanted.rows)
            steps += 1
        else:
            break
    assert (quads(made.rdf), made.rows) == (quads(wanted.rdf), wanted.rows)
    assert steps > 5


def test_an_unfinished_index_is_not_read() -> None:
    made = Made(harbour())
    assert made.index.mark
    with pytest.raises(StoppedError):
        made.settle(files(harbour(), strike()), Steps(3))
    assert made.index.mark is None


def test_what_is_in_step_is_not_written_again() -> None:
    made = Made(harbour(), strike())
    before, rows, steps = quads(made.rdf), made.rows, Steps()
    made.settle(files(harbour(), strike()), steps)
    assert "remove_graph" not in steps.taken
    assert (quads(made.rdf), made.rows) == (before, rows)


def test_another_document_leaves_the_graphs_of_others() -> None:
    made, kept = Made(harbour(), strike()), files(harbour(), strike(), short())
    read: list[str] = []

    class Reads(Memory):
        def read(self, key: str) -> str | None:
            read.append(key)
            return kept.read(key)

    counting = Reads()
    counting.heads = kept.heads  # type: ignore[method-assign]
    made.settle(counting)
    assert read == [short().document.id.rsplit("/", 1)[-1]]
    assert quads(made.rdf) == quads(Made(harbour(), strike(), short()).rdf)


@pytest.mark.parametrize("order", list(itertools.permutations([harbour(), strike(), short()])))
def test_one_by_one_is_as_all_at_once(order: tuple[Extraction, ...]) -> None:
    made, wanted = Made(), Made(*order)
    for end in range(1, len(order) + 1):
        made.settle(files(*order[:end]))
    assert (quads(made.rdf), made.rows) == (quads(wanted.rdf), wanted.rows)


@pytest.mark.parametrize("lost", ["rdf", "index"])
def test_what_is_lost_is_made_again(lost: str) -> None:
    made, wanted = Made(harbour(), strike()), Made(harbour(), strike())
    setattr(made, lost, ox.Store() if lost == "rdf" else Index.open(None))
    made.settle(files(harbour(), strike()))
    assert (quads(made.rdf), made.rows) == (quads(wanted.rdf), wanted.rows)


def test_the_list_of_entities_is_what_the_graph_says() -> None:
    with Store() as store:
        for extraction in (harbour(), strike(), short()):
            store.add(extraction)
        listed = {row["id"]: row for row in store.entities()}
        counted = {row[0].value: (int(row[1].value), int(row[2].value)) for row in store.ask("entities").rows}
        assert counted == {iri: (row["mentions"], row["documents"]) for iri, row in listed.items()}
        for iri, row in listed.items():
            assert store.read.entity(iri) == {k: v for k, v in row.items() if k not in ("mentions", "documents")}


def test_what_another_document_negates_is_no_fact() -> None:
    def relations(*extractions: Extraction) -> set[str]:
        return {
            quad.predicate.value.rsplit("/")[-1]
            for quad in quads(Made(*extractions).rdf)
            if quad.graph_name.value.endswith("facts")  # type: ignore[union-attr]
        }

    assert "inspect" in relations(harbour())
    assert "inspect" not in relations(harbour(), short())
