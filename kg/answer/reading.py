"""Reads a question. A small grammar over words; verbs are found by position, because the question is short and the
graph's names are known:

    WH [noun] AUX subject verb rest      what does X do · how many Z did X seize · where do Z come from
    WH verb rest                         who denied Y · how many people died in Y
    WH BE subject                        what is X · what are the objectives of X · how old is X
    AUX subject verb rest                did X seize Y
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from dataclasses import replace

from kg.answer import filters, periods
from kg.answer.being import Being
from kg.answer.chains import chained, noun_phrase, undergoes
from kg.answer.names import Names
from kg.answer.orders import direct
from kg.answer.question import Kind, Question, Slot, roots
from kg.answer.verbs import Clause, counted_end, is_known_verb, is_participle, is_verb_first, main_verb, read_clause
from kg.answer.wording import spelled_out, unframed
from kg.answer.words import Token, auxiliaries, is_stopword, root, tokens
from kg.lexicon import table, words

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
_PEOPLE, _DO = Token("people", "people"), Token("do", "do")
_LINKS = frozenset(root(verb) for verb in ("have", "be", "include", "contain", "run", "belong"))


def understand(text: str, names: Names, documents: Iterable[filters.Row] = ()) -> Question:
    """What a question asks for, given the names and the documents (`id file title publisher`) of a graph."""
    said, literal = spelled_out(text), spelled_out(text, phrasal=False)
    question = _understood(text, said, names, documents)
    if literal == said:
        return question
    other = _understood(text, literal, names, documents)
    return (
        question
        if other.light or root(other.verb) in roots("hollow")
        else replace(question, otherwise=(*question.otherwise, other))
    )


def _understood(text: str, plain: str, names: Names, documents: Iterable[filters.Row]) -> Question:
    reading = _Reading(names.cased(tokens(plain)))
    scope, plain = filters.scope(plain, reading.slot, documents)
    together, plain = filters.together(plain)
    found, plain = periods.find_all(plain)
    ordered, view = direct(reading.names, tokens(unframed(plain)))
    scope = replace(scope, voice=scope.voice or reading.slot(view))
    question = reading.read(ordered)
    others = tuple(
        replace(other, text=text, periods=found, scope=scope, together=together) for other in question.otherwise
    )
    return replace(question, text=text, periods=found, scope=scope, together=together, otherwise=others)


class _Reading(Being):
    """Reads the words of one question."""

    def read(self, found: tuple[Token, ...]) -> Question:
        """The question in these words."""
        lows = [token.low for token in found]
        at = next((k for k, low in enumerate(lows[:4]) if low in _KIND_OF_WH), None)
        if linked := self._connection(found, lows):
            return linked
        if lows and lows[0] in auxiliaries() and (at is None or lows[0] in auxiliaries("do")):
            return self._whether(found)  # also "did X say how many"
        if at is None and lows[:1] == ["the"] and "of" in lows:  # "list the units of X"
            return self.copular("what", found)
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
        if wh == "how" and len(rest) > 2 and following not in auxiliaries() and rest[1].low in auxiliaries():
            return self._clause_question("how", rest[1:], (*lead, rest[0]))  # "how likely is X"
        if wh in ("what", "which") and (counting := _counting(rest)):
            return self._quantity((rest[0], *counting), lead)
        kind = _KIND_OF_WH[wh]
        if _by_whom(lead) and following in auxiliaries("be", "have"):
            return self._agent(rest)
        if told := self._told(rest):
            return self._asked(kind, told, Slot(), lead)
        if wh == "what" and is_verb_first(rest, self.names):
            return self._made(
                "what", Slot(), rest[0].low, self.slot([*lead, *rest[1:]]), Slot(), modal=False, passive=False
            )
        if kind in ("what", "which") and rest and following not in auxiliaries():
            return self._determined(rest, lead)
        return self._clause_question(kind, rest, lead)

    def _agent(self, rest: tuple[Token, ...]) -> Question:
        """ "By whom was X seized", "by which agency was X seized": who seized it."""
        end = next(k for k, token in enumerate(rest) if token.low in auxiliaries())
        clause = read_clause(self.names, rest[end:])
        done = clause.subject if clause.subject else ()
        active = replace(clause, auxiliary="", subject=(), other=(*done, *clause.other))
        question = self._asked("which" if end else "who", active, self.slot(rest[:end]), ())
        return replace(question, patient=self.slot(done))

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
        """ "How are X and Y connected", "what is the relationship between X and Y", "what do X and Y have to do with each other"."""
        named = self.names.find(found)
        linked = _LINKED & set(lows) or "have to do with" in " ".join(lows).replace("has", "have")
        if len(named) < 2 or not linked or lows[0] in _NOT_HOW:
            return None
        first, second = (self.slot(found[name.first : name.last]) for name in named[:2])
        return Question("", "connection", subject=first, other=second)

    def _quantity(self, rest: Sequence[Token], lead: Sequence[Token]) -> Question:
        """ "How many Z did X seize", "how many Z by X", "how much of Z …", "what share of Z …"."""
        kind: Kind = "number" if rest[0].low in ("many", "number") else "amount"
        of_it = [t.low for t in rest[:2]] == ["much", "of"]
        body = rest[1 + of_it :]
        if (
            kind == "number" and len(body) > 1 and self._does(body[0]) and not self._does(body[1])
        ):  # "how many died in X"
            body = (_PEOPLE, *body)
        end = counted_end(self.names, body)
        counted, after = body[:end], body[end:]
        if start := self._actor(counted):  # "how many boats the agency has"
            counted, after = (
                counted[:start],
                (*after[:1], *counted[start:], *after[1:]) if after else (_DO, *counted[start:]),
            )
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
        area = kind == "amount" and len(counted) == 1 and counted[0].low in words("questions", "ground", "words")
        question = self._asked(kind, clause, self.slot(counted), lead)
        if area:
            return replace(question, dimension="area")
        if kind == "number" and [token.low for token in counted[-1:]] == ["times"]:
            return replace(question, dimension="often")
        share = of_it or root(rest[0].low) in roots("shares")
        return replace(question, dimension="percentage") if share else question

    def _does(self, token: Token) -> bool:
        """Whether a word is a verb, and no noun: "died"."""
        return not token.capital and (is_participle(token.low) or is_known_verb(token.low))

    def _actor(self, counted: Sequence[Token]) -> int:
        """Where in what is counted the one who acts begins, 0 for nowhere: in "boats the agency seized", "boats HSI has"."""
        starts = {name.first for name in self.names.find(counted)}
        starts |= {k for k, token in enumerate(counted) if token.low in ("the", "a", "an")}
        led = words("questions", "prepositions", "words") | {"and", "or"}
        return next(
            (k for k in sorted(starts) if k and counted[k - 1].low not in led and counted[k - 1].low.endswith("s")), 0
        )

    def _determined(self, rest: Sequence[Token], lead: Sequence[Token]) -> Question:
        """ "Which units does X have", "what company bought Y", "which boat is X's largest"."""
        end = next((k for k, t in enumerate(rest) if t.low in auxiliaries()), None)
        if end is None:
            past = next((k for k, t in enumerate(rest) if k and is_participle(t.low)), len(rest))
            verb = main_verb(self.names, rest, sure=past < len(rest))
            end = verb if past == len(rest) or (verb < past and rest[verb].low in _wishes()) else past
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
            question = self.copular("who", (*clause.subject, *clause.other))
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
            return self.copular(kind, (*clause.subject, *clause.other))
        return self._asked(kind, clause, Slot(), lead)

    def _asked(self, kind: Kind, clause: Clause, counted: Slot, lead: Sequence[Token]) -> Question:
        """A question of a clause; refined where its verb is one of speech, of planning, or leads to another verb."""
        modal = clause.auxiliary in ("will", "would", "shall")
        planning = (
            bool(clause.verb) and root(clause.verb) in roots("plans") and [t.low for t in clause.other[:1]] == ["to"]
        )
        clause = chained(kind, clause)
        verb, other, modal = clause.verb, [*lead, *clause.other], modal or planning
        lows = [token.low for token in other]
        if lows[-2:] == ["to", "do"]:  # "what does X ask Y to do"
            other = other[:-2]
        towards = lows[-1] if lows and lows[-1] in words("questions", "prepositions", "words") else ""
        if kind == "where" and not verb:
            verb = "come" if towards == "from" else "locate"
        seeks = lows[-2:] == ["to", "do"] and clause.auxiliary in auxiliaries("be")
        if kind == "what" and seeks and clause.subject and not roots("asking") & {root(verb)}:  # "is X meant to do"
            return Question("", "plans", self.slot(clause.subject), other=self.slot(other), modal=True)
        subject, passive = self.slot(clause.subject), undergoes(clause.auxiliary, verb, lows)
        patient = clause.subject if passive else () if subject or counted else noun_phrase(clause.other)
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
        held = passive and bool(verb) and root(verb) in roots("charging")  # "what is X accused of"
        if question.speaks and kind in ("what", "how") and not counted and not held:
            topic = (*_told_to(other.tokens), *_after_topic(other.tokens))
            return replace(question, kind="said", other=self.slot(topic))
        if question.speaks and kind in ("who", "which") and not passive and not subject:  # but "who does X warn"
            return replace(question, kind="speaker")
        return question


@functools.cache
def _wishes() -> frozenset[str]:
    """Verbs behind which a participle is no verb of its own: "want the law changed"."""
    return words("questions", "plans", "words") | words("questions", "asking", "words")


def _by_whom(lead: Sequence[Token]) -> bool:
    """Whether a question asks who does what is done: "by whom", "by which agency"."""
    return [token.low for token in lead] == ["by"]


def _counting(rest: Sequence[Token]) -> tuple[Token, ...]:
    """What follows "what number of", "what share of"."""
    if len(rest) > 1 and rest[1].low == "of" and (rest[0].low == "number" or root(rest[0].low) in roots("shares")):
        return tuple(rest[2:])
    return ()


def _told_to(found: Sequence[Token]) -> Sequence[Token]:
    """The name of whom something is told, before what it is about."""
    at = next((k for k, token in enumerate(found) if token.low in _TOPIC), 0)
    return [token for token in found[:at] if token.capital]


def _after_topic(found: Sequence[Token]) -> Sequence[Token]:
    """What follows "about"; all of it without one."""
    at = next((k for k, token in enumerate(found) if token.low in _TOPIC), None)
    return found if at is None else found[at + 1 :]
