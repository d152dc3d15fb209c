"""Named SPARQL queries, one self-describing file each.

A query's head says what it answers, what it is listed under, which variables it wants bound, and how it is asked:

    #+ summary: What an entity does.
    #+ topic: claims
    #+ parameters: entity:entity
    #+ defaults: since=2020-01-01
    #+ example: kg query what-does -p entity=HSI

A parameter is the name of a variable and its kind (`entity`, `document`, `text`, `date`, `number`). Values are bound
to the variables, never written into the text, and only variables in the SELECT line can be bound. The prefixes
of `kg.rdf.vocabulary` are known to every query. Topics are those of `kg.store.named`.

Oxigraph orders joins before it knows what is bound. So that a query about one entity looks up that entity's triples
and doesn't read all, the alternatives for a role are `VALUES`, not a path `a|b`, and each `OPTIONAL` stands behind
the pattern that it adds to, in a `GRAPH` of its own.
"""
