"""RDF by Oxigraph's serialisers, sorted: equal graphs give equal files."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

import pyoxigraph as ox

from kg.rdf.vocabulary import PREFIXES

if TYPE_CHECKING:
    from kg.export import Readable

_FORMATS = {
    "turtle": ox.RdfFormat.TURTLE,
    "trig": ox.RdfFormat.TRIG,
    "nquads": ox.RdfFormat.N_QUADS,
    "jsonld": ox.RdfFormat.JSON_LD,
}


def write(graph: Readable, name: str, out: IO[bytes]) -> None:
    """Write the quads of a graph. Turtle has no named graphs: there the triples of all are joined."""
    format_ = _FORMATS[name]
    statements: list[ox.Quad] | list[ox.Triple]
    if format_.supports_datasets:
        statements = sorted(graph.quads(), key=lambda q: (str(q.graph_name), str(q.subject), str(q)))
    else:
        statements = sorted({quad.triple for quad in graph.quads()}, key=lambda t: (str(t.subject), str(t)))
    prefixes = None if name == "nquads" else PREFIXES
    ox.serialize(statements, out, format_, prefixes=prefixes)
