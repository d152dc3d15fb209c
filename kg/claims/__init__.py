"""What a text claims: who does what to whom, in whose voice, how certain, when, and how much.

In: a `Parse` from `kg.annotate`. Out: the drafts of `kg.claims.drafts`, which `kg.assembly` ties to entities.
The modules don't know each other, but for the drafts:

    clauses, nominals  → Proposition      voices      → Voice        times → TimeSpan
    quantities         → Measure          statistics  → Figure       factuality → Factuality
"""
