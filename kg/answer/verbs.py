"""Where the verb of a question stands, and what is a verb. The question is short, and the graph's names are known."""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from kg.answer.names import Names
from kg.answer.words import Token, auxiliaries, is_event, is_stopword, names_deed, root
from kg.lexicon import table, words

_PARTICIPLE = re.compile(r"(?:[^aeiou]|[aeiou][aeiouy]?[^aeiou])ed$|ied$|eed$|yed$|ued$|oed$")
#: Plurals without an ending.
_PEOPLE = frozenset({"people", "men", "women", "children", "police"})
#: Verbs that say nothing by themselves.
_PLAIN = frozenset({"do", "have", "be"})
_DETERMINERS = frozenset({"the", "a", "an", "its", "their", "his", "her", "this", "that", "all", "some", "any"})


@dataclass(frozen=True, slots=True)
class Clause:
    """What stands after the question word: `subject verb other`."""

    auxiliary: str
    subject: tuple[Token, ...]
    verb: str
    other: tuple[Token, ...]


def read_clause(names: Names, found: Sequence[Token]) -> Clause:
    """The clause that stands after a question word."""
    if not found:
        return Clause("", (), "", ())
    if found[0].low not in auxiliaries():
        at = next((k for k, t in enumerate(found) if not (t.low.endswith("ly") or is_stopword(t.low))), 0)
        return Clause("", (), found[at].low, tuple(found[at + 1 :]))
    if found[0].low in auxiliaries("have") and len(found) > 2 and found[1].low == "to":  # "which team had to leave"
        return Clause("", (), found[2].low, tuple(found[3:]))
    auxiliary, body = found[0].low, [t for t in found[1:] if t.low != "not"]
    lows = [token.low for token in body]
    while "have" in lows[:-2] and lows[lows.index("have") + 1] == "to":  # "what does X have to sign"
        at = lows.index("have")
        del body[at : at + 2], lows[at : at + 2]
    while body and body[0].low in auxiliaries("be", "have") and auxiliary not in auxiliaries("do"):
        auxiliary, body = body[0].low, body[1:]
    verb = _verb_at(names, body, auxiliary)
    if verb is None:
        end = len(body) - bool(len(body) > 1 and body[-1].low in words("questions", "prepositions", "words"))
        the = bool(body) and body[0].low == "the"
        if auxiliary in auxiliaries("have") and not any(
            name.first <= the for name in names.find(body)
        ):  # "what has an effect on X"
            return Clause("", (), "have", tuple(body))
        plain = "have" if auxiliary in auxiliaries("have") else ""
        return Clause(auxiliary, tuple(body[:end]), plain, tuple(body[end:]))
    after = body[verb + 1 :]
    if verb > 1 and body[verb - 1].low in auxiliaries("be"):  # "has the form been returned"
        return Clause("be", tuple(body[: verb - 1]), body[verb].low, tuple(after))
    if body[verb].low == "be" and after and is_participle(after[0].low):  # "must the form be returned"
        return Clause("be", tuple(body[:verb]), after[0].low, tuple(after[1:]))
    return Clause(auxiliary, tuple(body[:verb]), body[verb].low, tuple(after))


def _verb_at(names: Names, body: Sequence[Token], auxiliary: str) -> int | None:
    """Where the main verb stands after an auxiliary: the first word that can be one after the first name or noun."""
    inside = names.inside(body)
    free = [k for k in range(len(body)) if k not in inside]
    if auxiliary in auxiliaries("be", "have"):
        past = [k for k in free if is_participle(body[k].low) and not (k and _nominal(body, k))]
        gerund = next((k for k in free if _is_gerund(body, k)), None)
        if gerund is None or (past and past[-1] > gerund):  # "is the fish entering the port sold"
            return (past[-1] if gerund is not None else past[0]) if past else None
        return min([gerund, *past])
    prepositions = words("questions", "prepositions", "words")
    candidates = [
        k
        for k in free
        if k
        and not _nominal(body, k)
        and body[k].low.isalpha()
        and body[k].low != "percent"
        and (_carries(body, k) or body[k].low in _PLAIN)
    ]
    until = next((k for k in range(1, len(body)) if body[k].low in prepositions), len(body))
    if auxiliary in auxiliaries("modal") and 0 in free and not _is_noun_first(body, names):
        return 0
    likely = _likeliest(names, body, candidates, until, inside)
    if likely is not None and is_event(body[likely].low):  # "the collapse happen"
        return likely
    early = [k for k in candidates if likely is None or k < likely]
    return next((k for k in early if _is_led(names, body, k, inside, near=k + 1 == likely)), likely)


def _is_led(names: Names, body: Sequence[Token], k: int, inside: Collection[int], *, near: bool) -> bool:
    """Whether a word that the graph's claims have as a verb stands as one: behind a name, as in "did Li receive
    support", or before what begins an object, "did members embrace the plan". One `near` the likeliest verb, behind a name with an
    article, may belong to a noun: "the HSI plan change".
    """
    low = body[k].low
    late = low == "last" and k + 1 < len(body)  # "did Norland last win"
    if late or _is_plural(low) or not (names.relates(body[k].root) or is_known_verb(low)):
        return False
    if k + 1 < len(body) and body[k + 1].low in _DETERMINERS:
        return True
    return k - 1 in inside and not (near and body[0].low in _DETERMINERS)


def _likeliest(
    names: Names, body: Sequence[Token], candidates: Sequence[int], until: int, inside: Collection[int]
) -> int | None:
    """Which of the words that can be the verb of a question it likely is; of these `until` is the first preposition."""
    known = [k for k in candidates if body[k].low in _PLAIN or is_known_verb(body[k].low)]
    if known:  # "the collapse happen": of two side by side the second, unless the first is "help" or the like
        noun = known[1:2] == [known[0] + 1] and body[known[0]].low not in words("questions", "bare", "words")
        return known[noun]
    said = [k for k in candidates if k < until and names.relates(body[k].root)]
    if said:  # "the tax rules change": of the words before a preposition, the last that the graph's claims use
        return said[-1]
    after_name = next((k for k in candidates if (k - 1) in inside), None)
    if after_name is not None:
        return after_name
    early = [k for k in candidates if k < until]
    return early[-1] if early else (candidates[0] if candidates else None)


def _carries(body: Sequence[Token], k: int) -> bool:
    """Whether the word at `k` says something: no stopword, unless it stands between names as a verb: "does Li back Roth"."""
    if not is_stopword(body[k].low):
        return True
    between = k + 1 < len(body) and body[k - 1].capital and (body[k + 1].capital or body[k + 1].low in _DETERMINERS)
    return between and body[k].low in words("questions", "adverbial verbs", "words")


def counted_end(names: Names, body: Sequence[Token]) -> int:
    """Where what is counted ends, after "how many": before the auxiliary, else before the verb, else nowhere."""
    helped = next((k for k, token in enumerate(body) if token.low in auxiliaries()), None)
    if helped is not None:
        return helped
    past = next((k for k, token in enumerate(body) if k and is_participle(token.low) and not _nominal(body, k)), None)
    return main_verb(names, body) if past is None else past


def main_verb(names: Names, body: Sequence[Token], *, sure: bool = True) -> int:
    """Where the verb stands in a noun with what it does, without an auxiliary: "people live in Norland". If not `sure`,
    there must be one: of the words that say what is done, else one that agrees with the noun before it.
    """
    inside = names.inside(body)
    for k in range(1, len(body)):
        if k in inside or _nominal(body, k) or is_stopword(body[k].low) or body[k].low.endswith("ing"):
            continue
        if (names.relates(body[k].root) or is_known_verb(body[k].low)) and not _reads_on(body, k):
            return k
    return len(body) if sure else _agreeing(body, inside)


def _agreeing(body: Sequence[Token], inside: Collection[int]) -> int:
    """Where a word stands that agrees with the noun before it as a verb: "banks launder", "the bank launders money"."""
    free = [
        k
        for k in range(1, len(body))
        if k not in inside and not _nominal(body, k) and not is_stopword(body[k].low) and body[k].low.isalpha()
        and not body[k].low.endswith("ing") and not body[k].capital
    ]  # fmt: skip
    agree = [k for k in free if _is_plural(body[k - 1].low) != _is_plural(body[k].low)]
    several = [k for k in agree if _is_plural(body[k - 1].low) and k - 1 not in inside]
    known = [k for k in agree if names_deed(body[k].low)]
    return next(iter((*known, *several, *agree)), len(body))


def _is_plural(low: str) -> bool:
    return low in _PEOPLE or (low.endswith("s") and not low.endswith(("ss", "us", "is")))


def _reads_on(body: Sequence[Token], k: int) -> bool:
    """Whether the word at `k` belongs to a noun that goes on: of "drug trade unions" none but the last may end it."""
    return k + 1 < len(body) and body[k - 1].low == body[k - 1].root and body[k].low == body[k].root


def is_verb_first(rest: Sequence[Token], names: Names) -> bool:
    """Whether what follows "what" is a verb: "what requires inspections", "what caused the fire"."""
    if not rest or any(token.low in auxiliaries() for token in rest):
        return False
    first, second = rest[0].low, rest[1].low if len(rest) > 1 else ""
    finite = first.endswith("s") and not first.endswith("ss") and names.relates(root(first))
    return (finite or is_participle(first)) and not is_participle(second)


def _is_gerund(body: Sequence[Token], k: int) -> bool:
    """Whether the word at `k` is a verb in -ing, and not "the meeting"."""
    if not body[k].low.endswith("ing") or body[k].capital:
        return False
    after = body[k + 1].low if k + 1 < len(body) else "of"
    return not _nominal(body, k) if k else after != "of"


def _is_noun_first(body: Sequence[Token], names: Names) -> bool:
    """Whether what follows "who will" is who acts, and not the verb: "who will the agency meet", "who will meet it"."""
    first = body[0]
    return is_stopword(first.low) or not (is_known_verb(first.low) or names.relates(first.root))


def _nominal(body: Sequence[Token], k: int) -> bool:
    """Whether the word at `k` follows a determiner or a preposition, and so is no verb."""
    before = body[k - 1].low
    return before in _DETERMINERS or before in words("questions", "prepositions", "words")


@functools.cache
def is_known_verb(low: str) -> bool:
    """Whether a word in its plain form is a verb of the lexicon."""
    return low in _verbs()


@functools.cache
def _verbs() -> frozenset[str]:
    asked = table("questions")
    verbs = {*asked["irregular"].values(), *(name for name in table("synonyms")["groups"] if name != "example")}
    verbs |= {verb.split(" ", 1)[0] for verb in asked["phrasal"].values()}
    return frozenset(verbs).union(*(asked[name]["words"] for name in ("speech", "plans", "asking", "views", "paying")))


@functools.cache
def is_participle(low: str) -> bool:
    """Whether a word is a past form or participle."""
    if low in auxiliaries() or low.endswith("ing"):
        return False
    irregular = table("questions")["irregular"]
    return (
        low in irregular and not is_stopword(low) and low not in ("people", "children", "men", "women", "lives")
    ) or bool(len(low) > 4 and _PARTICIPLE.search(low))
