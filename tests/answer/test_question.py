"""What questions are understood to ask."""

from __future__ import annotations

from typing import Any

import pytest

from kg.answer import periods
from kg.answer.names import Names
from kg.answer.reading import understand
from kg.answer.words import kin, root, same_relation
from kg.store.reading import names_of, words_of_names
from kg.words import name_key

ROWS: list[dict[str, Any]] = [
    {
        "id": "ha",
        "label": "Harbour Agency",
        "type": "agency",
        "acronym": "HA",
        "aliases": ["the Harbour Agency"],
        "parent": None,
    },
    {"id": "npu", "label": "Night Patrol Unit", "type": "unit", "acronym": "NPU", "aliases": [], "parent": "ha"},
    {
        "id": "us",
        "label": "United States",
        "type": "place",
        "acronym": None,
        "aliases": ["U.S.", "US"],
        "parent": None,
    },
    {"id": "osei", "label": "María Osei", "type": "person", "acronym": None, "aliases": ["Osei"], "parent": None},
    {"id": "boat", "label": "boat", "type": "concept", "acronym": None, "aliases": [], "parent": None},
]


class Known:
    """Knows these entities and no verb."""

    def entity(self, iri: str) -> dict[str, Any] | None:
        return next((row for row in ROWS if row["id"] == iri), None)

    def called(self, key: tuple[str, ...]) -> list[dict[str, Any]]:
        return [row for row in ROWS if key in map(name_key, names_of(row))]

    def knows(self, word: str) -> bool:
        return any(word in words_of_names(row) for row in ROWS)

    def resembling(self, name: str) -> list[dict[str, Any]]:
        return ROWS

    def relates(self, verb: str) -> bool:
        return False


NAMES = Names(Known())


@pytest.mark.parametrize(
    ("text", "kind", "subject", "verb", "other"),
    [
        ("what does the HA do?", "what", "the HA", "do", ""),
        ("What did the harbour agency seize in 2022", "what", "the harbour agency", "seize", ""),
        ("who seized twelve boats", "who", "", "seized", "twelve boats"),
        ("who was arrested by the NPU", "who", "the NPU", "arrested", ""),
        ("how many boats did HAs seize", "number", "HAs", "seize", ""),
        ("how many boats were seized by HA", "number", "HA", "seized", ""),
        ("how many people died in Norland", "number", "", "died", "in Norland"),
        ("how much did the NPU spend on fuel", "amount", "the NPU", "spend", "on fuel"),
        ("where do the boats come from", "where", "the boats", "come", "from"),
        ("when was the plan presented", "when", "", "presented", "the plan"),
        ("why did Maria Osei resign", "why", "Maria Osei", "resign", ""),
        ("what is the NPU", "definition", "the NPU", "", ""),
        ("who is Osei", "definition", "Osei", "", ""),
        ("who is the head of the HA", "role", "", "", "the HA"),
        ("what are the aims of HA", "attribute", "", "", "HA"),
        ("what did Osei say about the boats", "said", "Osei", "say", "the boats"),
        ("who denied the theft", "speaker", "", "denied", "the theft"),
        ("which units does the HA have", "units", "the HA", "", ""),
        ("what is the NPU part of", "parents", "the NPU", "", ""),
        ("what does HA plan to do", "plans", "HA", "do", ""),
        ("what will HA do", "plans", "HA", "do", ""),
        ("how are HA and NPU connected", "connection", "HA", "", "NPU"),
        ("did Osei meet the NPU", "whether", "Osei", "meet", "the NPU"),
        ("please tell me who leads HA", "who", "", "leads", "HA"),
        ("where is the NPU", "where", "the NPU", "locate", ""),
        ("where did the fair take place", "where", "the fair", "happen", ""),
        ("what did the storm take place after", "what", "the storm", "happen", "after"),
        ("how long did the HA wait", "duration", "the HA", "wait", ""),
        ("what caused the fire", "what", "", "caused", "the fire"),
        ("tell me where Osei lives", "where", "Osei", "lives", ""),
        ("who will meet the NPU", "who", "", "meet", "the NPU"),
        ("who has a boat", "who", "", "have", "a boat"),
        ("when must the form be returned", "when", "", "returned", "the form"),
        ("what is HA asking Osei to do", "what", "HA", "asking", "Osei"),
        ("is there a storm", "whether", "", "be", "a storm"),
        ("is the NPU part of HA", "parents", "the NPU", "", "HA"),
        ("name the units of HA", "units", "HA", "", ""),
        ("list the aims of HA", "attribute", "", "", "HA"),
        ("what is the NPU made up of", "what", "", "comprised", "the NPU of"),
        ("how old is Osei", "amount", "Osei", "", ""),
        ("how many people live in Norland", "number", "", "live", "in Norland"),
        ("how many arrests by the NPU", "number", "the NPU", "", ""),
        ("what share of the fish does HA sell", "amount", "HA", "sell", ""),
        ("what position does Osei hold", "definition", "Osei", "", ""),
        ("what does Osei have to sign", "what", "Osei", "sign", ""),
        ("what did Osei try to remove from the port", "what", "Osei", "remove", "from the port"),
        ("what does HA want the skippers to stop using", "what", "the skippers", "using", "HA"),
        ("in which country was the boat built", "where", "", "built", "the boat in"),
        ("which boat is Osei's largest", "role", "", "", "Osei"),
        ("which team had to repaint the boat", "which", "", "repaint", "the boat"),
        ("which larger body is the NPU part of", "parents", "the NPU", "", ""),
        ("what is the NPU meant to do", "plans", "the NPU", "", ""),
        ("until when does the fair run", "when", "the fair", "run", ""),
        ("do we know when the HA will expand the pier", "when", "the HA", "expand", "the pier"),
        ("the HA seized how many boats", "number", "the HA", "seized", ""),
        ("is it true that the HA seized boats", "whether", "the HA", "seized", "boats"),
        ("the HA seized boats, didn't it?", "whether", "the HA", "seized", "boats"),
        ("by whom was the pier seized", "who", "", "seized", "the pier"),
        ("who was it that seized the boat", "who", "", "seized", "the boat"),
        ("what is the name of the crew that seized the boat", "which", "", "seized", "the boat"),
        ("number of boats seized in Norland", "number", "", "seized", "in Norland"),
        ("why was the fair put off", "why", "", "delayed", "the fair"),
        ("did HA turn the offer down", "whether", "HA", "reject", "the offer"),
        ("what is the population of the U.S.", "amount", "the US", "", ""),
        ("what did Osei offer to the NPU", "what", "Osei", "offer", "to the NPU"),
        ("which banks launder money for the HA", "which", "", "launder", "money for the HA"),
        ("which skippers want the ban lifted", "which", "", "want", "the ban lifted"),
        ("how many died in Norland", "number", "", "died", "in Norland"),
        ("who is ambassador to the U.S.", "role", "", "", "the US"),
        ("what is Osei accused of stealing", "what", "Osei", "stealing", ""),
        ("the number of boats the HA has", "number", "the HA", "have", ""),
        ("how likely is a storm", "how", "a storm", "", "likely"),
    ],
)
def test_understand(text: str, kind: str, subject: str, verb: str, other: str) -> None:
    asked = understand(text, NAMES)
    assert (asked.kind, asked.subject.text, asked.verb, asked.other.text) == (kind, subject, verb, other)


def test_names_in_any_dress() -> None:
    assert understand("what does the HARBOUR AGENCY's do", NAMES).subject.ids == (("ha",),)
    assert understand("who is maria osei", NAMES).subject.ids == (("osei",),)
    assert understand("what does the U.S. do", NAMES).subject.ids == (("us",),)
    assert understand("who told us", NAMES).other.ids == ()


def test_according_to_and_time() -> None:
    asked = understand("according to Maria Osei, how many boats did the HA seize in June 2022?", NAMES)
    assert asked.scope.voice.ids == (("osei",),)
    (period,) = asked.periods
    assert (period.start, period.end) == ("2022-06-01", "2022-06-30")


@pytest.mark.parametrize(
    ("text", "voice", "subject", "verb"),
    [
        ("how many boats does Osei say were seized", "osei", "", "seized"),
        ("how fast does the HA expect trade to grow", "ha", "trade", "grow"),
        ("what does Osei think the NPU should do", "osei", "the NPU", "do"),
        ("in Osei's view, who seized the boat", "osei", "", "seized"),
        ("who seized the boat, says Osei", "osei", "", "seized"),
        ("what did Osei say about the boat", None, "Osei", "say"),
        ("what did the HA expect to find", None, "the HA", "find"),
    ],
)
def test_in_whose_view(text: str, voice: str | None, subject: str, verb: str) -> None:
    asked = understand(text, NAMES)
    assert (asked.subject.text, asked.verb) == (subject, verb)
    assert asked.scope.voice.ids == (((voice,),) if voice else ())


def test_a_word_in_lower_case_is_no_name_beside_capitals() -> None:
    assert understand("did Osei meet the npu", NAMES).other.ids == (("npu",),)
    assert understand("what did Mayor Osei say", NAMES).subject.ids == (("osei",),)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("in FY2022", "2021-10-01", "2022-09-30"),
        ("in fiscal year 23", "2022-10-01", "2023-09-30"),
        ("in 2022", "2022-01-01", "2022-12-31"),
        ("since 2020", "2020-01-01", None),
        ("before 2020", None, "2020-01-01"),
        ("between 2019 and 2021", "2019-01-01", "2021-12-31"),
        ("on March 4, 2023", "2023-03-04", "2023-03-04"),
    ],
)
def test_periods(text: str, start: str | None, end: str | None) -> None:
    period, rest = periods.find(f"who left {text}?")
    assert period is not None
    assert (period.start, period.end, rest.strip(" ?")) == (start, end, "who left")


def test_a_period_covers_what_mostly_lies_in_it() -> None:
    year, _ = periods.find("in 2022")
    assert year is not None
    assert year.covers({"start": "2021-10-01", "end": "2022-09-30"})
    assert not year.covers({"start": "2022-10-01", "end": "2023-09-30"})
    assert not year.covers(None)
    june, _ = periods.find("in June")
    assert june is not None
    assert june.covers({"start": "2019-06-03", "end": "2019-06-03"})
    assert periods.find("in 20220")[0] is None


@pytest.mark.parametrize(
    ("one", "other"), [("seizure", "seizing"), ("came", "originated"), ("confiscate", "seize"), ("said", "announced")]
)
def test_same_relation(one: str, other: str) -> None:
    assert same_relation(one, other)


@pytest.mark.parametrize(("one", "other"), [("seize", "arrest"), ("office", "officer"), ("nation", "national")])
def test_different_words(one: str, other: str) -> None:
    assert root(one) != root(other)
    assert kin(one) != kin(other) or one == "nation"
