"""Lists after a colon: what a plural noun before it includes."""

from __future__ import annotations

from collections.abc import Iterator

from kg.annotate import Parse, Phrase, Sentence, Word
from kg.claims.drafts import Proposition
from kg.claims.nominals.phrases import Rule, noun_phrase
from kg.lexicon import words

_TRIMMED = ("and", "or", ";", ",", ".", ":", "\u2014", "-", "\u201d", '"', "both", "finally")
_NOUNS = ("NOUN", "PROPN")


def _lists(parse: Parse) -> Iterator[Proposition]:
    for sentence in parse.sentences:
        inside = parse.words_of(sentence)
        colons = [w for w in inside if w.text == ":"]
        for colon in colons:
            noun = _listed(parse, sentence, colon)
            if noun is None:
                continue
            items = _items(parse, sentence, colon, outer=colon is colons[0])
            if len(items) > 1:
                yield from (_member(noun, colon, item) for item in items)


def _listed(parse: Parse, sentence: Sentence, colon: Word) -> Word | None:
    """The plural noun that the colon spells out: the last one before it that is counted or can be listed."""
    i = colon.i - 1
    while i >= sentence.first and parse.words[i].text in ('"', "\u201d", ")"):
        i -= 1
    if i < sentence.first:
        return None
    word: Word | None = parse.words[i]
    found = None
    while word is not None:
        if word.tag in ("NNS", "NNPS") and (
            word.lemma in words("nominals", "lists", "own") | words("nominals", "lists", "others") or _counted(word)
        ):
            found = word
        above = word.head
        word = above if above is not word and above.i < colon.i and above.pos in (*_NOUNS, "ADP") else None
    return found


def _counted(noun: Word) -> bool:
    number = noun.child("nummod")
    follows = any(c.lower in ("following", "several", "these") for c in noun.children)
    return follows or (number is not None and number.lower.isalpha())


def _items(parse: Parse, sentence: Sentence, colon: Word, *, outer: bool) -> list[Phrase]:
    """The pieces of the list: cut at semicolons if there are any, else at commas and "and"."""
    after = parse.words[colon.i + 1 : sentence.last]
    if outer and any(w.text == ";" for w in after):
        return _cut(after, (";",))
    end = next((k for k, w in enumerate(after) if w.text in (";", ":", "\u201d") or w.dep == "ROOT"), len(after))
    listed = after[:end]
    if not any(w.dep == "conj" for w in listed) or any(w.tag in ("VBD", "VBZ", "VBP", "MD") for w in listed):
        return []
    found = _cut(listed, (",", "and", "or"))
    kinds = {item.head.pos in _NOUNS for item in found}
    return found if len(kinds) == 1 else []


def _cut(inside: list[Word], at: tuple[str, ...]) -> list[Phrase]:
    pieces: list[list[Word]] = [[]]
    for word in inside:
        if word.lower in at and (word.text in ";," or word.dep == "cc"):
            pieces.append([])
        else:
            pieces[-1].append(word)
    found = []
    for piece in pieces:
        words_ = _trimmed(piece)
        colon = next((k for k, w in enumerate(words_) if w.text == ":"), len(words_))
        words_ = words_[:colon]
        if words_:
            ids = {w.i for w in words_}
            head = next((w for w in words_ if w.head.i not in ids), words_[0])
            found.append(Phrase(head, tuple(words_)))
    return found


def _trimmed(piece: list[Word]) -> list[Word]:
    while piece and piece[0].lower in _TRIMMED:
        piece = piece[1:]
    while piece and piece[-1].lower in _TRIMMED:
        piece = piece[:-1]
    return piece


def _member(noun: Word, colon: Word, item: Phrase) -> Proposition:
    owner = _owner(noun)
    if owner is None:
        listed = noun_phrase(noun)
        return Proposition(
            rule="colon-list",
            predicate=colon,
            subject=listed,
            relation=Phrase(colon, (colon,)),
            label="include",
            object=item,
            confidence=0.8,
            surface=(listed.text, "include", item.text),
        )
    subject = noun_phrase(owner, prepositions=("of", "for"))
    return Proposition(
        rule="colon-list",
        predicate=noun,
        subject=subject,
        relation=Phrase(noun, (noun,)),
        label=f"have {noun.lemma.lower()}",
        object=item,
        confidence=0.8,
        surface=(subject.text, f"has the {noun.lemma.lower()}", item.text),
    )


def _owner(noun: Word) -> Word | None:
    """Whose the listed things are: the subject of the verb that ties them to it."""
    verb = noun.head.head if noun.dep == "pobj" else noun.head
    if noun.lemma not in words("nominals", "lists", "own") or noun.dep not in ("dobj", "pobj", "attr"):
        return None
    if verb.lemma not in words("nominals", "lists", "verbs"):
        return None
    subject = verb.child("nsubj", "nsubjpass")
    return subject if subject is not None and subject.pos in _NOUNS else None


RULES = (
    Rule(
        "colon-list",
        "What stands after the colon belongs to the things named before it.",
        "The plan has three goals: cutting waste; training nurses; and saving fuel.",
        _lists,
    ),
)
