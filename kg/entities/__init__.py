"""Which mentions are of one entity, in a text (`resolve`), among bare names, and across documents (`unify`).

In: a `Parse`, read by `kg.mentions`, and its voices (`kg.claims.voices`). Out: a `Resolution` (mentions, entities, and the entity of a word) for
`kg.assembly`, and what belongs to what (`ties`).
"""

from kg.entities.across import unify
from kg.entities.clusters import same_entity_clusters
from kg.entities.resolution import Resolution, resolve
from kg.entities.ties import ties

__all__ = ["Resolution", "resolve", "same_entity_clusters", "ties", "unify"]
