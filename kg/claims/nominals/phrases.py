"""The words of a noun phrase, and what the rules of this package are made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kg.annotate import Parse, Phrase, Word
from kg.claims.drafts import Proposition

_PREMODIFIERS = ("det", "amod", "compound", "nummod", "nmod", "poss", "quantmod", "case", "predet")
_WORD_MODIFIERS = (
    "amod",
    "compound",
    "nummod",
    "nmod",
    "poss",
    "case",
    "quantmod",
    "advmod",
    "punct",
    "npadvmod",
    "prep",
    "pobj",
    "det",
)
_CLAUSAL = ("relcl", "acl", "advcl", "ccomp", "appos", "parataxis")


@dataclass(frozen=True, slots=True)
class Rule:
    """A named rule, what it takes for a claim, an example, and how it finds them."""

    name: str
    description: str
    example: str
    find: Callable[[Parse], Iterable[Proposition]]


def noun_phrase(noun: Word, *, prepositions: Iterable[str] = ("of",), without: Iterable[str] = ()) -> Phrase:
    """A noun with its modifiers and its phrases with these prepositions; no clauses, appositions or conjuncts.
    `without` names labels of modifiers to leave out.
    """
    kept, taken, dropped = [noun], set(prepositions), set(without)
    for child in noun.children:
        if child.dep in dropped:
            continue
        if child.dep in _PREMODIFIERS and child.i < noun.i:
            kept += inner(child)
        elif child.dep == "prep" and child.i > noun.i and child.lower in taken:
            kept += plain(child)
        elif child.dep == "nummod":
            kept += inner(child)
    kept.sort(key=lambda word: word.i)
    while kept[-1] is not noun and kept[-1].dep == "punct":
        kept.pop()
    return Phrase.of(noun, kept)


def inner(modifier: Word) -> list[Word]:
    """A modifier with what modifies it, conjuncts and clauses left out."""
    return _below(modifier, lambda word: word.dep in _WORD_MODIFIERS)


def plain(word: Word) -> list[Word]:
    """All that hangs on a word except clauses and appositions."""
    return _below(word, lambda w: w.dep not in _CLAUSAL and not (w.dep == "punct" and w.text in "()[]:;"))


def _below(top: Word, kept: Callable[[Word], bool]) -> list[Word]:
    found, stack = [], [top]
    while stack:
        word = stack.pop()
        found.append(word)
        stack += [child for child in word.children if kept(child)]
    return found


def possessor(noun: Word) -> tuple[Word, Word] | None:
    """The noun before "'s", and the "'s" itself."""
    for child in noun.having("poss"):
        mark = child.child("case")
        if mark is not None:
            return child, mark
    return None


def subject_of(verb: Word) -> Word | None:
    """The subject of an active verb, or of the verb that it is conjoined with; pronouns that point nowhere are none."""
    for _ in range(4):
        found = verb.child("nsubj")
        if found is not None:
            return found if found.tag not in ("EX", "WDT", "WP") and found.lower not in ("it", "this", "that") else None
        if verb.child("nsubjpass") is not None or verb.dep not in ("conj", "xcomp"):
            return None
        verb = verb.head
    return None
