"""Verbs that lead to the verb that counts: "X tries to leave", "X wants Y to stop using Z", "X is accused of stealing Z"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.answer.question import Kind, roots
from kg.answer.verbs import Clause, is_participle
from kg.answer.words import Token, auxiliaries, root
from kg.lexicon import words


def undergoes(auxiliary: str, verb: str, lows: Sequence[str]) -> bool:
    """Whether the subject undergoes the verb: in "is X committed to the plan" it doesn't."""
    held = verb in words("questions", "statives", "words") and lows[:1] == ["to"]
    return auxiliary in auxiliaries("be") and is_participle(verb) and not held


def noun_phrase(found: Sequence[Token]) -> Sequence[Token]:
    """The words before the first preposition."""
    prepositions = words("questions", "prepositions", "words")
    return found[: next((k for k, token in enumerate(found) if token.low in prepositions), len(found))]


def chained(kind: Kind, clause: Clause) -> Clause:
    """The clause of the verb that another leads to: "X tries to leave", "X wants Y to stop using Z", which Y uses."""
    verb, other = clause.verb, clause.other
    held = kind != "who" and clause.auxiliary in auxiliaries("be") and root(verb) in roots("charging")
    if held and len(other) > 1 and other[0].low in ("of", "with", "for") and other[1].low.endswith("ing"):
        return Clause("did", clause.subject, other[1].low, other[2:])  # "is X accused of stealing Y"
    used = (
        kind == "what" and root(verb or "") == "use" and clause.auxiliary in auxiliaries("do")
    )  # "what does X use to find Y"
    while (
        verb
        and not used
        and len(other) > 1
        and other[0].low == "to"
        and not _is_noun(other[1])
        and _leads_on(verb, other[1].low)
    ):
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


def _is_noun(token: Token) -> bool:
    """Whether what follows "to" is whom it is done to: "promise to Ana Li", "offer to the port"."""
    return token.capital or token.low in ("the", "a", "an", "his", "her", "its", "their", "this", "these", "those")


def _leads_on(verb: str, to: str) -> bool:
    return root(verb) in roots("plans") or (root(verb) in roots("leading") and to != "do")
