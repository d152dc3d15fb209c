"""Look-ups of words give what counting them row by row gives, whether lists are long or short."""

from __future__ import annotations

import itertools
import random
import sqlite3

import pytest

from kg.store import lookup
from kg.store.kept import Kept
from kg.store.lookup import Lookup

WORDS = ("boat", "engine", "seiz", "port", "old")
NEAR = ("near/a", "near/b")


@pytest.fixture
def rows() -> dict[int, set[str]]:
    chance = random.Random(3)
    return {
        rank: {word for word in (*WORDS, *NEAR) if chance.random() < 0.4} for rank in chance.sample(range(1 << 40), 400)
    }


@pytest.fixture
def tables(rows: dict[int, set[str]]) -> sqlite3.Connection:
    tables = sqlite3.connect(":memory:")
    tables.executescript("""
        CREATE TABLE statement (rank INTEGER, words TEXT);
        CREATE VIRTUAL TABLE statement_words USING fts5 (
          words, content='', detail=none, columnsize=0, tokenize="ascii tokenchars '-/.,:_'"
        );
    """)
    for rank, words in sorted(rows.items()):
        tables.execute("INSERT INTO statement VALUES (?, ?)", (rank, " ".join(words)))
        tables.execute("INSERT INTO statement_words (rowid, words) VALUES (?, ?)", (rank, " ".join(words)))
    return tables


def expected(rows: dict[int, set[str]], groups: list[set[str]], near: list[str], limit: int) -> list[int]:
    """By counting: all groups, all but one, two, one."""
    levels = []
    for rank, words in rows.items():
        count = sum(not group.isdisjoint(words) for group in groups)
        missing = len(groups) - count
        if (not near or words & set(near)) and (count or not groups):
            levels.append((missing if missing < 2 else 2 if count > 1 else 3, rank))
    return [rank for _, rank in sorted(levels)[:limit]]


@pytest.mark.parametrize("handful", [0, 1000])
@pytest.mark.parametrize("long", [1, 30, 10_000])
def test_rows_with_most_words_come_first(
    rows: dict[int, set[str]], tables: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch, long: int, handful: int
) -> None:
    monkeypatch.setattr(lookup, "_LONG", long)
    monkeypatch.setattr(lookup, "_HANDFUL", handful)
    monkeypatch.setattr(
        Lookup, "_enough", lambda *_: lookup._ALL
    )  # what is given up for speed is given up nowhere else
    found = Lookup(tables, "statement")
    for count, near, limit in itertools.product(range(6), ([], ["near/a"], [*NEAR]), (5, 50, 500)):
        groups = [{word} for word in WORDS[:count]]
        if len(groups) > 2:
            groups[1] |= {"seiz"}
        assert found.best(groups, near, limit) == expected(rows, groups, list(near), limit), (count, near, limit)


def test_nothing_is_kept_after_a_release(tables: sqlite3.Connection) -> None:
    found = Lookup(tables, "statement")
    before = found.best([{"boat"}, {"port"}], [], 10)
    tables.execute("INSERT INTO statement_words (rowid, words) VALUES (0, 'boat port')")
    found.release()
    assert found.best([{"boat"}, {"port"}], [], 10) == [0, *before[:9]]


def test_what_was_used_last_is_kept() -> None:
    kept: Kept[int, str] = Kept(2)
    for number in range(3):
        kept[number] = str(number)
    assert kept.get(0) == "0"  # now among the new ones
    kept[3] = "3"
    assert [kept.get(number) for number in (0, 2, 3)] == ["0", "2", "3"]
    assert kept.get(1) is None
    kept.clear()
    assert kept.get(3) is None
