"""A graph on disk or in memory: documents in, rows and SPARQL answers out.

In: `Extraction`s. Out: the rows of the JSON contract (`Store.claims()` …), answers to named and users' queries, and
quads. `folder` keeps the files, `saved` the extractions, `linking` unifies entities across documents, `graph` ties
them, `reader` and `indexed` find rows, which `rows` makes of triples and `filters` narrows, `ties` tells who belongs to
what, `asking` and `guard` handle SPARQL. Nothing here loads spaCy, rdflib or networkx to read.
"""

from kg.store.asking import Answer
from kg.store.graph import Store

__all__ = ["Answer", "Store"]
