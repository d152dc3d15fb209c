"""Verbs that the parser takes for nouns: "The agency details that …" has no verb if *details* is a noun."""

from __future__ import annotations

from collections.abc import Iterator

from kg.annotate import Phrase, Word
from kg.claims.drafts import Voice
from kg.claims.voices.features import View
from kg.lexicon import words as listed

#: The reading goes against the parser's.
CONFIDENCE = 0.7


def misread_voices(view: View) -> Iterator[Voice]:
    """Voices whose cue is a noun to the parser: a name, the word, "that", and a clause."""
    homographs = listed("voices", "homographs", "words")
    words = view.parse.words
    for word in words:
        if word.pos != "NOUN" or word.lower not in homographs or word.i + 1 >= len(words):
            continue
        clause = next((c for c in word.children if c.dep in ("acl", "ccomp", "relcl") and c.left == word.i + 1), None)
        source = _name_before(words, word)
        if clause is not None and source and words[word.i + 1].lower == "that":
            last = clause.right
            yield Voice(
                source=Phrase.of(source[-1], source),
                cue=(word,),
                content=((words[word.i + 1].start, words[last].end),),
                confidence=CONFIDENCE,
            )


def _name_before(words: list[Word], word: Word) -> list[Word]:
    """The compound of proper nouns right before a word, unless a determiner or possessive opens the phrase."""
    found: list[Word] = []
    for other in reversed(words[word.left : word.i]):
        if other.pos != "PROPN":
            break
        found.insert(0, other)
    plain = all(c.dep not in ("poss", "det") or c in found for c in word.children)
    return found if plain else []
