"""How well a claim or a number fits the slots of a question, from 0 (it doesn't) to 1."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from typing import Any

from kg.answer import periods
from kg.answer.names import Names, line
from kg.answer.question import Question, Slot, roots
from kg.answer.roles import agents_of, front, is_passive, relation_words, undergone
from kg.answer.rows import Rows
from kg.answer.words import is_doing, kin, root, same_nouns, same_relation, tokens
from kg.lexicon import table, words

Row = dict[str, Any]

#: What stands only in the sentence around a claim counts half: it may belong to another claim of the sentence.
IN_SENTENCE = 0.5
#: What only the title of the document says: "the study of the flood" in an article on the flood.
IN_TITLE = 0.75
#: A phrase that names an entity inside, like "HSI agents" for HSI.
INSIDE = 0.7
#: What is said of "the port's guard" in "the Harbour Agency, the port's guard".
APPOSED = 0.85
SYNONYM = 0.85
#: "carried out seizures" for "seize".
AS_NOUN = 0.7
#: A time that lies in a period for the most part: FY2022 for 2022.
PARTLY = 0.9
#: "The president, Ana Li" for Ana Li.
_TITLED = 0.95
#: Of three or more words asked for, so many must be there.
_MOST = 0.6
#: Each that isn't takes so much.
_LACK = 0.1
_PREPOSITIONS = words("questions", "prepositions", "words")


@functools.lru_cache(maxsize=16384)
def bag(text: str) -> frozenset[str]:
    """Roots and kins of the words of a text."""
    return frozenset(key for token in tokens(text) for key in (token.root, kin(token.low)))


@functools.lru_cache(maxsize=16384)
def _stated(text: str) -> tuple[periods.Period, ...]:
    return tuple(periods.stated(text))


@functools.cache
def _callings(kind: str) -> frozenset[str]:
    """The roots of nouns that say what kind of thing a name of a type is: "President" Li, "the operation" North Wind."""
    nouns = frozenset(table("questions")["types"].get(kind, ())) | words("questions", "kinds", "words")
    if kind == "person":
        nouns |= words("titles", "words") | words("questions", "posts", "words")
    return frozenset(map(root, nouns))


class Matcher:
    """Compares rows with the slots of one question."""

    def __init__(self, question: Question, names: Names, rows: Rows) -> None:
        self.question = question
        self.names = names
        self.rows = rows
        self._lines = functools.cache(self._lines_of)

    # ------------------------------------------------------------------ slots

    def term(self, slot: Slot, term: Row | None, document: str = "") -> float:
        """How well a term (of a document) is what a slot names."""
        if not slot or term is None:
            return 0.0
        said = front(term)
        if any(term["id"] in ids for ids in slot.ids):
            others = [ids for ids in slot.ids if term["id"] not in ids]
            named = all(self._refers(ids, term, said, document) for ids in others)
            return self._called(slot, term) * (1.0 if named else APPOSED if len(slot.ids) > 1 else 1.0)
        described = slot.ids and all(self._refers(ids, term, said, document) for ids in slot.ids)
        if slot.ids and self.names.is_name(term["id"]) and not (described and slot.words):
            parent = (self.names.row(term["id"]) or {}).get("parent")
            return INSIDE if not slot.words and len(slot.ids) == 1 and parent in slot.ids[0] else 0.0
        if slot.ids and not described:
            return 0.0
        label = term["label"] if self.names.is_name(term["id"]) else front({"text": term["label"]})
        near = bag(f"{said} {label}")
        if covers(slot, near):
            return INSIDE if slot.ids and not slot.words else 0.95 * lack(slot, near)
        if not slot.words or not (key(head(slot)) & near):
            return 0.0
        whole = bag(f"{term['text']} {term['label']}")
        if covers(slot, whole):
            return 0.9 * lack(slot, whole)
        return IN_TITLE if covers(slot, near | self._title(document)) else 0.0

    def _called(self, slot: Slot, term: Row) -> float:
        """How well what stands beside a name fits an entity of that name: "President Li", but not "Li's brother"."""
        rest = [low for low in slot.words if not key(low) & bag(f"{term['text']} {term['label']}")]
        if not rest:
            return 1.0
        if all(root(low) in _callings(term["type"]) for low in rest):
            return _TITLED
        return INSIDE if all(root(low) in roots("members") for low in rest) else 0.0

    def _refers(self, ids: Iterable[str], term: Row, said: str, document: str) -> bool:
        """Whether a term's words refer to one of these entities, as "its agents" and "partners in the operation" do."""
        if self.named(ids, said):
            return True
        end = term["start"] + len(said)
        if said and root(said.lower().rsplit(" ", 1)[-1]) in roots("members"):
            end = term["end"]
        places = (place for iri in ids for place in self.rows.mentions(iri, document)) if document else ()
        return any(term["start"] <= first and last <= end for first, last in places)

    def _title(self, document: str) -> frozenset[str]:
        return bag(self.rows.document(document).get("title") or "") if document else frozenset()

    def _lines_of(self, ids: Iterable[str]) -> tuple[str, ...]:
        """The names of some entities, as lines."""
        rows = self.names.of(ids)
        return tuple(
            dict.fromkeys(
                line(name) for row in rows for name in (row["label"], row["acronym"], *row["aliases"]) if name
            )
        )

    def named(self, ids: Iterable[str], text: str) -> bool:
        """Whether a text contains a name of one of these entities."""
        said = line(text)
        return any(name in said for name in self._lines(tuple(ids)))

    def part(self, slot: Slot, terms: Sequence[Row | None], text: str, document: str = "") -> float:
        """How well a slot is covered by some terms and a text about them, and the title of a document: in [0, 1]."""
        if not slot:
            return 1.0
        whole = " ".join(term["text"] + " " + term["label"] for term in terms if term)
        weight, titled = 1.0, self._title(document)
        for ids in slot.ids:
            if any(term and term["id"] in ids for term in terms) or self.named(ids, f"{whole} {text}"):
                continue
            if not (document and self.named(ids, self.rows.document(document).get("title") or "")):
                return 0.0
            weight = IN_TITLE
        near = bag(f"{whole} {text}")
        if covers(slot, near):
            return weight * lack(slot, near)
        some = not slot.words or any(key(low) & near for low in slot.words)
        return IN_TITLE if titled and some and covers(slot, near | titled) else 0.0

    def other(self, row: Row, *, with_subject: bool) -> float:
        """How well a claim says the rest of what is asked for: in itself 1, in its sentence half."""
        slot = self.question.other
        if not slot:
            return 1.0
        with_subject = with_subject and not (self.question.passive and not is_passive(row))
        terms = [row["object"], *row["arguments"], *([row["subject"]] if with_subject else [])]
        text = f"{row['label']}" if with_subject else ""
        own = self.part(slot, terms, text, row["document"])
        if own == 1.0:
            return own
        beside = self.part(slot, terms, f"{row['quote']} {self.mentioned_in(slot, row)}", row["document"])
        return max(own, IN_SENTENCE * beside)

    def patient(self, row: Row) -> float:
        """How well who or what undergoes a claim is what the question says undergoes."""
        slot = self.question.patient
        undergoing = row["subject"] if is_passive(row) or self._by_itself(row) else row["object"]
        if not slot or undergoing is None:
            return 1.0
        document = row["document"]
        if fit := self.term(slot, undergoing, document):
            return fit
        acting = agents_of(row) if is_passive(row) else [row["subject"]]
        if slot.ids and any(self.term(slot, term, document) for term in acting):  # who appoints is not appointed
            return 0.0
        if self.part(slot, [undergoing, *row["arguments"]], "", document):
            return INSIDE
        if self.names.is_name(undergoing["id"]):
            return 0.0
        loosely = not slot.ids or self.is_pronoun(undergoing) or key(head(slot)) & bag(front(undergoing))
        return IN_SENTENCE if loosely else 0.0

    def _by_itself(self, row: Row) -> bool:
        """Whether what a passive question says undergoes can act in a claim: "is held" and "takes place"."""
        said = row["relation"]["label"].split()
        alone = row["object"] is None or said[-1] in _PREPOSITIONS
        return self.question.passive and alone and bool(set(said) & words("questions", "intransitive", "words"))

    def is_pronoun(self, term: Row) -> bool:
        """Whether a term is a pronoun, or only says whose it is: "its goal"."""
        return str(term["text"]).split(" ", 1)[0].lower() in words("questions", "pronouns", "words")

    def mentioned_in(self, slot: Slot, row: Row) -> str:
        """Names of entities of a slot that a claim's sentence mentions by other words, like "it"."""
        return " ".join(
            known["label"] for ids in slot.ids if self.in_sentence(ids, row) for known in self.names.of(ids[:1])
        )

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
        if not slot.ids or not slot.words or self.names.is_name(subject["id"]):
            return 0.0
        return float(
            covers(slot, bag(front(subject)))
            and all(self.named(ids, row["quote"]) or self.in_sentence(ids, row) for ids in slot.ids)
        )

    def in_sentence(self, ids: Iterable[str], row: Row) -> bool:
        """Whether a row's sentence mentions one of these entities, by any words."""
        places = (place for iri in ids for place in self.rows.mentions(iri, row["document"]))
        return any(row["start"] <= first and last <= row["end"] for first, last in places)

    def _apposed(self, slot: Slot, row: Row) -> bool:
        """Whether the subject stands beside the name asked for: "the Harbour Agency (HA), the port's guard that …"."""
        subject = row["subject"]
        if not slot.ids or slot.words or self.names.is_name(subject["id"]):
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

    # ------------------------------------------------------------------ relation, time, scope

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
        if row["object"] and any(root(word) in roots("deeds") for word in own):
            named = any(same_relation(t.low, verb) and kin(t.low) != t.root for t in tokens(row["object"]["text"]))
            return AS_NOUN if named else 0.0
        if row["object"] and all(root(word) == root("be") for word in own):  # "is an opponent of" opposes
            return AS_NOUN if is_doing(front(row["object"]).rsplit(" ", 1)[-1].lower(), verb) else 0.0
        return 0.0

    def time(self, row: Row) -> float:
        """Whether a row is about a period asked for: by its own time, else by one its sentence states."""
        if not self.question.periods:
            return 1.0
        return max(self.in_period(period, row) for period in self.question.periods)

    def in_period(self, period: periods.Period, row: Row) -> float:
        """Whether a row is about a period: by its own time 1, or PARTLY, by one that its sentence states less."""
        if period.relative and line(period.text) in line(row["time"]["text"] if row["time"] else row["quote"]):
            return 1.0
        period = period.at(self.rows.document(row["document"])["date"])
        if row["time"] and (row["time"]["start"] or row["time"]["end"]):
            return 0.0 if not period.covers(row["time"]) else 1.0 if period.holds(row["time"]) else PARTLY
        for stated in _stated(row["quote"]):
            if stated.yearless and period.yearless:
                if stated.yearless == period.yearless:
                    return AS_NOUN
            elif period.covers({"start": stated.start, "end": stated.end}):
                return AS_NOUN
        return 0.0

    def scope(self, row: Row) -> float:
        """Whether a statement is in the voice, the document, the modality and the stance that a question is limited to."""
        scope = self.question.scope
        sources = row.get("sources", ())
        inside = (
            (not scope.documents or row["document"] in scope.documents)
            and (not scope.modalities or row.get("modality") in scope.modalities)
            and (not scope.stances or any(source["stance"] in scope.stances for source in sources))
            and (not scope.voice or any(self.source(scope.voice, source) for source in sources))
        )
        return float(inside)

    def source(self, slot: Slot, source: Row) -> bool:
        """Whether a voice is the one a slot names. A document's bare title is nobody."""
        if source["id"] is None and not source["cue"]:
            return False
        known = any(source["id"] in ids for ids in slot.ids)
        if not known and any(not self.named(ids, source["label"]) for ids in slot.ids):
            return False
        types = {row["type"] for ids in slot.ids for row in self.names.of(ids[:1])} if known else set()
        rest = [low for low in slot.words if not any(root(low) in _callings(kind) for kind in types)]
        found = bag(source["label"])
        return not rest or (covers(slot, found) if not known else all(key(low) & found for low in rest))

    def claim(self, row: Row) -> float:
        """How well a claim fits all of the question."""
        relation = self.relation(row) * self.scope(row)  # what costs least is looked at first
        score = relation and self.subject(row) * relation
        if score:
            score *= self.patient(row)
        if score:
            score *= self.time(row) * self.other(row, with_subject=not self.question.subject)
        return score * sure(row)


def sure(row: Row) -> float:
    """How much a claim's confidence counts."""
    return 0.8 + 0.2 * float(row["confidence"])


@functools.cache
def key(low: str) -> frozenset[str]:
    """The root and the kin of a word and of nouns for the same: with one in common, two words are the same thing."""
    return frozenset({root(low), kin(low)}) | same_nouns(low)


def head(slot: Slot) -> str:
    """The word of a slot that says what it is: the last before the first preposition after it."""
    said = set(slot.words)
    last = ""
    for token in slot.tokens:
        if token.low in _PREPOSITIONS and last:
            break
        if token.low in said:
            last = token.low
    return last


def lack(slot: Slot, found: frozenset[str]) -> float:
    """1 where all words of a slot are found, less for each that isn't."""
    missing = sum(not key(low) & found for low in slot.words)
    return 1.0 - _LACK * missing


def covers(slot: Slot, found: frozenset[str]) -> bool:
    """Whether the words of a slot are among those found: all that are names, and all or most of the rest."""
    missing = [low for low in slot.words if not key(low) & found]
    if not missing:
        return True
    there = len(slot.words) - len(missing)
    return len(slot.words) > 2 and there >= _MOST * len(slot.words) and not set(missing) & set(slot.capitals)
