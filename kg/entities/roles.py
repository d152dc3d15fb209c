"""Who has what role where: "Foreign Minister Pia Aho", "Ana Ruiz, director of the Reef Survey", "led by Ana Ruiz".

In: a text's candidates and the entity of each word. Out: ties of the kind `member`, with the role as it reads, whether it
is of the present, and the time that the sentence gives.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.annotate import Parse, Word
from kg.claims.drafts import TimeSpan
from kg.claims.nominals.titles import is_title
from kg.entities.names import plain
from kg.lexicon import table, words
from kg.mentions import Candidate
from kg.mentions.types import demonyms, noun_type
from kg.records import Entity, Standing, Time

_BODIES = frozenset({"agency", "unit", "group", "operation", "facility", "document", "law"})
_SUBJECTS = ("nsubj", "nsubjpass")
_NAMED_AS = ("oprd", "attr", "dobj")
_INSIDE = frozenset({"compound", "amod", "nmod", "punct", "nummod"})
#: A role has at most so many words before its noun.
_WORDS_MAX = 6


@dataclass(frozen=True, slots=True)
class Role:
    """A person's role: what it is, in what, and the words `[first, last]` (indexes) that say so."""

    person: Entity
    role: str | None
    other: Entity | None
    standing: Standing
    time: Time | None
    first: int
    last: int


class Roles:
    """Finds the roles of a text's persons. `of` gives the entity of a word, `named` that of a name in plain form."""

    def __init__(
        self,
        parse: Parse,
        of: Callable[[Word], Entity | None],
        named: Mapping[str, Entity],
        times: Sequence[TimeSpan],
    ) -> None:
        self._parse = parse
        self._of = of
        self._named = named
        self._times = {time.phrase.head.i: time for time in times}

    def find(self, candidates: Sequence[Candidate]) -> Iterator[Role]:
        """The roles in the order of the names that have them."""
        for candidate in candidates:
            person = self._of(self._parse.words[candidate.last])
            if person is None or person.type != "person" or candidate.office or not _is_known(person):
                continue
            if candidate.kind == "named" or candidate.described:
                yield from self._before(candidate, person)
            for noun, past in self._nouns(candidate.head):
                yield from self._told(candidate, person, noun, past)
            yield from self._acts(candidate.head, person)
            yield from self._listed(candidate.head, person)

    # ------------------------------------------------------------------ before the name

    def _before(self, candidate: Candidate, person: Entity) -> Iterator[Role]:
        """As in "former HSI Director Ana Ruiz", "Norland's Foreign Minister Pia Aho"."""
        words_ = self._parse.words
        name_from = words_[candidate.last].end - len(candidate.name)
        inside = [w for w in words_[: candidate.last + 1] if candidate.start <= w.start < name_from]
        while inside and (inside[0].dep in ("det", "poss") or inside[0].tag in ("DT", "POS", "PRP$")):
            inside.pop(0)
        noun = next((w for w in reversed(inside) if is_title(w)), None)
        if noun is None or inside[-1].i - noun.i > _WORDS_MAX or _is_nobody(noun):
            return
        standing, rest = _standing(inside)
        size = next((k for k in range(len(rest), 0, -1) if self._body(rest[:k]) is not None), 0)
        other = self._body(rest[:size]) if size else None
        role = rest[size:] if size else rest
        if other is None:
            other = self._owner(noun) or self._owner(inside[0]) or self._complement(candidate.head)
            other = other or next((c for w in inside if (c := self._country(w))), None)
        text = self._parse.between(role[0].i, role[-1].i + 1) if role else ""
        if text and other is not person:
            last = candidate.last
            yield Role(person, " ".join(text.split()), other, standing, None, inside[0].i, last)

    def _body(self, inside: Sequence[Word]) -> Entity | None:
        """The body or place that words name, by a name that the text has elsewhere."""
        name = plain(self._parse.between(inside[0].i, inside[-1].i + 1))
        found = self._named.get(name)
        return found if found is not None and (found.type in _BODIES or found.type == "place") else None

    def _country(self, word: Word) -> Entity | None:
        country = demonyms().get(word.lower)
        return self._named.get(plain(country)) if country else None

    # ------------------------------------------------------------------ nouns beside the name

    def _nouns(self, head: Word) -> Iterator[tuple[Word, bool]]:
        """The nouns that say what somebody is, and whether only of the past."""
        for noun in head.having("appos"):
            yield noun, False
        if head.dep == "appos":
            yield head.head, False
        act = head.head
        if head.dep not in _SUBJECTS or any(c.dep == "neg" for c in act.children) or _may_not_be(act):
            return
        if act.lemma == "be":
            past = act.tag == "VBD"
            for noun in act.having("attr"):
                yield noun, past
                yield from ((other, past) for other in noun.having("conj"))
        elif act.lemma in words("ties", "made", "acting") or (
            act.lemma in words("ties", "made", "words") and head.dep == "nsubjpass"
        ):
            past = act.lemma in words("ties", "made", "leaving") or (act.tag == "VBD" and head.dep == "nsubj")
            yield from ((noun, past) for noun in act.having(*_NAMED_AS))
            for preposition in act.having("prep"):
                if preposition.lower == "as":
                    yield from ((noun, past) for noun in preposition.having("pobj"))

    def _told(self, candidate: Candidate, person: Entity, noun: Word, past: bool) -> Iterator[Role]:
        """The role that a noun tells: "director" of "the former director of the Reef Survey"."""
        lemma = noun.lemma.lower()
        if noun.tag in ("NNS", "NNPS") or _is_nobody(noun):
            return
        somebody = (
            noun.dep == "appos" and noun_type(lemma) is None and any(c.lower in ("a", "an") for c in noun.children)
        )
        if not (is_title(noun) or noun_type(lemma) == "person" or (somebody and noun.pos == "NOUN")):
            return
        other = self._owner(noun) or self._complement(noun)
        inside = [w for w in sorted(noun.children, key=lambda w: w.i) if w.dep in _INSIDE and w.i < noun.i]
        standing, rest = _standing([*inside, noun])
        if any(c.lower in words("ties", "standing", "former") for c in noun.having("advmod")):
            standing = "former"
        time = self._time(noun) or self._time(noun.head)
        if past and standing == "present":
            standing = "former"
        if time and time.end and not time.start and time.text.startswith(("until", "till", "through")):
            standing = "former"
        kept = [w for w in rest if self._of(w) in (None, person) or w is noun]
        kept = kept or [noun]
        role = self._parse.between(kept[0].i, noun.i + 1)
        if other is None and (extra := self._further(noun)) is not None:
            role = self._parse.between(kept[0].i, extra.right + 1)
        first, last = min(candidate.first, noun.left), max(candidate.last, noun.right)
        if other is not person:
            yield Role(person, " ".join(role.split()), other, standing, time, first, last)

    def _owner(self, noun: Word) -> Entity | None:
        """Whose a role is by what stands before it: "the survey's director", "the HSI director", "Skarr mayor"."""
        for child in noun.having("poss", "compound", "nmod", "amod"):
            found = self._of(child) or self._country(child)
            if found is None or child.tag == "NNS" or not (child.dep == "poss" or _is_known(found)):
                continue
            if found.type in _BODIES or found.type == "place":
                return found
        return None

    def _complement(self, noun: Word) -> Entity | None:
        """Whose a role is by what stands after it: "director of the Reef Survey"."""
        for preposition in noun.having("prep"):
            if preposition.lower in words("ties", "prepositions", "role"):
                for object_ in preposition.having("pobj"):
                    found = self._of(object_)
                    if found is not None and (found.type in _BODIES or found.type == "place") and _is_known(found):
                        return found
        return None

    def _further(self, noun: Word) -> Word | None:
        """The complement that is a part of the role: "of state" of "secretary of state"."""
        preposition = next((c for c in noun.children if c.dep == "prep" and c.lower in ("of", "for")), None)
        if preposition is None or preposition.i != noun.i + 1 or preposition.right - noun.i > _WORDS_MAX:
            return None
        return preposition

    # ------------------------------------------------------------------ verbs

    def _acts(self, head: Word, person: Entity) -> Iterator[Role]:
        """As in "Ana Ruiz heads the survey", "Ana Ruiz, who leads it", "the survey, led by Ana Ruiz"."""
        act, body = self._act(head)
        if act is None or body is None:
            return
        role = table("ties")["verbs"].get(act.lemma)
        other = self._of(body)
        if role is None or other is None or other.type not in _BODIES or _may_not_be(act) or act.child("neg"):
            return
        future = any(c.dep == "aux" and c.lower in ("will", "shall") for c in act.children)
        standing: Standing = "future" if future else "present"
        past = act.tag == "VBD" and act.dep != "acl" and not act.child("auxpass")
        standing = "former" if past and role not in ("founder", "co-founder") else standing
        first, last = sorted((head.i, body.i))
        yield Role(person, role, other, standing, self._time(act), min(first, act.i), max(last, act.i))

    def _act(self, head: Word) -> tuple[Word | None, Word | None]:
        """The verb of which somebody is who does it, and to what it is done."""
        act = next((c for c in head.children if c.dep == "relcl"), None)
        if act is not None and any(c.tag == "WP" and c.dep == "nsubj" for c in act.children):
            return act, act.child("dobj")
        if head.dep == "nsubj":
            return head.head, head.head.child("dobj")
        if head.dep == "pobj" and head.head.dep in ("agent", "prep") and head.head.lower == "by":
            act = head.head.head
            return act, act.head if act.dep == "acl" else act.child("nsubjpass")
        return None, None

    def _listed(self, head: Word, person: Entity) -> Iterator[Role]:
        """As in "members of the committee include Ana Ruiz and Bo Hess"."""
        first = head
        while first.dep == "conj" and first.head is not first:
            first = first.head
        act = first.head
        if first.dep == "dobj" and act.lemma in ("include", "comprise"):
            for noun in act.having("nsubj"):
                other = self._owner(noun) or self._complement(noun)
                if other is not None and (is_title(noun) or noun_type(noun.lemma.lower()) == "person"):
                    yield Role(person, noun.lemma.lower(), other, "present", None, noun.left, head.i)

    # ------------------------------------------------------------------ times

    def _time(self, word: Word) -> Time | None:
        """The time that hangs on a word by "since", "until", "from … to …", "in"."""
        start = end = None
        texts: list[str] = []
        prepositions = [p for first in word.having("prep") for p in (first, *first.having("prep"))]
        for preposition in prepositions:
            for object_ in preposition.having("pobj"):
                span = self._times.get(object_.i)
                if span is None:
                    continue
                texts.append(f"{preposition.lower} {span.phrase.text}")
                if preposition.lower in ("until", "till", "through", "to"):
                    end = span.end
                elif preposition.lower in ("since", "from"):
                    start = span.start
                    end = span.end if len(span.phrase.words) > 2 and span.start != span.end else end
                else:
                    start, end = span.start, span.end
        return Time(text=" ".join(texts), start=start, end=end) if texts else None


def _standing(inside: Sequence[Word]) -> tuple[Standing, list[Word]]:
    """Whether a role is of the present, and the words without those that tell it."""
    rest = [w for w in inside if w.pos != "PUNCT" or w.text == "-"]
    standing: Standing = "present"
    for word in list(rest):
        if word.lower in words("ties", "standing", "former"):
            standing = "former"
        elif word.lower in words("ties", "standing", "future"):
            standing = "future"
        else:
            continue
        rest.remove(word)
    while rest and rest[0].text == "-":
        rest.pop(0)
    return standing, rest


def _is_nobody(noun: Word) -> bool:
    lemma = noun.lemma.lower()
    return lemma in words("ties", "people", "kin") or lemma in words("ties", "people", "anyone")


def _is_known(entity: Entity) -> bool:
    """Whether something is named, not only described."""
    return entity.label != entity.label.lower()


def _may_not_be(act: Word) -> bool:
    """As in "would lead", "could be mayor"."""
    return any(c.dep == "aux" and c.lower in ("would", "could", "may", "might", "should", "can") for c in act.children)
