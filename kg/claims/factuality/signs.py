"""What is seen of a clause or a noun before a step is taken: its form, its tense, what it waits for."""

from __future__ import annotations

from collections.abc import Set

from kg.annotate import Word
from kg.claims.factuality.clause import infinitive, negators, read
from kg.claims.factuality.effects import LEXICON, Effect, lookup
from kg.lexicon import words
from kg.records import Modality

#: Modalities that spread from a clause to its result: "will expand, creating jobs".
UNREAL: tuple[Modality, ...] = (
    "planned",
    "hypothetical",
    "possible",
    "requested",
    "required",
    "attempted",
    "permitted",
)


def is_to_end(verb: Word) -> bool:
    """Whether something is to end: who "stopped selling cars" did sell them, who "will stop selling" them won't."""
    ahead = infinitive(verb) or any(c.tag == "MD" for c in verb.having("aux"))
    return ahead and verb.lemma in words(LEXICON, "ending", "words")


def subjunctive(verb: Word) -> bool:
    """Whether a clause without a finite verb has the form of a demand: "that the dam be removed"."""
    return verb.tag == "VB" or (has_that(verb) and any(c.dep == "auxpass" and c.tag == "VB" for c in verb.children))


def has_that(verb: Word) -> bool:
    """Whether a clause opens with "that"."""
    return any(c.dep == "mark" and c.lower == "that" for c in verb.children)


def passive(verb: Word) -> bool:
    """Whether a participle is passive: with its auxiliary, or after a noun."""
    return verb.tag == "VBN" and (verb.child("auxpass") is not None or verb.dep == "acl")


def instrument(verb: Word) -> bool:
    """Whether what is "used to" or "needed to" do something is meant for it."""
    if verb.lemma in words(LEXICON, "instrument", "passive"):
        return True
    return verb.dep == "acl" and verb.lemma in words(LEXICON, "instrument", "reduced")


def has_too(head: Word) -> bool:
    """Whether "too" makes the infinitive fail: "too weak to stand"."""
    return head.pos in ("ADJ", "ADV") and any(c.dep == "advmod" and c.lower == "too" for c in head.children)


def is_any(noun: Word) -> bool:
    """Whether it is left open which: "a nurse", "any nurse", "nurses"."""
    article = noun.child("det", "poss", "nummod")
    return noun.tag == "NNS" if article is None else article.lower in ("a", "an", "any")


def is_past(verb: Word) -> bool:
    """Whether a clause tells what was, or has been."""
    return verb.tag == "VBD" or any(a.tag == "VBD" or a.lemma == "have" for a in verb.having("aux", "auxpass"))


def is_ranked(noun: Word) -> bool:
    """Whether who is to do something did it: "the first woman to climb the peak"."""
    factive = words(LEXICON, "factive", "words")
    return noun.lower in factive or any(c.lower in factive or c.tag == "JJS" for c in noun.children)


def is_awaited(head: Word) -> bool:
    """Whether what a clause waits for is open: "asked him to stay until help came", "refused to pay until …"."""
    refused = any((e := lookup(head, "to")) is not None and e.negates and infinitive(c) for c in head.having("xcomp"))
    return infinitive(head) or refused or read(head).modality in UNREAL


def modality_of_when(head: Word, marks: Set[str]) -> Modality:
    """What a clause in the present is that says when: "may take years before it opens" as much as what it goes with."""
    main = read(head).modality
    if main == "planned" or "once" in marks:
        return "planned"
    awaited = marks & words(LEXICON, "conjunctions", "awaiting") and (main != "actual" or negators(head))
    return (main if main in ("possible", "hypothetical") else "hypothetical") if awaited else "actual"


def is_addressed(head: Word, verb: Word) -> bool:
    """Whether a demand names who should do it: "called on the king to free him", "called for him to be freed"."""
    return any(c.lower in ("for", "on", "upon", "with", "to") for c in (*head.having("prep"), *verb.having("mark")))


def is_wanted(verb: Word, effect: Effect) -> bool:
    """ "demands that all members pay": with many, the form of a demand is that of the present."""
    return effect.modality == "requested" and verb.tag == "VBP" and verb.lower == verb.lemma and has_that(verb)


def is_told(verb: Word, head: Word) -> bool:
    """ "said the ports do nothing": after a verb of saying only "to" makes an infinitive."""
    effect = lookup(head, "to+subject")
    return effect is not None and effect.modality == "possible" and verb.child("nsubj", "nsubjpass") is not None
