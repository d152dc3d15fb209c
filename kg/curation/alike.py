"""How much two names, or two entities, look like one: the evidence of names, kinds and company, with the reasons."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.curation.checks import akin
from kg.entities.names import acronym_key, canonical, content_key, initials, is_acronym, near, numbers, plain, unwrapped
from kg.lexicon import table
from kg.records import Entity, EntityType

#: What a shared neighbour adds, and at most so many add; what tells against one entity takes away.
_NEIGHBOUR, _NEIGHBOURS_MOST = 0.05, 3
_APART, _TOGETHER = 0.15, 0.2

#: Words of which two names share this part are alike.
_OVERLAP = 0.6

#: Evidence up to here says something of names ("Foreign Office"), nothing of descriptions ("foreign offices of states").
_WEAK = 0.5

#: Two letters are the initials of much.
_SHORT, _LETTERS = 2, 0.5

#: Names by which the two aren't chiefly known say less.
_BY_ALIAS = 0.1

#: A name may have small words in lower case, no longer than this.
_SMALL = 4

#: Works and undertakings are also called by a description of their own ("the opioid strategy").
_TEXTS: frozenset[EntityType] = frozenset({"document", "law", "operation"})


@dataclass(frozen=True, slots=True)
class Likeness:
    """How likely it is, from 0 to 1, that two are one, and why."""

    score: float
    reasons: tuple[str, ...]


def names_alike(one: str, other: str) -> Likeness | None:
    """What two names show, or None."""
    a, b = plain(one), plain(other)
    if a == b:
        return Likeness(0.9, (f"both are called {one!r}",))
    if canonical(one) is not None and canonical(one) == (canonical(other) or other):
        return Likeness(0.9, (f"{other!r} is known as another name of {one!r}",))
    if numbers(a) != numbers(b):
        return None
    if is_acronym(one) != is_acronym(other):
        short, long = (one, other) if is_acronym(one) else (other, one)
        letters = acronym_key(short)
        if not (titled(long) and " " in long and letters in initials(plain(long))):
            return None
        score = _LETTERS if len(letters) <= _SHORT else 0.7
        return Likeness(score, (f"{short!r} has the initials of {long!r}",))
    if is_acronym(one):
        return None
    return _words_alike(one, other, a, b)


def _words_alike(one: str, other: str, a: str, b: str) -> Likeness | None:
    if content_key(a) == content_key(b):
        return Likeness(0.85, (f"{one!r} and {other!r} differ by small words or a plural",))
    if near(a, b):
        return Likeness(0.8, (f"{one!r} and {other!r} differ by spelling only",))
    if unwrapped(a) == unwrapped(b):
        return Likeness(0.75, (f"{one!r} and {other!r} differ by generic words",))
    words, others = set(content_key(a).split()), set(content_key(b).split())
    shared = words & others
    if shared in (words, others) and len(shared) > 1:
        short, long = (one, other) if shared == words else (other, one)
        return Likeness(0.5, (f"{long!r} has all words of {short!r}",))
    if len(shared) > 1 and len(shared) / len(words | others) >= _OVERLAP:
        return Likeness(0.45, (f"{one!r} and {other!r} share the words {', '.join(sorted(shared))}",))
    return None


def persons_alike(one: str, other: str) -> Likeness | None:
    """What the names of two people show beyond that: a last name alone, or with an initial."""
    a, b = plain(one).split(), plain(other).split()
    if not a or not b or a[-1] != b[-1] or len(a) == len(b) == 1:
        return None
    if min(len(a), len(b)) == 1:
        if min(a, b, key=len)[0] in _offices():
            return None
        return Likeness(0.5, (f"{min(one, other, key=len)!r} is the last name of {max(one, other, key=len)!r}",))
    if a[0][0] == b[0][0] and 1 in (len(a[0]), len(b[0])):
        return Likeness(0.65, (f"{one!r} and {other!r} have the last name and an initial in common",))
    if {*a} <= {*b} or {*b} <= {*a}:
        short, long = sorted((one, other), key=len)
        return Likeness(0.7, (f"{long!r} has a name more than {short!r}",))
    return None


@functools.cache
def _offices() -> frozenset[str]:
    """Words for an office, which are not the last names that they look like."""
    titles = table("titles")
    return frozenset(word for words in titles.values() if isinstance(words, list) for word in words)


def titled(name: str) -> bool:
    """Whether a name is written as one: "Office of Mine Safety", and not "ministers of the coalition"."""
    words = [word for word in name.split() if word[:1].isalpha()]
    ends = bool(words) and words[0][0].isupper() and words[-1][0].isupper()
    return ends and all(word[0].isupper() or len(word) <= _SMALL for word in words)


def entities_alike(
    one: Entity, other: Entity, company: Mapping[str, Sequence[str]], labels: Mapping[str, str], *, together: bool
) -> Likeness | None:
    """What all that is known of two entities shows. `company` are the entities with which each shares claims, `labels`
    their labels; `together` says whether one document has both, and so kept them apart.
    """
    if not akin(one.type, other.type):
        return None
    best = max(_by_names(one, other), key=lambda likeness: likeness.score, default=None)
    if best is None:
        return None
    score, reasons = best.score, list(best.reasons)
    if one.type != other.type:
        reasons.append(f"one is of type {one.type}, the other {other.type}")
    shared = sorted(set(company.get(one.id, ())) & set(company.get(other.id, ())) - {one.id, other.id})
    if shared:
        score += _NEIGHBOUR * min(len(shared), _NEIGHBOURS_MOST)
        reasons.append(f"both are in claims with {', '.join(labels.get(iri, iri) for iri in shared[:3])}")
    if one.parent and one.parent == other.parent:
        score += _NEIGHBOUR
        reasons.append(f"both are part of {labels.get(one.parent, one.parent)}")
    elif one.parent and other.parent and other.id != one.parent and one.id != other.parent:
        score -= _APART
        reasons.append("but they are parts of different bodies")
    if other.id == one.parent or one.id == other.parent:
        score -= _TOGETHER
        reasons.append("but one is part of the other")
    elif together:
        score -= _APART
        reasons.append("but one document speaks of both, and keeps them apart")
    return Likeness(round(min(max(score, 0.0), 0.99), 3), tuple(reasons))


def _by_names(one: Entity, other: Entity) -> Iterator[Likeness]:
    persons = [entity for entity in (one, other) if entity.type == "person"]
    described = {one.type, other.type} <= _TEXTS
    for name in dict.fromkeys((one.label, *one.aliases)):
        for further in dict.fromkeys((other.label, *other.aliases)):
            found = names_alike(name, further)
            if found and found.score <= _WEAK and (persons or not (described or (titled(name) and titled(further)))):
                found = None
            if found is None and len(persons) > 1 and titled(name) and titled(further):
                found = persons_alike(name, further)
            if found:
                known = (name, further) == (one.label, other.label)
                yield found if known else replace(found, score=found.score - _BY_ALIAS)
