"""Between records and quads: one named graph a document, RDF 1.1, no blank nodes.

In: an `Extraction` (`kg.extraction`). Out: `Quad`s for `kg.store`, sorted. `vocabulary` names the terms, `ontology.ttl`
defines them, `shapes.ttl` says what must hold, `validate` checks it. Nothing here reads a language model.
"""

from kg.rdf.writer import entity_quads, quads

__all__ = ["entity_quads", "quads"]
