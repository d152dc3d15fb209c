"""What is around an entity: whom it shares claims with, and what these share."""

from __future__ import annotations

import pytest

import kg
from kg.export.page.around import Around, around

TEXT = """\
Maria Osei leads the Harbour Agency. The Harbour Agency trained the Norland Police. Maria Osei thanked the Norland Police.
Tomas Reyn met Elif Kaya.
"""


def shown(most: int = 24) -> Around:
    with kg.open() as graph:
        graph.add(TEXT)
        store = graph._store
        entity = graph.entity("Harbour Agency")
        return around(entity, lambda iri: store.claims(about=iri), store.read.entity, most)


def test_others_are_joined_to_it_and_to_each_other() -> None:
    found = shown()
    labels = [thing.row["label"] for thing in found.things]
    assert labels[0] == "Harbour Agency"
    assert set(labels[1:]) == {"Maria Osei", "Norland Police"}
    assert {frozenset((labels[line.one], labels[line.other])) for line in found.picture.lines} == {
        frozenset(("Harbour Agency", "Maria Osei")),
        frozenset(("Harbour Agency", "Norland Police")),
        frozenset(("Maria Osei", "Norland Police")),
    }
    assert 0 in (found.lines[0].one, found.lines[0].other)


@pytest.mark.parametrize(("most", "drawn"), [(1, 2), (2, 3)])
def test_what_is_left_out_is_counted(most: int, drawn: int) -> None:
    found = shown(most)
    assert (len(found.things), found.others) == (drawn, 2)
