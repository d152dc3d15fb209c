"""Whether memory stays flat however many documents are read: the memory of one process after 1,000, 2,000 … of them.

    python bench/memory.py [--documents N] [--minutes M]

Every document is short, and new to the process: its sentences are made from templates with names, places and numbers
that hardly any other has. What the second half of them adds a document is shown beside its limit.
"""

from __future__ import annotations

import argparse
import gc
import itertools
import random
import time
from collections.abc import Iterator
from pathlib import Path

SHOWN = (1_000, 2_000, 5_000, 10_000)
#: Kilobytes that a document may add. The model's record of a document's new words would take two, its tree forty;
#: caches of names that are bounded, but not yet full, take less.
LIMIT = 1.0

TEMPLATES = (
    "{person}, head of the {body} ({short}), said that the {short} will send {number} inspectors to {place}.",
    "The {body} seized {number} boats near {place} in {year}.",
    "According to {person}, smugglers in {place} used {number} stolen lorries.",
    "{person} denied that the {body} had closed the road to {place} in {year}.",
)
BODIES = ("Agency", "Board", "Authority", "Council", "Bureau", "Commission")
SYLLABLES = ("ba", "cor", "del", "fin", "gol", "har", "jin", "kel", "lor", "mas", "nev", "pol", "quen", "ros", "tav")


def documents() -> Iterator[str]:
    """Short documents without end, the same in every run."""
    chance = random.Random(7)

    def name() -> str:
        return "".join(chance.choice(SYLLABLES) for _ in range(chance.randint(2, 4))).capitalize()

    while True:
        body = f"{name()} {name()} {chance.choice(BODIES)}"
        known = {"body": body, "short": "".join(word[0] for word in body.split())}
        yield " ".join(
            template.format(
                person=f"{name()} {name()}",
                place=name(),
                number=chance.randint(2, 9_999),
                year=chance.randint(1990, 2024),
                **known,
            )
            for template in TEMPLATES
        )


def resident() -> float:
    """Megabytes of memory that this process has now."""
    gc.collect()
    kilobytes = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmRSS"))
    return int(kilobytes.split()[1]) / 1_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=SHOWN[-1])
    parser.add_argument("--minutes", type=float, default=3.0, help="stop reading after so long")
    args = parser.parse_args()
    import kg

    kg.extract(next(documents()))
    measured = [(0, resident())]
    end = time.monotonic() + 60 * args.minutes
    for k, text in enumerate(itertools.islice(documents(), args.documents), 1):
        kg.extract(text)
        late = time.monotonic() > end
        if k in SHOWN or late or k == args.documents:
            measured.append((k, resident()))
            print(f"{k:>6} documents {measured[-1][1]:8.1f} MB", flush=True)
        if late:
            break
    last, now = measured[-1]
    half, before = max((m for m in measured if m[0] <= last / 2), default=measured[0])
    added = 1_000 * (now - before) / (last - half)
    print(f"{added:.2f} kB a document after the first {half}   <= {LIMIT} kB   {'ok' if added <= LIMIT else 'MISSED'}")


if __name__ == "__main__":
    main()
