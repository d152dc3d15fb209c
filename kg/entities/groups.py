"""Profiles that turn out to be of one entity: groups that remember why, and refuse what their traits forbid."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from kg.entities.profiles import Profile, Profiles
from kg.entities.reasons import Reason
from kg.lexicon import table

Families = Mapping[str, frozenset[str]]

#: What can tell two of one name apart, the surest first (see `traits`).
FAMILIES = ("register", "sex", "of", "whole", "walk")


def families(traits: Iterable[str]) -> dict[str, frozenset[str]]:
    """The values of traits by their family."""
    found: dict[str, set[str]] = defaultdict(set)
    for trait in traits:
        family, _, value = trait.partition(":")
        found[family].add(value)
    return {family: frozenset(values) for family, values in found.items()}


def conflict(one: Families, other: Families) -> str | None:
    """The family in which two differ, if there is one."""
    return next((f for f in FAMILIES if f in one and f in other and one[f].isdisjoint(other[f])), None)


class Groups:
    """Union-find over the numbers of profiles; the least number stands for its group."""

    def __init__(self, profiles: Profiles) -> None:
        self.profiles = profiles
        self._above = list(range(len(profiles.all)))
        self._families: dict[int, dict[str, frozenset[str]]] = {
            n: families(p.traits) for n, p in enumerate(profiles.all) if p.traits
        }
        self.links: dict[int, dict[int, Reason]] = defaultdict(dict)
        """Profile → the profiles that it was joined to, and why."""

    def add(self, number: int) -> None:
        """Let in a profile that was made since."""
        assert number == len(self._above)
        self._above.append(number)
        if self.profiles.all[number].traits:
            self._families[number] = families(self.profiles.all[number].traits)

    def root(self, number: int) -> int:
        """The profile that stands for the group of one."""
        above = self._above
        while above[number] != number:
            above[number] = above[above[number]]
            number = above[number]
        return number

    def traits(self, number: int) -> Families:
        """What is known of a group, by family."""
        return self._families.get(self.root(number), {})

    def may(self, a: int, b: int) -> bool:
        """Whether nothing that is known of two groups tells that they are two."""
        one, other = self.root(a), self.root(b)
        if one == other:
            return True
        known, also = self._families.get(one), self._families.get(other)
        return not known or not also or conflict(known, also) is None

    def join(self, a: int, b: int, reason: Reason, *, sure: bool = False) -> bool:
        """Make two groups one, if their traits allow it or it is sure, and say why. False if they stay two."""
        first, second = sorted((self.root(a), self.root(b)))
        if first == second:
            return True
        if not sure and not self.may(a, b):
            return False
        self._above[second] = first
        self.links[a][b] = self.links[b][a] = reason
        if second in self._families:
            mine, theirs = self._families.setdefault(first, {}), self._families.pop(second)
            for family, values in theirs.items():
                mine[family] = mine.get(family, frozenset()) | values
        return True

    def reasons(self, start: int) -> dict[int, list[Reason]]:
        """For each profile of a group, why it is of one entity with `start`: the shortest chain of reasons."""
        chains: dict[int, list[Reason]] = {start: []}
        queue = [start]
        for number in queue:
            for other, reason in sorted(self.links.get(number, {}).items()):
                if other not in chains:
                    chains[other] = [reason, *chains[number]]
                    queue.append(other)
        return chains


def parts(numbers: Sequence[int], groups: Groups) -> tuple[list[list[int]], list[int]]:
    """Profiles of one name, parted family by family where what is known of them conflicts: those that share a trait are
    together, and so on. What a family says nothing of goes with the others if these are one; else it is given apart, as
    no part of any.
    """
    found, loose = [list(numbers)], list[int]()
    for family in FAMILIES:
        finer: list[list[int]] = []
        for part in found:
            by_root, unknown = _parted(part, groups, family)
            if len(by_root) < 2:
                finer.append(part)
            else:
                finer += by_root
                loose += unknown
        found = finer
    return found, loose


def _parted(part: Sequence[int], groups: Groups, family: str) -> tuple[list[list[int]], list[int]]:
    """The profiles by what a family says of them, and those of which it says nothing."""
    known = [(n, groups.traits(n).get(family, frozenset())) for n in part]
    leader: dict[str, str] = {}

    def root(value: str) -> str:
        while leader.setdefault(value, value) != value:
            value = leader[value]
        return value

    for _, values in known:
        first, *others = sorted({root(value) for value in values}) or [""]
        for other in others:
            leader[other] = first
    by_root: dict[str, list[int]] = defaultdict(list)
    for number, values in known:
        by_root[root(min(values)) if values else ""].append(number)
    unknown = by_root.pop("", [])
    return [by_root[value] for value in sorted(by_root)], unknown


def told(one: Families, other: Families) -> str:
    """In words, in what two of a name differ."""
    family = conflict(one, other)
    if family is None:
        return "nothing tells that they are one"
    phrase: str = table("naming_apart")[family]
    sides = (", ".join(sorted(values)) for values in (one[family], other[family]))
    return phrase.format(*sides)


def described(profile: Profile) -> str:
    """A profile in words for a reason."""
    return f"{profile.label} ({profile.acronym})" if profile.acronym else profile.label
