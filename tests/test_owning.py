"""What is told of an entity's own is told of the entity, in every list alike."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import kg

#: Sentences with "the Coastal Harbour Agency (CHA)", and whether they are about it.
SENTENCES = [
    ("CHA's agents arrested 12 smugglers in 2023.", True),
    ("CHA special agents seized 30 boats in 2023.", True),
    ("Coastal Harbour Agency inspectors boarded 7 ships in 2023.", True),
    ("Maria Osei is the director of the Coastal Harbour Agency.", True),
    ("The mayor praised the CHA's new boats.", True),
    ("CHA North seized 5 cars in 2023.", False),
    ("The Chart Museum's visitors bought 60 maps in 2023.", False),
    ("The mayor said that CHA bought a crane.", True),
    ("The mayor doubts that it matters.", False),
]
TEXT = "The Coastal Harbour Agency (CHA) is in Norland. " + " ".join(sentence for sentence, _ in SENTENCES)


@pytest.fixture(scope="module")
def graph() -> Iterator[kg.Graph]:
    """A graph of TEXT in memory; tests only read it."""
    with kg.open() as graph:
        graph.add(TEXT)
        yield graph


@pytest.mark.parametrize(("sentence", "is_about"), SENTENCES)
def test_claims_about_an_entity_are_also_about_its_own(graph: kg.Graph, sentence: str, is_about: bool) -> None:
    quotes = {claim.quote for claim in graph.claims(about="CHA")}
    assert (sentence in quotes) == is_about


def test_a_clause_is_nobodys_own(graph: kg.Graph) -> None:
    assert "say" not in {claim.relation.label for claim in graph.claims(about="CHA")}


def test_all_lists_agree(graph: kg.Graph) -> None:
    claims = list(graph.claims(about="CHA"))
    assert [claim.statement for claim in claims] == [
        claim.statement for claim in graph.claims() if claim.statement in {c.statement for c in claims}
    ]
    numbers = {statistic.id for statistic in graph.statistics(about="CHA")}
    assert {12, 30, 7} <= {statistic.value for statistic in graph.statistics(about="CHA")}
    assert {number for claim in claims for number in claim.statistics} <= numbers
    dossier = graph.show("CHA")
    assert {claim.claim for claim in (*dossier.does, *dossier.said_about)} == {claim.claim for claim in claims}
    assert {statistic.id for statistic in dossier.statistics} == numbers
    shown = {row.claim for event in graph.timeline("CHA") for row in event.evidence}
    assert shown <= {claim.claim for claim in claims}


def test_who_is_called_the_same_owns_only_their_own() -> None:
    with kg.open() as graph:
        graph.add("The Coastal Harbour Agency (CHA) is in Norland. CHA's agents arrested 12 smugglers.")
        graph.add("The Cattle Health Authority (CHA) is in Lima. CHA's vets treated 40 cows.")
        own = {
            name: {claim.quote for claim in graph.claims(about=name)}
            for name in ("Coastal Harbour Agency", "Cattle Health Authority")
        }
    assert "CHA's vets treated 40 cows." in own["Cattle Health Authority"]
    assert own["Coastal Harbour Agency"].isdisjoint(own["Cattle Health Authority"])


def test_conflicts_and_plans_of_an_entity_are_also_those_of_its_own() -> None:
    first = "The Coastal Harbour Agency (CHA) is in Norland. CHA special agents arrested 12 smugglers in 2023."
    other = first.replace("12", "14") + " CHA agents will search the port of Norland in 2030."
    with kg.open() as graph:
        graph.add(first)
        graph.add(other)
        assert [row.text for row in graph.conflicts(about="CHA")] == [row.text for row in graph.conflicts()]
        assert len(list(graph.conflicts(about="CHA"))) == 1
        assert "search" in {row.relation for row in graph.plans(about="CHA")}
