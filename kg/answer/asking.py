"""From a question to its answers: understand it, let the finder of its kind look, rank; or say why there is none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

from kg.answer import clauses, numbers, paths, phrasing, things
from kg.answer.answers import Answer, Answers
from kg.answer.candidates import Candidate, ranked
from kg.answer.matching import IN_SENTENCE, Matcher, bag
from kg.answer.names import Names
from kg.answer.question import Kind, Question, Slot, understand
from kg.answer.rows import Lists, Rows
from kg.answer.words import alternatives, is_stopword, root, same_relation, tokens

Row = dict[str, Any]
Finder = Callable[[Question, Matcher, list[Row]], Iterator[Candidate]]
Lookup = Callable[[Question, Matcher, Rows], Iterator[Candidate]]

_BY_CLAIMS: dict[Kind, Finder] = {
    "what": clauses.claims,
    "how": clauses.claims,
    "topic": clauses.claims,
    "who": clauses.who,
    "which": clauses.which,
    "where": clauses.where,
    "when": clauses.when,
    "duration": clauses.duration,
    "why": clauses.why,
    "whether": clauses.whether,
    "plans": clauses.plans,
    "said": clauses.said,
    "speaker": clauses.speaker,
}
_BY_LOOKUP: dict[Kind, Lookup] = {
    "number": numbers.numbers,
    "amount": numbers.numbers,
    "definition": things.definition,
    "attribute": things.attribute,
    "role": things.attribute,
    "units": things.units,
    "parents": things.parents,
}


def ask(graph: Lists, question: str, *, limit: int = 10) -> Answers:
    """The answers that a graph has to a question in English, best first; each is a claim, a number or an entity of
    the graph with its evidence. Without any, `reason` says what is not known.
    """
    rows = Rows(graph)
    names = Names(graph.read)
    asked = understand(question, names)
    found = _answers(asked, names, rows, limit)
    if not found and (named := _described(asked, rows)):
        found = _answers(named, names, rows, limit)
    return Answers(question, found, None if found else _reason(asked, names, rows))


def _answers(question: Question, names: Names, rows: Rows, limit: int) -> tuple[Answer, ...]:
    return ranked(_candidates(question, Matcher(question, names, rows.mentions), rows), limit)


def _described(question: Question, rows: Rows) -> Question | None:
    """The question with the one person of the graph whom its subject describes: "the mayor" for "Mayor Ana Li"."""
    slot = question.subject
    if slot.ids or not slot.words:
        return None
    asked = frozenset(root(low) for low in slot.words)
    found = {
        row["subject"]["id"]
        for row in rows.holding(lambda quote: asked <= bag(quote), [{word} for word in asked])
        if row["relation"]["label"] == "be"
        and row["polarity"] == "affirmed"
        and row["subject"]["type"] == "person"
        and row["object"]
        and asked <= bag(row["object"]["text"])
    }
    return replace(question, subject=replace(slot, ids=(tuple(found),), words=())) if len(found) == 1 else None


def _candidates(question: Question, matcher: Matcher, rows: Rows) -> Iterable[Candidate]:
    if question.kind == "connection":
        return _connection(question, matcher, rows)
    if question.kind in _BY_LOOKUP:
        return _BY_LOOKUP[question.kind](question, matcher, rows)
    if not question.subject and not question.other and (question.light or question.happens) and not question.period:
        return ()
    found = _by_claims(question, matcher, rows)
    if not found and question.kind in ("said", "speaker"):  # "deny entry", "note" are no speech
        found = _by_claims(replace(question, kind="what" if question.subject else "who"), matcher, rows)
    if not found and question.kind == "said":
        found = list(_in_document(question, matcher, rows))
    return found


def _in_document(question: Question, matcher: Matcher, rows: Rows) -> Iterator[Candidate]:
    """What is quoted where a document is named in the same text, for "what does the report say": the voices show."""
    slot = question.subject
    asked = {root(low) for low in slot.words}
    known = matcher.names.of(iri for ids in slot.ids for iri in ids) if slot.ids else rows.labelled(asked, "document")
    documents = sorted({row["id"] for row in known if row["type"] == "document"})
    loose = Matcher(replace(question, subject=Slot()), matcher.names)
    for row in rows.holding(loose.may_hold, matcher.wanted) if documents else ():
        named = any(rows.mentions(iri, row["document"]) for iri in documents)
        if named and len(row["sources"]) > 1 and _is_quoted(row):
            yield from (
                replace(candidate, score=candidate.score * IN_SENTENCE)
                for candidate in clauses.said(loose.question, loose, [row])
            )


def _is_quoted(row: Row) -> bool:
    """Whether a claim is quoted, or its voice is only "he" or "the document"."""
    nearest = row["sources"][0]
    return bool(nearest["form"] == "direct" or nearest["label"][:1].islower())


def _by_claims(question: Question, matcher: Matcher, rows: Rows) -> list[Candidate]:
    if question.happens and not question.subject and not question.other:  # "what happened in 2020": any deed
        question = replace(question, verb="")
        matcher = Matcher(question, matcher.names, rows.mentions)
    find = _BY_CLAIMS[question.kind]
    ids = [iri for slot in (question.subject, question.other) for group in slot.ids for iri in group]
    near = list(find(question, matcher, rows.near(ids, matcher.wanted))) if ids else []
    if any(candidate.score > _SURE for candidate in near):
        return near
    return list(find(question, matcher, rows.holding(matcher.may_hold, matcher.wanted)))


#: A longer stretch of the question is cut where a reason repeats it.
_LEGIBLE = 80
#: With an answer above this among the claims about the entities in question, the rest of the graph isn't read.
_SURE = 0.5


#: Two entities in one claim are connected less closely than by a path; by what one says of the other, less still.
_TOGETHER = 0.7
_SPOKEN = 0.5


def _connection(question: Question, matcher: Matcher, rows: Rows) -> Iterator[Candidate]:
    routes: Iterator[list[paths.Step]] = (
        paths.path(rows, one, other)
        for one in question.subject.ids[0]
        for other in question.other.ids[0]
        if one != other
    )
    found = sorted((route for route in routes if route), key=len)
    for k, step in enumerate(found[0] if found else ()):
        yield Candidate(step.text, step.row, 1.0 - k / 100)
    if not found:
        yield from _together(question, matcher, rows)


def _together(question: Question, matcher: Matcher, rows: Rows) -> Iterator[Candidate]:
    """Claims that speak of both entities, or that one makes of the other."""
    ends = [slot.ids[0] for slot in (question.subject, question.other)]
    for row in rows.near([iri for ids in ends for iri in ids], matcher.wanted):
        spoken = f"{row['label']} {row['object']['text'] if row['object'] else ''}"
        said = [
            matcher.named(ids, spoken) or any(term and term["id"] in ids for term in (row["subject"], row["object"]))
            for ids in ends
        ]
        voice = [any(source["id"] in ids for source in row["sources"]) for ids in ends]
        if all(said):
            yield Candidate(phrasing.attributed(row), row, _TOGETHER * (0.8 + 0.2 * row["confidence"]))
        elif (said[0] and voice[1]) or (said[1] and voice[0]):
            source = next(s for s in row["sources"] if any(s["id"] in ids for ids in ends))
            yield Candidate(phrasing.in_voice(source, row), row, _SPOKEN * (0.8 + 0.2 * row["confidence"]))


# ---------------------------------------------------------------------- without an answer


def _reason(question: Question, names: Names, rows: Rows) -> str:
    """Why there is no answer: nothing asked, a name that isn't known, or nothing known on what is asked."""
    if rows.is_empty:
        return "the graph is empty"
    if not any(question.slots):
        return "the question names nothing to look for"
    unknown, whole = _unknown(question, names)
    if unknown:
        near = names.near(whole) or names.near(unknown)
        return f"the graph does not know {unknown!r}" + (f"; near: {', '.join(near)}" if near else "")
    slots = (question.subject, question.other, question.counted)
    about = " and ".join(slot.text for slot in slots if slot and slot.text) or "that"
    about = about if len(about) <= _LEGIBLE else f"{about[:_LEGIBLE]}\u2026"
    period = Matcher(replace(question, subject=Slot(), other=Slot(), counted=Slot(), voice=Slot(), verb=""), names)
    if question.period and not any(period.time(row) for row in rows.with_words(period.wanted)):
        return f"the graph has nothing for {question.period.text}"
    said = rows.with_words((alternatives(question.verb),)) if question.verb and not question.light else None
    if said is not None and not any(_uses(row["quote"], question.verb) for row in said):
        return f"the graph has nothing that says {question.verb!r} of {about}"
    kind = {"number": "number", "amount": "number", "where": "place", "when": "time", "why": "reason"}.get(
        question.kind, "claim"
    )
    return f"the graph knows no {kind} that fits {about}" + (f" in {question.period.text}" if question.period else "")


def _unknown(question: Question, names: Names) -> tuple[str, str]:
    """The first name in the question that the graph doesn't know, and the words around it."""
    for slot in question.slots:
        unknown = [
            token.raw
            for token in slot.tokens
            if (token.capital or token is slot.tokens[-1])
            and _names_nothing(token.low, slot, names)
            and not is_stopword(token.low)
        ]
        if unknown and (slot is question.subject or unknown[0][:1].isupper()):
            return " ".join(unknown), slot.text
    return "", ""


def _names_nothing(low: str, slot: Slot, names: Names) -> bool:
    return low in slot.words and not names.knows(low)


def _uses(quote: str, verb: str) -> bool:
    return any(same_relation(token.low, verb) for token in tokens(quote))
