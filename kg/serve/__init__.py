"""A graph over HTTP: SPARQL for programs, pages for people, and answers in the shape of the commands.

In: a graph's folder. Out: a server that only reads. A request walks through

    server (sockets, time, sizes) → application (who may ask, for what, in which format) → serving (which state of the
    graph) → pool (processes that can be killed) → worker → jobs → linked, description, pages, reader (the answer)

Nothing else imports this room; it imports `kg.graph`.
"""
