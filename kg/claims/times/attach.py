"""Which time belongs to a clause."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from kg.annotate import Word
from kg.claims.drafts import TimeSpan
from kg.lexicon import words

_VERBAL = ("VERB", "AUX")
_NOMINAL = ("NOUN", "PROPN", "NUM", "ADJ", "ADV", "PRON", "SYM", "X")
_TEMPORAL = (
    "in",
    "on",
    "during",
    "since",
    "from",
    "by",
    "until",
    "till",
    "at",
    "before",
    "after",
    "between",
    "through",
    "throughout",
    "over",
    "for",
    "within",
    "around",
    "as",
)
#: After these, neither a duration nor an event's day is when something happened.
_RELATIVE = ("after", "before", "since")
#: Before an event with its time, these say when something happened.
_AT_EVENTS = ("in", "at", "during", "throughout", "through", "until", "till", "within", "between")
_MAX_STEPS = 12


def time_of(predicate: Word, times: Sequence[TimeSpan]) -> TimeSpan | None:
    """The time of a predicate's clause. `times` are those of the text, in its order. A clause without one takes that
    of the clause it continues: the verb it complements or results from, or a time in front of the first conjunct.
    """
    first = bisect_left(times, predicate.sentence, key=_sentence)
    last = bisect_right(times, predicate.sentence, key=_sentence)
    if first == last:
        return None
    owned = [(owner.i, time) for time in times[first:last] if (owner := _owner(time)) is not None]
    word: Word | None = predicate
    fronted_before: int | None = None
    for _ in range(_MAX_STEPS):
        if word is None:
            return None
        here = [t for i, t in owned if i == word.i and (fronted_before is None or t.phrase.end <= fronted_before)]
        if here:
            return min(here, key=lambda t: (t.start is None and t.end is None, abs(t.phrase.head.i - predicate.i)))
        word, limit = _above(word)
        fronted_before = limit if limit is not None else fronted_before
    return None


def _sentence(time: TimeSpan) -> int:
    return time.phrase.head.sentence


def _owner(time: TimeSpan) -> Word | None:
    """The verb, or the noun outside any clause's reach, that a time modifies."""
    inside = {word.i for word in time.phrase.words}
    word = time.phrase.head
    event = False
    for _ in range(_MAX_STEPS):
        head = word.head
        if head is word:
            return None
        if head.i in inside:
            word = head
            continue
        if head.pos in _VERBAL:
            return head if word.dep not in ("nsubj", "nsubjpass", "dobj", "attr") or word.pos == "ADP" else None
        if head.pos in ("ADP", "SCONJ") or head.dep == "prep":
            if _is_other_time(head, time, event=event):
                return None
            if event and not _takes_place(head, time):
                return None
            word = head
        elif head.pos in _NOMINAL:
            if head.dep in ("nsubj", "nsubjpass"):
                return head
            if word.dep not in ("prep", "conj", "appos"):
                event = True
                if head.dep != "pobj":
                    return head
            elif head.dep not in ("dobj", "pobj", "attr", "conj", "npadvmod"):
                return head
            elif head.dep in ("dobj", "attr"):
                return head.head if head.head.pos in _VERBAL else head
            word = head
        else:
            return None
    return None


def _is_other_time(preposition: Word, time: TimeSpan, *, event: bool) -> bool:
    """ "after three days", "since last year's attacks", "the highest since 1982": it didn't happen then."""
    if preposition.lower in _RELATIVE and (event or (time.start is None and time.end is None)):
        return True
    return preposition.lower == "since" and preposition.head.pos in _NOMINAL and _is_record(preposition.head)


def _takes_place(preposition: Word, time: TimeSpan) -> bool:
    """Whether what is named after a time was when the clause happened: "spoke at the May 31 conference", "on Friday's
    programme"; but she "focused on the 2007 vote", and he "paid for the 2010 flood".
    """
    if preposition.lower == "on":
        return time.start is not None and time.start == time.end
    return preposition.lower in _AT_EVENTS


def _is_record(noun: Word) -> bool:
    """ "the worst year", "the highest", "her first win": compared with what came since."""
    near = (noun, *noun.having("amod", "advmod", "det"))
    return any(w.tag in ("JJS", "RBS") or w.lower in words("times", "records") for w in near)


def _above(word: Word) -> tuple[Word | None, int | None]:
    """The clause that this one takes its time from, and the code point where a time must have ended."""
    head = word.head
    if head is word:
        return None, None
    if word.pos not in _VERBAL:
        if word.dep in ("attr", "acomp", "dobj", "pobj", "prep", "conj", "oprd", "nsubjpass"):
            return head, None
        return None, None
    if word.dep == "xcomp":
        return head, None
    if word.dep == "acl" and word.lemma in words("times", "results") and head.dep in ("dobj", "pobj", "attr"):
        return head, None
    if word.dep == "conj":
        same = word.tag == head.tag or (word.tag in ("VB", "VBN") and word.child("aux") is None)
        own_subject = word.child("nsubj", "nsubjpass") is not None
        return (head, head.start) if same and not own_subject else (None, None)
    if word.dep == "advcl" and word.tag == "VBG" and word.i > head.i and word.child("mark") is None:
        return head, None
    return None, None
