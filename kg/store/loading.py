"""Loads N-Quads into Oxigraph in bulk, in threads beside the one that makes them: it needs no lock of Python's."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from types import TracebackType
from typing import Self

import pyoxigraph as ox

#: Bytes of N-Quads that are loaded together: half a million quads, some 150 documents. Oxigraph sorts each load into files
#: of its own, which it then merges with those there: of fewer it merges more often, and more take more memory.
_TOGETHER = 110_000_000
#: Loads at once: one takes one core.
_THREADS = 2


class Loader:
    """Takes the quads of graphs, each with its mark, which is written when all that was given with it is loaded.

    Oxigraph's bulk loader is quicker than a transaction, and can be torn by a kill; what is torn has no mark. It lets
    Python go on meanwhile. A context manager: leaving it waits until all is loaded.
    """

    def __init__(self, rdf: ox.Store) -> None:
        self._rdf = rdf
        self._beside = ThreadPoolExecutor(max_workers=_THREADS)
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
                self._start(_THREADS)
                _checked(self._running)
        finally:
            self._beside.shutdown()

    def add(self, nquads: bytes, mark: ox.Quad) -> None:
        """Takes the N-Quads of a graph, and its mark. Raises what loading earlier ones raised."""
        self._content.append(nquads)
        self._marks.append(mark)
        self._size += len(nquads)
        if self._size >= _TOGETHER:
            self._start()

    def _start(self, parts: int = 1) -> None:
        """Loads what was given, in so many parts, as soon as a thread is free for it: else memory would fill."""
        while len(self._running) >= _THREADS:
            done, self._running = wait(self._running, return_when=FIRST_COMPLETED)
            _checked(done)
        for k in range(parts):
            content, marks = b"".join(self._content[k::parts]), self._marks[k::parts]
            if marks:
                self._running.add(self._beside.submit(_load, self._rdf, content, marks))
        self._content, self._marks, self._size = [], [], 0


def _checked(done: Iterable[Future[None]]) -> None:
    """Raises what a load that is done, or to be waited for, raises."""
    for load in done:
        load.result()


def _load(rdf: ox.Store, content: bytes, marks: list[ox.Quad]) -> None:
    rdf.bulk_load(content, ox.RdfFormat.N_QUADS, lenient=True)  # `rdf.writer` writes no others
    rdf.extend(marks)
