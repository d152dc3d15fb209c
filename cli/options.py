"""Options that several commands share."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any, get_args

import click
from click.core import ParameterSource

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

FORMATS = ("table", "json", "csv", "tsv")


def graph(function: Callable[..., Any]) -> Callable[..., Any]:
    """`--graph` or `--endpoint`, handed to the command as `folder`: a folder, or the URL of an endpoint.

    What the command line names counts before what the environment names.
    """
    folder = click.option(
        "--graph",
        "folder",
        envvar="KG_GRAPH",
        default="graph",
        show_default=True,
        metavar="DIR",
        callback=_folder,
        help="The folder of the graph (or $KG_GRAPH).",
    )
    endpoint = click.option(
        "--endpoint",
        envvar="KG_ENDPOINT",
        metavar="URL",
        is_eager=True,
        expose_value=False,
        callback=_endpoint,
        help="Read from a SPARQL endpoint instead (or $KG_ENDPOINT).",
    )
    return folder(endpoint(function))


def is_endpoint(folder: str) -> bool:
    """Whether what a command reads is behind an endpoint."""
    return folder.startswith(("http://", "https://"))


def _endpoint(ctx: click.Context, parameter: click.Parameter, value: str | None) -> None:
    if value and not is_endpoint(value):
        raise click.BadParameter(f"{value!r} is not the address of an endpoint (http://… or https://…)")
    ctx.meta[__name__] = value, _is_said(ctx, parameter)


def _folder(ctx: click.Context, parameter: click.Parameter, value: str) -> str:
    endpoint, said = ctx.meta[__name__]
    if said and _is_said(ctx, parameter):
        raise click.UsageError("say either --graph or --endpoint")
    return endpoint if endpoint and (said or not _is_said(ctx, parameter)) else value


def _is_said(ctx: click.Context, parameter: click.Parameter) -> bool:
    """Whether an option is on the command line."""
    return ctx.get_parameter_source(str(parameter.name)) is ParameterSource.COMMANDLINE


def output(function: Callable[..., Any]) -> Callable[..., Any]:
    """`--format` and `--json`, handed to the command as `style`."""

    def pick(ctx: click.Context, _: click.Parameter, value: bool) -> bool:
        if value:
            ctx.params["style"] = "json"
        return value

    as_json = click.option("--json", is_flag=True, expose_value=False, callback=pick, help="The same as --format json.")
    style = click.option(
        "--format",
        "style",
        type=click.Choice(FORMATS),
        default="table",
        show_default=True,
        callback=lambda ctx, _, value: ctx.params.get("style", value),
        help="How to print; json is one object a line.",
    )
    return as_json(style(function))


def _date(_: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """A year, a month or a day: `--since` takes its first day, `--until` its last."""
    if value is None:
        return None
    for pattern in ("%Y-%m-%d", "%Y-%m", "%Y"):
        try:
            first = datetime.datetime.strptime(value, pattern).date()
        except ValueError:
            continue
        return (first if parameter.name == "since" else _last(first, pattern)).isoformat()
    raise click.BadParameter(f"{value!r} is not a date; write 2022, 2022-10 or 2022-10-01")


def _last(first: datetime.date, pattern: str) -> datetime.date:
    if pattern == "%Y-%m-%d":
        return first
    if pattern == "%Y":
        return first.replace(month=12, day=31)
    return (first + datetime.timedelta(days=31)).replace(day=1) - datetime.timedelta(days=1)


min_confidence = click.option(
    "--min-confidence",
    default=0.0,
    metavar="X",
    type=click.FloatRange(0, 1),
    help="Only statements of at least this confidence, from 0 to 1.",
)

#: What sets claims side by side leaves out, unless told otherwise, what may well be misread.
compared = click.option(
    "--min-confidence",
    default=0.4,
    show_default=True,
    metavar="X",
    type=click.FloatRange(0, 1),
    help="Only statements of at least this confidence, from 0 to 1.",
)


def _one_of(kind: str) -> Callable[[click.Context, click.Parameter, str | None], str | None]:
    """Takes a value of a kind of `kg.records`, which is imported only where one is given."""

    def check(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
        if value is None:
            return None
        from kg import records

        known: str = click.Choice(get_args(getattr(records, kind)), case_sensitive=False).convert(value, param, ctx)
        return known

    return check


_FILTERS = {
    "about": click.option("--about", metavar="ENTITY", help="Only about this entity, or its own: HSI, HSI's agents."),
    "by": click.option("--by", metavar="ENTITY", help="Only said by this source."),
    "relation": click.option("--relation", metavar="VERB", help="Only with this relation, such as arrest."),
    "type": click.option(
        "--type",
        "type_",
        metavar="TYPE",
        callback=_one_of("EntityType"),
        help="Only entities of this type, such as agency.",
    ),
    "modality": click.option(
        "--modality",
        metavar="MODALITY",
        callback=_one_of("Modality"),
        help="Only actual, planned, possible, required …",
    ),
    "since": click.option("--since", metavar="DATE", callback=_date, help="Only times on or after 2022, 2022-10 …"),
    "until": click.option("--until", metavar="DATE", callback=_date, help="Only times on or before it."),
    "document": click.option("--document", metavar="DOCUMENT", help="Only from this file or document IRI."),
}


def filters(*names: str) -> Decorator:
    """The filters of these names, in this order in the help."""

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        for name in reversed(names):
            function = _FILTERS[name](function)
        return function

    return decorate
