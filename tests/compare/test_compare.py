"""Documents side by side: contradictions, numbers that disagree, plans and their outcomes, time lines, versions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

import kg
from kg import compare, ids
from kg.compare import figures
from kg.extraction import extract
from kg.records import Document
from kg.store import Store

Row = dict[str, Any]

MARCH = """\
The Coastal Harbour Agency (CHA) seized 284 boats in 2022. Maria Osei said that the agency dumped no waste in Gull Bay.
The agency will open a second patrol station in Brackwater by the end of 2023, Osei said.
The CHA plans to hire 40 inspectors. The CHA will repair the pier in Norland. Tomas Brandt denied that the Night Patrol fired on the trawler Alma.
"""
GAZETTE = """\
The union of fishermen said that the Coastal Harbour Agency (CHA) dumped waste in Gull Bay. According to the union, the
Coastal Harbour Agency seized 312 boats in 2022. Fishermen said that the Night Patrol fired on the trawler Alma.
"""
LATER = """\
The Coastal Harbour Agency (CHA) opened a second patrol station in Brackwater on January 12, 2024.
The CHA hired 25 inspectors in 2023.
"""


def graph_of(*texts: tuple[str, str | None, str]) -> Store:
    store = Store()
    for text, date, publisher in texts:
        hashed = ids.sha256(text)
        document = Document(
            text=text,
            date=date,
            publisher=publisher,
            origin=f"{publisher}-{date}.txt",
            sha256=hashed,
            id=ids.document(hashed),
        )
        store.add(extract(document))
    return store


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with graph_of(
        (MARCH, "2023-03-04", "Norland Courier"),
        (GAZETTE, "2023-03-09", "Gull Bay Gazette"),
        (GAZETTE.replace("Fishermen said", "Two skippers said"), "2023-03-10", "Skerry Post"),
        (LATER, "2024-01-15", "Norland Courier"),
    ) as store:
        yield store


def iri(store: Store, name: str) -> str:
    return str(store.read.named(name)[0]["id"])


def positions(row: Row) -> set[str]:
    return {side["position"] for side in row["sides"]}


def test_what_one_asserts_and_another_negates_or_denies(store: Store) -> None:
    found = {row["text"]: row for row in compare.conflicts(store) if row["kind"] == "claim"}
    waste = next(row for text, row in found.items() if "waste" in text)
    assert waste["contradicts"]
    assert positions(waste) == {"asserted", "negated"}
    fired = next(row for text, row in found.items() if "fired" in text)
    assert positions(fired) == {"asserted", "denied"}


def test_a_copied_sentence_counts_once(store: Store) -> None:
    waste = next(row for row in compare.conflicts(store) if "waste" in row["text"])
    (side,) = [side for side in waste["sides"] if side["position"] == "asserted"]
    assert (len(side["evidence"]), side["evidence"][0]["copies"], side["voices"]) == (1, 2, 1)


def test_numbers_that_contradict(store: Store) -> None:
    (row,) = [row for row in compare.conflicts(store) if row["kind"] == "number"]
    assert [side["value"] for side in row["sides"]] == [284, 312]
    assert row["contradicts"]


def test_quotes_are_exact(store: Store) -> None:
    for row in compare.conflicts(store):
        for shown in (shown for side in row["sides"] for shown in side["evidence"]):
            assert store.text(shown["document"])[shown["start"] : shown["end"]] == shown["quote"]


def test_conflicts_about_one_thing_and_at_a_time(store: Store) -> None:
    about = list(compare.conflicts(store, about=iri(store, "Night Patrol")))
    assert about
    assert all("Night Patrol" in row["text"] for row in about)
    assert not list(compare.conflicts(store, until="2022-12-31"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "The Coastal Harbour Agency seized more than 500 boats in 2022.",
            "The Coastal Harbour Agency seized 514 boats in 2022.",
        ),
        (
            "The Coastal Harbour Agency seized about 300 boats in 2022.",
            "The Coastal Harbour Agency seized 312 boats in 2022.",
        ),
        (
            "The Coastal Harbour Agency seized 284 boats in 2021.",
            "The Coastal Harbour Agency seized 312 boats in 2022.",
        ),
        (
            "The Coastal Harbour Agency did not seize boats in Gull Bay.",
            "The Coastal Harbour Agency seized boats in Norland.",
        ),
        ("Maria Osei did not comment.", "Maria Osei commented on the report."),
        ("Maria Osei does not care.", "Maria Osei cares about her boats."),
        ("Maria Osei hasn't found a way to do that.", "Maria Osei found a way to open the pier."),
        ("Maria Osei has not opened the pier.", "Maria Osei opened the pier on March 5, 2023."),
        ("Maria Osei leads by 2 percent.", "Maria Osei leads by 7 percent."),
        ("The Coastal Harbour Agency may sell the pier.", "The Coastal Harbour Agency did not sell the pier."),
    ],
)
def test_what_fits_together_is_no_conflict(one: str, other: str) -> None:
    with graph_of((one, "2023-03-04", "Courier"), (other, "2023-03-05", "Gazette")) as store:
        assert list(compare.conflicts(store)) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Norland Council approved the Brackwater bridge.", "The Norland Council rejected the Brackwater bridge."),
        ("The Norland Council vetoed the harbour plan.", "The harbour plan was approved by the Norland Council."),
        ("Maria Osei supports the ban on trawling.", "Maria Osei opposes the ban on trawling."),
        ("Maria Osei voted for the Harbour Act.", "Maria Osei voted against the Harbour Act."),
        ("The court convicted Tomas Brandt on March 3, 2023.", "The court acquitted Tomas Brandt on March 3, 2023."),
        ("The Coastal Fund's profits rose in 2022.", "The Coastal Fund's profits fell in 2022."),
        (
            "The Harbour Agency plans to raise the Norland toll in 2024.",
            "The Harbour Agency plans to cut the Norland toll in 2024.",
        ),
        (
            "The Harbour Agency opened Pier Nine on March 3, 2023.",
            "The Harbour Agency closed Pier Nine on March 3, 2023.",
        ),
    ],
)
def test_opposites_are_a_conflict(one: str, other: str) -> None:
    with graph_of((one, "2023-03-04", "Courier"), (other, "2023-03-05", "Gazette")) as store:
        (row,) = compare.conflicts(store)
    assert row["contradicts"]
    assert positions(row) == {"asserted", "opposite"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Norland Council approved the bridge.", "The Norland Council rejected the tunnel."),
        ("The Norland Council approved the Brackwater bridge.", "The Gull Bay Council rejected the Brackwater bridge."),
        ("The Norland Council did not reject the bridge.", "The Norland Council approved the bridge."),
        ("Maria Osei supports the ban on trawling.", "Maria Osei opposes the ban on diving."),
        ("Maria Osei supported the Harbour Act.", "Maria Osei opposes the Harbour Act."),
        ("The Coastal Fund's profits rose in 2022.", "The Coastal Fund's profits fell in 2023."),
        ("The Coastal Fund's profits rose.", "The Coastal Fund's profits fell."),
        ("The Harbour Agency opened Pier Nine.", "The Harbour Agency closed Pier Nine."),
        ("The Harbour Agency opened Pier Nine in 2022.", "The Harbour Agency closed Pier Nine in 2022."),
        ("The Norland Council may approve the bridge.", "The Norland Council rejected the bridge."),
        (
            "Tomas Brandt denied that the Norland Council rejected the bridge.",
            "The Norland Council approved the bridge.",
        ),
    ],
)
def test_what_both_may_be_so_is_no_conflict(one: str, other: str) -> None:
    with graph_of((one, "2023-03-04", "Courier"), (other, "2023-03-05", "Gazette")) as store:
        assert [row["text"] for row in compare.conflicts(store)] == []


def test_one_who_changes_sides_may_not_be_comparable() -> None:
    texts = "Maria Osei backs the Harbour Act.", "Maria Osei opposes the Harbour Act."
    with graph_of((texts[0], "2022-03-04", "Courier"), (texts[1], "2023-03-05", "Gazette")) as store:
        (row,) = compare.conflicts(store)
    assert row["reasons"] == ["said on different days"]


@pytest.mark.parametrize(
    "no",
    [
        "Maria Osei refused to endorse Tomas Brandt.",
        "Maria Osei has not endorsed Tomas Brandt.",
        "Maria Osei hasn't endorsed Tomas Brandt.",
        "Maria Osei did not endorse Tomas Brandt.",
    ],
)
def test_what_came_about_in_the_end_may_have_not_been_so(no: str) -> None:
    yes = f"Maria Osei {'' if 'has' in no else 'finally '}endorsed Tomas Brandt."
    with graph_of((no, "2023-03-01", "Courier"), (yes, "2023-03-05", "Gazette")) as store:
        (row,) = compare.conflicts(store)
    assert row["reasons"] == ["said on different days"]


def test_one_sentence_of_several_values_counts_several_things() -> None:
    one = "The Norland Council gave 20 percent to the harbour and 40 percent to the market."
    other = "The Norland Council gave 30 percent to the harbour."
    with graph_of((one, "2023-03-04", "Courier"), (other, "2023-03-04", "Gazette")) as store:
        assert not [row for row in compare.conflicts(store) if "40" in row["text"]]


def test_one_source_in_one_document_is_no_conflict() -> None:
    text = "The Coastal Harbour Agency seized 12 boats in 2022. The Coastal Harbour Agency seized 30 boats in 2022."
    with graph_of((text, "2023-03-04", "Courier")) as store:
        assert list(compare.conflicts(store)) == []


def test_fiscal_and_calendar_years_may_not_be_comparable() -> None:
    with graph_of(
        ("The Coastal Harbour Agency seized 284 boats in fiscal year 2022.", "2023-03-04", "Courier"),
        ("The Coastal Harbour Agency seized 412 boats in 2022.", "2023-03-05", "Gazette"),
    ) as store:
        (row,) = compare.conflicts(store)
    assert not row["contradicts"]
    assert row["reasons"][0].startswith("fiscal and calendar year")


def test_bounds_and_units() -> None:
    row = {"value": 500, "upper": None, "comparator": "moreThan"}
    assert figures.bounds(row).meets(figures.bounds({**row, "value": 514, "comparator": "exactly"}))
    assert not figures.bounds({**row, "comparator": "lessThan"}).meets(figures.bounds({**row, "value": 514}))
    assert figures.dimension("tonne") == ("mass", 1000.0)


def test_what_became_of_plans(store: Store) -> None:
    found = {row["relation"]: row for row in compare.plans(store)}
    assert found["open"]["status"] == "done"
    assert found["open"]["notes"] == ["done on 2024-01-12, planned by 2023-12-31"]
    assert found["hire"]["status"] == "done otherwise"
    assert found["hire"]["notes"] == ["40 planned, 25 done"]
    assert found["repair"]["status"] == "not mentioned again"
    assert found["repair"]["later_documents"] >= 1


def test_what_is_only_announced_is_not_done() -> None:
    plan = "Maria Osei will open the Norland pier in September 2023."
    opened = "Maria Osei opens the Norland pier on September 9, 2023."
    with graph_of((plan, "2023-08-01", "Courier"), (opened, "2023-09-01", "Gazette")) as store:
        assert [row["status"] for row in compare.plans(store)] == ["not mentioned again"]
    with graph_of((plan, "2023-08-01", "Courier"), (opened, "2023-09-10", "Gazette")) as store:
        assert [row["status"] for row in compare.plans(store)] == ["done"]


@pytest.mark.parametrize(
    "text",
    [
        "Maria Osei will be able to open the pier.",
        "Maria Osei should be grateful for the pier.",
        "Maria Osei will face Tomas Brandt in the final.",
    ],
)
def test_how_things_will_be_is_no_plan(text: str) -> None:
    with graph_of((text, "2023-08-01", "Courier")) as store:
        assert [row["text"] for row in compare.plans(store) if row["relation"] != "open"] == []


def test_a_time_line_says_what_dates_it(store: Store) -> None:
    rows = list(compare.timeline(store, iri(store, "CHA")))
    assert [row["date"] for row in rows] == sorted(row["date"] for row in rows)
    assert {row["dated_by"] for row in rows} == {"claim", "document"}
    assert {"event", "plan"} <= {row["kind"] for row in rows}
    assert all(row["end"] >= "2024-01-01" for row in compare.timeline(store, iri(store, "CHA"), since="2024-01-01"))


OLD = """\
The tanker Halden spilled 400 tonnes of fuel in Gull Bay on April 3, 2023. A valve on the tanker failed. The Coastal
Harbour Agency will inspect all tankers by the end of 2023. The agency did not train its inspectors. The owner paid a fine.
"""
NEW = """\
The tanker Halden spilled 650 tonnes of fuel in Gull Bay on April 3, 2023. According to the union, a valve on the tanker
failed. The Coastal Harbour Agency may inspect all tankers by the end of 2023. The agency trained its inspectors. Divers
closed the leak.
"""


def test_versions_of_a_report() -> None:
    with graph_of((OLD, "2023-05-02", "Board"), (NEW, "2023-06-20", "Board")) as store:
        documents = {row["date"]: row["id"] for row in store.documents()}
        old, new = documents["2023-05-02"], documents["2023-06-20"]
        found = [(row["change"], row["text"]) for row in compare.diff(store, old, new)]
        assert list(compare.diff(store, old, old)) == []
    wanted = {"number": "650", "reversed": "trained", "added": "Divers", "dropped": "fine"}
    for change, word in wanted.items():
        assert any(name == change and word in text for name, text in found), (change, found)
    assert {word for name, text in found if name == "softened" for word in ("valve", "inspect") if word in text} == {
        "valve",
        "inspect",
    }


@pytest.mark.parametrize(
    ("old", "new", "change", "detail"),
    [
        ("denied", "did not deny", "softened", ("stance", "denied", "did not deny")),
        ("didn't deny", "denied", "hardened", ("stance", "didn't deny", "denied")),
        ("said", "did not deny", "softened", ("stance", "said", "did not deny")),
        ("said", "did not say", "softened", ("stance", "said", "did not say")),
        ("doubted", "denied", "hardened", ("stance", "doubted", "denied")),
        ("said", "denied", "reversed", ("polarity", "affirmed", "denied")),
        ("denied", "said", "reversed", ("polarity", "denied", "affirmed")),
        ("did not deny", "didn't deny", None, None),
    ],
)
def test_who_leaves_it_open_reverses_nothing(
    old: str, new: str, change: str | None, detail: tuple[str, ...] | None
) -> None:
    texts = [f"Ben Aldo {how} that the port was closed." for how in (old, new)]
    with graph_of((texts[0], "2023-03-04", "Courier"), (texts[1], "2023-03-05", "Courier")) as store:
        documents = [row["id"] for row in sorted(store.documents(), key=lambda row: row["date"])]
        found = [row for row in compare.diff(store, *documents) if row["old"] and row["new"]]
    assert [row["change"] for row in found] == ([change] if change else [])
    for row in found:
        assert tuple(row["details"][0].values()) == detail
        assert row["text"] == f"Ben Aldo {'said' if new == 'said' else new} that the port was closed"


def test_who_did_not_say_so_contradicts_nobody() -> None:
    with graph_of(
        ("Maria Osei did not say that the Alma dumped waste in Norland.", "2023-03-04", "Courier"),
        ("Tomas Brandt denied that the Alma dumped waste in Norland.", "2023-03-04", "Gazette"),
    ) as store:
        assert list(compare.conflicts(store)) == []


def test_the_facade() -> None:
    with kg.open() as graph:
        graph.add("The Coastal Harbour Agency will hire 40 inspectors.")
        assert [row.status for row in graph.plans()] == ["no later document"]
        assert list(graph.conflicts()) == []
        assert [row.kind for row in graph.timeline("Coastal Harbour Agency")] == ["plan"]
