"""Who says what: a table of sentences, then quotations over paragraphs, nesting, and odd input."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from kg.annotate import Parse
from kg.claims.drafts import Voice
from kg.claims.voices import top_level, voices
from kg.claims.voices.colon import block_voices
from kg.claims.voices.features import View
from kg.claims.voices.quotes import quotations
from kg.claims.voices.told import told_voices
from kg.claims.voices.worded import noun_voices

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "voices.toml").read_text(encoding="utf-8"))
Parser = Callable[[str], Parse]


def parts(text: str, voice: Voice) -> list[str]:
    return [text[start:end] for start, end in voice.content]


def cue(voice: Voice) -> str:
    return " ".join(w.text for w in voice.cue)


def source(voice: Voice) -> str | None:
    return voice.source.text if voice.source else None


@pytest.mark.parametrize("case", CASES["voice"], ids=lambda c: c["name"])
def test_voice(case: dict[str, object], parse: Parser) -> None:
    text = str(case["text"])
    found = top_level(voices(parse(text)))
    assert [(source(v), cue(v)) for v in found] == [(case["source"], case["cue"])]
    assert [p.strip(",.") for p in parts(text, found[0])] == [str(p).strip(",.") for p in case["content"]]  # type: ignore[attr-defined]
    assert found[0].form == case.get("form", "indirect")
    if "stance" in case:
        assert found[0].stance == case["stance"]


@pytest.mark.parametrize("case", CASES["silent"], ids=lambda c: c["name"])
def test_silent(case: dict[str, str], parse: Parser) -> None:
    assert voices(parse(case["text"])) == []


@pytest.mark.parametrize("case", CASES["unruled"], ids=lambda c: c["name"])
def test_unruled(case: dict[str, str], parse: Parser) -> None:
    view = View.of(parse(case["text"]))
    assert [*told_voices(view), *noun_voices(view), *block_voices(view)] == []


def test_nested_voices_are_found_and_only_the_outer_is_top_level(parse: Parser) -> None:
    text = "The radio reported that the mayor had promised that the bridge would open."
    found = voices(parse(text))
    assert {cue(v) for v in found} == {"reported", "had promised"}
    assert [cue(v) for v in top_level(found)] == ["reported"]


def test_a_quoted_paragraph_goes_on_with_the_last_speaker(parse: Parser) -> None:
    text = (
        "The Harbour Board said that ten piers will close.\n"
        '"The piers were built a century ago. They can no longer carry the weight of the trains."'
    )
    first, second = voices(parse(text))
    assert source(second) == source(first) == "The Harbour Board"
    assert second.cue == ()
    assert second.form == "direct"
    assert second.confidence < first.confidence
    assert top_level([first, second]) == [first]


def test_a_quoted_paragraph_does_not_go_on_with_the_writer(parse: Parser) -> None:
    text = (
        'I said that the piers will close.\n"The piers were built a century ago. They can no longer carry the trains."'
    )
    assert [source(v) for v in voices(parse(text))] == ["I"]


def test_quotations_signed_line_by_line(parse: Parser) -> None:
    text = "“The dam is old and weak.” ― Ana Ruiz\n“The town will pay for it.” ― Tom Osei"
    assert [(source(v), parts(text, v)[0][:5]) for v in voices(parse(text))] == [
        ("Ana Ruiz", "“The "),
        ("Tom Osei", "“The "),
    ]


def test_a_quotation_that_opens_each_paragraph_is_one_voice(parse: Parser) -> None:
    text = "Pat Lee said: “We lost the first harvest to the flood.\n“We lost the second one to the drought.”"
    found = top_level(voices(parse(text)))
    assert len(found) == 1
    assert text[found[0].content[-1][0] : found[0].content[-1][1]].endswith("drought.”")


def test_stance_of_negated_belief(parse: Parser) -> None:
    (voice,) = voices(parse("The auditors do not believe that the count was complete."))
    assert voice.stance == "doubts"


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The minister would not confirm that troops had crossed the border.", "questions"),
        ("The minister neither confirmed nor denied that troops had crossed the border.", "questions"),
        ("The minister denied that troops had crossed the border.", "denies"),
        ("The minister did not doubt that troops had crossed the border.", "asserts"),
        ("The minister doubted that troops had crossed the border.", "doubts"),
        ("The minister confirmed that troops had crossed the border.", "asserts"),
    ],
)
def test_what_is_neither_confirmed_nor_denied_stays_open(text: str, stance: str, parse: Parser) -> None:
    assert [v.stance for v in voices(parse(text))] == [stance]


def test_coordination_by_verb_form(parse: Parser) -> None:
    text = "She said he would pay the workers and warned that the mine would close."
    first, second = voices(parse(text))
    assert (parts(text, first), cue(first)) == (["he would pay the workers"], "said")
    assert (source(second), cue(second)) == ("She", "warned")


def test_a_swallowed_subject_is_said(parse: Parser) -> None:
    text = "According to Rathbun the old piers were returned to the board."
    (voice,) = voices(parse(text))
    assert (source(voice), parts(text, voice)) == ("Rathbun", ["the old piers were returned to the board."])


def test_a_dateline_is_no_source(parse: Parser) -> None:
    (voice,) = voices(parse("OSLO -- The king said that the strait was closed."))
    assert source(voice) == "The king"


def test_refusing_a_thing_is_not_denying_a_claim(parse: Parser) -> None:
    assert all(v.stance != "denies" for v in voices(parse("The sailors were denied visas by mistake last week.")))
    assert [v.stance for v in voices(parse("The claims were denied by the minister."))] == ["denies"]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ('He called it "odd" and "new".', 2),
        ("“One.\n“Two.”", 2),
        ('A mark " that never closes', 1),
        ("''Two single marks,'' he said.", 1),
        ('He said, "Cut\nby a line break." Then Kim said, "Whole."', 3),
        ('He wrote "odd\nShe wrote "new" and "old".', 3),
        ("None here.", 0),
    ],
)
def test_quotations(text: str, count: int, parse: Parser) -> None:
    found = quotations(parse(text))
    assert len(found) == count
    assert all(a.last < b.first for a, b in pairwise(found))


@pytest.mark.parametrize(
    "text",
    ["", " ", '"', '""""', "said", ": : :", "“", "”", "— — “x” —", "said said said " * 300, '\n\n"\n\n"', "a" * 500],
)
def test_odd_text_never_fails(text: str, parse: Parser) -> None:
    for voice in voices(parse(text)):
        assert voice.content
        assert all(0 <= start < end <= len(text) for start, end in voice.content)


def test_offsets_and_order(parse: Parser) -> None:
    text = " ".join(str(case["text"]) for case in CASES["voice"])
    found = voices(parse(text))
    assert found == voices(parse(text))
    for voice in found:
        assert all(a[1] <= b[0] for a, b in pairwise(voice.content))
        assert all(0 <= start < end <= len(text) for start, end in voice.content)
        if voice.source:
            assert not set(voice.source.words) & set(voice.cue)
