"""Which body an agency, unit or operation is a part of: "Harbour Police's Vetted Unit", "Interpol Peru", "the Audit
Desk within the Rural Bank", "3rd Battalion, 321st Regiment", "TCIUs are units of HSI", "the Dive Squad belongs to the guard".
"""

from __future__ import annotations

from collections import Counter, defaultdict

from kg.annotate import Word
from kg.entities.descriptions import nouns_beside
from kg.entities.names import is_known_place, plain
from kg.lexicon import table, words
from kg.mentions import Candidate
from kg.records import EntityType

_PARTS = frozenset({"agency", "unit", "operation"})
_WHOLES = frozenset({"agency", "unit"})
_INSIDE = frozenset({"within", "inside", "under"})
#: Verbs, with their preposition, that say of a part what it is a part of: "the squad belongs to the guard".
_BELONG = {"belong": "to", "report": "to"}


def parents(
    found: list[Candidate], keys: dict[int, str], types: dict[str, EntityType], labels: dict[str, str]
) -> dict[str, tuple[str, Candidate]]:
    """Cluster → cluster of the body it is a part of, the owner named most often, the first among equals; and the first
    candidate of which the text says so.
    """
    named = [(c, keys[k]) for k, c in enumerate(found) if c.kind == "named"]
    by_word = {c.last: key for c, key in named} | {c.head.i: key for c, key in named}
    before = {c.last + 2: key for c, key in named if c.possessive}
    names: dict[str, str] = {}
    for candidate, key in named:
        names.setdefault(plain(candidate.name), key)
    owners: dict[str, Counter[str]] = defaultdict(Counter)
    said: dict[tuple[str, str], Candidate] = {}
    starts = {c.first: (c, key) for c, key in named}
    for candidate, key in named:
        if types[key] not in _PARTS:
            continue
        wholes = {by_word.get(c.i) for c in candidate.head.children if c.dep == "poss"}
        wholes |= {before.get(candidate.first), _prefix(candidate, names)}
        wholes |= {by_word.get(w.i) for w in _told(candidate)}
        wholes.add(_nested(candidate, starts))
        telling = sorted(w for w in wholes if w and w != key and types[w] in _WHOLES)
        owners[key].update(telling)
        for whole in telling:
            said.setdefault((key, whole), candidate)
    above = _acyclic({key: max(counts, key=lambda o: counts[o]) for key, counts in owners.items() if counts}, labels)
    return {part: (whole, said[part, whole]) for part, whole in above.items()}


def _nested(candidate: Candidate, starts: dict[int, tuple[Candidate, str]]) -> str | None:
    """As in "3rd Battalion, 321st Field Artillery Regiment": a unit and after a comma the larger one that it is in."""
    whole, key = starts.get(candidate.last + 2, (None, None))
    if whole is None or candidate.end + 1 != whole.core[0] - 1:
        return None
    ranks = table("ties")["echelons"]
    small, large = (c.name.rpartition(" ")[2].lower() for c in (candidate, whole))
    return key if small in ranks and large in ranks and ranks.index(small) < ranks.index(large) else None


def _told(candidate: Candidate) -> list[Word]:
    """The words for what the text says that a name's bearer is a part of."""
    head = candidate.head
    unit = candidate.type == "unit"
    found = [
        w for p in head.having("prep") if p.lower in _INSIDE or (unit and p.lower == "of") for w in p.having("pobj")
    ]
    for noun in nouns_beside(candidate):
        lemma = noun.lemma.lower()
        if noun.dep != "compound" and (lemma == "part" or lemma in words("nominals", "possessed", "units")):
            found += [w for p in noun.having("prep") if p.lower in _INSIDE or p.lower == "of" for w in p.having("pobj")]
            found += noun.having("poss", "compound")
    act = head.head
    if head.dep == "nsubj" and (preposition := _BELONG.get(act.lemma)):
        found += [w for p in act.having("prep") if p.lower == preposition for w in p.having("pobj")]
    return found


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
