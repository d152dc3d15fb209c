"""`kg timeline`."""

from __future__ import annotations

from typing import Any

import click

from kg.answer.answers import voices
from kg.graph import Graph

from . import options
from .output import clean, line, separated, where

Row = dict[str, Any]

_COLUMNS = (
    "date",
    "end",
    "dated_by",
    "kind",
    "text",
    "voices",
    "source",
    "stance",
    "file",
    "start",
    "finish",
    "quote",
    "claim",
)


@click.command()
@click.argument("entity")
@options.graph
@options.filters("since", "until")
@options.min_confidence
@options.output
@click.option("--dated", is_flag=True, help="Only what a claim itself gives a time for.")
def command(
    entity: str, folder: str, since: str | None, until: str | None, min_confidence: float, style: str, dated: bool
) -> None:
    """List what happened with an entity, what it said, and what is planned, by day.

    The day is the time that the claim names, else that of the document, which is marked by a "~".

    \b
    Examples:
      kg timeline HSI
      kg timeline HSI --since 2023 --dated
      kg timeline "Maria Osei" --json
    """
    with Graph.open(folder, write=False) as graph:
        rows = list(graph.timeline(entity, since=since, until=until, min_confidence=min_confidence))
    rows = [row for row in rows if not dated or row["dated_by"] == "claim"]
    if style == "json":
        for row in rows:
            click.echo(line(row))
    elif style == "table":
        for row in rows:
            _show(row)
    else:
        separated(map(_cells, rows), _COLUMNS, style)
    if not rows:
        click.echo(clean(f"Nothing about {entity!r} at such a time."), err=True)
        click.get_current_context().exit(1)


def _show(row: Row) -> None:
    day = row["date"] or "undated"
    until = f" to {row['end']}" if row["end"] != row["date"] else ""
    mark = "~" if row["dated_by"] == "document" else ""
    kind = "" if row["kind"] in ("event", "said") else f" ({row['kind']})"
    first, *more = row["evidence"]
    also = f", and {len(more)} more" if more else ""
    click.secho(clean(f"{mark}{day}{until}  {row['text']}{kind}"), bold=True)
    quote = " ".join(first["quote"].split())
    click.echo(clean(f'   {voices(first["sources"])}\n   "{quote}"\n   {where(first)}{also}'))


def _cells(row: Row) -> Row:
    first = row["evidence"][0]
    voice = first["sources"][0] if first["sources"] else {"label": None, "stance": None}
    place = {"file": first["file"], "start": first["start"], "finish": first["end"], "quote": first["quote"]}
    return {**row, "source": voice["label"], "stance": voice["stance"], **place}
