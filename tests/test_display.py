"""What notebooks show: small, readable, and escaped."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

import kg
from kg import display
from kg.answer.answers import Answer, Answers

HOSTILE = "<script>alert(1)</script> \"'& \x00 \ud800"
TEXT = "Coast Press\n\nMaria Osei leads the Harbour Agency. The agency may seize 12 boats in 2023, Osei said."


class Tags(HTMLParser):
    """The elements and words of some HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.words = ""
        self.feed(html)
        assert html.encode(), "no halves of characters"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append(tag)
        assert not [name for name, _ in attrs if name != "style"]

    def handle_data(self, data: str) -> None:
        self.words += f" {data}"


def html_of(thing: object) -> Tags:
    return Tags(thing._repr_html_())  # type: ignore[attr-defined]


@pytest.fixture(scope="module")
def graph():
    with kg.open() as graph:
        graph.add(TEXT)
        yield graph


def test_a_graph_lists_documents_and_entities(graph):
    words = html_of(graph).words
    assert "1 documents" in words
    assert "Maria Osei" in words


def test_a_claim_says_who_and_where(graph):
    claim = next(claim for claim in graph.claims() if claim.modality == "possible")
    words = html_of(claim).words
    assert all(part in words for part in ("possible", "2023 (2023-01-01 to 2023-12-31)", "Osei", f":{claim.start}-"))


def test_numbers_entities_and_documents_are_cards(graph):
    assert "12" in html_of(next(graph.statistics())).words
    assert "agency" in html_of(graph.entity("Harbour Agency")).words
    assert "en" in html_of(next(graph.documents())).words


def test_an_extraction_lists_its_claims():
    found = kg.extract(TEXT)
    assert f"{len(found.claims)} claims" in html_of(found).words
    assert "lead" in html_of(found.claims[0]).words


@pytest.mark.parametrize(
    "html",
    [
        display.table(HOSTILE, [HOSTILE], [[HOSTILE]]),
        display.card(HOSTILE, {HOSTILE: HOSTILE}),
        display.record({"label": HOSTILE, "aliases": [HOSTILE], "parent": {"label": HOSTILE}, "mentions": 3}),
    ],
)
def test_everything_is_escaped(html):
    assert "script" not in Tags(html).found
    assert "<script>" in Tags(html).words


def test_answers_are_escaped():
    voice = {"id": None, "label": HOSTILE, "stance": "asserts", "cue": "", "form": "direct"}
    answer = Answer(
        text=HOSTILE, claim=None, statistic=None, sources=(voice,), quote=HOSTILE, document=HOSTILE, file=HOSTILE,
        start=0, end=1, score=1.0,
    )  # fmt: skip
    for answers in (Answers(HOSTILE, (answer,)), Answers(HOSTILE, (), HOSTILE)):
        assert "script" not in Tags(answers._repr_html_().replace("\ud800", "")).found


def test_a_long_table_says_what_it_leaves_out():
    html = display.table("all", ["n"], [[k] for k in range(display.ROWS + 3)])
    assert html.count("<td") == display.ROWS
    assert "… 3 more" in html
