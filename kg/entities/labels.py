"""What an entity is called: its label, its acronym, its other names, and why each is a name of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from kg.entities.clusters import NameGroups
from kg.entities.names import acronym_key, canonical, initials, is_acronym, plain, unwrapped
from kg.entities.reasons import Reason
from kg.lexicon import words
from kg.mentions import Candidate
from kg.mentions.types import LINKS, singular
from kg.records import EntityType


@dataclass(frozen=True, slots=True)
class Naming:
    """The names of one entity; `evidence` maps an alias to the reason."""

    label: str
    acronym: str | None
    aliases: tuple[str, ...]
    evidence: dict[str, Reason]


def naming(members: list[Candidate], groups: NameGroups, kind: EntityType) -> Naming:
    """The names of an entity by its mentions in the order of the text."""
    named = [c for c in members if c.kind == "named"]
    named = [c for c in named if not c.office] or named
    if not named:
        first = next((c for c in members if c.kind == "nominal"), members[0])
        return Naming(first.name, None, (), {})
    counts = Counter(_clean(c.name) for c in named)
    spelled = {plain(n) for n in counts if not is_acronym(n)}
    acronyms = [n for n in counts if is_acronym(n) and plain(n) not in spelled]
    long = [n for n in counts if n not in acronyms] or list(counts)
    acronym = _acronym(acronyms, long, kind)
    label = _label(long, counts, acronym, kind)
    others = dict.fromkeys([*counts, *_titled(named)])
    if acronym:
        others.setdefault(acronym)
    if kind in ("unit", "group") and acronym:
        others.update(dict.fromkeys(_singular(n) for n in long))
    others.pop(label, None)
    evidence = {alias: _why(alias, label, groups, named) for alias in others}
    return Naming(label, acronym, tuple(others), evidence)


def owned(names: dict[str, Naming], key: str, owner: str, members: list[Candidate]) -> Naming:
    """The names of a body's own unit, of a kind that others have too: "Interpol Peru VIU", "Interpol Peru's VIU"."""
    whole = names[owner].label
    kind = names.get(key.partition("@")[0], names[key])
    label = f"{whole} {kind.acronym or kind.label}"
    aliases: dict[str, Reason] = {}
    for candidate in members:
        if candidate.kind == "named":
            name = _clean(candidate.name)
            reason = Reason("own-unit", f"{name} is here that of {whole}", candidate.core)
            for alias in (f"{whole}'s {name}", f"{whole} {name}"):
                aliases.setdefault(alias, reason)
    aliases.pop(label, None)
    return Naming(label, None, tuple(aliases), aliases)


def _clean(name: str) -> str:
    return name.strip("\"\u201c\u201d\u2018\u2019'[]() ") or name


def _why(alias: str, label: str, groups: NameGroups, named: list[Candidate]) -> Reason:
    """Why a name is one of those of an entity, and where: the first place that shows it."""
    titled = next((c for c in named if c.title and f"{c.title} {c.name}" == alias), None)
    reason = groups.defined(alias) or _by_form(alias, label) or _linked(alias, label, groups, named)
    if reason is None and titled:
        rest = _linked(titled.name, label, groups, named)
        reason = Reason("title", f"{alias} is {titled.name} with a title" + (f"; {rest.why}" if rest else ""))
    several = next((c for c in named if _singular(_clean(c.name)) == alias), None)
    if reason is None and several:
        reason = Reason("singular", f"{alias} is one of the {several.name}")
    reason = reason or Reason("text", f"{alias} stands for {label} in the text")
    if reason.place:
        return reason
    first = titled or next((c for c in named if _clean(c.name) == alias), several or named[0])
    return Reason(reason.rule, reason.why, first.core)


def _by_form(alias: str, label: str) -> Reason | None:
    """What the two names alone show."""
    if plain(alias) == plain(label):
        return Reason("same-name", f"{alias} is {label} in another spelling")
    if plain(_singular(alias)) == plain(label):
        return Reason("plural", f"{alias} is {label} in the plural")
    if plain(_bare(alias)) == plain(label):
        return Reason("generic-word", f"{alias} is {label} with generic words")
    if canonical(alias) == label:
        return Reason("known-name", f"{alias} is another name of {label}")
    return None


def _linked(alias: str, label: str, groups: NameGroups, named: list[Candidate]) -> Reason | None:
    """What rules of names saw on the way from one to the other, of which the label may be the singular or a part."""
    called = [label, *(c.name for c in named if label in (_singular(_clean(c.name)), _bare(_clean(c.name))))]
    chain = next((found for name in called if (found := groups.reasons(alias, name))), [])
    return Reason(chain[0].rule, "; ".join(dict.fromkeys(r.why for r in chain)), chain[0].place) if chain else None


def _titled(named: list[Candidate]) -> list[str]:
    return [f"{c.title} {_unaddressed(c.name)}" for c in named if c.title]


def _unaddressed(name: str) -> str:
    """ "Lind" of "Mr. Lind", before which "President" has no other title."""
    first, _, rest = name.partition(" ")
    return rest if rest and plain(first) in words("titles", "address") else name


def _acronym(acronyms: list[str], long: list[str], kind: EntityType) -> str | None:
    """The acronym in the singular, if the entity has a longer name too, or is a body known by it."""
    if not acronyms or kind == "person":
        return None
    first = min(acronyms, key=lambda a: (a.endswith("s"), acronyms.index(a)))
    if first.endswith("s") and first[-2:-1].isupper():
        first = first[:-1]
    return first if long and (long != acronyms or kind != "place") else None


def _label(long: list[str], counts: Counter[str], acronym: str | None, kind: EntityType) -> str:
    """The fullest proper name. A name that everyone knows wins; generic words around a name are left out where the
    rest alone has the letters of the acronym; a unit's name is in the singular.
    """
    for name in long:
        known = canonical(name)
        if known and kind in ("place", "agency", "group"):
            return known
    if acronym:
        letters = acronym_key(acronym)
        fitting = [n for n in long if letters in initials(plain(n)) or letters in initials(unwrapped(plain(n)))]
        if fitting:
            best = max(fitting, key=lambda n: (letters in initials(plain(n)), counts[n], -len(n)))
            short = _bare(best) if letters not in initials(plain(best)) else best
            return _singular(short) if kind in ("unit", "group") else short
    if kind == "person":
        long = [n for n in long if plain(n.split()[0]) not in words("titles", "address")] or long
        return max(long, key=lambda n: (min(len(n.split()), 4), counts[n], -long.index(n)))
    best = max(
        long,
        key=lambda n: (
            len(n.split()) > 1,
            counts[n] if len(n.split()) > 1 else 0,
            len(n),
            not n.isupper(),
            -long.index(n),
        ),
    )
    if acronym and best == f"{acronym}s":
        return acronym
    return _singular(best) if acronym and kind == "unit" else best


def _bare(name: str) -> str:
    """A name without the generic words around it, in its own letters."""
    bare = unwrapped(plain(name))
    words = name.split()
    size = len(bare.split())
    for k in range(len(words) - size + 1):
        if plain(" ".join(words[k : k + size])) == bare:
            return " ".join(words[k : k + size])
    return name


def _singular(name: str) -> str:
    """The name of one of them: "Vetted Investigative Units" → "Vetted Investigative Unit"."""
    words = name.split()
    at = next((k for k, w in enumerate(words) if k and w.lower() in LINKS), len(words)) - 1
    one = singular(words[at].lower())
    if words[at].lower() != one and not is_acronym(words[at]):
        words[at] = words[at][: len(one)] if words[at].lower().startswith(one) else words[at][:1] + one[1:]
    return " ".join(words)
