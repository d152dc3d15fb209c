"""Names, their types and their edges; definitions of acronyms."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.annotate import Parse
from kg.mentions import candidates, definitions
from kg.mentions.acronyms import align, is_short_form
from kg.mentions.types import name_type, noun_type, singular

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "mentions.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES["sentence"], ids=lambda c: c["text"][:40])
def test_names(case: dict[str, Any], parse: Callable[[str], Parse]) -> None:
    found = {c.name: c.type for c in candidates(parse(case["text"])) if c.kind == "named"}
    assert {name: found.get(name) for name in case["names"]} == case["names"]
    assert not set(case["never"]) & set(found)


@pytest.mark.parametrize("case", CASES["definition"], ids=lambda c: c["text"][:40])
def test_definitions(case: dict[str, Any]) -> None:
    text = case["text"]
    assert {text[slice(*d.short)]: text[slice(*d.long)] for d in definitions(text)} == case["defined"]


def test_title_is_kept_apart(parse: Callable[[str], Parse]) -> None:
    found = next(c for c in candidates(parse("Foreign Minister Elena Duarte resigned.")) if c.kind == "named")
    assert (found.name, found.title) == ("Elena Duarte", "Foreign Minister")


def test_places_inside_names(parse: Callable[[str], Parse]) -> None:
    names = [c.name for c in candidates(parse("The Malta Harbour Authority sued the city.")) if c.kind == "named"]
    assert "Malta" in names
    assert "Malta Harbour Authority" in names


def test_descriptions_and_pronouns(parse: Callable[[str], Parse]) -> None:
    found = {c.name: (c.kind, c.definite) for c in candidates(parse("Its two old ferries hit a reef."))}
    assert found["its"] == ("pronoun", True)
    assert found["old ferry"] == ("nominal", True)
    assert found["reef"] == ("nominal", False)


@pytest.mark.parametrize(
    ("name", "label", "kind"),
    [
        ("Operation Silver Tern", "", "operation"),
        ("Clean Harbours Act", "ORG", "law"),
        ("Peru", "ORG", "place"),
        ("Elena Duarte", "PERSON", "person"),
        ("Rural Lenders Association", "PERSON", "agency"),
        ("Danes", "NORP", "group"),
        ("Lake Saimaa", "", "place"),
    ],
)
def test_type_of_a_name(name: str, label: str, kind: str) -> None:
    assert name_type(name, label) == kind


def test_type_of_a_noun() -> None:
    assert noun_type("force", "task") == "unit"
    assert noun_type("rebels") == "group"
    assert noun_type("nothing") is None


def test_pieces() -> None:
    assert [singular(n) for n in ("agencies", "boxes", "units", "police", "gas")] == [
        "agency",
        "box",
        "unit",
        "police",
        "gas",
    ]
    assert is_short_form("NRSO")
    assert is_short_form("VCUs")
    assert not is_short_form("61")
    assert not is_short_form("see Chapter 2")
    assert align("RLA", ["by", "the", "Rural", "Lenders", "Association"]) == 2
    assert align("RLA", ["quite", "other", "words"]) is None
