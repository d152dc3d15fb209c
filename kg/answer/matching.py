"""How well a claim or a number fits the slots of a question, from 0 (it doesn't) to 1."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from kg.answer import periods
from kg.answer.names import Names, is_name, line, mentions
from kg.answer.question import Question, Slot
from kg.answer.verbs import is_participle
from kg.answer.words import alternatives, auxiliaries, is_stopword, kin, root, same_relation, tokens
from kg.lexicon import words

Row = dict[str, Any]

#: What stands only in the sentence around a claim counts half: it may belong to another claim of the sentence.
IN_SENTENCE = 0.5
#: A phrase that names an entity inside, like "HSI agents" for HSI.
INSIDE = 0.7
#: What is said of "the port's guard" in "the Harbour Agency, the port's guard".
APPOSED = 0.85
SYNONYM = 0.85
#: "carried out seizures" for "seize".
AS_NOUN = 0.7
#: Of three or more words asked for, so many must be there.
_MOST = 0.6
_PREPOSITIONS = words("questions", "prepositions", "words")


@functools.lru_cache(maxsize=16384)
def bag(text: str) -> frozenset[str]:
    """Roots and kins of the words of a text."""
    return frozenset(key for token in tokens(text) for key in (token.root, kin(token.low)))


#: From an entity and a document to the places where it is mentioned.
Mentions = Callable[[str, str], list[tuple[int, int]]]


@functools.cache
def _roots(lows: frozenset[str]) -> frozenset[str]:
    return frozenset(root(low) for low in lows)


@functools.cache
def _members() -> frozenset[str]:
    return _roots(words("questions", "members", "words"))


class Matcher:
    """Compares rows with the slots of one question."""

    def __init__(self, question: Question, names: Names, mentions: Mentions = lambda *_: []) -> None:
        self.question = question
        self.mentions = mentions
        self.names = names

    @functools.cached_property
    def wanted(self) -> tuple[frozenset[str], ...]:
        """What is asked for, as groups of roots and kins of which a sentence should have one each: the words of the
        question, the words of each name in it, its verb or a synonym, its period.
        """
        question = self.question
        groups = [frozenset({root(low), kin(low)}) for slot in question.slots for low in slot.words]
        groups += [self._words(ids) for slot in question.slots for ids in slot.ids]
        if question.verb and not question.light:
            groups.append(alternatives(question.verb))
        if question.period:
            groups += question.period.words
        return tuple(dict.fromkeys(group for group in groups if group))

    def _words(self, ids: Iterable[str]) -> frozenset[str]:
        """The roots of the words of the names of some entities."""
        names = (name for row in self.names.of(ids) for name in (row["label"], row["acronym"], *row["aliases"]) if name)
        return frozenset(token.root for name in names for token in tokens(name) if not is_stopword(token.low))

    # ------------------------------------------------------------------ slots

    def term(self, slot: Slot, term: Row | None, document: str = "") -> float:
        """How well a term (of a document) is what a slot names."""
        if not slot or term is None:
            return 0.0
        if any(term["id"] in ids for ids in slot.ids):
            return 1.0
        if self._is_name(term) and slot.ids:
            known = self.names.row(term["id"])
            parent = known and known["parent"]
            return INSIDE if not slot.words and len(slot.ids) == 1 and parent in slot.ids[0] else 0.0
        said = front(term)
        if slot.ids and not all(
            self.named(ids, said) or self._mentioned(ids, term, said, document) for ids in slot.ids
        ):
            return 0.0
        label = term["label"] if self._is_name(term) else front({"text": term["label"]})
        if not _covers(slot, bag(f"{said} {label}")):
            return 0.0
        return INSIDE if slot.ids else 0.95

    def _mentioned(self, ids: Iterable[str], term: Row, said: str, document: str) -> bool:
        """Whether a term's words refer to one of these entities, as "its agents" and "partners in the operation" do."""
        end = term["start"] + len(said)
        if said and root(said.lower().rsplit(" ", 1)[-1]) in _members():
            end = term["end"]
        places = (place for iri in ids for place in self.mentions(iri, document))
        return any(term["start"] <= first and last <= end for first, last in places)

    def may_hold(self, quote: str) -> bool:
        """Whether a sentence has any word of the question, so that its claims are worth a look."""
        wanted = {key for slot in self.question.slots for low in slot.words for key in (root(low), kin(low))}
        if wanted:
            return bool(wanted & bag(quote))
        if self.question.kind in ("plans", "said"):
            return True
        return not self.question.verb or any(same_relation(token.low, self.question.verb) for token in tokens(quote))

    def named(self, ids: Iterable[str], text: str) -> bool:
        """Whether a text contains a name of one of these entities."""
        return any(mentions(row, text) for row in self.names.of(ids))

    def part(self, slot: Slot, terms: Sequence[Row | None], text: str) -> float:
        """How well a slot is covered by some terms and a text about them: 0 or in (0, 1]."""
        if not slot:
            return 1.0
        whole = " ".join(term["text"] + " " + term["label"] for term in terms if term)
        for ids in slot.ids:
            if not any(term and term["id"] in ids for term in terms) and not self.named(ids, f"{whole} {text}"):
                return 0.0
        return 1.0 if _covers(slot, bag(f"{whole} {text}")) else 0.0

    def other(self, row: Row, *, with_subject: bool) -> float:
        """How well a claim says the rest of what is asked for: in itself 1, in its sentence half."""
        slot = self.question.other
        if not slot:
            return 1.0
        with_subject = with_subject and not (self.question.passive and not is_passive(row))
        terms = [row["object"], *row["arguments"], *([row["subject"]] if with_subject else [])]
        text = f"{row['label']}" if with_subject else ""
        if self.part(slot, terms, text):
            return 1.0
        return IN_SENTENCE * self.part(slot, terms, row["quote"])

    def itself(self, row: Row) -> bool:
        """Whether a claim says the rest of what is asked for in its own words, and not only its sentence."""
        terms = [row["subject"], row["object"], *row["arguments"]]
        return bool(self.part(self.question.other, terms, row["label"]))

    def subject(self, row: Row) -> float:
        """How well the one who acts in a claim is the one asked about."""
        slot = self.question.subject
        if not slot:
            return 1.0
        undergoes = undergone(row) and not self.question.light and not self.question.happens
        acting = [*([] if undergoes else [row["subject"]]), *agents_of(row)]
        best = max((self.term(slot, term, row["document"]) for term in acting), default=0.0)
        if best or undergoes:
            return best
        return APPOSED if self._apposed(slot, row) else IN_SENTENCE * self._belonging(slot, row)

    def _belonging(self, slot: Slot, row: Row) -> float:
        """Whether "the inspectors of the agency" can be a claim's "the inspectors": its sentence names the agency."""
        subject = row["subject"]
        if not slot.ids or not slot.words or self._is_name(subject):
            return 0.0
        return float(
            _covers(slot, bag(front(subject)))
            and all(self.named(ids, row["quote"]) or self._in_sentence(ids, row) for ids in slot.ids)
        )

    def _in_sentence(self, ids: Iterable[str], row: Row) -> bool:
        places = (place for iri in ids for place in self.mentions(iri, row["document"]))
        return any(row["start"] <= first and last <= row["end"] for first, last in places)

    def _is_name(self, term: Row) -> bool:
        row = self.names.row(term["id"])
        return row is not None and is_name(row)

    def _apposed(self, slot: Slot, row: Row) -> bool:
        """Whether the subject stands beside the name asked for: "the Harbour Agency (HA), the port's guard that …"."""
        subject = row["subject"]
        if not slot.ids or slot.words or self._is_name(subject):
            return False
        before = row["quote"][: max(0, subject["start"] - row["start"])].rstrip()
        if not before.endswith(","):
            return False
        names = (
            name
            for row_ in self.names.of(slot.ids[0])
            for name in (row_["label"], row_["acronym"], *row_["aliases"])
            if name
        )
        tail = line(before)
        return any(tail.endswith(line(name)) for name in names)

    # ------------------------------------------------------------------ relation, time, voice

    def relation(self, row: Row) -> float:
        """How well a claim's relation is the one asked for."""
        if self.question.light:
            return 1.0
        verb = self.question.verb
        own = relation_words(row["relation"])
        if any(kin(word) == kin(verb) for word in own):
            return 1.0
        if any(same_relation(word, verb) for word in own):
            return SYNONYM
        light = words("questions", "deeds", "words")
        objects = [row["object"]["text"]] if row["object"] and any(root(word) in _roots(light) for word in own) else []
        return (
            AS_NOUN
            if any(same_relation(t.low, verb) and kin(t.low) != t.root for o in objects for t in tokens(o))
            else 0.0
        )

    def time(self, row: Row) -> float:
        """Whether a row is about the period asked for: by its own time, else by one its sentence states."""
        period = self.question.period
        if period is None:
            return 1.0
        if row["time"] and (row["time"]["start"] or row["time"]["end"]):
            return 1.0 if period.covers(row["time"]) else 0.0
        stated, _ = periods.find(row["quote"])
        if stated is None or not stated.start:
            return 0.0
        return AS_NOUN if period.covers({"start": stated.start, "end": stated.end}) else 0.0

    def voice(self, row: Row) -> float:
        """Whether one of a claim's voices is the one the question relies on."""
        slot = self.question.voice
        return 1.0 if not slot or any(self.source(slot, source) for source in row.get("sources", ())) else 0.0

    def source(self, slot: Slot, source: Row) -> bool:
        """Whether a voice is the one a slot names. A document's bare title is nobody."""
        if source["id"] is None and not source["cue"]:
            return False
        if any(source["id"] in ids for ids in slot.ids):
            return True
        if any(not self.named(ids, source["label"]) for ids in slot.ids):
            return False
        return _covers(slot, bag(source["label"]))

    def claim(self, row: Row) -> float:
        """How well a claim fits all of the question."""
        score = self.subject(row) * self.relation(row) * self.time(row) * self.voice(row)
        if score:
            score *= self.other(row, with_subject=not self.question.subject)
        return score * (0.8 + 0.2 * float(row["confidence"]))


def is_passive(row: Row) -> bool:
    """Whether a claim's subject undergoes its relation: "be seized"."""
    head, _, rest = row["relation"]["label"].partition(" ")
    return head == "be" and is_participle(rest.split(" ", 1)[0])


def undergone(row: Row) -> bool:
    """Whether a passive claim's subject doesn't act; in "be focused on" it does."""
    return is_passive(row) and row["relation"]["label"].split()[1] not in words("questions", "statives", "words")


def agents_of(row: Row) -> list[Row]:
    """Who acts in a passive claim, where it says so: "be seized by X"."""
    agents = [argument for argument in row["arguments"] if argument["role"] in ("by", "agent")]
    return [row["object"], *agents] if row["object"] and row["relation"]["label"].endswith(" by") else agents


def relation_words(relation: Row) -> tuple[str, ...]:
    """The words of a relation that carry it; its auxiliaries where there is nothing else."""
    lows = tuple(dict.fromkeys(t.low for t in (*tokens(relation["label"]), *tokens(relation["text"]))))
    kept = tuple(low for low in lows if low not in auxiliaries() and not is_stopword(low))
    return kept or tuple(low for low in lows if low in auxiliaries())


def _covers(slot: Slot, found: frozenset[str]) -> bool:
    """Whether the words of a slot are among those found: all that are names, and all or most of the rest."""
    missing = [low for low in slot.words if root(low) not in found and kin(low) not in found]
    if not missing:
        return True
    there = len(slot.words) - len(missing)
    return len(slot.words) > 2 and there >= _MOST * len(slot.words) and not set(missing) & set(slot.capitals)


def _of_many(found: list[str], k: int) -> bool:
    """Whether the "of" at `k` follows a quantity: "most of the boats"."""
    return found[k].lower() == "of" and found[k - 1].lower() in words("questions", "quantities", "words")


def front(term: Row) -> str:
    """A term's words before its first preposition: what it denotes, without what describes it."""
    found = str(term["text"]).split()
    ends = (k for k, word in enumerate(found) if k and word.lower() in _PREPOSITIONS and not _of_many(found, k))
    end = next(ends, len(found))
    return " ".join(found[:end])
