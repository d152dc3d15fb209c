"""What people decide about the graph: kept as data, replayed whenever it settles, never written into the extractions.

In: a log of decisions (`decisions`), the heads of the documents and their links. Out: the links as people corrected
them (`replay`), the documents whose words are given to another entity (`cuts`), the decisions as PROV (`prov`), and what
a person should look at (`suggest`). `review` is what `kg review` and `graph.review` call; `kg.store` keeps the log.
"""
