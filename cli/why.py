"""`kg why`."""

from __future__ import annotations

import itertools
from typing import Any

import click

from kg.answer.answers import voices
from kg.errors import UnknownError
from kg.graph import Graph, Record

from . import options
from .output import clean, emit, line, where


@click.command()
@click.argument("key", required=False, metavar="CLAIM|ENTITY")
@options.graph
@click.option("--alias", metavar="NAME", help="Show what made NAME a name of ENTITY.")
@click.option("--skipped", metavar="DOCUMENT", help="List the sentences of a document that yielded no claim, and why.")
@options.output
def command(key: str | None, folder: str, alias: str | None, skipped: str | None, style: str) -> None:
    """Show the sentence, the rule and the words behind a claim or a name.

    CLAIM is the identifier of a claim or statement as `kg claims` prints it, whole or its beginning. Of an ENTITY (a
    name, an acronym or an IRI) it shows what made each of its names one, in which document and by which words, and why
    others of the same name are others.

    \b
    Examples:
      kg why 1d07a2c4
      kg why 1d07a2c4 --json
      kg why "Maria Osei"
      kg why HSI --alias HSI
      kg why --skipped report.txt
    """
    if (key is None) == (skipped is None) or (alias and key is None):
        raise click.UsageError("say which claim or entity, or which document with --skipped")
    with Graph.open(folder, write=False) as graph:
        if skipped is not None:
            emit(graph.skipped(skipped), "skipped sentences", style, ("reason", "where", "quote"))
            return
        claims = [] if alias else _claims(graph, str(key))
        names = [] if claims else list(graph.names(str(key), alias))
        others = [] if claims or alias else list(graph.homonyms(str(key)))
    if style == "json":
        for record in (*claims, *names, *others):
            click.echo(line(record))
        return
    for evidence in claims:
        _show(evidence)
    _show_names(names, others)


def _claims(graph: Graph, key: str) -> list[Record]:
    """The evidence of a claim; none where the key is an entity's name instead."""
    try:
        return list(graph.why(key))
    except UnknownError as error:
        try:
            graph.entity(key)
        except UnknownError as unknown:
            if error.near or unknown.near:
                raise (error if error.near else unknown) from None
            hint = "kg claims lists the claims with their identifiers, kg entities the names"
            raise UnknownError("claim or entity", key, hint=hint) from None
        return []


def _show_names(names: list[Record], others: list[Record]) -> None:
    """Each name with the reasons that make it one, and under each reason the places that show it."""
    for name, same in itertools.groupby(names, key=lambda row: row["name"]):
        label = names[0]["label"]
        click.secho(clean(name if name == label else f"{name} = {label}"), bold=True)
        for _, alike in itertools.groupby(same, key=lambda row: (row["rule"], row["why"])):
            rows = list(alike)
            click.echo(clean(f"  why:        {rows[0]['why']}"))
            click.echo(clean(f"  rule:       {rows[0]['rule']}: {rows[0]['rule_description']}"))
            for row in rows:
                if row["document"]:
                    words = row["words"]
                    whole = row["quote"] if row["quote"] != words["text"] else ""
                    if whole:
                        click.echo(clean(f"  sentence:   {' '.join(whole.split())}"))
                    click.echo(clean(f"  words:      {words['text']!r} at {words['start']}-{words['end']}"))
                    click.echo(clean(f"  place:      {where(row)}"))
    for other in others:
        click.secho(clean(f"not {other['label']}, also called {other['name']}"), bold=True)
        click.echo(clean(f"  why:        {other['why']}"))
        click.echo(clean(f"  entity:     {other['other']}"))


def _show(evidence: dict[str, Any]) -> None:
    click.secho(clean(evidence["label"]), bold=True)
    time = evidence["time"] or {"text": None}
    words = "; ".join(f"{span['text']!r} at {span['start']}-{span['end']}" for span in evidence["cues"])
    predicate = evidence["predicate"]
    lines = {
        "sentence": " ".join(evidence["quote"].split()),
        "place": where(evidence),
        "rule": f"{evidence['rule']}: {evidence['rule_description']}",
        "relation": f"{predicate['text']!r} at {predicate['start']}-{predicate['end']}" if predicate else None,
        "terms": "; ".join(
            f"{role}: {term['text']!r} at {term['start']}-{term['end']}" for role, term in _terms(evidence)
        ),
        "cues": words or None,
        "reading": f"{evidence['polarity']}, {evidence['modality']}",
        "time": time["text"],
        "said by": voices(evidence["sources"]),
        "confidence": f"{evidence['confidence']:.2f}",
        "review": _reviewed(evidence["decision"]),
        "claim": evidence["claim"],
        "statement": evidence["statement"],
    }
    for name, value in lines.items():
        if value:
            click.echo(clean(f"  {name + ':':<12}{value}"))


def _reviewed(decision: dict[str, Any] | None) -> str | None:
    """Who accepted or rejected a claim, when and why."""
    if decision is None:
        return None
    why = f": {decision['reason']}" if decision["reason"] else ""
    number = f" (decision {decision['number']})" if decision["number"] else ""
    return f"{decision['kind']}ed by {decision['author']} on {decision['time'][:10]}{why}{number}"


def _terms(evidence: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    terms = [("subject", evidence["subject"]), ("object", evidence["object"])]
    terms += [(argument["role"], argument) for argument in evidence["arguments"]]
    return [(role, term) for role, term in terms if term]
