"""From a question to its answers: understand it, let the finder of its kind look, rank; or say why there is none."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from typing import Any

from kg.answer import (
    absent,
    callers,
    circumstances,
    clauses,
    closest,
    numbers,
    passages,
    paths,
    phrasing,
    speech,
    things,
    totals,
    verdicts,
)
from kg.answer.answers import Answers
from kg.answer.candidates import LEAST, Candidate, ranked
from kg.answer.matching import IN_SENTENCE, Matcher, bag, key, sure
from kg.answer.names import Names, mentions
from kg.answer.question import Kind, Question, Slot, roots
from kg.answer.reading import understand
from kg.answer.rows import MOST, Lists, Rows
from kg.answer.words import content, is_stopword, kindred, root, tokens

Row = dict[str, Any]
Finder = Callable[[Question, Matcher, list[Row]], Iterator[Candidate]]
Lookup = Callable[[Question, Matcher, list[Row], Rows], Iterator[Candidate]]

_BY_CLAIMS: dict[Kind, Finder] = {
    "what": clauses.claims,
    "how": clauses.claims,
    "topic": clauses.claims,
    "who": clauses.who,
    "which": clauses.which,
    "where": circumstances.where,
    "when": circumstances.when,
    "duration": circumstances.duration,
    "why": circumstances.why,
    "whether": clauses.whether,
    "plans": clauses.plans,
    "said": speech.said,
    "speaker": speech.speaker,
}
_BY_LOOKUP: dict[Kind, Lookup] = {
    "definition": things.definition,
    "attribute": things.attribute,
    "role": things.attribute,
    "units": things.units,
    "parents": things.parents,
}


#: What an answer by a claim scores that leaves no doubt.
_SURE = 0.8
#: Kinds whose answer may say no more than the question.
_SAYS_AGAIN = frozenset({"whether", "parents", "connection", "topic", "definition"})
#: Kinds that ask for a number.
_NUMERIC = frozenset({"number", "amount"})


def ask(graph: Lists, question: str, *, limit: int = 10) -> Answers:
    """The answers that a graph has to a question in English, best first; each is a claim, a number or an entity of
    the graph with its evidence. Without any, `reason` says what is not known.
    """
    rows = Rows(graph)
    names = Names(rows.reads)
    return respond(understand(question, names, rows.reads.documents()), names, rows, limit=limit)


def respond(asked: Question, names: Names, rows: Rows, *, limit: int) -> Answers:
    """The answers to a question understood."""
    matcher = Matcher(asked, names, rows)
    found = _candidates(asked, matcher, rows)
    for other in asked.otherwise:
        if _any_good(found):
            break
        asked, matcher = other, Matcher(other, names, rows)
        found = _candidates(asked, matcher, rows)
    if not _any_good(found) and (named := _described(asked, rows, names)):
        found = _candidates(named, Matcher(named, names, rows), rows)
    found, note = speech.within(asked, found), None
    if asked.kind in ("number", "amount"):
        total = totals.total(asked, matcher, found)
        found, note = [*([total.candidate] if total.candidate else []), *found], total.note
    if asked.kind not in _SAYS_AGAIN:
        known = bag(asked.text).union(*(_name_words(ids, names) for slot in asked.slots for ids in slot.ids))
        found = [candidate for candidate in found if not _roots(candidate.text) <= known]
    answers = ranked(callers.voiced(asked, matcher, found), limit)
    if asked.kind in ("whether", "parents"):
        answers, note = verdicts.balanced(answers), verdicts.note(answers)
    return Answers(asked.text, answers, None if answers else absent.reason(asked, names, rows), note)


def _roots(text: str) -> set[str]:
    return {token.root for token in content(tokens(text))}


def _described(question: Question, rows: Rows, names: Names) -> Question | None:
    """The question with the one person of the graph whom its subject describes: "the mayor" for "Mayor Ana Li", "Norland's
    president" for "Ana Li, the president of Norland".
    """
    slot = question.subject
    lands = {iri for ids in slot.ids for iri in ids}
    if not slot.words or any(row["type"] != "place" for row in names.of(lands)):
        return None
    asked = frozenset(root(low) for low in slot.words)
    found = {
        row["subject"]["id"]
        for row in rows.found([key(low) for low in slot.words])
        if row["relation"]["label"] == "be"
        and row["polarity"] == "affirmed"
        and row["subject"]["type"] == "person"
        and row["object"]
        and asked <= bag(row["object"]["text"])
        and all(any(mentions(land, row["label"]) for land in names.of(ids)) for ids in slot.ids)
    }
    return replace(question, subject=replace(slot, ids=(tuple(found),), words=())) if len(found) == 1 else None


def _candidates(question: Question, matcher: Matcher, rows: Rows) -> list[Candidate]:
    if question.kind == "connection":
        return list(_connection(question, matcher, rows))
    vague = question.light or question.happens
    if vague and not (question.subject or question.other or question.counted or question.periods):
        return []
    pool, figures = pools(question, matcher.names, rows)
    found = answered(question, matcher, pool, figures, rows)
    return found if is_sure(found) else closest.sentences(question, matcher, pool, figures, found)


def answered(question: Question, matcher: Matcher, pool: list[Row], figures: list[Row], rows: Rows) -> list[Candidate]:
    """The answers by claims and numbers, else by sentences that have all that is asked for, else by counting."""
    if question.kind in _NUMERIC:
        found = list(numbers.numbers(question, matcher, figures, rows))
    else:
        found = _by_kind(question, matcher, pool, rows)
    if not _any_good(found):
        found = list(passages.sentences(question, matcher, pool, figures, rows))
    if not found and question.kind == "number":
        found = list(totals.counted(question, matcher, pool, rows))
    return [candidate for candidate in found if candidate.score >= LEAST]


def pools(question: Question, names: Names, rows: Rows) -> tuple[list[Row], list[Row]]:
    """The statements, and where a number is asked for the numbers, among which the answers to a question are looked for."""
    ids = [iri for group in question.names for iri in group]
    groups = list(dict.fromkeys(map(frozenset, _groups(question, names))))
    found = rows.found(groups, ids)
    if question.kind == "said" and not question.other:  # of whom much is told, the nearest may all be told of them
        voices = (iri for group in question.subject.ids for iri in group)
        said = (row for iri in voices for row in itertools.islice(rows.reads.claims(by=iri), MOST))
        found = list({(row["document"], row["statement"]): row for row in (*found, *said)}.values())
    return found, rows.numbers(groups, ids) if question.kind in _NUMERIC else []


def is_sure(found: Iterable[Candidate]) -> bool:
    """Whether a claim answers without doubt."""
    return any(candidate.score >= _SURE for candidate in found)


def _any_good(found: Iterable[Candidate]) -> bool:
    return any(candidate.score >= LEAST for candidate in found)


def _groups(question: Question, names: Names) -> Iterator[Collection[str]]:
    """Words to find statements by, in groups of which a sentence should have one each: those of the question, those of
    each name in it, those that can stand for its verb, those of its periods.
    """
    for slot in (question.subject, question.other):
        yield from (key(low) for low in slot.words)
    yield from (kindred(low) for low in question.counted.words)
    for slot in question.slots:
        yield from filter(None, (_name_words(ids, names) for ids in slot.ids))
    if question.verb and not question.light and not question.happens:
        yield kindred(question.verb)
    for period in question.periods:
        yield from period.words


def _name_words(ids: Iterable[str], names: Names) -> frozenset[str]:
    said = (name for row in names.of(ids) for name in (row["label"], row["acronym"], *row["aliases"]) if name)
    return frozenset(token.root for name in said for token in tokens(name) if not is_stopword(token.low))


def _by_kind(question: Question, matcher: Matcher, pool: list[Row], rows: Rows) -> list[Candidate]:
    if question.kind in _BY_LOOKUP:
        return list(_BY_LOOKUP[question.kind](question, matcher, pool, rows))
    found: list[Candidate] = []
    if question.kind in ("what", "how", "said") and root(question.verb) in roots("calling"):
        direct = replace(question, kind="what")
        found = [
            *_by_claims(direct, Matcher(direct, matcher.names, matcher.rows), pool),
            *speech.called(question, matcher, pool),
        ]
    found = found or _by_claims(question, matcher, pool)
    if not found and question.kind in ("said", "speaker"):  # "deny entry", "note" are no speech
        found = _by_claims(replace(question, kind="what" if question.subject else "who"), matcher, pool)
    if not found and question.kind == "said":
        found = list(_in_document(question, matcher, rows))
    return speech.voiced(found, rows) if question.speaks else found


def _by_claims(question: Question, matcher: Matcher, pool: list[Row]) -> list[Candidate]:
    if question.happens and not question.subject and (question.periods or question.other.ids):  # any deed there or then
        question = replace(question, verb="")
        matcher = Matcher(question, matcher.names, matcher.rows)
    return list(_BY_CLAIMS[question.kind](question, matcher, pool))


def _in_document(question: Question, matcher: Matcher, rows: Rows) -> Iterator[Candidate]:
    """What is quoted where a document is named in the same text, for "what does the report say": the voices show."""
    slot = question.subject
    loose = replace(question, subject=Slot())
    about = Matcher(loose, matcher.names, rows)
    pool = rows.found([key(low) for low in question.other.words], [iri for ids in question.other.ids for iri in ids])
    for row in pool if any(_is_document(ids, matcher) for ids in slot.ids) else ():
        named = any(rows.mentions(iri, row["document"]) for ids in slot.ids for iri in ids)
        if named and len(row["sources"]) > 1 and _is_quoted(row):
            yield from (
                replace(candidate, score=candidate.score * IN_SENTENCE)
                for candidate in speech.said(loose, about, [row])
            )


def _is_document(ids: Iterable[str], matcher: Matcher) -> bool:
    return any(row["type"] == "document" for row in matcher.names.of(ids))


def _is_quoted(row: Row) -> bool:
    """Whether a claim is quoted, or its voice is only "he" or "the document"."""
    nearest = row["sources"][0]
    return bool(nearest["form"] == "direct" or nearest["label"][:1].islower())


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
    for row in rows.found((), [iri for ids in ends for iri in ids]):
        spoken = f"{row['label']} {row['object']['text'] if row['object'] else ''}"
        said = [
            matcher.named(ids, spoken) or any(term and term["id"] in ids for term in (row["subject"], row["object"]))
            for ids in ends
        ]
        voice = [any(source["id"] in ids for source in row["sources"]) for ids in ends]
        if all(said):
            yield Candidate(phrasing.attributed(row), row, _TOGETHER * sure(row))
        elif (said[0] and voice[1]) or (said[1] and voice[0]):
            source = next(s for s in row["sources"] if any(s["id"] in ids for ids in ends))
            yield Candidate(phrasing.in_voice(source, row), row, _SPOKEN * sure(row))
