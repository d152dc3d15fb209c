"""The pages of `docs/`: what they show is what comes out, and their links lead somewhere."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

from kg.rdf import reference

DOCS = Path(__file__).parents[2] / "docs"
PAGES = sorted(DOCS.rglob("*.md"))


@pytest.fixture(scope="module")
def pages() -> ModuleType:
    spec = importlib.util.spec_from_file_location("regenerate", DOCS / "regenerate.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["tutorial.md", "cookbook.md"])
def test_what_a_page_shows_comes_out(pages: ModuleType, name: str) -> None:
    """Out of date? `make docs` writes the pages anew."""
    text = pages.render(name)
    shown = (DOCS / name).read_text(encoding="utf-8")
    assert text == shown
    assert "Traceback" not in text
    mistakes = re.findall(r"^Error: .*", text, re.MULTILINE)
    assert len(mistakes) == (1 if name == "cookbook.md" else 0), mistakes


def test_every_recipe_has_results() -> None:
    recipes = re.findall(
        r"```sparql\n(.*?)```\n\n```text\n(.*?)```", (DOCS / "cookbook.md").read_text("utf-8"), re.DOTALL
    )
    assert len(recipes) >= 15
    assert not [query for query, result in recipes if "No results" in result or not result.strip()]


def test_the_finding_cites_places_that_were_shown() -> None:
    text, _, finding = (DOCS / "tutorial.md").read_text("utf-8").partition("## The finding")
    places = re.findall(r"`([\w-]+\.\w+:\d+-\d+)`", finding)
    assert len(places) == 3
    assert all(f"/{place}" in text for place in places)


def test_the_ontology_page_is_true() -> None:
    assert (DOCS / "ontology.md").read_text("utf-8") == reference.render()


@pytest.mark.parametrize("page", PAGES, ids=[page.name for page in PAGES])
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target
