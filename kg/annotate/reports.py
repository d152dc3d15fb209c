"""Mends reports: who says, and what is said, where the parser ties them to another verb."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kg.annotate.frames import SUBJECTS, attach
from kg.annotate.garden import crown
from kg.annotate.tree import Word
from kg.lexicon import words as listed

_VERBS = ("VERB", "AUX")
#: What a clause hangs by on the verb that it completes.
_INNER = frozenset({"ccomp", "xcomp", "advcl", "pcomp"})


def mend(word: Word, words: Sequence[Word]) -> None:
    """Mend what a report, its speaker, or the words that name its source hang on."""
    for rule in _BY_LABEL.get(word.dep, ()):
        rule(word, words)


def _speaker_behind(participle: Word, _words: Sequence[Word]) -> None:
    """'"…," said Osei, adding that it leaks': it is Osei who said it."""
    said = participle.head
    who = participle.child("nsubj")
    if (
        participle.tag != "VBG"
        or who is None
        or participle.child("aux", "mark") is not None
        or said.tag not in ("VBD", "VBZ")
    ):
        return
    if said.child(*SUBJECTS) is None and _says(said) and min(w.i for w in who.subtree()) == said.i + 1:
        attach(who, said, "nsubj")
        participle.dep = "advcl"


def _bare_report(report: Word, words: Sequence[Word]) -> None:
    """ "While he admitted it was weak, Ham noted the rain": it was weak as he admitted, not as Ham noted."""
    clause, first = report.head, words[0].i
    if clause.dep != "ccomp" or not report.i < clause.i < clause.head.i or report.child("mark") is None:
        return
    if not _says(report) or report.child("ccomp", "dobj", "prep") is not None or report.child("nsubj") is None:
        return
    subject, main = clause.child(*SUBJECTS), clause.head
    left = min(w.i for w in subject.subtree()) if subject is not None else -1
    own = main.child("nsubj")
    if left == report.i + 1 and own is not None and words[min(w.i for w in own.subtree()) - first - 1].text == ",":
        attach(report, main, "advcl")
        attach(clause, report, "ccomp")


def _shows(shows: Word, words: Sequence[Word]) -> None:
    """ "Papers from his tax return show he lost": there are two subjects, so "show" is a verb between them."""
    at = shows.i - words[0].i
    if shows.tag not in ("VBP", "VBZ", "VBD") or not 0 < at < len(words) - 1 or not _says(shows):
        return
    own = next((w for w in (words[at + 1], *words[at + 1].ancestors()) if w.dep in SUBJECTS), None)
    noun = words[at - 1]
    if (
        own is None
        or own.i < shows.i
        or min(w.i for w in own.subtree()) != shows.i + 1
        or noun.pos not in ("NOUN", "PROPN")
    ):
        return
    verb = own.head
    other = next((c for c in verb.children if c.dep in SUBJECTS and c.i < shows.i and shows in c.subtree()), None)
    if other is None or noun.head is not shows:
        return
    attach(noun, shows.head, shows.dep)
    for child in list(shows.children):
        attach(child, noun, child.dep)
    shows.pos, shows.lemma = "VERB", shows.lemma.lower()
    if verb.is_root:
        crown(shows, verb, "ccomp")
        for mark in [c for c in verb.having("punct") if c is words[-1]]:
            attach(mark, shows, "punct")
    else:
        attach(shows, verb.head, verb.dep)
        attach(verb, shows, "ccomp")
    attach(other, shows, "nsubj")


def _according(according: Word, words: Sequence[Word]) -> None:
    """ "They would see taxes rise, according to Osei": at the end of a sentence it is about all of it."""
    at = according.i - words[0].i
    last = max(w.i for w in according.subtree()) - words[0].i
    if (
        according.lower != "according"
        or not at
        or words[at - 1].text != ","
        or any(w.pos != "PUNCT" for w in words[last + 1 :])
    ):
        return
    verb = according.head
    while verb.dep in _INNER and not _says(verb.head) and verb.head.pos in _VERBS and verb.head.i < verb.i:
        verb = verb.head
    if verb is not according.head:
        attach(according, verb, according.dep)


def _says(verb: Word) -> bool:
    return verb.lemma.lower() in listed("attachment", "verbs", "reporting")


#: The rules to try on a word, by its label.
_BY_LABEL: dict[str, tuple[Callable[[Word, Sequence[Word]], None], ...]] = {
    "advcl": (_bare_report,),
    "ccomp": (_speaker_behind,),
    "pobj": (_shows,),
    "dobj": (_shows,),
    "prep": (_according,),
}
