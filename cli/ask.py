"""`kg ask`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TextIO

import click

from kg.answer import Answers
from kg.export import flat
from kg.graph import Graph

from . import options
from .output import clean, line, separated

_COLUMNS = (
    "text", "source", "stance", "file", "start", "end", "quote", "claim", "statistic", "score", "support", "verdict",
)  # fmt: skip
_PROMPT = "? "


@click.command()
@click.argument("question", nargs=-1)
@click.option("-i", "--interactive", is_flag=True, help="Go on asking, line by line; questions may follow on.")
@options.graph
@options.min_confidence
@options.output
@click.option("--limit", default=10, show_default=True, type=click.IntRange(min=1), help="At most so many answers.")
def command(
    question: tuple[str, ...], interactive: bool, folder: str, min_confidence: float, style: str, limit: int
) -> None:
    """Answer a question, with who says so and the exact quote.

    Every answer is a claim of the graph, one line each, with the number of independent sources. Where the graph has
    none, the command says so, and the exit status is 1. A question may be limited: according to somebody, since June, in
    FY2022, in a document, planned.

    With -i, questions are read line by line, also from a pipe; "and in 2022?", "who said that?", "what about HSI?", "when?"
    and "what else?" follow on from the one before.

    \b
    Examples:
      kg ask "what does TCIU do"
      kg ask who is Maria Osei
      kg ask "how many people did HSI arrest in 2022" --json
      kg ask "according to HSI, what was seized in FY2022"
      echo "who leads HSI" | kg ask -i
    """
    if bool(question) == interactive:
        raise click.UsageError(
            "ask a question, or say -i to ask several" if not question else "a question, or -i, not both"
        )
    with Graph.open(folder, write=False) as graph:
        if not interactive:
            answers = graph.ask(" ".join(question), limit=limit, min_confidence=min_confidence)
            _show(answers, style, silent_on=sys.stderr)
            if not answers:
                click.get_current_context().exit(1)
            return
        conversation = graph.conversation(min_confidence=min_confidence)
        for asked in _lines():
            _show(conversation.ask(asked, limit=limit), style, silent_on=sys.stdout)


def _lines() -> Iterator[str]:
    """The questions typed at a prompt, with a history, or piped; until the end of the input or "quit"."""
    for asked in map(str.strip, _typed() if sys.stdin.isatty() else _piped()):
        if asked.lower() in ("quit", "exit"):
            return
        if asked:
            yield asked


def _typed() -> Iterator[str]:
    import readline  # noqa: F401 - gives `input` a history and editing

    while True:
        try:
            yield input(_PROMPT)
        except EOFError:
            return


def _piped() -> Iterator[str]:
    return (line.decode(errors="replace") for line in sys.stdin.buffer)


def _show(answers: Answers, style: str, *, silent_on: TextIO) -> None:
    """Print answers; that there is none, where the answers would stand among others, else beside."""
    found = answers.to_json()
    if answers.understood and style == "table":
        click.echo(clean(f"({answers.understood})"))
    if style == "json":
        click.echo(line(found))
    elif style != "table":
        separated((flat.row("answers", answer) for answer in found["answers"]), _COLUMNS, style)
    elif answers:
        click.echo(clean(str(answers)))
    if not answers and (style == "table" or silent_on is sys.stderr):
        click.echo(clean(f"No answer: {answers.reason}"), file=silent_on)
