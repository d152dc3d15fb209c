"""What a question asks for: its kind, who acts, which relation, what else must be said, when, where, and by whom."""

from __future__ import annotations

import functools
from dataclasses import dataclass, field
from typing import Literal

from kg.answer.periods import Period
from kg.answer.words import Token, is_event, root
from kg.lexicon import words

Kind = Literal[
    "what", "who", "which", "where", "when", "why", "how", "duration", "number", "amount", "whether",
    "definition", "attribute", "plans", "said", "speaker", "role", "units", "parents", "connection", "topic",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Slot:
    """Part of a question: the entities it names, and the content words besides."""

    tokens: tuple[Token, ...] = ()
    ids: tuple[tuple[str, ...], ...] = ()
    """For each name the entities it may denote."""
    words: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    """Those of `words` that are written like names: they can't be missing in an answer."""

    def __bool__(self) -> bool:
        return bool(self.ids or self.words)

    @property
    def text(self) -> str:
        """As typed."""
        return " ".join(token.raw for token in self.tokens)


@dataclass(frozen=True, slots=True)
class Scope:
    """What a question limits its answers to, beside its time. Empty parts limit nothing."""

    voice: Slot = field(default_factory=Slot)
    """According to whom."""
    documents: tuple[str, ...] = ()
    document: str = ""
    """The documents in which, and the words that name them."""
    modalities: frozenset[str] = frozenset()
    stances: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Question:
    """A question understood. An empty slot asks nothing."""

    text: str
    kind: Kind
    subject: Slot = field(default_factory=Slot)
    verb: str = ""
    other: Slot = field(default_factory=Slot)
    counted: Slot = field(default_factory=Slot)
    """What is counted (`number`, `amount`), or what the answer must be (`which`)."""
    patient: Slot = field(default_factory=Slot)
    """Who or what undergoes, where the question names that but not who acts; it is a part of `other`."""
    passive: bool = False
    modal: bool = False
    dimension: str = ""
    """The adjective after "how": "old", "far"."""
    towards: str = ""
    """The preposition at the end: "where does it come from"."""
    periods: tuple[Period, ...] = ()
    """Any of which an answer is about."""
    together: bool = False
    """Whether numbers are to be added: "in all"."""
    scope: Scope = field(default_factory=Scope)
    otherwise: tuple[Question, ...] = ()
    """What else it may ask, where nothing answers this."""

    @property
    def slots(self) -> tuple[Slot, ...]:
        """All its slots."""
        return (self.subject, self.other, self.counted, self.scope.voice)

    @property
    def names(self) -> list[tuple[str, ...]]:
        """The names in it, but for that of the voice: for each, the entities it may denote."""
        return [ids for slot in (self.subject, self.other, self.counted) for ids in slot.ids]

    @property
    def when(self) -> str:
        """Its periods in words."""
        return " and ".join(period.text for period in self.periods)

    @property
    def light(self) -> bool:
        """Whether the verb asks only for a link between the things beside it."""
        return not self.verb or root(self.verb) in roots("light")

    @property
    def happens(self) -> bool:
        """Whether the verb asks for an event itself: "take place" is "be held"."""
        return bool(self.verb) and is_event(self.verb)

    @property
    def speaks(self) -> bool:
        """Whether the verb is one of speech."""
        return bool(self.verb) and root(self.verb) in roots("speech")


@functools.cache
def roots(name: str) -> frozenset[str]:
    """The roots of a word list of questions."""
    return frozenset(root(word) for word in words("questions", name, "words"))
