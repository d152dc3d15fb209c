"""What an organisation has, and what is a part of it."""

from __future__ import annotations

from collections.abc import Iterator

from kg.annotate import Parse, Phrase, Word
from kg.claims.drafts import Proposition
from kg.claims.nominals.phrases import Rule, noun_phrase, possessor
from kg.claims.nominals.titles import is_title
from kg.lexicon import words

_OWNERS = ("ORG", "GPE", "NORP", "FAC", "PRODUCT", "LOC", "")
_NAMED = ("ORG", "FAC", "PRODUCT")


def _possessions(parse: Parse) -> Iterator[Proposition]:
    in_names = {i for name in parse.names if name.label != "PERSON" for i in range(name.first + 1, name.last - 1)}
    for word in parse.words:
        if word.tag == "POS" and word.dep == "case":
            noun = word.head.head
            owner = possessor(noun)
            if owner is not None and owner[1] is word and _has(owner[0], noun) and word.i not in in_names:
                yield _possession(owner[0], word, noun)


def _possession(owner: Word, mark: Word, noun: Word) -> Proposition:
    subject, thing = noun_phrase(owner, without=("case",)), noun_phrase(noun, without=("poss",))
    return Proposition(
        rule="possession",
        predicate=mark,
        subject=subject,
        relation=Phrase(mark, (mark,)),
        label="have",
        object=thing,
        confidence=0.75,
        surface=(subject.text, "has", thing.text),
    )


def _has(owner: Word, noun: Word) -> bool:
    """Whether "'s" says that the owner has a unit or a named thing. Days have nothing: "Monday's parliament"."""
    if owner.entity in ("DATE", "TIME") or owner.tag not in ("NN", "NNP"):
        return False
    if any(c.dep == "conj" for c in owner.children) or is_title(owner):
        return False
    unit = noun.lemma.lower() in words("nominals", "possessed", "units")
    if noun.pos == "PROPN":
        named = noun.entity in _NAMED or noun.text.isupper() or unit
        return named and owner.pos == "PROPN" and owner.entity in _OWNERS and not is_title(noun)
    described = any(c.dep in ("compound", "amod", "nmod") for c in noun.children)
    return noun.pos == "NOUN" and described and (unit or noun.lemma in words("nominals", "possessed", "means"))


def _parts(parse: Parse) -> Iterator[Proposition]:
    for word in parse.words:
        if word.lemma.lower() in words("nominals", "parts", "words") and word.pos in ("NOUN", "PROPN"):
            yield from _part(word)


def _part(noun: Word) -> Iterator[Proposition]:
    if not any(c.dep in ("compound", "amod", "nmod") for c in noun.children):
        return  # "a branch of the bank" doesn't say which
    for link in noun.having("prep"):
        whole = link.child("pobj")
        if whole is None or link.lower not in words("nominals", "parts", "prepositions"):
            continue
        if whole.entity not in ("ORG", "GPE", "") or (whole.pos == "NOUN" and whole.lemma not in _wholes()):
            continue
        if whole.pos not in ("NOUN", "PROPN") or (link.entity and noun.entity == whole.entity):
            continue  # inside one name: "the Joint Committee of Trustees"
        subject = noun_phrase(noun, prepositions=())
        yield Proposition(
            rule="part",
            predicate=link,
            subject=subject,
            relation=Phrase(link, (link,)),
            label="be part of",
            object=noun_phrase(whole),
            confidence=0.7,
            surface=(subject.text, "is part of", noun_phrase(whole).text),
        )


def _wholes() -> frozenset[str]:
    return words("nominals", "possessed", "units")


RULES = (
    Rule(
        "possession",
        "A named thing or a unit before which \"'s\" stands is the owner's.",
        "The bank's fraud unit grew.",
        _possessions,
    ),
    Rule(
        "part",
        "A named or described unit of an organisation is a part of it.",
        "The sonar laboratory of the navy closed.",
        _parts,
    ),
)
