"""`kg path`."""

from __future__ import annotations

import click

from kg.answer.answers import voices
from kg.answer.paths import LONGEST
from kg.export import flat
from kg.graph import Graph

from . import options
from .output import clean, line, separated, where

_COLUMNS = ("from", "to", "text", "support", "strength", "claim", "source", "stance", "file", "start", "end", "quote")


@click.command()
@click.argument("one", metavar="A")
@click.argument("other", metavar="B")
@options.graph
@click.option("--strongest", is_flag=True, help="The surest path, by confidence and voices, instead of the shortest.")
@click.option(
    "--max-steps",
    default=LONGEST,
    show_default=True,
    metavar="N",
    type=click.IntRange(min=1),
    help="At most so many steps.",
)
@options.output
def command(one: str, other: str, folder: str, strongest: bool, max_steps: int, style: str) -> None:
    """Show how two entities are connected, each step with its evidence.

    A and B are names, acronyms, or IRIs. A step is a claim about two of them, what one says of the other, a role that one
    has in the other, or that one is a part of the other. Where nothing connects them, the exit status is 1. Of the
    shortest paths the surest is shown; what has no name, such as a report, counts for two steps more on the way. A step
    is as sure as that one of the voices that make it is read aright.

    \b
    Examples:
      kg path "Maria Osei" HSI
      kg path "Maria Osei" HSI --strongest --max-steps 4
      kg path "Maria Osei" HSI --json
    """
    with Graph.open(folder, write=False) as graph:
        same = graph.entity(one)
        if same["id"] == graph.entity(other)["id"]:
            click.echo(clean(f"{one!r} and {other!r} are one: {same['label']}."), err=True)
            click.get_current_context().exit(1)
        steps = list(graph.path(one, other, strongest=strongest, max_steps=max_steps))
    if style == "json":
        for step in steps:
            click.echo(line(step))
    elif style == "table":
        for k, step in enumerate(steps, 1):
            click.secho(clean(f"{k}. {step['from']} → {step['to']}: {step['text']}"), bold=True)
            quote = " ".join(step["quote"].split())
            more = (
                f" (and {step['support'] - 1} more voices)"
                if step["support"] > 2
                else " (and one more voice)" * (step["support"] - 1)
            )
            click.echo(clean(f'   {voices(step["sources"])}{more}\n   "{quote}"\n   {where(step)}'))
    else:
        separated((flat.row("steps", step) for step in steps), _COLUMNS, style)
    if not steps:
        click.echo(clean(f"Nothing in the graph connects {one!r} and {other!r}."), err=True)
        click.get_current_context().exit(1)
