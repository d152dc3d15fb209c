"""Who speaks where: in a quotation "I" is the speaker, and "she" is somebody else."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence

from kg.annotate import Parse, Word
from kg.claims.drafts import Voice

_OPENING = re.compile("[\"\u201c\u00ab\u201e]|``|''|(?<!\\w)['\u2018]")


class Speech:
    """The voices of a text by the sentences that they say."""

    def __init__(self, parse: Parse, voices: Sequence[Voice]) -> None:
        self._starts = [parse.words[s.first].start for s in parse.sentences]
        self._said: dict[int, list[tuple[int, int, Word]]] = defaultdict(list)
        self.contents: dict[int, tuple[tuple[int, int], ...]] = {}
        """Index of a speaker's word → code points of what is said."""
        self._quoted: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for voice in voices:
            if voice.source is None:
                continue
            speaker = voice.source.head
            self.contents[speaker.i] = (*self.contents.get(speaker.i, ()), *voice.content)
            if voice.form == "direct":
                for start, end in (_quoted(parse.text, *span) for span in voice.content):
                    self._quoted[speaker.i].append((start, end))
                    for sentence in range(self._sentence(start), self._sentence(end - 1) + 1):
                        self._said[sentence].append((start, end, speaker))

    def _sentence(self, offset: int) -> int:
        return max(0, bisect_right(self._starts, offset) - 1)

    def speaker(self, word: Word) -> Word | None:
        """The word for the speaker of the innermost quotation around a word."""
        around = self._around(word)
        return around[2] if around else None

    def start(self, word: Word) -> int:
        """Where the innermost quotation around a word starts; -1 outside of any."""
        around = self._around(word)
        return around[0] if around else -1

    def _around(self, word: Word) -> tuple[int, int, Word] | None:
        around = [s for s in self._said.get(word.sentence, ()) if s[0] <= word.start < s[1]]
        return min(around, key=lambda s: s[1] - s[0]) if around else None

    def quoted(self, speaker: Word) -> list[tuple[int, int]]:
        """Code points of what a speaker says in quotation marks."""
        return self._quoted.get(speaker.i, [])

    def says(self, speaker: Word, offset: int) -> bool:
        """Whether what stands at an offset is said by this speaker."""
        return any(start <= offset < end for start, end in self.contents.get(speaker.i, ()))


def _quoted(text: str, start: int, end: int) -> tuple[int, int]:
    """What is said from its first quotation mark on: in 'Osei said he would talk "to anybody"' "he" is the reporter's."""
    mark = _OPENING.search(text, start, end)
    return (mark.start(), end) if mark is not None else (start, end)
