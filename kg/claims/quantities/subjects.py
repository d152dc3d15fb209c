"""The subject of the clause that a number stands in."""

from __future__ import annotations

from kg.annotate import Word
from kg.claims.quantities.nominals import CLIMB, LOOSE, NOUNS, SUBJECTS, is_free, opens_clause
from kg.lexicon import words

_OBJECTS = frozenset(["dobj", "pobj", "attr"])
_ASIDE = words("quantities", "concepts", "aside")
#: Clauses whose pronoun mostly takes up the subject above: "the firm said that **it** had 40 vans".
_REPORTED = frozenset(["ccomp", "relcl"])


def subject_above(anchor: Word, taken: frozenset[int], sentence: list[Word], *, held: bool) -> Word | None:
    """The subject of the nearest clause above that has one which is no pronoun. `held`: whether the number belongs to
    a noun already, so that a participle behind another noun ("a firm led by brothers with a fortune of $3") ends the search.
    """
    word = anchor
    while word.head.i in taken and word.head is not word and word.dep not in SUBJECTS:
        word = word.head
    for _ in range(CLIMB):
        head = word.head
        if head is word or word.dep in SUBJECTS:
            return word if word.dep in SUBJECTS and is_free(word, taken) else None
        if held and (head.lower in _ASIDE or (head.dep == "acl" and head.tag == "VBN")):
            return None
        if head.pos in ("VERB", "AUX") or head.child(*SUBJECTS) is not None:
            subject = head.child(*SUBJECTS) or _swallowed(head, sentence, taken)
            if subject is not None and is_free(subject, taken):
                return subject
            if subject is not None and not (_is_relative(subject) or head.dep in _REPORTED):
                return None
            if head.dep == "acl" and head.tag == "VB" and head.head.dep in _OBJECTS:  # "plans to lay off 40"
                word = head.head
                continue
            if head.dep in ("acl", "relcl") and head.head.pos in NOUNS and not _is_where(head):
                return head.head if is_free(head.head, taken) else None
        word = head
    return None


def _swallowed(verb: Word, sentence: list[Word], taken: frozenset[int]) -> Word | None:
    """The subject of a later clause that the model left with the clause before it: "…, **Acme** climbed 3 cents"."""
    at = verb.left - sentence[0].i - 1
    if verb.dep != "conj" or verb.tag not in ("VBD", "VBZ", "VBP") or at < 0:
        return None
    before = sentence[at]
    return before if opens_clause(before, sentence) and before.dep in LOOSE and is_free(before, taken) else None


def _is_where(verb: Word) -> bool:
    """Whether a clause tells what happens in a place: "a shop where they sell 40 teas"."""
    return any(c.dep == "advmod" and c.tag == "WRB" for c in verb.children)


def _is_relative(word: Word) -> bool:
    return word.tag in ("WDT", "WP")
