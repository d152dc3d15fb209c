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
    named = [(c, keys[k]) for k, c in enumerate(found) if c.kind == "named"]
    by_word = {c.last: key for c, key in named} | {c.head.i: key for c, key in named}
    before = {c.last + 2: key for c, key in named if c.possessive}
    names: dict[str, str] = {}
    for candidate, key in named:
        names.setdefault(plain(candidate.name), key)
    owners: dict[str, Counter[str]] = defaultdict(Counter)
    for candidate, key in named:
        if types[key] not in _PARTS:
            continue
        wholes = {by_word.get(c.i) for c in candidate.head.children if c.dep == "poss"}
        wholes |= {before.get(candidate.first), _prefix(candidate, names)}
        owners[key].update(sorted(w for w in wholes if w and w != key and types[w] in _WHOLES))
    return _acyclic({key: max(counts, key=lambda o: counts[o]) for key, counts in owners.items() if counts}, labels)


def _prefix(candidate: Candidate, names: dict[str, str]) -> str | None:
    """As in "Interpol Peru" is a part of Interpol: a known body's name followed by a place."""
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
