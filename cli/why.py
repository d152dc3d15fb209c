"""`kg why`."""

from __future__ import annotations

from typing import Any

import click

from kg.answer.answers import voices
from kg.graph import Graph

from . import options
from .output import clean, emit, line, where


@click.command()
@click.argument("claim", required=False)
@options.graph
@click.option("--skipped", metavar="DOCUMENT", help="List the sentences of a document that yielded no claim, and why.")
@options.output
def command(claim: str | None, folder: str, skipped: str | None, style: str) -> None:
    """Show the sentence, the rule and the words behind a claim.

    CLAIM is the identifier of a claim or statement as `kg claims` prints it, whole or its beginning.

    \b
    Examples:
      kg why 1d07a2c4
      kg why 1d07a2c4 --json
      kg why --skipped report.txt
    """
    if (claim is None) == (skipped is None):
        raise click.UsageError("say which claim, or which document with --skipped")
    with Graph.open(folder, write=False) as graph:
        if skipped is not None:
            emit(graph.skipped(skipped), "skipped sentences", style, ("reason", "where", "quote"))
            return
        found = list(graph.why(str(claim)))
    for evidence in found:
        if style == "json":
            click.echo(line(evidence))
        else:
            _show(evidence)


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
