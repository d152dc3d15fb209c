"""GraphML (http://graphml.graphdrawing.org) as NetworkX, Gephi and yEd read it.

Keys are named as their attributes: Gephi takes keys named `d3` and `d7` for yEd's labels.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, TYPE_CHECKING

from kg.export import network, xml

if TYPE_CHECKING:
    from kg.export import Readable

_NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
_TYPES = {str: "string", int: "int", float: "double"}


def write(graph: Readable, name: str, out: IO[bytes]) -> None:  # noqa: ARG001 - the signature of all formats
    """Write the nodes and edges of a graph as GraphML."""
    for line in lines(graph):
        out.write(line.encode() + b"\n")


def lines(graph: Readable) -> Iterator[str]:
    """The lines of the GraphML file."""
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f'<graphml xmlns="{_NAMESPACE}">'
    for kind, types in (("node", network.NODE_TYPES), ("edge", network.EDGE_TYPES)):
        for attribute, type_ in types.items():
            key = _key(kind, attribute)
            yield f'  <key id="{key}" for="{kind}" attr.name="{attribute}" attr.type="{_TYPES[type_]}"/>'
    yield '  <graph id="claims" edgedefault="directed">'
    known = network.nodes(graph)
    for iri, attributes in known.items():
        yield f"    <node id={xml.attribute(iri)}>{_data('node', attributes)}</node>"
    for k, edge in enumerate(network.edges(graph, known)):
        ends = f"source={xml.attribute(edge.source)} target={xml.attribute(edge.target)}"
        yield f'    <edge id="e{k}" {ends}>{_data("edge", edge.attributes)}</edge>'
    yield "  </graph>"
    yield "</graphml>"


def _key(kind: str, attribute: str) -> str:
    return attribute if kind == "node" else f"edge-{attribute}"


def _data(kind: str, attributes: dict[str, network.Value]) -> str:
    return "".join(f'<data key="{_key(kind, name)}">{xml.text(value)}</data>' for name, value in attributes.items())
