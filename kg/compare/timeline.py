"""What happened with an entity, what was said and planned, by day."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kg.answer import phrasing
from kg.compare.content import interval
from kg.compare.evidence import distinct, evidence, voice, voices
from kg.compare.reading import Lists

Row = dict[str, Any]

_PLANS = frozenset({"planned", "required", "requested"})
_OPEN = frozenset({"possible", "hypothetical", "permitted", "attempted"})


def timeline(graph: Lists, entity: str, *, since: str | None = None, until: str | None = None) -> Iterator[Row]:
    """What is claimed about an entity (an IRI) or by it, in the order of the days `[since, until]`, undated last.

    Each is `date end dated_by kind text claim voices evidence`. `dated_by` is `claim` where the claim names its time,
    `document` where only the day of the document is known. `kind` is `event` for what is said to be so, `plan` for
    what is to be, `possible` for what may be, `denied` for what is denied or doubted; `said` for what the entity says of
    others.
    """
    dates = {row["id"]: row["date"] for row in graph.documents()}
    about = {row["statement"]: row for row in graph.claims(about=entity)}
    said = {row["statement"]: row for row in _own(graph, entity) if row["statement"] not in about}
    claims = {row["claim"] for row in (*about.values(), *said.values())}
    events: dict[tuple[str, str], list[Row]] = {}
    for row in (*about.values(), *said.values()):
        if row["content"] not in claims:  # that somebody says it is told with what they say
            kind = "said" if row["statement"] in said else _kind(row)
            events.setdefault((row["claim"], kind), []).append(row)
    found = [_event(statements, kind, dates) for (_, kind), statements in events.items()]
    for event in sorted(found, key=_order):
        if (not since or (event["end"] or "") >= since) and (not until or (event["date"] or "9999") <= until):
            yield event


def _order(event: Row) -> tuple[str, str, str, int, str]:
    first = event["evidence"][0]
    return event["date"] or "9999", event["end"] or "9999", first["file"], first["start"], event["claim"]


def _own(graph: Lists, entity: str) -> Iterator[Row]:
    """What an entity itself says: a newspaper doesn't say what it only relays."""
    return (row for row in graph.claims(by=entity) if voice(row["sources"]) == entity and len(row["sources"]) > 1)


def _kind(row: Row) -> str:
    if row["sources"] and row["sources"][0]["stance"] in ("denies", "doubts"):
        return "denied"
    return "plan" if row["modality"] in _PLANS else "possible" if row["modality"] in _OPEN else "event"


def _event(statements: list[Row], kind: str, dates: dict[str, str | None]) -> Row:
    shown = distinct(evidence(row, dates.get(row["document"])) for row in statements)
    row = next(row for row in statements if row["document"] == shown[0]["document"])
    days = interval(row["time"])
    dated_by = "claim" if days else "document" if shown[0]["date"] else None
    start, end = days or (shown[0]["date"], shown[0]["date"])
    return {
        "date": start,
        "end": end,
        "dated_by": dated_by,
        "kind": kind,
        "text": phrasing.in_voice(row["sources"][0], row) if kind == "said" else phrasing.attributed(row),
        "claim": row["claim"],
        "voices": voices(shown),
        "evidence": shown,
    }
