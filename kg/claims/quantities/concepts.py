"""What a number measures, in content words: "price of bread in Lyon" of "… was 4 euros"."""

from __future__ import annotations

from kg.annotate import Word

_CONTENT = frozenset(["NOUN", "PROPN", "ADJ", "NUM", "X", "VERB", "SYM"])
_NOUNS = frozenset(["NOUN", "PROPN"])
_SUBJECTS = ("nsubj", "nsubjpass")
_LEFT = frozenset(["amod", "compound", "nmod", "poss", "nummod", "punct", "quantmod"])
_DOWN = frozenset(["prep", "pobj", "conj", "pcomp"])
#: How many governors up a subject is looked for.
_CLIMB = 6


def concept_of(anchor: Word, taken: frozenset[int], noun: Word | None) -> str | None:
    """The words of what is measured. `anchor`: the topmost word of the number; `taken`: the words of all numbers."""
    parts: list[list[Word]] = []
    near = _near(anchor, taken, noun)
    if near is not None:
        parts.append(_phrase(near, taken))
    subject = _subject(anchor, taken)
    if subject is not None and (near is None or subject.i not in {w.i for w in parts[0]} and near is not subject):
        parts.append(_phrase(subject, taken))
    words: list[str] = []
    seen: set[int] = set()
    for part in parts:
        for word in part:
            if word.i not in seen:
                seen.add(word.i)
                words.append(word.text)
    return " ".join(words) or None


def _near(anchor: Word, taken: frozenset[int], noun: Word | None) -> Word | None:
    """The noun that the number belongs to by itself: "a 40 W **lamp**", "fine of $3", "3% of **sales**"."""
    of = next((c for c in anchor.children if c.dep == "prep" and c.lower in ("of", "in", "on")), None)
    below = of.child("pobj") if of is not None else None
    if noun is None and below is not None and below.pos in _NOUNS and below.i not in taken:
        return below
    head = anchor.head
    if head is anchor or head.i in taken:
        return None
    if anchor.dep in ("nummod", "compound", "nmod", "amod", "quantmod", "npadvmod", "poss") and head.pos in _NOUNS:
        return head
    if anchor.dep == "appos" and head.pos in _NOUNS and noun is None:
        return head
    if anchor.dep == "pobj" and head.dep == "prep" and head.head.pos in _NOUNS and head.head.i not in taken:
        return head.head
    return None


def _subject(anchor: Word, taken: frozenset[int]) -> Word | None:
    """The subject of the nearest clause above that has one which is no pronoun."""
    word = anchor
    for _ in range(_CLIMB):
        head = word.head
        if head is word:
            return None
        if word.dep in _SUBJECTS:
            return word if word.pos in _NOUNS and word.i not in taken else None
        if head.pos in ("VERB", "AUX"):
            subject = head.child(*_SUBJECTS)
            if subject is not None:
                if subject.pos in _NOUNS and subject.i not in taken:
                    return subject
                if head.dep == "relcl" and subject.tag in ("WDT", "WP") and head.head.pos in _NOUNS:
                    return head.head
                return None
            if head.dep in ("acl", "relcl") and head.head.pos in _NOUNS:
                return head.head
        word = head
    return None


def _phrase(head: Word, taken: frozenset[int]) -> list[Word]:
    """The content words of a noun's phrase, without clauses and without numbers that are measured themselves."""
    found: list[Word] = []
    stack = [head]
    while stack:
        word = stack.pop()
        if word.i in taken:
            continue
        if word.pos in _CONTENT or word.text in ("&",):
            found.append(word)
        stack.extend(c for c in word.children if (c.dep in _LEFT and c.i < word.i) or c.dep in _DOWN)
    return sorted(found, key=lambda w: w.i)
