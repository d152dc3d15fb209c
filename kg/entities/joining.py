"""The rules by which profiles of several documents are of one entity, each leaving its reason.

Names come first, where traits allow it. What several bearers of a name could be meant by, and traits don't decide, is
decided document by document by the company that it keeps; what that doesn't decide either stays by itself.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

from kg.entities.groups import FAMILIES, Groups, conflict, parts
from kg.entities.names import acronym_key, canonical, is_acronym, plain, unwrapped, without_suffix
from kg.entities.profiles import Profile, Profiles, by_key
from kg.entities.reasons import Reason
from kg.mentions.types import titles

#: Names that two bearers of a name must have in common, beside their own, to be one though their walks of life differ.
_SAME_COMPANY = 3


def join_all(profiles: Profiles) -> Groups:
    """The groups of profiles that are of one entity."""
    groups = Groups(profiles)
    names, kinds = by_key(enumerate(profiles.all))
    choosing = _Company(profiles, groups)
    _join_registered(groups)
    for (_, key), same in sorted(names.items()):
        if len(same) > 1:
            _join_named(key, same, groups, choosing)
    _join_unclear(names, kinds, groups)
    _join_last_names(groups, choosing)
    _join_acronyms(groups, choosing)
    return groups


# ---------------------------------------------------------------------- equal names


def _join_named(key: str, same: Sequence[int], groups: Groups, choosing: _Company) -> None:
    """Equal names of one kind, unless what else is known of them conflicts."""
    firm, loose = parts(same, groups)
    for part in firm:
        for number in part[1:]:
            groups.join(part[0], number, _equal(key, groups.profiles.all[part[0]], groups.profiles.all[number]))
    _join_by_company(firm, groups, choosing)
    choosing.attach(loose, [part[0] for part in firm], lambda a, b: _equal(key, a, b))


def _join_registered(groups: Groups) -> None:
    """Names of several words that only one entry of the register has, whatever documents take their bearers for."""
    bearers: dict[str, set[int]] = defaultdict(set)
    listed = {n: p for n, p in enumerate(groups.profiles.all) if p.register}
    for number, profile in listed.items():
        for name in (profile.label, *profile.aliases):
            if " " in name:
                bearers[plain(name)].add(number)
    for number, profile in enumerate(groups.profiles.all if listed else ()):
        found = bearers.get(plain(profile.label), set()) if profile.proper and not profile.register else set()
        if len(found) == 1:
            entry = next(iter(found))
            groups.join(entry, number, registered(listed[entry], profile.label))


def registered(entry: Profile, name: str) -> Reason:
    """Why a name is that of an entry of the register."""
    called = "" if name == entry.label else f" for {entry.label}"
    return Reason("register", f"the gazetteer has {name}{called} ({entry.register})")


def _equal(key: str, one: Profile, other: Profile) -> Reason:
    """In which of their names two profiles of a key are equal."""
    for entry, named in ((one, other), (other, one)):
        if entry.register:
            return registered(entry, _with_key(key, named))
    first, second = (_with_key(key, p) for p in (one, other))
    if plain(first) == plain(second):
        if first == second:
            return Reason("shared-name", f"documents call both {first}")
        return Reason("same-name", f"{second} is {first} in another spelling")
    if canonical(first) and canonical(first) == canonical(second):
        return Reason("known-name", f"{second} is another name of {first}")
    return Reason("generic-word", f"{second} is {first} but for generic words")


def _with_key(key: str, profile: Profile) -> str:
    """The name of a profile that has a key."""
    names = (profile.label, *profile.aliases)
    tests: tuple[Callable[[str], str], ...] = (
        plain,
        lambda n: plain(canonical(n) or ""),
        lambda n: unwrapped(plain(n)),
    )
    return next((n for test in tests for n in names if test(n) == key), profile.label)


def _join_by_company(firm: Sequence[Sequence[int]], groups: Groups, choosing: _Company) -> None:
    """Bearers of a name who differ in their walk of life alone, and keep the same company, are one: a general who is
    elected president.
    """
    for k, part in enumerate(firm):
        for other in firm[k + 1 :]:
            one, two = groups.traits(part[0]), groups.traits(other[0])
            if any(f in one and f in two and one[f].isdisjoint(two[f]) for f in FAMILIES if f != "walk"):
                continue
            common = choosing.common(part, other)
            if len(common) >= _SAME_COMPANY:
                why = f"documents that speak of both speak of {', '.join(sorted(common)[:_SAME_COMPANY])} too"
                groups.join(part[0], other[0], Reason("company", why), sure=True)


def _join_unclear(names: dict[tuple[str, str], list[int]], kinds: dict[str, set[str]], groups: Groups) -> None:
    """A name of no particular kind joins the only kind that has it."""
    for number, profile in enumerate(list(groups.profiles.all)):
        if profile.type != "concept" or profile.label.islower():
            continue
        others = kinds[plain(profile.label)] - {"concept"}
        if len(others) == 1:
            meant = names[others.pop(), plain(profile.label)]
            if len({groups.root(n) for n in meant}) == 1:
                groups.join(meant[0], number, Reason("shared-name", f"documents call both {profile.label}"))


# ---------------------------------------------------------------------- short names


def _join_last_names(groups: Groups, choosing: _Company) -> None:
    """A person's last name alone, where all documents know but one person of that name, or one in this company."""
    full: dict[str, list[int]] = defaultdict(list)
    alone: dict[str, list[int]] = defaultdict(list)
    for number, profile in enumerate(groups.profiles.all):
        if profile.type == "person" and profile.proper:
            names = without_suffix(plain(profile.label).split())
            if names[-1] in titles():
                continue
            (full if len(names) > 1 else alone)[names[-1]].append(number)
    for name, short in sorted(alone.items()):
        choosing.attach(short, full.get(name, ()), _last_name)


def _last_name(whole: Profile, short: Profile) -> Reason:
    return Reason("last-name", f"{short.label} is the last name of {whole.label}")


def _join_acronyms(groups: Groups, choosing: _Company) -> None:
    """An acronym that one document uses and another defines."""
    defined: dict[str, list[int]] = defaultdict(list)
    alone: dict[str, list[int]] = defaultdict(list)
    for number, profile in enumerate(groups.profiles.all):
        if is_acronym(profile.label):
            if profile.kind in ("body", "concept", "operation"):
                alone[acronym_key(profile.label)].append(number)
        elif profile.acronym or profile.register:
            known = {a for a in profile.aliases if profile.register and is_acronym(a)} | {profile.acronym}
            for letters in {acronym_key(a) for a in known if a}:
                defined[letters].append(number)
    for letters, short in sorted(alone.items()):
        choosing.attach(short, defined.get(letters, ()), _acronym)


def _acronym(whole: Profile, short: Profile) -> Reason:
    if whole.register:
        return registered(whole, short.label)
    return Reason("acronym", f"{short.label} is what documents call {whole.label} for short")


# ---------------------------------------------------------------------- company


class _Company:
    """Which of several bearers of a name a document means: the one whose company its names keep."""

    def __init__(self, profiles: Profiles, groups: Groups) -> None:
        self._profiles = profiles
        self._groups = groups
        self._members: dict[int, list[int]] = {}

    def attach(
        self, numbers: Sequence[int], bearers: Sequence[int], reason: Callable[[Profile, Profile], Reason]
    ) -> None:
        """Join profiles to the only bearer of their name, or to the one that their traits tell, or each of their
        documents to the one whose company it keeps.
        """
        groups, profiles = self._groups, self._profiles
        bearers = sorted({groups.root(b): b for b in sorted(bearers, reverse=True)}.values())
        roots = {groups.root(b) for b in bearers}
        unsure: list[tuple[int, list[int]]] = []
        for number in numbers:
            if not bearers or groups.root(number) in roots:
                continue
            mine = groups.traits(number)
            fitting = [b for b in bearers if conflict(mine, groups.traits(b)) is None]
            sharing = [b for b in fitting if not mine.keys().isdisjoint(groups.traits(b))]
            if len(bearers) == 1 or len(sharing) == 1:
                for bearer in fitting if len(bearers) == 1 else sharing:
                    groups.join(bearer, number, reason(profiles.all[bearer], profiles.all[number]))
            elif fitting:
                unsure.append((number, fitting))
        if unsure:
            company = self._distinct(bearers)
            for number, fitting in unsure:
                self._attach_by_company(number, fitting, company, reason)

    def _attach_by_company(
        self,
        number: int,
        fitting: Sequence[int],
        company: dict[int, set[str]],
        reason: Callable[[Profile, Profile], Reason],
    ) -> None:
        groups, profiles = self._groups, self._profiles
        meant: dict[int, list[int]] = defaultdict(list)
        telling: dict[int, set[str]] = defaultdict(set)
        documents = set(profiles.holders[number])
        for document in sorted(documents):
            chosen, names = self._chosen(document, fitting, company)
            if chosen is not None:
                meant[chosen].append(document)
                telling[chosen] |= names
        for bearer, chosen_by in sorted(meant.items()):
            given = reason(profiles.all[bearer], profiles.all[number])
            around = ", ".join(sorted(telling[bearer])[:_SAME_COMPANY])
            part = number
            if len(chosen_by) < len(documents):
                part = profiles.copy(number, chosen_by)
                groups.add(part)
            groups.join(bearer, part, Reason(given.rule, f"{given.why}; the document also speaks of {around}"))

    def common(self, part: Sequence[int], other: Sequence[int]) -> frozenset[str]:
        """The names that documents of both speak of, beside their own."""
        one, two = (self._around(numbers) for numbers in (part, other))
        return frozenset(one & two)

    def _chosen(
        self, document: int, fitting: Sequence[int], company: dict[int, set[str]]
    ) -> tuple[int | None, set[str]]:
        """The bearer whose company a document's names keep at least twice as much as anyone else's."""
        inside = self._profiles.company(document) | {f"of:{p}" for p in self._profiles.places(document)}
        scores = sorted(((len(inside & company[b]), b) for b in fitting), key=lambda s: (-s[0], s[1]))
        best, bearer = scores[0]
        second = scores[1][0] if len(scores) > 1 else 0
        if not best or best < 2 * second:
            return None, set()
        return bearer, {name.removeprefix("of:") for name in inside & company[bearer]}

    def _distinct(self, bearers: Sequence[int]) -> dict[int, set[str]]:
        """What is found in the company of each bearer and of no other, its country among it."""
        around = {b: self._around(self._group(b)) for b in bearers}
        for bearer in bearers:
            around[bearer] |= {f"of:{place}" for place in self._groups.traits(bearer).get("of", ())}
        times = Counter(name for names in around.values() for name in names)
        return {b: {name for name in names if times[name] == 1} for b, names in around.items()}

    def _around(self, numbers: Sequence[int]) -> set[str]:
        profiles = self._profiles
        documents = {d for n in numbers for d in profiles.holders[n]}
        own = {name for n in numbers for name in (profiles.all[n].label, *profiles.all[n].aliases)}
        return {name for d in documents for name in profiles.company(d)} - own

    def _group(self, number: int) -> list[int]:
        """The profiles joined to one so far."""
        found, queue = {number}, [number]
        for n in queue:
            for other in self._groups.links.get(n, ()):
                if other not in found:
                    found.add(other)
                    queue.append(other)
        return queue
