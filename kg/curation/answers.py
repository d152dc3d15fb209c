"""Reads which suggestions a person accepts or rejects, from CSV or JSON Lines, in the form in which they were listed."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kg.errors import InputError

_ANSWERS = ("accept", "reject")


def read(source: str) -> list[tuple[int, dict[str, Any]]]:
    """The suggestions of a file (or `-`) that are decided, each with the number of its line. Raises InputError for what
    can't be read, before anything is decided.
    """
    try:
        text = sys.stdin.read() if source == "-" else Path(source).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(f"can't be read ({error.strerror})", origin=source) from None
    except UnicodeDecodeError:
        raise InputError("is not UTF-8", origin=source) from None
    rows = _json(text, source) if text.lstrip().startswith("{") else _csv(text, source)
    return [(number, row) for number, row in rows if _decided(row, f"{source}, line {number}")]


def _json(text: str, source: str) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                row = json.loads(line)
            except ValueError as error:
                raise InputError(f"not JSON ({error})", origin=f"{source}, line {number}") from None
            if not isinstance(row, dict):
                raise InputError("not an object", origin=f"{source}, line {number}")
            yield number, row


def _csv(text: str, source: str) -> Iterator[tuple[int, dict[str, Any]]]:
    table = csv.DictReader(io.StringIO(text))
    if "decision" not in (table.fieldnames or ()):
        raise InputError("has no column `decision`; see kg review suggest --format csv", origin=source)
    for row in table:
        yield table.line_num, row


def _decided(row: dict[str, Any], place: str) -> bool:
    """Whether a suggestion is decided. Raises InputError where it isn't clear how, or about what."""
    answer = str(row.get("decision") or "").strip().lower()
    if not answer:
        return False
    if answer not in _ANSWERS:
        raise InputError(f"decision {answer!r} is neither accept nor reject", origin=place)
    row["decision"] = answer
    about = row.get("other") if row.get("kind") == "merge" else row.get("alias") or row.get("document")
    if row.get("kind") not in ("merge", "split") or not row.get("entity") or not about:
        raise InputError("doesn't say what it is about: kind, entity, and other, alias or document", origin=place)
    return True
