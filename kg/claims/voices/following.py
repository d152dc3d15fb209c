"""Quotations that no cue introduces: a paragraph in quotation marks goes on with the voice before it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from kg.claims.drafts import Voice
from kg.claims.voices.features import View
from kg.claims.voices.spans import code_points

#: A speaker is forgotten after this many paragraphs without one.
MEMORY = 4
#: A quotation of fewer words is a term in scare quotes.
SENTENCE = 6
#: Only who clearly spoke before is taken for the speaker.
SURE = 0.7
#: The source is a guess from the neighbourhood.
GUESS = 0.3


def following_voices(view: View, found: list[Voice], outer: list[Voice]) -> list[Voice]:
    """Voices for whole-sentence quotations that none of the found voices covers. Of the `outer` voices, which none of the
    others reports, the last one before speaks: after "Osei said the report shows …" it is Osei.
    """
    more: list[Voice] = []
    answered = _answered(view, found)
    speakers = sorted(
        (v for v in outer if v.confidence >= SURE and view.inside[v.cue[0].i] < 0 and _is_other(v)),
        key=lambda v: v.cue[0].i,
    )
    places = [v.cue[0].i for v in speakers]
    sentences, words = view.parse.sentences, view.parse.words
    for k, quotation in enumerate(view.quotations):
        home = sentences[words[quotation.first].sentence]
        at = bisect_left(places, quotation.first) - 1
        if k in answered or at < 0 or quotation.size <= SENTENCE:
            continue
        if quotation.first != home.first or not _complete(view, quotation.last):
            continue
        if home.paragraph - sentences[words[places[at]].sentence].paragraph <= MEMORY:
            content = code_points(view, [(quotation.first, quotation.last)])
            source = speakers[at].source
            more.append(Voice(source=source, cue=(), content=content, form="direct", confidence=GUESS))
    return more


def _is_other(voice: Voice) -> bool:
    """Whether it is somebody who may be quoted: who says "I" outside of quotation marks is the writer."""
    return voice.source is not None and voice.source.text.lower() not in ("i", "we", "you")


def _answered(view: View, found: list[Voice]) -> set[int]:
    """The quotations that a voice from outside them covers."""
    starts = [q.start for q in view.quotations]
    answered: set[int] = set()
    for voice in found:
        for start, end in voice.content:
            k = max(0, bisect_right(starts, start) - 1)
            while k < len(starts) and starts[k] < end:
                if view.quotations[k].end > start and view.inside[voice.cue[0].i] != k:
                    answered.add(k)
                k += 1
    return answered


def _complete(view: View, last: int) -> bool:
    """Whether the quotation ends its sentence."""
    words = view.parse.words
    return last + 1 >= len(words) or words[last + 1].sentence != words[last].sentence
