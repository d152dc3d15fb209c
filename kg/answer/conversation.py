"""Questions that follow on from others: "and in 2022?", "who said that?", "what about HSI?", "when?", "what else?".

A follow-up is put together with the question before it: what it names anew takes the place of the same part there, and
a pronoun stands for what was asked about or answered last. The whole question is shown with the answers (`understood`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from kg.answer import asking, filters, periods, phrasing
from kg.answer.answers import Answer, Answers
from kg.answer.candidates import Candidate, ranked
from kg.answer.names import Names
from kg.answer.question import Kind, Question, Slot
from kg.answer.reading import understand
from kg.answer.rows import Lists, Rows
from kg.answer.wording import spelled_out, without_preamble
from kg.answer.words import Token, content, tokens
from kg.lexicon import words

Row = dict[str, Any]

#: A question word alone asks the same question for something else.
_ALONE: dict[str, Kind] = {
    "when": "when",
    "where": "where",
    "why": "why",
    "who": "who",
    "how": "how",
    "what": "what",
    "how many": "number",
    "how much": "amount",
    "how long": "duration",
}
_ENTITY_PRONOUN = re.compile(r"\b(?:he|she|it|they|him|them|his|her|hers|its|their|theirs)\b", re.I)
_POSSESSIVE = frozenset({"his", "hers", "its", "their", "theirs", "her"})
_PERSONAL = frozenset({"he", "she", "him", "his", "her", "hers"})
#: So many answers are known at once; "what else" goes on through them.
_KNOWN = 200


@dataclass(frozen=True, slots=True)
class Turn:
    """A question that was asked, whole, and what was answered."""

    question: Question
    text: str
    base: str
    """The last question that was whole in words."""
    answers: tuple[Answer, ...]
    shown: int
    focus: tuple[str, ...]
    """Names of what it was about and of what answered it, for pronouns: the likelier first."""


class Conversation:
    """A series of questions to one state of a graph."""

    def __init__(self, graph: Lists) -> None:
        self._rows = Rows(graph)
        self._names = Names(self._rows.reads)
        self._documents = list(self._rows.reads.documents())
        self._turn: Turn | None = None

    def ask(self, text: str, *, limit: int = 10) -> Answers:
        """The answers to a question that may follow on from the one before."""
        before = self._turn
        if _asks_more(text) or _asks_voice(text):
            if before is None:
                return Answers(text, (), "nothing was asked before")
            return self._more(text, before, limit) if _asks_more(text) else self._voices(text, before, limit)
        question, whole = self._whole(text, before)
        found = asking.respond(question, self._names, self._rows, limit=_KNOWN)
        if found or question.slots[0] or question.other:
            base = before.base if before and whole.endswith(_after_dash(before.base)) else whole
            self._turn = Turn(question, whole, base, found.answers, limit, self._focus(question, found.answers))
        understood = whole if whole != text else None
        return replace(found, question=text, answers=found.answers[:limit], understood=understood)

    # ------------------------------------------------------------------ kinds of follow-ups

    def _more(self, text: str, before: Turn, limit: int) -> Answers:
        """The next answers to the question before."""
        rest = before.answers[before.shown : before.shown + limit]
        self._turn = replace(before, shown=before.shown + limit)
        reason = None if rest else f"there are no more answers to {before.text!r}"
        return Answers(text, rest, reason, understood=before.text)

    def _voices(self, text: str, before: Turn, limit: int) -> Answers:
        """Who says the first answer to the question before: each of its statements, with its voice."""
        if not before.answers:
            return Answers(text, (), f"there is no answer to {before.text!r} that anybody could have said")
        best = before.answers[0]
        rows = self._rows.reads.statements(best.claim) if best.claim else []
        said = [Candidate(_whose(row), row, 1.0) for row in rows]
        answers = ranked(said, limit) or tuple(_by_place(best))
        self._turn = replace(before, focus=(*_labels(answers), *before.focus))
        return Answers(text, answers, None, understood=f"who said: {best.text}")

    def _whole(self, text: str, before: Turn | None) -> tuple[Question, str]:
        """The question in full, understood, and its words."""
        if before is None:
            return self._understand(text), text
        plain = spelled_out(text).strip(" ?!.")
        found = without_preamble(tokens(plain))
        for follow in (self._alone, self._another_time, self._another_voice, self._another_thing, self._another_count):
            if whole := follow(plain, found, before):
                return whole
        resolved = self._resolved(text, before)
        return self._understand(resolved), resolved

    def _understand(self, text: str) -> Question:
        return understand(text, self._names, self._documents)

    def _alone(self, _: str, found: Sequence[Token], before: Turn) -> tuple[Question, str] | None:
        """ "When?", "why?": the question before, for something else."""
        asked = " ".join(token.low for token in found)
        kind = _ALONE.get(asked)
        if kind is None:
            return None
        question = before.question
        if question.kind in ("who", "speaker") and before.focus and kind in ("when", "where", "why", "how"):
            return self._understand(before.base.replace("who", asked, 1)), f"{asked}{_after_dash(before.base)}"
        counted = Slot() if kind not in ("number", "amount") else question.counted
        other = question.other
        if question.counted and not counted:  # "how many boats did it seize? when?"
            other = replace(
                other, tokens=(*question.counted.tokens, *other.tokens), words=(*question.counted.words, *other.words)
            )
        same = replace(question, text=asked, kind=kind, counted=counted, other=other, together=False, dimension="")
        return same, f"{asked}{_after_dash(before.base)}"

    def _another_time(self, plain: str, _: Sequence[Token], before: Turn) -> tuple[Question, str] | None:
        """ "And in 2022?"."""
        given, rest = periods.find_all(plain)
        together, rest = filters.together(rest)
        if not given or content(_unopened(rest)):
            return None
        bare = periods.find_all(before.text.rstrip(" ?"))[1]
        question = replace(before.question, periods=given, together=together or before.question.together)
        return question, f"{_joined(bare)} {_without_and(plain)}?"

    def _another_voice(self, plain: str, _: Sequence[Token], before: Turn) -> tuple[Question, str] | None:
        """ "According to HSI?", "in the brief?"."""
        scope, rest = filters.scope(plain, self._slot, self._documents)
        if not (scope.voice or scope.document) or content(_unopened(rest)):
            return None
        old = before.question.scope
        new = replace(scope, voice=scope.voice or old.voice, documents=scope.documents or old.documents)
        return replace(before.question, scope=new), f"{before.text.rstrip(' ?')}, {_without_and(plain)}?"

    def _another_thing(self, _: str, found: Sequence[Token], before: Turn) -> tuple[Question, str] | None:
        """ "What about HSI?", "and the TCIU?": a name, or a noun, in the place of the one before."""
        lows = [token.low for token in found]
        opening = next((o for o in _openings() if lows[: len(o)] == o), [])
        rest = found[len(opening) :]
        slot = self._slot(rest)
        whole = slot.ids and not slot.words
        if not rest or not (opening or (whole and len(slot.ids) == 1)) or not slot:
            return None
        question = before.question
        if question.counted and not slot.ids:
            return self._recounted(before, replace(question, counted=slot), slot.text)
        if question.subject and not (question.other.ids and not question.subject.ids):
            old, new = question.subject, replace(question, subject=slot)
        elif question.other:
            old, new = question.other, replace(question, other=slot, patient=slot if question.patient else Slot())
        else:
            return None
        text = _replaced(before.text, old, " ".join(token.raw for token in rest))
        return (self._understand(text), text) if text else (new, f"{before.text} \u2013 {slot.text}")

    def _another_count(self, _: str, found: Sequence[Token], before: Turn) -> tuple[Question, str] | None:
        """ "How many arrests?" after "how many boats did it seize in 2022"."""
        lows = [token.low for token in found]
        counts = before.question.kind in ("number", "amount")
        if lows[:2] not in (["how", "many"], ["how", "much"]) or len(lows) < 3 or not counts:
            return None
        asked = self._understand(" ".join(token.raw for token in found))
        if asked.verb or asked.subject or asked.other or not asked.counted:
            return None
        return self._recounted(
            before, replace(before.question, counted=asked.counted, kind=asked.kind), asked.counted.text
        )

    def _recounted(self, before: Turn, question: Question, noun: str) -> tuple[Question, str]:
        """The question before with another thing counted; arrests are made, where boats were seized."""
        verbless = replace(question, verb="")
        found = asking.respond(question, self._names, self._rows, limit=1)
        text = _replaced(before.text, before.question.counted, noun)
        return question if found else verbless, text or f"{before.text} \u2013 {noun}"

    def _resolved(self, text: str, before: Turn) -> str:
        """A question with its pronouns replaced by what they stand for, and "then" and "there" by the time and the place."""
        focus = list(before.focus)

        def named(match: re.Match[str]) -> str:
            low = match[0].lower()
            fitting = (
                name
                for name in focus
                if self._is_person(name) == (low in _PERSONAL) or low in ("they", "them", "their", "theirs")
            )
            name = next(fitting, None)
            rest = text[match.end() :].split()
            possessive = low in _POSSESSIVE and not (
                low == "her" and (not rest or rest[0].lower() in words("questions", "prepositions", "words"))
            )
            return match[0] if name is None else f"{name}'s" if possessive else name

        resolved = _ENTITY_PRONOUN.sub(named, text)
        if before.question.periods and re.search(r"\b(?:then|that year|that month|at that time)\b", resolved, re.I):
            time = f"in {before.question.periods[0].text}"
            resolved = re.sub(
                r"\b(?:in |during )?(?:then|that year|that month|at that time)\b", time, resolved, flags=re.I
            )
        return resolved

    # ------------------------------------------------------------------ parts

    def _slot(self, found: Sequence[Token]) -> Slot:
        named = self._names.find(found)
        inside = {k for name in named for k in range(name.first, name.last)}
        said = content(token for k, token in enumerate(found) if k not in inside)
        capitals = tuple(token.low for token in said if token.capital)
        return Slot(tuple(found), tuple(name.ids for name in named), tuple(token.low for token in said), capitals)

    def _focus(self, question: Question, answers: Sequence[Answer]) -> tuple[str, ...]:
        """What pronouns may stand for: for "who", who it was; then what was asked about; then what answered."""
        asked = [row["label"] for slot in question.slots[:2] for ids in slot.ids for row in self._names.of(ids[:1])]
        told = list(self._told(answers[:1]))
        found = [*told, *asked] if question.kind in ("who", "speaker", "role", "which") else [*asked, *told]
        return tuple(dict.fromkeys(found))

    def _told(self, answers: Sequence[Answer]) -> Iterator[str]:
        """The names in the first answer, those that it begins with first."""
        for answer in answers:
            for named in self._names.find(tokens(answer.text)):
                yield from (row["label"] for row in self._names.of(named.ids[:1]))

    def _is_person(self, label: str) -> bool:
        named = self._names.find(tokens(label))
        return any(row["type"] == "person" for name in named for row in self._names.of(name.ids[:1]))


def _after_dash(base: str) -> str:
    """How the question stands behind a question word alone."""
    return f" \u2013 {base}"


def _openings() -> list[list[str]]:
    return sorted(
        (phrase.split() for phrase in words("questions", "followups", "openings")), key=lambda o: (-len(o), o)
    )


def _unopened(text: str) -> tuple[Token, ...]:
    """The words that a follow-up has beside those that open it."""
    found = without_preamble(tokens(text))
    lows = [token.low for token in found]
    opening = next((o for o in _openings() if lows[: len(o)] == o), [])
    return found[len(opening) :]


def _asks_more(text: str) -> bool:
    return _bare(text) in words("questions", "followups", "more")


def _asks_voice(text: str) -> bool:
    return _bare(text) in words("questions", "followups", "voices")


def _bare(text: str) -> str:
    return " ".join(token.low for token in tokens(spelled_out(text))).removeprefix("and ")


def _replaced(text: str, old: Slot, new: str) -> str:
    """A question with the words of a slot replaced; empty where they aren't one stretch of it."""
    parts = [re.escape(token.raw) for token in old.tokens]
    pattern = r"\W+".join(parts)
    return (
        re.sub(rf"\b{pattern}\b", lambda _: new, text, count=1, flags=re.I)
        if parts and re.search(pattern, text, re.I)
        else ""
    )


def _joined(text: str) -> str:
    return " ".join(text.split())


def _without_and(text: str) -> str:
    return re.sub(r"^\s*(?:and|but|so|what about|how about)\s+", "", text, flags=re.I)


def _whose(row: Row) -> str:
    """Who says a statement, and what."""
    source = row["sources"][0]
    return phrasing.in_voice(source, row)


def _by_place(answer: Answer) -> Iterator[Answer]:
    """An answer once for each place that says so, with its voice."""
    for place in answer.places:
        kept = {key: place[key] for key in ("document", "file", "start", "end", "quote")}
        yield replace(answer, text=f"{place['source']}: {answer.text}", **kept, places=(place,))


def _labels(answers: Sequence[Answer]) -> list[str]:
    return [source["label"] for answer in answers for source in answer.sources[:1]]
