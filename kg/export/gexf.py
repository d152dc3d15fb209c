"""GEXF 1.3 (https://gexf.net), Gephi's own format: colours, weights, and the times of claims."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, TYPE_CHECKING

from kg.export import network, xml

if TYPE_CHECKING:
    from kg.export import Readable

_NAMESPACES = 'xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3"'
_TYPES = {str: "string", int: "integer", float: "double"}
#: Attributes that GEXF has elements or XML attributes of its own for.
_OWN = frozenset({"label", "weight", "r", "g", "b", "since", "until"})


def write(graph: Readable, name: str, out: IO[bytes]) -> None:  # noqa: ARG001 - the signature of all formats
    """Write the nodes and edges of a graph as GEXF."""
    for line in lines(graph):
        out.write(line.encode() + b"\n")


def lines(graph: Readable) -> Iterator[str]:
    """The lines of the GEXF file."""
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f"<gexf {_NAMESPACES}>"
    yield '  <graph defaultedgetype="directed" mode="dynamic" timeformat="date" timerepresentation="interval">'
    for kind, types in (("node", network.NODE_TYPES), ("edge", network.EDGE_TYPES)):
        yield f'    <attributes class="{kind}" mode="static">'
        for name, type_ in types.items():
            if name not in _OWN:
                yield f'      <attribute id="{name}" title="{name}" type="{_TYPES[type_]}"/>'
        yield "    </attributes>"
    known = network.nodes(graph)
    yield "    <nodes>"
    for iri, values in known.items():
        colour = f'<viz:color r="{values["r"]}" g="{values["g"]}" b="{values["b"]}"/>'
        head = f"<node id={xml.attribute(iri)} label={xml.attribute(values['label'])}>"
        yield f"      {head}{_values(values)}{colour}</node>"
    yield "    </nodes>"
    yield "    <edges>"
    for k, edge in enumerate(network.edges(graph, known)):
        yield f"      {_edge(k, edge)}{_values(edge.attributes)}</edge>"
    yield "    </edges>"
    yield "  </graph>"
    yield "</gexf>"


def _edge(k: int, edge: network.Edge) -> str:
    written = {
        "id": f"e{k}",
        "source": edge.source,
        "target": edge.target,
        "kind": edge.key,
        "label": edge.attributes["label"],
        "weight": edge.attributes["weight"],
        "start": edge.attributes.get("since"),
        "end": edge.attributes.get("until"),
    }
    return "<edge " + " ".join(f"{n}={xml.attribute(v)}" for n, v in written.items() if v is not None) + ">"


def _values(values: dict[str, network.Value]) -> str:
    inside = "".join(
        f'<attvalue for="{name}" value={xml.attribute(value)}/>' for name, value in values.items() if name not in _OWN
    )
    return f"<attvalues>{inside}</attvalues>"
