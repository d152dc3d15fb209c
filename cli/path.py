"""`kg path`."""

from __future__ import annotations

import click

from kg.answer.answers import voices
from kg.export import flat
from kg.graph import Graph

from . import options
from .output import clean, line, separated, where

_COLUMNS = ("from", "to", "text", "claim", "source", "stance", "file", "start", "end", "quote")


@click.command()
@click.argument("one", metavar="A")
@click.argument("other", metavar="B")
@options.graph
@options.output
def command(one: str, other: str, folder: str, style: str) -> None:
    """Show how two entities are connected, each step with its evidence.

    A and B are names, acronyms, or IRIs. Where nothing connects them, the exit status is 1.

    \b
    Examples:
      kg path "Maria Osei" HSI
      kg path "Maria Osei" HSI --json
    """
    with Graph.open(folder, write=False) as graph:
        steps = list(graph.path(one, other))
    if style == "json":
        for step in steps:
            click.echo(line(step))
    elif style == "table":
        for k, step in enumerate(steps, 1):
            click.secho(clean(f"{k}. {step['from']} → {step['to']}: {step['text']}"), bold=True)
            quote = " ".join(step["quote"].split())
            click.echo(clean(f'   {voices(step["sources"])}\n   "{quote}"\n   {where(step)}'))
    else:
        separated((flat.row("steps", step) for step in steps), _COLUMNS, style)
    if not steps:
        click.echo(clean(f"Nothing in the graph connects {one!r} and {other!r}."), err=True)
        click.get_current_context().exit(1)
