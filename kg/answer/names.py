"""The entities of a graph by their names, and where a question names them."""

from __future__ import annotations

import copy
import functools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from kg.answer.words import Token, is_stopword, root, tokens
from kg.lexicon import table, words
from kg.words import name_key

Row = dict[str, Any]

#: No name longer than so many words is looked for.
_LONGEST = 10
#: Of these types, "Norland partners" is a description that holds a name.
_DESCRIBED = frozenset({"group", "other", "substance", "facility", "agency", "time"})


class Known(Protocol):
    """What a graph knows of names (a part of `kg.store.reading.Reads`)."""

    def entity(self, iri: str) -> Row | None:
        """One entity."""

    def called(self, key: tuple[str, ...]) -> list[Row]:
        """The entities of a name's key, most mentioned first."""

    def knows(self, word: str) -> bool:
        """Whether a name of any entity has a word."""

    def resembling(self, name: str) -> Iterable[Row]:
        """Entities among which one may look for a misspelt name."""

    def relates(self, verb: str) -> bool:
        """Whether a relation of the graph begins with a verb of this root."""


@dataclass(frozen=True, slots=True)
class Named:
    """Tokens `[first, last)` of a question that name these entities."""

    first: int
    last: int
    ids: tuple[str, ...]


class Names:
    """Names of a graph; equal but for case, diacritics, dots, articles and the plural of the last word."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self.row = functools.cache(self._row)
        self.relates = functools.cache(known.relates)
        self.knows = functools.cache(known.knows)
        self._called = functools.cache(self._called_so)
        self._surnamed = functools.cache(self._of_surname)
        self._named_in_part = functools.cache(self._of_part)
        self._cased = False
        self._found: dict[tuple[tuple[Token, ...], bool], list[Named]] = {}

    def cased(self, question: Sequence[Token]) -> Names:
        """These names as a question writes them: one that writes some with a capital writes no name without."""
        known = copy.copy(self)
        known._found = {}
        known._cased = any(token.capital for token in question[1:])
        return known

    def _row(self, iri: str | None) -> Row | None:
        return self._known.entity(iri) if iri else None

    def inside(self, found: Sequence[Token]) -> set[int]:
        """The places of words that are in a name."""
        return {k for name in self.find(found) for k in range(name.first, name.last)}

    def find(self, question: Sequence[Token], *, whole: bool = False) -> list[Named]:
        """The names in a question, longest first at each place; people by a part of their names, if not only `whole`."""
        key = (tuple(question), whole)
        if key not in self._found:
            self._found[key] = self._look(*key)
        return self._found[key]

    def _look(self, question: tuple[Token, ...], whole: bool) -> list[Named]:
        found: list[Named] = []
        at = 0
        while at < len(question):
            named = next(
                (
                    n
                    for last in range(min(len(question), at + _LONGEST), at, -1)
                    if (n := self._at(question, at, last, whole))
                ),
                None,
            )
            if named:
                found.append(self._with_title(question, found, named))
            at = named.last if named else at + 1
        return found

    def _with_title(self, question: Sequence[Token], before: list[Named], named: Named) -> Named:
        """A person's name with the title that leads it, though something may be called like the title: "General Ruiz"."""
        first = named.first
        while first and question[first - 1].capital and question[first - 1].low in _titles():
            first -= 1
        if first == named.first or any(row["type"] != "person" for row in self.of(named.ids)):
            return named
        while before and before[-1].last > first:
            if before[-1].first < first:
                return named
            before.pop()
        return Named(first, named.last, named.ids)

    def _at(self, question: Sequence[Token], first: int, last: int, whole: bool) -> Named | None:
        lows = tuple(token.low for token in question[first:last])
        alone = question[first] if last == first + 1 else None
        plain = (
            alone and not alone.capital and (alone.low.endswith(("ed", "ing")) or root(alone.low) in _common_words())
        )
        key, capital = name_key(" ".join(lows)), question[first].capital
        known = self.knows(lows[-1]) or (capital and (key in _countries() or key in _demonyms()))
        if plain or not known or (lows == ("us",) and not question[first].raw.isupper()):
            return None
        ids = self._called(key, capital)
        if alone and not capital and self._cased:
            ids = tuple(iri for iri in ids if self._is_written_so(iri, alone))
        if not ids and not whole and all(token.capital for token in question[first:last]):
            ids = self._surnamed(lows) if alone else self._named_in_part(key)
        return Named(first, last, ids) if ids else None

    def _is_written_so(self, iri: str, token: Token) -> bool:
        """Whether an entity's name can be a word in lower case where the question writes others with a capital: "tciu"
        can, but "polish" isn't Poland, and "match" not what is called Match.
        """
        row = self.row(iri)
        known = [name for name in (row["label"], row["acronym"], *row["aliases"]) if name] if row else []
        return any(name.lower() == token.low and name != name.capitalize() for name in known)

    def _called_so(self, key: tuple[str, ...], capital: bool) -> tuple[str, ...]:
        if not key or (len(key) == 1 and is_stopword(key[0]) and key != ("us",)):
            return ()
        found = self._of_key(key)
        if capital and (land := _demonyms().get(key)):
            found = (*found, *self._of_land(land))
        return tuple(dict.fromkeys(found or (self._of_land(key) if capital else ())))

    def _of_key(self, key: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(row["id"] for row in self._known.called(key) if is_name(row))

    def _of_land(self, key: tuple[str, ...]) -> tuple[str, ...]:
        """The entities of a country's name, or else of another name of it: "UK" for "Britain"."""
        return next(filter(None, map(self._of_key, (key, *_countries().get(key, ())))), ())

    def _of_part(self, key: tuple[str, ...]) -> tuple[str, ...]:
        """The people called so but for an initial, or by a surname of several words: "Ana Li" for Ana B. Li."""
        known = self._known.knows(key[0]) and self._known.knows(key[-1])
        rows = self._known.resembling(" ".join(key)) if known else ()
        people = ((row["id"], row["label"]) for row in rows if row["type"] == "person")
        return tuple(
            iri for iri, label in people if _without_initials(label) == key or name_key(label)[-len(key) :] == key
        )

    def _of_surname(self, lows: tuple[str, ...]) -> tuple[str, ...]:
        """The people of a surname that the texts don't write alone."""
        rows = self._known.resembling(lows[0])
        return tuple(row["id"] for row in rows if row["type"] == "person" and name_key(row["label"])[1:][-1:] == lows)

    def near(self, name: str, count: int = 3) -> list[str]:
        """Labels of known entities whose names look like this one."""
        labels = {
            name_.lower(): row["label"]
            for row in self._known.resembling(name)
            if is_name(row)
            for name_ in (row["label"], row["acronym"], *row["aliases"])
            if name_
        }
        import difflib  # only a mistake needs it

        return list(dict.fromkeys(labels[n] for n in difflib.get_close_matches(name.lower(), sorted(labels), n=count)))

    def of(self, ids: Iterable[str]) -> list[Row]:
        """The rows of these entities."""
        return [row for row in map(self.row, ids) if row]

    def is_name(self, iri: str | None) -> bool:
        """Whether an entity is known and has a name of its own."""
        row = self.row(iri)
        return bool(row and is_name(row))


def _without_initials(name: str) -> tuple[str, ...]:
    key = name_key(name)
    return tuple(word for k, word in enumerate(key) if len(word) > 1 or k in (0, len(key) - 1))


@functools.cache
def _countries() -> dict[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """The keys of each name of a country → those of its others."""
    groups = ((name, *others) for name, others in table("places")["countries"].items())
    keys = (tuple(dict.fromkeys(map(name_key, group))) for group in groups)
    return {key: tuple(other for other in group if other != key) for group in keys for key in group}


@functools.cache
def _demonyms() -> dict[tuple[str, ...], tuple[str, ...]]:
    """The keys of "Norlandic" and "Norlanders" → that of Norland."""
    countries = table("demonyms")["countries"].items()
    return {name_key(word): name_key(place) for place, people in countries for word in people}


def mentions(row: Row, text: str) -> bool:
    """Whether a text contains a name of an entity."""
    found = line(text)
    return any(line(name) in found for name in (row["label"], row["acronym"], *row["aliases"]) if name)


@functools.lru_cache(maxsize=16384)
def line(text: str) -> str:
    """The roots of a text's words, a space around each."""
    return f" {' '.join(token.root for token in tokens(text))} "


@functools.cache
def _common_words() -> frozenset[str]:
    """The roots of words that, in lower case, name nobody though something may be called so: "unit", "port", "lost"."""
    nouns = {noun for nouns in table("questions")["types"].values() if isinstance(nouns, list) for noun in nouns}
    verbs = {*table("questions")["irregular"].values(), *table("synonyms")["groups"], *table("synonyms")["nouns"]}
    return frozenset(root(word) for word in (nouns | verbs | words("questions", "units", "words")) - {"us"})


@functools.cache
def _titles() -> frozenset[str]:
    return words("titles", "words") | words("titles", "short") | words("titles", "portfolios")


@functools.cache
def _members() -> frozenset[str]:
    return frozenset(root(word) for word in words("questions", "members", "words")) - {root("office"), root("force")}


def is_name(row: Row) -> bool:
    """Whether an entity has a name of its own, and isn't just described, as "the Harbour Agency's partners" are."""
    if row["type"] == "concept":
        return False
    head, front = row["label"].rsplit(" ", 1)[-1], row["label"].split(" of ", 1)[0].rsplit(" ", 1)[-1]
    if (
        row["type"] in _DESCRIBED
        and not row["acronym"]
        and " of " in row["label"]
        and root(front.lower()) in _members()
    ):
        return False
    described = row["type"] in _DESCRIBED and not any(c.isupper() or c.isdigit() for c in head)
    return bool(row["acronym"]) or (not described and any(c.isupper() for c in row["label"]))
