"""Trees are true to the text, whatever the text."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.annotate import Parse
from kg.annotate.models import load
from kg.annotate.paragraphs import MAX_PIECE, headed, paragraphs
from kg.errors import ModelError


def check(tree: Parse, text: str) -> None:
    """Words stand where they say, sentences hold them in order, heads lie in their sentence."""
    clean = text.replace("\r", "\n")
    for word in tree.words:
        assert len(word.text) == word.end - word.start
        if word.text == clean[word.start : word.end]:
            continue
        assert not clean[word.start : word.end].isprintable()
    for sentence in tree.sentences:
        for word in tree.words_of(sentence):
            assert sentence.first <= word.head.i < sentence.last
            assert word.left <= word.i <= word.right
            assert word.subtree()[0].i == word.left


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=120))
def test_any_text_gives_a_true_tree(parse: Callable[[str], Parse], text: str) -> None:
    check(parse(text), text)


@pytest.mark.parametrize("text", ["", " ", "\n\n", "...", "a\ud800b", "x\0y", "One.\nTwo.\n\nThree and\nfour."])
def test_odd_texts(parse: Callable[[str], Parse], text: str) -> None:
    check(parse(text), text)


def test_paragraphs_are_lines_unless_the_text_is_wrapped() -> None:
    lines = "One sentence stands here.\nAnother one stands here.\n"
    assert [lines[a:b] for a, b in paragraphs(lines)] == ["One sentence stands here.", "Another one stands here."]
    wrapped = (
        "The agency said on Monday that it had seized twelve\n"
        "tons of steel in the harbour, and that it would go\n"
        "on looking for more of it in the coming weeks.\n\n"
        "A second paragraph begins after an empty line, and\nends here."
    )
    assert len(paragraphs(wrapped)) == 2


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The firm sold 40\nboats.", 1),
        ("The fund lent $3\nmillion to the\n  farmers.", 1),
        ("The fund lent $3\n\nmillion to farmers.", 2),
        ("Sales fell in 2020\nProfits rose", 2),
        ("apples\npears\nplums", 3),
        ("In 2020 the port closed.\nboats left", 2),
    ],
)
def test_a_line_that_is_cut_within_a_phrase_goes_on(text: str, count: int) -> None:
    assert len(paragraphs(text)) == count


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("PORT CITY - The minister spoke.", "PORT CITY"),
        ("LONDON, March 3 (Norland Press) \u2014 The minister spoke.", "LONDON, March 3 (Norland Press)"),
        ("NASA - the agency - launched it.", "NASA - the agency - launched it."),
        ("The minister - a doctor - spoke.", "The minister - a doctor - spoke."),
        ("HWA-led patrols went out.", "HWA-led patrols went out."),
    ],
)
def test_a_dateline_stands_apart(text: str, first: str) -> None:
    start, end = paragraphs(text)[0]
    assert text[start:end] == first


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("21:04 Polls in Orin have closed for good.", ["21:04", "Polls in Orin have closed for good."]),
        ("9.30 pm - Polls in Orin have closed for good.", ["9.30 pm -", "Polls in Orin have closed for good."]),
        ("Food aid: The ships have left the port.", ["Food aid:", "The ships have left the port."]),
        ("It has three goals: Saving fuel is the first of them.", None),
        ("The port has these: nets and rods and lines.", None),
        ("12:30 trains leave Orin every day in May.", None),
        ("Score: Two.", None),
    ],
)
def test_an_hour_or_a_heading_stands_apart(text: str, pieces: list[str] | None) -> None:
    assert [text[a:b] for a, b in headed(text, 0, len(text))] == (pieces or [text])


def test_a_heading_is_in_the_paragraph_of_its_sentence(parse: Callable[[str], Parse]) -> None:
    assert {s.paragraph for s in parse("Food aid: The ships have left the port.").sentences} == {0}


def test_long_paragraphs_are_cut_between_words() -> None:
    text = "word " * 5000
    pieces = paragraphs(text)
    assert all(b - a <= MAX_PIECE for a, b in pieces)
    assert "".join(text[a:b] for a, b in pieces).replace(" ", "") == text.replace(" ", "")


def test_unknown_and_missing_models_name_the_way_out() -> None:
    with pytest.raises(ModelError, match="known are"):
        load("en_core_web_huge")
    with pytest.raises(ModelError, match="spacy download en_core_web_sm"):
        load("en_core_web_sm")
