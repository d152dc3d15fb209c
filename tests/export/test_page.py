"""The page: escaped, whole, and used in a real browser as a reader would."""

from __future__ import annotations

import base64
import hashlib
import io
import itertools
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import export
from kg.export.about import About
from kg.export.page.passages import passages, pieces, plain
from tests.export.made import BASE, Records, claim, entity, term

if TYPE_CHECKING:
    from playwright.sync_api import Page

HOSTILE = (
    "</title></style></script><script>document.title = 'taken'</script>"
    "<img src=x onerror=\"document.title='taken'\"> ' \" & &lt; ${1} {{ 1 }} {% x %} \u202e"
)
#: Two claims in the first sentence, one of them denied, and one claim in the third; an emoji takes two UTF-16 units.
TEXT = "Harbour 🚢 guards seized 12 boats.\n\nIt rained. Ada Lind may visit Skerry, they say."


class Harbour(Records):
    """Claims that stand where the text says they stand."""

    def __init__(self, name: str = "Harbour guards", text: str = TEXT) -> None:
        super().__init__()
        self._name, self._text = name, text

    def entities(self) -> Iterator[dict[str, Any]]:
        return iter(
            [entity("guards", self._name), entity("lind", "Ada Lind", "person"), entity("boat", "boat", "concept")]
        )

    def claims(self) -> Iterator[dict[str, Any]]:
        def at(name: str, label: str, words: str) -> dict[str, Any]:
            start = TEXT.index(words)
            return {**term(name, label), "start": start, "end": start + len(words)}

        first = {"start": 0, "end": TEXT.index("\n"), "quote": TEXT[: TEXT.index("\n")], "modality": "actual"}
        seize = {"subject": at("guards", self._name, "Harbour 🚢 guards"), "object": at("boat", "boat", "12 boats")}
        last = TEXT.index("Ada")
        voice = {"id": None, "label": self._name, "stance": "denies", "cue": "said", "form": "direct"}
        yield claim("1", "1", 0.9, **first, **seize, arguments=[], label=f"{self._name} seized 12 boats")
        yield claim("2", "2", 0.4, **first, **seize, arguments=[], sources=[voice], label="it was a raid")
        lind = {"subject": at("lind", "Ada Lind", "Ada Lind"), "object": at(None, "Skerry", "Skerry"), "arguments": []}
        yield claim("3", "3", 0.6, **lind, start=last, end=len(TEXT), label="Ada Lind may visit Skerry", time=None)

    def text(self, document: str) -> str:
        return self._text


def rendered(graph: export.Readable) -> str:
    out = io.BytesIO()
    export.write(graph, "html", out)
    return out.getvalue().decode("utf-8")


class Reading(HTMLParser):
    """The elements of a page, and the words of its texts without the counts between them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self._open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.elements.append((tag, found))
        if self._open or found.get("class") == "text":
            self._open += [] if tag == "br" else [f"{tag} {found.get('class')}"]

    def handle_endtag(self, tag: str) -> None:
        if self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] != "a count":
            self.words += data


def test_the_text_is_whole() -> None:
    assert Reading(rendered(Harbour())).words == TEXT
    assert Reading(rendered(Records())).words == plain(Records().text(""))


def test_nothing_that_a_document_says_becomes_markup() -> None:
    found = Reading(rendered(Harbour(HOSTILE, HOSTILE + TEXT[len(HOSTILE) :])))
    assert [tag for tag, _ in found.elements].count("script") == 2
    assert not [tag for tag, _ in found.elements if tag in ("img", "iframe", "object", "link", "base", "embed")]
    for _, attributes in found.elements:
        assert not [name for name in attributes if name.startswith("on") or name in ("src", "style", "action")]
        assert (attributes.get("href") or "#").startswith("#")


def test_only_its_own_style_and_scripts_are_admitted() -> None:
    html = rendered(Harbour())
    inside = re.findall(r"<(?:script|style)>(.*?)</(?:script|style)>", html, re.DOTALL)
    hashes = [f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in inside]
    policy = next(a["content"] or "" for _, a in Reading(html).elements if "http-equiv" in a)
    assert set(re.findall(r"'sha256-[^']*'", policy)) == set(hashes)
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy


def test_what_sources_disagree_on_leads_to_the_words() -> None:
    voice = {"id": None, "label": HOSTILE, "stance": "asserts"}
    shown = {"document": f"{BASE}doc/1", "start": 0, "end": 33, "sources": [voice], "quote": HOSTILE}
    sides = [
        {"text": "12 boats", "evidence": [shown]},
        {"text": "9 boats", "evidence": [{**shown, "document": "gone"}]},
    ]
    conflict = {"kind": "number", "about": {"label": "Guards"}, "relation": None, "text": "12 or 9", "sides": sides}
    out = io.BytesIO()
    export.write(Harbour(), "html", out, conflicts=[{**conflict, "contradicts": False, "reasons": ["other years"]}])
    html = out.getvalue().decode()
    assert "Guards, have: 12 or 9" in html
    assert "other years" in html
    assert html.count("<q>") == 1
    assert next(a["href"] for tag, a in Reading(html[html.index("<q>") :]).elements if tag == "a") == "#p0-0"
    assert "<img" not in html


def test_an_empty_graph_is_a_page() -> None:
    class Empty(Records):
        def documents(self) -> Iterator[dict[str, Any]]:
            return iter(())

        entities = claims = statistics = documents

    assert "0 documents" in rendered(Empty())


@given(st.text(), st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)), max_size=8))
def test_pieces_make_the_text(text: str, spans: list[tuple[int, int]]) -> None:
    places = [
        (start, min(start + length, len(text)), k) for k, (start, length) in enumerate(spans) if start < len(text)
    ]
    found = passages(places)
    inside = "".join(str(html) for _, html in pieces(text, found))
    assert Reading(f'<div class="text">{inside}</div>').words == plain(text)
    assert all(one.end <= other.start for one, other in itertools.pairwise(found))
    assert sorted(k for passage in found for k in passage.members) == [k for *_, k in places]


def test_a_part_of_the_graph_is_about_one_entity() -> None:
    class Filtered(Harbour):
        def claims(self, *, about: str | None = None, by: str | None = None) -> Iterator[dict[str, Any]]:
            return (row for row in super().claims() if about and row["subject"]["id"] == about)

        def statistics(self, *, about: str | None = None) -> Iterator[dict[str, Any]]:
            return iter(())

    html = rendered(About(Filtered(), entity("lind", "Ada Lind", "person")))
    assert "<title>Ada Lind" in html
    assert "Ada Lind may visit" in html
    assert "it was a raid" not in html


# ---------------------------------------------------------------------- in a browser


@pytest.fixture
def shown(page: Page, tmp_path: Path) -> Page:
    """The page of the harbour in a browser; a request for anything else fails the test."""
    file = tmp_path / "page.html"
    export.save(Harbour(), "html", file)
    page.on("request", lambda request: pytest.fail(request.url) if not request.url.startswith("file:") else None)
    page.goto(file.as_uri())
    return page


def _turn_to(shown: Page, tab: str) -> None:
    """Open a tab, which shows when the browser gets to tell of the new address."""
    shown.click(f"#tabs a[href='#{tab}']")
    shown.locator(f"#{tab}").wait_for()


def test_a_passage_leads_to_its_claims_and_back(shown: Page) -> None:
    _turn_to(shown, "texts")
    shown.locator("article mark").first.click()
    panel = shown.locator("#panel")
    assert panel.locator("h2").inner_text() == "2 claims here"
    assert panel.locator("li .claim").all_inner_texts() == ["Harbour guards seized 12 boats", "it was a raid"]
    assert "denies" in panel.locator("li").nth(1).inner_text()
    assert "0.40" in panel.locator("li").nth(1).inner_text()
    words = "[...CSS.highlights.get('object')].map(String)"
    assert shown.evaluate(words) == ["12 boats", "12 boats"]
    shown.keyboard.press("Escape")
    assert panel.is_hidden()

    _turn_to(shown, "claims")
    shown.locator("#claim-table tbody .where").last.click()
    shown.locator("#texts").wait_for()
    assert shown.locator("#texts").is_visible()
    assert shown.locator("mark.chosen").inner_text() == "Ada Lind may visit Skerry, they say."
    assert shown.evaluate("[...CSS.highlights.get('subject')].map(String)") == ["Ada Lind"]


def test_claims_are_filtered_and_sorted(shown: Page) -> None:
    _turn_to(shown, "claims")
    rows = shown.locator("#claim-table tbody tr:visible th")
    assert rows.count() == 3
    shown.fill("[name=words]", "raid guards")
    assert rows.all_inner_texts() == ["it was a raid"]
    assert "1 shown of 1" in shown.inner_text("#shown")
    shown.click("#filters [type=reset]")
    shown.select_option("[name=made]", "planned")
    assert rows.all_inner_texts() == ["Ada Lind may visit Skerry"]
    shown.click("#filters [type=reset]")
    shown.get_by_role("button", name="Sure").click()
    assert [text[:3] for text in rows.all_inner_texts()] == ["it ", "Ada", "Har"]
    shown.get_by_role("button", name="Sure").click()
    assert [text[:3] for text in rows.all_inner_texts()] == ["Har", "Ada", "it "]


def test_a_quote_is_copied_with_its_source(shown: Page) -> None:
    shown.context.grant_permissions(["clipboard-read", "clipboard-write"])
    _turn_to(shown, "claims")
    shown.get_by_role("link", name="A:").last.click()
    _turn_to(shown, "graph")
    shown.locator(".node").first.click()
    assert shown.locator("#panel blockquote").first.inner_text() == "Harbour 🚢 guards seized 12 boats."
    shown.locator("#panel .copy").first.click()
    shown.get_by_text("Copied").wait_for()
    copied = shown.evaluate("navigator.clipboard.readText()")
    assert copied == '"Harbour 🚢 guards seized 12 boats." (the bureau asserts < Daily asserts; A, a.txt:0-33)'


def test_entities_are_found_by_a_word(shown: Page) -> None:
    _turn_to(shown, "entities")
    shown.fill("[data-find=entities]", "lind person")
    assert shown.locator("#entities tbody tr:visible th a").all_inner_texts() == ["Ada Lind"]


def test_the_drawing_is_worked_by_keys(shown: Page) -> None:
    _turn_to(shown, "graph")
    shown.locator(".node").first.focus()
    shown.keyboard.press("Enter")
    assert "2 claims" in shown.locator("#panel h2").inner_text()
    shown.keyboard.press("Escape")
    assert shown.evaluate("document.activeElement.matches('.node')")


def test_an_address_opens_its_place(shown: Page) -> None:
    shown.goto(shown.url.partition("#")[0] + "#c2")
    assert shown.locator("#c2").is_visible()


def test_hostile_words_do_nothing(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    export.save(Harbour(HOSTILE, HOSTILE + TEXT[len(HOSTILE) :]), "html", file)
    page.goto(file.as_uri())
    for part in ("texts", "claims", "numbers", "entities", "graph"):
        page.click(f"#tabs a[href='#{part}']")
    page.locator(".node").first.click()
    assert page.title() != "taken"
    assert "<script>" in page.locator("#panel h2").inner_text()


def test_it_reads_without_a_script(browser: Any, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    export.save(Harbour(), "html", file)
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(file.as_uri())
    assert page.locator("article").is_visible()
    assert page.locator("#claim-table tbody tr").last.is_visible()
    page.locator("a.count").last.click()
    assert page.url.endswith("#c2")
    assert page.locator("#filters").is_hidden()
    context.close()


def test_it_prints_all_of_it(shown: Page) -> None:
    shown.emulate_media(media="print")
    for part in ("article", "#claim-table tbody tr", "#drawing"):
        assert shown.locator(part).last.is_visible()
    assert shown.locator("#tabs").is_hidden()
