"""Several processes build the same graph as one, and none that dies takes anything with it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

import kg
from kg.ingest import from_text
from kg.processes import Process
from kg.workers import _asked

TEXTS = [f"The Dock Board hired {k + 2} pilots. Maria Osei said that it will hire more." for k in range(9)]


@pytest.fixture
def worker():
    worker = Process("kg.workers", "")
    yield worker
    worker.stop()


def dump(graph):
    return sorted(map(str, graph.quads()))


def test_the_graph_is_the_same(tmp_path):
    texts = [*TEXTS, TEXTS[0], ""]  # two files of one text, and one that can't be read
    for k, text in enumerate(texts):
        (tmp_path / f"{k:02}.txt").write_text(text)
    files = sorted(map(str, tmp_path.iterdir()), reverse=True)
    made = []
    for workers in (1, 2):
        with kg.open() as graph:
            results = [built.to_json() for built in graph.build(files, workers=workers)]
            made.append((results, dump(graph)))
    assert made[0] == made[1]
    assert [bool(result["error"]) for result in made[0][0]] == [True] + 10 * [False]


def test_a_process_that_dies_costs_one_document_and_is_replaced(worker):
    first, second = (from_text(text, origin=f"{k}.txt") for k, text in enumerate(TEXTS[:2]))
    found = worker.ask(first)
    os.kill(worker._process.pid, signal.SIGKILL)
    error = _asked(worker, second)
    assert isinstance(error, kg.InputError)
    assert "1.txt: the process that read it was killed (SIGKILL)" in str(error)
    assert worker.ask(first) == found


def test_a_process_that_can_not_start_is_an_error(tmp_path, monkeypatch):
    with kg.open() as graph, pytest.raises(kg.ModelError, match="unknown model"):
        list(graph.build([__file__], model="en_core_web_xxl", workers=2))
    (tmp_path / "spacy.py").write_text("raise SystemExit(7)")
    monkeypatch.syspath_prepend(tmp_path)
    with kg.open() as graph, pytest.raises(kg.KgError, match="ended with status 7 before its first document"):
        list(graph.build([__file__], workers=2))


def test_the_script_of_the_user_runs_once(tmp_path):
    (tmp_path / "main.py").write_text("import kg\nprint('once')\nprint(len(kg.open().add('text.txt', workers=2)))\n")
    (tmp_path / "pickle.py").write_text("raise SystemExit('a file in the folder is no module')")
    (tmp_path / "text.txt").write_text(TEXTS[0])
    run = subprocess.run([sys.executable, "-P", "main.py"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (run.stdout, run.stderr) == ("once\n1\n", "")
