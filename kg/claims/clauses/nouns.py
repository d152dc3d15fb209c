"""Propositions without a verb: appositions, and the members of what is listed after "including"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.annotate import Phrase, Word
from kg.claims.clauses.phrases import conjuncts, is_called, noun_phrase, spread, together
from kg.claims.clauses.rules import RULES
from kg.claims.drafts import Proposition
from kg.lexicon import words
from kg.mentions.types import noun_type

_NOMINAL = ("NOUN", "PROPN")
#: Of these types are nouns that stand for people: "the guards, the nurses" are two groups.
_PEOPLE = ("person", "group")
#: Names of these kinds side by side are a list.
_LISTED = frozenset({"ORG", "LOC", "FAC", "PERSON"})


def of_noun(noun: Word) -> Iterator[Proposition]:
    """What hangs on a noun and says something of it."""
    for child in noun.children:
        if child.dep in ("appos", "npadvmod") and noun.entity == child.entity == "GPE":
            yield from _place(noun, child)
        elif child.dep == "appos":
            yield from _apposition(noun, child)
        elif child.dep == "prep" and child.lower in words("clauses", "prepositions", "member"):
            yield from _members(noun, child)


def _apposition(noun: Word, other: Word) -> Iterator[Proposition]:
    """ "Osei, a surgeon": set off by a comma or dash, of two nouns; "(WHO)" is an alias, not a claim."""
    if noun.dep == "oprd" or is_called(noun, other) or noun.i < noun.head.i < other.i:
        return
    between = [c for c in (*noun.children, *other.children) if c.dep == "punct" and noun.i < c.i < other.i]
    if other.pos not in _NOMINAL or noun.pos not in (*_NOMINAL, "PRON") or not between:
        return
    if any(c.text in "([:;" for c in between) or other.entity in ("DATE", "TIME", "CARDINAL", "GPE"):
        return
    if any(c.dep == "neg" and noun.i < c.i < other.i for c in (*noun.children, *other.children)):
        return  # "a burden, not an asset"
    if other.pos == "NOUN" and (noun.dep == "appos" or other.child("appos") is not None) and noun.pos == "NOUN":
        return  # "your name, your home, your faith" is a list
    if _side_by_side(noun, other):
        return
    if noun.child("nummod") is not None and other.child("nummod") is not None:
        return  # "nine nurses, six cooks and a guard" is a list
    if other.entity == "PERSON" and noun.tag in ("NNS", "NNPS") and other.child("conj") is None:
        return  # "Keep the boats, Osei": one person isn't several
    if noun.entity in ("DATE", "TIME") or (noun.entity == "GPE" and other.pos == "PROPN"):
        return
    if not any(c.isalpha() for c in other.text) or other.lower.rstrip(".") == "no" or _one_name(noun, other):
        return
    if other.lemma.lower() in words("clauses", "nouns", "summing") and other.child("det") is not None:
        return  # "…, a move that angered fishers" sums up the clause
    if any(c.tag == "HYPH" and c.end == other.start for c in other.children):  # "Ruiz, R-Ohio"
        return
    swapped = noun.pos == "NOUN" and other.pos == "PROPN"
    for described in _descriptions(noun, other):
        name, description = (described, noun_phrase(noun)) if swapped else (_described(noun, other), described)
        number = "are" if _is_plural(name) else "is"
        yield Proposition(
            rule="apposition",
            predicate=other,
            subject=name,
            relation=Phrase(other, (other,)),
            label="be",
            object=description,
            confidence=RULES["apposition"].trust - 0.005 * min(len(description.words), 20),
            surface=(name.text, number, _inside(description) if swapped else description.text),
        )


def _side_by_side(noun: Word, other: Word) -> bool:
    """ "We thank the guards, the nurses who treat them", "the owner, the porter but also the guard": a list. Nor are all
    voters the young of "voters, especially the young".
    """
    if any(w.lower in words("clauses", "adverbs", "singling") for w in noun_phrase(other).words[:1]):
        return True
    if any(c.lower == "but" for c in other.having("cc")):
        return True
    mine = [c.lower for w in (noun, other) for c in w.having("poss") if c.tag == "PRP$"]
    if len(mine) == 2 and mine[0] == mine[1] and other.child("conj") is not None:
        return True  # "his degree, his boat and his farm"
    both = all(w.tag == "NNS" and any(c.lower == "the" for c in w.having("det")) for w in (noun, other))
    return both and noun_type(other.lower) in _PEOPLE


def _descriptions(noun: Word, other: Word) -> list[Phrase]:
    """ "the founder and owner of the mill" is two; "the son of a nurse and a miner" is one; names are one in a row."""
    if other.pos != "NOUN":
        return [together(other) if noun.tag == "NNS" else noun_phrase(other)]
    inner = other.child("prep")
    one = noun.entity == "PERSON" and noun.tag == "NNP" and len(conjuncts(noun)) == 1
    return [
        phrase
        for phrase in spread(other)
        if phrase.head is other
        or (
            phrase.head.pos == "NOUN"
            and (inner is None or phrase.head.i < inner.i or phrase.head.child("det") is None)
            and not (one and phrase.head.tag == "NNS")  # "Osei, his chief, and two clerks": he is no two clerks
        )
    ]


def _described(noun: Word, other: Word) -> Phrase:
    """Who the description holds for: of "Osei and Ruiz, the presenters" both."""
    listed = other.tag == "NNS" and noun.tag in ("NN", "NNP") and any(noun.i < c.i < other.i for c in conjuncts(noun))
    return together(noun) if listed else noun_phrase(noun)


def _inside(description: Phrase) -> str:
    """A description as it reads inside of a sentence: "a lawyer"."""
    text, first = description.text, description.words[0]
    return f"{text[:1].lower()}{text[1:]}" if first.tag in ("DT", "PRP$") else text


def _is_plural(phrase: Phrase) -> bool:
    return phrase.head.tag in ("NNS", "NNPS") or any(w.dep == "conj" and w.head is phrase.head for w in phrase.words)


def _one_name(noun: Word, other: Word) -> bool:
    """Whether two names of one kind stand side by side: a list, or one name with a comma in it ("University of X, Y")."""
    if noun.pos != "PROPN" or other.pos != "PROPN" or noun.entity != other.entity or noun.entity not in _LISTED:
        return False
    return other.child("det", "poss") is None


def _place(noun: Word, wider: Word) -> Iterator[Proposition]:
    """ "Alma, Arkansas": a place with the wider place that it is in."""
    if wider.i < noun.i or noun.pos != "PROPN" or wider.pos != "PROPN":
        return
    if not any(c.dep == "punct" and c.text == "," and noun.i < c.i < wider.i for c in noun.children):
        return
    place, around = _name(noun), _name(wider)
    yield Proposition(
        rule="place",
        predicate=wider,
        subject=place,
        relation=Phrase(wider, (wider,)),
        label="be in",
        object=around,
        confidence=RULES["place"].trust,
        surface=(place.text, "is in", around.text),
    )


def _name(noun: Word) -> Phrase:
    """A name alone: "Alma" of "sunny Alma in May"."""
    return Phrase.of(noun, [noun, *(c for c in noun.having("compound") if c.entity == noun.entity)])


def _counted(noun: Word, including: Word) -> Word:
    """ "the influence of clubs, including the Herons": clubs, the influence includes nothing."""
    of = next((c for c in noun.having("prep") if c.lower == "of"), None)
    several = of.child("pobj") if of is not None and noun.tag == "NN" else None
    near = several is not None and max(w.i for w in several.subtree() if w.i < including.i) >= including.i - 2
    return several if several is not None and near and several.tag in ("NNS", "NNPS") else noun


def _members(noun: Word, including: Word) -> Iterator[Proposition]:
    first = including.child("pobj")
    if (
        first is None
        or noun.pos not in (*_NOMINAL, "PRON")
        or any(c.dep == "conj" and c.i < including.i for c in noun.children)
    ):
        return
    while noun.tag in ("NN", "NNP") and noun.dep == "pobj" and noun.head.head.tag in ("NNS", "NNPS"):
        noun = noun.head.head  # "critics of the mine, including Osei": critics
    noun = _counted(noun, including)
    kind = noun_type(noun.lower)
    if first.entity == "PERSON" and (kind not in (*_PEOPLE, None) or (kind is None and noun.tag == "NN")):
        return  # "peace between the two campaigns, including Osei": who is in a campaign?
    whole = noun_phrase(noun)
    for member in spread(first):
        yield Proposition(
            rule="member",
            predicate=including,
            subject=whole,
            relation=Phrase(including, (including,)),
            label="include",
            object=member,
            confidence=RULES["member"].trust,
            surface=(whole.text, including.lower, member.text),
        )
