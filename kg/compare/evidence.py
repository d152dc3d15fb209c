"""Who says a thing and where, with what was only copied counted once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kg.answer import phrasing
from kg.words import tokens

Row = dict[str, Any]


def evidence(row: Row, date: str | None, *, text: str | None = None) -> Row:
    """What is shown of a statement: `text claim sources quote document file start end date copies`.

    `date` is the document's day; `copies` says how many documents have the same sentence.
    """
    kept = ("claim", "sources", "quote", "document", "file", "start", "end")
    return {"text": text or phrasing.attributed(row), **{key: row[key] for key in kept}, "date": date, "copies": 1}


def distinct(found: Iterable[Row]) -> list[Row]:
    """Evidence without repetitions: a sentence that stands in several documents once, the earliest, with its `copies`;
    of one document each sentence once.
    """
    first: dict[tuple[str, ...], Row] = {}
    seen: dict[tuple[str, ...], set[str]] = {}
    for row in sorted(found, key=lambda row: (row["date"] or "9999", row["file"], row["document"], row["start"])):
        key = words_of(row["quote"])
        seen.setdefault(key, set()).add(row["document"])
        first.setdefault(key, row)
    return [{**row, "copies": len(seen[key])} for key, row in first.items()]


def words_of(quote: str) -> tuple[str, ...]:
    """A sentence as copies of it agree in: its words, whatever their case and the signs between them."""
    return tuple(token.low for token in tokens(quote))


def voice(sources: Iterable[Row]) -> str:
    """Who speaks, the nearest voice: an IRI, or a label in lower case."""
    nearest = next(iter(sources), None)
    return "" if nearest is None else nearest["id"] or nearest["label"].casefold()


def voices(found: Iterable[Row]) -> int:
    """How many independent voices there are in some evidence."""
    return len({voice(row["sources"]) for row in found})
