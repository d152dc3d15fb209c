"""Whose voice a claim is in: the voices around it from the nearest outward, and the publisher last."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING

from kg import ids
from kg.assembly.terms import term
from kg.claims.drafts import Voice
from kg.records import Document, Source, Stance

if TYPE_CHECKING:
    from kg.entities import Resolution

UNNAMED = "unnamed source"


class Voices:
    """The voices of a text, to be asked which of them speak at a place."""

    def __init__(self, voices: Sequence[Voice], resolution: Resolution, document: Document) -> None:
        self.document = document
        self._parts = sorted(
            (start, end, sum(b - a for a, b in voice.content), k)
            for k, voice in enumerate(voices)
            for start, end in voice.content
        )
        self._starts = [part[0] for part in self._parts]
        self._voices = voices
        self._sources = [self._source(voice, resolution) for voice in voices]
        self._publisher = publisher(document)

    def at(self, start: int, predicate: int) -> tuple[Source, ...]:
        """The sources of what is said at code point `start` by word `predicate`, nearest first, the publisher last.

        A voice whose own cue is that word doesn't cover it: "denied" is not what he denied.
        """
        around = {
            k: size
            for _, b, size, k in self._parts[: bisect_right(self._starts, start)]
            if start < b and all(word.i != predicate for word in self._voices[k].cue)
        }
        chain: list[Source] = []
        for k in sorted(around, key=lambda k: (around[k], k)):
            if not chain or (self._sources[k].id or self._sources[k].label) != (chain[-1].id or chain[-1].label):
                chain.append(self._sources[k])
        stance: Stance = "relays" if chain else "asserts"
        last = self._publisher
        return (*chain, Source(id=last.id, label=last.label, stance=stance, cue="", form=last.form))

    def _source(self, voice: Voice, resolution: Resolution) -> Source:
        cue = " ".join(word.text for word in voice.cue)
        if voice.source is None:
            return Source(id=None, label=UNNAMED, stance=voice.stance, cue=cue, form=voice.form)
        who = term(voice.source, resolution, self.document.text)
        return Source(id=who.id, label=who.label, stance=voice.stance, cue=cue, form=voice.form)


def publisher(document: Document) -> Source:
    """The last voice: the document's publisher, else its author, else the document under its title or file name."""
    name = document.publisher or document.author
    if name:
        return Source(id=ids.entity(name), label=name, stance="asserts", cue="", form="direct")
    label = document.title or document.origin.replace("\\", "/").rsplit("/", 1)[-1] or UNNAMED
    return Source(id=None, label=label, stance="asserts", cue="", form="direct")
