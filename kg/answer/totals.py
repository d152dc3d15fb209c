"""Sums and counts, only where they can be made: of comparable figures for periods that don't overlap, and of things
that are named one by one.

Figures are comparable that differ in their time only: whom they are about, what they count and what was done with it
are the same (`kg:comparisonKey`). What isn't added says why.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from kg.answer import phrasing, things
from kg.answer.candidates import LEAST, Candidate
from kg.answer.clauses import fitting, weight
from kg.answer.matching import PARTLY, Matcher
from kg.answer.periods import Period
from kg.answer.question import Question, roots
from kg.answer.rows import Rows
from kg.answer.words import root, singular

Row = dict[str, Any]

#: A number that is a part of what it counts: "120 boats".
_DIGITS = re.compile(r"^\D{0,12}?[\d.,]+\s*")
_EXACT = "exactly"
#: What a sum of figures with these comparators is, if any of them has it and the others are exact.
_LOOSENED = ("moreThan", "atLeast", "about")
#: A sum comes before its parts.
_SUM = 1.0
#: One thing named is no count.
_SEVERAL = 2
_COUNT = 0.9


@dataclass(frozen=True, slots=True)
class Total:
    """A sum, or why there is none."""

    candidate: Candidate | None = None
    note: str | None = None


def total(question: Question, matcher: Matcher, found: Sequence[Candidate]) -> Total:
    """The sum of the figures among the answers that a question asks to add up, one for each of its periods."""
    figures = [c for c in found if c.score >= LEAST and "measure" in c.row and c.row["value"] is not None]
    best: Candidate | None = max(figures, key=lambda c: c.score, default=None)
    if best is None or not (question.together or len(question.periods) > 1):
        return Total()
    alike = [c for c in figures if _comparable(c.row) == _comparable(best.row)]
    parts, lacking = _parts(question, matcher, alike)
    if not question.together:
        return Total(note=_lack(lacking))
    if len(parts) < 2:
        one = f"only one figure is stated that could be added ({_dated(best.row)})"
        return Total(note=_lack(lacking) or f"nothing to add: {one}; a sum of what isn't stated can't be given")
    if problem := _problem(parts):
        return Total(note=f"not added up: {problem}")
    note = _lack(lacking)
    return Total(None if note else _sum(parts), note)


def _parts(question: Question, matcher: Matcher, alike: Sequence[Candidate]) -> tuple[list[list[Candidate]], list[str]]:
    """The figures for each period, and the periods without: those asked for, else those stated."""
    if question.periods:
        by_period = [_of_period(period, matcher, alike) for period in question.periods]
        return [part for part in by_period if part], [
            period.text for period, part in zip(question.periods, by_period, strict=True) if not part
        ]
    stated: dict[tuple[str, str], list[Candidate]] = {}
    for c in alike:
        if c.row["time"] and c.row["time"]["start"] and c.row["time"]["end"]:
            stated.setdefault((c.row["time"]["start"], c.row["time"]["end"]), []).append(c)
    return [stated[days] for days in sorted(stated)], []


def _of_period(period: Period, matcher: Matcher, figures: Sequence[Candidate]) -> list[Candidate]:
    """The figures whose own time is a period; without any, those that lie in it."""
    timed = [c for c in figures if c.row["time"] and matcher.in_period(period, c.row) >= PARTLY]
    exact = [c for c in timed if (c.row["time"]["start"], c.row["time"]["end"]) == (period.start, period.end)]
    return exact or timed


def _problem(parts: Sequence[Sequence[Candidate]]) -> str:
    """Why figures can't be added: their periods overlap, sources differ, or one of them is a bound the other way."""
    for part in parts:
        values = {(c.row["value"], c.row["upper"]) for c in part}
        if len(values) > 1:
            differ = " and ".join(sorted({phrasing.number(c.row) for c in part}))
            return f"for {_when(part[0].row)} the sources differ: {differ}"
    for one, other in combinations(parts, 2):
        first, second = one[0].row["time"], other[0].row["time"]
        if first["start"] <= second["end"] and second["start"] <= first["end"]:
            return f"{_days(first)} and {_days(second)} overlap"
    odd = next((part[0].row for part in parts if part[0].row["comparator"] not in (_EXACT, *_LOOSENED, "range")), None)
    return f"{phrasing.number(odd)} is only a bound" if odd else ""


def _sum(parts: Sequence[Sequence[Candidate]]) -> Candidate:
    chosen = [max(part, key=lambda c: c.score) for part in parts]
    rows = [c.row for c in chosen]
    first = rows[0]
    loose = next((mark for mark in _LOOSENED if any(row["comparator"] == mark for row in rows)), _EXACT)
    upper = sum(row["upper"] if row["upper"] is not None else row["value"] for row in rows)
    ranged = any(row["upper"] is not None for row in rows)
    said = _DIGITS.sub("", first["measure"]["text"]).strip()
    measure = {**first["measure"], "text": said or first["measure"]["label"]}
    added = {
        **first,
        "measure": measure,
        "value": sum(row["value"] for row in rows),
        "upper": upper if ranged else None,
        "comparator": "range" if ranged else loose,
    }
    told = " + ".join(f"{phrasing.amount(row)} ({_when(row)})" for row in rows)
    about = f" \u2013 {phrasing.name_of(first['about'])}" if first["about"] else ""
    text = f"{phrasing.number(added)} in all: {told}{about}"
    return Candidate(phrasing.capital(text), first, _SUM, chosen[0].sources, parts=tuple(map(_part, rows)))


def _part(row: Row) -> Row:
    kept = {key: row[key] for key in ("value", "document", "file", "start", "end", "quote")}
    return {**kept, "text": f"{phrasing.number(row)}, {_when(row)}", "statistic": row["id"]}


def _comparable(row: Row) -> str:
    """What two figures have in common that may differ in their time only."""
    return str(row["comparison_key"] or row["id"]).rsplit("|", 1)[0]


def _when(row: Row) -> str:
    return str(row["time"]["text"]) if row["time"] else "no time"


def _dated(row: Row) -> str:
    return f"{phrasing.number(row)}, {_when(row)}"


def _days(time: Row) -> str:
    return f"{time['text']} ({time['start']} to {time['end']})"


def _lack(periods: Sequence[str]) -> str | None:
    return f"nothing to add: no comparable figure for {' and '.join(periods)}" if periods else None


# ---------------------------------------------------------------------- counts


def counted(question: Question, matcher: Matcher, pool: list[Row], rows: Rows) -> Iterator[Candidate]:
    """ "How many agencies …" where nobody states a number: how many are named, one by one."""
    named = list(_named(question, matcher, pool, rows))
    kinds = dict(reversed(named))
    if len(kinds) < (1 if _asks_for_units(question) else _SEVERAL):
        return
    labels = sorted(kinds)
    noun = " ".join(token.raw for token in question.counted.tokens)
    listed = phrasing.listed(labels)
    are = "are named" if len(labels) > 1 else "is named"
    text = f"{len(labels)} {noun if len(labels) > 1 else singular(noun)} {are}: {listed} (counted here; no source states a number)"
    shown = kinds[labels[0]]
    parts = tuple(_place(label, kinds[label]) for label in labels)
    yield Candidate(text, shown, _COUNT, parts=parts)


def _asks_for_units(question: Question) -> bool:
    return bool(question.counted.words) and root(question.counted.words[-1]) in roots("units") and question.light


def _named(question: Question, matcher: Matcher, pool: list[Row], rows: Rows) -> Iterator[tuple[str, Row]]:
    """The names of what is to be counted, each with a row that shows it."""
    if not question.counted.words:
        return
    if _asks_for_units(question):
        yield from _units(question, matcher, pool, rows)
        return
    for row in pool:
        if matcher.claim(row) * weight(row) < LEAST:
            continue
        for term in fitting(question, matcher, row):
            if matcher.names.is_name(term["id"]):
                yield term["label"], row


def _units(question: Question, matcher: Matcher, pool: list[Row], rows: Rows) -> Iterator[tuple[str, Row]]:
    for child in (child for ids in question.subject.ids for iri in ids for child in rows.parts(iri)):
        if shown := things.evidence(child, rows):
            yield child["label"], shown
    for candidate in things.called_units(question, matcher, pool):
        if matcher.names.is_name(candidate.row["subject"]["id"]):
            yield candidate.row["subject"]["label"], candidate.row


def _place(label: str, row: Row) -> Row:
    kept = {key: row[key] for key in ("document", "file", "start", "end", "quote")}
    return {"value": 1, "text": label, "statistic": None, **kept}
