"""Where bodies have offices, and of which country or place they are: "HSI's office in Tucson", "Peru's Ministry of Health".

In: a text's candidates and the entity of each word. Out: pairs of entities with the words `[first, last]` that say so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from kg.annotate import Parse, Word
from kg.entities.names import is_known_place, plain
from kg.entities.traits import is_authority
from kg.lexicon import words
from kg.mentions import Candidate
from kg.mentions.types import demonyms
from kg.records import Entity

_BODIES = frozenset({"agency", "unit", "group"})

#: A body, the place, and the first and last word that say so (indexes).
Site = tuple[Entity, Entity, int, int]


class Sites:
    """Finds the sites and the countries of a text's bodies."""

    def __init__(self, parse: Parse, of: Callable[[Word], Entity | None], named: Mapping[str, Entity]) -> None:
        self._parse = parse
        self._of = of
        self._named = named

    def sites(self, candidates: Sequence[Candidate]) -> Iterator[Site]:
        """As in "HSI's office in Tucson", "the survey, based in Skarr", "the Skarr-based survey", "HSI Mexico"."""
        for word in self._parse.words:
            if word.pos in ("NOUN", "PROPN") and word.lemma.lower() in words("ties", "sites", "nouns"):
                yield from self._premises(word)
            elif word.lower in ("based", "headquartered", "located", "stationed"):
                yield from self._based(word)
        for candidate in candidates:
            if candidate.kind == "named" and candidate.type in _BODIES:
                yield from self._branch(candidate)

    def _premises(self, noun: Word) -> Iterator[Site]:
        """A body's office and where it is."""
        owner = next((b for c in noun.having("poss", "compound") if (b := self._body(c))), None)
        if owner is None and noun.dep == "dobj" and noun.head.lemma in ("have", "open", "operate", "maintain", "run"):
            owner = next((b for c in noun.head.having("nsubj") if (b := self._body(c))), None)
        if owner is None or self._is_negated(noun.head):
            return
        for place, word in self._places(noun):
            yield owner, place, min(noun.left, word.left), max(noun.right, word.i)

    def _based(self, word: Word) -> Iterator[Site]:
        if word.dep == "acl" or (word.dep in ("ROOT", "relcl", "conj") and word.child("nsubjpass")):
            said = next((w for w in (word.head, *word.having("nsubjpass")) if self._body(w)), None)
            body = self._body(said) if said else None
            if said and body:
                for place, at in self._places(word):
                    yield body, place, min(word.i, said.i), at.i
        elif word.dep == "amod" and (owner := self._body(word.head)):
            for child in word.having("npadvmod", "compound"):
                found = self._of(child)
                if found is not None and found.type == "place":
                    yield owner, found, child.i, word.head.i

    def _branch(self, candidate: Candidate) -> Iterator[Site]:
        """As in "Interpol Peru", which works there."""
        name = candidate.name.split()
        entity = self._of(self._parse.words[candidate.last])
        for k in range(1, len(name)):
            place = self._named.get(plain(" ".join(name[k:])))
            if is_known_place(plain(" ".join(name[k:]))) and place is not None and entity is not None:
                whole = self._named.get(plain(" ".join(name[:k])))
                if whole is not None and whole.type in _BODIES and place.type == "place":
                    yield entity, place, candidate.first, candidate.last

    def countries(self, candidates: Sequence[Candidate]) -> Iterator[Site]:
        """As in "Peru's Ministry of Health", "the Peruvian Ministry of Health", "the Ministry of Health of Peru"."""
        for candidate in candidates:
            entity = self._of(self._parse.words[candidate.last])
            if candidate.kind != "named" or entity is None or entity.type not in ("agency", "unit"):
                continue
            if not is_authority(entity.label):
                continue
            head = candidate.head
            for word in head.having("poss", "amod", "nmod", "compound"):
                place = self._of(word) or self._named.get(plain(demonyms().get(word.lower) or "?"))
                if place is not None and place.type == "place":
                    yield entity, place, min(word.i, candidate.first), candidate.last
            for preposition in head.having("prep"):
                for word in preposition.having("pobj") if preposition.lower == "of" else ():
                    place = self._of(word)
                    if place is not None and place.type == "place":
                        yield entity, place, candidate.first, max(word.i, candidate.last)

    def _body(self, word: Word) -> Entity | None:
        found = self._of(word)
        return found if found is not None and found.type in _BODIES and found.label != found.label.lower() else None

    def _places(self, word: Word) -> Iterator[tuple[Entity, Word]]:
        """The places that a word is said to be in, those listed with "and" too."""
        for preposition in word.having("prep"):
            if preposition.lower in words("ties", "sites", "prepositions"):
                queue = preposition.having("pobj")
                for object_ in queue:
                    queue.extend(object_.having("conj"))
                    place = self._of(object_)
                    if place is not None and place.type == "place":
                        yield place, object_

    @staticmethod
    def _is_negated(word: Word) -> bool:
        return any(c.dep == "neg" for c in word.children) or any(
            c.dep == "aux" and c.lower in ("would", "could", "may", "might", "should") for c in word.children
        )
