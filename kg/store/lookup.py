"""Which rows have most of some words: looked up in the lists of the index, by FTS5.

A list of FTS5 is gone through in order of rank. All lists are gone through together for rows with all words, with all but
one, and so on, until there are enough; where only few rows come into question, only for these.
"""

from __future__ import annotations

import functools
import sqlite3
from collections.abc import Collection, Iterable, Sequence

from kg.store.reading import token

#: Lists of which it is kept how long they are.
_LISTS = 4_096
#: Entries of a long list.
_LONG = 5_000
#: So few rows are read themselves, which takes less than going through the lists of their words.
_HANDFUL = 100
#: No row has it.
_NOTHING = '"/"'
#: The last rank.
_ALL = (1 << 63) - 1


class Lookup:
    """Looks words up in one table."""

    def __init__(self, tables: sqlite3.Connection, table: str) -> None:
        self._tables = tables
        self._table = table
        self._end = functools.lru_cache(_LISTS)(self._length)

    def release(self) -> None:
        """Let go of what was looked up."""
        self._end.cache_clear()

    def best(self, groups: Sequence[Collection[str]], near: Sequence[str], limit: int) -> list[int]:
        """The ranks of the rows with words of all groups, then of all but one, then of two, then of any, the lowest first;
        with one of the marks in `near`, if there are any.
        """
        close = any_of(near)
        wanted = list(dict.fromkeys(frozenset(map(token, group)) for group in groups if group))
        if not wanted:
            return self.matches(close, limit) if close else self._first(limit)
        if close and len(there := self.matches(close, _HANDFUL + 1)) <= _HANDFUL:
            return self._counted(there, wanted)[:limit]
        words = [any_of(sorted(group)) for group in wanted]
        few = self._few(words, close) if len(words) > 1 else ""
        ranks = self._most(words, close, few, limit)
        for some in dict.fromkeys((few, close) if few else (close,)):
            if len(ranks) < limit:
                ranks |= dict.fromkeys(self.matches(_both(some, _or(words)), limit + len(ranks)))
        return list(ranks)[:limit]

    def matches(self, asked: str, limit: int, last: int = _ALL, after: int = -1) -> list[int]:
        """The first ranks that an expression gives, from one to another."""
        found = self._tables.execute(
            f"SELECT rowid FROM {self._table}_words WHERE {self._table}_words MATCH ? "  # noqa: S608
            "AND rowid > ? AND rowid <= ? ORDER BY rowid LIMIT ?",
            (asked, after, last, limit),
        )
        return [number for (number,) in found]

    # ------------------------------------------------------------------ by how many words they have

    def _counted(self, ranks: Sequence[int], groups: Sequence[frozenset[str]]) -> list[int]:
        """Of a handful of rows those with any of the words, in the order of `best`: their own words are read."""
        found = self._tables.execute(
            f"SELECT rank, words FROM {self._table} WHERE rank IN ({','.join('?' * len(ranks))})",  # noqa: S608
            ranks,
        )
        order = []
        for rank, text in found:
            there = text.split(" ")
            missing = sum(group.isdisjoint(there) for group in groups)
            if missing < len(groups):
                order.append((missing if missing < 2 else 2 if missing < len(groups) - 1 else 3, rank))
        return list(dict.fromkeys(rank for _, rank in sorted(order)))

    def _few(self, words: Sequence[str], close: str) -> str:
        """The expression for few rows among which are all that lack one word at most; empty if those are many."""
        if close and self._end(close) == _ALL:
            return close
        short = [group for group in words if self._end(group) == _ALL]
        return _both(close, _or(short)) if len(short) > 1 else ""

    def _most(self, words: Sequence[str], close: str, few: str, limit: int) -> dict[int, None]:
        """Rows with all words, then with all but one, then with two. One level after the other: most often the first has
        enough, and rows that aren't given aren't read.
        """
        rarest = sorted([close, *words] if close else words, key=self._end, reverse=True)
        ranks = dict.fromkeys(self.matches(_nested(rarest), limit))
        last = _ALL if few else self._enough(words, close)
        if len(ranks) < limit and len(words) > 2:
            but_one = _or([_nested([part for part in rarest if part != word]) for word in words])
            ranks |= dict.fromkeys(self.matches(but_one, limit + len(ranks), last))
        if len(ranks) < limit and len(words) > 3:
            ranks |= dict.fromkeys(self.matches(_both(few or close, _two(words)), limit + len(ranks), last))
        return ranks

    def _enough(self, words: Sequence[str], close: str) -> int:
        """The rank up to which rows with all but one of some groups of words are looked for. Where every list that must
        be gone through is long, what is missing in one word and less confident than so many others is no loss.
        """
        return max([*sorted(map(self._end, words))[-2:-1], self._end(close) if close else 0])

    def _length(self, asked: str) -> int:
        """The rank at which a list is long; the last of all where it isn't."""
        found = self._tables.execute(
            f"SELECT rowid FROM {self._table}_words WHERE {self._table}_words MATCH ? "  # noqa: S608
            "ORDER BY rowid LIMIT 1 OFFSET ?",
            (asked, _LONG),
        ).fetchone()
        return int(found[0]) if found else _ALL

    def _first(self, limit: int) -> list[int]:
        found = self._tables.execute(f"SELECT rank FROM {self._table} ORDER BY rank LIMIT ?", (limit,))  # noqa: S608
        return [rank for (rank,) in found]


def quoted(word: str) -> str:
    """The expression for a word or mark."""
    return f'"{token(word)}"'


def any_of(words: Iterable[str]) -> str:
    """The expression for any of some words; empty for none."""
    found = " OR ".join(map(quoted, words))
    return f"({found})" if found else ""


def _both(close: str, some: str) -> str:
    return f"{close} AND {some}" if close else some


def _nested(words: Sequence[str]) -> str:
    """All of some, rarest first. FTS5 goes through all lists of an AND for each row that one of them has; here it goes
    through a list only for rows that those before it have, and the NOT keeps it from making one AND of all.

    >>> _nested(["a", "b", "c"])
    '((((a AND b) NOT "/") AND c) NOT "/")'
    """
    found = words[0]
    for group in words[1:]:
        found = f"(({found} AND {group}) NOT {_NOTHING})"
    return found


def _or(words: Sequence[str]) -> str:
    return f"({' OR '.join(words)})"


def _two(words: Sequence[str]) -> str:
    """Any two of two or more.

    >>> _two(["a", "b", "c"])
    '((a AND (b OR c)) OR (b AND c))'
    """
    first, *rest = words
    if len(rest) == 1:
        return f"({first} AND {rest[0]})"
    return f"(({first} AND {_or(rest)}) OR {_two(rest)})"
