"""Finders whose answers are entities: what or who something is, its units, what it is part of, its attributes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kg.answer import phrasing
from kg.answer.candidates import Candidate
from kg.answer.matching import IN_SENTENCE, SYNONYM, Matcher, bag, relation_words
from kg.answer.names import mentions
from kg.answer.question import Question
from kg.answer.rows import Rows
from kg.answer.words import root, same_relation, tokens
from kg.lexicon import table, words

Row = dict[str, Any]

#: What an entity is by a claim of a text comes before its bare type.
_BY_TYPE = 0.6
_BY_NAME = 0.97
_IS = 0.95
_DOES = 0.4
_ASIDE = 0.45
#: Of what is made to do something, the makers' purpose is its own; what it seeks is nearly its purpose.
_MADE_TO = 0.9
_SEEKS = 0.85


def definition(question: Question, matcher: Matcher, rows: Rows) -> Iterator[Candidate]:
    """ "What is X": its full name and place in an organisation, what claims say it is, then what it does."""
    ids = [iri for group in question.subject.ids for iri in group]
    asked = {token.low for token in question.subject.tokens}
    for entity in matcher.names.of(ids):
        shown = evidence(entity, rows)
        if shown is None:
            continue
        parent = matcher.names.row(entity["parent"])
        told = parent is not None or (named(entity) != entity["label"] and entity["acronym"].lower() in asked)
        text = f"{named(entity)} is {_kind(entity, parent)}"
        yield Candidate(text, shown, _BY_NAME if told else _BY_TYPE)
    near = rows.near(ids, matcher.wanted) if ids else rows.with_words(matcher.wanted)
    for row in near:
        fit = matcher.term(question.subject, row["subject"])
        if fit:
            kind = _IS if _says_what(row) else _DOES
            yield Candidate(phrasing.attributed(row), row, fit * kind * (0.8 + 0.2 * row["confidence"]))


def units(question: Question, matcher: Matcher, rows: Rows) -> Iterator[Candidate]:
    """ "Which units does X have": the entities whose parent is X, and theirs."""
    parents = {iri for group in question.subject.ids for iri in group}
    yield from _called_units(question, matcher, rows)
    level = 1.0
    while parents and level > 0.5:
        children = [row for iri in sorted(parents) for row in rows.parts(iri) if row["id"] not in parents]
        for child in children:
            yield from _belongs(
                child, matcher, rows, level if child["acronym"] or child["type"] == "unit" else level * _IS
            )
        parents, level = {child["id"] for child in children}, level * 0.8


def _called_units(question: Question, matcher: Matcher, rows: Rows) -> Iterator[Candidate]:
    """Claims that call something a unit, a center, a division … of the one asked about."""
    called = {root(word) for word in words("questions", "units", "words")}
    for row in rows.with_words((frozenset(called), *matcher.wanted)):
        others = [row["object"], *row["arguments"]]
        what = f"{row['relation']['label']} {row['object']['text'] if row['object'] else ''}"
        if (
            row["relation"]["label"].startswith("be")
            and called & bag(what)
            and matcher.part(question.subject, others, "")
        ):
            yield Candidate(phrasing.attributed(row), row, 0.9 * (0.8 + 0.2 * row["confidence"]))


def parents(question: Question, matcher: Matcher, rows: Rows) -> Iterator[Candidate]:
    """ "What is X part of", "is X part of Y"."""
    whole = {iri for group in question.other.ids for iri in group}
    for entity in matcher.names.of(iri for group in question.subject.ids for iri in group):
        if not question.other or entity["parent"] in whole:
            yield from _belongs(entity, matcher, rows, 1.0)
    for row in rows.near([iri for group in question.subject.ids for iri in group], matcher.wanted):
        if {"part", "unit", "member", "division", "belong"} & bag(f"{row['relation']['label']} {row['label']}"):
            fit = matcher.term(question.subject, row["subject"]) * matcher.other(row, with_subject=False)
            yield Candidate(phrasing.attributed(row), row, 0.9 * fit)


def attribute(question: Question, matcher: Matcher, rows: Rows) -> Iterator[Candidate]:
    """ "What are the objectives of X", "who is the head of X": claims that speak of both."""
    for row in rows.holding(matcher.may_hold, matcher.wanted):
        time = matcher.time(row) * matcher.voice(row)
        terms = [row["subject"], row["object"], *row["arguments"]]
        about = matcher.part(question.other, terms, row["label"]) or IN_SENTENCE * matcher.part(
            question.other, terms, row["quote"]
        )
        asked = matcher.part(question.counted, terms, row["label"]) or _by_another_word(question, row)
        score = time * about * asked * (0.8 + 0.2 * row["confidence"])
        if score:
            yield Candidate(phrasing.with_list(row, phrasing.attributed(row)), row, score * _fit(question, row))
    if question.counted.words and _asks_purpose(question.counted.words[-1]):
        yield from purposes(question, matcher, rows)
    for row in rows.numbers(matcher.wanted):
        if matcher.part(question.counted, [row["measure"]], "") and matcher.part(question.other, [row["about"]], ""):
            claim = rows.claim(row["claim"])
            if claim:
                yield Candidate(phrasing.with_list(claim, phrasing.attributed(claim)), claim, 0.8 * matcher.time(row))


def _by_another_word(question: Question, row: Row) -> float:
    """Whether a claim says "goal" where the question says "aim"."""
    slot = question.counted
    if slot.ids or len(slot.words) != 1:
        return 0.0
    said = tokens(f"{row['relation']['label']} {row['object']['text'] if row['object'] else ''}")
    return SYNONYM if any(same_relation(token.low, slot.words[0]) for token in said) else 0.0


def purposes(question: Question, matcher: Matcher, rows: Rows) -> Iterator[Candidate]:
    """ "What is the purpose of X": what X seeks to do, or what X is made to do."""
    near = rows.near([iri for group in question.other.ids for iri in group], matcher.wanted)
    for row in near:
        if row["modality"] != "attempted" or not row["object"]:
            continue
        same = (
            other
            for other in near
            if (other["document"], other["start"]) == (row["document"], row["start"])
            and row["relation"]["text"].startswith("to ")
            and matcher.term(question.other, other["object"])
        )
        score = matcher.term(question.other, row["subject"]) or (_MADE_TO if next(same, None) else 0.0)
        if score:
            yield Candidate(phrasing.attributed(row), row, score * _SEEKS * (0.8 + 0.2 * row["confidence"]))


def _asks_purpose(word: str) -> bool:
    return same_relation(word, "purpose") or word in words("questions", "roles", "words")


def _fit(question: Question, row: Row) -> float:
    """Who holds a role is said by what they are; an attribute may be said by any relation."""
    return 1.0 if _says_what(row) else _ASIDE if question.kind == "role" else 0.95


def _belongs(child: Row, matcher: Matcher, rows: Rows, weight: float) -> Iterator[Candidate]:
    parent = matcher.names.row(child["parent"])
    shown = evidence(child, rows, parent) if parent else None
    if shown:
        yield Candidate(f"{named(child)} is {_kind(child, parent)}", shown, weight)


def evidence(entity: Row, rows: Rows, other: Row | None = None) -> Row | None:
    """The statement whose sentence best shows an entity's names (and another entity's)."""
    words = _shown_by(entity, other)
    about = rows.about(entity["id"], words) or rows.by(entity["id"], words)
    label, acronym = entity["label"].casefold(), entity["acronym"]
    shown = [row for row in about if label in row["quote"].casefold()]
    if not shown or (acronym and not any(f"({acronym}" in row["quote"] for row in shown)):
        shown = [row for row in rows.with_words(words) if mentions(entity, row["quote"])] or about
    if not shown:
        return None

    def names_shown(row: Row) -> tuple[bool, bool, bool, int]:
        quote = row["quote"]
        both = other is not None and mentions(other, quote)
        return (label in quote.casefold(), bool(acronym and f"({acronym}" in quote), both, -row["start"])

    return max(shown, key=names_shown)


def _shown_by(*entities: Row | None) -> tuple[frozenset[str], ...]:
    """The words that a sentence with the names of entities has: each of a label, an acronym, those of other names."""
    groups: list[frozenset[str]] = []
    for row in filter(None, entities):
        aliases = frozenset(token.root for alias in row["aliases"] for token in tokens(alias))
        named = (token.root for name in (row["label"], row["acronym"] or "") for token in tokens(name))
        groups += [*(frozenset({word}) for word in named), aliases]
    return tuple(dict.fromkeys(group for group in groups if group))


def named(entity: Row) -> str:
    """An entity's label with its acronym."""
    acronym = entity["acronym"]
    return f"{entity['label']} ({acronym})" if acronym and acronym != entity["label"] else str(entity["label"])


def _kind(entity: Row, parent: Row | None) -> str:
    if parent:
        return f"part of {named(parent)}"
    kind = "name" if entity["type"] == "other" else str(entity["type"])
    return f"{'an' if kind[0] in 'aeio' else 'a'} {kind}"


def _says_what(row: Row) -> bool:
    own = relation_words(row["relation"])
    place = row["relation"]["label"].rsplit(" ", 1)[-1] in table("questions")["where"]["roles"]
    return row["object"] is not None and not place and all(root(word) in ("be", "becom", "remain") for word in own)
