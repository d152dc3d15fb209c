"""Who is given an office, and whose name stands behind one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.annotate import Parse


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The board elected Ana Osei president.", {"Osei": ("dobj", "elected"), "president": ("oprd", "elected")}),
        ("They named Ana Li chief of staff.", {"Li": ("dobj", "named"), "chief": ("oprd", "named")}),
        ("The board elected Ana Osei its president.", {"president": ("oprd", "elected")}),
        ("They made her chair of the panel.", {"her": ("dobj", "made"), "chair": ("oprd", "made")}),
        (
            "Ana Reid called her vote a mistake, but she noted it.",
            {"vote": ("dobj", "called"), "mistake": ("oprd", "called")},
        ),
        ("An aide to Osei, Ana Li, wrote it.", {"Li": ("appos", "aide")}),
        ("The mother of Sam Osei, Ana Li, wept.", {"Li": ("appos", "mother")}),
        (
            "Skippers called the raid and the search for Osei's old nets a transparent ploy aimed at ending the strike.",
            {"ploy": ("oprd", "called")},
        ),
        ("They called Osei, a surgeon.", {"surgeon": ("appos", "Osei")}),
        # and what stays as it is
        ("They appointed a new director.", {"director": ("dobj", "appointed")}),
        ("They found her chair in the hall.", {"her": ("poss", "chair")}),
        ("They made his chair in a day.", {"his": ("poss", "chair")}),
        ("She called to vote on a plan.", {"plan": ("pobj", "on")}),
        ("A letter to Osei, Ana Li says, is lost.", {"Li": ("nsubj", "says")}),
        ("The port of Orin, Ana Li said, is closed.", {"Li": ("nsubj", "said")}),
    ],
)
def test_who_is_what(parse: Callable[[str], Parse], sentence: str, expected: dict[str, tuple[str, str]]) -> None:
    words = {w.text: w for w in parse(sentence).words}
    assert {text: (words[text].dep, words[text].head.text) for text in expected} == expected
