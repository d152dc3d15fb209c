"""Sources of sources: "the Herald reported, citing two officials, that …" has the officials speak through the Herald."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.annotate import Phrase, Word
from kg.claims.drafts import Voice
from kg.lexicon import words as listed


def relayed(voices: Sequence[Voice]) -> Iterator[Voice]:
    """For each participle that names the source of a report, a voice inside that of the reporter."""
    taken: set[int] = set()
    for outer in sorted(voices, key=lambda v: not _according(v)):
        for cue in _participles(outer):
            named = cue.child("dobj")
            if named is not None and cue.i not in taken and _speaks(named):
                taken.add(cue.i)
                phrase = Phrase.of(named, [w for w in named.subtree() if w.i < _end(named)])
                yield replace(outer, source=phrase, cue=(cue,), stance="asserts", form="indirect")


def _according(voice: Voice) -> bool:
    return bool(voice.cue) and voice.cue[0].lower == "according"


def _participles(voice: Voice) -> list[Word]:
    """The participles beside a cue: on the reporting verb itself, or after "according to" on the verb of the clause."""
    if not voice.cue:
        return []
    cue = voice.cue[0]
    verb = cue.head if _according(voice) else cue
    kinds = listed("voices", "relaying", "lemmas")
    found = [c for c in verb.children if c.dep == "advcl" and c.tag == "VBG" and c.lemma in kinds]
    return [c for c in found if verb is cue or (c.i > cue.i and c.i < verb.i)]


def _speaks(noun: Word) -> bool:
    """Whether a noun names a body, a person, or a kind of source: who cites legal risks quotes nobody."""
    return (
        noun.entity in ("PERSON", "ORG", "NORP")
        or {noun.lower, noun.lemma} & listed("voices", "speaking", "nouns") != set()
    )


def _end(noun: Word) -> int:
    """The index after the phrase of a noun, without a clause that hangs on it."""
    clauses = [c.left for c in noun.children if c.dep in ("relcl", "acl", "punct") and c.i > noun.i]
    return min(clauses, default=noun.right + 1)
