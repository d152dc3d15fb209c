"""Units of a kind that several bodies have: where a text speaks of VIUs in general, "Interpol Peru's VIU" is one of them.

In: candidates and their clusters. Out: the same with a cluster of its own for each body's unit.
"""

from __future__ import annotations

from collections import defaultdict

from kg.entities.coreference import Cluster
from kg.mentions import Candidate


def part_instances(found: list[Candidate], named: dict[int, Cluster]) -> dict[str, str]:
    """Gives the mentions of a body's own unit a cluster of their own, and tells for its key that of the body.

    A unit is of a kind if the text speaks of several ("VIUs") and of those of two bodies; who is said to have several
    has the kind.
    """
    ends = {c.last + 2: named[k] for k, c in enumerate(found) if k in named and c.possessive}
    owned: dict[str, dict[int, Cluster]] = defaultdict(dict)
    several: dict[str, bool] = defaultdict(bool)
    for k, cluster in named.items():
        candidate = found[k]
        if cluster.type != "unit":
            continue
        several[cluster.key] |= candidate.plural or candidate.name.endswith("s")
        owner = ends.get(candidate.first)
        if owner is not None and owner.type in ("agency", "unit") and owner is not cluster:
            owned[cluster.key][k] = owner
    made: dict[str, str] = {}
    clusters: dict[str, Cluster] = {}
    for kind, owners in owned.items():
        bodies = {owner.key for owner in owners.values()}
        general = {owner.key for k, owner in owners.items() if found[k].name.endswith("s")}
        for k, owner in owners.items():
            if several[kind] and len(bodies) > 1 and owner.key not in general and not found[k].name.endswith("s"):
                key = f"{kind}@{owner.key}"
                named[k] = clusters.setdefault(key, Cluster(key, "unit"))
                made[key] = owner.key
    return made
