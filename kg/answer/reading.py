"""Reads a question. A small grammar over words; verbs are found by position, because the question is short and the
graph's names are known:

    WH [noun] AUX subject verb rest      what does X do · how many Z did X seize · where do Z come from
    WH verb rest                         who denied Y · how many people died in Y
    WH BE subject                        what is X · what are the objectives of X · how old is X
    AUX subject verb rest                did X seize Y
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from kg.answer import filters, periods
from kg.answer.names import Named, Names
from kg.answer.question import Kind, Question, Slot, roots
from kg.answer.verbs import Clause, counted_end, is_known_verb, is_participle, is_verb_first, main_verb, read_clause
from kg.answer.words import Token, auxiliaries, content, is_stopword, root, tokens
from kg.lexicon import table, words

_CONTRACTION = r"\b(what|who|where|when|why|how|which)'(s|re|d|ll)\b"
_CONTRACTED = {"s": "is", "re": "are", "d": "did", "ll": "will"}
_NEGATION = r"\b(do|does|did|is|are|was|were|has|have|had|will|would|could|should)n't\b"
_KIND_OF_WH: dict[str, Kind] = {
    "who": "who",
    "whom": "what",
    "which": "which",
    "where": "where",
    "when": "when",
    "why": "why",
    "how": "how",
    "what": "what",
    "whose": "which",
}
_TOPIC = frozenset({"about", "on", "regarding", "concerning", "of"})
_LINKED = frozenset(
    {"connected", "related", "linked", "connection", "relationship", "relation", "link", "tied", "associated"}
)
#: "Does X see a link between Y and Z" asks whether it does.
_NOT_HOW = frozenset({"who", "when", "where", "why"}) | auxiliaries("do", "have", "modal")
_LINKS = frozenset(root(verb) for verb in ("have", "be", "include", "contain", "run", "belong"))


def understand(text: str, names: Names, documents: Iterable[filters.Row] = ()) -> Question:
    """What a question asks for, given the names and the documents (`id file title publisher`) of a graph."""
    plain = spelled_out(text)
    reading = _Reading(names)
    scope, plain = filters.scope(plain, reading.slot, documents)
    together, plain = filters.together(plain)
    found, plain = periods.find_all(plain)
    question = reading.read(without_preamble(tokens(plain)))
    return replace(question, text=text, periods=found, scope=scope, together=together)


def spelled_out(text: str) -> str:
    """A question on one line, with "what's" and "didn't" in full, and phrases that are one verb as that verb."""
    plain = " ".join(text.split()).replace("\u2019", "'")
    if "'" in plain:
        plain = re.sub(_CONTRACTION, lambda m: f"{m[1]} {_CONTRACTED[m[2].lower()]}", plain, flags=re.I)
        plain = re.sub(_NEGATION, lambda m: f"{m[1]} not", plain, flags=re.I)
    plain = re.sub(r"\bco-(?=[a-z]{4})", "", plain)  # "co-founded" is "founded"
    for phrase, verb in table("questions")["phrases"].items():
        if phrase in plain.lower():
            plain = re.sub(rf"\b{phrase}\b", verb, plain, flags=re.I)
    return plain


def without_preamble(found: tuple[Token, ...]) -> tuple[Token, ...]:
    """The words of a question without those that only open it politely."""
    lows = [token.low for token in found]
    for phrase in sorted(words("questions", "preambles", "phrases"), key=lambda p: (-len(p), p)):
        opening = phrase.split()
        if lows[: len(opening)] == opening and len(lows) > len(opening):
            return without_preamble(found[len(opening) :])
    return found


class _Reading:
    """Reads the words of one question."""

    def __init__(self, names: Names) -> None:
        self.names = names

    def slot(self, found: Sequence[Token]) -> Slot:
        """The names and the other content words in some words."""
        named = self.names.find(found)
        inside = {k for name in named for k in range(name.first, name.last)}
        inside |= {k for name in named for k in (*self._calling(found, name), *_particle(found, name))}
        rest = [token for k, token in enumerate(found) if k not in inside]
        said = content(rest)
        capitals = tuple(token.low for token in said if token.capital)
        return Slot(tuple(found), tuple(name.ids for name in named), tuple(token.low for token in said), capitals)

    def _calling(self, found: Sequence[Token], name: Named) -> range:
        """Where a person's name is led by what they are called: "the sailor Ana Li"."""
        first = name.first
        while first and not is_stopword(found[first - 1].low) and not found[first - 1].capital:
            first -= 1
        led = first < name.first and first and found[first - 1].low == "the"
        persons = all(row["type"] == "person" for row in self.names.of(name.ids))
        return range(first if led and persons else name.first, name.first)

    def read(self, found: tuple[Token, ...]) -> Question:
        """The question in these words."""
        lows = [token.low for token in found]
        at = next((k for k, low in enumerate(lows[:4]) if low in _KIND_OF_WH), None)
        if linked := self._connection(found, lows):
            return linked
        if lows and lows[0] in auxiliaries() and (at is None or lows[0] in auxiliaries("do")):
            return self._whether(found)  # also "did X say how many"
        if at is None and lows[:1] == ["the"] and "of" in lows:  # "list the units of X"
            return self._copular("what", found)
        if at is None:
            return Question("", "topic", other=self.slot(found))
        lead, rest = found[:at], found[at + 1 :]
        wh, following = lows[at], rest[0].low if rest else ""
        if wh == "how" and following in ("many", "much"):
            return self._quantity(rest, [t for t in lead if t.low != "by"])
        if wh == "how" and following == "long":
            return self._clause_question("duration", rest[1:], lead)
        if wh == "how" and following in table("questions")["dimensions"]:
            return replace(self._clause_question("amount", rest[1:], lead), dimension=following)
        if wh in ("what", "which") and (counting := _counting(rest)):
            return self._quantity((rest[0], *counting), lead)
        kind = _KIND_OF_WH[wh]
        if told := self._told(rest):
            return self._asked(kind, told, Slot(), lead)
        if wh == "what" and is_verb_first(rest, self.names):
            return self._made(
                "what", Slot(), rest[0].low, self.slot([*lead, *rest[1:]]), Slot(), modal=False, passive=False
            )
        if kind in ("what", "which") and rest and following not in auxiliaries():
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
        if end >= len(rest) or not self._can_be_verb(rest[end]):
            return None
        return Clause("", tuple(rest[:end]), rest[end].low, tuple(rest[end + 1 :]))

    def _can_be_verb(self, token: Token) -> bool:
        low = token.low
        if low in auxiliaries() or is_stopword(low):
            return False
        return is_participle(low) or is_known_verb(low) or is_known_verb(low[:-1]) or self.names.relates(token.root)

    # ------------------------------------------------------------------ kinds

    def _connection(self, found: tuple[Token, ...], lows: list[str]) -> Question | None:
        """ "How are X and Y connected", "what is the relationship between X and Y"."""
        named = self.names.find(found)
        if len(named) < 2 or not _LINKED & set(lows) or lows[0] in _NOT_HOW:
            return None
        first, second = (self.slot(found[name.first : name.last]) for name in named[:2])
        return Question("", "connection", subject=first, other=second)

    def _quantity(self, rest: Sequence[Token], lead: Sequence[Token]) -> Question:
        """ "How many Z did X seize", "how many Z by X", "how much of Z …", "what share of Z …"."""
        kind: Kind = "number" if rest[0].low in ("many", "number") else "amount"
        of_it = [t.low for t in rest[:2]] == ["much", "of"]
        body = rest[1 + of_it :]
        end = counted_end(self.names, body)
        counted, after = body[:end], body[end:]
        by = next((k for k, token in enumerate(counted) if token.low == "by" and k), None)
        if not after and by is not None:
            return Question("", kind, self.slot(counted[by + 1 :]), counted=self.slot(counted[:by]))
        if not after:
            where = next((k for k, t in enumerate(counted) if k and t.low in words("questions", "where", "roles")), end)
            return Question("", kind, counted=self.slot(counted[:where]), other=self.slot([*lead, *counted[where:]]))
        clause = read_clause(self.names, after)
        whole = self.names.find(clause.subject) if not clause.verb else ()
        if whole and clause.auxiliary in auxiliaries("be"):  # "how many ports is X responsible for"
            end = whole[-1].last
            clause = replace(clause, subject=clause.subject[:end], other=(*clause.subject[end:], *clause.other))
        question = self._asked(kind, clause, self.slot(counted), lead)
        share = of_it or root(rest[0].low) in roots("shares")
        return replace(question, dimension="percentage") if share else question

    def _determined(self, rest: Sequence[Token], lead: Sequence[Token]) -> Question:
        """ "Which units does X have", "what company bought Y", "which boat is X's largest"."""
        end = next((k for k, t in enumerate(rest) if t.low in auxiliaries()), None)
        if end is None:
            end = next((k for k, t in enumerate(rest) if k and is_participle(t.low)), None)
        if end is None:
            end = main_verb(self.names, rest)
        noun = rest[:end]
        last = noun[-1].low if noun else ""
        if last in words("questions", "nouns", "time"):
            return self._clause_question("when", rest[end:], lead)
        if [t.low for t in rest[-2:]] == ["part", "of"]:  # "which larger body is X part of"
            return Question("", "parents", subject=self.slot(rest[end + 1 : -2]))
        clause = read_clause(self.names, rest[end:])
        if root(last) in roots("posts") and clause.subject and root(clause.verb or "have") in _LINKS | {root("hold")}:
            return Question("", "definition", subject=self.slot(clause.subject), counted=Slot((), (), ("who",)))
        if root(last) in roots("units") and root(clause.verb or "have") in _LINKS:
            return Question("", "units", subject=self.slot((*clause.subject, *clause.other)))
        if root(last) in roots("plans") and root(clause.verb or "have") in _LINKS:
            return Question("", "plans", subject=self.slot(clause.subject))
        inside = [t.low for t in lead[-1:]] == ["in"] or [t.low for t in clause.other[-1:]] == ["in"]
        lies = inside and last in words(
            "questions", "nouns", "place"
        )  # "in which province is X", "which province is X in"
        if not clause.verb and not lies and clause.auxiliary in auxiliaries("be") and self.names.find(clause.subject):
            question = self._copular("who", (*clause.subject, *clause.other))
            return replace(question, kind="role") if question.kind == "attribute" else question
        acts = not clause.subject and clause.auxiliary not in auxiliaries("be") and not lead
        if last in words("questions", "nouns", "place") and not acts:
            return replace(self._asked("where", clause, Slot(), lead), counted=self.slot(noun))
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
        if any(root(low) in roots("units") - {"part"} for low in lows[:2]) and "of" in lows and self.slot(body).ids:
            return Question("", "units", subject=self.slot(body[lows.index("of") + 1 :]))
        if root(lows[-1] if lows else "") == "plan" or "plans" in lows:
            return Question("", "plans", subject=self.slot([t for t in body if root(t.low) != "plan"]))
        named = self.names.find(body)
        whole = self.slot(body)
        if any(name.last == len(body) for name in named) and "of" not in lows:  # "what is X's Y" that has a name
            return Question("", "definition", subject=whole, counted=Slot((), (), (kind,)))
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
        return Question("", "definition", subject=whole, counted=Slot((), (), (kind,)))

    def _only_names(self, body: Sequence[Token], named: Sequence[Named]) -> Slot:
        return self.slot([t for n in named for t in body[n.first : n.last]])

    def _asked(self, kind: Kind, clause: Clause, counted: Slot, lead: Sequence[Token]) -> Question:
        """A question of a clause; refined where its verb is one of speech, of planning, or leads to another verb."""
        modal = clause.auxiliary in ("will", "would", "shall")
        planning = (
            bool(clause.verb) and root(clause.verb) in roots("plans") and [t.low for t in clause.other[:1]] == ["to"]
        )
        clause = _chained(kind, clause)
        verb, other, modal = clause.verb, [*lead, *clause.other], modal or planning
        lows = [token.low for token in other]
        if lows[-2:] == ["to", "do"]:  # "what does X ask Y to do"
            other = other[:-2]
        towards = lows[-1] if lows and lows[-1] in words("questions", "prepositions", "words") else ""
        if kind == "where" and not verb:
            verb = "locate"
        seeks = lows[-2:] == ["to", "do"] and clause.auxiliary in auxiliaries("be")
        if kind == "what" and seeks and clause.subject and not roots("asking") & {root(verb)}:  # "is X meant to do"
            return Question("", "plans", self.slot(clause.subject), other=self.slot(other), modal=True)
        subject, passive = self.slot(clause.subject), _undergoes(clause.auxiliary, verb, lows)
        patient = clause.subject if passive else () if subject or counted else _noun_phrase(clause.other)
        if passive and "by" in lows:
            by = lows.index("by")
            other, subject, passive = [*clause.subject, *other[:by]], self.slot(other[by + 1 :]), False
        elif passive:
            other, subject = [*clause.subject, *other], Slot()
        made = self._made(kind, subject, verb, self.slot(other), counted, modal=modal, passive=passive)
        return replace(made, towards=towards, patient=Slot() if made.subject else self.slot(patient))

    def _made(
        self, kind: Kind, subject: Slot, verb: str, other: Slot, counted: Slot, *, modal: bool, passive: bool
    ) -> Question:
        question = Question("", kind, subject, verb, other, counted, passive=passive, modal=modal)
        light_plan = modal and root(verb) == "do"
        if kind in ("what", "which") and (light_plan or (verb and root(verb) in roots("plans") and not other)):
            return replace(question, kind="plans", modal=True)
        if question.speaks and kind in ("what", "how") and not counted:
            topic = _after_topic(other.tokens)
            return replace(question, kind="said", other=self.slot(topic))
        if question.speaks and kind in ("who", "which") and not passive:
            return replace(question, kind="speaker")
        return question


def _particle(found: Sequence[Token], name: Named) -> range:
    """Where a particle leads a name that is known without it: "al-Wadi"."""
    led = name.first and found[name.first - 1].low in words("questions", "particles", "words")
    return range(name.first - bool(led), name.first)


def _undergoes(auxiliary: str, verb: str, lows: Sequence[str]) -> bool:
    """Whether the subject undergoes the verb: in "is X committed to the plan" it doesn't."""
    held = verb in words("questions", "statives", "words") and lows[:1] == ["to"]
    return auxiliary in auxiliaries("be") and is_participle(verb) and not held


def _noun_phrase(found: Sequence[Token]) -> Sequence[Token]:
    """The words before the first preposition."""
    prepositions = words("questions", "prepositions", "words")
    return found[: next((k for k, token in enumerate(found) if token.low in prepositions), len(found))]


def _chained(kind: Kind, clause: Clause) -> Clause:
    """The clause of the verb that another leads to: "X tries to leave", "X wants Y to stop using Z", which Y uses."""
    verb, other = clause.verb, clause.other
    while verb and len(other) > 1 and other[0].low == "to" and _leads_on(verb, other[1].low):
        verb, other = other[1].low, other[2:]
    lows = [token.low for token in other]
    to = lows.index("to") if "to" in lows[1:] else 0
    asks = bool(verb) and root(verb) in roots("asking") and bool(clause.subject) and kind not in ("who", "whether")
    if asks and 0 < to < len(other) - 1 and lows[to + 1] != "do":
        verb, subject = lows[to + 1], other[:to]
        rest = other[to + 2 :]
        if rest and rest[0].low.endswith("ing") and root(verb) in roots("phases"):
            verb, rest = rest[0].low, rest[1:]
        return Clause(clause.auxiliary, tuple(subject), verb, (*clause.subject, *rest))
    return replace(clause, verb=verb, other=tuple(other))


def _leads_on(verb: str, to: str) -> bool:
    return root(verb) in roots("plans") or (root(verb) in roots("leading") and to != "do")


def _counting(rest: Sequence[Token]) -> tuple[Token, ...]:
    """What follows "what number of", "what share of"."""
    if len(rest) > 1 and rest[1].low == "of" and (rest[0].low == "number" or root(rest[0].low) in roots("shares")):
        return tuple(rest[2:])
    return ()


def _after_topic(found: Sequence[Token]) -> Sequence[Token]:
    """What follows "about"; all of it without one."""
    at = next((k for k, token in enumerate(found) if token.low in _TOPIC), None)
    return found if at is None else found[at + 1 :]
