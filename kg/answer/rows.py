"""The rows that finders look at: those that the store finds for the words and the entities of a question."""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection, Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Any

from kg.store import ties

if TYPE_CHECKING:
    from kg.store.reading import Reads

Row = dict[str, Any]

Find = Callable[..., list[Row]]

#: So many statements, or numbers, one look-up gives; those with more words of the question first.
MOST = 120
#: Where a question names something, so many that aren't near it.
_ELSEWHERE = 60


#: What is read from a graph: a `kg.store.Store`, or anything else that reads so.
Lists = ties.Tied


class Rows:
    """Reads what is needed, once."""

    def __init__(self, graph: Lists) -> None:
        self._graph = graph
        self.reads: Reads = graph.read
        self.text = functools.cache(graph.text)
        self.document = functools.cache(self.reads.document)
        self.sentence = functools.cache(self.reads.sentence)
        self.parts = functools.cache(self.reads.parts)
        self.about = functools.cache(self._about)
        self.of_claim = functools.cache(self._of_claim)
        self._documents: set[str] = set()
        self._mentions: dict[str, dict[str, list[tuple[int, int]]]] = {}

    @cached_property
    def entities(self) -> list[Row]:
        """All entities."""
        return list(self.reads.entities())

    @cached_property
    def is_empty(self) -> bool:
        """Whether the graph knows nothing."""
        return next(iter(self.reads.entities()), None) is None

    @cached_property
    def memberships(self) -> dict[str, list[Row]]:
        """Who has a role in what (see `kg.store.ties.memberships`), by whoever has it and by what it is in."""
        found: dict[str, list[Row]] = {}
        for tie in ties.memberships(self._graph):
            for end in {tie["member"], tie["body"]}:
                found.setdefault(end, []).append(tie)
        return found

    def _about(self, iri: str) -> list[Row]:
        """Statements about an entity."""
        return list(self.reads.claims(about=iri))

    def _of_claim(self, iri: str) -> Row | None:
        """One statement of a claim."""
        return next(iter(self.reads.statements(iri)), None)

    def mentions(self, iri: str, document: str) -> list[tuple[int, int]]:
        """Where a document mentions an entity; looked up for all documents found so far together."""
        places = self._mentions.setdefault(iri, {})
        if document not in places:
            new = sorted({document, *self._documents} - places.keys())
            there = self.reads.mentions(iri, new)
            places.update((key, there.get(key, [])) for key in new)
        return places[document]

    def found(self, groups: Iterable[Collection[str]], near: Collection[str] = ()) -> list[Row]:
        """The statements near some entities, and those anywhere, that have most of these groups of words; each once."""
        return self._gathered(self.reads.find, list(groups), near, lambda row: (row["statement"],))

    def numbers(self, groups: Iterable[Collection[str]], near: Collection[str] = ()) -> list[Row]:
        """The statistics near some entities, and those anywhere, that have most of these groups of words; each once."""
        return self._gathered(self.reads.find_numbers, list(groups), near, lambda row: (row["id"], row["start"]))

    def _gathered(
        self,
        find: Find,
        groups: list[Collection[str]],
        near: Collection[str],
        identity: Callable[[Row], tuple[Any, ...]],
    ) -> list[Row]:
        """What stands near, that with words first and filled up with the rest; and what has words elsewhere."""
        ways: list[tuple[list[Collection[str]], Collection[str]]] = [(groups, near), ([], near)] if near else []
        rows: dict[tuple[Any, ...], Row] = {}
        for some, close in ways if not groups else [*ways, (groups, ())]:
            if len(rows) < MOST or not close:
                for row in find(*some, near=close, limit=MOST if close or not near else _ELSEWHERE):
                    rows.setdefault((row["document"], *identity(row)), row)
        self._documents.update(document for document, *_ in rows)
        return sorted(rows.values(), key=lambda row: (row["document"], row["start"], row.get("statement") or row["id"]))
