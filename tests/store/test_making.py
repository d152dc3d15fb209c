"""Documents are made alike in this process and in others, also where one of these dies."""

from __future__ import annotations

import os
import signal

import pytest

from kg.errors import GraphError
from kg.processes import Process
from kg.store import linking, making, saved
from kg.store.making import Wanted, make_all
from tests.rdf.made import harbour, strike


def wanted() -> list[Wanted]:
    texts = [saved.dump(extraction) for extraction in (harbour(), strike())]
    links = linking.unify(map(saved.load_head, texts))
    return [Wanted(f"{k}", text, links[saved.load_head(text).document]) for k, text in enumerate(texts)]


def test_several_processes_make_the_same_in_the_same_order() -> None:
    assert list(make_all(wanted(), 2)) == list(make_all(wanted()))


@pytest.mark.parametrize("workers", [1, 2])
def test_a_damaged_document_is_named(workers: int) -> None:
    with pytest.raises(GraphError, match=r"documents/7.jsonl.gz is damaged"):
        list(make_all([*wanted(), Wanted("7", '{"document":1}\n{"run":', linking.Links())], workers))


def test_what_a_dead_process_did_not_make_is_made_here(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = list(make_all(wanted()))

    class Dying(Process):
        def ask(self, request: object) -> object:
            super().ask(request)
            assert self._process
            os.kill(self._process.pid, signal.SIGKILL)
            return super().ask(request)

    monkeypatch.setattr(making, "Process", Dying)
    assert list(make_all(wanted(), 2)) == expected
