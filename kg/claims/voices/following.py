"""Quotations that no cue introduces: a paragraph in quotation marks goes on with the voice before it."""

from __future__ import annotations

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


def following_voices(view: View, found: list[Voice]) -> list[Voice]:
    """Voices for whole-sentence quotations that none of the found voices covers."""
    more: list[Voice] = []
    covered = sorted((*span, voice.cue[0].i) for voice in found for span in voice.content)
    speakers = sorted(
        (v for v in found if v.source is not None and v.cue and v.confidence >= SURE), key=lambda v: v.cue[0].i
    )
    sentences, words = view.parse.sentences, view.parse.words
    for quotation in view.quotations:
        home = sentences[words[quotation.first].sentence]
        if quotation.size <= SENTENCE or quotation.first != home.first or not _complete(view, quotation.last):
            continue
        if any(
            a < quotation.end and b > quotation.start and view.inside[c] != view.inside[quotation.first]
            for a, b, c in covered
        ):
            continue
        near = [
            v
            for v in speakers
            if v.cue[0].i < quotation.first
            and home.paragraph - sentences[v.cue[0].sentence].paragraph <= MEMORY
            and view.inside[v.cue[0].i] < 0
        ]
        if near:
            content = code_points(view, [(quotation.first, quotation.last)])
            more.append(Voice(source=near[-1].source, cue=(), content=content, form="direct", confidence=GUESS))
    return more


def _complete(view: View, last: int) -> bool:
    """Whether the quotation ends its sentence."""
    words = view.parse.words
    return last + 1 >= len(words) or words[last + 1].sentence != words[last].sentence
