"""GEXF 1.3 (https://gexf.net), Gephi's own format: colours, weights, and when each edge and node is there.

An edge is there while its claim holds, else on the days on which documents say so; without a known day, always. A node
is there while its edges are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import IO, TYPE_CHECKING

from kg.export import network, xml
from kg.export.network import Spell

if TYPE_CHECKING:
    from kg.export import Readable

_NAMESPACES = 'xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3"'
_TYPES = {str: "string", int: "integer", float: "double"}
#: Attributes that GEXF has elements or XML attributes of its own for.
_OWN = frozenset({"label", "weight", "r", "g", "b", "since", "until"})
_FIRST, _LAST = "0001-01-01", "9999-12-31"


def write(graph: Readable, name: str, out: IO[bytes]) -> None:  # noqa: ARG001 - the signature of all formats
    """Write the nodes and edges of a graph as GEXF."""
    for line in lines(graph):
        out.write(line.encode() + b"\n")


def lines(graph: Readable) -> Iterator[str]:
    """The lines of the GEXF file."""
    known = network.nodes(graph)
    edges = network.edges(graph, known)
    there = _presence(edges)
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f"<gexf {_NAMESPACES}>"
    yield "  <meta><creator>claimgraph</creator><description>Entities and the claims that join them</description></meta>"
    yield '  <graph defaultedgetype="directed" mode="dynamic" timeformat="date" timerepresentation="interval">'
    for kind, types in (("node", network.NODE_TYPES), ("edge", network.EDGE_TYPES)):
        yield f'    <attributes class="{kind}" mode="static">'
        for name, type_ in types.items():
            if name not in _OWN:
                yield f'      <attribute id="{name}" title="{name}" type="{_TYPES[type_]}"/>'
        yield "    </attributes>"
    yield "    <nodes>"
    for iri, values in known.items():
        colour = f'<viz:color r="{values["r"]}" g="{values["g"]}" b="{values["b"]}"/>'
        head = f"<node id={xml.attribute(iri)} label={xml.attribute(values['label'])}>"
        yield f"      {head}{_values(values)}{_spells(there.get(iri, ()))}{colour}</node>"
    yield "    </nodes>"
    yield "    <edges>"
    kinds: Counter[tuple[str, str, str]] = Counter()
    for k, edge in enumerate(edges):
        yield f"      {_edge(k, edge, kinds)}{_values(edge.attributes)}{_spells(edge.spells)}</edge>"
    yield "    </edges>"
    yield "  </graph>"
    yield "</gexf>"


def _presence(edges: Iterable[network.Edge]) -> Mapping[str, list[Spell]]:
    """When each node is there, of those that aren't always: all their edges have a time."""
    found: dict[str, set[Spell]] = {}
    always: set[str] = set()
    for edge in edges:
        for end in (edge.source, edge.target):
            found.setdefault(end, set()).update(edge.spells)
            if not edge.spells:
                always.add(end)
    return {iri: _joined(spells) for iri, spells in found.items() if iri not in always}


def _joined(spells: Iterable[Spell]) -> list[Spell]:
    """The same days in intervals that don't overlap.

    >>> _joined({("2022-01-01", "2022-06-30"), ("2022-03-01", None), ("2021-01-01", "2021-01-01")})
    [('2021-01-01', '2021-01-01'), ('2022-01-01', None)]
    """
    found: list[Spell] = []
    for start, end in sorted(spells, key=lambda spell: (spell[0] or _FIRST, spell[1] or _LAST)):
        if found and (start or _FIRST) <= (found[-1][1] or _LAST):
            first, last = found.pop()
            found.append((first, last if (last or _LAST) >= (end or _LAST) else end))
        else:
            found.append((start, end))
    return found


def _edge(k: int, edge: network.Edge, kinds: Counter[tuple[str, str, str]]) -> str:
    """Gephi takes two edges of one kind between two nodes for one, so the second has a number."""
    label = str(edge.attributes["label"])
    between = (edge.source, edge.target, label)
    kinds[between] += 1
    written = {
        "id": f"e{k}",
        "source": edge.source,
        "target": edge.target,
        "kind": label if kinds[between] == 1 else f"{label} {kinds[between]}",
        "label": label,
        "weight": edge.attributes["weight"],
    }
    return "<edge " + " ".join(f"{n}={xml.attribute(v)}" for n, v in written.items()) + ">"


def _spells(spells: Iterable[Spell]) -> str:
    inside = "".join(
        f"<spell{_bound('start', start)}{_bound('end', end)}/>" for start, end in _joined(spells) if start or end
    )
    return f"<spells>{inside}</spells>" if inside else ""


def _bound(name: str, day: str | None) -> str:
    return f" {name}={xml.attribute(day)}" if day else ""


def _values(values: dict[str, network.Value]) -> str:
    inside = "".join(
        f'<attvalue for="{name}" value={xml.attribute(value)}/>' for name, value in values.items() if name not in _OWN
    )
    return f"<attvalues>{inside}</attvalues>"
