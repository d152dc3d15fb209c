"""Mends where somebody is given an office or a name, and where a name stands behind an office: who is what."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kg.annotate.frames import attach
from kg.annotate.tree import Word
from kg.lexicon import words as listed

_OBJECTS = ("dobj", "oprd", "ccomp", "attr")
_BEHALF = ("for", "of", "to")


def mend(word: Word, words: Sequence[Word]) -> None:
    """Mend who is named, and what."""
    for rule in _BY_LABEL.get(word.dep, ()):
        rule(word, words)


def _office_of_a_name(office: Word, words: Sequence[Word]) -> None:
    """ "The board elected Ana Li president": it elected Ana Li, and there was no "Ana Li president" before."""
    verb = office.head
    if verb.lemma not in _giving() or office.i < verb.i or not _is_office(office):
        return
    left = min(w.i for w in office.subtree())
    name = words[left - words[0].i : office.i - words[0].i]
    if not name or any(w.pos != "PROPN" or w.entity != "PERSON" or w.dep != "compound" for w in name):
        return
    attach(name[-1], verb, "dobj")
    for word in name[:-1]:
        attach(word, name[-1], "compound")
    office.dep = "oprd"


def _office_of_a_pronoun(office: Word, _words: Sequence[Word]) -> None:
    """ "They made her chair of the panel": her, and not a chair that she had."""
    verb, her = office.head, office.child("poss")
    if verb.lemma not in listed("attachment", "verbs", "electing") or not _is_office(office) or office.i < verb.i:
        return
    if her is not None and her.lower == "her" and her.i == office.i - 1:
        her.tag = "PRP"
        attach(her, verb, "dobj")
        office.dep = "oprd"


def _office_of_theirs(office: Word, _words: Sequence[Word]) -> None:
    """ "The board elected Ana Li its president": what it made her, not what she was."""
    name, owner = office.head, office.child("poss")
    if name.dep != "dobj" or name.entity != "PERSON" or name.head.lemma not in _giving() or not _is_office(office):
        return
    if owner is not None and owner.tag == "PRP$" and owner.i == name.i + 1:
        attach(office, name.head, "oprd")


def _thing_called(noun: Word, _words: Sequence[Word]) -> None:
    """ "She called her vote a mistake": nobody votes, and the vote is called something."""
    verb, called = noun.head, noun.child("dobj")
    if noun.tag == "VB" and verb.lemma in listed("attachment", "verbs", "calling") and noun.child("aux") is None:
        owner = noun.child("poss")
        if called is not None and owner is not None and owner.i == noun.i - 1:
            noun.pos, noun.tag, noun.dep = "NOUN", "NN", "dobj"
            attach(called, verb, "oprd")


def _what_they_are_called(noun: Word, words: Sequence[Word]) -> None:
    """ "They called the raid and the search for nets a ploy": with no comma before it, it is what both are called."""
    things = [
        w for w in noun.ancestors() if w.dep == "dobj" and w.head.lemma in listed("attachment", "verbs", "calling")
    ]
    article, left = noun.child("det"), min(w.i for w in noun.subtree())
    if not things or things[0].i > noun.i or article is None or article.lower not in ("a", "an"):
        return
    if words[left - words[0].i - 1].pos != "PUNCT":
        attach(noun, things[0].head, "oprd")


def _name_behind_an_office(name: Word, words: Sequence[Word]) -> None:
    """ "A lawyer for Osei, Ana Li, left": of two persons one isn't the other, so Ana Li is the lawyer."""
    other, preposition = name.head, name.head.head
    office, comma = preposition.head, words[min(w.i for w in name.subtree()) - words[0].i - 1]
    if other.dep != "pobj" or preposition.lower not in _BEHALF or name.entity != "PERSON" or other.entity != "PERSON":
        return
    if _is_office(office) and name.pos == other.pos == "PROPN" and comma.text == ",":
        attach(name, office, "appos")
        attach(comma, office, "punct")


def _giving() -> frozenset[str]:
    return listed("attachment", "verbs", "calling") | listed("attachment", "verbs", "electing")


def _is_office(noun: Word) -> bool:
    """Whether a word is a common noun for one who has an office or a trade."""
    return (
        noun.tag == "NN"
        and noun.text.islower()
        and noun.lower in listed("titles", "words") | listed("nominals", "titles", "words")
    )


_OFFICES = (_office_of_a_name, _office_of_a_pronoun)
_BY_LABEL: dict[str, tuple[Callable[[Word, Sequence[Word]], None], ...]] = {
    **dict.fromkeys(_OBJECTS, _OFFICES),
    "appos": (_office_of_theirs, _what_they_are_called, _name_behind_an_office),
    "xcomp": (_thing_called,),
}
