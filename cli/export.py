"""`kg export`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg import export
from kg.graph import Graph

from . import options


def _format(_: click.Context, __: click.Parameter, value: str) -> str:
    return export.check(value)


@click.command(epilog="Formats: " + "; ".join(f"{name} ({what})" for name, (_, what) in export.FORMATS.items()) + ".")
@options.graph
@click.option(
    "--about",
    metavar="ENTITY",
    help="Only what is about this entity or its own (HSI's agents), or said by it; not for RDF.",
)
@options.min_confidence
@click.option("--format", "-f", "name", required=True, callback=_format, metavar="FORMAT", help="The format.")
@click.option(
    "--output",
    "-o",
    default="-",
    metavar="FILE",
    help="A file, or for csv and neo4j a folder, made if need be; else standard output.",
)
def command(folder: str, about: str | None, min_confidence: float, name: str, output: str) -> None:
    """Write the graph for other programs.

    \b
    Examples:
      kg export --format html -o dossier.html
      kg export --format html --about HSI -o hsi.html
      kg export --format graphml -o graph.graphml
      kg export --format csv -o tables --min-confidence 0.6
      kg export --format nquads > graph.nq
    """
    with Graph.open(folder, write=False) as graph:
        target = sys.stdout.buffer if output == "-" else Path(output)
        graph.export(name, target, min_confidence=min_confidence, about=about)
