"""Which body an agency, unit or operation is a part of: "Harbour Police's Vetted Unit", "Interpol Peru"."""

from __future__ import annotations

from collections import Counter, defaultdict

from kg.entities.names import is_known_place, plain
from kg.mentions import Candidate
from kg.records import EntityType

_PARTS = frozenset({"agency", "unit", "operation"})
_WHOLES = frozenset({"agency", "unit"})


def parents(
    found: list[Candidate], keys: dict[int, str], types: dict[str, EntityType], labels: dict[str, str]
) -> dict[str, str]:
    """Cluster → cluster of the body it is a part of: the owner named most often, the first among equals."""
    owners: dict[str, Counter[str]] = defaultdict(Counter)
    by_head = {c.head.i: keys[k] for k, c in enumerate(found) if c.kind == "named"}
    by_last = {c.last: keys[k] for k, c in enumerate(found) if c.kind == "named"}
    names: dict[str, str] = {}
    for k, candidate in enumerate(found):
        if candidate.kind == "named":
            names.setdefault(plain(candidate.name), keys[k])
    for k, candidate in enumerate(found):
        key = keys[k]
        if candidate.kind != "named" or types[key] not in _PARTS:
            continue
        for child in candidate.head.children:
            owner = by_head.get(child.i) or by_last.get(child.i)
            if child.dep == "poss" and owner and owner != key and types[owner] in _WHOLES:
                owners[key][owner] += 1
        whole = _prefix(candidate, names)
        if whole and whole != key and types[whole] in _WHOLES:
            owners[key][whole] += 1
    return _acyclic({key: max(counts, key=lambda o: counts[o]) for key, counts in owners.items()}, labels)


def _prefix(candidate: Candidate, names: dict[str, str]) -> str | None:
    """ "Interpol Peru" is a part of Interpol: a known body's name followed by a place."""
    words = candidate.name.split()
    for k in range(len(words) - 1, 0, -1):
        rest = plain(" ".join(words[k:]))
        if is_known_place(rest) and (whole := names.get(plain(" ".join(words[:k])))):
            return whole
    return None


def _acyclic(above: dict[str, str], labels: dict[str, str]) -> dict[str, str]:
    """The same without loops: an owner that would be its own part is left out."""
    kept: dict[str, str] = {}
    for key in sorted(above, key=lambda k: labels.get(k, k)):
        seen, at = {key}, above[key]
        while at in kept and at not in seen:
            seen.add(at)
            at = kept[at]
        if at not in seen:
            kept[key] = above[key]
    return kept
