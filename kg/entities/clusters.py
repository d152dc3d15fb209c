"""Which names denote one entity, by the evidence of the names alone.

Each rule adds links between names that look different; names with one plain form are one from the start. Rules look
names up by keys (last words, first word, initials), so that the work grows with the number of names.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from kg.entities.names import (
    acronym_key,
    canonical,
    content_key,
    initials,
    is_acronym,
    is_club,
    is_common,
    is_family_first,
    is_given,
    is_known_place,
    near,
    numbers,
    plain,
    short_forms,
    unwrapped,
    without_kind,
    without_suffix,
)
from kg.entities.reasons import Reason
from kg.lexicon import words
from kg.mentions.acronyms import align

#: The fewest letters of an acronym that may come from inside the words.
_LETTERS = 4


class NameGroups:
    """Names in the order of a text, linked. `types` may tell persons from others; an empty type is unknown."""

    def __init__(self, names: Sequence[str], types: Sequence[str] | None = None) -> None:
        self.names: dict[str, str] = {}
        """Plain form → the first surface with it."""
        self.types: dict[str, str] = {}
        self._links: dict[str, dict[str, Reason]] = defaultdict(dict)
        """Plain form → plain forms that it was linked to, and why."""
        self._parent: dict[str, str] = {}
        for k, name in enumerate(names):
            key = plain(name)
            if key not in self.names:
                self.names[key] = name
                self.types[key] = types[k] if types else ""
                self._parent[key] = key
        self._count = Counter(map(plain, names))
        self._order = {key: k for k, key in enumerate(self.names)}
        self._long: dict[str, list[str]] = defaultdict(list)
        """First letter → plain forms of several words."""
        for key in self.names:
            if " " in key and self.types[key] != "person":
                self._long[key[0]].append(key)
        self._link_known()
        self._link_acronyms()
        self._link_content()
        self._link_full()
        self._link_short()
        self._link_first()

    def root(self, name: str) -> str:
        """The plain form that stands for the group of a name."""
        key = plain(name)
        while self._parent[key] != key:
            self._parent[key] = self._parent[self._parent[key]]
            key = self._parent[key]
        return key

    def link(self, a: str, b: str, reason: Reason, *, sure: bool = False) -> None:
        """Make two names one group, and remember why; a sure reason is remembered though they are one already."""
        first, second = sorted((self.root(a), self.root(b)), key=self._order.__getitem__)
        if not sure and not self._may_be_one(plain(a), plain(b)):
            return
        if first != second:
            self._parent[second] = first
        if first != second or sure:
            self._links[plain(a)][plain(b)] = self._links[plain(b)][plain(a)] = reason

    def defined(self, name: str) -> Reason | None:
        """The definition that a name is in, if it is in one."""
        return next((r for r in self._links.get(plain(name), {}).values() if r.place), None)

    def reasons(self, a: str, b: str) -> list[Reason]:
        """Why two names are of one group: the shortest chain of reasons from the first to the second."""
        start, goal = plain(a), plain(b)
        came: dict[str, str] = {start: start}
        queue = [start]
        for key in queue:
            for other in self._links.get(key, ()):
                if other not in came:
                    came[other] = key
                    queue.append(other)
        chain: list[Reason] = []
        while goal in came and goal != start:
            chain.append(self._links[came[goal]][goal])
            goal = came[goal]
        return chain[::-1]

    def _may_be_one(self, a: str, b: str) -> bool:
        """Whether nothing in two names forbids that they are one: equal numbers, and no times."""
        if "time" in (self.types[a], self.types[b]):
            return False
        return numbers(a) == numbers(b) or bool(canonical(self.names[a]) and canonical(self.names[b]))

    def _person(self, key: str) -> bool:
        """Whether a name is or may be a person's."""
        if self.types[key]:
            return self.types[key] == "person"
        parts = key.split()
        return (
            not is_known_place(key) and not is_common(parts[-1]) and len(parts) <= 4 and not is_acronym(self.names[key])
        )

    def _agree(self, a: str, b: str) -> bool:
        """Whether the types of two names can be of one entity: a person is no agency."""
        one, other = self.types[a], self.types[b]
        return not one or not other or one == other or ("person" not in (one, other) and "place" not in (one, other))

    def _link_known(self) -> None:
        seen: dict[str, str] = {}
        for key, name in self.names.items():
            target = canonical(name)
            if target is None:
                continue
            if target in seen:
                self.link(seen[target], key, Reason("known-name", f"{name} is another name of {target}"))
            seen.setdefault(target, key)

    def _link_acronyms(self) -> None:
        by_initials: dict[str, list[str]] = defaultdict(list)
        for key in self.names:
            if self.types[key] == "person":
                continue
            for letters in sorted(initials(key) | initials(unwrapped(key))):
                by_initials[letters].append(key)
        shorts: dict[str, str] = {}
        for key, name in self.names.items():
            if not is_acronym(name):
                continue
            letters = acronym_key(name)
            if letters in shorts:
                self.link(
                    shorts[letters],
                    key,
                    Reason("acronym-spelling", f"{name} has the letters of {self.names[shorts[letters]]}"),
                )
            shorts.setdefault(letters, key)
            for long in by_initials.get(letters, ()):
                if canonical(name) and canonical(name) != canonical(self.names[long]):
                    continue
                if long != key and (self.types[long] != "place" or self.types[key] == "place"):
                    self.link(long, key, Reason("initials", f"{name} has the initials of {self.names[long]}"))
            if self.root(key) == key and canonical(name) is None:
                self._link_letters(key)

    def _link_letters(self, key: str) -> None:
        """An acronym that takes letters from inside the words: IGOD and "Intergovernmental Office for Dams"."""
        letters = acronym_key(self.names[key])
        if len(letters) < _LETTERS:
            return
        long = [
            other
            for other in self._long[letters[0]]
            if len(other.split()) > len(letters) // 2
            and self.types[other] in ("", self.types[key])
            and align(letters, other.split()) == 0
        ]
        if len(long) == 1:
            self.link(long[0], key, Reason("letters", f"{self.names[key]} has letters of {self.names[long[0]]}"))

    def _link_content(self) -> None:
        """Names that differ by small words, plurals or one letter."""
        seen: dict[str, str] = {}
        by_shape: dict[tuple[str, str], list[str]] = defaultdict(list)
        for key, name in self.names.items():
            content = content_key(key)
            if content in seen and content:
                self.link(
                    seen[content], key, Reason("same-words", f"{name} has the words of {self.names[seen[content]]}")
                )
            seen.setdefault(content, key)
            parts = key.split()
            for shape in ((parts[0], str(len(parts))), (parts[-1], str(-len(parts)))):
                for other in by_shape[shape][-20:]:
                    if near(key, other) and not (is_known_place(key) and is_known_place(other)):
                        self.link(other, key, Reason("spelling", f"{name} is a spelling of {self.names[other]}"))
                by_shape[shape].append(key)

    def _link_full(self) -> None:
        """As in "Ana Maria Ruiz" and "Ana Ruiz"; "Acme" and "Acme Inc."."""
        ends: dict[tuple[str, str], str] = {}
        for key, name in self.names.items():
            parts = without_suffix(key.split())
            if (
                len(parts) > 1
                and len(parts) < 5
                and self._person(key)
                and (is_given(parts[0]) or self.types[key] == "person")
            ):
                pair = (parts[0], parts[-1])
                if pair in ends and (len(parts) == 2 or len(without_suffix(ends[pair].split())) == 2):
                    self.link(
                        ends[pair],
                        key,
                        Reason(
                            "first-and-last-name", f"{name} has the first and last name of {self.names[ends[pair]]}"
                        ),
                    )
                ends.setdefault(pair, key)
            for short in (key.removesuffix("s"), without_kind(key)):
                if short != key and short in self.names and self._agree(short, key):
                    self.link(short, key, Reason("ending", f"{name} is {self.names[short]} with an ending"))
            bare = unwrapped(key)
            if bare != key and bare in self.names and bare == key[: len(bare)] and self._agree(bare, key):
                self.link(bare, key, Reason("generic-word", f"{name} is {self.names[bare]} with a generic word"))

    def _link_short(self) -> None:
        """As in "Ruiz" and "Ana Ruiz", "the Commission" and "the Harbour Commission", "the Court" and "the Court of Appeal":
        the last words, or those before "of", of one longer name.
        """
        by_end: dict[str, list[str]] = defaultdict(list)
        for key in self.names:
            for short in short_forms(key):
                by_end[short].append(key)
        for key, name in self.names.items():
            if is_acronym(name):
                continue
            longer = [x for x in by_end.get(key, ()) if self._may_shorten(key, x)]
            target = self._one(key, longer)
            if target:
                self.link(target, key, Reason("short-name", f"{name} is a part of {self.names[target]}"))

    def _may_shorten(self, key: str, longer: str) -> bool:
        """Whether a longer name may be cut to this part of it: a place's name only where it is a person's or a club's."""
        person = self.types[longer] == "person" or (not self.types[longer] and is_given(longer.split()[0]))
        if is_known_place(key) and self.types[key] != "person":
            called_before = person and self._order[longer] < self._order[key]
            return (called_before and len(longer.split()) > 1) or (not self.types[key] and is_club(longer))
        if not self._agree(key, longer) and self.types[longer] != "person":
            return False
        if longer in words("organisations", "whole"):
            return False
        before = longer[: -len(key)].split() if longer.endswith(key) else [longer]
        return not (
            before[-1] in ("of", "and", "for", "&", "in", "the", "against")
            or before[0] in ("north", "south", "east", "west")
        )

    def _one(self, key: str, longer: list[str]) -> str | None:
        """The longer name meant by a short one: the only one, or that of whom the text speaks most, or the last before it."""
        if len({self.root(x) for x in longer}) == 1:
            return longer[0]
        longer = [x for x in longer if x.split()[0] not in words("titles", "address")] or longer
        spoken = Counter[str]()
        for name in self.names:
            spoken[self.root(name)] += self._count[name] if " " in name else 0
        order = self._order[key]
        return max(
            longer,
            key=lambda x: (spoken[self.root(x)], self._order[x] < order, -abs(self._order[x] - order)),
            default=None,
        )

    def _link_first(self) -> None:
        """As in "Ana" and "Ana Ruiz"; "Park" and "Park Geun-hye"."""
        by_first: dict[str, list[str]] = defaultdict(list)
        for key in self.names:
            parts = key.split()
            if 1 < len(parts) <= 4 and self._person(key):
                by_first[parts[0]].append(key)
        for key, name in self.names.items():
            if " " in key or is_known_place(key) or not self._person(key) or self.root(key) != key:
                continue
            longer = by_first.get(key, [])
            if len({self.root(x) for x in longer}) != 1:
                continue
            if self._order[longer[0]] < self._order[key] or is_given(key) or is_family_first(key):
                self.link(longer[0], key, Reason("first-name", f"{name} is the first part of {self.names[longer[0]]}"))


def same_entity_clusters(names: Sequence[str]) -> list[int]:
    """One number for each name, equal for names that denote one entity, by the names alone, in the order of a text.

    >>> same_entity_clusters(["Ana Ruiz", "Peru", "Ruiz"])
    [0, 1, 0]
    """
    groups = NameGroups(names)
    numbers: dict[str, int] = {}
    return [numbers.setdefault(groups.root(name), len(numbers)) for name in names]
