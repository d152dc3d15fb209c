"""What belongs to what, as records: the members, roles, sites, wholes and parts of an entity, each with its passage."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Protocol

from kg import ids

if TYPE_CHECKING:
    from kg.store.asking import Answer
    from kg.store.reading import Reads

Row = dict[str, Any]


class Tied(Protocol):
    """What ties are read from: a `kg.store.Store`, or what is trusted of it."""

    @property
    def read(self) -> Reads:
        """What reads it."""

    def text(self, document: str) -> str:
        """The text of a document."""

    def ask(self, query: str, values: Mapping[str, str]) -> Answer:
        """The answer to a named query."""


#: How deep parts are followed.
_DEPTH = 12


def members(store: Tied, iri: str) -> list[Row]:
    """Who has or had what role in a body or a place: `id label role standing time document file start end quote`."""
    columns = ("id", "label", "role", "standing", "time", "since", "until", "document", "passage")
    return list(_once(_tie(store, dict(zip(columns, row, strict=True))) for row in _ask(store, "members-of", iri)))


def memberships(store: Tied) -> Iterator[Row]:
    """Who has or had what role in what, of all: `member body role standing document start end`."""
    for member, body, role, standing, document, passage in _rows(store, "memberships", {}):
        _, start, end = ids.parse_passage(passage or "")
        place = {"document": document, "start": start, "end": end}
        yield {"member": member, "body": body, "role": role, "standing": (standing or "").removeprefix(ids.KG)} | place


def roles(store: Tied, iri: str) -> list[Row]:
    """What roles a person has or had, and in what: `id label` (of that) and the rest as for members."""
    columns = ("role", "id", "label", "standing", "time", "since", "until", "document", "passage")
    return list(_once(_tie(store, dict(zip(columns, row, strict=True))) for row in _ask(store, "roles-of", iri)))


def sites(store: Tied, iri: str) -> list[Row]:
    """Where a body has offices: `id label` (of the place) `document file start end quote`."""
    columns = ("id", "label", "document", "passage")
    return list(_once(_tie(store, dict(zip(columns, row, strict=True))) for row in _ask(store, "sites-of", iri)))


def wholes(entity: Callable[[str], Row | None], row: Row) -> list[Row]:
    """What an entity is a part of, the nearest first, up to the top."""
    found: list[Row] = []
    seen = {row["id"]}
    while row["parent"] and row["parent"] not in seen and (above := entity(row["parent"])):
        seen.add(above["id"])
        found.append(above)
        row = above
    return found


def parts(children: Callable[[str], list[Row]], iri: str, depth: int = _DEPTH) -> list[Row]:
    """The parts of an entity with their `units`, and so on."""
    return [{**row, "units": parts(children, row["id"], depth - 1) if depth else []} for row in children(iri)]


def _ask(store: Tied, query: str, iri: str) -> Iterator[list[str | None]]:
    return _rows(store, query, {"entity": iri})


def _rows(store: Tied, query: str, values: Mapping[str, str]) -> Iterator[list[str | None]]:
    for row in store.ask(query, values).rows:
        yield [None if value is None else str(value.value) for value in row]


def _tie(store: Tied, row: Row) -> Row:
    document, start, end = ids.parse_passage(row.pop("passage"))
    if "standing" in row:
        row["standing"] = row["standing"].removeprefix(ids.KG)
        text, since, until = row.pop("time"), row.pop("since"), row.pop("until")
        row["time"] = {"text": text, "start": since, "end": until} if text else None
    place = {"document": document, "file": store.read.document(document)["file"], "start": start, "end": end}
    return row | place | {"quote": store.text(document)[start:end]}


def _once(rows: Iterator[Row]) -> Iterator[Row]:
    """Each tie once, by the first passage that says so."""
    seen: set[tuple[Any, ...]] = set()
    for row in rows:
        time = row.get("time") or {}
        key = (row["id"], (row.get("role") or "").lower(), row.get("standing"), time.get("start"), time.get("end"))
        if key not in seen:
            seen.add(key)
            yield row
