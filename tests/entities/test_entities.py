"""Who is who: by names alone, in a text, across documents."""

from __future__ import annotations

import itertools
import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import kg
from kg.annotate import Parse
from kg.claims.voices import voices
from kg.entities import resolve, same_entity_clusters
from kg.entities.names import canonical, initials, is_acronym, near, plain, unwrapped
from kg.lexicon import table

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "entities.toml").read_text(encoding="utf-8"))
SOURCES = sorted((Path(kg.__file__).parent / "entities").glob("*.py"))
AGENCY = (
    "The Office of Reef Survey (RS) grew. RS hired divers. The Reef Survey Agency is new. "
    "RS Malta's Coastal Patrol Unit (CPU) sank a boat. CPUs are rare. President Elena Duarte praised it."
)
ODD = [
    "",
    " ",
    "...",
    "(((",
    "A (B)",
    "'s",
    "The",
    "U.S.",
    "President",
    '"',
    "(UN)",
    "of of of",
    "x\ud800y",
    "Bank " * 300,
]


@pytest.mark.parametrize("case", CASES["names"], ids=lambda c: " ".join(c.get("same", c.get("apart"))))
def test_names(case: dict[str, Any]) -> None:
    if "same" in case:
        assert len(set(same_entity_clusters(case["same"]))) == 1
    else:
        labels = same_entity_clusters(case["apart"])
        pairs = case.get("pairs") or itertools.combinations(range(len(labels)), 2)
        assert all(labels[a] != labels[b] for a, b in pairs)


@pytest.mark.parametrize("case", CASES["word"], ids=lambda c: c["text"][:40])
def test_entity_of_a_word(case: dict[str, Any], parse: Callable[[str], Parse]) -> None:
    tree = parse(case["text"])
    word = next(w for w in reversed(tree.words) if w.text == case["word"])
    entity = resolve(tree, voices(tree)).of(word)
    assert (entity.label if entity else "") == case["label"]
    if entity and "type" in case:
        assert entity.type == case["type"]


@pytest.mark.parametrize("case", CASES["parent"], ids=lambda c: c["text"][:40])
def test_parts(case: dict[str, Any], parse: Callable[[str], Parse]) -> None:
    found = {e.label: e for e in resolve(parse(case["text"])).entities}
    assert found[case["part"]].parent == (found[case["whole"]].id if case["whole"] else None)


def test_names_of_an_entity(parse: Callable[[str], Parse]) -> None:
    found = {e.label: e for e in resolve(parse(AGENCY)).entities}
    agency = found["Reef Survey"]
    assert agency.acronym == "RS"
    assert {"RS", "Office of Reef Survey", "Reef Survey Agency"} <= set(agency.aliases)
    assert found["Coastal Patrol Unit"].acronym == "CPU"
    assert "CPUs" in found["Coastal Patrol Unit"].aliases
    assert found["Coastal Patrol Unit"].type == "unit"
    assert "President Elena Duarte" in found["Elena Duarte"].aliases


@pytest.mark.parametrize("case", CASES["evidence"], ids=lambda c: c["text"][:40])
def test_evidence(case: dict[str, Any], parse: Callable[[str], Parse]) -> None:
    text = case["text"]
    resolution = resolve(parse(text))
    labels = {e.id: e.label for e in resolution.entities}
    found = {(labels[e.entity], e.name): e for e in resolution.names}
    evidence = found[case["label"], case["alias"]]
    assert evidence.rule == case["rule"]
    assert evidence.words.text == case["words"]
    assert text[evidence.start : evidence.end] == case.get("sentence", text)


def test_every_alias_has_evidence_by_a_rule_that_is_explained(parse: Callable[[str], Parse]) -> None:
    resolution = resolve(parse(AGENCY))
    said = {(e.entity, e.name) for e in resolution.names}
    assert said == {(e.id, alias) for e in resolution.entities for alias in e.aliases}
    rules = table("naming")
    used = set(re.findall(r'Reason\(\s*"([a-z-]+)"', "".join(p.read_text(encoding="utf-8") for p in SOURCES)))
    assert {*used, "label"} == rules.keys()
    for evidence in resolution.names:
        assert AGENCY[evidence.words.start : evidence.words.end] == evidence.words.text
        assert evidence.start <= evidence.words.start < evidence.words.end <= evidence.end


def test_entity_at_a_span(parse: Callable[[str], Parse]) -> None:
    text = "The Rural Lenders Association's boats sank."
    resolution = resolve(parse(text))
    bare, whole = resolution.at(4, 29), resolution.at(0, 31)
    assert bare is not None
    assert bare == whole
    assert resolution.at(5, 9) is None


def test_parents(parse: Callable[[str], Parse]) -> None:
    found = {e.label: e for e in resolve(parse("Interpol grew. Interpol Peru's Vetted Dive Unit saw it.")).entities}
    assert found["Interpol Peru"].parent == found["Interpol"].id
    assert found["Vetted Dive Unit"].parent == found["Interpol Peru"].id


@pytest.mark.parametrize("text", ODD)
def test_any_text(text: str, parse: Callable[[str], Parse]) -> None:
    resolution = resolve(parse(text))
    for mention in resolution.mentions:
        assert text[mention.start : mention.end] == mention.text
        assert mention.start < mention.end


def test_ids_are_of_known_entities(parse: Callable[[str], Parse]) -> None:
    resolution = resolve(parse(AGENCY))
    known = {e.id for e in resolution.entities}
    assert len(known) == len(resolution.entities)
    assert all(m.entity.partition("#")[0] in known or m.kind == "pronoun" for m in resolution.mentions)
    assert all(e.parent is None or e.parent in known for e in resolution.entities)


def test_two_of_a_kind_are_two(parse: Callable[[str], Parse]) -> None:
    mentions = resolve(parse("A ferry sank in May. Later a ferry burned. The ferry was old.")).mentions
    first, second, third = (m.entity for m in mentions if "ferry" in m.text)
    assert first != second
    assert second == third


def test_keys() -> None:
    assert plain("The Müller Group's") == "muller group"
    assert canonical("Burma") == "Myanmar"
    assert canonical("us") is None
    assert is_acronym("VIUs")
    assert not is_acronym("Viu")
    assert "opot" in initials("organization for the protection of old trees")
    assert unwrapped("us office of mine safety review") == "mine safety review"
    assert near("mahmoud tarzi", "mahmud tarzi")
    assert not near("route 66 road", "route 67 road")
