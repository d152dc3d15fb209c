"""A graph in which what is told of an entity's own is told of the entity.

"HSI's agents arrested 302 people", "HSI special agents are in Mexico", "the budget of HSI grew" are about HSI, although
agents and budget are entities of their own. In: a store, or what is trusted of it. Out: the same lists, where those
`about` an entity have what is about its own too; `kg.compare` and `kg.export` read it as they do the store.
"""

from __future__ import annotations

import functools
import heapq
import re
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, get_args

from kg.records import EntityType
from kg.store import reading
from kg.words import root, tokens

if TYPE_CHECKING:
    from kg.store import Store
    from kg.trusted import Trusted

Row = dict[str, Any]

#: What a compound with the name of a place says is where, or of what kind: "Mexico trip", "U.S. dollars".
_WHERE = "place"
#: "special agents": what has no name of its own, in at most so many words.
_PLAIN = r"[a-z][\w-]*(?: [a-z][\w-]*){0,3}"


class Owning:
    """The rows of a store in which an entity's own counts as the entity; all else is as it is."""

    def __init__(self, graph: Store | Trusted) -> None:
        self._graph = graph
        self.documents = graph.documents
        self.entities = graph.entities
        self.text = graph.text
        self.ask = graph.ask
        self._own = functools.cache(self._find_own)
        self._places = functools.cache(self._find_places)

    @property
    def read(self) -> Any:
        """What looks rows up, as it is."""
        return self._graph.read

    def claims(self, *, about: str | None = None, **filters: str | None) -> Iterator[Row]:
        """The statements; `about` is an IRI."""
        if about is None:
            return self._graph.claims(**filters)
        return self._merged(self._graph.claims, about, filters, reading.place, _nouns)

    def statistics(self, *, about: str | None = None, **filters: str | None) -> Iterator[Row]:
        """The numbers; `about` is an IRI."""
        if about is None:
            return self._graph.statistics(**filters)
        return self._merged(self._graph.statistics, about, filters, reading.number_place, _counted)

    def _merged(
        self,
        listed: Callable[..., Iterator[Row]],
        about: str,
        filters: dict[str, str | None],
        place: Callable[[Row], tuple[Any, ...]],
        terms: Callable[[Row], Iterable[Row | None]],
    ) -> Iterator[Row]:
        """What is about an entity and its own, each row once, by document and place."""
        own = self._own(about)
        of_own = (
            filter(lambda row: self._is_own(row, about, own, terms(row)), listed(about=iri, **filters)) for iri in own
        )
        last: tuple[Any, ...] = ()
        for row in heapq.merge(listed(about=about, **filters), *of_own, key=place):
            if place(row) != last:
                yield row
            last = place(row)

    def _is_own(self, row: Row, about: str, own: frozenset[str], terms: Iterable[Row | None]) -> bool:
        """Whether it is this entity that a term names as the owner, and no other of the same name."""
        named = self._places(about, row["document"])
        return any(
            term["start"] <= start < end <= term["end"]
            for term in terms
            if term and term["id"] in own
            for start, end in named
        )

    def _find_places(self, iri: str, document: str) -> list[tuple[int, int]]:
        return self._graph.read.mentions(iri, [document]).get(document, [])

    def _find_own(self, iri: str) -> frozenset[str]:
        """What is called by an entity's name and a noun: "HSI's agents", "HSI special agent", "center of HSI"."""
        entity = self._graph.read.entity(iri)
        if entity is None:
            return frozenset()
        found = set()
        for name in reading.names_of(entity):
            roots = {root(token.low) for token in tokens(name)}
            called = _called(name, compound=entity["type"] != _WHERE)
            for type_ in get_args(EntityType):
                rows = self._graph.read.labelled(roots, type_) if roots else []
                found |= {row["id"] for row in rows if called.fullmatch(row["label"])}
        return frozenset(found - {iri})


def _called(name: str, *, compound: bool) -> re.Pattern[str]:
    """What labels look like that name an owner.

    >>> [bool(_called("HSI", compound=True).fullmatch(label)) for label in ("HSI's agents", "HSI agent", "HSI Mexico")]
    [True, True, False]
    """
    of = re.escape(name)
    ways = [rf"{of}(?:['\u2019]s|['\u2019](?<=s.)) .+", rf"{_PLAIN} of (?:the )?{of}"]
    return re.compile("|".join([*ways, f"{of} {_PLAIN}"] if compound else ways))


def _nouns(row: Row) -> Iterator[Row | None]:
    """The terms of a claim but a clause, which has claims of its own."""
    yield row["subject"]
    yield None if row["content"] else row["object"]
    yield from row["arguments"]


def _counted(row: Row) -> tuple[Row | None, ...]:
    return row["about"], row["measure"]
