"""Titles and roles before names."""

from __future__ import annotations

from collections.abc import Iterator

from kg.annotate import Name, Parse, Phrase, Word
from kg.claims.drafts import Proposition
from kg.claims.nominals.phrases import Rule
from kg.lexicon import words

_MODIFIERS = ("compound", "nmod", "amod", "det", "poss")


def _titles(parse: Parse) -> Iterator[Proposition]:
    for name in parse.names:
        if name.label == "PERSON":
            yield from _title(parse, name)


def _title(parse: Parse, name: Name) -> Iterator[Proposition]:
    first, last = name.first, name.last
    while first < last - 1 and is_title(parse.words[first]):  # the model may take the title for a part of the name
        first += 1
    first = _address(parse, first, last)
    if last < len(parse.words) and parse.words[last].tag == "POS":
        return
    inside = parse.words[first:last]
    if not inside or inside[-1].tag == "POS":
        return
    person = next((w for w in reversed(inside) if not first <= w.head.i < last), inside[-1])
    role = _role_before(parse, first, person)
    if role is None or any(w.dep in ("conj", "cc") for w in role):
        return
    last_word = next((w for w in reversed(role) if is_title(w) or _of_title(w)), role[-1])
    head = last_word.head.head if not is_title(last_word) and _of_title(last_word) else last_word
    yield Proposition(
        rule="title",
        predicate=head,
        subject=Phrase(person, tuple(inside)),
        relation=Phrase(head, (head,)),
        label="be",
        object=Phrase.of(head, role),
        confidence=0.85,
        surface=(Phrase(person, tuple(inside)).text, "is", Phrase.of(head, role).text),
    )


def _address(parse: Parse, first: int, last: int) -> int:
    """The name without a form of address: "Mr", "Dr."."""
    while first < last - 1 and _form(parse.words[first]) in words("nominals", "titles", "address"):
        first += 1
    return first


def _role_before(parse: Parse, first: int, person: Word) -> list[Word] | None:
    """The words of the title, back from the name to where its noun phrase begins."""
    start = first
    while start > person.left and parse.words[start - 1].sentence == person.sentence:
        before = parse.words[start - 1]
        if before.pos == "PUNCT" and before.text not in ("-", "."):
            break
        if before.pos in ("CCONJ", "VERB") or before.tag == "CD":
            break
        start -= 1
    role = parse.words[start:first]
    while role and role[0].dep == "det" and role[0].lower in ("the", "a", "an", "this", "that"):
        role = role[1:]
    if not role or role[0].pos == "PUNCT" or not (is_title(role[-1]) or _of_title(role[-1])):
        return None
    if any(c.dep in _MODIFIERS for c in person.children) and role[-1].pos in ("NOUN", "PROPN"):
        return role
    return None


def _of_title(word: Word) -> bool:
    """Whether a word ends a title such as "Secretary of State"."""
    return word.dep == "pobj" and word.head.lower in ("of", "for") and is_title(word.head.head)


def is_title(word: Word) -> bool:
    """Whether a noun names a role: it is listed, or a common noun that ends like one."""
    if word.pos not in ("NOUN", "PROPN") or word.lower in words("nominals", "titles", "not-roles"):
        return False
    form = _form(word)
    if form in words("nominals", "titles", "address") and not word.text.islower():
        return False
    if form in words("titles", "words") or form in words("nominals", "titles", "words"):
        return True
    common = word.text.islower() and word.tag == "NN" and len(word.text) > 4
    return common and word.lower.endswith(tuple(sorted(words("nominals", "titles", "suffixes"))))


def _form(word: Word) -> str:
    return word.lower.rstrip(".")


RULES = (
    Rule(
        "title", "A role before a person's name is what the person is.", "Finance Minister Ana Ruiz resigned.", _titles
    ),
)
