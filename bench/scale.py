"""How size is borne: graphs of 10,000, 100,000 … claims of a made-up world (`bench/world.py`) are loaded and asked.

    python bench/scale.py [--claims 10000 100000] [--folder DIR] [--rounds N]

A graph that is in the folder already is used again. Each figure is shown beside its limit; ratios are taken in one run,
against the peer named with them. Limits that are ratios hold wherever this runs; those in milliseconds, on a laptop.
"""

from __future__ import annotations

import argparse
import functools
import itertools
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from world import World, documents

from kg.graph import Graph
from kg.rdf.vocabulary import name
from kg.records import Extraction
from kg.store import Store, named

#: A document of the same world that no graph has.
ANOTHER = 7
#: Beside the entity that most claims are about, one that few are.
RARE = 200
#: Queries that give all that is said of something, or all that it says.
HUB = ("who-said", "what-does", "statements-by-source")
QUESTIONS = (
    "what does {body} do",
    "who is {person}",
    "what is {body}",
    "what did {person} say about {body}",
    "what did {body} seize in {place}",
    "who denied that {body} seized old maps",
    "how many stolen boats did {body} seize in 2021",
    "when did {body} close new boats",
    "where did {body} search hidden rifles",
    "which units does {body} have",
    "what is {unit} part of",
    "what does {body} plan to do",
    "did {body} ban illegal cables",
    "who bought foreign engines in {place}",
    "who destroyed the cathedral",
)


def show(what: str, value: float, unit: str = "", limit: str = "", ok: bool | None = None) -> None:
    verdict = "" if ok is None else "ok" if ok else "MISSED"
    print(f"  {what:58} {value:12,.2f} {unit:3} {limit:>9} {verdict}", flush=True)


def timed(action: Callable[[], Any]) -> float:
    """Seconds that an action takes."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def size(folder: Path) -> int:
    """Bytes of the files in a folder."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


# ---------------------------------------------------------------------- loading


def load(folder: Path, claims: int, beside: Path) -> None:
    """Make a graph with two processes, and load the same quads with Oxigraph alone, which uses several threads."""
    with Store(folder) as store:
        made = timed(lambda: save(store, documents(claims)))
        print(f"  {made:.0f} s to make and save the extractions", flush=True)
        settled = timed(lambda: store.settle(workers=2))
        dump = beside / "quads.nq"
        store._rdf.dump(str(dump), ox.RdfFormat.N_QUADS)
    bulk = timed(lambda: ox.Store(str(beside / "peer")).bulk_load(path=str(dump), format=ox.RdfFormat.N_QUADS))
    dump.unlink()
    shutil.rmtree(beside / "peer")
    show("claims a second, loaded", claims / settled)
    show("speed of loading / pyoxigraph's bulk_load", bulk / settled, "", ">= 0.7", bulk / settled >= 0.7)


def save(store: Store, found: Iterable[Extraction]) -> None:
    for extraction in found:
        store.add(extraction)


def disk(folder: Path) -> None:
    with Store(folder, write=False) as store:
        quads = len(store._rdf)
        statements = sum(1 for _ in store._rdf.quads_for_pattern(None, name("kg:claim"), None, None))
    per = {part: size(folder / part) / quads for part in ("store", "documents")}
    per["index.sqlite"] = (folder / "index.sqlite").stat().st_size / quads
    show("quads a statement", quads / statements)
    for part, bytes_ in per.items():
        show(f"bytes a quad, {part}", bytes_)
    whole = sum(per.values())
    show("bytes a quad, all", whole, "", "< 400", whole < 400)


# ---------------------------------------------------------------------- asking


def known(claims: int) -> Iterator[dict[str, str]]:
    """Names to ask about: of what is in a large part of all claims, and of what is in few."""
    world = World(claims)
    for at in (0, 3, RARE):
        kinds = {"body": world.bodies, "person": world.people, "place": world.places, "unit": world.units}
        yield {kind: some[min(at, len(some) - 1)].entity.label for kind, some in kinds.items()}


def cold(folder: Path, claims: int, rounds: int) -> float:
    """Seconds of a whole process that is asked one thing."""
    kg = str(Path(sys.executable).with_name("kg"))
    question = QUESTIONS[0].format(**next(known(claims)))
    command = [kg, "ask", "--graph", str(folder), question]
    return statistics.median(timed(lambda: subprocess.run(command, capture_output=True)) for _ in range(rounds))


def warm(folder: Path, claims: int, rounds: int) -> None:
    first: list[float] = []
    times: dict[str, list[float]] = {}
    with Graph.open(folder, write=False) as graph:
        for names in known(claims):
            for question in QUESTIONS:
                ask = functools.partial(graph.ask, question.format(**names))
                first.append(1_000 * timed(ask))
                times.setdefault(question, []).append(1_000 * statistics.median(timed(ask) for _ in range(rounds)))
    every = sorted(itertools.chain.from_iterable(times.values()))
    show("question asked for the first time, median", statistics.median(first), "ms")
    show("warm ask, median", statistics.median(every), "ms")
    p95 = every[int(0.95 * len(every))]
    show("warm ask, 95th percentile", p95, "ms", "< 50", p95 < 50)
    for question, some in sorted(times.items(), key=lambda item: -max(item[1]))[:4]:
        show(f"slowest: {question}", max(some), "ms")


def queries(folder: Path, claims: int) -> None:
    """The named queries that look something up: for what little is said of; then some for a hub, which read much."""
    names = list(known(claims))
    with Graph.open(folder, write=False) as graph:
        document = next(graph.documents())["id"]
        slowest = 0.0
        for query in named.names():
            asked = named.load(query)
            kinds = set(asked.parameters.values())
            if not kinds or kinds - {"entity", "document"}:
                continue  # it lists what a whole graph has, or what has some words
            values = {
                key: document if kind == "document" else names[-1]["body"] for key, kind in asked.parameters.items()
            }
            ask = functools.partial(graph.named_query, query, values)
            took = 1_000 * min(timed(ask) for _ in range(4))
            slowest = max(slowest, took)
            if took > 20:
                show(f"query {query}", took, "ms")
        for query in HUB:
            ask = functools.partial(graph.named_query, query, {"entity": names[0]["body"]})
            show(f"query {query}, of a hub", 1_000 * timed(ask), "ms")
    show("named query that looks something up, slowest", slowest, "ms", "< 100", slowest < 100)


def another(folder: Path) -> None:
    """What one more document costs, and taking it away again."""
    extraction = next(documents(ANOTHER))
    with Store(folder) as store:
        store.add(extraction)
        show("one more document", timed(store.settle), "s")
        store.remove(extraction.document.id)
        show("one less", timed(store.settle), "s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    args = parser.parse_args()
    first = 0.0
    with tempfile.TemporaryDirectory() as beside:
        home = args.folder or Path(beside)
        for claims in args.claims:
            print(f"{claims:,} claims")
            folder = home / f"graph-{claims}"
            if not folder.exists():
                load(folder, claims, Path(beside))
            disk(folder)
            took = cold(folder, claims, args.rounds)
            first = first or took
            show("cold kg ask", 1_000 * took, "ms")
            show(f"cold kg ask / the same at {args.claims[0]:,} claims", took / first, "", "<= 2", took / first <= 2)
            warm(folder, claims, args.rounds)
            queries(folder, claims)
            another(folder)


if __name__ == "__main__":
    main()
