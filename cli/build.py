"""`kg build`."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click

from kg.building import Built
from kg.errors import InputError
from kg.graph import Graph
from kg.ingest.find import find

from . import options
from .output import line


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@options.graph
@click.option("--model", metavar="NAME", help="The language model (or $KG_MODEL); the default is en_core_web_md.")
@click.option(
    "--workers",
    default=1,
    show_default=True,
    type=click.IntRange(min=1),
    help="Processes that read documents, each with a model of its own (some 0.5 GB). The graph is the same.",
)
@click.option(
    "--gazetteer",
    "registers",
    multiple=True,
    metavar="FILE",
    help="Your register of entities, CSV or JSON lines: name, type, id, aliases, parent, country. In CSV, aliases are "
    "parted by |. It is kept.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one object for each document.")
@click.option("--quiet", "-q", is_flag=True, help="No progress and no summary; errors only.")
def command(
    paths: tuple[str, ...],
    folder: str,
    model: str | None,
    workers: int,
    registers: tuple[str, ...],
    as_json: bool,
    quiet: bool,
) -> None:
    """Read documents into the graph.

    PATH is a text, Markdown or HTML file, a folder, a pattern, or - for standard input. A document that is already
    there is not read twice. Interrupted, the command goes on where it stopped when it is called again. A file that
    can't be read is reported and the others are read: the exit status is then 1.

    A text names its publisher and its day in its first or last lines (Publisher: Coast Daily; Published: June 1, 2023), or
    in a line above the text (The Norland Post, 5 May 2024), a Markdown file also in its front matter. Without a day, what
    different texts say can't be put in order.

    \b
    Examples:
      kg build report.txt
      kg build articles/ "briefs/*.md" --workers 2
      kg build - < report.txt
      kg build report.txt --gazetteer agencies.csv
    """
    _check(registers)
    if model or os.environ.get("KG_MODEL"):
        _check_model(model)
    origins, errors = find(paths)
    for error in errors:
        report(error)
    failed, counts = len(errors), Counter[str]()
    if origins:
        with Graph.open(folder, write=True) as graph:
            registered = graph.register(*registers) if registers else 0
            for built in _progress(graph.build(origins, model=model, workers=workers), len(origins), quiet):
                if built.error:
                    report(built.error)
                    failed += 1
                    continue
                counts["new" if built.new else "known"] += 1
                counts["claims"] += built.claims
                if as_json:
                    click.echo(line(built.to_json()))
    if not quiet and not as_json and origins:
        click.echo(
            f"{_count(counts['new'], 'new document')} with {_count(counts['claims'], 'claim')}, "
            f"{counts['known']} already in the graph, {failed} failed.",
        )
        if registers:
            click.echo(f"The register has {_count(registered, 'entry')}.")
    if failed:
        click.get_current_context().exit(1)


def _check(registers: tuple[str, ...]) -> None:
    """Refuse a register with a mistake before anything is read."""
    from kg.entities import gazetteer

    for file in registers:
        try:
            gazetteer.read(Path(file))
        except InputError as error:
            raise click.BadParameter(str(error), param_hint="--gazetteer") from None


def _check_model(model: str | None) -> None:
    """Refuse a model that isn't there before anything is read, and even if nothing can be read."""
    from kg.annotate import models

    models.check(models.chosen(model))


def _count(number: int, what: str) -> str:
    if number == 1:
        return f"{number} {what}"
    return f"{number} {what.removesuffix('y')}ies" if what.endswith("y") else f"{number} {what}s"


def report(error: InputError) -> None:
    """An input that can't be read, in one line on standard error."""
    click.echo(f"Error: {error}", err=True)


def _progress(work: Iterator[Built], length: int, quiet: bool) -> Iterator[Built]:
    """What became of each origin; a bar on standard error if that is a terminal."""
    with click.progressbar(
        work,
        length=length,
        label="Reading",
        file=sys.stderr,
        hidden=quiet or not sys.stderr.isatty(),
        item_show_func=lambda built: built.origin if built else None,
    ) as bar:
        yield from bar
