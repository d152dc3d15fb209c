"""GraphML (http://graphml.graphdrawing.org): one file for NetworkX, Gephi, Cytoscape and Neo4j, and one for yEd.

Keys are named as their attributes: Gephi takes keys named `d3` and `d7` for yEd's labels. Neo4j's `apoc.import.graphml`
reads a node's labels and an edge's type from attributes that the others skip. yEd shows nothing but what is drawn, so
its file says how each node and edge looks.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import IO, TYPE_CHECKING

from kg.export import network, xml
from kg.export.neo4j import kind

if TYPE_CHECKING:
    from kg.export import Readable

_NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
_YED = "http://www.yworks.com/xml/graphml"
_TYPES = {str: "string", int: "int", float: "double"}
#: The size of a node in yEd, of a letter in it, and of the grid on which the nodes lie until a layout is chosen.
_HIGH, _LETTER, _ACROSS, _DOWN = 30, 7, 260, 80


def write(graph: Readable, name: str, out: IO[bytes]) -> None:
    """Write the nodes and edges of a graph as GraphML, for `yed` with how they look."""
    for line in lines(graph, drawn=name == "yed"):
        out.write(line.encode() + b"\n")


def lines(graph: Readable, *, drawn: bool) -> Iterator[str]:
    """The lines of the GraphML file."""
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f'<graphml xmlns="{_NAMESPACE}"' + (f' xmlns:y="{_YED}">' if drawn else ">")
    for of, types in (("node", network.NODE_TYPES), ("edge", network.EDGE_TYPES)):
        for attribute, type_ in types.items():
            key = _key(of, attribute)
            yield f'  <key id="{key}" for="{of}" attr.name="{attribute}" attr.type="{_TYPES[type_]}"/>'
        if drawn:
            yield f'  <key id="{of}-graphics" for="{of}" yfiles.type="{of}graphics"/>'
    yield '  <graph id="claims" edgedefault="directed">'
    known = network.nodes(graph)
    columns = math.ceil(math.sqrt(len(known)))
    for k, (iri, values) in enumerate(known.items()):
        look = _node(values, k % columns, k // columns) if drawn else ""
        class_ = str(values["type"]).capitalize()
        labels = "" if drawn else f" labels={xml.attribute(f':Entity:{class_}')}"
        yield f"    <node id={xml.attribute(iri)}{labels}>{_data('node', values)}{look}</node>"
    for k, edge in enumerate(network.edges(graph, known)):
        ends = f"source={xml.attribute(edge.source)} target={xml.attribute(edge.target)}"
        label = str(edge.attributes["label"])
        named = "" if drawn else f" label={xml.attribute(kind(label))}"
        look = _line(label, dashed=edge.attributes.get("modality", "actual") != "actual") if drawn else ""
        yield f'    <edge id="e{k}" {ends}{named}>{_data("edge", edge.attributes)}{look}</edge>'
    yield "  </graph>"
    yield "</graphml>"


def _node(values: dict[str, network.Value], column: int, row: int) -> str:
    colour = f"#{values['r']:02X}{values['g']:02X}{values['b']:02X}"
    width = max(_HIGH, _LETTER * len(str(values["label"])) + _HIGH // 2)
    return (
        '<data key="node-graphics"><y:ShapeNode>'
        f'<y:Geometry height="{_HIGH}" width="{width}" x="{column * _ACROSS}" y="{row * _DOWN}"/>'
        f'<y:Fill color="{colour}80" transparent="false"/><y:BorderStyle color="{colour}" type="line" width="1.0"/>'
        f'<y:NodeLabel>{xml.text(values["label"])}</y:NodeLabel><y:Shape type="roundrectangle"/>'
        "</y:ShapeNode></data>"
    )


def _line(label: str, *, dashed: bool) -> str:
    style = "dashed" if dashed else "line"
    return (
        '<data key="edge-graphics"><y:PolyLineEdge>'
        f'<y:LineStyle color="#808080" type="{style}" width="1.0"/><y:Arrows source="none" target="standard"/>'
        f"<y:EdgeLabel>{xml.text(label)}</y:EdgeLabel></y:PolyLineEdge></data>"
    )


def _key(of: str, attribute: str) -> str:
    return attribute if of == "node" else f"edge-{attribute}"


def _data(of: str, attributes: dict[str, network.Value]) -> str:
    return "".join(f'<data key="{_key(of, name)}">{xml.text(value)}</data>' for name, value in attributes.items())
