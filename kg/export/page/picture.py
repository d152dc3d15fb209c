"""The graph as a drawing: entities as dots, and a line between two where claims join them.

Only the entities with most claims are drawn, as many as a person can tell apart. Places come from the force-directed
layout of Fruchterman and Reingold (1991) as NetworkX has it, from a fixed start.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import networkx as nx

if TYPE_CHECKING:
    from kg.export.page.content import Claim, Thing

#: More dots than this can't be told apart on a screen.
MOST = 100
#: The size of the drawing, in its own units.
WIDTH, HEIGHT = 1200, 760
_MARGIN = 70
#: So many dots show their label unasked, in so many letters at most.
_NAMED, _LONGEST = 36, 28
#: The width of a letter, that of a dot without a label, the height of a label, and how often dots move apart.
_LETTER, _DOT, _LINE, _ROUNDS = 6.2, 44.0, 22.0, 150
#: A weak pull of every dot to the middle, so that parts that nothing connects stay on the page.
_GRAVITY = 0.04


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """An entity at `x`, `y`; `label` is shown always where it is `major`, else when it is pointed at."""

    thing: Thing
    label: str
    x: int
    y: int
    radius: float
    major: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Two entities by number, where they are, and the numbers of the claims between them."""

    one: int
    other: int
    ends: tuple[int, int, int, int]
    claims: tuple[int, ...]
    width: float
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """The drawing, and how many connected entities it leaves out."""

    dots: tuple[Dot, ...]
    lines: tuple[Line, ...]
    left_out: int


def draw(things: Sequence[Thing], claims: Iterable[Claim]) -> Picture:
    """The drawing of the entities that claims join."""
    joined: dict[tuple[int, int], list[Claim]] = {}
    listed = {thing.row["id"]: thing.number for thing in things if thing.row["type"] != "time"}
    for claim in claims:
        for pair in _pairs(claim, listed):
            joined.setdefault(pair, []).append(claim)
    connected = sorted({number for pair in joined for number in pair})  # by number: those with most claims first
    joined = _drawn(joined, connected)
    ends = sorted({number for pair in joined for number in pair})
    major = set(ends[:_NAMED])
    labels = {number: _cut(things[number].row["label"]) for number in ends}
    most = max((things[number].claims for number in ends), default=1)
    radii = {number: round(5 + 17 * math.sqrt(things[number].claims / most), 1) for number in ends}
    sizes = {
        number: (max(_LETTER * len(labels[number]) if number in major else 0, _DOT), 2 * radii[number] + _LINE)
        for number in ends
    }
    places = _places(joined, sizes)
    dots = [
        Dot(
            thing=things[number],
            label=labels[number],
            x=x,
            y=y,
            radius=radii[number],
            major=number in major,
        )
        for number, (x, y) in sorted(places.items())
    ]
    lines = [_line(pair, found, places) for pair, found in joined.items()]
    return Picture(dots=tuple(dots), lines=tuple(lines), left_out=len(connected) - len(places))


def _drawn(
    joined: Mapping[tuple[int, int], list[Claim]], connected: Sequence[int]
) -> dict[tuple[int, int], list[Claim]]:
    """The pairs among so many of the entities with most claims that about MOST are joined to another of them."""
    found: dict[tuple[int, int], list[Claim]] = {}
    for size in range(MOST, len(connected) + MOST, MOST // 5):
        kept = set(connected[:size])
        found = {pair: claims for pair, claims in sorted(joined.items()) if kept.issuperset(pair)}
        if len({number for pair in found for number in pair}) >= MOST:
            break
    return found


def _pairs(claim: Claim, listed: dict[str, int]) -> set[tuple[int, int]]:
    """The subject of a claim with its object and each further argument, where they are listed entities."""
    row = claim.row
    subject = listed.get(row["subject"]["id"])
    others = {listed.get(term["id"]) for term in (row["object"], *row["arguments"]) if term}
    if subject is None:
        return set()
    return {(min(subject, other), max(subject, other)) for other in others if other is not None and other != subject}


def _cut(label: str) -> str:
    return label if len(label) <= _LONGEST else f"{label[: _LONGEST - 1].rstrip()}…"


def _places(
    joined: Mapping[tuple[int, int], Sequence[Claim]], sizes: Mapping[int, tuple[float, float]]
) -> dict[int, tuple[int, int]]:
    """Where each entity is drawn, with room for what is so wide and high."""
    if not joined:
        return {}
    graph: nx.Graph[int] = nx.Graph()
    graph.add_weighted_edges_from((*pair, math.sqrt(len(found))) for pair, found in joined.items())
    numbers = sorted(graph)
    middle = -1
    graph.add_weighted_edges_from((middle, number, _GRAVITY) for number in numbers)
    found = nx.spring_layout(graph, k=2.5 / math.sqrt(len(numbers)), iterations=300, seed=11)
    del found[middle]
    xs, ys = [x for x, _ in found.values()], [y for _, y in found.values()]
    places = {n: [_scaled(found[n][0], xs, WIDTH), _scaled(found[n][1], ys, HEIGHT)] for n in numbers}
    _part([(places[n], sizes[n]) for n in numbers])
    return {number: (round(x), round(y)) for number, (x, y) in places.items()}


def _scaled(value: float, values: Sequence[float], size: int) -> float:
    least, most = min(values), max(values)
    return _MARGIN + (value - least) / ((most - least) or 1) * (size - 2 * _MARGIN)


def _part(dots: Sequence[tuple[list[float], tuple[float, float]]]) -> None:
    """Move dots apart, sideways or up and down as is nearer, until labels have room or the rounds are over."""
    for _ in range(_ROUNDS):
        moved = False
        for k, (one, (width, height)) in enumerate(dots):
            for other, (wide, high) in dots[:k]:
                room = ((width + wide) / 2, (height + high) / 2)
                apart = (other[0] - one[0], other[1] - one[1])
                missing = (room[0] - abs(apart[0]), room[1] - abs(apart[1]))
                if min(missing) <= 0:
                    continue
                moved = True
                axis = 0 if missing[0] < missing[1] else 1
                step = missing[axis] / 4 * (1 if apart[axis] >= 0 else -1)
                one[axis] = _inside(one[axis] - step, axis)
                other[axis] = _inside(other[axis] + step, axis)
        if not moved:
            return


def _inside(value: float, axis: int) -> float:
    return min(max(value, _MARGIN / 2), (WIDTH, HEIGHT)[axis] - _MARGIN / 2)


def _line(pair: tuple[int, int], found: Sequence[Claim], places: dict[int, tuple[int, int]]) -> Line:
    kinds = {claim.kind for claim in found}
    kind = "denied" if "denied" in kinds else "open" if kinds == {"open"} else "plain"
    width = round(1 + 0.6 * math.sqrt(len({claim.row["claim"] for claim in found})), 1)
    numbers = tuple(claim.number for claim in found)
    one, other = pair
    return Line(one=one, other=other, ends=(*places[one], *places[other]), claims=numbers, width=width, kind=kind)
