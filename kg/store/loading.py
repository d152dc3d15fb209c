"""Loads N-Quads into Oxigraph in bulk, in threads beside the one that makes them: it needs no lock of Python's."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from types import TracebackType
from typing import Self

import pyoxigraph as ox

#: Bytes of N-Quads that are loaded together: a million quads, some 300 documents. Oxigraph sorts each load into files of
#: its own, which it then merges with those there: of fewer it merges more often, and more take more memory, twice this.
_TOGETHER = 220_000_000
#: While a thread is idle, so many are enough: better loaded now than waited for.
_IDLE = 40_000_000


class Loader:
    """Takes the quads of graphs, each with its mark, which is written when all that was given with it is loaded.

    Oxigraph's bulk loader is quicker than a transaction, and can be torn by a kill; what is torn has no mark. It lets
    Python go on meanwhile, and loads on one core, so that several `threads` load at once. A context manager: leaving it
    waits until all is loaded.
    """

    def __init__(self, rdf: ox.Store, *, threads: int = 1) -> None:
        self._rdf = rdf
        self._threads = threads
        self._beside = ThreadPoolExecutor(max_workers=threads)
        self._running: set[Future[None]] = set()
        self._content: list[bytes] = []
        self._marks: list[ox.Quad] = []
        self._size = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self._start(self._threads)
                _checked(self._running)
        finally:
            self._beside.shutdown()

    def add(self, nquads: bytes, mark: ox.Quad) -> None:
        """Takes the N-Quads of a graph, and its mark. Raises what loading earlier ones raised."""
        self._content.append(nquads)
        self._marks.append(mark)
        self._size += len(nquads)
        done, self._running = wait(self._running, timeout=0)
        _checked(done)
        if self._size >= (_IDLE if len(self._running) < self._threads else _TOGETHER // self._threads):
            if len(self._running) == self._threads:
                wait(self._running, return_when=FIRST_COMPLETED)
            self._start()

    def _start(self, parts: int = 1) -> None:
        """Loads what was given, in so many parts."""
        for k in range(parts):
            content, marks = b"".join(self._content[k::parts]), self._marks[k::parts]
            self._running.add(self._beside.submit(_load, self._rdf, content, marks))
        self._content, self._marks, self._size = [], [], 0


def _checked(done: Iterable[Future[None]]) -> None:
    """Raises what a load raised, when it is done."""
    for load in done:
        load.result()


def _load(rdf: ox.Store, content: bytes, marks: list[ox.Quad]) -> None:
    if content:
        rdf.bulk_load(content, ox.RdfFormat.N_QUADS, lenient=True)  # `rdf.writer` writes no others
    rdf.extend(marks)
