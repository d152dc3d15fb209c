"""What a claim says, in a form in which two claims can be compared: whom about, what is done, to what.

"The boats were seized by the agency" and "the agency confiscated boats" have equal contents. Times and numbers are
kept apart from the words, since claims of one deed may differ in them.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kg.answer.words import auxiliaries, is_stopword
from kg.answer.words import same_relation as synonymous
from kg.lexicon import words
from kg.words import kin, root, tokens

Row = dict[str, Any]
Relation = tuple[str, str]

_DIGIT = re.compile(r"\d")
_ACRONYM = re.compile(r"\b[A-Z][A-Za-z&]*[A-Z]\b")
_NONE: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Content:
    """`subject` is an entity's IRI, None where nobody is named; `verb` a word, `particle` what goes with it.

    `head` are the roots that may stand for the object, `words` those of the object and the arguments by their
    canonical names, `wide` these and those that stand there, `numbers` the figures among them.
    """

    subject: str | None
    verb: str
    particle: str
    head: frozenset[str]
    words: frozenset[str]
    wide: frozenset[str]
    numbers: frozenset[str]
    time: tuple[str, str] | None

    @property
    def relation(self) -> Relation:
        """The verb with its particle."""
        return self.verb, self.particle

    def same_object(self, other: Content) -> bool:
        """Whether the objects may be the same: one word may stand for both, or there is none."""
        return bool(self.head & other.head) if self.head and other.head else self.head == other.head

    def covers(self, other: Content) -> bool:
        """Whether the other says the same or more of the same deed: what is not done to waste isn't done to waste in
        the bay.
        """
        return (
            same_relation(self.relation, other.relation)
            and self.same_object(other)
            and self.words <= other.wide
            and self.numbers <= other.numbers
        )

    def overlap(self, other: Content) -> float:
        """The share of equal words of the object and arguments, in [0, 1]; 1 where neither has any."""
        both = self.words | other.words
        return len(self.words & other.words) / len(both) if both else 1.0


def content(row: Row, acronyms: Mapping[str, str] = _NONE) -> Content:
    """The content of a statement's row. A passive gives what the active would; without an agent, nobody does it.

    Where one of `acronyms` stands in a term, its full name is read.
    """
    label = row["relation"]["label"]
    verb, particle = relation_of(label)
    terms = [term for term in (row["object"], *row["arguments"]) if term and term["type"] != "time"]
    subject = row["subject"]
    if is_passive(label):
        agents = [a for a in row["arguments"] if a["role"] in ("by", "agent")]
        if label.endswith(" by") and row["object"]:
            agents = [row["object"]]
        object_, subject = subject, agents[0] if agents else None
        terms = [object_, *(term for term in terms if term is not subject)]
    else:
        object_ = row["object"]
    return Content(
        subject=subject["id"] if subject else None,
        verb=verb,
        particle=particle,
        head=_heads(object_, acronyms) if object_ else frozenset(),
        words=frozenset().union(*(_words(_spelt(term["label"], acronyms)) for term in terms)),
        wide=frozenset().union(*(_words(_spelt(term[key], acronyms)) for term in terms for key in ("label", "text"))),
        numbers=frozenset().union(*(_numbers(term["text"]) for term in terms)),
        time=interval(row["time"]),
    )


@functools.lru_cache(maxsize=65536)
def same_relation(one: Relation, other: Relation) -> bool:
    """Whether both do the same: the same verb with the same preposition, or a synonym of more than a light verb."""
    (verb, particle), (as_verb, as_particle) = one, other
    if kin(verb) == kin(as_verb):
        return particle == as_particle
    light = words("compare", "light", "words")
    plain = not particle and not as_particle and not {verb, as_verb} & light
    return plain and synonymous(verb, as_verb)


@functools.cache
def relation_of(label: str) -> Relation:
    """The word that carries a relation, and what follows it unless it is what is done to somebody.

    >>> relation_of("fire on"), relation_of("be seized by"), relation_of("be director of"), relation_of("be")
    (('fire', 'on'), ('seized', ''), ('director', 'of'), ('be', ''))
    """
    parts = label.split()
    if len(parts) > 1 and parts[0] == "be":
        parts = parts[1:]
    return parts[0] if parts else "", "" if is_passive(label) else " ".join(parts[1:])


@functools.cache
def is_passive(label: str) -> bool:
    """Whether a relation is what is done to its subject.

    >>> is_passive("be seized by"), is_passive("be sold"), is_passive("be director of"), is_passive("be in")
    (True, True, False, False)
    """
    parts = label.split()
    return len(parts) > 1 and parts[0] == "be" and parts[1].isalpha() and is_participle(parts[1])


def is_participle(word: str) -> bool:
    """Whether a verb stands in the past or as a past participle; of "was" and "had" that is open.

    >>> [is_participle(word) for word in ("dumped", "sold", "dump", "dumps", "dumping", "was")]
    [True, True, False, False, False, False]
    """
    if word in auxiliaries():
        return False
    if word.endswith(("s", "ing")):
        return False
    return (word.endswith("ed") and len(word) > 4) or root(word) != word.removesuffix("e")


def interval(time: Row | None) -> tuple[str, str] | None:
    """The days of a time, the missing end being the other one; None where neither is known."""
    if not time or not (time["start"] or time["end"]):
        return None
    return time["start"] or time["end"], time["end"] or time["start"]


@functools.lru_cache(maxsize=65536)
def _words(text: str) -> frozenset[str]:
    """The roots of a text's words that carry content, without numbers."""
    return frozenset(
        token.root
        for token in tokens(text)
        if not is_stopword(token.low)
        and not _DIGIT.search(token.low)
        and token.low not in words("compare", "idle", "words")
    )


@functools.lru_cache(maxsize=65536)
def _numbers(text: str) -> frozenset[str]:
    return frozenset(token.low.replace(",", "") for token in tokens(text) if _DIGIT.search(token.low))


def _heads(term: Row, acronyms: Mapping[str, str]) -> frozenset[str]:
    names = (_spelt(term[key], acronyms) for key in ("text", "label"))
    return frozenset(filter(None, (term["id"], *map(head, names))))


def _spelt(text: str, acronyms: Mapping[str, str]) -> str:
    """A text with its acronyms in full."""
    if not acronyms or not any(c.isupper() for c in text):
        return text
    return _ACRONYM.sub(lambda m: acronyms.get(m[0], m[0]), text)


@functools.lru_cache(maxsize=65536)
def head(text: str) -> str:
    """The root of the noun that a phrase is about.

    >>> head("more than 284,000 rounds of ammunition") == root("round"), head("waste in Gull Bay")
    (True, 'wast')
    """
    found = ""
    opens = words("compare", "prepositions", "words")
    for token in tokens(text):
        if token.low in opens and found:
            break
        if (
            not _DIGIT.search(token.low)
            and not is_stopword(token.low)
            and token.low not in words("compare", "idle", "words")
        ):
            found = token.root
    return found
