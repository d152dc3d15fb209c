"""What tells that entities of one name are several: a senator and a sister, units of two armies."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterable, Sequence

from kg.entities.names import canonical, plain
from kg.lexicon import table, words
from kg.records import Entity

#: A document's id and the id of an entity in it.
Node = tuple[str, str]

_WHOLES_MAX = 8


def compatible(nodes: Sequence[Node], found: dict[Node, Entity]) -> list[list[Node]]:
    """Entities of one name, parted where what is known of them conflicts. Those of which nothing is known go with the
    others only if these are one.
    """
    if len(nodes) < 2:
        return [list(nodes)]
    parts = [list(nodes)]
    for facts in (_sexes, _walks, _wholes):
        parts = [p for part in parts for p in _parted([(node, facts(node, found)) for node in part])]
    return parts


def _parted(nodes: list[tuple[Node, frozenset[str]]]) -> list[list[Node]]:
    """The nodes by their facts: two that share one are together, and so on."""
    leader: dict[str, str] = {}

    def root(fact: str) -> str:
        while leader.setdefault(fact, fact) != fact:
            fact = leader[fact]
        return fact

    for _, facts in nodes:
        roots = sorted({root(fact) for fact in facts})
        for other in roots[1:]:
            leader[other] = roots[0]
    by_root: dict[str, list[Node]] = defaultdict(list)
    for node, facts in nodes:
        by_root[root(min(facts)) if facts else ""].append(node)
    several = len(by_root.keys() - {""}) > 1
    return list(by_root.values()) if several else [[node for node, _ in nodes]]


@functools.lru_cache(maxsize=4096)
def _titles(entity: Entity) -> frozenset[str]:
    """The words before a person's name in its aliases: "senator" of "Senator Lind"."""
    if entity.type != "person":
        return frozenset()
    last = entity.label.rpartition(" ")[2]
    before = [alias.removesuffix(last).lower().replace(".", "").split() for alias in entity.aliases if " " in alias]
    return frozenset(word for parts in before for word in parts)


def _sexes(node: Node, found: dict[Node, Entity]) -> frozenset[str]:
    said = _titles(found[node])
    return frozenset(sex for sex in ("male", "female") if said & words("titles", sex))


def _walks(node: Node, found: dict[Node, Entity]) -> frozenset[str]:
    said = _titles(found[node])
    return frozenset(walk for walk, titles in table("titles")["walks"].items() if not said.isdisjoint(titles))


def _wholes(node: Node, found: dict[Node, Entity]) -> frozenset[str]:
    """The names of what a unit, or a body without a name of its own, is a part of, up to the top."""
    entity = found[node]
    if entity.type not in ("unit", "agency") or (entity.type == "agency" and entity.acronym) or canonical(entity.label):
        return frozenset()
    names: set[str] = set()
    for _ in range(_WHOLES_MAX):
        above = found.get((node[0], entity.parent or ""))
        if above is None:
            break
        names.update(_names(above))
        entity = above
    return frozenset(names)


def _names(entity: Entity) -> Iterable[str]:
    return (plain(n) for n in (entity.label, entity.acronym, *entity.aliases, canonical(entity.label)) if n)
