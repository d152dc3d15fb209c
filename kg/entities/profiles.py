"""What documents say of their entities, each different description once.

Most of what a new document says of an entity other documents have said alike, so the work of unifying them grows with
the number of different descriptions (profiles), far below that of the mentions.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from kg.entities.names import canonical, is_acronym, plain, unwrapped
from kg.entities.traits import Traits, is_named
from kg.mentions.types import known
from kg.records import Entity, EntityType

#: Types that one entity can have in different documents.
KIND: dict[EntityType, str] = {
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
#: Kinds whose names tell what a document is about.
_TELLING = frozenset({"body", "person", "operation", "text", "place"})


class Profile(NamedTuple):
    """An entity as a document knows it. `register` is the id of an entry that a person has registered, or empty."""

    label: str
    type: EntityType
    acronym: str
    aliases: tuple[str, ...]
    traits: Traits
    register: str = ""

    @classmethod
    def of(cls, entity: Entity, traits: Traits = (), register: str = "") -> Profile:
        """The profile of an entity."""
        return cls(entity.label, entity.type, entity.acronym or "", entity.aliases, traits, register)

    @property
    def kind(self) -> str:
        """What it can't differ in from itself in another document."""
        return KIND[self.type]

    @property
    def proper(self) -> bool:
        """Whether it has a name."""
        return is_named(self.label)

    def meets_as(self) -> set[str]:
        """The keys under which it may meet itself: its label, and its long names where it has an acronym."""
        keys = {plain(self.label)}
        other = canonical(self.label)
        if other:
            keys.add(plain(other))
        if self.register:
            keys.update(plain(a) for a in self.aliases if not is_acronym(a))
        if self.kind in ("body", "operation", "text"):
            keys.add(unwrapped(plain(self.label)))
            keys.update(plain(a) for a in self.aliases if " " in a and not is_acronym(a))
        return {k for k in keys if k}


class Profiles:
    """The profiles of what documents name, which documents have each, and in what company. A profile's number is its place
    in their order, so it is all one in which order the documents come.
    """

    def __init__(self, documents: Iterable[tuple[str, Sequence[Entity], Mapping[str, Traits]]]) -> None:
        self.documents: list[str] = []
        numbers: dict[Profile, int] = {}
        holders: list[array[int]] = []
        above: dict[tuple[int, int], array[int]] = {}
        named: list[bool] = []
        self._inside: list[array[int]] = []
        for at, (document, entities, traits) in enumerate(documents):
            self.documents.append(document)
            local: dict[str, int] = {}
            for entity in entities:
                profile = Profile.of(entity, traits.get(entity.id, ()))
                number = numbers.setdefault(profile, len(holders))
                if number == len(holders):
                    holders.append(array("I"))
                    named.append(profile.proper and profile.kind in _TELLING)
                holders[number].append(at)
                local[entity.id] = number
            for entity in entities:
                if entity.parent in local:
                    above.setdefault((local[entity.id], local[entity.parent or ""]), array("I")).append(at)
            self._inside.append(array("I", {n for n in local.values() if named[n]}))
        order = sorted(numbers)
        self.all: list[Profile] = order
        self.number = {profile: k for k, profile in enumerate(order)}
        renumbered = array("I", bytes(4 * len(order)))
        for profile, old in numbers.items():
            renumbered[old] = self.number[profile]
        self.holders: list[array[int]] = [holders[numbers[profile]] for profile in order]
        """For each profile the documents that have it; one that knows two such entities has it twice."""
        self.above = {(renumbered[a], renumbered[b]): docs for (a, b), docs in above.items()}
        """For a part's profile and a whole's, the documents that say so."""
        self._inside = [array("I", [renumbered[n] for n in inside]) for inside in self._inside]
        self.moved: dict[int, dict[int, int]] = defaultdict(dict)
        """Profile → document → the further profile that stands for it there (see `copy`)."""
        self._company: dict[int, frozenset[str]] = {}

    def add_registered(self, profile: Profile) -> int:
        """A profile that no document has, after those of the documents."""
        self.all.append(profile)
        self.holders.append(array("I"))
        return len(self.all) - 1

    def copy(self, number: int, documents: Sequence[int]) -> int:
        """A further profile that is as another, but only of some of its documents, which the other loses."""
        taken = set(documents)
        self.all.append(self.all[number])
        self.holders.append(array("I", [d for d in self.holders[number] if d in taken]))
        self.holders[number] = array("I", [d for d in self.holders[number] if d not in taken])
        self.moved[number].update(dict.fromkeys(taken, len(self.all) - 1))
        return len(self.all) - 1

    def held(self, number: int, document: int) -> int:
        """The profile that stands for one in a document: itself, or a copy of it."""
        while number in self.moved and document in self.moved[number]:
            number = self.moved[number][document]
        return number

    def company(self, document: int) -> frozenset[str]:
        """The labels in a document, but those of places and bodies that everyone speaks of."""
        found = self._company.get(document)
        if found is None:
            inside = (self.all[n] for n in self._inside[document])
            found = frozenset(p.label for p in inside if canonical(p.label) is None and p.label.lower() not in known())
            self._company[document] = found
        return found

    def places(self, document: int) -> frozenset[str]:
        """The keys of the places that a document names."""
        inside = (self.all[n] for n in self._inside[document])
        return frozenset(plain(canonical(p.label) or p.label) for p in inside if p.type == "place")


def by_key(numbers: Iterable[tuple[int, Profile]]) -> tuple[dict[tuple[str, str], list[int]], dict[str, set[str]]]:
    """The profiles by kind and key, and the kinds by key."""
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    kinds: dict[str, set[str]] = defaultdict(set)
    for number, profile in numbers:
        kind = profile.kind
        for key in profile.meets_as():
            kinds[key].add(kind)
            found[kind, key].append(number)
    return found, kinds
