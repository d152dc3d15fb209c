"""How fast `kg serve` answers: questions one after another, then a mix of requests from several clients at once.

    python bench/serve.py GRAPH [--claims N] [--requests N] [--clients N] [--seconds N]

GRAPH is a folder that `bench/scale.py --folder` made, with so many claims. All requests go to a server on 127.0.0.1 that is
started here and stopped at the end; there are at most N of them, for at most so many seconds.
"""

from __future__ import annotations

import argparse
import itertools
import random
import statistics
import subprocess
import sys
import threading
import time
from collections import Counter
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote, urlsplit

from scale import QUESTIONS, known, show

from kg import ids

#: Milliseconds within which 95 of 100 questions to a warm server are to be answered.
LIMIT = 50.0
LOOKUP = "SELECT ?claim ?label WHERE {{ GRAPH ?g {{ ?claim rdf:subject <{}> ; rdfs:label ?label }} }} LIMIT 50"


class Client:
    """One connection to a server."""

    def __init__(self, root: str) -> None:
        parts = urlsplit(root)
        assert parts.hostname == "127.0.0.1"
        self._connection = HTTPConnection(parts.hostname, parts.port, timeout=60)

    def get(self, path: str) -> tuple[int, float]:
        """The status of an answer and the milliseconds that it took."""
        start = time.perf_counter()
        self._connection.request("GET", path, headers={"Accept": "application/json, text/html;q=0.5"})
        answer = self._connection.getresponse()
        answer.read()
        return answer.status, (time.perf_counter() - start) * 1000


def questions(claims: int) -> list[str]:
    """Paths of questions about what is in many claims and in few."""
    return [f"/ask?q={quote(text.format(**names))}" for names in known(claims) for text in QUESTIONS]


def mixed(claims: int) -> list[str]:
    """Paths of questions, pages and queries."""
    labels = [label for names in known(claims) for label in names.values()]
    things = [ids.entity(label) for label in labels]
    pages = [f"/{iri.removeprefix(ids.BASE)}?format=html" for iri in things]
    lookups = [f"/sparql?query={quote(LOOKUP.format(iri))}" for iri in things]
    return [*questions(claims), *pages, *lookups]


def percentile(times: list[float], part: float) -> float:
    """The time within which so large a part of all is."""
    return sorted(times)[min(len(times) - 1, int(part * len(times)))]


def alone(root: str, claims: int, most: int) -> None:
    """Ask one question after another, each once before it is timed."""
    client = Client(root)
    paths = questions(claims)
    for path in paths:
        client.get(path)
    found = [client.get(path) for path in itertools.islice(itertools.cycle(paths), most)]
    times = [time for _, time in found]
    assert {status for status, _ in found} == {200}
    show(f"/ask, median of {len(times)}", statistics.median(times), "ms")
    p95 = percentile(times, 0.95)
    show("/ask, 95th percentile", p95, "ms", f"< {LIMIT:.0f}", p95 < LIMIT)


def together(root: str, claims: int, clients: int, seconds: float, most: int) -> None:
    """Several clients, each asking as fast as it is answered."""
    paths = mixed(claims)
    found: list[tuple[int, float]] = []
    left = itertools.count()
    end = time.monotonic() + seconds

    def work(seed: int) -> None:
        client, order = Client(root), random.Random(seed)
        while time.monotonic() < end and next(left) < most:
            found.append(client.get(order.choice(paths)))

    start = time.monotonic()
    threads = [threading.Thread(target=work, args=(seed,)) for seed in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.monotonic() - start
    counts = Counter(status for status, _ in found)
    good = [time for status, time in found if status == 200]
    show(f"{clients} clients: answers a second", len(good) / took)
    show(f"{clients} clients: 95th percentile", percentile(good, 0.95), "ms")
    show(f"{clients} clients: refused as busy (503)", counts[503])
    odd = len(found) - counts[200] - counts[503]
    show(f"{clients} clients: other answers", odd, "", "0", odd == 0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("graph", type=Path)
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--requests", type=int, default=1000)
    parser.add_argument("--clients", type=int, default=16)
    parser.add_argument("--seconds", type=float, default=20)
    given = parser.parse_args()
    kg = str(Path(sys.executable).with_name("kg"))
    command = [kg, "serve", "--graph", str(given.graph), "--port", "0"]
    start = time.monotonic()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout
            root = server.stdout.readline().strip()
            show("seconds to start", time.monotonic() - start, "s")
            alone(root, given.claims, given.requests)
            together(root, given.claims, given.clients, given.seconds, given.requests)
        finally:
            server.terminate()


if __name__ == "__main__":
    main()
