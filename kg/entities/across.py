"""Which entities of several documents are one, by names, acronyms and types; the order of the documents is all one.

Entities are compared only where they share a key (a name without its small differences, an acronym), so the work
grows with their number. Homonyms of different kinds stay apart: Lincoln the city and Lincoln the president.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from kg import ids
from kg.entities.evidence import Node, compatible
from kg.entities.names import acronym_key, canonical, is_acronym, plain, unwrapped
from kg.records import Entity, EntityType

#: Types that one entity can have in different documents.
_KIND: dict[EntityType, str] = {
    "agency": "body",
    "unit": "body",
    "group": "body",
    "person": "person",
    "place": "place",
    "facility": "place",
    "law": "text",
    "document": "text",
    "operation": "operation",
    "substance": "substance",
    "time": "time",
    "other": "other",
    "concept": "concept",
}


def unify(documents: Sequence[tuple[str, Iterable[Entity]]]) -> dict[Node, Entity]:
    """For each document's id and each id of an entity in it, the entity that stands for it in all documents."""
    found = {(document, entity.id): entity for document, entities in documents for entity in entities}
    nodes = sorted(found)
    groups = _Groups(nodes)
    _by_name(nodes, found, groups)
    _by_last_name(nodes, found, groups)
    _by_acronym(nodes, found, groups)
    clusters: dict[Node, list[Node]] = defaultdict(list)
    for node in nodes:
        clusters[groups.root(node)].append(node)
    merged = _distinct({root: _merge([found[n] for n in inside]) for root, inside in clusters.items()})
    parents = {root: _parent(inside, found, groups, merged) for root, inside in clusters.items()}
    final = {root: replace(entity, parent=parents[root]) for root, entity in merged.items()}
    return {node: final[groups.root(node)] for node in nodes}


class _Groups:
    """Union-find; the least node stands for its group."""

    def __init__(self, nodes: Iterable[Node]) -> None:
        self._parent = {node: node for node in nodes}

    def root(self, node: Node) -> Node:
        while self._parent[node] != node:
            self._parent[node] = self._parent[self._parent[node]]
            node = self._parent[node]
        return node

    def link(self, a: Node, b: Node) -> None:
        first, second = sorted((self.root(a), self.root(b)))
        self._parent[second] = first


def _is_proper(entity: Entity) -> bool:
    return any(c.isupper() for c in entity.label)


def _keys(entity: Entity) -> set[str]:
    """The keys under which an entity may meet itself: its label, and its long names where it has an acronym."""
    keys = {plain(entity.label)}
    known = canonical(entity.label)
    if known:
        keys.add(plain(known))
    if _KIND[entity.type] in ("body", "operation", "text"):
        keys.add(unwrapped(plain(entity.label)))
        keys.update(plain(a) for a in entity.aliases if " " in a and not is_acronym(a))
    return {k for k in keys if k}


def _by_name(nodes: list[Node], found: dict[Node, Entity], groups: _Groups) -> None:
    """Equal names of one kind, unless what else is known of them conflicts; a name of no particular kind joins the
    only kind that has it.
    """
    by_key: dict[tuple[str, str], list[Node]] = defaultdict(list)
    kinds: dict[str, set[str]] = defaultdict(set)
    for node in nodes:
        kind = _KIND[found[node].type]
        for key in _keys(found[node]):
            kinds[key].add(kind)
            by_key[kind, key].append(node)
    for same in by_key.values():
        for part in compatible(same, found):
            for node in part[1:]:
                groups.link(part[0], node)
    unclear: dict[tuple[str, str], list[Node]] = {}
    for node in nodes:
        entity = found[node]
        if entity.type == "concept" and _is_proper(entity):
            key = plain(entity.label)
            others = kinds[key] - {"concept"}
            if len(others) == 1:
                unclear.setdefault((others.pop(), key), []).append(node)
    for named, concepts in unclear.items():
        if len({groups.root(node) for node in by_key[named]}) == 1:
            for node in concepts:
                groups.link(by_key[named][0], node)


def _by_last_name(nodes: list[Node], found: dict[Node, Entity], groups: _Groups) -> None:
    """A person's last name alone, where all documents know but one person of that name."""
    full: dict[str, list[Node]] = defaultdict(list)
    alone: dict[str, list[Node]] = defaultdict(list)
    for node in nodes:
        if found[node].type == "person":
            parts = plain(found[node].label).split()
            (full if len(parts) > 1 else alone)[parts[-1]].append(node)
    for name, short in alone.items():
        meant = full.get(name, [])
        if len({groups.root(node) for node in meant}) == 1 and len(compatible([*meant, *short], found)) == 1:
            for node in short:
                groups.link(meant[0], node)


def _by_acronym(nodes: list[Node], found: dict[Node, Entity], groups: _Groups) -> None:
    """An acronym that one document uses and another defines, where all that define it mean one entity."""
    defined: dict[str, set[Node]] = defaultdict(set)
    for node in nodes:
        entity = found[node]
        if entity.acronym and not is_acronym(entity.label):
            defined[acronym_key(entity.acronym)].add(groups.root(node))
    for node in nodes:
        entity = found[node]
        if not is_acronym(entity.label) or _KIND[entity.type] not in ("body", "concept", "operation"):
            continue
        meant = {groups.root(n) for n in defined.get(acronym_key(entity.label), ())}
        if len(meant) == 1:
            groups.link(next(iter(meant)), node)


def _merge(entities: list[Entity]) -> Entity:
    """One entity of several: what most say, all their names."""
    proper = [e for e in entities if not is_acronym(e.label)] or entities
    label = _most(e.label for e in proper)
    kind: EntityType = _most_type([e for e in entities if e.type != "concept"] or entities)
    acronyms = [e.acronym for e in entities if e.acronym]
    names = {n for e in entities for n in (e.label, *e.aliases)} - {label}
    return Entity(
        id=ids.entity(label),
        label=label,
        type=kind,
        acronym=_most(acronyms) if acronyms else None,
        aliases=tuple(sorted(names)),
    )


def _most(values: Iterable[str]) -> str:
    """The most frequent; then the longest; then the first of the alphabet."""
    counts = Counter(values)
    return min(counts, key=lambda v: (-counts[v], -len(v), v))


def _most_type(entities: list[Entity]) -> EntityType:
    counts = Counter(e.type for e in entities)
    return min(counts, key=lambda t: (-counts[t], t))


def _distinct(merged: dict[Node, Entity]) -> dict[Node, Entity]:
    """The same with different ids for homonyms: after the first of a label, by the alphabet of types, each gets its
    type, and a number if that is taken too.
    """
    by_id: dict[str, list[tuple[str, Node]]] = defaultdict(list)
    for root, entity in merged.items():
        by_id[entity.id].append((entity.type, root))
    result = dict(merged)
    for homonyms in by_id.values():
        times: Counter[str] = Counter()
        for kind, root in sorted(homonyms)[1:]:
            times[kind] += 1
            name = f"{merged[root].label} {kind}" + (f" {times[kind]}" if times[kind] > 1 else "")
            result[root] = replace(merged[root], id=ids.entity(name))
    return result


def _parent(inside: list[Node], found: dict[Node, Entity], groups: _Groups, merged: dict[Node, Entity]) -> str | None:
    """The body that most documents say it is a part of; never itself."""
    above: list[str] = []
    own = merged[groups.root(inside[0])].id
    for node in inside:
        parent = found[node].parent
        if parent and (node[0], parent) in found:
            iri = merged[groups.root((node[0], parent))].id
            if iri != own:
                above.append(iri)
    return _most(above) if above else None
