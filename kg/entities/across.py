"""Which entities of several documents are one, and why; the order of the documents is all one.

What documents say of an entity is reduced to profiles (`profiles`), profiles are joined where a rule says that they are
of one entity (`joining`) and nothing that is known of them forbids it (`groups`), and each group becomes an entity
(`merging`). Only profiles that share a key are compared (a name without its small differences, a last name, an
acronym), so the work grows with their number. Homonyms stay apart: Lincoln the city and Lincoln the president, two
senators' namesakes, the ministries of two countries.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.entities.common import Common, is_described, is_one
from kg.entities.gazetteer import Entry
from kg.entities.groups import told
from kg.entities.joining import join_all, registered
from kg.entities.merging import distinct, merge, parents
from kg.entities.names import acronym_key, is_acronym
from kg.entities.profiles import Profile, Profiles
from kg.entities.traits import Traits, traits
from kg.records import Entity

#: A document's id and the id of an entity in it.
Node = tuple[str, str]

#: A document: its id, its entities, and their traits (`traits.traits`).
Described = tuple[str, Sequence[Entity], Mapping[str, Traits]]

#: Of more bearers of one name, each is told apart from so many others.
_HOMONYMS_MAX = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """Why a name that documents use is one of an entity's: the rule of `lexicon/naming.toml`, and what it saw."""

    name: str
    rule: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Apart:
    """An entity (its id) of the same name, and why the two are two."""

    other: str
    name: str
    why: str


def unify(documents: Sequence[tuple[str, Iterable[Entity]]]) -> dict[Node, Entity]:
    """For each document's id and each id of an entity in it, the entity that stands for it in all documents."""
    described = [(document, list(entities)) for document, entities in documents]
    listed = [(document, entities, traits(entities)) for document, entities in described]
    unified = Unified(listed)
    return {
        (document, local): entity
        for document, entities, told_of in listed
        for local, entity in unified.links(document, entities, told_of).items()
    }


def _named(documents: Iterable[Described], common: Common) -> Iterator[Described]:
    """What documents name; what they only describe is counted in `common`."""
    for document, entities, told_of in documents:
        named = []
        for entity in entities:
            if is_described(entity):
                common.add(entity)
            else:
                named.append(entity)
        yield document, named, told_of


class Unified:
    """The entities of documents. Made at once from all that there are; the same for every order of them. Those that are
    in a register have its names, types and parents.
    """

    def __init__(self, documents: Iterable[Described], register: Iterable[Entry] = ()) -> None:
        common = Common()
        self._profiles = Profiles(_named(documents, common))
        entries = {e.id: (self._profiles.add_registered(e.profile), e) for e in sorted(register, key=lambda e: e.id)}
        self._at = {document: k for k, document in enumerate(self._profiles.documents)}
        self._groups = join_all(self._profiles)
        self._members: dict[int, list[int]] = defaultdict(list)
        for number in range(len(self._profiles.all)):
            if self._profiles.holders[number] or self._profiles.all[number].register:
                self._members[self._groups.root(number)].append(number)
        merged = {root: merge(members, self._profiles) for root, members in self._members.items()}
        self._common = self._placed(common, merged)
        merged = distinct(merged, self._groups, self._common)
        wholes = {number: entries[e.parent][0] for number, e in entries.values() if e.parent}
        above = parents(self._groups, wholes)
        self._entities = {
            root: replace(entity, parent=merged[above[root]].id) if root in above else entity
            for root, entity in merged.items()
        }
        self._keep(above)
        for iri, root in self._also_named.items():
            self._common[iri] = self._entities[root]

    def _placed(self, common: Common, merged: dict[int, Entity]) -> dict[str, Entity]:
        """What documents only describe, by id; but what is named by the same words, and one with it, goes with that, and
        is called as most documents call it.
        """
        by_id: dict[str, list[int]] = defaultdict(list)
        for root, entity in merged.items():
            by_id[entity.id].append(root)
        found: dict[str, Entity] = {}
        self._also_named: dict[str, int] = {}
        for entity, documents in common.entities():
            same = [root for root in by_id.get(entity.id, ()) if is_one(entity, merged[root])]
            if len(same) != 1:
                found[entity.id] = entity
                continue
            root = same[0]
            self._also_named[entity.id] = root
            named, held = merged[root], sum(len(self._profiles.holders[n]) for n in self._members[root])
            label = entity.label if documents > held else named.label
            names = {*named.aliases, named.label, entity.label} - {label}
            kind = entity.type if named.type == "concept" else named.type
            merged[root] = replace(named, label=label, aliases=tuple(sorted(names)), type=kind)
        return found

    def _keep(self, above: Mapping[int, int]) -> None:
        """Leaves out what is only registered, unless it is above what documents speak of."""
        holders = self._profiles.holders
        kept = {root for root, members in self._members.items() if any(holders[n] for n in members)}
        self.wholes: list[Entity] = []
        """What no document speaks of, but the register has as a whole of what one does."""
        for root in list(kept):
            while root in above and above[root] not in kept:
                root = above[root]
                kept.add(root)
                self.wholes.append(self._entities[root])
        self._members = {root: members for root, members in self._members.items() if root in kept}
        self._entities = {root: self._entities[root] for root in kept}

    @property
    def size(self) -> tuple[int, int]:
        """How many profiles there are, and how many entities."""
        return len(self._profiles.all), len(self._entities) + len(self._common) - len(self._also_named)

    def links(self, document: str, entities: Iterable[Entity], told_of: Mapping[str, Traits]) -> dict[str, Entity]:
        """For the ids of a document's entities, as they were given, the entities that stand for them in all."""
        at, profiles = self._at[document], self._profiles
        found: dict[str, Entity] = {}
        for entity in entities:
            if is_described(entity):
                found[entity.id] = self._common[entity.id]
                continue
            number = profiles.number[Profile.of(entity, told_of.get(entity.id, ()))]
            found[entity.id] = self._entities[self._groups.root(profiles.held(number, at))]
        return found

    def matches(self) -> dict[str, tuple[str, ...]]:
        """For the id of each entity that is in the register, the ids that it has there."""
        found: dict[str, tuple[str, ...]] = {}
        for root, members in self._members.items():
            registered = sorted({self._profiles.all[n].register for n in members} - {""})
            if registered:
                found[self._entities[root].id] = tuple(registered)
        return found

    def joined(self) -> dict[str, tuple[Joined, ...]]:
        """For the id of each entity that has several names, why it has those that are its label in some document."""
        found: dict[str, tuple[Joined, ...]] = {}
        for root, members in self._members.items():
            entity = self._entities[root]
            names = {self._profiles.all[n].label for n in members if self._profiles.all[n].proper}
            if len(names) > 1 or any(self._profiles.all[n].register for n in members):
                found[entity.id] = tuple(self._joined(entity, members))
        return found

    def _joined(self, entity: Entity, members: Sequence[int]) -> Iterable[Joined]:
        profiles = self._profiles.all
        called_so = [n for n in members if profiles[n].label == entity.label] or members
        start = min(called_so, key=lambda n: (not profiles[n].register, n))
        chains = self._groups.reasons(start)
        for name in sorted({profiles[n].label for n in members if profiles[n].proper} - {entity.label}):
            called = [chains[n] for n in members if profiles[n].label == name and chains.get(n)]
            if called:
                chain = min(called, key=lambda c: (len(c), [r.why for r in c]))
                yield Joined(name=name, rule=chain[0].rule, why="; ".join(dict.fromkeys(r.why for r in chain)))
        labels = {profiles[n].label for n in members} - {entity.label}
        for number in members:
            if profiles[number].register:
                for name in sorted({entity.label, *profiles[number].aliases} - labels):
                    reason = registered(profiles[number], name)
                    yield Joined(name=name, rule=reason.rule, why=reason.why)

    def apart(self) -> dict[str, tuple[Apart, ...]]:
        """For the id of each entity that shares a name with others, these, and why they are others."""
        named: dict[str, dict[int, str]] = defaultdict(dict)
        for root, members in self._members.items():
            for number in members:
                profile = self._profiles.all[number]
                if profile.proper:
                    for key in self._shared_keys(profile):
                        named[key].setdefault(root, profile.label)
        found: dict[str, dict[str, Apart]] = defaultdict(dict)
        for _, roots in sorted(named.items()):
            ordered = sorted(roots, key=lambda root: self._entities[root].id)[:_HOMONYMS_MAX]
            for one in ordered:
                for other in ordered:
                    if one != other:
                        entity, namesake = self._entities[one], self._entities[other]
                        why = self._told(one, other)
                        apart = Apart(other=namesake.id, name=roots[one], why=why)
                        found[entity.id].setdefault(namesake.id, apart)
        return {iri: tuple(others[k] for k in sorted(others)) for iri, others in found.items()}

    @staticmethod
    def _shared_keys(profile: Profile) -> set[str]:
        keys = profile.meets_as()
        if profile.kind in ("body", "operation", "concept") and (profile.acronym or is_acronym(profile.label)):
            keys.add(f"({acronym_key(profile.acronym or profile.label)})")
        return keys

    def _told(self, one: int, other: int) -> str:
        entity, namesake = self._entities[one], self._entities[other]
        kinds = [self._profiles.all[root].kind for root in (one, other)]
        if kinds[0] != kinds[1]:
            return f"one is of the type {entity.type}, the other of the type {namesake.type}"
        mine, theirs = self._groups.traits(one), self._groups.traits(other)
        if entity.label != namesake.label and not is_acronym(entity.label) and not is_acronym(namesake.label):
            return f"one is {entity.label}, the other {namesake.label}"
        return told(mine, theirs)
