"""The words of a question in the order in which one asks directly: "who was arrested", for "when the port will open",
"the agency seized how many boats", "how many boats does Li say were seized", "whether the port is shut".
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.answer.names import Names
from kg.answer.verbs import is_known_verb, is_participle, main_verb
from kg.answer.words import Token, auxiliaries, is_stopword, root
from kg.lexicon import words

Tokens = tuple[Token, ...]

_WH = frozenset({"who", "whom", "which", "where", "when", "why", "how", "what", "whose"})
#: Question words behind which a statement may follow.
_ADVERBS = frozenset({"where", "when", "why", "how"})
_DETERMINERS = frozenset(
    {"the", "a", "an", "its", "their", "his", "her", "this", "that", "these", "those", "all", "most"}
)
_PRONOUNS = frozenset({"he", "she", "it", "they", "we"})
_DID = Token("did", "did")


def direct(names: Names, found: Tokens) -> tuple[Tokens, Tokens]:
    """The words of a question in the direct order, and those of the one whose view is asked for."""
    lows = [token.low for token in found]
    if lows[:1] == ["whether"] and len(found) > 2:
        return inverted(names, found[1:]), ()
    if split := _viewed(names, found):
        return split
    at = next((k for k, low in enumerate(lows) if low in _WH), None)
    if at is None:
        return found, ()
    if at > 1 or (at == 1 and not _is_preposition(found[0])):
        return _fronted(names, found, at), ()
    end = at + 1 + _beside(lows, at)
    rest = found[end:]
    if _is_statement(names, lows[at], rest):
        return (*found[:end], *inverted(names, rest)), ()
    return found, ()


def inverted(names: Names, found: Tokens) -> Tokens:
    """A statement as a yes-or-no question: its auxiliary first, or "did"."""
    lows = [token.low for token in found]
    inside = names.inside(found)
    help_ = next((k for k, low in enumerate(lows) if k and k not in inside and low in auxiliaries()), None)
    verb = _verb_of(names, found, inside)
    if help_ is not None and (verb is None or help_ < verb):
        return (found[help_], *found[:help_], *found[help_ + 1 :])
    if verb is None or lows[0] in auxiliaries():
        return found
    return (_DID, *found)


def _verb_of(names: Names, found: Tokens, inside: set[int]) -> int | None:
    """Where the finite verb of a statement stands."""
    past = (
        k
        for k, token in enumerate(found)
        if k and k not in inside and is_participle(token.low) and not _is_preposition(found[k - 1])
        and found[k - 1].low not in _DETERMINERS
    )  # fmt: skip
    at = min(next(past, len(found)), main_verb(names, found, sure=False))
    return at if at < len(found) else None


def _is_statement(names: Names, wh: str, rest: Tokens) -> bool:
    """Whether what follows a question word is a statement: "when the port will open", "what Ana Li seized"."""
    if len(rest) < 2 or rest[0].low in auxiliaries() or wh in ("which", "whose"):
        return False
    named = names.find(rest)
    begins = rest[0].low in _DETERMINERS or bool(named and named[0].first == 0)
    if not begins and (wh == "how" or wh not in _ADVERBS):
        return False
    inside = {k for name in named for k in range(name.first, name.last)}
    helped = _has_auxiliary(rest, inside)
    return helped or (wh in _ADVERBS and _verb_of(names, rest, inside) is not None)


def _beside(lows: Sequence[str], at: int) -> int:
    """How many words after a question word belong to it: "how long"."""
    return int(lows[at] == "how" and at + 1 < len(lows) and lows[at + 1] in ("long", "often"))


def _fronted(names: Names, found: Tokens, at: int) -> Tokens:
    """A question whose question word stands where the answer would: "Ana Li seized how many boats"."""
    if found[0].low in auxiliaries() or found[at].low in ("which", "whose") or not _states(names, found[:at]):
        return found
    led = at - (_is_preposition(found[at - 1]))
    end = at + 1
    if found[at].low in ("how", "what"):
        ends = (k for k in range(at + 1, len(found)) if _is_preposition(found[k]))
        end = next(ends, len(found))
    if any(token.low in auxiliaries() for token in found[at + 1 :]) or led < 2:  # "HSI did what it was asked"
        return found
    return (*found[led:end], *inverted(names, (*found[:led], *found[end:])))


def _states(names: Names, found: Tokens) -> bool:
    inside = names.inside(found)
    helped = _has_auxiliary(found, inside)
    return helped or _verb_of(names, found, inside) is not None


def _viewed(names: Names, found: Tokens) -> tuple[Tokens, Tokens] | None:
    """A question for what is so in somebody's view, and whose: "how many boats does Ana Li say were seized"."""
    lows = [token.low for token in found]
    wh = next((k for k, low in enumerate(lows[:2]) if low in _WH), None)
    help_ = next((k for k, low in enumerate(lows[:8]) if low in auxiliaries("do")), None)
    if wh is None or help_ is None or help_ < wh:
        return None
    views = words("questions", "views", "words")
    near = range(help_ + 2, min(len(found), help_ + 8))
    says = next((k for k in near if lows[k] in views and lows[k - 1] not in _DETERMINERS), None)
    if says is None:
        return None
    voice, rest = found[help_ + 1 : says], found[says + 1 :]
    that = bool(rest) and rest[0].low == "that"
    rest = rest[that:]
    if rest and rest[0].low in _PRONOUNS:  # "how much did the agency say it spent"
        rest = (*voice, *rest[1:])
    if len(rest) < (1 if that else 2) or _is_preposition(rest[0]) or any(low in _WH for low in lows[says + 1 :]):
        return None
    if rest[0].low in auxiliaries():
        return ((*found[:help_], *rest), voice) if rest[0].low not in auxiliaries("be") or len(rest) > 1 else None
    inside = names.inside(rest)
    helped = _has_auxiliary(rest, inside)
    verb = _verb_of(names, rest, inside)
    bare = lows[wh] in ("who", "what", "which", "how") and (is_known_verb(rest[0].low) or is_participle(rest[0].low))
    if bare and 0 not in inside and not helped:  # "who does Ana Li say won the race"
        return (*found[:help_], *rest), voice
    to = next((k for k, token in enumerate(rest[:-1]) if k and token.low == "to"), 0)
    if to and not helped and verb is None:  # "how much does the bank expect trade to grow"
        return (*found[:help_], _DID, *rest[:to], *rest[to + 1 :]), voice
    if helped or (verb is not None and not is_stopword(rest[verb].low)):
        return (*found[:help_], *inverted(names, rest)), voice
    return None


def _has_auxiliary(found: Tokens, inside: set[int]) -> bool:
    """Whether an auxiliary follows the first word, outside of names."""
    return any(k and k not in inside and token.low in auxiliaries() for k, token in enumerate(found))


def _is_preposition(token: Token) -> bool:
    return token.low in words("questions", "prepositions", "words") or root(token.low) == "without"
