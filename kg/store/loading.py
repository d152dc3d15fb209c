"""Loads N-Quads into Oxigraph in bulk, in a thread beside the one that makes them: it needs no lock of Python's."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Self

import pyoxigraph as ox

#: Bytes of N-Quads that are loaded together: a million quads, some 300 documents. Oxigraph sorts each load into files of
#: its own, which it then merges with those there: of fewer it merges more often, and more take more memory, twice this.
_TOGETHER = 220_000_000
#: While nothing is being loaded, so many are enough: better loaded now than waited for.
_IDLE = 40_000_000


class Loader:
    """Takes the quads of graphs, each with its mark, which is written when all that was given before it is loaded.

    Oxigraph's bulk loader is quicker than a transaction, and can be torn by a kill; what is torn has no mark. It lets
    Python go on meanwhile. A context manager: leaving it waits until all is loaded.
    """

    def __init__(self, rdf: ox.Store) -> None:
        self._rdf = rdf
        self._beside = ThreadPoolExecutor(max_workers=1)
        self._running: Future[None] | None = None
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
                self._start()
                self._wait()
        finally:
            self._beside.shutdown()

    def add(self, nquads: bytes, mark: ox.Quad) -> None:
        """Takes the N-Quads of a graph, and its mark. Raises what loading earlier ones raised."""
        self._content.append(nquads)
        self._marks.append(mark)
        self._size += len(nquads)
        if self._size >= (_IDLE if self._running is None or self._running.done() else _TOGETHER):
            self._start()

    def _start(self) -> None:
        self._wait()
        self._running = self._beside.submit(_load, self._rdf, b"".join(self._content), self._marks)
        self._content, self._marks, self._size = [], [], 0

    def _wait(self) -> None:
        if self._running:
            self._running.result()


def _load(rdf: ox.Store, content: bytes, marks: list[ox.Quad]) -> None:
    rdf.bulk_load(content, ox.RdfFormat.N_QUADS, lenient=True)  # `rdf.writer` writes no others
    rdf.extend(marks)
