"""Replays decisions over the entities that the documents gave: who belongs to whom, under which name.

A decision finds its entity by the place that it keeps, else by the IRI, else by a name that once gave the IRI; one whose
entity isn't in the graph has no effect, and has it again when the entity comes back. So the result depends on the
decisions and on the documents that are there, not on the order in which these came.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from kg import ids
from kg.curation.cuts import Cut, parted
from kg.curation.decisions import Decision, Ref
from kg.entities.names import plain
from kg.records import Entity

#: A document's id and the id of an entity in it.
Node = tuple[str, str]

#: The IRI of the canonical entity for each of a document's own.
Ids = Mapping[str, str]


class Known(Protocol):
    """A thing that only the words of claims name."""

    @property
    def id(self) -> str:
        """Its IRI."""

    @property
    def label(self) -> str:
        """How it reads."""


class Head(Protocol):
    """What is known of a document before it is read whole (`kg.store.saved.Head`)."""

    @property
    def document(self) -> str:
        """Its IRI."""

    @property
    def entities(self) -> Sequence[Entity]:
        """Its entities."""

    @property
    def named(self) -> Sequence[Known]:
        """What else its claims name."""


@dataclass(frozen=True, slots=True)
class Before:
    """How a document was linked before a decision, and how many cuts had been made in it."""

    links: Ids
    cuts: int


@dataclass(slots=True)
class Corrected:
    """What decisions did to one document: how it was linked before each, and what was cut in it."""

    before: list[Before] = field(default_factory=list)
    cuts: list[Cut] = field(default_factory=list)


class State:
    """The entities of a graph after some decisions.

    `entities` are the canonical ones by IRI, `groups` the places of each, `documents` what was done to documents,
    `replaced` which IRI stands for one that is no more, `idle` the decisions that had no effect, and why.
    """

    def __init__(
        self, heads: Iterable[Head], links: Mapping[str, Mapping[str, Entity]], known: Iterable[Entity]
    ) -> None:
        """`links` of each document without decisions; `known` are all entities, also those that only words name."""
        self.entities = {entity.id: entity for entity in known}
        self.own: dict[Node, Entity] = {}
        self._read: dict[Node, list[str]] = {}
        self.links: dict[str, dict[str, str]] = {}
        self.groups: dict[str, set[Node]] = defaultdict(set)
        self.documents: dict[str, Corrected] = defaultdict(Corrected)
        self.replaced: dict[str, str] = {}
        self.touched: set[str] = set()
        self.idle: dict[str, str] = {}
        self.merges: list[tuple[Decision, frozenset[Node]]] = []
        self.claims: list[Decision] = []
        self.apart: list[Decision] = []
        self._renamed: set[str] = set()
        for head in heads:
            linked = links[head.document]
            inside = {entity.id: linked[entity.id].id for entity in head.entities if entity.id in linked}
            inside |= {named.id: named.id for named in head.named if named.id not in inside}
            for named in head.named:
                self._read.setdefault((head.document, named.id), []).append(named.label)
            self.links[head.document] = inside
            self.own.update(((head.document, entity.id), entity) for entity in head.entities)
            for local, iri in inside.items():
                self.groups[iri].add((head.document, local))

    # ------------------------------------------------------------------ finding

    def find(self, ref: Ref) -> str | None:
        """The IRI of the canonical entity that is meant, or None if it isn't in the graph."""
        if ref.document and ref.local:
            there = self.links.get(ref.document, {}).get(ref.local)
            if there:
                return there
        return self.current(ref.id)

    def current(self, iri: str) -> str | None:
        """The IRI of the canonical entity for one that may be out of date."""
        if self.groups.get(iri):
            return iri
        if iri in self.replaced:
            return self.current(self.replaced[iri])
        found = {
            self.links[document][local]
            for (document, local), entity in self.own.items()
            if local in self.links[document]
            and (local == iri or any(ids.entity(name) == iri for name in (entity.label, *entity.aliases)))
        }
        return min(found, key=lambda other: (-len(self.groups[other]), other)) if found else None

    def ref(self, iri: str) -> Ref:
        """What a decision keeps of an entity."""
        entity = self.entities[iri]
        document, local = min(self.groups[iri])
        return Ref(id=iri, label=entity.label, type=entity.type, document=document, local=local)

    def names(self, node: Node) -> list[str]:
        """The names of an entity in one document; of one that only the words of claims name, how these read."""
        entity = self.own.get(node)
        if entity is None:
            return self._read.get(node, [])
        return [name for name in (entity.label, entity.acronym, *entity.aliases) if name]

    # ------------------------------------------------------------------ applying

    def apply(self, decision: Decision) -> None:
        """Apply one decision; one without effect is noted in `idle`."""
        refused = self._apply(decision)
        if refused:
            self.idle[decision.id] = refused

    def _apply(self, decision: Decision) -> str | None:
        if decision.kind in ("reject", "accept"):
            self.claims.append(decision)
            return None
        entity = self.find(decision.entity) if decision.entity else None
        if entity is None:
            return f"{decision.entity.label if decision.entity else '?'} is not in the graph now"
        if decision.other is not None:
            other = self.find(decision.other)
            if other is None:
                return f"{decision.other.label} is not in the graph now"
            if decision.kind == "merge":
                return self._merge(decision, entity, other)
        if decision.kind == "split":
            self.apart.append(decision)
            return self._split(decision, entity)
        if decision.kind in ("distinct", "same"):
            self.apart.append(decision)
            return None
        self._describe(decision, entity)
        return None

    def _merge(self, decision: Decision, kept: str, gone: str) -> str | None:
        if kept == gone:
            return "the documents show by themselves that they are one"
        self._remember(self.groups[gone])
        self.merges.append((decision, frozenset(self.groups[gone])))
        self._move(self.groups[gone], kept)
        one, other = self.entities[kept], self.entities.pop(gone)
        parents = [iri for iri in (one.parent, other.parent) if iri not in (None, kept, gone)]
        names = {*one.aliases, other.label, *other.aliases} - {one.label}
        self.entities[kept] = replace(
            one,
            type=other.type if one.type in ("concept", "other") else one.type,
            acronym=one.acronym or other.acronym,
            aliases=tuple(sorted(names)),
            parent=parents[0] if parents else None,
        )
        self.replaced[gone] = kept
        self.touched.add(kept)
        for child in [e for e in self.entities.values() if e.parent == gone]:
            self._put(replace(child, parent=kept))
        return None

    def _split(self, decision: Decision, entity: str) -> str | None:
        assert decision.new
        whole, parts = self.parts(entity, decision.document, decision.alias)
        if not whole and not parts:
            return "nothing of the entity is called so now" if decision.alias else "it is not in that document now"
        if not self.groups[entity] - whole and not parts:
            return "it would be all of the entity now"
        self._remember(whole | parts)
        key = plain(decision.alias or "")
        for document, local in sorted(parts):
            self._cut(document, Cut(local, key, decision.new))
        self._move(whole, decision.new)
        self._rename_parts(entity, decision.new)
        self._choose_parents(entity, decision.new)
        return None

    def parts(self, entity: str, document: str | None, alias: str | None) -> tuple[set[Node], set[Node]]:
        """The places of an entity that a split moves, and those of which it moves what goes under the name."""
        if document is not None:
            return {node for node in self.groups[entity] if node[0] == document}, set()
        key = plain(alias or "")
        whole: set[Node] = set()
        parts: set[Node] = set()
        for node in self.groups[entity]:
            keys = {plain(name) for name in self.names(node)}
            if key in keys:
                (parts if keys - {key} and node in self.own else whole).add(node)
        return whole, parts

    def _describe(self, decision: Decision, iri: str) -> None:
        entity = self.entities[iri]
        if decision.kind == "rename" and decision.name and decision.name != entity.label:
            names = {*entity.aliases, entity.label} - {decision.name}
            entity = replace(entity, label=decision.name, aliases=tuple(sorted(names)))
            self._renamed.add(iri)
        elif decision.kind == "retype" and decision.type:
            entity = replace(entity, type=decision.type)
        self._put(entity)

    # ------------------------------------------------------------------ moving

    def _put(self, entity: Entity) -> None:
        self.entities[entity.id] = entity
        self.touched.add(entity.id)

    def _remember(self, nodes: Iterable[Node]) -> None:
        for document in {document for document, _ in nodes}:
            corrected = self.documents[document]
            corrected.before.append(Before(dict(self.links[document]), len(corrected.cuts)))

    def _move(self, nodes: Iterable[Node], to: str) -> None:
        for document, local in list(nodes):
            self.groups[self.links[document][local]].discard((document, local))
            self.links[document][local] = to
            self.groups[to].add((document, local))

    def _cut(self, document: str, cut: Cut) -> None:
        rest, new = parted(self.own[document, cut.local], cut.key, cut.new)
        self.own[document, cut.local] = rest
        self.own[document, cut.new] = new
        self.documents[document].cuts.append(cut)
        self.links[document][cut.new] = cut.new
        self.groups[cut.new].add((document, cut.new))

    def _rename_parts(self, entity: str, new: str) -> None:
        """After a split, each part goes by the names that its places have."""
        old = self.entities[entity]
        for iri in (entity, new):
            nodes = sorted(self.groups[iri])
            labels = Counter(self.own[node].label for node in nodes if node in self.own)
            names = {name for node in nodes for name in self.names(node)}
            acronyms = Counter(o.acronym for o in map(self.own.get, nodes) if o and o.acronym)
            keeps = iri == entity and (old.label in names or entity in self._renamed)
            label = old.label if keeps or not labels else min(labels, key=lambda n: (-labels[n], -len(n), n))
            self._put(
                replace(
                    old,
                    id=iri,
                    label=label,
                    acronym=min(acronyms, key=lambda a: (-acronyms[a], a)) if acronyms else None,
                    aliases=tuple(sorted(names - {label})),
                )
            )

    def _choose_parents(self, entity: str, new: str) -> None:
        """After a split, what either part is a part of, and which units belong to which, by the documents of each."""
        for iri in (entity, new):
            above = self._above(iri)
            self._put(replace(self.entities[iri], parent=above))
        for child in [e for e in self.entities.values() if e.parent == entity and e.id != new]:
            above = self._above(child.id)
            if above == new:
                self._put(replace(child, parent=new))

    def _above(self, iri: str) -> str | None:
        """The body that most documents say an entity is a part of; as before where none says so."""
        found = Counter[str]()
        for document, local in self.groups[iri]:
            own = self.own.get((document, local))
            parent = self.links[document].get(own.parent) if own and own.parent else None
            if parent and parent != iri:
                found[parent] += 1
        return min(found, key=lambda p: (-found[p], p)) if found else None


def replay(state: State, decisions: Iterable[Decision]) -> State:
    """The state after these decisions, in their order."""
    for decision in decisions:
        state.apply(decision)
    return state
