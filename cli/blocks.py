"""Prints findings that rest on several statements: a line for what was found, and below it who says so, and where."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import click

from kg.answer.answers import voices

from .output import clean, line, separated, where

Row = dict[str, Any]
#: The evidence of a finding, each with the name of its part: `made`, `negated`, `514 firearms` …
Parts = Callable[[Row], Iterator[tuple[str, Row]]]

#: What a table says of a piece of evidence.
_EVIDENCE = ("part", "said", "source", "stance", "day", "copies", "file", "start", "end", "quote", "claim")


def emit(
    found: Iterable[Row], kind: str, style: str, columns: tuple[str, ...], head: Callable[[Row], str], parts: Parts
) -> None:
    """Print findings of a kind: under the line that `head` gives, their `parts`; as CSV a row a piece of evidence,
    behind the number of the finding and its `columns`. Nothing at all is exit status 1.
    """
    rows = list(found)
    if style == "json":
        for row in rows:
            click.echo(line(row))
    elif style == "table":
        for k, row in enumerate(rows, 1):
            click.secho(clean(f"{k}. {head(row)}"), bold=True)
            _parts(parts(row))
    else:
        cells = (_cells(k, row, columns, parts) for k, row in enumerate(rows, 1))
        separated((cell for some in cells for cell in some), ("finding", *columns, *_EVIDENCE), style)
    if not rows:
        if style in ("json", "table"):
            click.echo(f"No {kind} found.", err=True)
        click.get_current_context().exit(1)


def _parts(found: Iterator[tuple[str, Row]]) -> None:
    last = ""
    for name, row in found:
        if name != last:
            click.echo(clean(f"   {name}"))
            last = name
        quote = " ".join(row["quote"].split())
        day = f", {row['date']}" if row["date"] else ""
        copies = f" (in {row['copies']} documents)" if row["copies"] > 1 else ""
        click.echo(clean(f'     {voices(row["sources"])}{day}{copies}\n     "{quote}"\n     {where(row)}'))


def _cells(k: int, row: Row, columns: tuple[str, ...], parts: Parts) -> Iterator[Row]:
    own = {name: _cell(row[name]) for name in columns}
    for name, shown in parts(row):
        voice = shown["sources"][0] if shown["sources"] else {"label": None, "stance": None}
        yield {
            **shown,
            "finding": k,
            **own,
            "part": name,
            "said": shown["text"],
            "source": voice["label"],
            "stance": voice["stance"],
            "day": shown["date"],
        }


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        return "; ".join(map(str, value))
    return value["label"] if isinstance(value, dict) else value
