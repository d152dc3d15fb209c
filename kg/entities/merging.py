"""One entity of each group of profiles: its label, type, acronym, names, parent and id."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import replace

from kg import ids
from kg.entities.common import most
from kg.entities.groups import Groups
from kg.entities.names import is_acronym
from kg.entities.profiles import Profile, Profiles
from kg.records import Entity, EntityType


def merge(members: Sequence[int], profiles: Profiles) -> Entity:
    """One entity of several profiles: what most documents say, all their names; what is registered is as registered."""
    if len(members) == 1:
        return _alone(profiles.all[members[0]])
    held = [(profiles.all[n], len(profiles.holders[n])) for n in members]
    registered = [p for p, _ in held if p.register]
    if registered:
        held_names = [(p, 1) for p in registered]
    else:
        held_names = [(p, n) for p, n in held if not is_acronym(p.label)] or held
    label = _most((p.label, n) for p, n in held_names)
    names = {name for p, _ in held for name in (p.label, *p.aliases)} - {label}
    acronyms = [(p.acronym, n) for p, n in held if p.acronym]
    known = [(p.acronym, 1) for p in registered if p.acronym]
    return Entity(
        id=ids.entity(label),
        label=label,
        type=registered[0].type if registered else _type(held),
        acronym=_most(known or acronyms) if acronyms else None,
        aliases=tuple(sorted(names)),
    )


def _alone(profile: Profile) -> Entity:
    return Entity(
        id=ids.entity(profile.label),
        label=profile.label,
        type=profile.type,
        acronym=profile.acronym or None,
        aliases=tuple(sorted({*profile.aliases} - {profile.label})),
    )


def _type(held: Iterable[tuple[Profile, int]]) -> EntityType:
    counts = Counter[EntityType]()
    for profile, documents in held:
        counts[profile.type] += documents
    return most(counts)


def _most(values: Iterable[tuple[str, int]]) -> str:
    """The most frequent; then the longest; then the first of the alphabet."""
    counts = Counter[str]()
    for value, number in values:
        counts[value] += number
    return min(counts, key=lambda v: (-counts[v], -len(v), v))


def distinct(merged: Mapping[int, Entity], groups: Groups, reserved: Container[str]) -> dict[int, Entity]:
    """The same with different ids for homonyms: after the first of a label, and after one whose id is reserved, each gets
    its type, and what is known of it beside, and a number if that is taken too. The first is the first by type, by what
    is known, by its profiles and the documents that have them.
    """
    by_id: dict[str, list[int]] = defaultdict(list)
    for root, entity in merged.items():
        by_id[entity.id].append(root)
    result = dict(merged)
    taken = set(by_id)
    for iri, homonyms in sorted(by_id.items()):
        if len(homonyms) > 1:
            homonyms.sort(key=lambda r: (merged[r].type, _traits(r, groups), _order(r, groups)))
        for root in homonyms[iri not in reserved :]:
            entity = merged[root]
            named = [f"{entity.label} {entity.type}", f"{entity.label} {_traits(root, groups)}"]
            number = 2
            while (other := ids.entity(named.pop(0))) in taken or other in reserved:
                named.append(f"{entity.label} {entity.type} {number}")
                number += 1
            taken.add(other)
            result[root] = replace(entity, id=other)
    return result


def _traits(root: int, groups: Groups) -> str:
    """What is known of a group, in words that may stand in an identifier: "navy", "peru"."""
    told = groups.traits(root)
    return " ".join(min(values) for family, values in sorted(told.items()) if family != "register")


def _order(root: int, groups: Groups) -> tuple[Profile, str]:
    profiles = groups.profiles
    return profiles.all[root], min((profiles.documents[d] for d in profiles.holders[root]), default="")


def parents(groups: Groups, registered: Mapping[int, int]) -> dict[int, int]:
    """For the root of each part, the root of the whole that is registered for it, or that most documents say it is in;
    never itself, nor what is a part of it. `registered` has parts and wholes as profiles.
    """
    profiles = groups.profiles
    said: dict[int, Counter[int]] = defaultdict(Counter)
    for (part, whole), documents in profiles.above.items():
        if profiles.moved.keys().isdisjoint((part, whole)):
            said[groups.root(part)][groups.root(whole)] += len(documents)
            continue
        for document in documents:
            inside, around = (groups.root(profiles.held(n, document)) for n in (part, whole))
            said[inside][around] += 1
    sure = {groups.root(part): groups.root(whole) for part, whole in registered.items()}
    found: dict[int, int] = {}
    offers = [(n, part, whole) for part, wholes in said.items() if part not in sure for whole, n in wholes.items()]
    ranked = sorted(offers, key=lambda o: (-o[0], profiles.all[o[1]], profiles.all[o[2]], o[1], o[2]))
    for part, whole in (*sure.items(), *((part, whole) for _, part, whole in ranked)):
        if part not in found and not _is_above(part, whole, found):
            found[part] = whole
    return found


def _is_above(part: int, whole: int, found: Mapping[int, int]) -> bool:
    """Whether a whole is the part itself or somewhere inside it."""
    at: int | None = whole
    while at is not None and at != part:
        at = found.get(at)
    return at == part
