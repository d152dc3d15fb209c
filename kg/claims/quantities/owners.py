"""The noun that a number belongs to whatever its clause is about: "a **ring** worth $3", "**Acme**, down 3%", "3% of **sales**"."""

from __future__ import annotations

from itertools import islice

from kg.annotate import Word
from kg.claims.quantities.nominals import CLIMB, DATES, EMPTY, LOOSE, NOUNS, is_free, opens_clause
from kg.lexicon import words

#: A bracket and the word before it.
_BRACKETED = 2
_MODIFIERS = frozenset(["nummod", "compound", "nmod", "amod", "quantmod", "npadvmod", "poss"])
_PAYING = words("quantities", "concepts", "paying")
_PAYING_ON = words("quantities", "concepts", "paying_on")
_HELD_BY = words("quantities", "concepts", "held_by")
_MOVED = words("quantities", "concepts", "moved")
_COMPARED = words("quantities", "concepts", "compared")
_ADVERBIAL = frozenset(["npadvmod", "pobj", "prep", "advmod", "nummod", "pcomp"])


def bracketed_by(sentence: list[Word], first: Word, taken: frozenset[int]) -> Word | None:
    """The name or noun that a number in brackets belongs to: "**Rossi** (12 points)"."""
    at = first.i - sentence[0].i
    if at < _BRACKETED or sentence[at - 1].text != "(":
        return None
    before = sentence[at - 2]
    return before if is_free(before, taken) else None


def owner_of(anchor: Word, taken: frozenset[int], sentence: list[Word]) -> Word | None:
    """The noun that the number belongs to whatever the clause says: "a **ring** worth $3", "**Acme**, down 3% at 40p";
    and what is moved, not who moves it: "pulled the **index** 2% lower".
    """
    if (filled := _worth_of(anchor, taken)) is not None:
        return filled
    word = anchor
    for _ in range(CLIMB):
        below, word = word, word.head
        if word is below or below.dep not in _ADVERBIAL:
            return None
        if word.lower in _HELD_BY:
            break
    else:
        return None
    if below.i == word.i + 1 and below.lower == "to":  # "up to 40"
        return None
    owner = word.head
    if owner.pos != "VERB":
        return owner if owner.i < word.i and is_free(owner, taken) else None
    moved = owner.child("dobj") if word.lower in (_MOVED if word.i < anchor.i else _COMPARED) else None
    if moved is None or moved.i > anchor.i or moved.entity in DATES or not is_free(moved, taken):
        return None
    aside = sentence[max(0, word.left - sentence[0].i - 1)].text == ","  # "cut its forecast, down from 3%"
    return None if aside else moved


def _worth_of(anchor: Word, taken: frozenset[int]) -> Word | None:
    """What a number says the amount of: "40 years worth of **maps**"."""
    worth = next((w for w in (*anchor.children, anchor.head) if w.lower == "worth"), None)
    if worth is None:
        return None
    of = next((c for c in (*worth.children, *anchor.children) if c.lower == "of"), None)
    thing = of.child("pobj") if of is not None else None
    return thing if thing is not None and is_free(thing, taken) else None


def gapped_before(anchor: Word, taken: frozenset[int], sentence: list[Word], first: Word) -> Word | None:
    """The noun of a clause without a verb, which the model hangs on the clause before: "… by 3%, **Acme** by 4%";
    also where a change stands between: "…, **Acme**, down 3% at 40p" (the 40p).
    """
    change = next((w for w in islice(anchor.ancestors(), CLIMB - 1) if w.lower in _HELD_BY), None)
    noun = _loose(noun_beside(sentence, first, taken), taken, sentence)
    if noun is None and change is not None:
        noun = _loose(noun_beside(sentence, change, taken), taken, sentence)
    return noun


def _loose(noun: Word | None, taken: frozenset[int], sentence: list[Word]) -> Word | None:
    """The noun that a row of nouns begins with, if it hangs on no noun of its own clause."""
    if noun is None or not opens_clause(noun, sentence):
        return None
    while noun.dep == "conj" and noun.head.pos in NOUNS and noun.head.i not in taken:
        noun = noun.head
    if noun.dep not in LOOSE or noun.entity in DATES:
        return None
    return noun if noun.head.i in taken or noun.head.pos not in NOUNS else None


def noun_beside(sentence: list[Word], first: Word, taken: frozenset[int]) -> Word | None:
    """The noun right before a number that has no governor to speak of: "**Oslo** +0.2%", "**Acme**, down 3%"."""
    at = first.i - sentence[0].i - 1
    while at >= 0 and (sentence[at].pos in ("PUNCT", "ADV", "ADP") or sentence[at].lower in ("up", "down")):
        at -= 1
    return sentence[at] if at >= 0 and is_free(sentence[at], taken) else None


def near_noun(anchor: Word, taken: frozenset[int], noun: Word | None) -> Word | None:
    """The noun that the number belongs to by itself: "a 40 W **lamp**", "fine of $3", "3% of **sales**"."""
    of = next((c for c in anchor.children if c.dep == "prep" and c.lower in ("of", "in")), None)
    below = of.child("pobj") if of is not None else None
    if below is not None and of is not None and (noun is None or of.lower == "of") and is_free(below, taken):
        return below
    anchor = _outermost(anchor, taken)
    if anchor.dep in _MODIFIERS or (anchor.dep == "appos" and noun is None):
        return _modified(anchor.head, taken)
    if noun is None and (thing := _bought(anchor, taken)) is not None:
        return thing
    head = anchor.head
    if head.lower in _MOVED and head.dep in ("advmod", "prep"):
        head = head.head
    if anchor.dep == "pobj" and head.dep == "prep":
        governor = head.head.head if head.head.lower in _MOVED else head.head
        while governor.i in taken and governor.dep == "prep":
            governor = governor.head
        if governor.dep == "attr" and noun is not None:
            return None
        return governor if is_free(governor, taken) else _object(governor, anchor, taken)
    return _object(head, anchor, taken) if anchor.dep in ("npadvmod", "advmod") else None


def _outermost(anchor: Word, taken: frozenset[int]) -> Word:
    """The number that a number is part of or joined to: "**data** of millions of users", "a 3-mile (5 km) **walk**"."""
    whole = anchor.head.head
    if anchor.head.lower == "of" and whole.i in taken and whole.dep == "pobj" and whole.head.lower == "of":
        anchor = whole
    while (anchor.dep in ("conj", "appos") or anchor.dep in _MODIFIERS) and anchor.head.i in taken:
        anchor = anchor.head
    return anchor


def _modified(head: Word, taken: frozenset[int]) -> Word | None:
    """The noun before which a number stands, through signs ("area ≈ 4 ha") and compounds ("a 40 W | desk **lamp**")."""
    if not head.text[-1].isalnum() and head.pos in NOUNS:
        head = head.head
    while head.dep == "compound" and is_free(head.head, taken):
        head = head.head
    return head if is_free(head, taken) else None


def _object(verb: Word, anchor: Word, taken: frozenset[int]) -> Word | None:
    """What is brought to the number: "cut its **forecast** to 3%", "bought a **lamp** for $4"."""
    found = verb.child("dobj") if verb.pos == "VERB" else None
    return found if found is not None and found is not anchor and is_free(found, taken) else None


def _bought(anchor: Word, taken: frozenset[int]) -> Word | None:
    """What is paid for: "paid a total of $40 for two **lamps**"."""
    if anchor.dep == "pobj" and anchor.head.head.lower in EMPTY:
        anchor = anchor.head.head
    verb = anchor.head
    wanted = "for" if verb.lemma in _PAYING else "on" if verb.lemma in _PAYING_ON else None
    if anchor.dep != "dobj" or wanted is None:
        return None
    for prep in (*anchor.children, *verb.children):
        thing = prep.child("pobj") if prep.lower == wanted and prep.i > anchor.i else None
        if thing is not None and is_free(thing, taken):
            return thing
    return None
