"""The surface view of propositions."""

from __future__ import annotations

from collections.abc import Callable

from kg.annotate import Parse
from kg.claims.triples import triples


def facts(parse: Parse, *, chained: bool = False) -> list[tuple[str, ...]]:
    return [tuple(t) for t in triples(parse, chained=chained)]


def test_plain_triples_hold_all_arguments(parse: Callable[[str], Parse]) -> None:
    tree = parse("The choir gave a concert in Orin in 1982.")
    assert facts(tree) == [("The choir", "gave", "a concert in Orin in 1982")]


def test_chained_triples_have_one_for_each_argument(parse: Callable[[str], Parse]) -> None:
    tree = parse("Nurses opened a clinic for miners in 1982.")
    chain = facts(tree, chained=True)
    assert ("Nurses", "opened", "a clinic") in chain
    assert ("Nurses", "opened a clinic in", "1982") in chain
    assert ("Nurses", "opened a clinic for", "miners") in chain


def test_that_stands_with_the_relation(parse: Callable[[str], Parse]) -> None:
    assert ("Osei", "said that", "farmers planted maize") in facts(parse("Osei said that farmers planted maize."))


def test_an_apposition_reads_as_a_sentence(parse: Callable[[str], Parse]) -> None:
    assert ("Osei", "is", "a surgeon") in facts(parse("Osei, a surgeon, came."))


def test_alternatives_are_split(parse: Callable[[str], Parse]) -> None:
    tree = parse("The shop sells apples or pears.")
    assert facts(tree) == [("The shop", "sells", "apples"), ("The shop", "sells", "pears")]


def test_nothing_comes_of_nothing(parse: Callable[[str], Parse]) -> None:
    for text in ("", "...", "Hello", "of the"):
        assert facts(parse(text)) == facts(parse(text), chained=True) == []


def test_adverbs_that_tie_sentences_are_left_out_and_others_kept(parse: Callable[[str], Parse]) -> None:
    assert ("It", "hired", "nurses") in facts(parse("It then hired nurses."))
    assert ("It", "never hired", "nurses") in facts(parse("It never hired nurses."))


def test_a_passive_keeps_its_agent_in_the_chain(parse: Callable[[str], Parse]) -> None:
    chain = facts(parse("The town was hit by storms within a year."), chained=True)
    assert ("The town", "was hit by", "storms") in chain
    assert ("The town", "was hit by storms within", "a year") in chain


def test_who_is_told_stands_before_what(parse: Callable[[str], Parse]) -> None:
    told = facts(parse("She was telling readers that sugar is cheap."))
    assert ("She", "was telling", "readers that sugar is cheap") in told


def test_modifiers_joined_before_one_noun_are_told_apart_in_the_chain(parse: Callable[[str], Parse]) -> None:
    chain = facts(parse("The council drew up social and economic plans."), chained=True)
    assert ("The council", "drew up", "social plans") in chain
    assert ("The council", "drew up", "economic plans") in chain
    plain = facts(parse("The council drew up social and economic plans."))
    assert plain == [("The council", "drew up", "social and economic plans")]
