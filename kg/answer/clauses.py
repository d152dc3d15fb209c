"""Finders whose answers are claims: what, who, which, whether, plans."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kg.answer import phrasing
from kg.answer.candidates import Candidate
from kg.answer.matching import INSIDE, Matcher, bag, covers, key, sure
from kg.answer.question import Question, Slot
from kg.answer.roles import agents_of, is_passive, relation_words
from kg.answer.words import auxiliaries, root, same_relation, tokens
from kg.lexicon import table, words

Row = dict[str, Any]

#: Being something is not doing something; saying is asked for with "say".
_NO_DEED = 0.5
_BEING = auxiliaries("be", "have")
_NEGATED = 0.45
_ANAPHORIC = 0.8
#: A named thing may be what a noun calls it that no type goes with: "media outlet".
_OF_NO_KIND = 0.6
#: What a question says of what it asks for isn't there: "which old boats", of boats.
_UNDESCRIBED = 0.8
#: Who led before doesn't lead.
_FORMER = 0.8
#: "Li said that it is so" comes behind that it is so, in her voice.
_RELAYED = 0.9
#: "Li sings to Reed" is no answer to what she sings to him.
_ASKED = 0.6
_UNCERTAIN = {
    "possible": 0.9,
    "hypothetical": 0.7,
    "requested": 0.85,
    "permitted": 0.85,
    "attempted": 0.95,
    "planned": 0.92,
    "required": 0.92,
}


def claims(question: Question, matcher: Matcher, rows: list[Row]) -> Iterator[Candidate]:
    """ "What does X do", "what did X seize", "how does X …": claims that fit, the deeds before the rest."""
    asked_to = _infinitives(rows)
    for row in rows:
        score = matcher.claim(row) * weight(row)
        if not score or (not question.light and question.kind == "what" and not has_object(row)):
            continue
        if question.light and not question.other:
            score *= _deed(question, row)
        elif question.kind == "what" and not _tells_more(question, matcher, row):
            score *= _ASKED
        said = phrasing.with_list(row, phrasing.attributed(row))
        yield Candidate(f"{said}{asked_to.get(_place(row, row['object']), '')}", row, score)


def who(question: Question, matcher: Matcher, rows: list[Row]) -> Iterator[Candidate]:
    """ "Who seized the boats", "who was arrested", "whom did X meet"."""
    for row in rows:
        score = matcher.claim(row) * weight(row)
        named = _one_asked_for(question, row)
        if not score or named is None or (named is row["subject"] and _asked_back(question, row)):
            continue
        text = phrasing.attributed(row)
        lead = phrasing.with_name_beside(named, row)
        starts = text.lower().startswith(lead.lower()) or named is not row["subject"] or "denied that" in text
        score *= _FORMER if _is_over(question, row) else 1.0
        better = 1.0 if named["type"] in ("person", "agency", "unit", "group", "operation", "place") else 0.85
        yield Candidate(text if starts else phrasing.capital(f"{lead}: {text}"), row, score * better)


def _is_over(question: Question, row: Row) -> bool:
    """Whether a claim says that what is asked for in the present was so before: "previously led" for "who leads"."""
    now = question.verb.endswith("s") and not question.passive
    return now and any(token.low in words("questions", "former", "words") for token in tokens(row["relation"]["text"]))


def which(question: Question, matcher: Matcher, rows: list[Row]) -> Iterator[Candidate]:
    """ "Which countries …", "what company …": a term of the claim must be one; a noun of many is told with its members."""
    for row in rows:
        score = matcher.claim(row) * weight(row)
        if not score:
            continue
        terms = _asked_terms(question, row)
        fits = [(is_a(question.counted, term, matcher), -k) for k, term in enumerate(terms)]
        fit, at = max(fits, default=(0.0, 0))
        if not fit and not question.subject and not _is_kind(question.counted):
            acting = agents_of(row) if is_passive(row) else [row["subject"]]
            fit = _OF_NO_KIND * any(matcher.names.is_name(term["id"]) for term in acting)
        fit *= _described(question.counted, row, matcher)
        if not fit:
            continue
        said = phrasing.with_list(row, phrasing.attributed(row))
        listed = _members(terms[-at], row, rows)
        yield Candidate(f"{said}: {listed}" if listed else said, row, score * fit)


def _described(slot: Slot, row: Row, matcher: Matcher) -> float:
    """How well a claim's sentence has what a question says of what it asks for, "which crews of Gull Point"; what is
    written like a name must at least stand in its text.
    """
    found = bag(row["quote"])
    if covers(slot, found):
        return 1.0
    missing = [low for low in slot.capitals if not key(low) & found]
    text = matcher.rows.text(row["document"]).lower() if missing else ""
    return _UNDESCRIBED if all(low in text for low in missing) else 0.0


def _is_kind(slot: Slot) -> bool:
    """Whether a noun calls things that the graph has a type for, so that one that isn't called so is none."""
    last = root(slot.words[-1]) if slot.words else ""
    return any(last in map(root, nouns) for kind, nouns in table("questions")["types"].items() if kind != "example")


def fitting(question: Question, matcher: Matcher, row: Row) -> Iterator[Row]:
    """The terms of a claim that are what the question's noun calls them."""
    return (term for term in _asked_terms(question, row) if is_a(question.counted, term, matcher))


def _asked_terms(question: Question, row: Row) -> list[Row]:
    others = [row["object"], *row["arguments"]]
    return [term for term in (others if question.subject else [row["subject"], *others]) if term]


def _members(term: Row, row: Row, rows: list[Row]) -> str:
    """What a claim of the same sentence counts among what a term denotes: "the crew includes Ana Li and Ben Ode"."""
    inside = [
        " ".join(other["object"]["text"].split())
        for other in sorted(rows, key=lambda other: int(other["object"]["start"]) if other["object"] else 0)
        if (other["document"], other["start"]) == (row["document"], row["start"])
        and other["subject"]["start"] == term["start"]
        and other["object"]
        and same_relation(relation_words(other["relation"])[0], "include")
    ]
    return phrasing.listed(list(dict.fromkeys(inside)))


def whether(question: Question, matcher: Matcher, rows: list[Row]) -> Iterator[Candidate]:
    """ "Did X …": statements for and against."""
    for row in rows:
        score = matcher.claim(row) * (_RELAYED if row["content"] and not question.speaks else 1.0)
        is_said = not question.light or root(question.verb) != root("be") or not _acts(row)
        if not score or not is_said or not matcher.itself(row):
            continue
        source = row["sources"][0] if len(row["sources"]) > 1 else None
        against = row["polarity"] == "negated" or bool(source and source["stance"] in ("denies", "doubts"))
        certain = row["modality"] == "actual" and not (source and source["stance"] == "questions")
        verdict = "against" if against else "for" if certain else "open"
        lead = "No" if against else "Yes" if certain else phrasing.capital(row["modality"])
        yield Candidate(f"{lead}: {phrasing.attributed(row)}", row, score * (0.95 if against else 1.0), verdict=verdict)


def plans(_: Question, matcher: Matcher, rows: list[Row]) -> Iterator[Candidate]:
    """ "What does X plan to do": what it will, wants to, proposes to."""
    modalities = frozenset(table("questions")["plans"]["modalities"])
    for row in rows:
        planning = any(
            root(w) in {root(p) for p in words("questions", "plans", "words")} for w in relation_words(row["relation"])
        )
        if row["modality"] not in modalities and not (planning and row["object"]):
            continue
        score = matcher.subject(row) * matcher.time(row) * matcher.scope(row) * matcher.other(row, with_subject=False)
        best = 1.0 if row["modality"] == "planned" else 0.85
        yield Candidate(
            phrasing.with_list(row, phrasing.attributed(row)),
            row,
            score * best * _telling(row) * sure(row),
        )


# ---------------------------------------------------------------------- parts


def weight(row: Row) -> float:
    """How much a claim tells: what is negated, uncertain or about \"it\" tells less."""
    return (_NEGATED if row["polarity"] == "negated" else 1.0) * _UNCERTAIN.get(row["modality"], 1.0) * _telling(row)


def _telling(row: Row) -> float:
    """A claim about "these aims" or "it" tells little outside its text."""
    first = row["object"]["text"].lower().split(" ", 1)[0] if row["object"] else ""
    return _ANAPHORIC if first in ("this", "that", "these", "those", "such", "it", "them", "him", "her") else 1.0


def _deed(question: Question, row: Row) -> float:
    """How much a claim is a deed, or, if the question asks for what one has, a having."""
    own = relation_words(row["relation"])
    if root(question.verb) == root("have"):
        return 1.0 if any(same_relation(word, "have") for word in own) else _NO_DEED
    if all(word in _BEING for word in own) or row["relation"]["label"].startswith("be "):
        return _NO_DEED
    speech = {root(word) for word in words("questions", "speech", "words")}
    return _NO_DEED if any(root(word) in speech for word in own) else 1.0


def _tells_more(question: Question, matcher: Matcher, row: Row) -> bool:
    """Whether a claim has anything that the question doesn't name itself, and that at the place asked for."""
    if not question.other or row["content"]:
        return True
    if (
        row["object"]
        and not question.towards
        and question.subject
        and matcher.part(question.other, [row["object"]], "")
    ):
        return False
    terms = [term for term in (row["object"], *row["arguments"]) if term and term.get("role") != "time"]
    if not question.subject:
        terms.append(row["subject"])
    return any(not matcher.part(question.other, [term], "") for term in terms)


def _acts(row: Row) -> bool:
    """Whether a claim says what something does, and not what it is."""
    return not any(word in _BEING for word in relation_words(row["relation"])) and not is_passive(row)


def has_object(row: Row) -> bool:
    """Whether a claim says more than who and that."""
    return bool(row["object"] or row["arguments"] or row["content"])


def _one_asked_for(question: Question, row: Row) -> Any:
    """The term that "who" asks for: who acts, or who undergoes."""
    passive = is_passive(row)
    if question.subject or question.passive:
        return row["subject"] if passive else row["object"]
    return next(iter(agents_of(row)), None) if passive and not question.light else row["subject"]


def _asked_back(question: Question, row: Row) -> bool:
    """Whether the subject is what the question itself named."""
    return any(row["subject"]["id"] in ids for ids in question.other.ids)


def is_a(slot: Slot, term: Row, matcher: Matcher) -> float:
    """Whether a term is what a noun calls it, by its words or its type; or holds a name of that type."""
    if matcher_words(slot) & bag(f"{term['text']} {term['label']}"):
        return 1.0
    kinds = [
        kind
        for kind, nouns in table("questions")["types"].items()
        if {root(n) for n in nouns} & {root(w) for w in slot.words}
    ]
    if term["type"] in kinds:
        return 0.9
    named = matcher.names.find(tokens(term["text"]), whole=True) if kinds else ()
    held = (row for name in named for row in matcher.names.of(name.ids[:1]))
    return INSIDE if any(row["type"] in kinds for row in held) else 0.0


def matcher_words(slot: Slot) -> frozenset[str]:
    """The roots of a slot's last word, which says what is asked for."""
    return frozenset({root(slot.words[-1])}) if slot.words else frozenset()


def _place(row: Row, term: Row | None) -> tuple[str, int, int]:
    return (row["document"], row["start"], term["start"] if term else -1)


def _infinitives(rows: list[Row]) -> dict[tuple[str, int, int], str]:
    """What is asked of somebody, by the place where they stand: " to sign a form" for "requires members to sign a form"."""
    return {
        _place(row, row["subject"]): f" {row['relation']['text']} {row['object']['text']}"
        for row in rows
        if row["rule"] == "control" and row["relation"]["text"].startswith("to ") and row["object"]
    }
