"""`kg ask`."""

from __future__ import annotations

import click

from kg.cli import options
from kg.cli.output import clean, line, separated, where
from kg.export import flat
from kg.graph import Graph

_COLUMNS = ("text", "source", "stance", "file", "start", "end", "quote", "claim", "statistic", "score")


@click.command()
@click.argument("question", nargs=-1, required=True)
@options.graph
@options.output
@click.option("--limit", default=10, show_default=True, type=click.IntRange(min=1), help="At most so many answers.")
def command(question: tuple[str, ...], folder: str, style: str, limit: int) -> None:
    """Answer a question, with who says so and the exact quote.

    Every answer is a claim of the graph. Where the graph has none, the command says so, and the exit status is 1.

    \b
    Examples:
      kg ask "what does TCIU do"
      kg ask who is Maria Gonzalez
      kg ask "how many people did HSI arrest in 2022" --json
    """
    with Graph.open(folder, write=False) as graph:
        found = graph.ask(" ".join(question), limit=limit).as_json()
    answers = found["answers"]
    if style == "json":
        click.echo(line(found))
    elif style == "table":
        for k, answer in enumerate(answers):
            _show(k + 1, answer)
    else:
        separated((flat.row("answers", answer) for answer in answers), _COLUMNS, style)
    if not answers:
        if style != "json":
            click.echo(f"No answer: {found['reason']}", err=True)
        click.get_current_context().exit(1)


def _show(number: int, answer: dict[str, object]) -> None:
    click.secho(clean(f"{number}. {answer['text']}"), bold=True)
    click.echo(clean(f"   {voices(answer['sources'])}"))
    quote = " ".join(str(answer["quote"]).split())
    click.echo(clean(f'   "{quote}"\n   {where(answer)}'))


def voices(sources: object) -> str:
    """Who says so, from the nearest voice outward: `said by A (asserts: "notes"), in B`."""
    assert isinstance(sources, list)
    return " < ".join(
        f"{voice['label']} {voice['stance']}" + (f' ("{voice["cue"]}")' if voice["cue"] else "") for voice in sources
    )
