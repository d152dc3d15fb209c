"""`kg ask`."""

from __future__ import annotations

import click

from kg.export import flat
from kg.graph import Graph

from . import options
from .output import clean, line, separated

_COLUMNS = ("text", "source", "stance", "file", "start", "end", "quote", "claim", "statistic", "score")


@click.command()
@click.argument("question", nargs=-1, required=True)
@options.graph
@options.min_confidence
@options.output
@click.option("--limit", default=10, show_default=True, type=click.IntRange(min=1), help="At most so many answers.")
def command(question: tuple[str, ...], folder: str, min_confidence: float, style: str, limit: int) -> None:
    """Answer a question, with who says so and the exact quote.

    Every answer is a claim of the graph. Where the graph has none, the command says so, and the exit status is 1.

    \b
    Examples:
      kg ask "what does TCIU do"
      kg ask who is Maria Osei
      kg ask "how many people did HSI arrest in 2022" --json
    """
    with Graph.open(folder, write=False) as graph:
        answers = graph.ask(" ".join(question), limit=limit, min_confidence=min_confidence)
    found = answers.to_json()
    if style == "json":
        click.echo(line(found))
    elif style != "table":
        separated((flat.row("answers", answer) for answer in found["answers"]), _COLUMNS, style)
    elif answers:
        click.echo(clean(str(answers)))
    if not answers:
        click.echo(clean(f"No answer: {answers.reason}"), err=True)
        click.get_current_context().exit(1)
