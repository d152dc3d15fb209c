"""Fixtures shared by all tests: the model is loaded once a process, and each text is parsed once."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.annotate import Parse
from kg.annotate import parse as parse_text

ROOT = Path(__file__).resolve().parents[1]
ARTICLE = ROOT.parent / "shared" / "seeds" / "hsi-opioid-strategy.txt"


@pytest.fixture(scope="session")
def parse() -> Callable[[str], Parse]:
    """A function from a text to its tree."""
    return functools.lru_cache(maxsize=None)(parse_text)


@pytest.fixture(scope="session")
def article() -> Path:
    """The real article the project began with; tests that read it are skipped where it is absent."""
    if not ARTICLE.exists():
        pytest.skip("the article is not part of the project")
    return ARTICLE


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [n for n in os.environ if n.startswith("KG_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("NO_COLOR", "1")
