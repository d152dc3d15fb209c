"""Phrases become terms: the words, and the entity they denote."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from kg import ids
from kg.annotate import Phrase, Word
from kg.records import Entity, EntityType, Term

if TYPE_CHECKING:
    from kg.entities import Resolution

#: What a noun phrase can lose and still denote the same concept: "the 272 investigations" is about investigations.
_SHED = frozenset({"DET", "NUM", "PUNCT", "PRON"})
_ARTICLES = frozenset({"a", "an", "the", "this", "that", "these", "those"})


def term(phrase: Phrase, resolution: Resolution, text: str) -> Term:
    """The term of a phrase. Its `text` is what stands at `[start, end)`; its `label` names the entity, or reads the
    whole phrase where that denotes a concept.
    """
    start, end = phrase.core()
    entity = resolution.of(phrase.head)
    if entity is not None and denotes(phrase, entity):
        return Term(text=text[start:end], id=entity.id, label=entity.label, type=entity.type, start=start, end=end)
    name = concept_name(phrase)
    return Term(
        text=text[start:end],
        id=ids.entity(name) if name else None,
        label=readable(phrase) or text[start:end],
        type=concept_type(phrase, entity),
        start=start,
        end=end,
    )


def denotes(phrase: Phrase, entity: Entity) -> bool:
    """Whether the whole phrase denotes the entity that its head belongs to: "the Mexican government" does,
    "offices in Mexico" and "agents of HSI" are more than the entity of a head noun that stands alone.
    """
    if phrase.head.pos in ("PROPN", "PRON", "DET"):
        return True
    return entity.type != "concept" or content_words(phrase) <= _folded(entity)


def content_words(phrase: Phrase) -> frozenset[str]:
    """Lower-case lemmas of the words that carry the meaning of a phrase."""
    return frozenset(w.lemma.lower() for w in phrase.words if w.pos in ("NOUN", "PROPN", "ADJ", "VERB"))


@functools.lru_cache(maxsize=4096)
def _folded(entity: Entity) -> frozenset[str]:
    names = (entity.label, *entity.aliases)
    words = {part for name in names for part in name.lower().replace("-", " ").split()}
    return frozenset(words | {w.removesuffix("s") for w in words})


def concept_type(phrase: Phrase, entity: Entity | None) -> EntityType:
    """The type of a phrase that is more than an entity's name: that of its head, but never a name's."""
    if entity is not None and entity.type in ("person", "group", "substance", "document", "law"):
        return entity.type if entity.type != "person" or phrase.head.tag == "NN" else "group"
    return "concept"


def readable(phrase: Phrase) -> str:
    """The phrase without its leading article."""
    words = [w for w in phrase.words if w.pos != "SPACE"]
    while len(words) > 1 and words[0].lower in _ARTICLES and words[0].pos in ("DET", "PRON"):
        words.pop(0)
    return Phrase(phrase.head, tuple(words)).text.strip(" \"'\u201c\u201d\u2018\u2019,;") if words else ""


def concept_name(phrase: Phrase) -> str:
    """The name under which equal concepts meet: no determiners, numbers or possessives, the head in the singular."""
    kept = [w for w in phrase.words if not _shed(w, phrase.head)]
    return " ".join(w.lemma if w is phrase.head and w.pos == "NOUN" else w.lower for w in kept)


def _shed(word: Word, head: Word) -> bool:
    return word is not head and (word.pos in _SHED or (word.tag == "POS" and word.dep == "case"))
