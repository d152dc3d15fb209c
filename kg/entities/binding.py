"""Who a pronoun can't be by the grammar of its own clause: in "Norvik replaced it" it isn't Norvik.

After the binding theory of Chomsky (1981): a pronoun is free in its clause, and a reflexive bound there.
"""

from __future__ import annotations

from kg.annotate import Word
from kg.lexicon import words

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_OBJECTS = frozenset({"dobj", "dative", "pobj"})
_OPENING = frozenset({"prep", "advcl", "advmod", "npadvmod"})
_POINTING = frozenset({"the", "this", "that", "these", "those"})
#: After these a pronoun may be the subject: "she took a dog with her".
_LOOSE = frozenset(
    {
        "above",
        "after",
        "ahead",
        "along",
        "around",
        "before",
        "behind",
        "beside",
        "between",
        "in",
        "inside",
        "near",
        "over",
        "under",
        "with",
        "within",
        "like",
        "than",
        "except",
        "including",
    }
)


def fellows(pronoun: Word) -> list[Word]:
    """The other actors of a pronoun's clause, and those that it is listed with."""
    word = pronoun
    listed = [c for c in word.children if c.dep == "conj"]
    while word.dep == "conj" and word.head.pos in ("NOUN", "PROPN", "PRON"):
        word = word.head
        listed.append(word)
    act = word.head
    if word.dep == "pobj":
        if act.lower in _LOOSE or act.dep not in ("prep", "agent", "dative"):
            return listed
        act = act.head
    elif word.dep not in _OBJECTS and word.dep not in _SUBJECTS:
        return listed
    if act.pos not in ("VERB", "AUX"):
        return listed
    found = [c for c in act.children if c.dep in _OBJECTS or c.dep in _SUBJECTS]
    found += [c for p in act.children if p.dep in ("prep", "agent") and p.lower not in _LOOSE for c in p.having("pobj")]
    subject = subject_of(act) if word.dep not in _SUBJECTS else None
    if subject is not None:
        found.append(subject)
    return [*listed, *(other for f in found if f is not word for other in _with_listed(f) if other is not pronoun)]


def subject_of(verb: Word) -> Word | None:
    """The subject of a verb: its own, that of the verb it is listed with, or what a higher verb lends it: of "help" in
    "Ana asked Ben to help her" it is Ben.
    """
    for _ in range(4):
        own = verb.child("nsubj", "nsubjpass")
        if own is not None:
            return own
        above = verb.head
        if verb.dep == "xcomp":
            lent = above.child("dobj")
            if lent is not None:
                return lent
        elif verb.dep not in ("conj", "advcl"):
            return None
        verb = above
    return None


def bound_to(reflexive: Word) -> Word | None:
    """The word that a reflexive stands for: the subject of its clause."""
    act = reflexive.head
    while act.pos not in ("VERB", "AUX") and act.head is not act:
        act = act.head
    return subject_of(act)


def announced(pronoun: Word) -> Word | None:
    """The subject that a pronoun in an opening phrase or clause runs ahead of: "In his first year, Lind built a port"."""
    if pronoun.head.lemma in words("antecedents", "views", "nouns"):
        return None
    for word in pronoun.ancestors():
        if word.dep in _OPENING and word.i < word.head.i:
            subject = word.head.child(*_SUBJECTS)
            if subject is not None and word.right < subject.left:
                return subject
    return None


def is_expletive(word: Word) -> bool:
    """Whether "it" stands for nothing: "It is likely that …", "it rained", "when it comes to fees", "made it hard to sell",
    "it is time to go", "it becomes clear who won", "it was the mayor who won", "whoever it is".
    """
    verb = word.head
    if _is_idiom(word, verb):
        return True
    told = verb.child("acomp")
    if word.dep in _SUBJECTS and told is not None and verb.lemma in ("become", "remain", "seem", "appear"):
        return told.child("ccomp", "xcomp") is not None
    if word.dep in ("dobj", "nsubj") and verb.pos == "ADJ" and any(c.dep in ("xcomp", "advcl") for c in verb.children):
        return True
    if word.dep in _SUBJECTS and verb.lemma == "come" and any(c.lower == "to" for c in verb.having("prep")):
        return True
    return word.dep == "expl" or (
        word.dep in _SUBJECTS
        and verb.lemma == "be"
        and any(
            c.dep in ("ccomp", "xcomp", "advcl", "csubj") or _is_time(c) or _is_singled_out(c) for c in verb.children
        )
    )


def _is_idiom(word: Word, verb: Word) -> bool:
    """As in "they do it with care", "as long as it takes", "as it happens", "have it both ways"."""
    if word.dep == "dobj":
        ways = any(c.lower in ("way", "ways") for c in verb.children)
        return verb.lemma == "do" or (verb.lemma == "have" and ways)
    lone = verb.child("dobj", "xcomp", "ccomp", "prep") is None
    return (
        word.dep in _SUBJECTS
        and lone
        and verb.lemma in ("take", "happen")
        and any(c.lower == "as" for c in verb.children)
    )


def _is_singled_out(noun: Word) -> bool:
    """As in "it was these rules that failed", "it's Lind against Aho", "whoever it is"."""
    if noun.dep != "attr":
        return False
    if noun.pos == "PROPN" or noun.tag in ("WP", "WDT"):
        return True
    return noun.child("relcl") is not None and any(c.lower in _POINTING for c in noun.having("det", "poss"))


def _is_time(noun: Word) -> bool:
    return noun.dep == "attr" and noun.lower == "time"


def _with_listed(word: Word) -> list[Word]:
    """A word and those that are listed after it."""
    found = [word]
    for each in found:
        found.extend(c for c in each.children if c.dep == "conj")
    return found
