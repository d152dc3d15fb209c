"""What a question asks for: its kind, who acts, which relation, what else must be said, when, and by whom.

A small grammar over words; verbs are found by position, because the question is short and the graph's names are known:

    WH [noun] AUX subject verb rest      what does X do · how many Z did X seize · where do Z come from
    WH verb rest                         who denied Y · how many people died in Y
    WH BE subject                        what is X · what are the objectives of X
    AUX subject verb rest                did X seize Y
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from kg.answer import periods
from kg.answer.names import Named, Names
from kg.answer.periods import Period
from kg.answer.verbs import Clause, is_participle, is_verb_first, read_clause
from kg.answer.words import Token, auxiliaries, content, is_stopword, root, tokens
from kg.lexicon import table, words

Kind = Literal[
    "what", "who", "which", "where", "when", "why", "how", "duration", "number", "amount", "whether",
    "definition", "attribute", "plans", "said", "speaker", "role", "units", "parents", "connection", "topic",
]  # fmt: skip

_CONTRACTION = r"\b(what|who|where|when|why|how|which)'(s|re|d|ll)\b"
_CONTRACTED = {"s": "is", "re": "are", "d": "did", "ll": "will"}
_ACCORDING = r",?\s*\baccording to (?P<who>[^,?]+?)(?=,|\?|$|\s+(?:in|during|since)\s+\d)"
_NEGATION = r"\b(do|does|did|is|are|was|were|has|have|had|will|would|could|should)n't\b"
_WH = frozenset({"what", "who", "whom", "which", "where", "when", "why", "how"})
_KIND_OF_WH: dict[str, Kind] = {
    "who": "who",
    "whom": "what",
    "which": "which",
    "where": "where",
    "when": "when",
    "why": "why",
    "how": "how",
    "what": "what",
}
_TOPIC = frozenset({"about", "on", "regarding", "concerning", "of"})
_LINKED = frozenset(
    {"connected", "related", "linked", "connection", "relationship", "relation", "link", "tied", "associated"}
)
_LINKS = frozenset(root(verb) for verb in ("have", "be", "include", "contain", "run"))
_TIME_NOUNS = frozenset({"year", "date", "day", "month", "time"})
_PLACE_NOUNS = frozenset({"place", "city", "country", "region", "location", "town", "state"})


@dataclass(frozen=True, slots=True)
class Slot:
    """Part of a question: the entities it names, and the content words besides."""

    tokens: tuple[Token, ...] = ()
    ids: tuple[tuple[str, ...], ...] = ()
    """For each name the entities it may denote."""
    words: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    """Those of `words` that are written like names: they can't be missing in an answer."""

    def __bool__(self) -> bool:
        return bool(self.ids or self.words)

    @property
    def text(self) -> str:
        """As typed."""
        return " ".join(token.raw for token in self.tokens)


@dataclass(frozen=True, slots=True)
class Question:
    """A question understood. An empty slot asks nothing."""

    text: str
    kind: Kind
    subject: Slot = field(default_factory=Slot)
    verb: str = ""
    other: Slot = field(default_factory=Slot)
    counted: Slot = field(default_factory=Slot)
    """What is counted (`number`, `amount`), or what the answer must be (`which`)."""
    passive: bool = False
    modal: bool = False
    period: Period | None = None
    voice: Slot = field(default_factory=Slot)
    """According to whom."""

    @property
    def slots(self) -> tuple[Slot, ...]:
        """All its slots."""
        return (self.subject, self.other, self.counted, self.voice)

    @property
    def light(self) -> bool:
        """Whether the verb asks only for a link between the things beside it."""
        return not self.verb or root(self.verb) in _roots("light")

    @property
    def happens(self) -> bool:
        """Whether the verb asks for an event itself: "take place" is "be held"."""
        return bool(self.verb) and root(self.verb) in (root("happen"), root("occur"))

    @property
    def speaks(self) -> bool:
        """Whether the verb is one of speech."""
        return bool(self.verb) and root(self.verb) in _roots("speech")


@functools.cache
def _roots(name: str) -> frozenset[str]:
    return frozenset(root(word) for word in words("questions", name, "words"))


def understand(text: str, names: Names) -> Question:
    """What a question asks for, given the names of a graph."""
    plain = " ".join(text.split()).replace("\u2019", "'")
    if "'" in plain:
        plain = re.sub(_CONTRACTION, lambda m: f"{m[1]} {_CONTRACTED[m[2].lower()]}", plain, flags=re.I)
        plain = re.sub(_NEGATION, lambda m: f"{m[1]} not", plain, flags=re.I)
    for phrase, verb in table("questions")["phrases"].items():
        if phrase in plain.lower():
            plain = re.sub(rf"\b{phrase}\b", verb, plain, flags=re.I)
    reading = _Reading(names)
    voice = Slot()
    if "according to" in plain.lower() and (match := re.search(_ACCORDING, plain, re.I)):
        voice = reading.slot(tokens(match["who"]))
        plain = f"{plain[: match.start()]} {plain[match.end() :]}"
    period, plain = periods.find(plain)
    question = reading.read(_without_preamble(tokens(plain)))
    return replace(question, text=text, period=period, voice=voice)


def _without_preamble(found: tuple[Token, ...]) -> tuple[Token, ...]:
    lows = [token.low for token in found]
    for phrase in sorted(words("questions", "preambles", "phrases"), key=lambda p: (-len(p), p)):
        opening = phrase.split()
        if lows[: len(opening)] == opening and len(lows) > len(opening):
            return _without_preamble(found[len(opening) :])
    return found


class _Reading:
    """Reads the words of one question."""

    def __init__(self, names: Names) -> None:
        self.names = names

    def slot(self, found: Sequence[Token]) -> Slot:
        """The names and the other content words in some words."""
        named = self.names.find(found)
        inside = {k for name in named for k in range(name.first, name.last)}
        rest = [token for k, token in enumerate(found) if k not in inside]
        said = content(rest)
        capitals = tuple(token.low for token in said if token.capital)
        return Slot(tuple(found), tuple(name.ids for name in named), tuple(token.low for token in said), capitals)

    def read(self, found: tuple[Token, ...]) -> Question:
        """The question in these words."""
        lows = [token.low for token in found]
        at = next((k for k, low in enumerate(lows[:4]) if low in _WH), None)
        if linked := self._connection(found, lows):
            return linked
        if at is None and lows and lows[0] in auxiliaries():
            return self._whether(found)
        if at is None and lows[:1] == ["the"] and "of" in lows:  # "list the units of X"
            return self._copular("what", found)
        if at is None:
            return Question("", "topic", other=self.slot(found))
        lead, rest = found[:at], found[at + 1 :]
        wh = lows[at]
        if wh == "how" and rest and rest[0].low in ("many", "much"):
            return self._quantity(rest, lead)
        if wh == "how" and rest and rest[0].low == "long":
            return self._clause_question("duration", rest[1:], lead)
        kind = _KIND_OF_WH[wh]
        if told := self._told(rest):
            return self._asked(kind, told, Slot(), lead)
        if wh == "what" and is_verb_first(rest, self.names):
            return self._made(
                "what", Slot(), rest[0].low, self.slot([*lead, *rest[1:]]), Slot(), modal=False, passive=False
            )
        if kind in ("what", "which") and rest and rest[0].low not in auxiliaries():
            return self._determined(rest, lead)
        return self._clause_question(kind, rest, lead)

    def _told(self, rest: Sequence[Token]) -> Clause | None:
        """The clause in the order of a statement: "(tell me) what the agency does", "where X lives"."""
        named = self.names.find(rest)
        if not named or named[0].first > 1 or any(token.low in auxiliaries("do", "modal") for token in rest):
            return None
        if named[0].first == 1 and rest[0].low != "the":
            return None
        end = named[0].last
        if end >= len(rest) or rest[end].low in auxiliaries() or is_stopword(rest[end].low):
            return None
        return Clause("", tuple(rest[:end]), rest[end].low, tuple(rest[end + 1 :]))

    # ------------------------------------------------------------------ kinds

    def _connection(self, found: tuple[Token, ...], lows: list[str]) -> Question | None:
        """ "How are X and Y connected", "what is the relationship between X and Y"."""
        named = self.names.find(found)
        if len(named) < 2 or not _LINKED & set(lows) or lows[0] in ("who", "when", "where", "why"):
            return None
        first, second = (self.slot(found[name.first : name.last]) for name in named[:2])
        return Question("", "connection", subject=first, other=second)

    def _quantity(self, rest: Sequence[Token], lead: Sequence[Token]) -> Question:
        kind: Kind = "number" if rest[0].low == "many" else "amount"
        body = rest[1:]
        end = next((k for k, t in enumerate(body) if t.low in auxiliaries() or (k and is_participle(t.low))), len(body))
        counted, after = body[:end], body[end:]
        if not after:
            return Question("", kind, counted=self.slot(counted), other=self.slot(lead))
        clause = read_clause(self.names, after)
        return self._asked(kind, clause, self.slot(counted), lead)

    def _determined(self, rest: Sequence[Token], lead: Sequence[Token]) -> Question:
        """ "Which units does X have", "what company bought Y"."""
        end = next((k for k, t in enumerate(rest) if t.low in auxiliaries()), None)
        if end is None:
            end = next((k for k, t in enumerate(rest) if k and is_participle(t.low)), 1)
        noun = rest[:end]
        last = noun[-1].low if noun else ""
        if last in _TIME_NOUNS:
            return self._clause_question("when", rest[end:], lead)
        clause = read_clause(self.names, rest[end:])
        if root(last) in _roots("units") and root(clause.verb or "have") in _LINKS:
            return Question("", "units", subject=self.slot((*clause.subject, *clause.other)))
        if root(last) in _roots("plans") and root(clause.verb or "have") in _LINKS:
            return Question("", "plans", subject=self.slot(clause.subject))
        if last in _PLACE_NOUNS:
            return self._asked("where", clause, self.slot(noun), lead)
        return self._asked("which", clause, self.slot(noun), lead)

    def _whether(self, found: tuple[Token, ...]) -> Question:
        if found[0].low in auxiliaries("be") and len(found) > 1 and found[1].low == "there":
            return self._made("whether", Slot(), "be", self.slot(found[2:]), Slot(), modal=False, passive=False)
        lows = [token.low for token in found]
        if lows[0] in auxiliaries("be") and "part" in lows and "of" in lows[lows.index("part") :]:
            at = lows.index("part")
            return Question("", "parents", subject=self.slot(found[1:at]), other=self.slot(found[at + 2 :]))
        clause = read_clause(self.names, found)
        if clause.verb:
            return self._asked("whether", clause, Slot(), ())
        whole = self.names.find(clause.subject)
        split = whole[0].last if whole else 1
        clause = replace(clause, subject=clause.subject[:split], other=(*clause.subject[split:], *clause.other))
        return self._asked("whether", clause, Slot(), ())

    def _clause_question(self, kind: Kind, rest: Sequence[Token], lead: Sequence[Token]) -> Question:
        clause = read_clause(self.names, rest)
        if not clause.verb and clause.auxiliary in auxiliaries("be") and kind in ("what", "who", "which"):
            return self._copular(kind, (*clause.subject, *clause.other))
        return self._asked(kind, clause, Slot(), lead)

    def _copular(self, kind: Kind, body: tuple[Token, ...]) -> Question:
        """ "What is X", "who is the head of X", "what are the objectives of X", "what is X part of"."""
        lows = [token.low for token in body]
        if "part" in lows and lows[-1] == "of":
            return Question("", "parents", subject=self.slot(body[: lows.index("part")]))
        if any(root(low) in _roots("units") - {"part"} for low in lows[:2]) and "of" in lows and self.slot(body).ids:
            return Question("", "units", subject=self.slot(body[lows.index("of") + 1 :]))
        if root(lows[-1] if lows else "") == "plan" or "plans" in lows:
            return Question("", "plans", subject=self.slot([t for t in body if root(t.low) != "plan"]))
        named = self.names.find(body)
        outside = content(t for k, t in enumerate(body) if not any(n.first <= k < n.last for n in named))
        if outside and (named or "of" in lows):
            about: Kind = "role" if kind == "who" else "attribute"
            split = lows.index("of") if "of" in lows else 0
            if split and not any(n.first < split < n.last for n in named):
                return Question("", about, counted=self.slot(body[:split]), other=self.slot(body[split + 1 :]))
            return Question(
                "",
                about,
                counted=Slot(outside, (), tuple(t.low for t in outside)),
                other=self._only_names(body, named),
            )
        return Question("", "definition", subject=self.slot(body), counted=Slot((), (), (kind,)))

    def _only_names(self, body: Sequence[Token], named: Sequence[Named]) -> Slot:
        return self.slot([t for n in named for t in body[n.first : n.last]])

    def _asked(self, kind: Kind, clause: Clause, counted: Slot, lead: Sequence[Token]) -> Question:
        """A question of a clause; refined where its verb is one of speech or of planning."""
        verb, modal = clause.verb, clause.auxiliary in ("will", "would", "shall")
        other = [*lead, *clause.other]
        lows = [token.low for token in other]
        if verb and root(verb) in _roots("plans") and "to" in lows[:1] and len(lows) > 1:
            verb, other, modal = lows[1], other[2:], True
        if lows[-2:] == ["to", "do"]:  # "what does X ask Y to do"
            other = other[:-2]
        if kind == "where" and not verb:
            verb = "locate"
        passive = clause.auxiliary in auxiliaries("be") and is_participle(verb)
        subject = self.slot(clause.subject)
        if passive and "by" in lows:
            by = lows.index("by")
            other, subject, after = [*clause.subject, *other[:by]], self.slot(other[by + 1 :]), other[by + 1 :]
            passive = bool(after)
            return self._made(kind, subject, verb, self.slot(other), counted, modal=modal, passive=False)
        if passive:
            return self._made(
                kind, Slot(), verb, self.slot([*clause.subject, *other]), counted, modal=modal, passive=True
            )
        return self._made(kind, subject, verb, self.slot(other), counted, modal=modal, passive=False)

    def _made(
        self, kind: Kind, subject: Slot, verb: str, other: Slot, counted: Slot, *, modal: bool, passive: bool
    ) -> Question:
        question = Question("", kind, subject, verb, other, counted, passive=passive, modal=modal)
        light_plan = modal and root(verb) == "do"
        if kind in ("what", "which") and (light_plan or (verb and root(verb) in _roots("plans") and not other)):
            return replace(question, kind="plans", modal=True)
        if question.speaks and kind in ("what", "how") and not counted:
            topic = _after_topic(other.tokens)
            return replace(question, kind="said", other=self.slot(topic))
        if question.speaks and kind in ("who", "which") and not passive:
            return replace(question, kind="speaker")
        return question


def _after_topic(found: Sequence[Token]) -> Sequence[Token]:
    """What follows "about"; all of it without one."""
    at = next((k for k, token in enumerate(found) if token.low in _TOPIC), None)
    return found if at is None else found[at + 1 :]
