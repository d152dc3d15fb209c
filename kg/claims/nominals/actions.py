"""Actions that a noun names: "seizures of 514 firearms", "the production of steel in Ohio"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from kg.annotate import Parse, Phrase, Word
from kg.claims.drafts import Proposition
from kg.claims.nominals.phrases import Rule, noun_phrase, possessor, subject_of
from kg.lexicon import table, words

_PLACES = ("GPE", "LOC", "FAC")
_VERBAL = ("VERB", "AUX")
#: So far is a list of nouns followed.
_MAX_CONJUNCTS = 20


def _verb_of(noun: Word) -> str | None:
    return cast("dict[str, str]", table("nominals")["verbs"]).get(noun.lemma.lower()) if noun.pos == "NOUN" else None


def _patient(noun: Word) -> tuple[Word, Word] | None:
    """What an action is done to, and the "of" before it. In "production and sale of arms" the arms belong to both
    nouns; in "30 arrests and seizures of arms", where the parser hangs them on either, only to the second.
    """
    chain = [noun]
    while len(chain) < _MAX_CONJUNCTS and chain[0].dep == "conj" and chain[0].head.pos == "NOUN":
        chain.insert(0, chain[0].head)
    chain += [c for c in _conjuncts(noun) if c not in chain]
    for holder in sorted(chain, key=lambda w: w is not noun):
        link = next((c for c in holder.having("prep") if c.lower == "of"), None)
        found = link.child("pobj") if link is not None else None
        if link is None or found is None:
            continue
        between = [w for w in chain if noun.i < w.i < link.i]
        if noun.i < link.i and not any(w.i < noun.i and w is holder and _counted(w) for w in chain):
            return None if between and _counted(noun) else (link, found)
        if noun.i < link.i and holder.i < noun.i < link.i:
            return link, found
    return None


def _counted(noun: Word) -> bool:
    return noun.child("nummod") is not None or noun.child("det") is not None


def _named_actions(parse: Parse) -> Iterator[Proposition]:
    for noun in parse.words:
        verb = _verb_of(noun)
        done = _patient(noun) if verb else None
        if verb is None or done is None or done[1].tag in ("PRP", "WDT"):
            continue
        agent = _agent(noun)
        if agent is not None and agent.pos in ("NOUN", "PROPN"):
            for one in (done[1], *_conjuncts(done[1])):
                if one is done[1] or _verb_of(one) is None:
                    yield _action("action", noun, done[0], agent, verb, one)


def _action(rule: str, noun: Word, link: Word, agent: Word, verb: str, patient: Word) -> Proposition:
    subject, object_ = noun_phrase(agent, without=("case",)), noun_phrase(patient)
    return Proposition(
        rule=rule,
        predicate=noun,
        subject=subject,
        relation=Phrase.of(noun, (noun, link)),
        label=verb,
        object=object_,
        confidence=0.65,
        surface=(subject.text, verb, object_.text),
    )


def _pobj(noun: Word, preposition: str) -> Word | None:
    for child in noun.having("prep", "agent"):
        if child.lower == preposition:
            return child.child("pobj")
    return None


def _conjuncts(word: Word) -> list[Word]:
    """The words conjoined with a noun: all of them, in the order of the text."""
    found: list[Word] = []
    last: Word | None = word
    while last is not None and len(found) < _MAX_CONJUNCTS:
        nouns = [c for c in last.having("conj") if c.pos in ("NOUN", "PROPN")]
        found += nouns
        last = nouns[-1] if nouns else None
    return found


def _agent(noun: Word) -> Word | None:
    """Who does it: after "by", before "'s", or the subject of what resulted in it or carried it out."""
    by = _pobj(noun, "by")
    if by is not None and by.pos in ("NOUN", "PROPN"):
        return by
    owner = possessor(noun)
    if owner is not None:
        return owner[0] if owner[0].entity not in ("DATE", "TIME") else None
    first = noun
    while first.dep == "conj" and first.head.pos == "NOUN":
        first = first.head
    if first.dep == "dobj" and first.head.lemma in words("nominals", "frames", "light"):
        return subject_of(first.head)
    return _of_result(first)


def _of_result(noun: Word) -> Word | None:
    """The subject of the clause that resulted in what a noun names: "opened probes resulting in arrests"."""
    verb = noun.head.head
    if noun.dep != "pobj" or noun.head.lower not in ("in", "to", "with"):
        return None
    if verb.pos not in _VERBAL or verb.lemma not in words("nominals", "frames", "result") or verb.tag != "VBG":
        return None
    above = verb.head
    if verb.dep == "acl" and above.dep in ("dobj", "pobj"):
        above = above.head if above.dep == "dobj" else above.head.head
    elif verb.dep != "advcl":
        return None
    return subject_of(above) if above.pos in _VERBAL else None


def _made(parse: Parse) -> Iterator[Proposition]:
    """ "302 arrests" that something resulted in were made by who did it."""
    for noun in parse.words:
        if noun.lemma not in words("nominals", "frames", "made") or noun.child("nummod") is None:
            continue
        if _patient(noun) is not None:
            continue
        agent = _of_result(noun)
        if agent is not None:
            subject, object_ = noun_phrase(agent), noun_phrase(noun, prepositions=())
            yield Proposition(
                rule="made",
                predicate=noun,
                subject=subject,
                relation=Phrase(noun.head, (noun.head,)),
                label="make",
                object=object_,
                confidence=0.65,
                surface=(subject.text, "made", object_.text),
            )


def _somewhere(parse: Parse) -> Iterator[Proposition]:
    for noun in parse.words:
        verb = _verb_of(noun)
        if verb is None or noun.lemma not in words("nominals", "frames", "somewhere"):
            continue
        done = _patient(noun)
        if done is None or done[1].pos not in ("NOUN", "PROPN"):
            continue
        of, patient = done
        for link in (
            *noun.having("prep"),
            *(of.head.having("prep") if of.head is not noun else ()),
            *patient.having("prep"),
        ):
            place = link.child("pobj")
            if link.lower in ("to", "from", "into") and any(noun.i < c.i < of.i for c in _conjuncts(noun)):
                continue  # "production and sale of arms to Mali": only the sale is
            if place is None or link.lower not in words("nominals", "frames", "places") or place.entity not in _PLACES:
                continue
            subject = noun_phrase(patient, prepositions=())
            yield Proposition(
                rule="action-somewhere",
                predicate=noun,
                subject=subject,
                relation=Phrase.of(noun, (noun, link)),
                label=f"be {_participle(verb)} {link.lower}",
                object=noun_phrase(place),
                confidence=0.6,
                surface=(subject.text, f"is {_participle(verb)} {link.lower}", noun_phrase(place).text),
            )


def _participle(verb: str) -> str:
    irregular: dict[str, str] = table("nominals")["participles"]
    return irregular.get(verb) or verb + ("d" if verb.endswith("e") else "ed")


RULES = (
    Rule(
        "action",
        "A noun for an action with its maker and its object says who did what.",
        "The guard's seizure of two boats angered crews.",
        _named_actions,
    ),
    Rule(
        "made",
        "Counted results of what somebody did were made by them.",
        "The team opened nine probes resulting in 30 arrests.",
        _made,
    ),
    Rule(
        "action-somewhere",
        "A noun for a process with its object and a place says where it is done.",
        "The report describes the production of steel in Ohio.",
        _somewhere,
    ),
)
