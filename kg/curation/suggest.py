"""What a person should look at: entities that may be one, and entities that may be two, the likeliest first.

Only entities that share a key are compared (an acronym, a last name, a rare word), so the work grows with their number.
What somebody decided already isn't suggested again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import combinations
from typing import Any

from kg.curation.alike import Likeness, entities_alike, names_alike, titled
from kg.curation.checks import akin
from kg.curation.replay import State
from kg.entities.gazetteer import Entry
from kg.entities.names import acronym_key, canonical, content_key, initials, is_acronym, plain
from kg.records import Entity, EntityType

Row = dict[str, Any]

#: Entities that share a key with more than so many others are told apart by other keys.
_BLOCK = 40
#: Less likely ones aren't worth a person's time.
_LEAST = 0.35
#: So many of the likeliest are looked at with the company that they keep.
_CLOSELY = 200

#: Longer names, in words, are descriptions.
_LONGEST = 8

_NAMELESS: frozenset[EntityType] = frozenset({"concept", "time"})

#: A doubt about a name that shares no word with the others; about one that is no acronym of them; about a document.
_OTHER_NAME, _OTHER_LETTERS, _OTHER_KIND = 0.55, 0.4, 0.7


def suggestions(state: State, company: Callable[[str], list[str]], register: Iterable[Entry] = ()) -> Iterator[Row]:
    """Rows of `kind` (merge or split) `entity label type other other_label other_type alias document score reasons`.

    `company` gives the entities with which one shares claims. What a `register` calls an entity isn't doubted.
    """
    found = [*_duplicates(state, company), *_doubts(state, _registered(register))]
    yield from sorted(
        found,
        key=lambda row: (-row["score"], row["kind"], row["label"], row["entity"], str(row["other"]), str(row["alias"])),
    )


def _duplicates(state: State, company: Callable[[str], list[str]]) -> Iterator[Row]:
    apart = set(_apart(state))
    pairs = [pair for pair in sorted(_pairs(state)) if frozenset(pair) not in apart]
    likely = sorted(_rated(state, pairs, {}), key=lambda rated: (-rated[0].score, rated[1]))[:_CLOSELY]
    near = {iri: company(iri) for iri in {iri for _, pair in likely for iri in pair}}
    for likeness, (one, other) in _rated(state, [pair for _, pair in likely], near):
        if likeness.score >= _LEAST:
            kept, gone = sorted((one, other), key=lambda iri: _standing(state, iri))
            yield _row(state, "merge", kept, likeness, other=gone)


def _rated(
    state: State, pairs: Iterable[tuple[str, str]], near: dict[str, list[str]]
) -> Iterator[tuple[Likeness, tuple[str, str]]]:
    labels = {entity.id: entity.label for entity in state.entities.values()}
    for one, other in pairs:
        together = bool({d for d, _ in state.groups[one]} & {d for d, _ in state.groups[other]})
        found = entities_alike(state.entities[one], state.entities[other], near, labels, together=together)
        if found:
            yield found, (one, other)


def _standing(state: State, iri: str) -> tuple[object, ...]:
    """The better known of two goes first: in more documents, with a full name, a longer one."""
    entity = state.entities[iri]
    documents = len({document for document, _ in state.groups[iri]})
    return entity.type in ("concept", "other"), is_acronym(entity.label), -documents, -len(entity.label), iri


def _apart(state: State) -> Iterator[frozenset[str | None]]:
    """Pairs that somebody found to be two."""
    for decision in state.apart:
        if decision.entity and decision.kind != "same":
            other = state.find(decision.other) if decision.other else state.current(decision.new or "")
            yield frozenset({state.find(decision.entity), other})


def _pairs(state: State) -> set[tuple[str, str]]:
    blocks: dict[str, set[str]] = defaultdict(set)
    for entity in state.entities.values():
        if _is_known(state, entity):
            for key in _keys(entity):
                blocks[key].add(entity.id)
    return {
        pair
        for block in blocks.values()
        if len(block) <= _BLOCK
        for pair in combinations(sorted(block), 2)
        if any(_is_proper(state.entities[iri]) for iri in pair)
    }


def _is_known(state: State, entity: Entity) -> bool:
    """Whether a document knows an entity by more than the words of claims, as something that can be told from others."""
    listed = any(node in state.own for node in state.groups[entity.id])
    particular = entity.type not in _NAMELESS or (entity.type != "time" and _is_proper(entity))
    return listed and particular and len(entity.label.split()) <= _LONGEST


def _is_proper(entity: Entity) -> bool:
    """Whether an entity has a name; two that are only described ("chemical companies") are rarely one thing."""
    return titled(entity.label)


def _keys(entity: Entity) -> Iterator[str]:
    for name in (entity.label, *entity.aliases):
        key = plain(name)
        yield f"={plain(canonical(name) or name)}"
        if is_acronym(name):
            yield f"a {acronym_key(name)}"
            continue
        yield from (f"a {letters}" for letters in initials(key) if len(letters) > 1 and " " in key)
        for word in content_key(key).split():
            yield f"w {word}"
            yield f"s {word[:4]} {len(key) // 8}"


def _registered(register: Iterable[Entry]) -> dict[str, frozenset[str]]:
    """All plain names that a register knows for what has one of them."""
    found: dict[str, frozenset[str]] = {}
    for entry in register:
        names = frozenset(map(plain, (entry.name, *entry.aliases)))
        for name in names:
            found[name] = found.get(name, frozenset()) | names
    return found


def _doubts(state: State, registered: Mapping[str, frozenset[str]]) -> Iterator[Row]:
    fine = {
        (state.find(decision.entity), decision.document, plain(decision.alias or ""))
        for decision in state.apart
        if decision.kind == "same" and decision.entity
    }
    for iri, entity in sorted(state.entities.items()):
        if entity.type in _NAMELESS:
            continue
        known = registered.get(plain(entity.label), frozenset())
        kinds = () if known else _other_kinds(state, entity)
        for row in [*_other_names(state, entity), *kinds]:
            if plain(row["alias"] or "") not in known and (iri, row["document"], plain(row["alias"] or "")) not in fine:
                yield row


def _other_names(state: State, entity: Entity) -> Iterator[Row]:
    """Names that have nothing in common with any other name of their entity."""
    written = {name for node in state.groups[entity.id] for name in state.names(node)}
    names = sorted(written & {*entity.aliases, entity.label})
    for name in names:
        if name == entity.label:
            continue
        others = [other for other in names if plain(other) != plain(name)]
        if not others or any(names_alike(name, other) or _akin(name, other) for other in others):
            continue
        if is_acronym(name):
            why = Likeness(_OTHER_LETTERS, (f"{name!r} isn't short for {entity.label!r} by its letters",))
        else:
            why = Likeness(_OTHER_NAME, (f"{name!r} has no word in common with {', '.join(map(repr, others[:3]))}",))
        yield _row(state, "split", entity.id, why, alias=name)


def _akin(name: str, other: str) -> bool:
    """Whether two names share a word, or letters as short and long forms do."""
    if is_acronym(name) or is_acronym(other):
        short, long = (name, other) if is_acronym(name) else (other, name)
        return acronym_key(short)[:1] == plain(long)[:1] and set(acronym_key(short)) <= set(plain(long))
    return bool(set(content_key(plain(name)).split()) & set(content_key(plain(other)).split()))


def _other_kinds(state: State, entity: Entity) -> Iterator[Row]:
    """Documents in which an entity is of a kind that the others don't know."""
    kinds: dict[str, set[EntityType]] = defaultdict(set)
    for document, local in state.groups[entity.id]:
        own = state.own.get((document, local))
        if own:
            kinds[document].add(own.type)
    for document, types in sorted(kinds.items()):
        odd = sorted(kind for kind in types if not akin(kind, entity.type))
        others = {kind for other, own in kinds.items() if other != document for kind in own}
        if odd and any(akin(kind, entity.type) for kind in others):
            why = Likeness(_OTHER_KIND, (f"it is of type {odd[0]} in this document, and {entity.type} in others",))
            yield _row(state, "split", entity.id, why, document=document)


def _row(
    state: State,
    kind: str,
    iri: str,
    likeness: Likeness,
    *,
    other: str | None = None,
    alias: str | None = None,
    document: str | None = None,
) -> Row:
    entity, further = state.entities[iri], state.entities.get(other or "")
    return {
        "kind": kind,
        "entity": iri,
        "label": entity.label,
        "type": entity.type,
        "other": other,
        "other_label": further and further.label,
        "other_type": further and further.type,
        "alias": alias,
        "document": document,
        "score": likeness.score,
        "reasons": list(likeness.reasons),
    }
