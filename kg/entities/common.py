"""Things that documents only describe: "customs officer" is one concept wherever it stands, and needs no comparing.

They are most of what documents speak of. The id of each is made of its words, and stays.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from kg.entities.profiles import KIND
from kg.records import Entity, EntityType


def is_described(entity: Entity) -> bool:
    """Whether an entity is a description without any name."""
    label = entity.label
    return label.islower() and not entity.aliases and not entity.acronym and not entity.parent


class Common:
    """How often documents describe each thing, in which words, and as what."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, str, EntityType]] = Counter()

    def add(self, entity: Entity) -> None:
        """Count one document's description."""
        self._counts[entity.id, entity.label, entity.type] += 1

    def entities(self) -> Iterator[tuple[Entity, int]]:
        """Each thing as most documents have it, and how many do. Its type is the most frequent that says something."""
        by_id: dict[str, list[tuple[str, EntityType, int]]] = defaultdict(list)
        for (iri, label, kind), count in self._counts.items():
            by_id[iri].append((label, kind, count))
        for iri, told in by_id.items():
            if len(told) == 1:
                label, kind, count = told[0]
                yield Entity(id=iri, label=label, type=kind), count
                continue
            labels, types = Counter[str](), Counter[EntityType]()
            for label, kind, count in told:
                labels[label] += count
                types[kind] += count
            label = min(labels, key=lambda n, counts=labels: (-counts[n], len(n), n))  # type: ignore[misc]
            yield Entity(id=iri, label=label, type=most(types)), labels.total()


def most(counts: Counter[EntityType]) -> EntityType:
    """The most frequent type, but "concept" only where there is no other; the first of the alphabet among equals."""
    telling = {t: n for t, n in counts.items() if t != "concept"} or counts
    return min(telling, key=lambda t: (-telling[t], t))


def is_one(described: Entity, named: Entity) -> bool:
    """Whether what is described and what is named by the same words are one: of one kind, or the name of none."""
    return named.type == "concept" or KIND[described.type] == KIND[named.type]
