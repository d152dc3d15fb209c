"""Which words may head a cue at all: verbs, and the other words that were seen as cues ("claim", "according")."""

from __future__ import annotations

from collections.abc import Iterator

from kg.annotate import Word
from kg.claims.voices.features import Candidate, View, candidate, cue_features
from kg.claims.voices.model import cue_probability, weights

#: Parts of speech whose every word is looked at, and those of which only listed lemmas are.
POSSIBLE = frozenset({"VERB"})
BARE = frozenset({"NOUN", "ADJ", "ADP", "AUX", "PROPN", "ADV", "SCONJ"})


def possible(word: Word) -> bool:
    """Whether a word is worth scoring."""
    return word.pos in POSSIBLE or (word.pos in BARE and f"{word.lemma}/{word.pos}" in weights().lemmas)


def cues(view: View, threshold: float) -> Iterator[tuple[Candidate, float]]:
    """The words that head a cue with at least this probability, in the order of the text."""
    for word in view.parse.words:
        if possible(word):
            found = candidate(view, word)
            probability = cue_probability(cue_features(found))
            if probability >= threshold:
                yield found, probability
