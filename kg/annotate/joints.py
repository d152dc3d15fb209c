"""Mends where clauses are joined: a condition of two parts, a subject behind a clause that opens the sentence, whom "who" means."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kg.annotate.frames import SUBJECTS, attach
from kg.annotate.tree import Word
from kg.lexicon import words as listed

_PRESENT = frozenset({"VBZ", "VBP"})
_CONDITIONS = frozenset({"if", "unless", "once", "when"})
_PEOPLE = ("person", "group")


def mend(word: Word, words: Sequence[Word]) -> None:
    """Mend what a clause or its subject hangs on."""
    for rule in _BY_LABEL.get(word.dep, ()):
        rule(word, words)


def _second_condition(verb: Word, _words: Sequence[Word]) -> None:
    """ "Osei will win if the dam holds and the rain stops": the rain is a condition too, for winning has another tense."""
    main = verb.head
    if verb.tag not in _PRESENT or verb.child("aux", "auxpass") is not None or verb.child(*SUBJECTS) is None:
        return
    if main.child("aux", "auxpass") is None and main.tag != "VBD":
        return
    left = min(w.i for w in verb.subtree())
    for clause in reversed([w for w in main.subtree() if w.dep == "advcl" and main.i < w.i < verb.i]):
        bare = clause.tag in _PRESENT and clause.child("aux", "auxpass") is None
        marks = clause.having("mark", "advmod")
        beside = max(w.i for w in clause.subtree()) == left - 2
        if bare and beside and any(c.lower in _CONDITIONS for c in marks):
            for link in (c for c in main.having("cc") if c.i == left - 1):
                attach(link, clause, "cc")
                attach(verb, clause, "conj")
            return


def _second_report(verb: Word, _words: Sequence[Word]) -> None:
    """ "May said that the port would close and suggested that it was old": May suggested it, in the tense in which she said."""
    said = verb.head
    above = said.head
    if verb.tag != "VBD" or verb.child(*SUBJECTS, "aux") is not None or verb.child("ccomp") is None:
        return
    ahead = said.tag == "VB" and any(c.tag == "MD" for c in said.having("aux"))
    if ahead and said.dep == "ccomp" and above.tag == "VBD" and above.i < said.i:
        attach(verb, above, "conj")


def _subject_after_a_clause(noun: Word, words: Sequence[Word]) -> None:
    """ "As he greeted the guests, Osei was packing": Osei is no guest, but who was packing, which would else be nobody."""
    clause = next((w for w in (noun.head, *noun.head.ancestors()) if w.dep == "advcl"), None)
    main = clause.head if clause is not None else None
    before = words[min(w.i for w in noun.subtree()) - words[0].i - 1]
    if clause is None or main is None or not clause.i < noun.i < main.i or main.child(*SUBJECTS) is not None:
        return
    if before.text == "," and noun.pos in ("NOUN", "PROPN") and clause.child("mark", "advmod") is not None:
        attach(noun, main, "nsubjpass" if main.child("auxpass") is not None else "nsubj")


def _list_after_a_phrase(noun: Word, words: Sequence[Word]) -> None:
    """ "They will face off against the state, 18 towns and the port": nothing is faced off, all are faced off against."""
    verb, left = noun.head, min(w.i for w in noun.subtree())
    if left - words[0].i < 2 or words[left - words[0].i - 1].text != "," or not _goes_on(noun):
        return
    for preposition in verb.having("prep"):
        first = preposition.child("pobj")
        if first is not None and verb.i < first.i and max(w.i for w in first.subtree()) in (left - 1, left - 2):
            attach(noun, first, "conj")
            return


def _several_after_one(noun: Word, _words: Sequence[Word]) -> None:
    """ "the mayor, 18 clerks and the judge": one isn't many, so they are a list."""
    first = noun.head
    one = first.tag in ("NN", "NNP") and first.child("nummod", "conj") is None
    if one and noun.tag == "NNS" and noun.child("nummod") is not None and _goes_on(noun):
        noun.dep = "conj"


def _goes_on(noun: Word) -> bool:
    """Whether a list goes on behind a noun."""
    following = noun.child("conj")
    return following is not None and following.pos in ("NOUN", "PROPN") and following.child(*SUBJECTS) is None


def _before_somebody(infinitive: Word, _words: Sequence[Word]) -> None:
    """ "He was brought before a judge to explain": no clause with "before" has "to"; he was to explain it."""
    mark, noun = infinitive.child("mark"), infinitive.child("nsubj")
    if mark is None or noun is None or mark.lower not in ("before", "after") or not mark.i < noun.i < infinitive.i:
        return
    if infinitive.tag == "VB" and any(c.lower == "to" and c.i == infinitive.i - 1 for c in infinitive.having("aux")):
        attach(mark, infinitive.head, "prep")
        mark.pos = "ADP"
        attach(noun, mark, "pobj")


def _who(verb: Word, _words: Sequence[Word]) -> None:
    """ "put voters on lists who have died": voters have, no lists."""
    who, noun = verb.child("nsubj"), verb.head
    if who is None or who.lower != "who" or noun.dep != "pobj" or noun.pos != "NOUN" or _is_people(noun):
        return
    above = next((w for w in noun.head.ancestors() if w.pos in ("NOUN", "VERB")), noun)
    meant = above if above.pos == "NOUN" else above.child("dobj")
    if meant is not None and meant.i < noun.i and _is_people(meant):
        attach(verb, meant, "relcl")


def _is_people(noun: Word) -> bool:
    forms = {noun.lower, noun.lemma.lower()}
    return any(not forms.isdisjoint(listed("types", "heads", kind)) for kind in _PEOPLE)


#: The rules to try on a word, by its label.
_BY_LABEL: dict[str, tuple[Callable[[Word, Sequence[Word]], None], ...]] = {
    "advcl": (_before_somebody,),
    "appos": (_subject_after_a_clause, _several_after_one),
    "conj": (_second_condition, _second_report),
    "dobj": (_list_after_a_phrase,),
    "relcl": (_who,),
}
