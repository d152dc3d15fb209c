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
#: Columns that hold sentences, many names, or what must not be cut.
_TEXTS = frozenset({"label", "quote", "aliases", "number"})
#: Columns of identifiers, which are of no use in part.
_WHOLE = frozenset({"claim", "statement"})
#: So much of an identifier is shown: the chance that two of 10,000 claims share it is one in a hundred.
_KEY = 8
#: The greatest width to which shorter cells are filled up.
_WIDE = 100
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
    """Print rows as aligned columns. On a terminal, cells are cut to its width; elsewhere they are whole, and longer
    ones than `_WIDE` stand out of their column instead of widening it.
    """
    if not rows:
        return
    cells = [[_shown(row.get(column)) for column in columns] for row in rows]
    if sys.stdout.isatty():
        filled = [k for k in range(len(columns)) if any(row[k] for row in cells)]
        columns, cells = [columns[k] for k in filled], [[row[k] for k in filled] for row in cells]
    head = [column.replace("_", " ").upper() for column in columns]
    widths = [max(width(text) for text in column) for column in zip(head, *cells, strict=True)]
    if sys.stdout.isatty():
        import shutil

        widths = _fit(widths, columns, shutil.get_terminal_size().columns - len(_GAP) * (len(widths) - 1))
        cells = [[_cut(*cell) for cell in zip(row, widths, columns, strict=True)] for row in (head, *cells)]
        head, *cells = cells
    widths = [min(room, _WIDE) for room in widths]
    click.secho(_aligned(head, widths), bold=True)
    for row in cells:
        click.echo(_aligned(row, widths))


def width(text: str) -> int:
    """How many columns a text takes in a terminal: wide characters take two, combining ones none."""
    if text.isascii():
        return len(text)
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _fit(widths: list[int], columns: Sequence[str], room: int) -> list[int]:
    """Take from the widest columns until all fit; texts count for less than they are wide, so that they keep more."""
    widths = list(widths)
    shares = [3 if column in _TEXTS else 1 for column in columns]
    yielding = [k for k, column in enumerate(columns) if column not in _WHOLE]
    while sum(widths) > room and any(widths[k] > _NARROW for k in yielding):
        widest = max(yielding, key=lambda k: widths[k] / shares[k] if widths[k] > _NARROW else 0)
        widths[widest] -= 1
    return widths


def _aligned(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = [text + " " * (room - width(text)) for text, room in zip(cells, widths, strict=True)]
    return _GAP.join(padded).rstrip()


def _cut(text: str, room: int, column: str) -> str:
    """A text in so much room; of a place, the end is kept."""
    if width(text) <= room:
        return text
    while width(text) > room - 1:
        text = text[1:] if column == "where" else text[:-1]
    return f"…{text}" if column == "where" else f"{text}…"


def _short(row: dict[str, flat.Cell]) -> dict[str, flat.Cell]:
    """For reading: where it stands as `file:start-end`, an IRI by the beginning of its last part, which commands accept,
    and of how a claim is made only what keeps it from being a plain fact.
    """
    if row.get("start") is not None:
        row["where"] = where(row)
    for name in ("claim", "statement", "document"):
        if row.get(name):
            row[name] = str(row[name]).rsplit("/", 1)[-1][:_KEY]
    plain = ("affirmed", "actual", "asserts")
    made = [str(row[name]) for name in ("polarity", "modality", "stance") if row.get(name) not in (None, *plain)]
    row["made"] = ", ".join(made)
    if row.get("value") is not None:
        row["number"] = number(row)
        row["unit"] = None if row["unit"] == row["measure"] else row["unit"]
    row["sure"] = f"{row['confidence']:.2f}" if isinstance(row.get("confidence"), float) else None
    if row.get("reviewed"):
        row["sure"] = "reviewed"
    return row


def number(record: dict[str, Any]) -> str:
    """A number with its comparator, for reading: `moreThan 284,000`, `100 to 1,000`."""
    value = _shown(record["value"]) + (f" to {_shown(record['upper'])}" if record["upper"] is not None else "")
    return value if record["comparator"] in ("exactly", "range") else f"{record['comparator']} {value}"


def where(record: dict[str, Any]) -> str:
    """A place in a document as `file:start-end`."""
    return f"{record['file'] or record['document']}:{record['start']}-{record['end']}"


def _plain(value: flat.Cell) -> str:
    """A cell in one line, without what could steer a terminal."""
    return "" if value is None else clean(" ".join(str(value).split()))


def _shown(value: flat.Cell) -> str:
    """A cell for reading."""
    return f"{value:,.10g}" if isinstance(value, int | float) and not isinstance(value, bool) else _plain(value)


def clean(text: str) -> str:
    """A text without control characters other than line ends, so that no document can steer the terminal."""
    return "".join(c if c == "\n" or unicodedata.category(c) != "Cc" else "\ufffd" for c in text)
