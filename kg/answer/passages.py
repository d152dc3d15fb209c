"""Sentences that say all that is asked for, where no single claim does.

A claim holds one subject, relation and object; what is asked may be spread over the claims of a sentence, hang on a pronoun,
or be named in the title only. Here a sentence must have every name of the question (by any words), its verb or a word
of the same meaning, nearly all its other words, its time and its voice; and none of its claims may say the same of
somebody else. What then answers is the part of the sentence that the question's kind asks for, and else the sentence.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from kg.answer import telling
from kg.answer.anaphora import BEFORE, mentioned_before, stands_alone, stood_for, text_before, time_before
from kg.answer.candidates import Candidate
from kg.answer.matching import IN_TITLE, Matcher, bag, covers, key
from kg.answer.parts import doing_in, shares_name
from kg.answer.question import Kind, Question, Slot, roots
from kg.answer.roles import acting_in, front, relation_words, undergoing_in
from kg.answer.rows import Rows
from kg.answer.words import is_doing, kindred, root, same_relation, tokens

Row = dict[str, Any]
Sentence = tuple[str, int, int]

#: A sentence is a weaker answer than a claim.
_SENTENCE = 0.6
#: Its verb stands there, but in no relation.
_LOOSE = 0.75
#: So much of the other words must be there.
_MOST = 0.75
#: A voice whose name only stands in the sentence.
_NAMED_VOICE = 0.7
#: A word of like meaning for one asked for.
_ALIKE = 0.9
#: Kinds that ask for more than a sentence can show by its words.
_NEVER: frozenset[Kind] = frozenset(
    {"units", "parents", "connection", "said", "speaker", "plans", "definition", "role"}
)


def sentences(
    question: Question, matcher: Matcher, pool: list[Row], figures: list[Row], rows: Rows
) -> Iterator[Candidate]:
    """The sentences that answer a question, each as its best claim or number."""
    if question.kind in _NEVER or not (question.verb or question.kind in ("number", "amount", "attribute", "topic")):
        return
    places: dict[Sentence, Row] = {}
    for row in (*pool, *figures):
        places.setdefault((row["document"], row["start"], row["end"]), row)
    for place, row in places.items():
        fit = _words(question, matcher, row)
        if not fit:
            continue
        inside = rows.sentence(*place)
        related = [claim for claim in inside if _relates(question, claim)]
        same = [claim for claim in related if not _of_another(question, matcher, claim)]
        if related and not same:
            continue
        related = same
        fit *= _SENTENCE * (1.0 if related or question.light else _LOOSE) * limits(matcher, inside, row)
        if fit:
            numbered = [f for f in figures if (f["document"], f["start"], f["end"]) == place]
            yield from telling.told(question, matcher, inside, related, numbered, fit)


def _words(question: Question, matcher: Matcher, row: Row) -> float:
    """How well a row's sentence has the names, the verb and the words of a question."""
    quote, document = row["quote"], row["document"]
    found, title = bag(quote), str(matcher.rows.document(document).get("title") or "")
    weight, here = _named(question, matcher, row, title)
    if not weight or not _verb_is_there(question, quote):
        return 0.0
    before: frozenset[str] = frozenset()
    asked = [low for slot in (question.subject, question.other, *_noun(question)) for low in slot.words]
    capitals = {low for slot in question.slots for low in slot.capitals}
    missing = 0
    for low in asked:
        if key(low) & found:
            here += 1
        elif kindred(low) & found or key(low) & bag(title):
            weight *= _ALIKE
        elif low in capitals:
            weight *= _called_so(low, question, matcher.rows.text(document))
        elif key(low) & (before := before or text_before(row, matcher)):
            weight *= BEFORE
        else:
            missing += 1
    if question.kind == "which":
        here += sum(bool(key(low) & found) for low in question.counted.words)
    if here == 0 or (asked and len(asked) - missing < _MOST * len(asked)):
        return 0.0
    return weight * (1.0 - missing / (len(asked) + 1))


def _named(question: Question, matcher: Matcher, row: Row, title: str) -> tuple[float, int]:
    """How well a row's sentence has the names of a question, and how many it has itself, if only by "it"."""
    weight, here = 1.0, 0
    for ids in (ids for slot in (question.subject, question.other) for ids in slot.ids):
        if matcher.named(ids, row["quote"]) or matcher.in_sentence(ids, row):
            here += 1
        elif matcher.named(ids, title):
            weight *= IN_TITLE
        else:
            stands = stood_for(ids, row, matcher)
            weight *= stands or BEFORE * mentioned_before(ids, row, matcher)
            here += bool(stands) and not question.light
    return weight, here


def _called_so(low: str, question: Question, text: str) -> bool:
    """Whether a text has a word of the question with the capital beside it: of "Ana Li", where it else says "Li"."""
    pairs = (pair for slot in (question.subject, question.other) for pair in pairwise(slot.tokens))
    return any(
        low in (one.low, other.low) and one.capital and other.capital and f"{one.raw} {other.raw}" in text
        for one, other in pairs
    )


def _verb_is_there(question: Question, sentence: str) -> bool:
    """Whether a sentence has the verb of a question; one that only says that something is there need not be."""
    counts = question.kind in ("number", "amount") and root(question.verb) in roots("belonging")
    does = root(question.verb) in roots("deeds") and bool(
        question.other.words
    )  # "conduct attacks": the attacks suffice
    if question.towards not in ("", "for") and question.towards not in sentence.lower().split():
        return False
    if question.light or question.happens or counts or does:
        return True
    return any(is_doing(token.low, question.verb) for token in tokens(sentence))


def _noun(question: Question) -> Iterator[Any]:
    """What is counted or asked for, where it must stand in the sentence itself."""
    if question.kind in ("number", "amount", "attribute"):
        yield question.counted


def limits(matcher: Matcher, inside: list[Row], row: Row) -> float:
    """Whether the sentence, or a claim of it, is of the time asked for and in scope."""
    rows = inside or [row]
    inside_scope = max(matcher.scope(claim) for claim in rows)
    voice = matcher.question.scope.voice
    if not inside_scope and voice.ids:  # the voice is "the doctor" there, whom the sentence names
        open_ = not any(
            matcher.names.is_name(source["id"]) for claim in rows for source in claim.get("sources", ())[:-1]
        )
        inside_scope = _NAMED_VOICE * (open_ and all(matcher.named(ids, row["quote"]) for ids in voice.ids))
    in_time = max(matcher.time(claim) for claim in rows) or time_before(
        rows, doing_in(matcher.question, inside), matcher
    )
    return in_time * inside_scope


def _relates(question: Question, claim: Row) -> bool:
    return not question.light and any(same_relation(low, question.verb) for low in relation_words(claim["relation"]))


def _of_another(question: Question, matcher: Matcher, claim: Row) -> bool:
    """Whether a claim says what is asked for of somebody, or something, else than the question does."""
    acting = acting_in(claim)
    if question.subject.ids and acting and all(another(question.subject, term, claim, matcher) for term in acting):
        return True
    patient = question.patient
    undergoing = undergoing_in(claim)
    if patient.ids and _of_none(patient, undergoing, claim, matcher):
        return True
    if undergoing is None or not patient or matcher.patient(claim):
        return False
    if any(matcher.term(patient, term, claim["document"]) for term in acting):
        return True
    return _is_proper(undergoing, matcher) or not stands_alone(undergoing["text"], patient.ids, matcher)


def _of_none(patient: Slot, undergoing: Row | None, claim: Row, matcher: Matcher) -> bool:
    """Whether nobody asked about can undergo a claim: nobody does, or only "his supporters" do."""
    if undergoing is None:
        return not matcher.part(patient, claim["arguments"], "")
    called = any(key(low) & bag(undergoing["text"]) for low in patient.words)  # "that request" for Ana Li's request
    return matcher.is_pronoun(undergoing) and not (called or stands_alone(undergoing["text"], patient.ids, matcher))


def another(slot: Slot, term: Row, claim: Row, matcher: Matcher) -> bool:
    """Whether a term is a name, and none of those asked for; or no name and no "it", where they aren't in the sentence."""
    if any(term["id"] in ids or matcher.named(ids, term["text"]) for ids in slot.ids) or shares_name(slot, term):
        return False
    if _is_proper(term, matcher):
        return True
    here = any(matcher.named(ids, claim["quote"]) or matcher.in_sentence(ids, claim) for ids in slot.ids)
    described = bool(slot.words) and covers(slot, bag(term["text"]))
    return not (here or described or stands_alone(term["text"], slot.ids, matcher))


def _is_proper(term: Row, matcher: Matcher) -> bool:
    """Whether a term is a name, and not "the Harbour Party nominee" or "the mayor of Sudport"."""
    heads = (str(text).rsplit(" ", 1)[-1] for text in (term["label"], front(term)))
    return matcher.names.is_name(term["id"]) and not any(head[:1].islower() for head in heads)
