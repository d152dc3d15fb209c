"""What reading a graph means, whoever does it: `Reader` by SPARQL from any store, `Indexed` from the index beside ours.

Both give the rows of the JSON contract, and the same ones; a test compares them.
"""

from __future__ import annotations

import functools
import itertools
import json
import re
from collections.abc import Collection, Iterable, Iterator
from typing import Any, Protocol

from kg import ids
from kg.words import kin, lows, name_key, root

Row = dict[str, Any]

#: The years of a longer time are not spelled out: "since 1950" is about none of them in particular.
_MOST_YEARS = 20


#: What the tokenizer of the index would split at.
_NO_TOKEN = re.compile(r"[^\w/.,:\u0080-\U0010ffff-]")


class Reads(Protocol):
    """Reads one state of a graph. Rows are their reader's own: copy what you change."""

    # ------------------------------------------------------------------ documents and entities

    def documents(self) -> Iterator[Row]:
        """`id file title publisher author date source language sha256`, by file."""

    def document(self, iri: str) -> Row:
        """`file date title` of a document."""

    def entities(self, *, type: str | None = None) -> Iterator[Row]:  # noqa: A002 - the contract's name
        """Entities by the number of their mentions, most first."""

    def entity(self, iri: str) -> Row | None:
        """One entity, without its counts."""

    def parts(self, iri: str) -> list[Row]:
        """The entities whose parent an entity is, most mentioned first."""

    def named(self, text: str) -> list[Row]:
        """The entities that a name, an acronym (whatever its case) or an IRI denotes, most mentioned first."""

    def called(self, key: tuple[str, ...]) -> list[Row]:
        """The entities one of whose names has this `kg.words.name_key`, most mentioned first."""

    def knows(self, word: str) -> bool:
        """Whether the `name_key` of any entity's name has a word or its root."""

    def labelled(self, roots: Collection[str], type: str) -> list[Row]:  # noqa: A002 - the contract's name
        """The entities of a type in whose label words have all of these roots or kins, most mentioned first."""

    def resembling(self, name: str) -> Iterable[Row]:
        """Entities among which one may look for a misspelt name: all, or those whose names have most of its letters."""

    def mentions(self, iri: str, documents: Iterable[str]) -> dict[str, list[tuple[int, int]]]:
        """Where each of these documents that does so mentions an entity, by any words: code points `[start, end)`, in
        order.
        """

    # ------------------------------------------------------------------ lists

    def sources(self) -> Iterator[Row]:
        """Voices with the number of their statements, in all and by stance, most first."""

    def claims(self, **filters: str | None) -> Iterator[Row]:
        """One row for each statement that the filters keep (see `kg.store.filters.Claims`), by document and place."""

    def statistics(self, **filters: str | None) -> Iterator[Row]:
        """One row for each place where a number stands that the filters keep (see `kg.store.filters.Numbers`), by document
        and place.
        """

    # ------------------------------------------------------------------ one, or the best few

    def statement(self, iri: str) -> Row | None:
        """The row of one statement."""

    def statements(self, claim: str) -> list[Row]:
        """The statements of a claim, by document and place."""

    def statistic(self, iri: str) -> list[Row]:
        """The places where a number stands, by document and place."""

    def sentence(self, document: str, start: int, end: int) -> list[Row]:
        """The statements made in a sentence, in order."""

    def find(self, *groups: Collection[str], near: Collection[str] = (), limit: int) -> list[Row]:
        """At most `limit` statements that have, of any of these groups of words, one; without groups, any statement.

        A statement has the roots and kins (`kg.words`) of its sentence and label, and the years of its time, or `YYYY-MM`
        where that is within a month. With
        `near` it is about one of these entities (IRIs), in its voice, or in a sentence with a claim about it. Those with
        words of all groups come first, then of all but one, then of two, then of any; of these the more confident. What is
        kept is given by document and place.
        """

    def find_numbers(self, *groups: Collection[str], near: Collection[str] = (), limit: int) -> list[Row]:
        """The same for statistics: the words are those of the sentence, the measure and the unit, `near` is what it is
        about or counts.
        """

    def relates(self, verb: str) -> bool:
        """Whether a relation of the graph begins with a verb of this root, "be" not counted: "be seized by"."""


# ---------------------------------------------------------------------- what both readers go by


def words_of(row: Row) -> frozenset[str]:
    """The words by which `find` finds a statement."""
    return _keys(row["quote"]) | _keys(row["label"]) | set(_years(row["time"]))


def words_of_number(row: Row) -> frozenset[str]:
    """The words by which `find_numbers` finds a statistic."""
    measure = row["measure"]
    text = f"{measure['text']} {measure['label']} {row['unit'] or ''} {row['relation'] or ''}"
    return _keys(row["quote"]) | _keys(text) | set(_years(row["time"]))


def names_of(entity: Row) -> dict[str, None]:
    """The names of an entity, each once: its label, its acronym, its aliases."""
    return dict.fromkeys(name for name in (entity["label"], entity["acronym"], *entity["aliases"]) if name)


def words_of_names(entity: Row) -> set[str]:
    """The words by which `knows` knows an entity."""
    return {word for name in names_of(entity) for word in name_key(name)}


def words_of_label(entity: Row) -> frozenset[str]:
    """The roots and kins by which `labelled` finds an entity."""
    return _keys(entity["label"])


def verb_of(relation: str) -> str:
    """The root of the verb that a relation's label begins with, "be" not counted."""
    return root(relation.removeprefix("be ").split(" ", 1)[0].lower())


def confident(row: Row) -> int:
    """A number that is lower for a more confident statement, and no other statement's (but for one in 2^59)."""
    return (15 - int(row["confidence"] * 15)) << 59 | number_of(row["statement"]) >> 5


def number_of(iri: str) -> int:
    """The hash in the IRI of a claim, statement or statistic, in 64 bits."""
    return int(iri.rsplit("/", 1)[-1], 16)


def signed(iri: str) -> int:
    """The hash in an IRI as SQLite's integer."""
    number = number_of(iri)
    return number - (1 << 64) if number >> 63 else number


def about(row: Row) -> set[str]:
    """The entities (IRIs) that a claim is about."""
    return {term["id"] for term in terms(row) if term["id"]}


def counted(row: Row) -> set[str]:
    """The entities (IRIs) that a statistic is about or counts."""
    return {term["id"] for term in (row["about"], row["measure"]) if term and term["id"]}


def voices(row: Row) -> set[str]:
    """The entities (IRIs) in whose voice a statement is."""
    return {source["id"] for source in row["sources"] if source["id"]}


def sources(counts: Iterable[tuple[str | None, str, str, int]]) -> list[Row]:
    """The rows of voices: id, label, stance and number of statements, each perhaps several times."""
    rows: dict[tuple[str | None, str], Row] = {}
    for iri, label, stance, count in counts:
        row = rows.setdefault((iri, label), {"id": iri, "label": label, "statements": 0, "stances": {}})
        row["statements"] += count
        row["stances"][stance] = row["stances"].get(stance, 0) + count
    for row in rows.values():
        row["stances"] = dict(sorted(row["stances"].items()))
    return sorted(rows.values(), key=lambda row: (-row["statements"], row["label"], row["id"] or ""))


def number_rank(row: Row) -> int:
    """A number of its own for each statistic."""
    return number_of(row["id"]) >> 1


def terms(row: Row) -> Iterator[Row]:
    """The terms of a claim's row."""
    yield row["subject"]
    if row["object"]:
        yield row["object"]
    yield from row["arguments"]


def place(row: Row) -> tuple[Any, ...]:
    """Orders the rows of statements by document and place."""
    return (row["document"], row["start"], row["end"], row["subject"]["start"], row["statement"])


def number_place(row: Row) -> tuple[Any, ...]:
    """Orders the rows of statistics by document and place."""
    return (row["document"], row["start"], row["end"], row["id"])


@functools.lru_cache(maxsize=4096)
def _keys(text: str) -> frozenset[str]:
    return frozenset(itertools.chain.from_iterable(map(_root_and_kin, lows(text))))


@functools.lru_cache(maxsize=65536)
def _root_and_kin(low: str) -> tuple[str, str]:
    return root(low), kin(low)


def _years(time: Row | None) -> list[str]:
    first = time and (time["start"] or time["end"])
    last = time and (time["end"] or time["start"])
    if not first or not last:
        return []
    years = range(int(first[:4]), int(last[:4]) + 1)
    months = [first[:7]] if first[:7] == last[:7] else []
    return [*months, *map(str, years)] if len(years) <= _MOST_YEARS else []


def token(text: str) -> str:
    """A word or mark as one token of the index."""
    return _NO_TOKEN.sub("_", text)


def entity_slug(iri: str) -> str:
    """The last part of an entity's IRI."""
    return iri.removeprefix(f"{ids.BASE}entity/")


#: Made once: `json.dumps` makes one for each call.
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False)

#: What most strings of a row begin with, and the character that stands for it: JSON has no such one inside.
_BASE, _SHORT = f'"{ids.BASE}', '"\x01'


def to_json(value: Any) -> str:
    """A value as the index keeps it: JSON, with a short form of our IRIs."""
    return _ENCODER.encode(value).replace(_BASE, _SHORT)


def from_json(text: str) -> Any:
    """What `to_json` made text of."""
    return json.loads(text.replace(_SHORT, _BASE))
