"""Phrases become terms: the words, and the entity they denote."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from kg import ids
from kg.annotate import Phrase, Word
from kg.claims.drafts import Proposition
from kg.lexicon import words
from kg.records import Entity, EntityType, Term

if TYPE_CHECKING:
    from kg.entities import Resolution

#: What a noun phrase can lose and still denote the same concept: "the 272 investigations" is about investigations.
_SHED = frozenset({"DET", "NUM", "PUNCT", "PRON"})
_QUOTES = "\"'\u201c\u201d\u2018\u2019"
_ARTICLES = frozenset({"a", "an", "the", "this", "that", "these", "those"})
#: Rules of clauses that hang on a noun and tell of it.
_CLAUSES_OF_NOUNS = frozenset({"relative", "reduced", "light-verb", "clause-object", "copula", "control", "conjoined"})


class Terms:
    """Makes the terms of one text."""

    def __init__(self, resolution: Resolution, text: str) -> None:
        self.resolution, self.text = resolution, text
        self._named = frozenset(m.entity for m in resolution.mentions if m.kind == "named")

    def subject(self, proposition: Proposition) -> Term:
        """The term of a subject. "Osei, a surgeon who …" tells of Osei, not of a surgeon."""
        head = proposition.subject.head
        name = head.head
        if head.dep == "appos" and head.pos == "NOUN" and name.pos == "PROPN" and name.i < head.i:
            entity = self.resolution.of(name)
            if entity is not None and entity.id in self._named and proposition.rule in _CLAUSES_OF_NOUNS:
                return self.of(Phrase.of(name, [name, *(c for c in name.having("compound") if c.i < name.i)]))
        return self.of(proposition.subject)

    def object(self, proposition: Proposition, subject: Term) -> Term:
        """The term of an object. What somebody is, or is known as, is a description, though it points to them."""
        assert proposition.object is not None
        if proposition.rule == "title":
            return self._described(proposition.object)
        described = proposition.label == "be" or proposition.label.startswith("be ")
        return self.of(proposition.object, besides=subject.id if described else None)

    def repeats(self, proposition: Proposition) -> bool:
        """Whether a proposition says of a thing that it is itself."""
        if proposition.label != "be" or proposition.object is None:
            return False
        subject = self.subject(proposition)
        object_ = self.object(proposition, subject)
        return object_.label.casefold() == subject.label.casefold() or (
            object_.id is not None and object_.id == subject.id
        )

    def of(self, phrase: Phrase, *, besides: str | None = None) -> Term:
        """The term of a phrase. Its `text` is what stands at `[start, end)`. Its `label` is the entity's where the
        phrase names it or points back to it, and else the phrase as it reads: "91 offices" stays "91 offices". It
        never is the entity with the id `besides`.
        """
        start, end = phrase.core()
        beside = self._named_beside(phrase.head)
        entity = beside or (None if _is_either(phrase) else self.resolution.of(phrase.head))
        if entity is not None and entity.id != besides and (beside or self._denotes(phrase, entity)):
            known = entity.id in self._named or (phrase.head.pos == "PROPN" and entity.type == "person")
            named = phrase.head.pos in ("PRON", "DET") or (known and not _counts(phrase))
            label = entity.label if named else readable(phrase) or entity.label
            return Term(text=self.text[start:end], id=entity.id, label=label, type=entity.type, start=start, end=end)
        return self._described(phrase)

    def _denotes(self, phrase: Phrase, entity: Entity) -> bool:
        return (entity.id in self._named or self._owner(phrase) is None) and denotes(phrase, entity)

    def _named_beside(self, noun: Word) -> Entity | None:
        """Who is named right after a noun: "the German company Hartwig", "another adviser, Karl Osei"."""
        name = noun.child("appos") if noun.tag == "NN" else None
        if name is None or name.pos != "PROPN" or not name.entity or name.i < noun.i:
            return None
        entity = self.resolution.of(name)
        close = not any(c.dep == "punct" and noun.i < c.i < name.i for c in noun.children)
        if entity is None or entity.id not in self._named:
            return None
        return entity if close or entity.type == "person" else None

    def _described(self, phrase: Phrase) -> Term:
        """The term of a phrase that names no entity: a concept."""
        start, end = phrase.core()
        owner = self._owner(phrase)
        name = concept_name(phrase)
        label = readable(phrase) or self.text[start:end]
        if owner is not None:
            name = f"{owner.label} {name}"
            label = f"{owner.acronym or owner.label}'s {label.partition(' ')[2]}"
        return Term(
            text=self.text[start:end],
            id=ids.entity(name) if name and not is_open(phrase) else None,
            label=label,
            type=concept_type(phrase, self.resolution.of(phrase.head)),
            start=start,
            end=end,
        )

    def _owner(self, phrase: Phrase) -> Entity | None:
        """Whose the thing is, in "its agents": agents of one agency aren't those of another."""
        first = phrase.words[0]
        if first.tag != "PRP$" or first.head is not phrase.head or len(phrase.words) < 2:
            return None
        owner = self.resolution.of(first)
        return owner if owner is not None and owner.id in self._named else None


def denotes(phrase: Phrase, entity: Entity) -> bool:
    """Whether the whole phrase denotes the entity that its head belongs to: "the Mexican government" does; "offices in
    Mexico" is more than offices, and a department's bureau isn't the department.
    """
    if phrase.head.pos in ("PRON", "DET") or entity.type in ("person", "time"):
        return True
    names = _folded(entity)
    if phrase.head.pos == "PROPN":
        return not names.isdisjoint((phrase.head.lower, phrase.head.lemma.lower(), phrase.head.lower.removesuffix("s")))
    return content_words(phrase) <= names


def _is_either(phrase: Phrase) -> bool:
    """Whether a phrase leaves open which it is: "Osei or Ruiz" is neither's name."""
    return any(w.lower in ("or", "nor") and w.head is phrase.head and w.dep == "cc" for w in phrase.words)


def is_open(phrase: Phrase) -> bool:
    """Whether a phrase is a pronoun alone: who isn't known by any entity is nobody in particular."""
    return len(phrase.words) == 1 and phrase.head.pos in ("PRON", "DET")


def _counts(phrase: Phrase) -> bool:
    """Whether a phrase is about some of those it names, or one like it: "most Danes", "two Danes", "a Danish General"."""
    first = phrase.words[0]
    if first is phrase.head or any(c.dep == "appos" and c.pos == "PROPN" for c in phrase.head.children):
        return False  # "a surgeon, Ama Osei" is Osei
    return first.pos == "NUM" or first.lower in words("assembly", "determiners", "some")


def content_words(phrase: Phrase) -> frozenset[str]:
    """Lower-case lemmas of the words that carry the meaning of a phrase."""
    return frozenset(w.lemma.lower() for w in phrase.words if w.pos in ("NOUN", "PROPN", "ADJ", "VERB"))


@functools.lru_cache(maxsize=4096)
def _folded(entity: Entity) -> frozenset[str]:
    names = (entity.label, *entity.aliases)
    parts = {part for name in names for part in name.lower().replace("-", " ").split()}
    return frozenset(parts | {part.removesuffix("s") for part in parts})


def concept_type(phrase: Phrase, entity: Entity | None) -> EntityType:
    """The type of a phrase that is more than an entity's name: that of its head, but never a name's."""
    if entity is not None and entity.type in ("person", "group", "substance", "document", "law"):
        return entity.type if entity.type != "person" or phrase.head.tag == "NN" else "group"
    return "concept"


def readable(phrase: Phrase) -> str:
    """The phrase without its leading article."""
    said = list(phrase.words)
    while len(said) > 1 and said[0].lower in _ARTICLES and said[0].dep == "det":
        said.pop(0)
    text = Phrase(phrase.head, tuple(said)).text.strip(" ,;") if said else ""
    inner = text.strip(_QUOTES)
    return inner if not any(mark in inner for mark in _QUOTES) else text


def concept_name(phrase: Phrase) -> str:
    """The name under which equal concepts meet: no determiners, numbers or possessives, the head in the singular."""
    kept = [w for w in phrase.words if not _shed(w, phrase.head)]
    return " ".join(w.lemma if w is phrase.head and w.pos == "NOUN" else w.lower for w in kept)


def _shed(word: Word, head: Word) -> bool:
    return word is not head and (word.pos in _SHED or (word.tag == "POS" and word.dep == "case"))
