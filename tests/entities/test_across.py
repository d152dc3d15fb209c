"""Which entities of several documents are one (`kg.entities.across`)."""

from __future__ import annotations

import json
import random as chance
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import ids
from kg.entities import gazetteer, unify
from kg.entities.across import Unified
from kg.entities.traits import traits
from kg.records import Entity, EntityType

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "across.toml").read_text(encoding="utf-8"))


def _entity(
    label: str,
    kind: EntityType,
    acronym: str | None = None,
    aliases: tuple[str, ...] = (),
    parent: str | None = None,
) -> Entity:
    above = ids.entity(parent) if parent else None
    return Entity(id=ids.entity(label), label=label, type=kind, acronym=acronym, aliases=aliases, parent=above)


def _titled(title: str, name: str) -> Entity:
    return _entity(name, "person", aliases=(f"{title} {name}",))


def _numbers(*documents: tuple[Entity, ...]) -> list[int]:
    """For the first entity of each document, equal numbers for equal entities."""
    listed = [(str(k), entities) for k, entities in enumerate(documents)]
    linked = unify(listed)
    found = [linked[name, entities[0].id].id for name, entities in listed]
    return [found.index(each) for each in found]


def test_names_and_acronyms() -> None:
    long = _entity("Reef Survey", "agency", "RS", ("RS", "Office of Reef Survey"))
    documents = [
        ("a", (long, _entity("Lincoln", "person"))),
        ("b", (_entity("RS", "agency"), _entity("Lincoln", "place"), _entity("Office of Reef Survey", "agency"))),
    ]
    one = unify(documents)
    assert one["a", long.id] == one["b", ids.entity("RS")] == one["b", ids.entity("Office of Reef Survey")]
    assert one["a", ids.entity("Lincoln")].id != one["b", ids.entity("Lincoln")].id


def test_ambiguous_acronyms_stay_apart() -> None:
    survey = _entity("Reef Survey", "agency", "RS", ("RS",))
    rail = _entity("Rail Service", "agency", "RS", ("RS",))
    assert _numbers((survey,), (rail,), (_entity("RS", "agency"),)) == [0, 1, 2]


def test_persons_of_different_walks_are_two() -> None:
    senator, bishop = _titled("Senator", "Otto Lind"), _titled("Bishop", "Otto Lind")
    unknown = _entity("Otto Lind", "person")
    assert _numbers((senator,), (bishop,), (_titled("Governor", "Otto Lind"),)) == [0, 1, 0]
    assert _numbers((senator,), (bishop,), (unknown,)) == [0, 1, 2]
    assert _numbers((senator,), (unknown,)) == [0, 0]
    assert _numbers((_titled("Mr", "Lind"),), (_titled("Mrs", "Lind"),)) == [0, 1]


def test_last_names_need_one_bearer() -> None:
    ana, eva, short = (_entity(name, "person") for name in ("Ana Ruiz", "Eva Ruiz", "Ruiz"))
    assert _numbers((ana,), (short,)) == [0, 0]
    assert _numbers((ana,), (short,), (eva,)) == [0, 1, 2]


def test_units_of_different_bodies_are_two() -> None:
    navy = _entity("Dive Unit", "unit", parent="Navy"), _entity("Navy", "agency")
    army = _entity("Dive Unit", "unit", parent="Army"), _entity("Army", "agency")
    fleet = (
        _entity("Dive Unit", "unit", parent="Navy Malta"),
        _entity("Navy Malta", "agency", parent="Navy"),
        _entity("Navy", "agency"),
    )
    assert _numbers(navy, army, fleet) == [0, 1, 0]


def _documents(case: dict[str, Any]) -> list[tuple[str, tuple[Entity, ...]]]:
    return [(f"d{k}", tuple(map(_given, entities))) for k, entities in enumerate(case["documents"])]


def _register(rows: list[dict[str, Any]]) -> list[gazetteer.Entry]:
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    return gazetteer.parse(lines, "register.jsonl") if rows else []


def test_what_is_registered_but_not_spoken_of_is_only_a_whole() -> None:
    (case,) = (c for c in CASES["case"] if "register" in c)
    documents = _documents(case)
    unified = Unified(((n, e, traits(e)) for n, e in documents), _register(case["register"]))
    assert [entity.label for entity in unified.wholes] == ["Sea Board"]
    reef = unified.links(*documents[1], traits(documents[1][1]))[documents[1][1][0].id]
    assert (reef.label, reef.type, reef.acronym) == ("Reef Survey", "agency", "RS")
    assert reef.parent == unified.wholes[0].id
    assert unified.matches()[reef.id] == ("https://w3id.org/claimgraph/data/register/reef",)


def _given(entity: dict[str, Any]) -> Entity:
    return _entity(**{"kind": "person", **entity, "aliases": tuple(entity.get("aliases", ()))})


@pytest.mark.parametrize("case", CASES["case"], ids=lambda c: c["what"])
def test_cases(case: dict[str, Any]) -> None:
    """The first entity of each document is of the group in `groups`; one has a `reason` or is `apart` for one."""
    documents = _documents(case)
    register = _register(case.get("register", []))
    unified = Unified(((name, entities, traits(entities)) for name, entities in documents), register)
    found = [unified.links(name, entities, traits(entities))[entities[0].id] for name, entities in documents]
    assert [found.index(each) for each in found] == case["groups"]
    told = [j.why for j in unified.joined().get(found[0].id, ())] + [
        a.why for a in unified.apart().get(found[0].id, ())
    ]
    if "told" in case:
        assert case["told"] in told


_ENTITIES = st.builds(
    _entity,
    st.sampled_from(
        ["Ana Ruiz", "Ruiz", "Eva Ruiz", "Reef Survey", "RS", "Rail Service", "Lincoln", "lincoln", "court"]
    ),
    st.sampled_from(["person", "agency", "unit", "place", "concept"]),
    st.sampled_from([None, "RS"]),
    st.sampled_from([(), ("Senator Ruiz",), ("Bishop Ana Ruiz",), ("RS",)]),
    st.sampled_from([None, "Lincoln", "Reef Survey"]),
)


@given(st.lists(st.lists(_ENTITIES, max_size=4, unique_by=lambda e: e.id), max_size=5), st.randoms())
def test_the_order_of_documents_is_all_one(documents: list[list[Entity]], random: chance.Random) -> None:
    listed = [(f"d{k}", tuple(entities)) for k, entities in enumerate(documents)]
    mixed = [(name, entities[::-1]) for name, entities in listed]
    random.shuffle(mixed)
    one = unify(listed)
    assert unify(mixed) == one
    assert len({e.id for e in one.values()}) == len(set(one.values()))
