"""What a document tells of an entity beside its names, by which two of one name are told apart: `family:value`.

    sex:male         "Mr Lind"                    walk:faith    "Bishop Lind", "Otto Lind, a priest"
    whole:navy       a unit of the Navy            of:peru       "Peru's Ministry of Health"

A person's sex and walk of life, what a unit is a part of, and whose body an authority is. Two that have different
values of one family are two.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping, Sequence

from kg.entities.names import canonical, is_known_place, plain
from kg.lexicon import table, words
from kg.mentions.types import demonyms
from kg.records import Entity, Tie

#: How far up the parents of a unit are followed.
_WHOLES_MAX = 8

Traits = tuple[str, ...]


def traits(entities: Sequence[Entity], ties: Iterable[Tie] = ()) -> dict[str, Traits]:
    """The traits of a document's entities, by their ids; who has none is left out."""
    by_id = {entity.id: entity for entity in entities}
    roles: dict[str, set[str]] = {}
    places: dict[str, set[str]] = {}
    for tie in ties:
        if tie.kind == "member" and tie.role:
            roles.setdefault(tie.entity, set()).update(tie.role.lower().split())
        elif tie.kind == "of" and tie.other in by_id:
            places.setdefault(tie.entity, set()).add(by_id[tie.other].label)
    found: dict[str, Traits] = {}
    for entity in entities:
        told: set[str] = set()
        if not is_named(entity.label):
            continue
        if entity.type == "person":
            told = _person(entity, roles.get(entity.id, set()))
        elif entity.type in ("unit", "agency"):
            told = {f"whole:{name}" for name in _wholes(entity, by_id)} | _jurisdiction(entity, places)
        if told:
            found[entity.id] = tuple(sorted(told))
    return found


def is_named(label: str) -> bool:
    """Whether a label is a name, and not a description, which may have one inside: "Republican mayor"."""
    last = label.rpartition(" ")[2]
    return last != last.lower()


def _person(entity: Entity, roles: set[str]) -> set[str]:
    said = roles | _titles(entity)
    walks = {f"walk:{walk}" for walk, titles in table("titles")["walks"].items() if not said.isdisjoint(titles)}
    return walks | {f"sex:{sex}" for sex in ("male", "female") if said & words("titles", sex)}


def _titles(entity: Entity) -> set[str]:
    """The words before a person's name in its aliases: "senator" of "Senator Lind"."""
    last = entity.label.rpartition(" ")[2]
    before = [alias.removesuffix(last).lower().replace(".", "").split() for alias in entity.aliases if " " in alias]
    return {word for parts in before for word in parts}


def _wholes(entity: Entity, by_id: Mapping[str, Entity]) -> set[str]:
    """The names of what a unit, or a body without a name of its own, is a part of, up to the top."""
    if (entity.type == "agency" and entity.acronym) or canonical(entity.label):
        return set()
    names: set[str] = set()
    for _ in range(_WHOLES_MAX):
        above = by_id.get(entity.parent or "")
        if above is None:
            break
        known = canonical(above.label)
        names.update(plain(n) for n in (above.label, above.acronym, *above.aliases, known) if n)
        entity = above
    return names


def _jurisdiction(entity: Entity, places: Mapping[str, set[str]]) -> set[str]:
    """The country or place whose authority a body is, where that is said, is in a name of it, or is known of it; only of
    such as every country has its own of.
    """
    known = home(canonical(entity.label) or entity.label)
    if not known and not is_authority(entity.label):
        return set()
    named = {place for name in (entity.label, *entity.aliases) if (place := _named_place(name))}
    said = named or places.get(entity.id) or {known or ""}
    return {f"of:{plain(canonical(place.title()) or place)}" for place in said if place}


def _named_place(name: str) -> str:
    """The country or place in a body's name: "Peruvian Ministry of Health", "Ministry of Health of Peru"."""
    parts = plain(name).split()
    for part in parts:
        if country := demonyms().get(part):
            return country
    ends = (" ".join(parts[k:]) for k in range(1, len(parts)) if parts[k - 1] == "of")
    starts = (" ".join(parts[:k]) for k in range(1, len(parts)))
    return next((place for place in (*ends, *starts) if is_known_place(place)), "")


@functools.cache
def _homes() -> dict[str, str]:
    return {plain(name): country for country, names in table("organisations")["homes"].items() for name in names}


def home(name: str) -> str | None:
    """The country of a body that everyone knows by this name."""
    return _homes().get(plain(name))


def is_authority(name: str) -> bool:
    """Whether a name begins with what every country has its own of, or ends with it before "of": "Ministry of Health".

    >>> is_authority("Supreme Court"), is_authority("Harbour Trust")
    (True, False)
    """
    parts = plain(name).partition(" of ")[0].split()
    return not words("organisations", "authorities").isdisjoint((*parts[:1], *parts[-1:]))
