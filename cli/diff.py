"""`kg diff`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from kg.graph import Graph

from . import options
from .blocks import emit

Row = dict[str, Any]


@click.command()
@click.argument("old", metavar="DOC1")
@click.argument("new", metavar="DOC2")
@options.graph
@options.min_confidence
@options.output
def command(old: str, new: str, folder: str, min_confidence: float, style: str) -> None:
    """Show how the claims of one document differ from those of another.

    DOC1 and DOC2 are files or IRIs of documents in the graph, such as two versions of a report. Claims are reversed,
    softened, hardened, said in other words or by another voice, dropped or added; numbers and times change. To deny what
    was said reverses it; who did not deny it, or doubts it, leaves it open, which softens. Where the two claim the same,
    the exit status is 1.

    \b
    Examples:
      kg diff report.txt brief.txt
      kg diff report.txt brief.txt --json
    """
    with Graph.open(folder, write=False) as graph:
        found = list(graph.diff(old, new, min_confidence=min_confidence))
        emit(found, "differences", style, ("change", "score"), _head, _parts)


def _head(row: Row) -> str:
    changed = "; ".join(map(_change, row["details"]))
    return f"{row['change']}: {row['text']}{f' [{changed}]' if changed else ''}"


def _change(detail: Row) -> str:
    """ "stance: denied → did not deny"; an attribution to nobody is the text's own."""
    none = "the text itself" if detail["what"] == "attribution" else "none"
    return f"{detail['what']}: {detail['old'] or none} \u2192 {detail['new'] or none}"


def _parts(row: Row) -> Iterator[tuple[str, Row]]:
    for name in ("old", "new"):
        if row[name]:
            yield name, row[name]
