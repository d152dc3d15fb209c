"""The component for spaCy users."""

from __future__ import annotations

from importlib.metadata import entry_points

import pytest

import kg
from kg import spacy_component
from kg.annotate.models import DEFAULT, load


@pytest.fixture(scope="module")
def nlp():
    """The default model with our component, taken out again afterwards."""
    nlp = load(DEFAULT).nlp
    assert spacy_component.ClaimsComponent  # the module registers the factory; its entry point imports it
    nlp.add_pipe("kg_claims")
    yield nlp
    nlp.remove_pipe("kg_claims")


def test_it_is_found_by_its_entry_point():
    (point,) = entry_points(group="spacy_factories", name="kg_claims")
    assert point.value == "kg.spacy_component:create"


def test_a_doc_carries_the_same_claims_as_extract(nlp):
    text = "The Coastal Harbour Agency seized 284 boats in 2022."
    doc = nlp(text)
    found = kg.extract(text)
    assert doc._.claims == found.claims != ()
    assert doc._.kg.statistics == found.statistics
    assert nlp("")._.claims == ()
