"""`kg query`."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from kg import ids
from kg.errors import QueryError
from kg.export import flat
from kg.graph import Graph
from kg.store import Answer

from . import options
from .output import line, separated, table

#: The rows of a table that are shown unless told otherwise.
PAGE = 100


def _parameters(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    pairs = [value.partition("=") for value in values]
    for name, equals, _value in pairs:
        if not equals or not name:
            raise click.BadParameter(f"{name!r} is not of the form name=value")
    return {name: value for name, _equals, value in pairs}


@click.command()
@click.argument("name", required=False, metavar="NAME|FILE.rq|-")
@options.graph
@click.option(
    "-p", "parameters", multiple=True, metavar="NAME=VALUE", callback=_parameters, help="A parameter's value."
)
@click.option(
    "--list", "listing", is_flag=True, help="List the named queries with examples, or those with a word in them."
)
@click.option(
    "--limit",
    type=click.IntRange(min=0),
    metavar="N",
    help=f"Rows of a page; 0 is all. A table has {PAGE} unless told otherwise, other formats have all.",
)
@click.option("--page", type=click.IntRange(min=1), default=1, metavar="N", help="Which page, from 1.")
@options.output
def command(
    name: str | None, folder: str, parameters: dict[str, str], listing: bool, limit: int | None, page: int, style: str
) -> None:
    """Run a SPARQL query: a named one, a file, or standard input.

    Prefixes (kg:, rel:, org:, schema:, skos:, prov:, nif: …) need not be declared. Entities and documents are given by
    name or file. If there are more rows than are shown, standard error says so.

    \b
    Examples:
      kg query --list
      kg query --list numbers
      kg query claims-about -p entity=HSI
      kg query timeline --limit 20 --page 2
      echo "SELECT ?name WHERE { ?who skos:prefLabel ?name }" | kg query -
    """
    if listing:
        _list(style, name or "")
        return
    if name is None:
        raise click.UsageError("say which query: a name (see kg query --list), a file, or -")
    with Graph.open(folder, write=False) as graph:
        if name == "-" or name.endswith(".rq"):
            answer = graph.query(_text(name), parameters)
        else:
            answer = graph.named_query(name, parameters)
    columns, rows = _rows(answer, _curie if style == "table" else _value)
    size = (PAGE if style == "table" else 0) if limit is None else limit
    shown = rows[(page - 1) * size : page * size] if size else rows
    if style == "json":
        for row in shown:
            click.echo(line(row))
    elif style == "table":
        table(shown, columns)
    else:
        separated(shown, columns, style)
    _conclude(len(rows), size, page)


def _conclude(rows: int, size: int, page: int) -> None:
    """Say on standard error what isn't shown; nothing at all is exit status 1."""
    pages = -(-rows // size) if size else min(rows, 1)
    if page < pages:
        first, last = (page - 1) * size + 1, page * size
        click.echo(
            f"Rows {first:,} to {last:,} of {rows:,}; … {rows - last:,} more: --page {page + 1}, or --limit 0", err=True
        )
    if not rows:
        click.echo("No results.", err=True)
    elif page > pages:
        click.echo(f"No page {page}: the last is {pages:,}.", err=True)
    if page > pages:
        click.get_current_context().exit(1)


def _rows(answer: Answer, show: Callable[[Any], flat.Cell]) -> tuple[tuple[str, ...], list[dict[str, flat.Cell]]]:
    """The columns and rows of what SELECT, CONSTRUCT or ASK gives."""
    if answer.truth is not None:
        return ("answer",), [{"answer": answer.truth}]
    if answer.variables:
        return answer.variables, [
            {name: show(term) for name, term in zip(answer.variables, row, strict=True)} for row in answer.rows
        ]
    columns = ("subject", "predicate", "object")
    return columns, [{name: show(getattr(triple, name)) for name in columns} for triple in answer.triples]


def _value(term: Any) -> flat.Cell:
    """A term as a value: numbers as numbers, all else as its text or IRI."""
    if term is None:
        return None
    kind = getattr(getattr(term, "datatype", None), "value", "").rpartition("#")[2]
    text = str(getattr(term, "value", term))
    try:
        if kind == "integer":
            return int(text)
        return float(text) if kind in ("double", "decimal", "float") else text
    except ValueError:
        return text


def _curie(term: Any) -> flat.Cell:
    """A term for reading: IRIs with their prefix, or as kind and key, such as `claim/1d07a2c4`, which commands accept."""
    from pyoxigraph import NamedNode

    from kg.rdf.vocabulary import PREFIXES

    if isinstance(term, NamedNode):
        for prefix, space in PREFIXES.items():
            if term.value.startswith(space) and len(term.value) > len(space):
                return f"{prefix}:{term.value[len(space) :]}"
        return re.sub(r"(?<=/)([0-9a-f]{8})[0-9a-f]{8}$", r"\1", term.value.removeprefix(ids.BASE))
    return _value(term)


def _list(style: str, word: str) -> None:
    """The named queries by topic, those in whose name, topic or summary a word stands."""
    from kg.store import named

    queries = [named.load(name) for name in named.names()]
    queries = [query for query in queries if word in f"{query.name} {query.topic} {query.summary}".lower()]
    if style == "json":
        keys = ("name", "topic", "summary", "parameters", "defaults", "example")
        for query in queries:
            click.echo(line({key: getattr(query, key) for key in keys}))
        return
    for topic in named.TOPICS:
        found = [query for query in queries if query.topic == topic]
        if found:
            click.secho(topic.upper(), bold=True)
        for query in found:
            click.echo(f"  {query.name}: {query.summary}\n      {query.example}")
    if not queries:
        click.echo("No such query; kg query --list lists all.", err=True)
        click.get_current_context().exit(1)


def _text(name: str) -> str:
    """The text of a query from a file or standard input."""
    try:
        data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        return data.decode("utf-8")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise QueryError(f"{name}: can't be read ({reason})") from None
