"""Mends of what clauses are joined with, and of what hangs behind a comma: whose verb, whose participle, whose apposition."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kg.annotate.frames import SUBJECTS, attach
from kg.annotate.tree import Word
from kg.lexicon import words as listed

_FINITE_PRESENT = frozenset({"VBP", "VBZ"})
#: "said it was late but would not say why": "would" is the reporter's there, and the speaker's own.
_BACKSHIFTED = frozenset({"would", "could", "might"})
_CITING = frozenset({"cite", "quote"})
_KINDS = {"GPE": "place", "LOC": "place", "PERSON": "person"}
_PLACES = frozenset({"GPE", "LOC", "FAC"})
_NOUNS = frozenset({"NOUN", "PROPN"})


def mend(word: Word, words: Sequence[Word]) -> None:
    """Mend what a conjoined verb, a participle, a relative clause or an apposition hangs on."""
    if word.text == "WHO" and word.tag == "WP":
        _body(word, words)
    for rule in _BY_LABEL.get(word.dep, ()):
        rule(word, words)


def _body(who: Word, words: Sequence[Word]) -> None:
    """ "WHO says" speaks of the body, unless all the line is in capitals."""
    if any(w.text.islower() for w in words):
        who.pos, who.tag = "PROPN", "NNP"


def _promise_in_a_report(verb: Word, _words: Sequence[Word]) -> None:
    """ "Osei stressed that Ruiz was ready, but would not appear": it is Ruiz who would not."""
    said = verb.head
    modal = next((a for a in verb.having("aux") if a.tag == "MD"), None)
    if verb.tag != "VB" or modal is None or modal.lower not in _BACKSHIFTED or said.tag != "VBD":
        return
    clause = next((c for c in said.having("ccomp") if said.i < c.i < verb.i), None)
    if clause is None or verb.child(*SUBJECTS) is not None or said.lemma not in listed("attachment", "verbs", "saying"):
        return
    if clause.child(*SUBJECTS) is None or verb.lemma in listed("attachment", "verbs", "withheld"):
        return
    if any(c.dep == "mark" and c.lower == "that" for c in clause.children):
        _join(verb, clause)


def _join(verb: Word, other: Word) -> None:
    """Conjoin a verb with another than it was, and what links them."""
    for link in [c for c in verb.head.children if c.dep in ("cc", "punct") and c.i < verb.i]:
        if other.i < link.i and not any(
            link.i < c.i < verb.i for c in verb.head.children if c.dep not in ("cc", "punct")
        ):
            attach(link, other, link.dep)
    attach(verb, other, "conj")


def _second_speaker(verb: Word, _words: Sequence[Word]) -> None:
    """ "Osei stressed that it was late, and nurses warned that it leaked": nurses warned, whatever Osei stressed."""
    clause, said = verb.head, verb.head.head
    who, what = verb.child("nsubj"), verb.child("ccomp")
    if clause.dep != "ccomp" or verb.tag != "VBD" or said.tag != "VBD" or said.i > clause.i or who is None:
        return
    if what is None or not _has_that(what) or not _has_that(clause) or _has_that(verb):
        return
    saying = listed("attachment", "verbs", "saying")
    if verb.lemma in saying and said.lemma in saying and who.tag not in ("WDT", "WP"):
        _join(verb, said)


def _has_that(clause: Word) -> bool:
    return any(c.dep == "mark" and c.lower == "that" for c in clause.children)


def _goes_on_in_the_past(verb: Word, _words: Sequence[Word]) -> None:
    """ "They point to the bill, which put guards on boats but led to strikes": the bill led, in the tense of "put"."""
    main = verb.head
    if verb.tag != "VBD" or main.tag not in _FINITE_PRESENT or verb.child(*SUBJECTS) is not None:
        return
    clauses = [w for w in main.subtree() if w.dep == "relcl" and w.tag == "VBD" and main.i < w.i < verb.i]
    if clauses and any(c.tag in ("WDT", "WP") for c in clauses[-1].having(*SUBJECTS)):
        _join(verb, clauses[-1])


def _who_applied(verb: Word, _words: Sequence[Word]) -> None:
    """ "migrants from Peru and Mali who applied": no country is one who applied."""
    who, noun = verb.child("nsubj", "nsubjpass"), verb.head
    while noun.dep == "conj" and noun.head.entity in _PLACES:
        noun = noun.head
    if who is None or who.lower != "who" or noun.dep != "pobj" or noun.pos != "PROPN":
        return
    meant = noun.head.head
    place = noun.entity in _PLACES and meant.pos in _NOUNS
    if place or (noun.entity == "ORG" and meant.entity == "PERSON"):
        attach(verb, meant, "relcl")


def _somebody_else(verb: Word, words: Sequence[Word]) -> None:
    """ "She will hold events in Orin and the mayor Ben Okoro will travel": the events don't travel, she holds them."""
    first, thing = verb.head, verb.child("nsubj")
    modal = next((a for a in verb.having("aux") if a.tag == "MD"), None)
    if thing is None or modal is None or verb.child("mark") is not None or first.child("dobj") is not None:
        return
    ahead = any(a.tag == "MD" for a in first.having("aux")) and first.child(*SUBJECTS) is not None
    name = words[modal.i - words[0].i - 1]
    if not ahead or first.lemma in listed("attachment", "verbs", "saying") or not first.i < thing.i < name.i < verb.i:
        return
    if name.entity == "PERSON" and name.dep == "conj" and thing in name.ancestors() and thing.tag == "NNS":
        for link in (c for c in name.head.having("cc") if name.head.i < c.i < name.i):
            attach(link, first, "cc")
        attach(thing, first, "dobj")
        attach(name, verb, "nsubj")
        attach(verb, first, "conj")


def _holding(participle: Word, words: Sequence[Word]) -> None:
    """ "upheld an order that voided sales, holding that it was late": who upheld it held that, no order does."""
    noun = participle.head
    if participle.tag != "VBG" or noun.pos != "NOUN" or participle.i - words[0].i < 1:
        return
    behind = words[min(w.i for w in participle.subtree()) - words[0].i - 1].text == ","
    told = participle.child("ccomp")
    clause = any(c.dep == "relcl" and c.i < participle.i for c in noun.children)
    if not behind or not clause or told is None or not _has_that(told) or _is_one(noun, "person", "group"):
        return
    above = next((w for w in noun.ancestors() if w.pos == "VERB" and w.i < noun.i), None)
    if above is not None:
        attach(participle, above, "advcl")


def _citing(participle: Word, words: Sequence[Word]) -> None:
    """ "Analysts said that strikes raised prices, citing a count": analysts cite it, strikes don't."""
    clause, said = participle.head, participle.head.head
    if participle.tag != "VBG" or participle.lemma not in _CITING or clause.dep != "ccomp" or said.i > clause.i:
        return
    left = min(w.i for w in participle.subtree()) - words[0].i
    if left and words[left - 1].text == "," and said.lemma in listed("attachment", "verbs", "saying"):
        attach(participle, said, "advcl")


def _of_the_nearest(noun: Word, words: Sequence[Word]) -> None:
    """ "his visit to Orin, the old capital", "the daughter of Otto Lind, the leader": what is named last is described."""
    host = noun.head
    left = min(w.i for w in noun.subtree()) - words[0].i
    if noun.pos != "NOUN" or host.pos != "NOUN" or left < 2 or words[left - 1].text != ",":
        return
    name = words[left - 2]
    kind = _KINDS.get(name.entity)
    if kind is None or name.pos != "PROPN" or name.dep != "pobj" or host not in name.ancestors() or name.i < host.i:
        return
    definite = any(c.dep in ("det", "poss") and c.lower not in ("a", "an") for c in noun.children)
    if _is_one(noun, kind) and (not _is_one(host, kind) or (definite and name.head.lower == "of")):
        attach(noun, name, "appos")


def _than_forecast(preposition: Word, words: Sequence[Word]) -> None:
    """ "grew by two percent, less than forecast in July": it was forecast in July, whenever it grew."""
    at = preposition.i - words[0].i
    told = words[at - 1] if at > 1 else preposition
    compared = told.tag in ("VBN", "VBD", "VB") and words[at - 2].lower == "than"
    if compared and preposition.head is not told and told not in preposition.subtree():
        attach(preposition, told, "prep")


def _is_one(noun: Word, *kinds: str) -> bool:
    """Whether a noun names things of one of these kinds."""
    forms = {noun.lower, noun.lemma.lower()}
    return any(not forms.isdisjoint(listed("types", "heads", kind)) for kind in kinds)


#: The rules to try on a word, by its label.
_BY_LABEL: dict[str, tuple[Callable[[Word, Sequence[Word]], None], ...]] = {
    "acl": (_holding,),
    "advcl": (_citing,),
    "appos": (_of_the_nearest,),
    "ccomp": (_somebody_else,),
    "conj": (_promise_in_a_report, _second_speaker, _goes_on_in_the_past),
    "prep": (_than_forecast,),
    "relcl": (_who_applied,),
}
