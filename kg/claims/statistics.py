"""Figures: a measured number with what it counts, whom it is about, the relation between them, and its time.

"In May the wardens opened nine inquiries, which led to seizures of 40 nets" gives two: nine inquiries (the wardens,
open) and 40 nets (the wardens, seize). A noun that names an action gives the relation; otherwise it is the verb.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.annotate import Phrase, Word
from kg.claims.drafts import Figure, Measure, Proposition, TimeSpan
from kg.claims.quantities.units import is_money, named
from kg.claims.times import time_of
from kg.lexicon import table, words

__all__ = ["figures"]

_ACTIONS: dict[str, str] = table("quantities_actions")["actions"]["verbs"]
_OUTCOMES = words("quantities_actions", "outcomes", "verbs")
_LIGHT = _OUTCOMES | words("quantities_actions", "light", "verbs")
_CHANGES = (
    words("quantities", "changes", "up") | words("quantities", "changes", "down") | {"change", "double", "triple"}
)
_VAGUE = words("quantities", "vague", "words")
_NOUNS = frozenset(["NOUN", "PROPN", "PRON"])
_VERBAL = frozenset(["VERB", "AUX"])
_SUBJECTS = ("nsubj", "nsubjpass")
_MODIFIERS = frozenset(["nummod", "compound", "nmod", "amod", "quantmod", "npadvmod", "poss", "appos"])
_INSIDE = frozenset(["amod", "compound", "nmod", "poss", "case", "punct", "advmod", "npadvmod"])
_EQUATIVE = frozenset(["be", "stand", "total", "reach", "average", "remain", "become"])
#: How many governors up a subject is looked for.
_CLIMB = 12


def figures(
    propositions: Sequence[Proposition], measures: Sequence[Measure], times: Sequence[TimeSpan]
) -> list[Figure]:
    """The figures of a text, one for each measure that isn't itself a time, in their order."""
    index = _Index(propositions)
    when = {word.i for time in times for word in time.phrase.words}
    found: list[Figure] = []
    for before, m in zip((None, *measures), measures, strict=False):
        if m.words and not _is_one_of(m) and not any(w.i in when for w in m.words):
            found.append(_total(m) if _is_total(m, before) else _figure(m, index, times))
    return found


def _is_total(measure: Measure, before: Measure | None) -> bool:
    """Whether a number counts the whole of which the one before it is a part."""
    noun = measure.noun
    if noun is None or before is None or before.noun is not noun or noun.dep != "pobj" or noun.head.lower != "of":
        return False
    return before.words[-1].i < noun.head.i < measure.words[0].i


def _total(measure: Measure) -> Figure:
    """The 20 of "14 of its 20 helicopters": what the clause says holds of the 14."""
    assert measure.noun is not None
    owner = measure.noun.child("poss")
    return Figure(
        measure=measure,
        counted=_noun_phrase(measure.noun, measure),
        about=Phrase.of(owner, [owner]) if owner is not None else None,
        relation=None,
    )


def _is_one_of(measure: Measure) -> bool:
    """ "one of the things", "one another's nets": a way to pick out, not a figure."""
    noun = measure.noun
    if [w.lower for w in measure.words] == ["one"]:
        (one,) = measure.words
        if any(c.lower == "another" and c.i == one.i + 1 for c in (*one.children, *one.head.children, one.head)):
            return True
    return (
        noun is not None
        and noun.dep == "pobj"
        and [w.lower for w in measure.words] == ["one"] == [noun.head.head.lower]
    )


class _Index:
    """Propositions by the word that carries their relation."""

    def __init__(self, propositions: Iterable[Proposition]) -> None:
        self._by_predicate: dict[int, list[Proposition]] = {}
        for proposition in propositions:
            self._by_predicate.setdefault(proposition.predicate.i, []).append(proposition)

    def covering(self, clause: Word | None, anchor: Word) -> Proposition | None:
        """The proposition of a clause that holds the number, the one with the fewest words if there are several."""
        if clause is None:
            return None
        found = [p for word in (clause, *clause.children) for p in self._by_predicate.get(word.i, ())]
        holding = [p for p in found if any(w is anchor for phrase in _phrases(p) for w in phrase.words)]
        return min(holding, key=_size) if holding else None


def _phrases(proposition: Proposition) -> list[Phrase]:
    found = [proposition.subject, *(phrase for _, phrase in proposition.arguments)]
    return [*found, proposition.object] if proposition.object is not None else found


def _size(proposition: Proposition) -> tuple[int, int]:
    return sum(len(phrase.words) for phrase in _phrases(proposition)), proposition.predicate.i


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a number stands: in the subject, the verb of its clause, and the noun of action in between."""

    clause: Word | None
    in_subject: bool
    action: Word | None
    holder: Word | None
    """The noun below the verb that holds the number: "team" of "a team of 40"."""


def _figure(measure: Measure, index: _Index, times: Sequence[TimeSpan]) -> Figure:
    anchor = _anchor(measure)
    if measure.unit is not None and measure.unit.endswith(" of age"):
        return _age(measure, anchor, times)
    if (valued := _valued(anchor)) is not None:
        return Figure(
            measure=measure,
            counted=Phrase.of(anchor, measure.words),
            about=_noun_phrase(valued, measure),
            relation="be worth",
        )
    place = _place(anchor, measure)
    way = _way(anchor, measure, place)
    counted = _counted(measure, anchor, place)
    proposition = index.covering(place.clause, anchor)
    return Figure(
        measure=measure,
        counted=_noun_phrase(counted, measure) if counted is not None else Phrase.of(anchor, measure.words),
        about=_about(measure, counted, place, proposition),
        relation=f"{_relation(place)} {way}" if way else _relation(place),
        time=time_of(place.clause, times) if place.clause is not None and way != "from" else None,
        proposition=proposition,
    )


def _anchor(measure: Measure) -> Word:
    """The topmost word of the number, or the noun that it counts and stands before."""
    if measure.noun is not None and measure.noun.i > measure.words[0].i:
        return measure.noun
    inside = {word.i for word in measure.words}
    return next((w for w in reversed(measure.words) if w.head.i not in inside or w.is_root), measure.words[-1])


def _age(measure: Measure, anchor: Word, times: Sequence[TimeSpan]) -> Figure:
    """ "a 12-year-old mare", "the mare is 12 years old": about the mare."""
    whose = anchor.head if anchor.dep in _MODIFIERS and anchor.head.pos in _NOUNS else None
    clause = next((w for w in anchor.ancestors() if w.pos in _VERBAL), None)
    if whose is None and clause is not None and clause.lemma == "be":
        whose = clause.child(*_SUBJECTS)
    return Figure(
        measure=measure,
        counted=Phrase.of(anchor, measure.words),
        about=_noun_phrase(whose, measure) if whose is not None else None,
        relation="be",
        time=time_of(clause, times) if clause is not None else None,
    )


def _valued(anchor: Word) -> Word | None:
    """What a sum is the worth of: "tin worth $3"."""
    worth = anchor.head
    if worth.lower != "worth" or worth.i > anchor.i:
        return None
    holder = worth.head
    if holder.pos not in _NOUNS:
        holder = holder.child(*(_SUBJECTS if worth.dep == "acomp" else ("dobj", "nsubjpass"))) or worth
    return _bearer(holder) if holder is not worth else None


def _place(anchor: Word, measure: Measure) -> _Place:
    word, action, holder = anchor, None, None
    numbers = {w.i for w in measure.words}
    for _ in range(_CLIMB):
        head = word.head
        if head is word:
            break
        if head.pos in _VERBAL:
            if action is None and head.lemma in _LIGHT and anchor.lemma.lower() in _ACTIONS:
                action = anchor
            doer = word.dep in _SUBJECTS or word.dep == "agent"
            return _Place(head, doer, action, holder)
        if head.pos in _NOUNS:
            if action is None and word.dep == "prep" and word.lower == "of":
                action = next((n for n in _left_of(word) if n.lemma.lower() in _ACTIONS), None)
            if word.dep not in ("conj", "appos") and head.i not in numbers:
                holder = head
        word = head
    clause = word if word.pos in _VERBAL else None
    return _Place(clause, in_subject=False, action=action, holder=holder)


def _left_of(of: Word) -> list[Word]:
    """The nouns that "of" may belong to, nearest first: in "arrests and seizures of 40 nets" it is seizures."""
    found, word = [of.head], of.head
    while (word := word.child("conj") or of) is not of and word.i < of.i:
        found.append(word)
    return found[::-1]


def _counted(measure: Measure, anchor: Word, place: _Place) -> Word | None:
    """What is counted: the noun of a count; "firearms" of "40 % of firearms"; "budget" of "a budget of $3"."""
    if measure.noun is not None:
        return measure.noun
    if (below := _pobj(anchor, "of")) is not None and not any(below is w for w in measure.words):
        return below
    if (kind := _in_kind(anchor, measure)) is not None:
        return kind
    head = anchor.head
    if anchor.dep in _MODIFIERS and head.pos in _NOUNS and not any(head is w for w in measure.words):
        return None if named(head.lemma.lower()) is not None else head  # "40 miles (64 km)"
    if anchor.dep == "pobj" and head.dep == "prep" and head.lower == "of" and head.head.pos in _NOUNS:
        return head.head
    subject = place.clause.child(*_SUBJECTS) if place.clause is not None and not place.in_subject else None
    if subject is None or subject.pos == "PRON" or place.clause is None:
        return None
    equal = place.clause.lemma in _EQUATIVE or measure.change is not None
    return subject if equal and _owner(subject) is not None else None


def _in_kind(anchor: Word, measure: Measure) -> Word | None:
    """What money consists of: "$40 in fines"; but "$40 in Oslo" is money there."""
    kind = _pobj(anchor, "in") if measure.unit is not None and is_money(measure.unit) else None
    return kind if kind is not None and kind.tag == "NNS" and not kind.entity and kind.child("det") is None else None


def _pobj(word: Word, *prepositions: str) -> Word | None:
    for child in word.children:
        if child.dep == "prep" and child.lower in prepositions:
            found = child.child("pobj")
            if found is not None and found.pos in _NOUNS:
                return found
    return None


def _owner(noun: Word) -> Word | None:
    """Whose it is: "the firm's shares", "price of tin"."""
    owner = noun.child("poss")
    return owner if owner is not None and owner.pos in ("NOUN", "PROPN") else _pobj(noun, "of")


def _about(measure: Measure, counted: Word | None, place: _Place, proposition: Proposition | None) -> Phrase | None:
    """Whom the number is about: the owner of what is measured, or who does what the clause says."""
    owner = _owner(counted) if counted is not None and measure.noun is None else None
    if owner is not None and not any(owner is w for w in measure.words):
        return _noun_phrase(owner, measure)
    if place.clause is None:
        return _noun_phrase(place.holder, measure) if place.holder is not None and place.holder is not counted else None
    subject = None if place.in_subject else _doer(place.clause)
    if subject is None or any(subject is w for w in measure.words):
        held = place.holder is not None and place.holder is not place.action
        other = _bearer(place.holder if held else _other(place.clause, measure))
    else:
        other = _bearer(subject)
    if other is None or other is counted:
        return None
    if proposition is not None and proposition.subject.head is other:
        return proposition.subject
    return _noun_phrase(other, measure)


def _bearer(noun: Word | None) -> Word | None:
    """Who is behind a noun that is a number itself: "voters" of "hundreds of voters", nobody of "60 percent"."""
    if noun is None or noun.lower in _VAGUE:
        return _pobj(noun, "of") if noun is not None else None
    counted = named(noun.lemma.lower()) is not None and noun.child("nummod") is not None
    return _pobj(noun, "of") if counted else noun


def _other(clause: Word, measure: Measure) -> Word | None:
    """Whom a counted subject or agent deals with: the other one of the two, or the object."""
    found = (_agent(clause), clause.child("nsubjpass"), clause.child("dobj"))
    counted = measure.noun or measure.words[0]
    return next((w for w in found if w is not None and w.pos in _NOUNS and not w.left <= counted.i <= w.right), None)


def _doer(clause: Word) -> Word | None:
    """Who does it: the agent, the subject, or the subject of the clause above where this one has none."""
    word = clause
    for _ in range(_CLIMB):
        if (found := _agent(word)) is not None:
            return found
        if word.child("expl") is not None:  # "there are two ports, she said"
            return None
        subject = word.child(*_SUBJECTS)
        outcome = word.lemma in _OUTCOMES
        if subject is not None and subject.tag in ("WDT", "WP", "WP$"):
            subject = word.head if word.dep == "relcl" else None
        if subject is None and word.dep in ("acl", "relcl"):
            subject = word.head
        if subject is not None and not (outcome and _is_done(subject)):
            return subject
        word = (subject or word).head if (subject or word).head is not (subject or word) else word
        while word.pos not in _VERBAL and not word.is_root:
            word = word.head
        if word.is_root and word.pos not in _VERBAL:
            return None
    return None


def _is_done(noun: Word) -> bool:
    """Whether a noun is what a verb above does: "opened **inquiries** resulting in …"."""
    return noun.dep in ("dobj", "nsubjpass") and noun.head.pos == "VERB"


def _agent(verb: Word) -> Word | None:
    by = verb.child("agent")
    found = by.child("pobj") if by is not None else None
    return None if found is None or found.entity in ("DATE", "TIME") else found  # "sent by the end of the year"


def _way(anchor: Word, measure: Measure, place: _Place) -> str | None:
    """ "by", "to" or "from" of what a verb of change changes by, to or from: three figures of one rise."""
    inside = {w.i for w in measure.words}
    top = next((w for w in (anchor, *anchor.ancestors()) if w.head.i not in inside), anchor)
    prep = top.head
    verb = place.clause
    if verb is None or prep.head is not verb or prep.lower not in ("by", "to", "from") or prep.dep != "prep":
        return None
    return prep.lower if verb.lemma in _CHANGES and top.dep == "pobj" else None


def _relation(place: _Place) -> str | None:
    """The verb in its plain form, the same for "seized 40 nets", "40 nets were seized" and "seizures of 40 nets"."""
    if place.action is not None:
        return _ACTIONS[place.action.lemma.lower()]
    if place.clause is None:
        return None
    particle = place.clause.child("prt")
    return place.clause.lemma.lower() + (f" {particle.lower}" if particle is not None else "")


def _noun_phrase(head: Word, measure: Measure) -> Phrase:
    """A noun with its modifiers and its "of", without articles and without the number: "rounds of ammunition"."""
    numbers = {word.i for word in measure.words if word is not head}
    found: list[Word] = []
    stack = [head]
    while stack:
        word = stack.pop()
        if word.i in numbers and word.pos in ("NUM", "SYM"):
            continue
        found.append(word)
        stack.extend(c for c in word.children if _is_part(c, word, head, numbers))
    hyphens = {w.i for w in found if w.text == "-" and w.i - 1 in numbers}  # what is left of "a 40-page report"
    return Phrase.of(head, [w for w in found if w.i not in hyphens])


def _is_part(child: Word, word: Word, head: Word, numbers: set[int]) -> bool:
    if child.i in numbers:
        return False
    if child.dep in _INSIDE:
        return child.i < word.i and (child.dep != "punct" or child.text == "-") and child.lower not in ("more", "than")
    if child.dep == "case":
        return True
    if child.dep == "prep":
        below = child.child("pobj") if child.lower == "of" else None
        return below is not None and below.i not in numbers and _left_of(child)[0] is word
    return child.dep == "pobj" or (child.dep == "det" and word.dep == "pobj" and word is not head)
