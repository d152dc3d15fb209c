"""How entities are connected."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest

from kg.answer import connect
from kg.extraction import extract
from kg.store import Store

TEXT = """\
The Harbour Agency (HA) trained the Night Patrol. The Night Patrol moved to Canada.
Maria Osei visited Brazil.
"""


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with Store() as store:
        store.add(extract(TEXT))
        yield store


def _id(store: Store, name: str) -> str:
    return str(store.read.named(name)[0]["id"])


def test_a_path_runs_from_one_to_the_other_and_quotes_its_steps(store: Store) -> None:
    one, other = _id(store, "HA"), _id(store, "Canada")
    steps = connect(store, one, other)
    assert [steps[0].source, steps[-1].target] == [one, other]
    assert all(a.target == b.source for a, b in itertools.pairwise(steps))
    assert all(TEXT[step.row["start"] : step.row["end"]] == step.row["quote"] for step in steps)
    assert "trained" in steps[0].text


def test_rather_through_names_than_through_any_report() -> None:
    text = (
        "Maria Osei read the report. Tomas Brandt read the report. "
        "Maria Osei trained the Night Patrol. The Night Patrol searched the Alma. Tomas Brandt bought the Alma."
    )
    with Store() as store:
        store.add(extract(text))
        through = [
            store.read.entity(step.target)["label"]
            for step in connect(store, *(_id(store, name) for name in ("Maria Osei", "Tomas Brandt")))
        ]
    assert through == ["Night Patrol", "Alma", "Tomas Brandt"]


def test_one_day_connects_nobody() -> None:
    with Store() as store:
        store.add(extract("Maria Osei left Norland on Thursday. Tomas Brandt left Brackwater on Thursday."))
        assert connect(store, _id(store, "Maria Osei"), _id(store, "Tomas Brandt")) == []


def test_no_path(store: Store) -> None:
    assert connect(store, _id(store, "HA"), _id(store, "Brazil")) == []
    assert connect(store, _id(store, "HA"), _id(store, "HA")) == []
    assert connect(store, _id(store, "HA"), "https://example.org/nothing") == []


ROLES = (
    "Maria Osei, director of the Harbour Agency (HA), left Norland. The Night Patrol Unit (NPU) is a unit of the HA. "
    "Tomas Vey, former chief of the Night Patrol Unit, spoke. Lena Roth, mayor of Lima, opened the fair."
)


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ("Maria Osei", "HA", ["Maria Osei is director of Harbour Agency (HA)"]),
        ("HA", "Maria Osei", ["Maria Osei is director of Harbour Agency (HA)"]),
        (
            "Tomas Vey",
            "HA",
            [
                "Tomas Vey was chief of Night Patrol Unit (NPU)",
                "Night Patrol Unit (NPU) is part of Harbour Agency (HA)",
            ],
        ),
        ("Lima", "Lena Roth", ["Lena Roth is mayor of Lima"]),
        ("Lena Roth", "HA", []),
    ],
)
def test_a_role_is_a_step(one: str, other: str, told: list[str]) -> None:
    with Store() as store:
        store.add(extract(ROLES))
        steps = connect(store, _id(store, one), _id(store, other))
    assert [step.text for step in steps] == told
    assert all(ROLES[step.row["start"] : step.row["end"]] == step.row["quote"] for step in steps)
