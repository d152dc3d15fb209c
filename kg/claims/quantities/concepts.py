"""What a number measures, in content words: "price of bread in Lyon" of "… was 4 euros".

Two places hold it: the noun that the number belongs to by itself (`owners`), and the subject of its clause (`subjects`).
"""

from __future__ import annotations

from kg.annotate import Word
from kg.claims.quantities.nominals import DATES, EMPTY, NOUNS, SUBJECTS, is_code
from kg.claims.quantities.owners import bracketed_by, gapped_before, near_noun, noun_beside, owner_of
from kg.claims.quantities.subjects import subject_above
from kg.lexicon import words

_CONTENT = frozenset(["NOUN", "PROPN", "ADJ", "NUM", "X", "VERB"])
_LEFT = frozenset(["amod", "compound", "nmod", "poss", "nummod", "punct", "quantmod"])
_APART = words("quantities", "concepts", "apart")
_PERIODS = words("quantities", "concepts", "periods")
_LATER = words("quantities", "concepts", "later")
_DURING = words("quantities", "concepts", "during")
#: Units that mostly say how long, and belong to the clause rather than to a noun.
_TIMES = frozenset(["year", "month", "week", "day", "hour", "minute"])


def concept_of(anchor: Word, taken: frozenset[int], noun: Word | None, sentence: list[Word], first: Word) -> str | None:
    """The words of what is measured. `anchor`: the topmost word of the number, or the noun that it counts;
    `taken`: the words of all numbers and counted nouns, which are no concept; `sentence`: all words around; `first`: the first word of the number.
    """
    if _is_period(anchor, sentence, first):
        return None
    held = bracketed_by(sentence, first, taken) or owner_of(anchor, taken, sentence)
    if held is not None:
        return _text(_phrase(held, taken, close=True), sentence)
    if (gapped := gapped_before(anchor, taken, sentence, first)) is not None:
        return _text(_phrase(gapped, taken, close=False), sentence)
    found: dict[int, Word] = {}
    near = None if _is_of_clause(anchor) else near_noun(anchor, taken, noun)
    if near is not None:
        found.update(_phrase(near, taken, close=True))
    subject = subject_above(anchor, taken, sentence, held=near is not None)
    if subject is not None and subject.i not in found:
        found.update(_phrase(subject, taken, close=False))
    if not found and noun is None and (before := noun_beside(sentence, first, taken)) is not None:
        found.update(_phrase(before, taken, close=True))
    return _text(found, sentence) or None


def _is_of_clause(anchor: Word) -> bool:
    """Whether a time says how long the clause lasts, not a noun ("**ban** for three months", "average of 70 days")."""
    behind_noun = anchor.dep == "pobj" and anchor.head.lower in ("for", "of") and anchor.head.head.pos in NOUNS
    return anchor.lemma in _TIMES and not behind_noun


def _is_period(anchor: Word, sentence: list[Word], first: Word) -> bool:
    """Whether a number only says when: "three years later", "in the last two months"."""
    if anchor.lemma not in _TIMES:
        return False
    at = first.i - sentence[0].i
    if anchor.dep == "npadvmod" and anchor.head.lower in _LATER:
        return True
    return at > 0 and sentence[at - 1].lower in _PERIODS and anchor.dep == "pobj" and anchor.head.lower in _DURING


def _phrase(head: Word, taken: frozenset[int], *, close: bool) -> dict[int, Word]:
    """The content words of a noun's phrase, without clauses, dates and other numbers."""
    found: dict[int, Word] = {}
    stack = [head, *(_torn(head) if not close else ())]
    while stack:
        word = stack.pop()
        if word.i in taken:
            continue
        if (word.pos in _CONTENT or is_code(word)) and word.lower not in EMPTY and word.tag != "PRP$":
            found[word.i] = word
        stack.extend(c for c in word.children if _belongs(c, word, head, close=close))
    return found


def _torn(subject: Word) -> list[Word]:
    """The rest of a name that the model tore in two subjects: "the | **Bolt 12 Max** has"."""
    siblings = subject.head.having(subject.dep) if subject.dep in SUBJECTS else ()
    return [s for s in siblings if s.left == subject.right + 1]


def _belongs(child: Word, word: Word, head: Word, *, close: bool) -> bool:
    if child.dep == "compound" and child.child("nummod") is not None:  # "a three-year plan"
        return False
    if child.dep in _LEFT:
        return child.i < word.i or (child.dep == "nummod" and child.pos == "NUM")
    if child.dep == "pobj":
        return child.entity not in DATES or child.text.isdigit()
    if child.dep == "conj":
        return not (close and word is head) and child.pos in NOUNS
    return child.dep == "pcomp" or (child.dep == "prep" and child.lower not in _APART)


def _text(found: dict[int, Word], sentence: list[Word]) -> str:
    """The words as they stand, hyphens and what hangs on them included: "all-electric range"."""
    first = sentence[0].i
    chosen: dict[int, Word] = {}
    for i in sorted(found):
        at = left = i - first
        right = at
        while left > 1 and sentence[left - 1].text in ("-", "/") and _touching(sentence, left - 2):
            left -= 2
        while right + 2 < len(sentence) and sentence[right + 1].text in ("-", "/") and _touching(sentence, right):
            right += 2
        if _is_abbreviation(sentence[right + 1 : right + 4]):
            right += 3
        chosen.update((w.i, w) for w in sentence[left : right + 1])
    pieces: list[str] = []
    previous: Word | None = None
    for i in sorted(chosen):
        word = chosen[i]
        if previous is not None and (word.start > previous.end or word.i != previous.i + 1):
            pieces.append(" ")
        pieces.append(word.text)
        previous = word
    return "".join(pieces)


def _is_abbreviation(words_after: list[Word]) -> bool:
    """Whether a name is followed by its short form: "Acme Mills **(AMX)**"."""
    if [word.text for word in words_after[::2]] != ["(", ")"]:
        return False
    short = words_after[1]
    return short.text.isupper() and short.pos in ("PROPN", "NOUN", "X")


def _touching(sentence: list[Word], at: int) -> bool:
    """Whether the words at `at`, `at + 1` and `at + 2` have no space between them."""
    a, b, c = sentence[at : at + 3]
    return a.end == b.start and b.end == c.start
