"""Fixtures shared by all tests: the model is loaded once a process, and each text is parsed once."""

from __future__ import annotations

import functools
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.annotate import Parse
from kg.annotate import parse as parse_text

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parents[1]
ARTICLE = ROOT.parent / "shared" / "seeds" / "hsi-opioid-strategy.txt"

#: Nothing that a browser does by itself, such as asking for updates; and no sandbox of its own, which root can't have.
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


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


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The machine's own Chromium, without a window; tests of pages are skipped where there is none."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("no Chromium is installed")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """An empty tab. The test fails where a page breaks a rule of its own or a script of it fails."""
    context = browser.new_context(viewport={"width": 1200, "height": 900})
    tab = context.new_page()
    wrong: list[str] = []
    tab.on("pageerror", lambda error: wrong.append(str(error)))
    tab.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    yield tab
    context.close()
    assert not wrong, wrong
