"""What is wrong with a graph: SHACL for its form, and each quote against the text that it quotes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg import ids
from kg.rdf.vocabulary import name

if TYPE_CHECKING:
    import rdflib


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is wrong: the node, the graph it is in, and what was expected."""

    graph: str
    node: str
    message: str


def validate(quads: Iterable[ox.Quad]) -> list[Finding]:
    """All that is wrong with some quads, graph by graph, sorted; empty for a sound graph."""
    graphs: dict[str, list[ox.Quad]] = {}
    for quad in quads:
        graphs.setdefault(_value(quad.graph_name), []).append(quad)
    found: list[Finding] = []
    for graph, content in sorted(graphs.items()):
        found.extend(_quotes(graph, content))
        found.extend(_shapes(graph, content))
    return sorted(set(found), key=lambda f: (f.graph, f.node, f.message))


def _quotes(graph: str, content: list[ox.Quad]) -> Iterator[Finding]:
    """Passages whose words aren't the document's at their offsets, and texts that aren't what was hashed."""
    wanted = {name(key): key for key in ("nif:isString", "nif:anchorOf", "kg:sha256")}
    values: dict[str, dict[str, str]] = {key: {} for key in wanted.values()}
    for quad in content:
        if quad.predicate in wanted:
            values[wanted[quad.predicate]][_value(quad.subject)] = _value(quad.object)
    texts = values["nif:isString"]
    for document, text in sorted(texts.items()):
        if values["kg:sha256"].get(document) != ids.sha256(text):
            yield Finding(graph=graph, node=document, message="the text is not the one that was hashed")
    for passage, words in sorted(values["nif:anchorOf"].items()):
        try:
            document, start, end = ids.parse_passage(passage)
        except ValueError as error:
            yield Finding(graph=graph, node=passage, message=str(error))
            continue
        if texts.get(document, "")[start:end] != words:
            yield Finding(graph=graph, node=passage, message=f"the text does not read {words!r} there")


def _value(term: object) -> str:
    """The text of a term; empty for the default graph."""
    return str(getattr(term, "value", ""))


def _shapes(graph: str, content: list[ox.Quad]) -> Iterator[Finding]:
    """What SHACL reports for one graph by `shapes.ttl`."""
    import pyshacl
    import rdflib

    shapes = rdflib.Graph().parse(
        data=files("kg.rdf").joinpath("shapes.ttl").read_text(encoding="utf-8"), format="turtle"
    )
    _, report, _ = pyshacl.validate(_rdflib(content), shacl_graph=shapes, inference="none")
    shacl = rdflib.Namespace("http://www.w3.org/ns/shacl#")
    for result in report.subjects(rdflib.RDF.type, shacl.ValidationResult):
        focus = report.value(result, shacl.focusNode)
        messages = sorted(str(message) for message in report.objects(result, shacl.resultMessage))
        yield Finding(graph=graph, node=str(focus), message="; ".join(messages))


def _rdflib(content: list[ox.Quad]) -> rdflib.Graph:
    import rdflib

    triples = ox.serialize((quad.triple for quad in content), format=ox.RdfFormat.N_TRIPLES)
    return rdflib.Graph().parse(data=triples, format="nt")
