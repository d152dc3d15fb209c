"""Who says what, by which words: a tree comes in, voices go out (`kg.claims.drafts.Voice`).

A cue word is found and its limbs get their roles (`candidates`, `limbs`, `features`, `model`); quotation marks widen
what is said (`quotes`, `spans`); a colon can be a cue (`colon`), and a verb that the parser takes for a noun
(`misread`); the tree tells of a clause that is said (`told`), and of what somebody says in naming a thing, or by a noun
(`worded`); a quotation without a cue goes on with the last speaker (`following`). `voices` returns all, nested ones too
("the agency said that Kim ordered …"); `top_level` only the outermost that have a cue.
"""

from __future__ import annotations

from dataclasses import replace

from kg.annotate import Parse, Phrase, Word
from kg.claims.drafts import Voice
from kg.claims.factuality.clause import finite
from kg.claims.voices.candidates import cues
from kg.claims.voices.colon import block_voices, colon_voices, dash_voices, signed_voices
from kg.claims.voices.features import Candidate, View
from kg.claims.voices.following import following_voices
from kg.claims.voices.misread import misread_voices
from kg.claims.voices.reach import also_said, beyond
from kg.claims.voices.relayed import relayed
from kg.claims.voices.spans import code_points, content_runs, inner_quotation, is_direct, phrase, read, source_phrase
from kg.claims.voices.stance import stance_of
from kg.claims.voices.told import minded, speaker, told_voices
from kg.claims.voices.worded import asked_to, naming_voices, noun_voices
from kg.lexicon import words as listed

__all__ = ["BLOCK", "CUES", "THRESHOLD", "relayed", "top_level", "voices"]

#: A word is taken for a cue from this probability on (set on articles that were not trained on).
THRESHOLD = 0.55

#: Contents are looked up by blocks of this many code points, so that long texts take linear time.
BLOCK = 1000

#: The rules of this package, for people.
CUES = {
    "voice-cue": "a word that the model takes for a cue, with its source and content",
    "voice-colon": 'a paragraph that begins with a speaker and a colon, or stands below "Osei added:", or a quotation that is signed before or after it',
    "voice-misread": "a verb that the parser takes for a noun, between a name and a clause with 'that'",
    "voice-told": "a clause that is the object of a verb of saying",
    "voice-worded": "what a thing is called, or what a noun says that somebody has, where a clause is in it",
    "voice-following": "a quotation without a cue goes on with the last speaker",
}


def voices(parse: Parse) -> list[Voice]:
    """All voices of a text, nested ones too, in the order of their cue (or, without one, of their content)."""
    view = View.of(parse)
    signed = list(signed_voices(view))
    found = [*colon_voices(view), *dash_voices(view), *block_voices(view), *misread_voices(view), *signed]
    taken = {v.cue[0].i for v in found}
    for cue, probability in cues(view, THRESHOLD):
        voice = _voice(view, cue, probability)
        if voice is not None and not any(w.i in taken for w in voice.cue):
            found += _without(voice, signed)
    ruled = {v.cue[0].i: v for v in (*told_voices(view), *naming_voices(view), *noun_voices(view)) if v.content}
    found = [_surer(v, [ruled.pop(w.i) for w in v.cue if w.i in ruled]) for v in found] + list(ruled.values())
    found += following_voices(view, found, top_level(found))
    return sorted(found, key=lambda v: (v.cue[0].start if v.cue else v.content[0][0], v.content))


def _surer(voice: Voice, ruled: list[Voice]) -> Voice:
    """A voice as sure as those of the same cue that the tree makes sure, with their source where it has none."""
    source = voice.source or next((v.source for v in ruled), None)
    return (
        replace(voice, source=source, confidence=max(voice.confidence, *(v.confidence for v in ruled)))
        if ruled
        else voice
    )


def _without(voice: Voice, signed: list[Voice]) -> list[Voice]:
    """A voice less the quotations that are signed by others, if anything is left of it."""
    theirs = [span for other in signed if other.cue[0].start > voice.cue[0].start for span in other.content]
    if not theirs:
        return [voice]
    kept = tuple(c for c in voice.content if not any(a < c[1] and c[0] < b for a, b in theirs))
    return [replace(voice, content=kept)] if kept else []


def top_level(found: list[Voice]) -> list[Voice]:
    """The voices that have a cue which lies in the content of no other voice."""
    kept: list[Voice] = []
    said: dict[int, list[tuple[int, int]]] = {}
    for voice in sorted(found, key=lambda v: (-sum(b - a for a, b in v.content), v.content)):
        place = voice.cue[0].start if voice.cue else -1
        if not any(a <= place < b for a, b in said.get(place // BLOCK, ())):
            kept.append(voice)
            for a, b in voice.content:
                for block in range(a // BLOCK, b // BLOCK + 1):
                    said.setdefault(block, []).append((a, b))
    return sorted((v for v in kept if v.cue), key=lambda v: (v.cue[0].start, v.content))


def _bare(cue: Word) -> Phrase | None:
    """Who speaks by a verb that has no subject and no tense: "missed no chance to remind them that it leaks"; or who is
    of a mind: "is confident that it holds".
    """
    if cue.pos == "VERB" and cue.tag in ("VB", "VBG") and not finite(cue):
        return speaker(cue)
    felt = cue.pos == "ADJ" or cue.lower in listed("voices", "feeling", "participles")
    return minded(cue) if felt and cue.child("ccomp") is not None else None


def _voice(view: View, found: Candidate, probability: float) -> Voice | None:
    reading = read(view, found)
    unsaid = beyond(view, found.word, reading.roles)
    said = {i: name for i, name in reading.roles.items() if i not in unsaid}
    runs = content_runs(view, said | dict.fromkeys(also_said(view, found.word), "content"))
    if view.inside[found.word.i] >= 0:
        runs = [inner_quotation(view, run) for run in runs]
    if not runs:
        return None
    words = view.parse.words
    cue = phrase(found.word, [words[i] for i in sorted(reading.roles) if reading.roles[i] == "cue"])
    return Voice(
        source=asked_to(found.word, source_phrase(view, reading)) or _bare(found.word),
        cue=cue.words if cue else (found.word,),
        content=code_points(view, runs),
        stance=stance_of(found.word, cue.words if cue else (found.word,)),
        form="direct" if is_direct(view, runs) else "indirect",
        confidence=round(probability, 2),
    )
