"""Builds that are killed at any moment: the next one makes the graph that an undisturbed one makes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from kg.store import Store

TEXTS = {
    "ferry.txt": "The Harbour Guard (HG) inspected 40 ships in 2021. Mayor Ada Lind denied that the Guard sank a ferry.",
    "divers.txt": "HG hired six divers in May. The divers will search Skerry Bay, HG said.",
    "strike.txt": "Dockers sued the Harbour Guard. The Harbour Guard did not hire the dockers.",
    "night.txt": "The Night Unit is part of the Harbour Guard. Lind praised the Night Unit.",
}

#: Builds in processes of their own, forked from one that has loaded the model and nothing of the store. Each of the
#: later folders sees a build killed at random moments, again and again, before one may end.
BUILDER = """
import os, random, signal, sys, time
from kg.annotate.models import chosen, load
from kg.graph import Graph

def build(folder, kill_after=None):
    child = os.fork()
    if not child:
        with Graph.open(folder) as graph:
            list(graph.build(files))
        os._exit(0)
    if kill_after is not None:
        time.sleep(kill_after)
        os.kill(child, signal.SIGKILL)
    return os.waitpid(child, 0)[1]

load(chosen())
undisturbed, *folders = sys.argv[1].split(",")
files = sys.argv[2:]
start = time.monotonic()
assert build(undisturbed) == 0
whole = time.monotonic() - start
moments, killed = random.Random(7), 0
for folder in folders:
    for _ in range(3):
        killed += build(folder, moments.uniform(0, whole)) != 0
    assert build(folder) == 0
print(killed)
"""


def test_killed_builds_are_made_good(tmp_path: Path) -> None:
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    folders = [tmp_path / name for name in ("undisturbed", "killed", "again")]
    arguments = [",".join(map(str, folders)), *(str(tmp_path / name) for name in TEXTS)]
    done = subprocess.run([sys.executable, "-c", BUILDER, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) >= 1
    dumps = []
    for folder in folders:
        with Store(folder, write=False) as store:
            dumps.append(store.dump())
    assert len(dumps[0].splitlines()) > 100
    assert dumps[1:] == dumps[:1] * 2
