"""Ties what the claims room found to the entities, and gives everything its identifier.

In: a tree, its propositions, voices, times, measures, figures (`kg.claims`) and entities (`kg.entities`).
Out: the `Claim`s, `Statement`s and `Statistic`s of an `Extraction` (`kg.records`), ready for `kg.rdf`.
"""
