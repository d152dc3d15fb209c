"""Descriptions ("the vetted unit", "its two ports", "farmers") and pronouns."""

from __future__ import annotations

import functools

from kg.annotate import Parse, Word
from kg.lexicon import table, words
from kg.mentions.drafts import Candidate
from kg.mentions.types import demonyms, noun_type
from kg.records import EntityType

_DEFINITE = frozenset({"the", "this", "that", "these", "those", "such", "both"})
_POSSESSIVE = frozenset({"PRP$", "WP$"})
#: Children of a noun that are no part of what it denotes: they name something else or say something about it.
_CUT = frozenset({"appos", "conj", "cc", "punct", "parataxis", "advcl", "dep", "intj", "meta", "preconj"})
_SHED_FROM_NAME = frozenset({"DET", "NUM", "PUNCT", "PRON", "ADV", "SYM"})
_VAGUE = frozenset(
    {"most", "more", "many", "several", "few", "fewer", "such", "own", "same", "other", "various", "numerous"}
)
_KEPT = frozenset({"amod", "compound", "nmod", "poss"})
_INSIDE = frozenset({"compound", "nmod"})


@functools.cache
def pronouns() -> dict[str, str]:
    """Pronouns in lower case with the list they are in: "she" → "female"."""
    return {word: key for key, group in table("pronouns").items() for word in group}


def nominals(parse: Parse, taken: dict[int, Candidate]) -> list[Candidate]:
    """Candidates of kind `nominal` and `pronoun`, and names' noun phrases: heads in `taken` are names' words."""
    found = []
    proper = {w.lower for w in parse.words if w.pos == "PROPN" or (w.i in taken and taken[w.i].kind == "named")}
    for word in parse.words:
        if word.tag in ("PRP", "PRP$", "WP$") and word.lower in pronouns():
            found.append(_pronoun(word))
        elif word.pos == "NOUN" and word.i not in taken and word.dep not in _INSIDE and word.text[:1].isalpha():
            found.append(_nominal(parse, word, proper))
    return found


def _pronoun(word: Word) -> Candidate:
    group = pronouns()[word.lower]
    kind: EntityType = "concept"
    if group in ("male", "female", "speaker", "you"):
        kind = "person"
    elif group in ("speakers", "plural"):
        kind = "group"
    return Candidate(head=word, first=word, last=word, kind="pronoun", type=kind, name=word.lower, definite=True)


def _nominal(parse: Parse, head: Word, proper: set[str]) -> Candidate:
    first, last = span_of(parse, head)
    before = parse.words[head.i - 1] if head.i > first.i else None
    kind: EntityType = noun_type(head.lower, before.lower if before else "") or noun_type(head.lemma) or "concept"
    if {head.lower, head.lemma.lower()} & words("types", "named_only", "words"):
        kind = "concept"
    elif kind == "person" and head.tag == "NNS":
        kind = "group"
    definite = any(c.lower in _DEFINITE or c.tag in _POSSESSIVE or c.dep == "poss" for c in head.children)
    return Candidate(
        head=head,
        first=first,
        last=last,
        kind="nominal",
        type=kind,
        name=description(parse, head, proper),
        definite=definite,
    )


def span_of(parse: Parse, head: Word) -> tuple[Word, Word]:
    """The first and last word of the noun phrase: with its modifiers, without appositions, conjuncts and clauses."""
    first = min([head.i, *(c.left for c in head.children if c.i < head.i and c.dep not in _CUT and c.dep != "case")])
    last = head.i
    for child in head.children:
        if child.i < head.i:
            continue
        if child.dep in _CUT or child.left != last + 1:
            if child.dep == "case" and child.i == last + 1:
                last = child.i
                continue
            break
        last = child.right
    text = parse.words
    last = next((k - 1 for k in range(head.i + 1, last + 1) if text[k].text in (":", ";")), last)
    while first < head.i and (
        text[first].pos in ("PUNCT", "ADP", "CCONJ", "ADV") and text[first].lower not in ("about", "over", "nearly")
    ):
        first += 1
    while last > head.i and text[last].pos == "PUNCT":
        last -= 1
    return text[first], text[last]


def description(parse: Parse, head: Word, proper: set[str]) -> str:
    """The words that make a description, without determiner, numbers and complements, the head in the singular, and
    in lower case but for those that are `proper` somewhere in the text:
    "the 272 criminal investigations" → "criminal investigation", "the bank's old vaults" → "bank's old vault".
    """
    pieces: list[str] = []
    for child in head.children:
        if child.i > head.i or child.dep not in _KEPT or child.pos in _SHED_FROM_NAME:
            continue
        for word in parse.words[child.left : min(child.right + 1, head.i)]:
            if word.tag == "POS" and pieces:
                pieces[-1] += word.text
            elif word.pos not in _SHED_FROM_NAME and word.tag != "POS" and word.lower not in _VAGUE:
                pieces.append(word.text if _keeps_capitals(word, proper) else word.lower)
    return " ".join([*pieces, head.lemma if _has_capitals(head) else head.lemma.lower()])


def _keeps_capitals(word: Word, proper: set[str]) -> bool:
    """Whether a word's capital is its own and not the sentence's: "WaT", "FY2022", a name, an adjective of origin."""
    return word.lower in demonyms() or _has_capitals(word) or (word.lower in proper and word.text[:1].isupper())


def _has_capitals(word: Word) -> bool:
    return not word.text.islower() and not word.text[1:].islower() and any(c.isupper() for c in word.text[1:])
