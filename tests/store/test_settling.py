"""Settling: what changed is written, what is left unfinished is made good, and what is kept equals what is asked."""

from __future__ import annotations

from typing import Any

import pyoxigraph as ox
import pytest

from kg.records import Extraction
from kg.store import Store, saved
from kg.store.folder import Memory
from kg.store.settling import settle
from tests.rdf.made import Made, harbour, strike

WRITES = ("add", "extend", "bulk_extend", "remove", "remove_graph")


class StoppedError(Exception):
    """The process ends here."""


class Watched:
    """A store that counts what is written, and stops before the write after `steps` others."""

    def __init__(self, rdf: ox.Store, steps: int | None = None) -> None:
        self._rdf = rdf
        self._left = steps
        self.writes: list[str] = []

    def __contains__(self, quad: ox.Quad) -> bool:
        return quad in self._rdf

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._rdf, name)
        if name not in WRITES:
            return method

        def write(content: Any) -> None:
            if self._left == len(self.writes):
                raise StoppedError
            self.writes.append(name)
            method(content)

        return write


def short() -> Extraction:
    """A document that knows the agency by its acronym alone, and denies what another one says."""
    made = Made("HG hired divers. HG never sued.", origin="divers.txt")
    guard = made.entity("HG", "HG", "agency", acronym="HG")
    made.says(made.claim(guard, "hire", made.words("divers", concept="diver")), "HG hired divers.")
    made.says(made.claim(guard, "inspect", made.words("divers", concept="ship"), polarity="negated"), "HG never sued.")
    return made.done()


def files(*extractions: Extraction) -> Memory:
    kept = Memory()
    for extraction in extractions:
        kept.save(extraction.document.id.rsplit("/", 1)[-1], saved.dump(extraction))
    return kept


def quads(rdf: ox.Store) -> set[ox.Quad]:
    return set(rdf.quads_for_pattern(None, None, None, None))


def settled(*extractions: Extraction) -> set[ox.Quad]:
    rdf = ox.Store()
    settle(rdf, files(*extractions))
    return quads(rdf)


@pytest.mark.parametrize("before", [(), (harbour(),), (harbour(), strike(), short()), (short(), strike())])
def test_stopped_at_any_write_it_is_made_good(before: tuple[Extraction, ...]) -> None:
    after = (harbour(), short())
    wanted = settled(*after)
    steps = 0
    while True:
        kept, rdf = files(*before), ox.Store()
        settle(rdf, kept)
        kept_after = files(*after)
        kept_after.settled = kept.settled
        try:
            settle(Watched(rdf, steps), kept_after)  # type: ignore[arg-type]
        except StoppedError:
            settle(rdf, kept_after)
            assert quads(rdf) == wanted
            steps += 1
        else:
            break
    assert quads(rdf) == wanted
    assert steps > 3


def test_what_is_in_step_is_not_written_again() -> None:
    kept, rdf = files(harbour(), strike()), ox.Store()
    settle(rdf, kept)
    watched = Watched(rdf)
    settle(watched, kept)  # type: ignore[arg-type]
    assert "remove_graph" not in watched.writes
    before, text = quads(rdf), kept.settled
    settle(rdf, kept)
    assert (quads(rdf), kept.settled) == (before, text)


def test_another_document_leaves_the_graphs_of_others() -> None:
    kept, rdf = files(harbour(), strike()), ox.Store()
    settle(rdf, kept)
    key = short().document.id.rsplit("/", 1)[-1]
    kept.save(key, saved.dump(short()))
    read: list[str] = []

    class Reads(Memory):
        def read(self, key: str) -> str | None:
            read.append(key)
            return kept.read(key)

    counting = Reads()
    counting.heads = kept.heads  # type: ignore[method-assign]
    counting.settled = kept.settled
    settle(rdf, counting)
    assert read == [key]
    assert quads(rdf) == settled(harbour(), strike(), short())


def test_a_store_of_others_is_not_trusted() -> None:
    kept = files(harbour(), strike())
    settle(ox.Store(), kept)
    rdf = ox.Store()
    settle(rdf, kept)
    assert quads(rdf) == settled(harbour(), strike())


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
            for quad in settled(*extractions)
            if quad.graph_name.value.endswith("facts")  # type: ignore[union-attr]
        }

    assert "inspect" in relations(harbour())
    assert "inspect" not in relations(harbour(), short())
