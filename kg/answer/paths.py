"""How two entities are connected: a path over claims and organisations, each step with its evidence."""

from __future__ import annotations

import heapq
import itertools
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from kg.answer import phrasing
from kg.answer.rows import Lists, Rows
from kg.answer.things import evidence, named
from kg.words import fold

Row = dict[str, Any]

#: Over more steps than this, everything is connected to everything.
LONGEST = 6
#: How strong a step is at most, so that each step weakens a path, and how strong a place in an organisation is.
_MOST = 0.99
_BELONGS = 0.95
#: What isn't said to be so connects less: a denial does, since both are spoken of, but not much.
_UNSURE = 0.5
#: Through what has no name of its own ("report", "people") runs a path that may be about two things.
_NAMELESS = 0.5
#: Nor does the shortest path run through it unless any other is so many steps longer.
_DETOUR = 2
#: What is described in most texts, and named in few.
_DESCRIBED = frozenset({"concept", "group"})
#: How a role reads that somebody has, had or will have.
_IS = {"present": "is", "former": "was", "future": "will be"}
#: To say something of somebody is less than to do something with them.
_TOLD = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One edge of a path: the ids at its ends, what connects them, and the statement that shows it best.

    `support` is the number of independent voices that connect the two, `strength` in (0, 1) how sure it is that one of
    them is read aright.
    """

    source: str
    target: str
    text: str
    row: Row
    support: int = 1
    strength: float = _MOST


def connect(graph: Lists, one: str, other: str, *, strongest: bool = False, max_steps: int = LONGEST) -> list[Step]:
    """The steps from entity `one` to entity `other` (IRIs); none if they aren't connected.

    The path has the fewest steps, one through what has no name counting for more, and of these is the strongest; or, where `strongest`, the greatest product of
    strengths, in at most `max_steps`.
    """
    return path(Rows(graph), one, other, strongest=strongest, max_steps=max_steps)


@dataclass(frozen=True, slots=True)
class _Edge:
    """A step before it is put into words: the claims that connect two things, or show the role that `tie` tells of; or
    none where one is part of the other.
    """

    source: str
    target: str
    claims: tuple[Row, ...]
    told: bool
    support: int
    strength: float
    tie: Row | None = None


def path(rows: Rows, one: str, other: str, *, strongest: bool = False, max_steps: int = LONGEST) -> list[Step]:
    """As `connect`, with rows already read: Dijkstra's algorithm, by steps and weakness, or the other way around."""
    known = {row["id"]: row for row in rows.entities}
    units: dict[str, list[Row]] = {}
    for row in known.values():
        units.setdefault(row["parent"] or "", []).append(row)
    if one == other or one not in known or other not in known:
        return []
    order = itertools.count()
    queue: list[tuple[float, float, int, str, tuple[_Edge, ...]]] = [(0.0, 0.0, next(order), one, ())]
    fewest: dict[str, int] = {}
    edges: dict[str, list[_Edge]] = {}
    while queue:
        *_, at, steps = heapq.heappop(queue)
        if at == other:
            return [_step(rows, known, edge) for edge in steps]
        # What comes here later is weaker, and worth going on from only if it took fewer steps.
        if len(steps) >= min(max_steps, fewest.get(at, max_steps)):
            continue
        fewest[at] = len(steps)
        if at not in edges:
            edges[at] = list(_edges(rows, known, units.get(at, []), at))
        for step in edges[at]:
            if step.target == one or (step.target in fewest and fewest[step.target] <= len(steps) + 1):
                continue
            reached = (*steps, step)
            weakness = -sum(math.log(s.strength) for s in reached)
            length = len(reached) + _DETOUR * sum(not has_name(known[s.target]) for s in steps)
            cost = (weakness, length) if strongest else (length, weakness)
            heapq.heappush(queue, (*cost, next(order), step.target, reached))
    return []


def _edges(rows: Rows, known: dict[str, Row], units: list[Row], at: str) -> Iterator[_Edge]:
    """What an entity is directly connected with: its parent and units, who has a role in it and in what it has one, then
    who and what its claims are about, then whom it speaks of and who speaks of it.
    """
    for iri in (*(row["id"] for row in units), known[at]["parent"]):
        if iri in known and rows.about(at if known[at]["parent"] == iri else iri):
            yield _Edge(at, iri, (), told=False, support=1, strength=_BELONGS)
    for iri, tie, own in _roles(rows, at):
        if iri in known:
            support, strength = _strength(own)
            yield _Edge(at, iri, own, told=False, support=support, strength=min(_BELONGS, strength), tie=tie)
    for told, found in ((False, _beside(rows, at)), (True, _spoken(rows, at))):
        for iri, claims in sorted(found.items()):
            if iri in known and iri != at and known[iri]["type"] != "time":  # one day connects nobody
                support, strength = _strength(claims)
                strength *= (1.0 if has_name(known[iri]) else _NAMELESS) * (_TOLD if told else 1.0)
                yield _Edge(at, iri, tuple(claims), told, support, round(min(_MOST, strength), 4))


def _roles(rows: Rows, at: str) -> Iterator[tuple[str, Row, tuple[Row, ...]]]:
    """Who has a role in an entity, and in what it has one: the other, the tie, and the claims of its sentence about
    whoever has the role, that which tells the role first.
    """
    for tie in rows.memberships.get(at, ()):
        told = rows.sentence(tie["document"], tie["start"], tie["end"])
        own = [row for row in told if row["subject"]["id"] == tie["member"]]
        if own:
            role = fold(tie["role"] or "member")
            other = tie["body"] if tie["member"] == at else tie["member"]
            yield other, tie, tuple(sorted(own, key=lambda row: role not in fold(row["label"])))


def _role(tie: Row, known: dict[str, Row]) -> str:
    """ "Maria Osei was director of Coastal Harbour Agency (CHA)"."""
    member, body = named(known[tie["member"]]), named(known[tie["body"]])
    return f"{member} {_IS[tie['standing']]} {tie['role'] or 'a member'} of {body}"


def _step(rows: Rows, known: dict[str, Row], edge: _Edge) -> Step:
    if edge.tie:
        row, text = edge.claims[0], _role(edge.tie, known)
    elif edge.claims:
        row = max(edge.claims, key=lambda row: (_sureness(row), -len(row["quote"]), row["statement"]))
        text = phrasing.in_voice(row["sources"][0], row) if edge.told else phrasing.attributed(row)
    else:
        one, other = known[edge.source], known[edge.target]
        child, parent = (one, other) if one["parent"] == other["id"] else (other, one)
        row = evidence(child, rows, parent) or rows.about(child["id"])[0]
        text = f"{named(child)} is part of {named(parent)}"
    ends = {"source": edge.source, "target": edge.target}
    return Step(**ends, text=text, row=row, support=edge.support, strength=edge.strength)


def _beside(rows: Rows, at: str) -> dict[str, list[Row]]:
    """The claims that an entity takes part in, by who and what else does."""
    found: dict[str, list[Row]] = {}
    for row in rows.about(at):
        for iri in _terms(row):
            found.setdefault(iri, []).append(row)
    return found


def _spoken(rows: Rows, at: str) -> dict[str, list[Row]]:
    """What an entity says of others, and others say of it, by the other."""
    found: dict[str, list[Row]] = {}
    for row in rows.reads.claims(by=at):
        if _speaker(row) == at:
            for iri in _terms(row):
                found.setdefault(iri, []).append(row)
    for row in rows.about(at):
        found.setdefault(_speaker(row) or at, []).append(row)
    return found


def _terms(row: Row) -> set[str]:
    """Who and what takes part in a claim; a clause that somebody says is no such thing, and has a claim of its own."""
    terms = (row["subject"], None if row["content"] else row["object"], *row["arguments"])
    return {term["id"] for term in terms if term and term["id"]}


def _speaker(row: Row) -> str | None:
    """Who says so in the text, who is not the one that publishes it."""
    return row["sources"][0]["id"] if len(row["sources"]) > 1 else None


def _strength(found: Iterable[Row]) -> tuple[int, float]:
    """How many voices connect two things, and how sure it is that at least one does: a voice counts once, by its surest
    statement, and so does a sentence that is copied.
    """
    surest: dict[str, float] = {}
    voices: dict[str, str] = {}
    for row in found:
        nearest = row["sources"][0] if row["sources"] else {"id": None, "label": ""}
        voice = voices.setdefault(fold(" ".join(row["quote"].split())), str(nearest["id"] or nearest["label"]))
        surest[voice] = max(surest.get(voice, 0.0), _sureness(row))
    return len(surest), 1 - math.prod(1 - sure for sure in surest.values())


def _sureness(row: Row) -> float:
    """How sure it is that a statement is read aright and says that something is so."""
    denied = any(source["stance"] in ("denies", "doubts", "questions") for source in row["sources"])
    so = row["polarity"] == "affirmed" and row["modality"] in ("actual", "planned", "required") and not denied
    return max(0.01, float(row["confidence"]) * (1.0 if so else _UNSURE))


def has_name(entity: Row) -> bool:
    """Whether an entity has a name of its own, so that it is the same in every text. A description may hold a name:
    "former Secretary of State", "the parents of Ana Li".
    """
    if entity["acronym"]:
        return True
    capitals = [word[:1].isupper() for word in str(entity["label"]).split() if word[:1].isalpha()]
    if entity["type"] not in _DESCRIBED:
        return any(capitals)
    return bool(entity["mentions"]) and bool(capitals) and all(capitals)
