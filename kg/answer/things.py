"""Finders whose answers are entities: what or who something is, its units, what it is part of, its attributes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from kg.answer import apposition, phrasing
from kg.answer.candidates import Candidate
from kg.answer.matching import IN_SENTENCE, SYNONYM, Matcher, bag, key, sure
from kg.answer.names import is_name, mentions
from kg.answer.question import Question, roots
from kg.answer.roles import acting_in, relation_words
from kg.answer.rows import Rows
from kg.answer.words import root, same_relation, singular, tokens
from kg.lexicon import table, words

Row = dict[str, Any]

#: What an entity is by a claim of a text comes before its bare type.
_BY_TYPE = 0.35
_BY_NAME = 0.97
_IS = 0.95
_DOES = 0.4
#: "Ana Li of the Harbour Agency said …" says who she is, aside.
_DESCRIBES = 0.6
#: Who "the captain" is says what calls somebody so.
_CALLED = 0.9
#: "Li is captain" says little.
_BARELY = 0.85
_ASIDE = 0.45
#: What runs a hospital is no director.
_BODIES = frozenset({"agency", "place", "document", "unit"})
#: Among so many statements the one is looked for that shows best what something is called: among some, and then among more.
_SOME, _SHOWN = 10, 60
#: What begins so is a clause or a quality: "Li is how surprised".
_NO_NOUN = frozenset({"how", "what", "why", "that", "to", "so", "very", "not", "too", "more", "able", "likely"})
#: "The crew comprises …" says who the members are.
_OTHERWISE = 0.9
#: Of what is made to do something, the makers' purpose is its own; what it seeks is nearly its purpose.
_MADE_TO = 0.9
_SEEKS = 0.85
#: So many units are looked for on each level, the most mentioned first: evidence for each takes its time.
_UNITS = 40


def definition(question: Question, matcher: Matcher, pool: list[Row], rows: Rows) -> Iterator[Candidate]:
    """ "What is X": its full name and place in an organisation, what claims say it is, then what it does."""
    names = question.subject.ids
    of = any(token.low == "of" for token in question.subject.tokens)
    asked = {token.low for token in question.subject.tokens}
    for entity in matcher.names.of(iri for iri in (names[0 if of else -1] if names else ())):
        shown = evidence(entity, rows)
        if shown is None:
            continue
        parent = matcher.names.row(entity["parent"])
        told = (parent is not None and not mentions(parent, entity["label"])) or (
            named(entity) != entity["label"] and entity["acronym"].lower() in asked
        )
        whole = len(names) == 1 and not question.subject.words
        text = f"{named(entity)} is {kind_of(entity, parent)}"
        yield Candidate(text, shown, (_BY_NAME if told else _BY_TYPE) * (1.0 if whole else _ASIDE))
    yield from apposition.described(question, matcher, pool)
    for row in pool:
        fit = matcher.term(question.subject, row["subject"], row["document"]) * matcher.scope(row)
        if fit:
            told = _tells_what(row, matcher)
            said = phrasing.attributed(row)
            if told == _DESCRIBES and _stands_for(row, matcher):
                said = phrasing.with_name(row, said)
            yield Candidate(said, row, fit * told * sure(row))
        elif _says_what(row) and matcher.names.is_name(row["subject"]["id"]) and row["polarity"] == "affirmed":
            called = matcher.term(question.subject, row["object"], row["document"]) * matcher.scope(row)
            yield Candidate(phrasing.attributed(row), row, called * _CALLED * sure(row))


def _tells_what(row: Row, matcher: Matcher) -> float:
    """How much a claim says what its subject is."""
    if _says_what(row):
        said = row["object"]["text"].lower().split()
        if said[0] in _NO_NOUN:
            return _DOES
        return _IS * (1.0 if len(said) > 1 else _BARELY if row["object"]["text"][:1].isupper() else _ASIDE)
    known = matcher.names.row(row["subject"]["id"])
    if not known or not is_name(known):
        return _DOES
    said_ = bag(row["subject"]["text"])
    names = [bag(name) for name in (known["label"], known["acronym"], *known["aliases"]) if name]
    if _stands_for(row, matcher):
        return _DESCRIBES
    longer = (
        any(name < said_ for name in names) and len(row["subject"]["text"].split()) > len(known["label"].split()) + 1
    )
    return _DESCRIBES if longer else _DOES


def _stands_for(row: Row, matcher: Matcher) -> bool:
    """Whether a claim's subject is a description of a named entity: "the old pilot" for Ana Li."""
    text = str(row["subject"]["text"])
    words_of = bag(text)
    known = matcher.names.row(row["subject"]["id"])
    names = (known["label"], known["acronym"], *known["aliases"]) if known and is_name(known) else ()
    apart = bool(names) and not any(bag(name) & words_of for name in names if name)
    return apart and len(text.split()) > 2 and not matcher.is_pronoun(row["subject"])


def units(question: Question, matcher: Matcher, pool: list[Row], rows: Rows) -> Iterator[Candidate]:
    """ "Which units does X have": the entities whose parent is X, and theirs."""
    parents = {iri for group in question.subject.ids for iri in group}
    yield from called_units(question, matcher, pool)
    seen, level = set(parents), 1.0
    while parents and level > 0.5:
        children = [row for iri in sorted(parents) for row in rows.parts(iri) if row["id"] not in seen]
        del children[_UNITS:]
        for child in children:
            weight = level if child["acronym"] or child["type"] == "unit" else level * _IS
            yield from _belongs(child, matcher, rows, weight)
        parents, level = {child["id"] for child in children}, level * 0.8
        seen |= parents


def called_units(question: Question, matcher: Matcher, pool: list[Row]) -> Iterator[Candidate]:
    """Claims that call something a unit, a center, a division … of the one asked about."""
    for row in pool:
        others = [row["object"], *row["arguments"]]
        what = f"{row['relation']['label']} {row['object']['text'] if row['object'] else ''}"
        called = row["relation"]["label"].startswith("be") and roots("units") & bag(what)
        if called and matcher.part(question.subject, others, ""):
            yield Candidate(phrasing.attributed(row), row, 0.9 * sure(row))


def parents(question: Question, matcher: Matcher, pool: list[Row], rows: Rows) -> Iterator[Candidate]:
    """ "What is X part of", "is X part of Y": then with a verdict."""
    whole = {iri for group in question.other.ids for iri in group}
    yes = "Yes: " if question.other else ""
    verdict = "for" if yes else None
    for entity in matcher.names.of(iri for group in question.subject.ids for iri in group):
        if not question.other or _above(entity, whole, matcher):
            for found in _belongs(entity, matcher, rows, 1.0):
                yield replace(found, text=f"{yes}{found.text}", verdict=verdict)
    for row in pool:
        if {"part", "unit", "member", "division", "belong"} & bag(f"{row['relation']['label']} {row['label']}"):
            fit = matcher.term(question.subject, row["subject"], row["document"])
            fit *= matcher.other(row, with_subject=False) * matcher.scope(row)
            if not fit:
                continue
            no = row["polarity"] == "negated"
            said = f"{'No: ' if no else yes}{phrasing.attributed(row)}" if yes else phrasing.attributed(row)
            yield Candidate(said, row, 0.9 * fit, verdict=("against" if no else verdict) if yes else None)


def _above(entity: Row, whole: set[str], matcher: Matcher) -> bool:
    """Whether an entity is part of one of these, or of a part of them."""
    seen: set[str] = set()
    parent = entity["parent"]
    while parent and parent not in seen:
        if parent in whole:
            return True
        seen.add(parent)
        parent = (matcher.names.row(parent) or {}).get("parent")
    return False


def attribute(question: Question, matcher: Matcher, pool: list[Row], rows: Rows) -> Iterator[Candidate]:
    """ "What are the objectives of X", "who is the head of X": claims that speak of both."""
    for row in pool:
        terms = [row["subject"], row["object"], *row["arguments"]]
        about = matcher.part(question.other, terms, row["label"], row["document"])
        beside = f"{row['quote']} {matcher.mentioned_in(question.other, row)}"
        about = about or IN_SENTENCE * matcher.part(question.other, terms, beside, row["document"])
        by_words = matcher.part(question.counted, terms, row["label"])
        related = 0.0 if by_words else _by_another_word(question, row)
        score = (
            0.0
            if question.kind == "role" and not _holds(question, matcher, row)
            else matcher.time(row) * matcher.scope(row) * about * (by_words or related) * sure(row)
        )
        if score:
            fit = _OTHERWISE if related and question.kind == "role" else _fit(question, row)
            yield Candidate(phrasing.with_list(row, phrasing.attributed(row)), row, score * fit)
    if question.counted.words and _asks_purpose(question.counted.words[-1]):
        yield from purposes(question, matcher, pool)
    near = [iri for ids in question.other.ids for iri in ids]
    for row in rows.numbers([key(low) for low in question.counted.words], near):
        if matcher.part(question.counted, [row["measure"]], "") and matcher.part(question.other, [row["about"]], ""):
            claim = rows.of_claim(row["claim"] or "")
            if claim:
                said = phrasing.with_list(claim, phrasing.attributed(claim))
                yield Candidate(said, claim, 0.8 * matcher.time(row) * matcher.scope(claim))


def _holds(question: Question, matcher: Matcher, row: Row) -> bool:
    """Whether a claim can say who holds a role: it names somebody else, or says it of no name by another relation."""
    terms = [term for term in (row["subject"], row["object"]) if term]
    others = [term for term in terms if not any(term["id"] in ids for ids in question.other.ids)]
    if _says_what(row):
        return any(matcher.names.is_name(term["id"]) for term in others)
    last = question.counted.words[-1:]
    post = bool(last) and singular(last[0]) in words("titles", "words")
    acting = acting_in(row)
    return not (post and acting) or any(term["type"] not in _BODIES for term in acting)


def _by_another_word(question: Question, row: Row) -> float:
    """Whether a claim says "goal" where the question says "aim"."""
    slot = question.counted
    if slot.ids or len(slot.words) != 1:
        return 0.0
    said = tokens(f"{row['relation']['label']} {row['object']['text'] if row['object'] else ''}")
    return SYNONYM if any(same_relation(token.low, slot.words[0]) for token in said) else 0.0


def purposes(question: Question, matcher: Matcher, near: list[Row]) -> Iterator[Candidate]:
    """ "What is the purpose of X": what X seeks to do, or what X is made to do."""
    for row in near:
        if row["modality"] != "attempted" or row["polarity"] == "negated" or not row["object"]:
            continue
        same = (
            other
            for other in near
            if (other["document"], other["start"]) == (row["document"], row["start"])
            and row["relation"]["text"].startswith("to ")
            and matcher.term(question.other, other["object"], row["document"])
        )
        score = matcher.term(question.other, row["subject"], row["document"]) or (_MADE_TO if next(same, None) else 0.0)
        if score:
            yield Candidate(phrasing.attributed(row), row, score * _SEEKS * sure(row))


def _asks_purpose(word: str) -> bool:
    return same_relation(word, "purpose") or word in words("questions", "roles", "words")


def _fit(question: Question, row: Row) -> float:
    """Who holds a role is said by what they are; an attribute may be said by any relation."""
    return 1.0 if _says_what(row) else _ASIDE if question.kind == "role" else 0.95


def _belongs(child: Row, matcher: Matcher, rows: Rows, weight: float) -> Iterator[Candidate]:
    parent = matcher.names.row(child["parent"])
    shown = evidence(child, rows, parent) if parent else None
    if shown:
        yield Candidate(f"{named(child)} is {kind_of(child, parent)}", shown, weight)


def evidence(entity: Row, rows: Rows, other: Row | None = None) -> Row | None:
    """The statement whose sentence best shows an entity's names (and another entity's)."""
    label, acronym = entity["label"].casefold(), entity["acronym"]
    words_of = [key(token.low) for token in tokens(entity["label"])]
    if other:
        words_of.append(
            frozenset(token.root for name in (other["label"], other["acronym"] or "") for token in tokens(name))
        )

    def names_shown(row: Row) -> tuple[bool, bool, bool, int]:
        quote = row["quote"]
        both = other is not None and mentions(other, quote)
        return (label in quote.casefold(), bool(acronym and f"({acronym}" in quote), both, -row["start"])

    near, all_names = [entity["id"]], (True, bool(acronym), other is not None)

    def is_whole(told: list[Row]) -> bool:
        return any(names_shown(row)[:3] == all_names for row in told)

    told = rows.reads.find(*words_of, near=near, limit=_SOME)
    if not is_whole(told) and len(told) == _SOME:
        told = rows.reads.find(*words_of, near=near, limit=_SHOWN)
    if not is_whole(told):  # "calls for using the Bulk Haul Desk (BHD)" is not about the desk
        told = [*told, *rows.reads.find(*words_of, limit=_SHOWN)]
    shown = _naming(entity, told) or rows.reads.find(near=near, limit=_SHOWN)
    return max(shown, key=names_shown, default=None)


def _naming(entity: Row, found: list[Row]) -> list[Row]:
    return [row for row in found if mentions(entity, row["quote"])]


def named(entity: Row) -> str:
    """An entity's label with its acronym."""
    acronym = entity["acronym"]
    return f"{entity['label']} ({acronym})" if acronym and acronym != entity["label"] else str(entity["label"])


def kind_of(entity: Row, parent: Row | None) -> str:
    """What an entity is: part of another, else its type."""
    if parent:
        return f"part of {named(parent)}"
    kind = "name" if entity["type"] == "other" else str(entity["type"])
    return f"{'an' if kind[0] in 'aeio' else 'a'} {kind}"


def _says_what(row: Row) -> bool:
    own = relation_words(row["relation"])
    place = row["relation"]["label"].rsplit(" ", 1)[-1] in table("questions")["where"]["roles"]
    return row["object"] is not None and not place and all(root(word) in ("be", "becom", "remain") for word in own)
