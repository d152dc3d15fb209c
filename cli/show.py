"""`kg show`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from kg.graph import Graph

from . import options
from .output import clean, line, number, where

#: Parts of the dossier, and their headings.
_TIES = {"members": "Members", "roles": "Roles", "sites": "Sites"}
_PARTS = _TIES | {
    "does": "Does",
    "said_about": "Said about it",
    "says": "Says",
    "statistics": "Numbers",
    "timeline": "Time line",
}


@click.command()
@click.argument("entity", nargs=-1, required=True)
@options.graph
@click.option("--json", "as_json", is_flag=True, help="Print the dossier as one object.")
@click.option("--limit", default=15, show_default=True, type=click.IntRange(min=1), help="Lines for each part.")
def command(entity: tuple[str, ...], folder: str, as_json: bool, limit: int) -> None:
    """Show what the graph knows about an entity.

    Its names, type, the tree of what it is a part of and of its units, members with their roles, its sites, what it
    does, says and has said about it and its own (HSI's agents), its numbers, its time line. ENTITY is a name, an acronym, or an IRI.

    \b
    Examples:
      kg show HSI
      kg show "Maria Osei"
      kg show HSI --json
    """
    with Graph.open(folder, write=False) as graph:
        dossier = graph.show(" ".join(entity))
    if as_json:
        click.echo(line(dossier))
        return
    _head(dossier)
    for part, heading in _PARTS.items():
        records = dossier[part]
        if records:
            click.secho(f"\n{heading}", bold=True)
        for record in records[:limit]:
            click.echo(clean(f"  {_line(part, record, dossier['entity']['id'])}"))
        if len(records) > limit:
            click.echo(f"  … {len(records) - limit} more (--limit)")


def _head(dossier: dict[str, Any]) -> None:
    entity = dossier["entity"]
    acronym = f" ({entity['acronym']})" if entity["acronym"] else ""
    click.secho(clean(f"{entity['label']}{acronym}, {entity['type']}"), bold=True)
    click.echo(clean(f"  {entity['mentions']} mentions in {entity['documents']} documents"))
    if entity["aliases"]:
        click.echo(clean(f"  also: {'; '.join(entity['aliases'])}"))
    click.echo(f"  {entity['id']}")
    for match in entity.get("exact_match", ()):
        click.echo(clean(f"  same as: {match}"))
    for other in dossier["homonyms"]:
        click.echo(clean(f"  not {other['label']} ({other['other'].rsplit('/', 1)[-1]}): {other['why']}"))
    if dossier["parents"] or dossier["units"]:
        click.secho("\nStructure", bold=True)
        for text in _tree(dossier):
            click.echo(clean(f"  {text}"))


def _tree(dossier: dict[str, Any]) -> Iterator[str]:
    """The wholes above, the entity, and its units below, each indented under what it is a part of."""
    above = dossier["parents"][::-1]
    for depth, whole in enumerate(above):
        yield f"{'  ' * depth}{_called(whole)}"
    yield f"{'  ' * len(above)}{_called(dossier['entity'])}"
    yield from _units(dossier["units"], len(above) + 1)


def _units(units: list[dict[str, Any]], depth: int) -> Iterator[str]:
    for unit in units:
        yield f"{'  ' * depth}{_called(unit)}"
        yield from _units(unit["units"], depth + 1)


def _called(entity: dict[str, Any]) -> str:
    return f"{entity['label']} ({entity['acronym']})" if entity["acronym"] else str(entity["label"])


def _tied(part: str, record: dict[str, Any]) -> str:
    """A member with a role, a role with what it is in, or a site."""
    if part == "sites":
        return f"{record['label']}  [{where(record)}]"
    qualified = [record["standing"]] if record["standing"] != "present" else []
    qualified += [record["time"]["text"]] if record["time"] else []
    notes = f" ({', '.join(qualified)})" if qualified else ""
    role = record["role"] or "member"
    text = f"{record['label']}, {role}" if part == "members" else ", ".join(filter(None, (role, record["label"])))
    return f"{text}{notes}  [{where(record)}]"


def _line(part: str, record: dict[str, Any], entity: str) -> str:
    if part in _TIES:
        return _tied(part, record)
    if part == "statistics":
        measure = record["measure"]
        unit = None if record["unit"] in (measure["label"], measure["text"]) else record["unit"]
        about = record["about"]
        whose = about["label"] if about and entity not in (about["id"], measure["id"]) else None
        text = " ".join(filter(None, (whose, record["relation"], number(record), unit, measure["text"])))
    else:
        text = record["label"] + _qualified(record, own=part == "says")
    time = record["time"]
    prefix = f"{time['start'] or time['text']}  " if part == "timeline" else ""
    return f"{prefix}{' '.join(text.split())}  [{where(record)}]"


def _qualified(claim: dict[str, Any], *, own: bool) -> str:
    """What keeps a claim from being a plain fact: negation, modality, a voice other than the publisher's. Of its `own`
    voice, only how it speaks is told.
    """
    notes = [claim[name] for name, plain in (("polarity", "affirmed"), ("modality", "actual")) if claim[name] != plain]
    voice = claim["sources"][0]
    if own:
        notes += [voice["stance"]] if voice["stance"] != "asserts" else []
    elif len(claim["sources"]) > 1:
        notes.append(f"{voice['label']} {voice['stance']}")
    return f" ({', '.join(notes)})" if notes else ""
