"""`kg review` and its commands."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Callable
from typing import Any

import click

from kg.curation import answers
from kg.errors import DecisionError, InputError, KgError
from kg.graph import Graph

from . import options
from .output import clean, emit, line

Command = Callable[..., Any]


@click.group(short_help="Correct the graph for good: merge, split, rename, reject, accept, undo.")
def command() -> None:
    """Correct the graph for good: merge, split, rename, reject, accept, undo.

    Decisions are lines in the graph's folder, in curation.jsonl, with author, time and reason. Nothing is ever taken out
    of that file, and whatever is read or removed later, the graph follows it.

    \b
    Examples:
      kg review suggest
      kg review retype HSI unit --reason "it is a part of a department"
      kg review rename HSI "Homeland Security Investigations (U.S.)"
      kg review undo 1
      kg review log
    """


def _decides(function: Command) -> Command:
    """What all commands that decide share; the command gives the record of its decision."""

    def run(folder: str, as_json: bool, **arguments: Any) -> None:
        with Graph.open(folder, write=True) as graph:
            made = function(graph, **arguments)
        if as_json:
            click.echo(line(made))
        else:
            click.echo(clean(f"Decision {made['number']}: {made['says']}."))
            if made["new"]:
                click.echo(f"  {made['new']}")

    run.__doc__, run.__name__ = function.__doc__, function.__name__.removeprefix("_")
    run.__dict__.update(function.__dict__)  # click keeps there the parameters of decorators that ran before
    for option in (
        click.option("--json", "as_json", is_flag=True, help="Print the decision as one object."),
        click.option("--author", metavar="NAME", help="Who decides; by default $KG_AUTHOR, else the system's user."),
        click.option("--reason", metavar="TEXT", help="Why."),
        options.graph,
    ):
        run = option(run)
    return run


_part = (
    click.option("--document", metavar="DOCUMENT", help="What this file or document IRI calls so."),
    click.option("--alias", metavar="NAME", help="What goes by this name, with pronouns and descriptions after it."),
)


@command.command()
@_decides
@click.argument("entity")
@click.argument("other")
def merge(graph: Graph, entity: str, other: str, **by: str | None) -> dict[str, Any]:
    """Say that two entities are one: the first keeps its name and its identifier.

    The identifier of OTHER, and those of claims about it, lead on to what replaced them.

    \b
    Examples:
      kg review merge "Maria Osei" "M. Osei" --reason "same office"
    """
    return graph.review.merge(entity, other, **by)


@command.command()
@_decides
@click.argument("entity")
@_part[0]
@_part[1]
def split(graph: Graph, entity: str, **about: str | None) -> dict[str, Any]:
    """Say that a part of an entity is another one: what a document means by it, or what goes by one of its names.

    Prints the identifier of the new entity; the rest keeps the old one. Rename it to give it a name of its own.

    \b
    Examples:
      kg review split HSI --document report.txt
      kg review split "Maria Osei" --alias Osei --reason "the brother"
    """
    return graph.review.split(entity, **about)


@command.command()
@_decides
@click.argument("entity")
@click.argument("other")
def distinct(graph: Graph, entity: str, other: str, **by: str | None) -> dict[str, Any]:
    """Say that two entities are two: they aren't suggested again, and a merge is refused.

    \b
    Examples:
      kg review distinct HSI TCIU
    """
    return graph.review.distinct(entity, other, **by)


@command.command()
@_decides
@click.argument("entity")
@_part[0]
@_part[1]
def same(graph: Graph, entity: str, **about: str | None) -> dict[str, Any]:
    """Say that a name is rightly an entity's: a split isn't suggested again, and is refused.

    \b
    Examples:
      kg review same HSI --alias HSI
    """
    return graph.review.same(entity, **about)


@command.command()
@_decides
@click.argument("entity")
@click.argument("name")
def rename(graph: Graph, entity: str, name: str, **by: str | None) -> dict[str, Any]:
    """Give an entity another name; its identifier stays, and its old name is one of its aliases.

    \b
    Examples:
      kg review rename HSI "Homeland Security Investigations (U.S.)"
    """
    return graph.review.rename(entity, name, **by)


@command.command()
@_decides
@click.argument("entity")
@click.argument("type_", metavar="TYPE")
def retype(graph: Graph, entity: str, type_: str, **by: str | None) -> dict[str, Any]:
    """Say of what type an entity is: agency, unit, operation, person, place, law, document, group …

    \b
    Examples:
      kg review retype HSI unit
    """
    return graph.review.retype(entity, type_, **by)


@command.command()
@_decides
@click.argument("claim")
def reject(graph: Graph, claim: str, **by: str | None) -> dict[str, Any]:
    """Say that a claim isn't what the text says: it is in no list, answer, fact or export any more.

    CLAIM is its identifier, or the beginning of its last part. kg why and kg review log still show it.

    \b
    Examples:
      kg review reject 1d07a2c4 --reason "the sentence is about another agency"
    """
    return graph.review.reject(claim, **by)


@command.command()
@_decides
@click.argument("claim")
def accept(graph: Graph, claim: str, **by: str | None) -> dict[str, Any]:
    """Say that a claim is what the text says: it is marked as reviewed, with confidence 1.

    \b
    Examples:
      kg review accept 1d07a2c4
    """
    return graph.review.accept(claim, **by)


@command.command()
@_decides
@click.argument("decision")
def undo(graph: Graph, decision: str, **by: str | None) -> dict[str, Any]:
    """Take back a decision, by its number in the log or the beginning of its identifier.

    The graph is as it would be without the decision; the log keeps both.

    \b
    Examples:
      kg review undo 1
    """
    return graph.review.undo(decision, **by)


@command.command()
@options.graph
@options.output
def log(folder: str, style: str) -> None:
    """List all decisions, by whom, when and why, and which are undone or without effect.

    \b
    Examples:
      kg review log
      kg review log --json
    """
    with Graph.open(folder, write=False) as graph:
        torn = graph.review.torn
        if torn:
            click.echo(
                f"The last line of the log was cut off when it was written, and doesn't count: {clean(torn)}", err=True
            )
        emit(graph.review.log(), "decisions", style, ("number", "says", "author", "time", "reason", "state", "note"))


@command.command()
@options.graph
@click.option("--limit", default=20, show_default=True, type=click.IntRange(min=1), help="So many of the likeliest.")
@click.option("-i", "--interactive", is_flag=True, help="Ask about each: accept, reject, skip or quit.")
@click.option(
    "--from",
    "source",
    metavar="FILE",
    help="Follow the column `decision` (accept, reject, or empty) of this CSV or JSON Lines file, or of - .",
)
@click.option("--author", metavar="NAME", help="Who decides; by default $KG_AUTHOR, else the system's user.")
@options.output
def suggest(folder: str, limit: int, interactive: bool, source: str | None, author: str | None, style: str) -> None:
    """List entities that may be one, and entities that may be two, the likeliest first, with the reasons.

    To decide, go through them with -i; or write them to a file, fill in its column `decision`, and read that with --from.
    What is rejected isn't suggested again.

    \b
    Examples:
      kg review suggest
      kg review suggest --limit 50 --format csv > suggestions.csv
      kg review suggest --json
    """
    if source is not None:
        try:
            decided = answers.read(source)
        except InputError as error:
            raise click.BadParameter(str(error), param_hint="--from") from None
        with Graph.open(folder, write=True) as graph:
            _follow(graph, source, decided, author)
    elif interactive:
        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            raise click.UsageError("-i asks at a terminal; without one, use --from FILE")
        with Graph.open(folder, write=True) as graph:
            _ask(graph, limit, author)
    else:
        with Graph.open(folder, write=False) as graph:
            found = (row | {"decision": None} for row in itertools.islice(graph.review.suggest(), limit))
            emit(found, "suggestions", style, ("score", "kind", "label", "other_label", "alias", "file", "reasons"))


def _follow(graph: Graph, source: str, decided: list[tuple[int, dict[str, Any]]], author: str | None) -> None:
    """Decide as a file says. One that is refused keeps no other from being made."""
    counts = {"accept": 0, "reject": 0}
    refused = merged = 0
    for number, row in decided:
        try:
            if row["decision"] == "accept" and graph.review.is_merged(row):
                merged += 1
                continue
            graph.review.answer(
                row, accept=row["decision"] == "accept", reason=row.get("reason") or None, author=author
            )
        except KgError as error:
            refused += 1
            click.echo(f"Error: {source}, line {number}: {error}", err=True)
        else:
            counts[row["decision"]] += 1
    already = f", {merged} merged already" if merged else ""
    click.echo(f"{counts['accept']} accepted, {counts['reject']} rejected, {refused} refused{already}.", err=True)
    if refused:
        click.get_current_context().exit(1)


def _ask(graph: Graph, limit: int, author: str | None) -> None:
    """Ask about the likeliest suggestions, one by one."""
    for row in list(itertools.islice(graph.review.suggest(), limit)):
        click.echo(clean(_question(row)))
        for reason in row["reasons"]:
            click.echo(clean(f"  {reason}"))
        choice = click.prompt("accept, reject, skip, quit", type=click.Choice(["a", "r", "s", "q"]), default="s")
        if choice == "q":
            return
        if choice == "s":
            continue
        try:
            made = graph.review.answer(row, accept=choice == "a", author=author)
        except DecisionError as error:
            click.echo(f"Error: {error}", err=True)
        else:
            click.echo(clean(f"Decision {made['number']}: {made['says']}."))


def _question(row: dict[str, Any]) -> str:
    if row["kind"] == "merge":
        return f"Is {row['other_label']} ({row['other_type']}) the same as {row['label']} ({row['type']})?"
    part = repr(row["alias"]) if row["alias"] else f"what {row['file'] or row['document']} calls so"
    return f"Is {part} another thing than {row['label']} ({row['type']})?"
