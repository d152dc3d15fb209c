"""Loads N-Quads into Oxigraph in bulk, in threads beside the one that makes them: it needs no lock of Python's.

What is in one load Oxigraph sorts into files of its own. Files whose ranges overlap it merges later, again and again as a
graph grows, and that can take longer than loading. So loads are few, graphs come `in_order`, in which half of the files
never overlap, and marks, which would be in the range of all that comes after them, are written rarely.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from concurrent.futures import ALL_COMPLETED, FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from io import BytesIO
from types import TracebackType
from typing import Self

import pyoxigraph as ox

#: Quads of a load: Oxigraph sorts a million together, and what is over that into more files.
_MOST, _LEAST = 990_000, 200_000
#: Loads at once: one takes one core.
_THREADS = 2
#: Loads after which marks are written: what a kill leaves unmarked is made again.
_MARKED = 8
#: Graphs so few that their order doesn't matter.
_FEW = 200


def in_order(graphs: Sequence[str]) -> list[str]:
    """The IRIs of graphs in the order in which Oxigraph keeps them, that of a hash: asked of a store that has just them."""
    if len(graphs) <= _FEW:
        return list(graphs)
    with tempfile.TemporaryDirectory() as folder:
        rdf = ox.Store(folder)
        rdf.bulk_extend(ox.Quad(graph, graph, graph, graph) for graph in map(ox.NamedNode, graphs))
        return [graph.value for graph in rdf.named_graphs() if isinstance(graph, ox.NamedNode)]


class Loader:
    """Takes the quads of so many graphs, each with its mark, which is written some time after its quads are loaded.

    Oxigraph's bulk loader is quicker than a transaction, and can be torn by a kill; what is torn has no mark. It lets
    Python go on meanwhile. A context manager: leaving it waits until all is loaded and marked.
    """

    def __init__(self, rdf: ox.Store, graphs: int) -> None:
        self._rdf = rdf
        self._beside = ThreadPoolExecutor(max_workers=_THREADS)
        self._running: set[Future[None]] = set()
        self._loads = 0
        self._marks: list[ox.Quad] = []
        #: What is loaded next, and how many quads it has.
        self._content, self._filled = BytesIO(), 0
        #: Graphs that are yet to come, and graphs and quads that came.
        self._left, self._come, self._quads = graphs, 0, 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self._load()
                self._mark()
        finally:
            self._beside.shutdown()

    def add(self, nquads: bytes, mark: ox.Quad | None = None) -> None:
        """Takes the N-Quads of a graph, and its mark, if it has one. Raises what loading earlier ones raised."""
        self._content.write(nquads)
        if mark:
            self._marks.append(mark)
        quads = nquads.count(b"\n")
        self._filled += quads
        self._quads += quads
        self._come += 1
        self._left -= 1
        if self._filled >= self._enough():
            self._load()
            if self._loads >= _MARKED:
                self._mark()

    def _enough(self) -> float:
        """Quads that make a load: half of what is left, so that the last loads end together."""
        left = self._left * self._quads / self._come
        return min(_MOST, max(_LEAST, left / 2))

    def _load(self) -> None:
        """Loads what there is as soon as a thread is free for it: else memory would fill."""
        if self._filled:
            if len(self._running) >= _THREADS:
                self._wait(FIRST_COMPLETED)
            # No copy is made of what such a file holds.
            self._running.add(self._beside.submit(_load, self._rdf, self._content.getvalue()))
            self._loads += 1
            self._content, self._filled = BytesIO(), 0

    def _mark(self) -> None:
        """Writes the marks of all that was loaded, when it is."""
        self._wait(ALL_COMPLETED)
        self._rdf.extend(self._marks)
        self._marks, self._loads = [], 0

    def _wait(self, until: str) -> None:
        """Waits for loads, and raises what one raised."""
        done, self._running = wait(self._running, return_when=until)
        for load in done:
            load.result()


def _load(rdf: ox.Store, content: bytes) -> None:
    rdf.bulk_load(content, ox.RdfFormat.N_QUADS, lenient=True)  # `rdf.writer` writes no others
