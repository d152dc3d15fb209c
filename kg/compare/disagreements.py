"""Numbers of one thing that can't all be right, or why they may be about different things after all."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kg.answer import phrasing
from kg.compare import figures
from kg.compare.evidence import distinct, evidence, voice, voices, words_of
from kg.compare.figures import bounds, dimension
from kg.compare.reading import Reading
from kg.lexicon import words
from kg.words import kin

Row = dict[str, Any]
#: What kind of reason, and what of the two it is.
Reason = tuple[str, str]

_MODALITIES = frozenset({"actual", "planned", "required"})


@dataclass(frozen=True, slots=True)
class Figure:
    """A statistic's row, a statement of its claim, and what narrows it down (`figures.scope`)."""

    row: Row
    claim: Row
    scope: dict[str, str]
    date: str | None


def disagreements(reading: Reading) -> Iterator[Row]:
    """Values that their words don't reconcile: `kind about relation text contradicts reasons sides`.

    What differs in more than one respect, say in scope and in day, is about two things and left out.
    """
    for group in _groups(reading):
        found: dict[str, list[tuple[Figure, Figure, str]]] = {}
        for one, other in itertools.combinations(group, 2):
            reasons = _reasons(reading, one, other)
            if reasons is not None and len(reasons) < 2:
                kind, detail = reasons[0] if reasons else ("", "")
                found.setdefault(kind, []).append((one, other, detail))
        for kind, pairs in sorted(found.items()):
            for joined in _joined(pairs):
                yield _record(kind, joined)


def _joined(pairs: list[tuple[Figure, Figure, str]]) -> list[list[tuple[Figure, Figure, str]]]:
    """Pairs that share a figure together: three values for one thing are one disagreement."""
    sets: list[tuple[set[int], list[tuple[Figure, Figure, str]]]] = []
    for pair in pairs:
        ends = {id(pair[0]), id(pair[1])}
        meet = [entry for entry in sets if entry[0] & ends]
        merged = ends.union(*(entry[0] for entry in meet)), [*(p for entry in meet for p in entry[1]), pair]
        sets = [entry for entry in sets if entry not in meet] + [merged]
    return [found for _, found in sets]


def _groups(reading: Reading) -> Iterator[list[Figure]]:
    """Figures about one entity with one relation that count one thing, where there are several values."""
    found: dict[tuple[str, str, str], list[Row]] = {}
    for row in reading.graph.statistics(about=reading.about) if reading.about else reading.graph.statistics():
        if (
            row["about"]
            and row["about"]["id"]
            and (row["relation"] or "").split(" ")[0] not in words("compare", "polled", "words")
        ):
            key = (row["about"]["id"], _relation(row["relation"] or ""), figures.counted(row))
            found.setdefault(key, []).append(row)
    for _, rows in sorted(found.items()):
        if len({(row["value"], row["upper"], row["unit"]) for row in rows}) > 1:
            yield _told_apart(list(_figures(reading, rows)))


def _told_apart(found: list[Figure]) -> list[Figure]:
    """Without those of which one sentence gives several: "by 49 percent to 47 percent" counts two things."""
    values: dict[tuple[Any, ...], set[float]] = {}
    for figure in found:
        values.setdefault(_sentence(figure), set()).add(figure.row["value"])
    return [figure for figure in found if len(values[_sentence(figure)]) == 1]


def _sentence(figure: Figure) -> tuple[Any, ...]:
    """A figure's sentence, and what in it says what the figure is of."""
    row = figure.row
    return row["document"], row["start"], row["end"], figures.period(row), frozenset(figure.scope)


def _relation(label: str) -> str:
    """What equal relations share: "have" and "be" both say how many there are."""
    light = words("quantities_actions", "light", "verbs")
    return "" if label in light else kin(label.split(" ", 1)[0])


def _figures(reading: Reading, rows: list[Row]) -> Iterator[Figure]:
    for row in rows:
        claim = reading.counting(row["claim"], row["document"]) if row["claim"] else None
        if claim and _stands(claim):
            yield Figure(row, claim, figures.scope(row, claim), reading.dates.get(row["document"]))


def _stands(claim: Row) -> bool:
    """Whether a claim says that a number is so: in somebody's voice, without a no."""
    said = all(source["stance"] not in ("denies", "doubts", "questions") for source in claim["sources"])
    return said and claim["polarity"] == "affirmed" and claim["modality"] in _MODALITIES


def _reasons(reading: Reading, one: Figure, other: Figure) -> list[Reason] | None:
    """Why two figures may not be comparable, nothing if they contradict; None where they don't disagree."""
    a, b = one.row, other.row
    if one.claim["modality"] != other.claim["modality"] or words_of(a["quote"]) == words_of(b["quote"]):
        return None
    if a["document"] == b["document"] and voice(one.claim["sources"]) == voice(other.claim["sources"]):
        return None
    if not reading.is_named(a["about"]) and not _same_event(reading, a, b):
        return None
    units = _units(a, b)
    if units is None:
        return None
    periods = _periods(one, other)
    if periods is None:
        return None
    scopes = _scopes(one, other)
    if scopes is None:
        return None
    return [*units, *periods, *scopes]


def _same_event(reading: Reading, a: Row, b: Row) -> bool:
    """Whether what has no name, such as "the strikes", is the same: of one story and for one time."""
    when = figures.period(a)
    return when is not None and when == figures.period(b) and reading.same_story(a["document"], b["document"])


def _units(a: Row, b: Row) -> list[Reason] | None:
    """None where the values meet or measure different things; a reason where the units can't be converted."""
    (kind, factor), (other, by) = dimension(a["unit"]), dimension(b["unit"])
    if kind != other:
        return None
    if kind == "money" and a["unit"] != b["unit"]:
        return [("different units", _two(a["unit"], b["unit"]))]
    same = a["unit"] == b["unit"] or factor == by
    return None if bounds(a, 1.0 if same else factor).meets(bounds(b, 1.0 if same else by)) else []


def _periods(one: Figure, other: Figure) -> list[Reason] | None:
    """None where the periods have no day in common, or one is part of the other and its value no greater."""
    mine, theirs = figures.period(one.row), figures.period(other.row)
    if mine == theirs:
        if mine is None and one.date and other.date and one.date != other.date:
            return [("as of different days", _two(one.date, other.date))]
        return []
    if mine is None or theirs is None:
        return [("only one says when", (one.row["time"] if mine else other.row["time"])["text"])]
    if mine[0] > theirs[1] or theirs[0] > mine[1]:
        return None
    texts = _two(one.row["time"]["text"], other.row["time"]["text"])
    if figures.is_fiscal(one.row) != figures.is_fiscal(other.row):
        return [("fiscal and calendar year", texts)]
    (inner, value), (outer, total) = sorted(
        [(mine, one.row["value"]), (theirs, other.row["value"])], key=lambda item: figures.days(item[0])
    )
    if outer[0] <= inner[0] and inner[1] <= outer[1] and value <= total:
        return None
    return [("different periods", texts)]


def _scopes(one: Figure, other: Figure) -> list[Reason] | None:
    """None where they count different things, or one counts a part of the other and no more; else what differs."""
    mine, theirs = one.scope.keys() - other.scope.keys(), other.scope.keys() - one.scope.keys()
    if mine and theirs:
        return None
    if not mine and not theirs:
        return []
    part, whole = (one, other) if mine else (other, one)
    if part.row["value"] <= whole.row["value"]:
        return None
    return [("different scope", " ".join(word for key, word in part.scope.items() if key in (mine or theirs)))]


def _two(one: str, other: str) -> str:
    return " and ".join(sorted((one, other)))


def _record(reason: str, pairs: list[tuple[Figure, Figure, str]]) -> Row:
    sides: dict[tuple[Any, ...], list[Figure]] = {}
    for figure in {id(figure): figure for one, other, _ in pairs for figure in (one, other)}.values():
        row = figure.row
        time = figures.period(row) if reason else None
        key = (row["value"], row["upper"] or 0, row["comparator"], row["unit"] or "", time or ("", ""))
        sides.setdefault(key, []).append(figure)
    shown = [_side(found) for _, found in sorted(sides.items())]
    details = sorted({detail for _, _, detail in pairs})
    first = pairs[0][0].row
    return {
        "kind": "number",
        "about": first["about"],
        "relation": first["relation"],
        "text": " or ".join(side["text"] for side in shown),
        "contradicts": not reason,
        "reasons": [f"{reason}: {', '.join(details)}"] if reason else [],
        "sides": shown,
    }


def _side(found: list[Figure]) -> Row:
    row = found[0].row
    shown = distinct(
        evidence(
            {**figure.row, "sources": figure.claim["sources"]}, figure.date, text=phrasing.attributed(figure.claim)
        )
        | {"statistic": figure.row["id"]}
        for figure in {(f.row["document"], f.row["start"], f.row["id"]): f for f in found}.values()
    )
    kept = ("value", "upper", "comparator", "unit", "time")
    return {
        "text": phrasing.number(row),
        **{key: row[key] for key in kept},
        "voices": voices(shown),
        "evidence": shown,
    }
