"""Which words of the tree can be what a number measures: free nouns, and the labels that decide it."""

from __future__ import annotations

from kg.annotate import Word
from kg.lexicon import words

NOUNS = frozenset(["NOUN", "PROPN"])
SUBJECTS = ("nsubj", "nsubjpass")
DATES = frozenset(["DATE", "TIME"])
EMPTY = words("quantities", "concepts", "empty")
#: How the model hangs a noun on the clause before its own.
LOOSE = frozenset(["appos", "conj", "npadvmod"])
_BETWEEN = frozenset([",", ";", ":", "and", "but", "while"])
#: How many governors up an owner or a subject is looked for.
CLIMB = 4


def is_free(word: Word, taken: frozenset[int]) -> bool:
    """Whether a word is a noun (or the like) and no part of a number or of what one counts."""
    nominal = word.pos in NOUNS or (word.tag == "VBG" and word.dep in SUBJECTS) or is_code(word)
    return nominal and word.i not in taken and word.text[-1].isalnum()


def is_code(word: Word) -> bool:
    """Names such as "TX-40", which the model may take for a pronoun."""
    return word.pos == "PRON" and not word.text.isalpha() and word.text[0].isupper()


def opens_clause(noun: Word, sentence: list[Word]) -> bool:
    """Whether a comma or the like stands before a noun and its modifiers, so that it may begin a clause."""
    return sentence[max(0, noun.left - sentence[0].i - 1)].text in _BETWEEN
