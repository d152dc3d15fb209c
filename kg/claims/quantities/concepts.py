"""What a number measures, in content words: "price of bread in Lyon" of "… was 4 euros".

Two places hold it: the noun that the number belongs to by itself (`_near`), and the subject of its clause.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from kg.annotate import Word
from kg.lexicon import words

#: A bracket and the word before it.
_BRACKETED = 2
_CONTENT = frozenset(["NOUN", "PROPN", "ADJ", "NUM", "X", "VERB"])
_NOUNS = frozenset(["NOUN", "PROPN"])
_SUBJECTS = ("nsubj", "nsubjpass")
_OBJECTS = frozenset(["dobj", "pobj", "attr"])
_MODIFIERS = frozenset(["nummod", "compound", "nmod", "amod", "quantmod", "npadvmod", "poss"])
_LEFT = frozenset(["amod", "compound", "nmod", "poss", "nummod", "punct", "quantmod"])
_DATES = frozenset(["DATE", "TIME"])
_EMPTY = words("quantities", "concepts", "empty")
_PAYING = words("quantities", "concepts", "paying")
_PAYING_ON = words("quantities", "concepts", "paying_on")
_APART = words("quantities", "concepts", "apart")
_ASIDE = words("quantities", "concepts", "aside")
_HELD_BY = words("quantities", "concepts", "held_by")
_MOVED = words("quantities", "concepts", "moved")
_COMPARED = words("quantities", "concepts", "compared")
_PERIODS = words("quantities", "concepts", "periods")
_LATER = words("quantities", "concepts", "later")
_DURING = words("quantities", "concepts", "during")
_BETWEEN = frozenset([",", ";", ":", "and", "but", "while"])
_GAPPED = frozenset(["appos", "conj", "npadvmod"])
_ADVERBIAL = frozenset(["npadvmod", "pobj", "prep", "advmod", "nummod", "pcomp"])
#: Units that mostly say how long, and belong to the clause rather than to a noun.
_TIMES = frozenset(["year", "month", "week", "day", "hour", "minute"])
#: Clauses whose pronoun mostly takes up the subject above: "the firm said that **it** had 40 vans".
_REPORTED = frozenset(["ccomp", "relcl"])
#: How many governors up a subject is looked for.
_CLIMB = 4


def concept_of(anchor: Word, taken: frozenset[int], noun: Word | None, sentence: list[Word], first: Word) -> str | None:
    """The words of what is measured. `anchor`: the topmost word of the number, or the noun that it counts;
    `taken`: the words of all numbers and counted nouns, which are no concept; `sentence`: all words around; `first`: the first word of the number.
    """
    if _is_period(anchor, sentence, first):
        return None
    found: dict[int, Word] = {}
    held = _held(sentence, first, taken) or _owner(anchor, taken, sentence)
    if held is not None:
        return _text(_phrase(held, taken, close=True), sentence)
    gapped = _gapped(sentence, first, taken)
    if gapped is None and (moved := next((w for w in _above(anchor) if w.lower in _HELD_BY), None)):
        gapped = _gapped(sentence, moved, taken)  # "…, Acme, down 3% at 40p": the 40p
    if gapped is not None:
        return _text(_phrase(gapped, taken, close=False), sentence)
    near = None if _is_of_clause(anchor) else _near(anchor, taken, noun)
    if near is not None:
        found.update(_phrase(near, taken, close=True))
    subject = _subject(anchor, taken, sentence, held=near is not None)
    if subject is not None and subject.i not in found:
        found.update(_phrase(subject, taken, close=False))
    if not found and noun is None and (before := _beside(sentence, first, taken)) is not None:
        found.update(_phrase(before, taken, close=True))
    return _text(found, sentence) or None


def _is_of_clause(anchor: Word) -> bool:
    """Whether a time says how long the clause lasts, not a noun ("**ban** for three months", "average of 70 days")."""
    behind_noun = anchor.dep == "pobj" and anchor.head.lower in ("for", "of") and anchor.head.head.pos in _NOUNS
    return anchor.lemma in _TIMES and not behind_noun


def _is_period(anchor: Word, sentence: list[Word], first: Word) -> bool:
    """Whether a number only says when: "three years later", "in the last two months"."""
    if anchor.lemma not in _TIMES:
        return False
    at = first.i - sentence[0].i
    if anchor.dep == "npadvmod" and anchor.head.lower in _LATER:
        return True
    return at > 0 and sentence[at - 1].lower in _PERIODS and anchor.dep == "pobj" and anchor.head.lower in _DURING


def _held(sentence: list[Word], first: Word, taken: frozenset[int]) -> Word | None:
    """The name or noun that a number in brackets belongs to: "**Rossi** (12 points)"."""
    at = first.i - sentence[0].i
    if at < _BRACKETED or sentence[at - 1].text != "(":
        return None
    before = sentence[at - 2]
    return before if _free(before, taken) else None


def _above(word: Word) -> Iterator[Word]:
    """The next governors of a word."""
    return islice(word.ancestors(), _CLIMB - 1)


def _owner(anchor: Word, taken: frozenset[int], sentence: list[Word]) -> Word | None:
    """The noun that the number belongs to whatever the clause says: "a **ring** worth $3", "**Acme**, down 3% at 40p";
    and what is moved, not who moves it: "pulled the **index** 2% lower".
    """
    if (
        worth := next((c for c in anchor.children if c.lower == "worth"), None)
    ) is not None:  # "40 years worth of **maps**"
        of = worth.child("prep") or anchor.child("prep")
        thing = of.child("pobj") if of is not None and of.lower == "of" else None
        return thing if thing is not None and _free(thing, taken) else None
    word = anchor
    for _ in range(_CLIMB):
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
        return owner if owner.i < word.i and _free(owner, taken) else None
    moved = owner.child("dobj") if word.lower in (_MOVED if word.i < anchor.i else _COMPARED) else None
    if moved is None or moved.i > anchor.i or moved.entity in _DATES or not _free(moved, taken):
        return None
    aside = sentence[max(0, word.left - sentence[0].i - 1)].text == ","  # "cut its forecast, down from 3%"
    return None if aside else moved


def _gapped(sentence: list[Word], first: Word, taken: frozenset[int]) -> Word | None:
    """The noun of a clause without a verb, which the model hangs on the clause before: "… by 3%, **Acme** by 4%"."""
    noun = _beside(sentence, first, taken)
    if noun is None or not _opens(noun, sentence):
        return None
    while noun.dep == "conj" and noun.head.pos in _NOUNS and noun.head.i not in taken:
        noun = noun.head
    if noun.dep not in _GAPPED or noun.entity in _DATES:
        return None
    return noun if noun.head.i in taken or noun.head.pos not in _NOUNS else None


def _opens(noun: Word, sentence: list[Word]) -> bool:
    """Whether a comma or the like stands before a noun and its modifiers, so that it may begin a clause."""
    return sentence[max(0, noun.left - sentence[0].i - 1)].text in _BETWEEN


def _beside(sentence: list[Word], first: Word, taken: frozenset[int]) -> Word | None:
    """The noun right before a number that has no governor to speak of: "**Oslo** +0.2%", "**Acme**, down 3%"."""
    at = first.i - sentence[0].i - 1
    while at >= 0 and (sentence[at].pos in ("PUNCT", "ADV", "ADP") or sentence[at].lower in ("up", "down")):
        at -= 1
    return sentence[at] if at >= 0 and _free(sentence[at], taken) else None


def _near(anchor: Word, taken: frozenset[int], noun: Word | None) -> Word | None:
    """The noun that the number belongs to by itself: "a 40 W **lamp**", "fine of $3", "3% of **sales**"."""
    of = next((c for c in anchor.children if c.dep == "prep" and c.lower in ("of", "in")), None)
    below = of.child("pobj") if of is not None else None
    if below is not None and of is not None and (noun is None or of.lower == "of") and _free(below, taken):
        return below
    whole = anchor.head.head
    if anchor.head.lower == "of" and whole.i in taken and whole.dep == "pobj" and whole.head.lower == "of":
        anchor = whole  # "**data** of millions of users"
    while (anchor.dep in ("conj", "appos") or anchor.dep in _MODIFIERS) and anchor.head.i in taken:
        anchor = anchor.head
    head = anchor.head
    if not head.text[-1].isalnum() and head.pos in _NOUNS:  # "area ≈ 4 ha"
        head = head.head
    if anchor.dep in _MODIFIERS or (anchor.dep == "appos" and noun is None):
        while head.dep == "compound" and _free(head.head, taken):  # "a 40 W | desk lamp"
            head = head.head
        return head if _free(head, taken) else None
    if head.lower in _MOVED and head.dep in ("advmod", "prep"):
        head = head.head
    if anchor.dep == "pobj" and head.dep == "prep":
        governor = head.head
        if governor.lower in _MOVED:
            governor = governor.head
        while governor.i in taken and governor.dep == "prep":
            governor = governor.head
        if governor.dep == "attr" and noun is not None:
            return None
        if noun is None and (thing := _bought(anchor, taken)) is not None:
            return thing
        return governor if _free(governor, taken) else _object(governor, anchor, taken)
    if noun is None and (thing := _bought(anchor, taken)) is not None:
        return thing
    return _object(head, anchor, taken) if anchor.dep in ("npadvmod", "advmod") else None


def _free(word: Word, taken: frozenset[int]) -> bool:
    nominal = word.pos in _NOUNS or (word.tag == "VBG" and word.dep in _SUBJECTS) or _is_code(word)
    return nominal and word.i not in taken and word.text[-1].isalnum()


def _is_code(word: Word) -> bool:
    """Names such as "TX-40", which the model may take for a pronoun."""
    return word.pos == "PRON" and not word.text.isalpha() and word.text[0].isupper()


def _object(verb: Word, anchor: Word, taken: frozenset[int]) -> Word | None:
    """What is brought to the number: "cut its **forecast** to 3%", "bought a **lamp** for $4"."""
    found = verb.child("dobj") if verb.pos == "VERB" else None
    return found if found is not None and found is not anchor and _free(found, taken) else None


def _bought(anchor: Word, taken: frozenset[int]) -> Word | None:
    """What is paid for: "paid a total of $40 for two **lamps**"."""
    if anchor.dep == "pobj" and anchor.head.head.lower in _EMPTY:
        anchor = anchor.head.head
    verb = anchor.head
    wanted = "for" if verb.lemma in _PAYING else "on" if verb.lemma in _PAYING_ON else None
    if anchor.dep != "dobj" or wanted is None:
        return None
    for prep in (*anchor.children, *verb.children):
        thing = prep.child("pobj") if prep.lower == wanted and prep.i > anchor.i else None
        if thing is not None and _free(thing, taken):
            return thing
    return None


def _subject(anchor: Word, taken: frozenset[int], sentence: list[Word], *, held: bool) -> Word | None:
    """The subject of the nearest clause above that has one which is no pronoun. `held`: whether the number belongs to
    a noun already, so that a participle behind another noun ("a firm led by brothers with a fortune of $3") ends the search.
    """
    word = anchor
    while word.head.i in taken and word.head is not word and word.dep not in _SUBJECTS:
        word = word.head
    for _ in range(_CLIMB):
        head = word.head
        if head is word or word.dep in _SUBJECTS:
            return word if word.dep in _SUBJECTS and _free(word, taken) else None
        if held and (head.lower in _ASIDE or (head.dep == "acl" and head.tag == "VBN")):
            return None
        if head.pos in ("VERB", "AUX") or head.child(*_SUBJECTS) is not None:
            subject = head.child(*_SUBJECTS) or _swallowed(head, sentence, taken)
            if subject is not None and _free(subject, taken):
                return subject
            if subject is not None and not (_is_relative(subject) or head.dep in _REPORTED):
                return None
            if head.dep == "acl" and head.tag == "VB" and head.head.dep in _OBJECTS:  # "plans to lay off 40"
                word = head.head
                continue
            if head.dep in ("acl", "relcl") and head.head.pos in _NOUNS and not _is_where(head):
                return head.head if _free(head.head, taken) else None
        word = head
    return None


def _swallowed(verb: Word, sentence: list[Word], taken: frozenset[int]) -> Word | None:
    """The subject of a later clause that the model left with the clause before it: "…, **Acme** climbed 3 cents"."""
    at = verb.left - sentence[0].i - 1
    if verb.dep != "conj" or verb.tag not in ("VBD", "VBZ", "VBP") or at < 0:
        return None
    before = sentence[at]
    return before if _opens(before, sentence) and before.dep in _GAPPED and _free(before, taken) else None


def _is_where(verb: Word) -> bool:
    """Whether a clause tells what happens in a place: "a shop where they sell 40 teas"."""
    return any(c.dep == "advmod" and c.tag == "WRB" for c in verb.children)


def _is_relative(word: Word) -> bool:
    return word.tag in ("WDT", "WP")


def _phrase(head: Word, taken: frozenset[int], *, close: bool) -> dict[int, Word]:
    """The content words of a noun's phrase, without clauses, dates and other numbers."""
    found: dict[int, Word] = {}
    stack = [head, *(_torn(head) if not close else ())]
    while stack:
        word = stack.pop()
        if word.i in taken:
            continue
        if (word.pos in _CONTENT or _is_code(word)) and word.lower not in _EMPTY and word.tag != "PRP$":
            found[word.i] = word
        stack.extend(c for c in word.children if _belongs(c, word, head, close=close))
    return found


def _torn(subject: Word) -> list[Word]:
    """The rest of a name that the model tore in two subjects: "the | **Bolt 12 Max** has"."""
    siblings = subject.head.having(subject.dep) if subject.dep in _SUBJECTS else ()
    return [s for s in siblings if s.left == subject.right + 1]


def _belongs(child: Word, word: Word, head: Word, *, close: bool) -> bool:
    if child.dep == "compound" and child.child("nummod") is not None:  # "a three-year plan"
        return False
    if child.dep in _LEFT:
        return child.i < word.i or (child.dep == "nummod" and child.pos == "NUM")
    if child.dep == "pobj":
        return child.entity not in _DATES or child.text.isdigit()
    if child.dep == "conj":
        return not (close and word is head) and child.pos in _NOUNS
    return child.dep == "pcomp" or (child.dep == "prep" and child.lower not in _APART)


def _text(found: dict[int, Word], sentence: list[Word]) -> str:
    """The words as they stand, hyphens and what hangs on them included: "all-electric range"."""
    first = sentence[0].i
    chosen: dict[int, Word] = {}
    for i in sorted(found):
        at = left = i - first
        right = at
        while left > 1 and sentence[left - 1].text in ("-", "/") and _touching(sentence, left - 2):
            left -= 2
        while right + 2 < len(sentence) and sentence[right + 1].text in ("-", "/") and _touching(sentence, right):
            right += 2
        if _is_abbreviation(sentence[right + 1 : right + 4]):
            right += 3
        chosen.update((w.i, w) for w in sentence[left : right + 1])
    pieces: list[str] = []
    previous: Word | None = None
    for i in sorted(chosen):
        word = chosen[i]
        if previous is not None and (word.start > previous.end or word.i != previous.i + 1):
            pieces.append(" ")
        pieces.append(word.text)
        previous = word
    return "".join(pieces)


def _is_abbreviation(words_after: list[Word]) -> bool:
    """Whether a name is followed by its short form: "Acme Mills **(AMX)**"."""
    if len(words_after) != _BRACKETED + 1:
        return False
    left, short, right = words_after
    return left.text == "(" and right.text == ")" and short.text.isupper() and short.pos in ("PROPN", "NOUN", "X")


def _touching(sentence: list[Word], at: int) -> bool:
    """Whether the words at `at`, `at + 1` and `at + 2` have no space between them."""
    a, b, c = sentence[at : at + 3]
    return a.end == b.start and b.end == c.start
