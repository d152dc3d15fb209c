"""Nested records as rows of a table."""

from __future__ import annotations

import json
from typing import Any

Cell = str | int | float | None

#: Columns in their order; a record's further keys are left to JSON.
COLUMNS: dict[str, tuple[str, ...]] = {
    "documents": ("id", "file", "title", "publisher", "author", "date", "source", "language"),
    "entities": ("id", "label", "type", "acronym", "aliases", "parent", "mentions", "documents"),
    "sources": ("id", "label", "statements", "stances"),
    "decisions": (
        "number",
        "kind",
        "says",
        "author",
        "time",
        "reason",
        "state",
        "note",
        "entity",
        "other",
        "new",
        "alias",
        "document",
        "name",
        "type",
        "claim",
        "undoes",
        "id",
    ),
    "suggestions": (
        "decision",
        "score",
        "kind",
        "label",
        "type",
        "other_label",
        "other_type",
        "alias",
        "file",
        "reasons",
        "entity",
        "other",
        "document",
    ),
    "skipped sentences": ("reason", "file", "start", "end", "quote", "document"),
    "claims": (
        "claim",
        "statement",
        "label",
        "subject",
        "subject_id",
        "relation",
        "object",
        "object_id",
        "arguments",
        "polarity",
        "modality",
        "time",
        "since",
        "until",
        "source",
        "stance",
        "cue",
        "voices",
        "file",
        "start",
        "end",
        "quote",
        "rule",
        "confidence",
        "document",
        "reviewed",
    ),
    "statistics": (
        "id",
        "about",
        "about_id",
        "measure",
        "measure_id",
        "relation",
        "value",
        "upper",
        "comparator",
        "unit",
        "time",
        "since",
        "until",
        "claim",
        "file",
        "start",
        "end",
        "quote",
        "document",
    ),
}


def row(kind: str, record: dict[str, Any]) -> dict[str, Cell]:
    """A record as a row with the columns of its kind; of a kind without columns, with its own keys.

    Terms become their label and their id, times their text and their ends, lists are joined by "; ".
    """
    flat = {name: cell(value) for name, value in record.items()}
    for name in ("subject", "object", "about", "measure"):
        if name in record:
            term = record[name] or {}
            flat[name], flat[f"{name}_id"] = term.get("label"), term.get("id")
    if "time" in record and not isinstance(record["time"], str):
        time = record["time"] or {}
        flat["time"], flat["since"], flat["until"] = time.get("text"), time.get("start"), time.get("end")
    if isinstance(record.get("relation"), dict):
        flat["relation"] = record["relation"]["label"]
    if "arguments" in record:
        flat["arguments"] = "; ".join(f"{a['role']}: {a['label']}" for a in record["arguments"])
    if record.get("sources"):
        voice = record["sources"][0]
        flat["source"], flat["stance"], flat["cue"] = voice["label"], voice["stance"], voice["cue"]
        flat["voices"] = " < ".join(v["label"] for v in record["sources"])
    return {name: flat.get(name) for name in COLUMNS[kind]} if kind in COLUMNS else flat


def cell(value: Any) -> Cell:
    """A value as it stands in one cell."""
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, list | tuple) and all(isinstance(item, str) for item in value):
        return "; ".join(value)
    if isinstance(value, dict) and all(isinstance(item, int) for item in value.values()):
        return "; ".join(f"{name} {count}" for name, count in value.items())
    return json.dumps(value, ensure_ascii=False)
