"""Between records and quads: one named graph a document, RDF 1.1, no blank nodes.

In: an `Extraction` (`kg.extraction`). Out: `Quad`s for `kg.store` (`writer`). `vocabulary` names the terms,
`ontology.ttl` defines them, `shapes.ttl` says what must hold, `validate` checks it.
"""
