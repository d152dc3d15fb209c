"""Clauses whose verb was taken for something else have one again, and good trees stay as they are."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.annotate import Parse


@pytest.mark.parametrize(
    ("sentence", "word", "expected"),
    [
        ("Most of the farmers approved of the dam, although it cost a lot.", "approved", ("ROOT", "approved")),
        ("In a new poll, 64 percent of Herald readers approved of the dam.", "approved", ("ROOT", "approved")),
        ("Three fishers killed by floods.", "fishers", ("ROOT", "fishers")),
        ("The farmers who approved of the dam left.", "left", ("ROOT", "left")),
        ("The port is safe, a Herald survey shows.", "shows", ("ROOT", "shows")),
        ("She likes the port, the market and the puppet shows.", "likes", ("ROOT", "likes")),
        ("They left because they were not trained guards or invited guests.", "they", ("nsubjpass", "trained")),
        ("The mill also performs general, urban and rural surveys.", "surveys", ("dobj", "performs")),
        ("They should stop using nets and turn to rods.", "turn", ("conj", "stop")),
        ("They should keep cutting and drying reeds.", "drying", ("conj", "cutting")),
        ("They have no idea who he is.", "is", ("acl", "idea")),
        ("They have no friend who is a nurse.", "is", ("relcl", "friend")),
        ("The letter makes clear that the port has closed.", "closed", ("ccomp", "clear")),
        ("He held off selling the boats.", "selling", ("xcomp", "held")),
        ("New rules followed, including a ban on nets.", "including", ("prep", "rules")),
        ("She was re-elected mayor in May.", "elected", ("ROOT", "elected")),
        ("She was re-elected mayor in May.", "mayor", ("oprd", "elected")),
        (
            "The prize led to letters from Norvik and Ruiz was invited to their Harvest Fair.",
            "Ruiz",
            ("nsubjpass", "invited"),
        ),
        ("He is a fellow at the Orin Institute who ran a bank.", "ran", ("relcl", "fellow")),
        ("The rule allowed dozens of crews to safely and cheaply cast a net.", "cast", ("ccomp", "allowed")),
        ("Those crews in ports closed by strikes would surely cast nets elsewhere.", "cast", ("ROOT", "cast")),
        ("Osei said on Friday during a radio show that he may wait until May.", "wait", ("ccomp", "said")),
        ("Osei laughed during a show that he had staged.", "staged", ("relcl", "show")),
        ("It brought the peace that Osei was seeking.", "seeking", ("relcl", "peace")),
        ("The net has greatly increased the speed and reach of such rumours.", "reach", ("conj", "speed")),
        ("They fish the bay and approve of the dam.", "approve", ("conj", "fish")),
        ("Osei left after weeks of talks between the towns to halt the floods.", "halt", ("acl", "talks")),
        ("Osei left after lunch to halt the floods.", "halt", ("advcl", "left")),
        ("They were not all meant to be alike.", "not", ("neg", "meant")),
        ("She became the first nurse in Orin to win a medal.", "win", ("relcl", "nurse")),
        ("It ended in the work being shelved.", "shelved", ("pcomp", "in")),
        ("They passed on a chance to sell the mill.", "chance", ("dobj", "passed")),
        ("They print those items on our slip that add up to a sum.", "add", ("relcl", "items")),
        ("They helped the crews to wash and finally dry their nets.", "and", ("cc", "wash")),
        ('The mayor told the nurse that he, "may represent change."', "told", ("ROOT", "told")),
        ("Two months since the dam fell, the town waits.", "months", ("npadvmod", "since")),
    ],
)
def test_garden_paths(parse: Callable[[str], Parse], sentence: str, word: str, expected: tuple[str, str]) -> None:
    found = [(w.dep, w.head.text) for w in parse(sentence).words if w.text == word]
    assert expected in found


def test_tags_left_in_a_text_are_no_words(parse: Callable[[str], Parse]) -> None:
    tree = parse('<post id="4" by="x">Two boats < three rafts</post> sank.')
    assert tree.text[tree.words[0].start : tree.words[0].end] == "Two"
    assert [w.text for w in tree.words] == ["Two", "boats", "<", "three", "rafts", "sank", "."]


def test_what_was_not_sent_or_received_was_not_received(parse: Callable[[str], Parse]) -> None:
    tree = parse("She had not sent or received any letters.")
    assert next(w.tag for w in tree.words if w.text == "received") == "VBN"
