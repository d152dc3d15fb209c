"""A process that is killed while it decides: whatever it told of is in the log, and the graph follows it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from kg.graph import Graph
from kg.store import Store
from tests.rdf.made import harbour, strike

DECIDES = """
import sys
from kg.graph import Graph
with Graph.open(sys.argv[1]) as graph:
    for number in range(10_000):
        made = graph.review.rename("HG", f"Guard {number}", author="Ada")
        print(made["number"], flush=True)
"""


@pytest.mark.parametrize("told", [1, 2, 7])
def test_what_was_told_is_kept(tmp_path: Path, told: int) -> None:
    with Store(tmp_path / "graph") as store:
        store.add(harbour())
        store.add(strike())
    run = [sys.executable, "-c", DECIDES, str(tmp_path / "graph")]
    with subprocess.Popen(run, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        for _ in range(told):
            process.stdout.readline()
        process.kill()
    with Graph.open(tmp_path / "graph") as graph:
        made = list(graph.review.log())
        assert len(made) >= told
        assert graph.entity("HG").label == made[-1]["name"]
        assert list(graph.validate()) == []
        kept = sorted(map(str, graph.quads()))
    with Store() as again:
        for extraction in (strike(), harbour()):
            again.add(extraction)
        with Graph.open(tmp_path / "graph", write=False) as graph:
            for decision in graph._store.decisions:
                again.decide(decision)
        assert sorted(map(str, again.quads())) == kept
