"""What the modules of this room make: claims, voices, times and numbers that still point at words of the tree.

`kg.assembly` gives them entities and identifiers, and turns words into offsets.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from kg.annotate import Phrase, Word
from kg.records import Change, Comparator, Form, Modality, Polarity, Stance


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposition:
    """One clause's content: who does what to whom, before anyone's voice is known."""

    rule: str
    predicate: Word
    """The word that carries the relation: a main verb, the noun of a light verb, the complement of a copula."""
    subject: Phrase
    relation: Phrase
    """The words of the relation as they stand, auxiliaries and the prepositions that belong to it included."""
    label: str
    """The relation in its plain form: "deploy", "be part of", "be comprised of"."""
    object: Phrase | None
    arguments: tuple[tuple[str, Phrase], ...] = ()
    """Further arguments with their role: a preposition, `recipient`, `agent`, `time` …"""
    content: Word | None = None
    """The predicate of the clause that is the object ("denied that there is …")."""
    governors: tuple[Word, ...] = ()
    """Words above the predicate that the relation swallowed, outermost first: `seeks` of "seeks to prevent"."""
    confidence: float = 0.5
    surface: tuple[str, str, str] | None = None
    """Subject, relation, object as they read where the words of the text don't say it ("X, head of Y": X is head of Y)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Factuality:
    """Whether a proposition is said to hold, and the words that decide it."""

    polarity: Polarity = "affirmed"
    modality: Modality = "actual"
    cues: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Who says what, by which words. `content` are code points `[start, end)`; it may run over sentences."""

    source: Phrase | None
    cue: tuple[Word, ...]
    content: tuple[tuple[int, int], ...]
    stance: Stance = "asserts"
    form: Form = "indirect"
    confidence: float = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeSpan:
    """Words that denote a time, and the closed interval of days (ISO dates) where it is known."""

    phrase: Phrase
    start: str | None = None
    end: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A measured number at code points `[start, end)`: `noun` is the word that it counts, if it counts something."""

    start: int
    end: int
    words: tuple[Word, ...]
    value: float
    upper: float | None = None
    comparator: Comparator = "exactly"
    change: Change | None = None
    unit: str | None = None
    concept: str | None = None
    noun: Word | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number with what it counts, whom it is about, the relation between them, and its period."""

    measure: Measure
    counted: Phrase
    about: Phrase | None
    relation: str | None
    time: TimeSpan | None = None
    proposition: Proposition | None = None


__all__ = ["Factuality", "Figure", "Measure", "Phrase", "Proposition", "TimeSpan", "Voice", "Word", "replace"]
