"""How unifying entities across documents grows: time and memory for 1,000, 10,000 and 100,000 made-up documents.

    python bench/entities.py [--documents 1000 10000 100000]

Documents are made as heads only (their entities; nothing is parsed), with the distributions of news: few entities are in
many documents and most in few, descriptions outnumber names, last names and acronyms have several bearers, and a document
calls an entity by its full name, its last name or its acronym. Each size runs in a process of its own. `one more` is what
linking takes for a document that is added to those that are there.
"""

from __future__ import annotations

import argparse
import itertools
import random
import resource
import subprocess
import sys
import time
from bisect import bisect
from collections.abc import Iterator, Sequence

from kg import ids
from kg.entities.across import Unified
from kg.entities.traits import Traits, traits
from kg.lexicon import table
from kg.records import Entity, EntityType

#: Names and descriptions in a document, drawn by rank: the chance of the k-th is proportional to 1 / (k + 3).
NAMES, DESCRIPTIONS = 14, 26
#: Of 1,000 entities, so many are of a kind.
KINDS: dict[EntityType, int] = {"person": 500, "agency": 280, "place": 150, "operation": 40, "unit": 30}
SYLLABLES = ("ar", "bel", "cor", "dan", "el", "far", "gor", "hal", "is", "jor", "kal", "lin", "mor", "nor", "os", "per")
WALKS = ("Senator", "Bishop", "General", "Professor", "Judge")


class World:
    """Entities by rank, and what documents say of them."""

    def __init__(self, size: int) -> None:
        self._random = random.Random(7)
        given = sorted(name for names in table("given_names").values() for name in names if name.isalpha())
        self._given = given[:400]
        kinds = [kind for kind, share in KINDS.items() for _ in range(share)]
        self._entities = [self._made(kinds[self._random.randrange(1000)], k) for k in range(size)]
        self._things = [f"{self._word()} {self._word()}" for _ in range(size * 4)]
        self._weights = {n: list(itertools.accumulate(1 / (k + 3) for k in range(n))) for n in (size, size * 4)}

    def _word(self) -> str:
        return "".join(self._random.choice(SYLLABLES) for _ in range(self._random.choice((2, 2, 3))))

    def _made(self, kind: EntityType, k: int) -> tuple[EntityType, str, str]:
        """A kind, a name, and a title or an acronym. Of people, last names come in a thousand forms."""
        if kind == "person":
            last = f"{SYLLABLES[k % 16]}{SYLLABLES[(k // 16) % 16]}{SYLLABLES[(k // 256) % 4]}".title()
            return kind, f"{self._random.choice(self._given).title()} {last}", self._random.choice((*WALKS, *[""] * 9))
        if kind == "place":
            return kind, self._word().title(), ""
        head = {"agency": "Agency", "unit": "Task Force", "operation": "Operation"}[kind]
        words = [self._word().title() for _ in range(2)]
        name = f"Operation {words[0]}" if kind == "operation" else f"{words[0]} {words[1]} {head}"
        return kind, name, "".join(w[0] for w in name.split()) if kind != "operation" else ""

    def documents(self, number: int, seed: int = 0) -> Iterator[tuple[str, Sequence[Entity], dict[str, Traits]]]:
        """Heads of documents: the same for the same numbers."""
        chance = random.Random(seed)
        for k in range(number):
            found: dict[str, Entity] = {}
            for _ in range(NAMES):
                entity = self._called(self._entities[self._drawn(chance, len(self._entities))], chance)
                found.setdefault(entity.id, entity)
            for _ in range(DESCRIPTIONS):
                label = self._things[self._drawn(chance, len(self._things))]
                iri = ids.entity(label)
                found.setdefault(iri, Entity(id=iri, label=label, type="concept"))
            entities = tuple(found.values())
            yield f"https://example.org/doc/{seed}/{k}", entities, traits(entities)

    def _drawn(self, chance: random.Random, size: int) -> int:
        weights = self._weights[size]
        return min(bisect(weights, chance.random() * weights[-1]), size - 1)

    def _called(self, entity: tuple[EntityType, str, str], chance: random.Random) -> Entity:
        kind, name, extra = entity
        label, aliases, acronym = name, [], None
        if kind == "person":
            last = name.split()[-1]
            label = last if chance.random() < 0.12 else name
            if extra and chance.random() < 0.4:
                aliases.append(f"{extra} {name}")
            if label == name and chance.random() < 0.5:
                aliases.append(last)
        elif extra:
            label = extra if chance.random() < 0.25 else name
            acronym = extra if label == name and chance.random() < 0.5 else None
            aliases += [acronym] if acronym else []
        return Entity(id=ids.entity(label), label=label, type=kind, acronym=acronym, aliases=tuple(aliases))


def measure(number: int) -> None:
    """Print a line of figures for so many documents."""
    world = World(max(2000, number // 2))
    began = time.process_time()
    made = sum(len(entities) for _, entities, _ in world.documents(number))
    making = time.process_time() - began
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    began = time.process_time()
    unified = Unified(world.documents(number))
    seconds = time.process_time() - began - making
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 - before
    profiles, entities = unified.size
    began = time.process_time()
    joined, apart = unified.joined(), unified.apart()
    why = time.process_time() - began
    print(
        f"{number:>9,} {made:>11,} {profiles:>10,} {entities:>10,} {len(joined):>8,} {len(apart):>8,} "
        f"{seconds:>8.1f} {1e6 * seconds / made:>8.1f} {why:>6.1f} {memory:>9.0f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--documents", type=int, nargs="+", default=[1000, 10_000, 100_000])
    parser.add_argument("--alone", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.alone:
        measure(given.alone)
        return
    print(
        "documents    entities   profiles    unified   joined    apart  seconds   us each  why s  memory MB", flush=True
    )
    for number in given.documents:
        subprocess.run([sys.executable, __file__, "--alone", str(number)], check=True)


if __name__ == "__main__":
    main()
