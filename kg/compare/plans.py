"""What was planned, promised or required, and what later statements say became of it."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from kg.answer import phrasing
from kg.compare.content import Content, interval, is_passive, same_relation
from kg.compare.evidence import distinct, evidence, voices, words_of
from kg.compare.reading import Lists, Reading
from kg.lexicon import words
from kg.words import kin, root, tokens

Row = dict[str, Any]

#: Two wordings of one plan, or a plan and its outcome, share at least so much of their words.
_ALIKE = 0.5
#: What became of a plan, what a reader should look at first before what is as it should be.
STATUSES = (
    "disputed",
    "not done",
    "dropped",
    "postponed",
    "done otherwise",
    "done",
    "still planned",
    "not mentioned again",
    "no later document",
)
#: "Had to rebuild", and "will continue to target", which nobody can see to be done.
_PAST = frozenset({"had", "was", "were"})
_LASTING = frozenset(map(root, ("continue", "keep", "remain")))
_TELLING = frozenset({"actual", "planned", "required"})
_BINDING = ("planned", "required")


@dataclass(slots=True)
class _Plan:
    """One plan: its content, the statements that make it, and those that tell of its outcome, by what they tell."""

    content: Content
    made: list[Row]
    modality: str
    outcomes: dict[str, list[Row]] = field(default_factory=dict)


def plans(
    graph: Lists, *, about: str | None = None, since: str | None = None, until: str | None = None
) -> Iterator[Row]:
    """Plans made in the days `[since, until]`, of all or about an entity (an IRI), with what became of them.

    Each is `about relation text modality due status notes later_documents made outcome`. `made` and `outcome` are
    evidence, `status` is one of `STATUSES`, `later_documents` counts those that mention whom the plan is about.
    """
    reading = Reading(graph, about)
    found = [_record(reading, plan) for plan in _plans(reading)]
    for row in sorted(
        found, key=lambda row: (STATUSES.index(row["status"]), row["made"][0]["date"] or "", row["text"])
    ):
        day = row["made"][0]["date"]
        if (not since and not until) or (day and (not since or day >= since) and (not until or day <= until)):
            yield row


def _plans(reading: Reading) -> Iterator[_Plan]:
    """Statements of one plan together, each plan with its outcomes."""
    by_key: dict[tuple[str | None, str, str], list[_Plan]] = {}
    rows = [row for modality in _BINDING for row in reading.graph.claims(about=reading.about, modality=modality)]
    for row in sorted(rows, key=lambda row: (reading.dates.get(row["document"]) or "9999", row["statement"])):
        what = reading.content(row)
        if not _accountable(reading, row, what):
            continue
        alike = by_key.setdefault((what.subject, kin(what.verb), what.particle), [])
        same = next((plan for plan in alike if _same(plan.content, what)), None)
        if same is None:
            alike.append(_Plan(what, [row], row["modality"]))
        else:
            same.made.append(row)
    for plan in (plan for alike in by_key.values() for plan in alike):
        quoted = {words_of(row["quote"]) for row in plan.made}
        for row in _candidates(reading, plan):
            told = _tells(plan, row, reading.content(row)) if words_of(row["quote"]) not in quoted else None
            if told and _later(reading, row, plan.made[0]):
                plan.outcomes.setdefault(told, []).append(row)
        yield plan


def _accountable(reading: Reading, row: Row, what: Content) -> bool:
    """Whether one can see whether it was done: somebody is to do something, or something is to be done, in a voice."""
    if row["content"] or row["polarity"] == "negated" or what.verb in words("compare", "unaccountable", "words"):
        return False
    label = row["relation"]["label"]
    if label.startswith("be ") and not is_passive(
        label
    ):  # how something is to be: "will be able to", "should be grateful"
        return False
    lows = [token.low for token in tokens(row["relation"]["text"])]
    if not lows or not what.head or lows[0] in _PAST or not _LASTING.isdisjoint(map(root, lows)):
        return False
    if len(lows) == 1 and lows[0].endswith("ing"):
        return False
    if any(source["stance"] in ("denies", "doubts", "questions") for source in row["sources"]):
        return False
    return reading.is_named(row["subject"]) or (bool(row["subject"]["id"]) and interval(row["time"]) is not None)


def _same(one: Content, other: Content) -> bool:
    """Whether two contents are of one deed, in more or fewer words."""
    return (
        same_relation(one.relation, other.relation)
        and one.same_object(other)
        and (one.words <= other.wide or other.words <= one.wide or one.overlap(other) >= _ALIKE)
    )


def _candidates(reading: Reading, plan: _Plan) -> list[Row]:
    """The statements that may tell of a plan: about its subject or its object, with its verb or one that ends plans."""
    own = plan.content.relation
    things = [plan.content.subject, *sorted(word for word in plan.content.head if word.startswith("http"))]
    found = (
        reading.doing(thing, lambda other: root(other[0]) in _ends_plans() or same_relation(own, other), _TELLING)
        for thing in things
        if thing
    )
    return reading.rows(statement for statements in found for statement in statements)


@functools.cache
def _ends_plans() -> frozenset[str]:
    return _roots("dropped") | _roots("postponed")


@functools.cache
def _roots(name: str) -> frozenset[str]:
    return frozenset(map(root, words("compare", name, "words")))


def _tells(plan: _Plan, row: Row, what: Content) -> str | None:
    """What a statement tells of a plan: `done`, `not done`, `dropped`, `postponed`, `still planned`, or nothing."""
    if row["content"] or any(source["stance"] in ("doubts", "questions") for source in row["sources"]):
        return None
    denied = row["sources"][0]["stance"] == "denies"
    for status in ("dropped", "postponed"):
        if root(what.verb) in _roots(status):
            ended = what.subject in (None, plan.content.subject) and _ends(plan.content, what)
            return status if ended and row["polarity"] == "affirmed" and not denied else None
    if what.subject not in (None, plan.content.subject) or not _same(plan.content, what):
        return None
    if row["modality"] in _BINDING and row["polarity"] == "affirmed":
        return "still planned"
    if row["modality"] == "actual":
        return "not done" if (row["polarity"] == "negated") != denied else "done"
    return "dropped" if row["modality"] == "planned" else None


def _ends(plan: Content, what: Content) -> bool:
    """Whether what is dropped is the plan: "plans to hire inspectors", "the opening of the station", "the station"."""
    verb = {root(plan.verb), kin(plan.verb)}
    named = {word for word in what.wide if word in verb or kin(word) in verb}
    mine = {word for word in plan.words if not word.startswith("http")}
    return bool(mine & what.wide) and (bool(named) or mine <= what.wide)


def _later(reading: Reading, row: Row, made: Row) -> bool:
    """Whether a statement was made, or is of a time, after a plan was."""
    if row["statement"] == made["statement"]:
        return False
    then, now = (reading.dates.get(one["document"]) for one in (made, row))
    if then and now and row["document"] != made["document"]:
        return now > then and not (row["modality"] == "actual" and _is_ahead(row, now))
    when = interval(row["time"])
    if not then or not when or row["modality"] != "actual":
        return False
    return when[0] >= then and not (now and _is_ahead(row, now))


def _is_ahead(row: Row, day: str) -> bool:
    """Whether a statement is of what comes after its day, and so can't tell that it was done: "Osei to open the port"."""
    when = interval(row["time"])
    return when is not None and when[0] > day


def _record(reading: Reading, plan: _Plan) -> Row:
    first = plan.made[0]
    told = plan.outcomes
    status = _status(reading, plan)
    shown = [row for rows in told.values() for row in rows]
    again = {row["statement"] for row in told.get("still planned", ())}
    made = [row for row in plan.made if row["statement"] not in again] or [first]
    day = reading.dates.get(first["document"])
    later = _later_documents(reading, plan.content.subject or first["subject"]["id"], day)
    if status == "not mentioned again" and not later:
        status = "no later document"
    due = interval(first["time"])
    evident = _shown(reading, made)
    return {
        "about": first["subject"],
        "relation": first["relation"]["label"],
        "text": phrasing.attributed(first),
        "modality": plan.modality,
        "due": due[1] if due else None,
        "status": status,
        "notes": _notes(reading, plan, due[1] if due else None),
        "later_documents": later,
        "voices": voices(evident),
        "made": evident,
        "outcome": [{"tells": _told(told, row["claim"]), **row} for row in _shown(reading, shown)],
    }


def _shown(reading: Reading, rows: Iterable[Row]) -> list[Row]:
    return distinct(evidence(row, reading.dates.get(row["document"])) for row in rows)


def _told(outcomes: dict[str, list[Row]], claim: str) -> str:
    return next(status for status, rows in outcomes.items() if any(row["claim"] == claim for row in rows))


def _status(reading: Reading, plan: _Plan) -> str:
    told = plan.outcomes
    if "done" in told and "not done" in told:
        return "disputed"
    if "done" in told:
        return "done otherwise" if _other_numbers(reading, plan) else "done"
    return next((status for status in STATUSES if status in told), "not mentioned again")


def _other_numbers(reading: Reading, plan: _Plan) -> list[str]:
    """The figure of the first outcome where it isn't that of the plan, and both have just one."""
    numbers = reading.content(plan.outcomes["done"][0]).numbers
    return sorted(numbers - plan.content.numbers) if len(plan.content.numbers) == len(numbers) == 1 else []


def _notes(reading: Reading, plan: _Plan, due: str | None) -> list[str]:
    """What else there is to say: another number than planned, later than planned, not said to be done by then."""
    done = plan.outcomes.get("done")
    if done:
        others = _other_numbers(reading, plan)
        notes = [f"{', '.join(sorted(plan.content.numbers))} planned, {', '.join(others)} done"] if others else []
        when = interval(done[0]["time"])
        return [*notes, f"done on {when[0]}, planned by {due}"] if due and when and when[0] > due else notes
    if reading.dates.get(plan.made[0]["document"]) is None:
        return ["its document has no date"]
    last = max((day for day in reading.dates.values() if day), default=None)
    return [f"due by {due}, and the latest document is of {last}"] if due and last and last > due else []


def _later_documents(reading: Reading, entity: str | None, day: str | None) -> int:
    if entity is None or day is None:
        return 0
    return sum((reading.dates.get(document) or "") > day for document in reading.documents_of(entity))
