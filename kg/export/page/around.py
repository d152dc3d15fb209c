"""The surroundings of one entity: those that share most claims with it, and the claims among all of these."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from kg.export.page.content import Claim, Thing, placed
from kg.export.page.picture import Line, Picture, draw

Row = dict[str, Any]
#: Claims about an entity, by its IRI.
Claims = Callable[[str], Iterable[Row]]

#: So many others are drawn: more are not seen around one.
MOST = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """A drawing with its entities and claims by number, the entity itself being 0; `others` share a claim with it."""

    things: list[Thing]
    claims: list[Claim]
    picture: Picture
    others: int

    @property
    def lines(self) -> list[Line]:
        """The lines of the drawing, those to the entity itself first, and of these the ones with most claims."""
        return sorted(self.picture.lines, key=lambda line: (min(line.one, line.other) > 0, -len(line.claims)))


def around(entity: Row, claims: Claims, find: Callable[[str], Row | None], most: int = MOST) -> Around:
    """What is around an entity: `find` gives an entity's record by its IRI."""
    own = _first(claims(entity["id"]))
    shared = Counter(iri for row in own for iri in _members(row) if iri != entity["id"])
    ranked = sorted(shared, key=lambda iri: (-shared[iri], iri))
    near = [row for row in map(find, ranked[:most]) if row]
    things = [Thing(number=0, row=entity, claims=len(own))]
    things += [Thing(number=k, row=row, claims=shared[row["id"]]) for k, row in enumerate(near, 1)]
    listed = {thing.row["id"]: thing.number for thing in things}
    rows = {row["claim"]: row for row in own}
    for row in near:
        rows |= {
            other["claim"]: other for other in _first(claims(row["id"])) if len(listed.keys() & _members(other)) > 1
        }
    found = [placed(k, rows[key], 0, listed) for k, key in enumerate(sorted(rows))]
    return Around(things=things, claims=found, picture=draw(things, found), others=len(ranked))


def _first(rows: Iterable[Row]) -> list[Row]:
    """The first statement of each claim."""
    found: dict[str, Row] = {}
    for row in rows:
        found.setdefault(row["claim"], row)
    return list(found.values())


def _members(row: Row) -> set[str]:
    """The entities that a claim ties together."""
    return set(_ids(row))


def _ids(row: Row) -> Iterator[str]:
    for term in (row["subject"], row["object"], *row["arguments"]):
        if term and term["id"]:
            yield term["id"]
