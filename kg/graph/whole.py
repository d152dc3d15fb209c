"""A graph as a whole: written for other programs, handed to libraries, checked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING

from kg import ids
from kg.graph.lists import Lists
from kg.graph.record import Record

if TYPE_CHECKING:
    import networkx as nx
    import rdflib
    from pyoxigraph import Quad


class Whole(Lists):
    """All that a graph holds."""

    def export(
        self,
        format: str,  # noqa: A002 - as in the command
        target: str | Path | IO[bytes],
        *,
        min_confidence: float = 0.0,
        about: str | None = None,
    ) -> None:
        """Write the graph in a format of `kg.export.FORMATS` to a path or a stream.

        Statements below `min_confidence` are left out, and those that are neither about the entity `about` nor said by
        it; RDF is always whole.
        """
        from kg import export
        from kg.export.about import About

        trusted = self._trusted(min_confidence)
        graph: export.Readable = trusted if about is None else About(self._owning(min_confidence), self.entity(about))
        more = (
            {"conflicts": self.conflicts(about=about, min_confidence=max(min_confidence, 0.4))}
            if format == "html"
            else {}
        )
        if isinstance(target, str | Path):
            export.save(graph, format, Path(target), **more)
        else:
            export.write(graph, format, target, **more)

    def quads(self) -> Iterator[Quad]:
        """All quads."""
        return self._store.quads()

    def to_networkx(self) -> nx.MultiDiGraph[str]:
        """Entities as nodes and claims as edges, with the attributes of the GraphML export."""
        import networkx as nx

        from kg.export import network

        graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        known = network.nodes(self)
        graph.add_nodes_from(known.items())
        for edge in network.edges(self, known):
            graph.add_edge(edge.source, edge.target, key=edge.key, **edge.attributes)
        return graph

    def to_rdflib(self) -> rdflib.Dataset:
        """All quads as an rdflib Dataset, one named graph a document."""
        import io
        import warnings

        import rdflib

        from kg.export import rdf

        data = io.BytesIO()
        rdf.write(self, "nquads", data)
        dataset = rdflib.Dataset()
        with warnings.catch_warnings():
            # rdflib's own parser uses what rdflib deprecates.
            warnings.filterwarnings("ignore", category=DeprecationWarning, module="rdflib")
            dataset.parse(data=data.getvalue(), format="nquads")
        return dataset

    def validate(self) -> Iterator[Record]:
        """What breaks the shapes, and quotes that aren't in their document: `graph node message`. Nothing if all is
        well.
        """
        from dataclasses import asdict

        from kg.rdf.validate import validate

        return (Record(asdict(finding)) for finding in validate(self.quads()))

    def check(self) -> Iterator[str]:
        """What is wrong with the store itself: a document whose saved extraction is gone, or is of another text; a line of
        the log of decisions that was cut off.
        """
        if self._store.logged and self._store.torn:
            yield "the last line of curation.jsonl was cut off; the next decision sets it aside"
        for document in self.documents():
            extraction = self._store.extraction(document["id"])
            if extraction is None:
                yield f"{document['id']}: what was extracted is missing; build it again"
            elif ids.sha256(extraction.document.text) != document["sha256"]:
                yield f"{document['id']}: the saved text is not the one that was read"

    @property
    def indexed(self) -> bool:
        """Whether what is read comes from an index that is whole; else all is read by SPARQL, which is slower."""
        return self._store.indexed
