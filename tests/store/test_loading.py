"""What is given to the loader arrives, whole and marked, in however many loads."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.store import loading
from kg.store.loading import Loader, in_order

GRAPHS = [f"https://example.org/{k}" for k in range(450)]
TYPE, MARK = ox.NamedNode("https://example.org/type"), ox.NamedNode("https://example.org/mark")


def content(graph: str) -> bytes:
    return b"".join(
        b'<%s> <%s> "%d" <%s> .\n' % (graph.encode(), TYPE.value.encode(), k, graph.encode()) for k in range(3)
    )


def mark(graph: str) -> ox.Quad:
    return ox.Quad(ox.NamedNode(graph), MARK, ox.Literal("done"), ox.NamedNode(graph))


@pytest.mark.parametrize("least", [1, 7, 1_000_000])
def test_all_quads_and_marks_arrive(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, least: int) -> None:
    monkeypatch.setattr(loading, "_LEAST", least)
    monkeypatch.setattr(loading, "_MOST", max(least, 100))
    rdf = ox.Store(str(tmp_path / "store"))
    with Loader(rdf, len(GRAPHS) + 1) as loader:
        for graph in GRAPHS:
            loader.add(content(graph), mark(graph))
        loader.add(b"")
    assert len(rdf) == len(GRAPHS) * 4
    assert all(mark(graph) in rdf for graph in GRAPHS)


def test_what_fails_is_raised_and_has_no_mark() -> None:
    rdf = ox.Store()
    with pytest.raises(SyntaxError), Loader(rdf, 1) as loader:
        loader.add(b"<no> quad .\n", mark(GRAPHS[0]))
    assert len(rdf) == 0


def test_graphs_are_ordered_as_the_store_keeps_them(tmp_path: Path) -> None:
    rdf = ox.Store(str(tmp_path / "store"))
    rdf.extend(map(mark, GRAPHS))
    assert in_order(GRAPHS) == [graph.value for graph in rdf.named_graphs() if isinstance(graph, ox.NamedNode)]
    assert sorted(in_order(GRAPHS)) == sorted(GRAPHS)
    assert in_order(GRAPHS[:3]) == GRAPHS[:3]
