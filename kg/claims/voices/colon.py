"""A colon as the cue: a headline's "Mayor: Bridge will close", a transcript's "MODERATOR: Good evening." """

from __future__ import annotations

from collections.abc import Iterator

from kg.annotate import Phrase
from kg.claims.drafts import Voice
from kg.claims.voices.features import View
from kg.lexicon import words as listed

#: A speaker's name and title before the colon are short: "Pat Lee, mayor of Oldtown".
SHORT = 6
#: Less than this after a colon is a label ("Source: Reuters"), not something said.
FEWEST = 4


def colon_voices(view: View) -> Iterator[Voice]:
    """Voices of paragraphs that begin with a speaker and a colon."""
    parse = view.parse
    first = 0
    for k, sentence in enumerate(parse.sentences):
        if k and parse.sentences[k - 1].paragraph == sentence.paragraph:
            continue
        first = sentence.first
        last = _paragraph_end(view, k)
        at = next((i for i in range(first + 1, min(first + SHORT + 1, last)) if parse.words[i].text == ":"), None)
        if at is None or last - at < FEWEST or not _speaks(view, first, at):
            continue
        inside = parse.words[first:at]
        ids = {w.i for w in inside}
        head = next((w for w in inside if w.head.i not in ids or w.is_root), inside[-1])
        end = parse.words[last].end
        yield Voice(
            source=Phrase.of(head, inside),
            cue=(parse.words[at],),
            content=((parse.words[at + 1].start, end),),
            form="direct" if view.inside[at + 1] >= 0 or all(w.text.isupper() for w in inside) else "indirect",
            confidence=0.6,
        )


def _paragraph_end(view: View, k: int) -> int:
    sentences = view.parse.sentences
    while k + 1 < len(sentences) and sentences[k + 1].paragraph == sentences[k].paragraph:
        k += 1
    return sentences[k].last - 1


def _speaks(view: View, first: int, at: int) -> bool:
    """Whether the words before the colon name a person, a body, or a kind of source ("Poll")."""
    words = view.parse.words[first:at]
    if any(w.pos in ("VERB", "AUX") or w.text in ",;" for w in words):
        return False
    kinds = listed("voices", "speaking", "nouns")
    return any(w.entity in ("PERSON", "ORG") for w in words) or words[-1].lower in kinds or words[0].lower in kinds
