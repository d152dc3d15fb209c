"""Why a question has no answer: a name that isn't known, or a known thing of which nothing of the kind is said."""

from __future__ import annotations

from kg.answer.matching import Matcher
from kg.answer.names import Names
from kg.answer.question import Question, Slot
from kg.answer.rows import MOST, Rows
from kg.answer.words import is_stopword, kindred, root, same_relation
from kg.answer.words import tokens as tokens_of

#: A longer stretch of the question is cut where a reason repeats it.
_LEGIBLE = 80
_ASKED = {
    "number": "no number",
    "amount": "no number",
    "where": "no place",
    "when": "no time",
    "duration": "no length of time",
    "why": "no reason",
    "speaker": "nobody who says so",
    "said": "nothing said",
}


def reason(question: Question, names: Names, rows: Rows) -> str:
    """Why there is no answer."""
    if rows.is_empty:
        return "the graph is empty"
    if not any(question.slots):
        return "the question names nothing to look for"
    unknown, whole = _unknown(question, names)
    if unknown:
        near = names.near(whole) or names.near(unknown)
        return f"the graph does not know {unknown!r}" + (f"; near: {', '.join(near)}" if near else "")
    about = _about(question)
    ids = [iri for slot in question.slots for group in slot.ids for iri in group]
    known = rows.found((), ids) if ids else []
    if question.periods and not _timed(question, names, rows):
        return f"the graph has nothing for {question.when}"
    if question.verb and not question.light and not _said(question, rows, ids):
        return f"the graph has nothing that says {question.verb!r} of {about}"
    if question.kind == "parents" and (instead := _parents(question, names)):
        return f"the graph has no claim that {question.subject.text} is part of {question.other.text}; {instead}"
    asked = _ASKED.get(question.kind, "no claim")
    when = f" in {question.when}" if question.periods else ""
    place = f" in {question.scope.document}" if question.scope.documents else ""
    if known:
        count = len({row["statement"] for row in known})
        many = f"{count}{'+' if count >= MOST else ''} statement{'s' if count > 1 else ''}"
        return f"the graph has {many} on {_names(question, names)}, but {asked} that fits {about}{when}{place}"
    return f"the graph knows {asked} that fits {about}{when}{place}"


def _about(question: Question) -> str:
    slots = (question.subject, question.other, question.counted)
    about = " and ".join(slot.text for slot in slots if slot and slot.text) or "that"
    return about if len(about) <= _LEGIBLE else f"{about[:_LEGIBLE]}\u2026"


def _names(question: Question, names: Names) -> str:
    found = [row["label"] for slot in question.slots for ids in slot.ids for row in names.of(ids[:1])]
    return " and ".join(dict.fromkeys(found))


def _parents(question: Question, names: Names) -> str:
    """What the thing asked about is part of, by the graph."""
    rows = [row for ids in question.subject.ids for row in names.of(ids[:1])]
    known = [(row["label"], parent["label"]) for row in rows if (parent := names.row(row["parent"]))]
    return " and ".join(f"it has {label} as part of {parent}" for label, parent in known) if question.other else ""


def _timed(question: Question, names: Names, rows: Rows) -> bool:
    """Whether anything at all is of the time asked for."""
    years = sorted({day[:4] for period in question.periods for day in (period.start, period.end) if day})
    matcher = Matcher(question, names, rows)
    return not years or any(matcher.time(row) for row in rows.found([{year} for year in years]))


def _said(question: Question, rows: Rows, ids: list[str]) -> bool:
    """Whether anything near the things asked about uses the verb."""
    found = rows.reads.find(kindred(question.verb), near=ids, limit=1)
    return any(same_relation(token.low, question.verb) for row in found for token in tokens_of(row["quote"]))


def _unknown(question: Question, names: Names) -> tuple[str, str]:
    """The first name in the question that the graph doesn't know, and the words around it."""
    for slot in question.slots:
        unknown = [
            token.raw
            for token in slot.tokens
            if (token.capital or token is slot.tokens[-1]) and _names_nothing(token.low, slot, names)
        ]
        if unknown and (slot is question.subject or unknown[0][:1].isupper()):
            return " ".join(unknown), slot.text
    return "", ""


def _names_nothing(low: str, slot: Slot, names: Names) -> bool:
    return low in slot.words and not is_stopword(low) and not names.knows(low) and not names.knows(root(low))
