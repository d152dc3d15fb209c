"""Prints records: as a table for people, as JSON Lines, CSV or TSV for programs.

What only one of these needs is imported there: a question is answered faster than some modules load.
"""

from __future__ import annotations

import itertools
import json
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

import click

from kg.export import flat

#: The least width of a column when a terminal is too narrow for all.
_NARROW = 8
_GAP = "  "


def emit(records: Iterable[dict[str, Any]], kind: str, style: str, columns: Sequence[str]) -> None:
    """Print records of a kind; `columns` are those that a table shows. Nothing at all is exit status 1."""
    first = list(itertools.islice(records, 1))
    if not first and style != "csv" and style != "tsv":
        click.echo(f"No {kind} found.", err=True)
    rows = itertools.chain(first, records)
    if style == "json":
        for record in rows:
            click.echo(line(record))
    elif style == "table":
        table([_short(flat.row(kind, record)) for record in rows], columns)
    else:
        separated((flat.row(kind, record) for record in rows), flat.COLUMNS.get(kind, columns), style)
    if not first:
        click.get_current_context().exit(1)


def line(record: dict[str, Any]) -> str:
    """A record as one line of JSON."""
    return json.dumps(record, ensure_ascii=False)


def separated(rows: Iterable[dict[str, flat.Cell]], columns: Sequence[str], style: str) -> None:
    """Print rows as CSV (RFC 4180), or as TSV with tabs and line ends inside cells written as spaces."""
    if style == "csv":
        import csv

        table = csv.DictWriter(sys.stdout, columns, extrasaction="ignore", lineterminator="\r\n")
        table.writeheader()
        table.writerows(rows)
        return
    click.echo("\t".join(columns))
    for row in rows:
        click.echo("\t".join(_plain(row.get(column)) for column in columns))


def table(rows: Sequence[dict[str, flat.Cell]], columns: Sequence[str]) -> None:
    """Print rows as aligned columns; on a terminal, cells are cut to its width."""
    if not rows:
        return
    cells = [[_plain(row.get(column)) for column in columns] for row in rows]
    head = [column.replace("_", " ").upper() for column in columns]
    widths = [max(width(text) for text in column) for column in zip(head, *cells, strict=True)]
    if sys.stdout.isatty():
        import shutil

        widths = _fit(widths, shutil.get_terminal_size().columns - len(_GAP) * (len(widths) - 1))
    click.secho(_aligned(head, widths), bold=True)
    for row in cells:
        click.echo(_aligned(row, widths))


def width(text: str) -> int:
    """How many columns a text takes in a terminal: wide characters take two, combining ones none."""
    if text.isascii():
        return len(text)
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _fit(widths: list[int], room: int) -> list[int]:
    """Take columns from the widest until all fit."""
    widths = list(widths)
    while sum(widths) > room and max(widths) > _NARROW:
        widths[widths.index(max(widths))] -= 1
    return widths


def _aligned(cells: Sequence[str], widths: Sequence[int]) -> str:
    cut = [_cut(text, room) for text, room in zip(cells, widths, strict=True)]
    padded = [text + " " * (room - width(text)) for text, room in zip(cut, widths, strict=True)]
    return _GAP.join(padded).rstrip()


def _cut(text: str, room: int) -> str:
    if width(text) <= room:
        return text
    while width(text) > room - 1:
        text = text[:-1]
    return f"{text}…"


def _short(row: dict[str, flat.Cell]) -> dict[str, flat.Cell]:
    """For reading: where it stands as `file:start-end`, and an IRI by its last part, which commands accept."""
    if row.get("start") is not None:
        row["where"] = where(row)
    for name in ("claim", "statement", "document"):
        if row.get(name):
            row[name] = str(row[name]).rsplit("/", 1)[-1]
    return row


def where(record: dict[str, Any]) -> str:
    """A place in a document as `file:start-end`."""
    return f"{record['file'] or record['document']}:{record['start']}-{record['end']}"


def _plain(value: flat.Cell) -> str:
    """A cell in one line, without what could steer a terminal."""
    if value is None:
        return ""
    text = f"{value:,.10g}" if isinstance(value, float) else str(value)
    return clean(" ".join(text.split()))


def clean(text: str) -> str:
    """A text without control characters other than line ends, so that no document can steer the terminal."""
    return "".join(c if c == "\n" or unicodedata.category(c) != "Cc" else "\ufffd" for c in text)
