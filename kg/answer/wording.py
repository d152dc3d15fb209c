"""A question in its plainest words: on one line, contractions in full, phrases that are one verb as that verb, and
without what only frames it: "do we know who", "is it true that", "who was it that", ", didn't it?".
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from kg.answer.words import Token, auxiliaries, tokens
from kg.lexicon import table, words

_CONTRACTION = r"\b(what|who|where|when|why|how|which|there|that|it)'(s|re|d|ll)\b"
_CONTRACTED = {"s": "is", "re": "are", "d": "did", "ll": "will"}
_NEGATION = r"\b(do|does|did|is|are|was|were|has|have|had|will|would|could|should)n't\b"
#: What stands between a verb and its particle: "put the talks off".
_BETWEEN = r"((?:the|its|his|her|their|a|an|this|that|[A-Z][\w.]*)(?:\s+\S+){0,3}?)"
#: "Settled on May 3" has no verb "settle on".
_NO_TIME = r"(?!\s+(?:\d|FY|\w+day\b|(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.? \d))"
_AFTER = r"(?=\s*[?,.!]|\s*$|\s+(?:in|on|at|by|for|from|after|before|during|because|last|this|to|since|until|with)\b)"
#: A statement that a tag makes a question: "the port is shut, isn't it?".
_TAG = (
    r",\s*(?:(?:(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|should)(?:n't| not)?\s+"
    r"(?:he|she|it|they|there|we|you|not\s+it|that))(?:\s+not)?|right|correct|true|no|yes|eh|is that (?:right|so|true))\s*$"
)
#: Behind these a verb is in its plain form.
_HELPED = auxiliaries("do", "modal") | {"to"}
Phrase = tuple[str, str, str, str]
_FRAMES: tuple[tuple[str, str], ...] = (
    (r"^(?:is|was) it (?:true|right|correct|so|known|a fact|the case|said|reported) (?:that|if|whether)\s+", "whether "),
    (r"^(?:could|can) it be (?:true )?that\s+", "whether "),
    (r"^(?:is there|are there) (?:any |some )?(?:evidence|proof|sign|word|news|hint|indication)s? (?:that|if|whether)\s+", "whether "),
    (r"^if\s+(?!.*,)", "whether "),
    (r"\b(who|what|where|when|why|how|which \w+|whom|how (?:many|much) \w+) (?:is|was|were|are) it that\b", r"\1"),
    (r"^what (?:is|was|are|were) the names? of (?:the|all|all the|those|any|a|an)\s+((?:[\w-]+\s+){1,3}?)(?:who|that|which)\b", r"which \1"),
    (r"^(?:who|what|which) (?:is|was|are|were) the ((?:[\w-]+\s+){1,2}?)(?:who|that|which)\s+(?!is called\b)", r"which \1"),
    (r"^(?:the|those|all|all the|any|every|some|one|two|three) ((?:[\w-]+\s+){1,3}?)(?:who|that|which)\s+", r"which \1"),
    (r"^what (?:is|was|are|were) the reasons? (?:that|why)\s+", "why "),
    (r"^what (?:is|was|are|were) the reasons? (?:for|behind|given for)\s+", "why "),
    (r"^(?:the )?reasons? (?:for|behind)\s+", "why "),
    (r"^what (?:is|was) the (?:date|day|time|year|month) (?:of|for|when|on which|that|in which)\s+", "when "),
    (r"^(?:the )?(?:date|year) of\s+", "when "),
    (r"^what (?:is|was) the (?:place|location|site|venue|scene|whereabouts) (?:of|for|where|in which)\s+", "where "),
    (r"^(?:the )?(?:location|place|site|venue|whereabouts) of\s+", "where "),
    (r"^(?:the )?(?:total )?numbers? of\s+", "how many "),
    (r"^what (?:is|was|are|were) the (?:total |exact |overall )?numbers? of\s+", "how many "),
    (r"^(who|what) (is|are|was|were) ((?-i:(?:the|its|their) (?:[a-z-]+ ){0,2}[a-z-]+))'s ((?-i:[a-z-]+(?: [a-z-]+){0,3}))$", r"\1 \2 the \4 of \3"),
    (r"\b(?:each|every|per) (?:year|month|week|day)\b(?!')|\bannually\b", ""),
    (r"^count (?:of |the )?", "how many "),
)  # fmt: skip


def spelled_out(text: str, *, phrasal: bool = True) -> str:
    """A question on one line, with "what's" and "didn't" in full, and phrases that are one verb as that verb;
    if not `phrasal`, verbs with a particle as they are.

    >>> spelled_out("Why was the fair put off?"), spelled_out("who handed the ring over to Li")
    ('Why was the fair delayed?', 'who delivered the ring to Li')
    """
    plain = " ".join(text.split()).replace("\u2019", "'")
    if "'" in plain:
        plain = re.sub(_CONTRACTION, lambda m: f"{m[1]} {_CONTRACTED[m[2].lower()]}", plain, flags=re.I)
        plain = re.sub(_NEGATION, lambda m: f"{m[1]} not", plain, flags=re.I)
    plain = re.sub(r"\bco-(?=[a-z]{4})", "", plain)  # "co-founded" is "founded"
    first = {token.low for token in tokens(plain)}
    helped = bool(first & _HELPED) and not first & auxiliaries("be", "have")
    phrases = _phrases(phrasal)
    for word in (word for word in phrases if word in first):
        for phrase, form, behind, apart in phrases[word]:
            verb = behind if helped else form
            lower = plain.lower()
            if phrase in lower:
                plain = re.sub(rf"\b{phrase}\b{_NO_TIME}", verb, plain, flags=re.I)
            elif apart and len(plain) > len(phrase) and f" {apart}" in lower:
                pattern = rf"\b(?i:{word})\s+{_BETWEEN}\s+(?i:{apart})\b{_AFTER}"
                plain = re.sub(pattern, rf"{verb} \1", plain)
    return plain


def unframed(plain: str) -> str:
    """A question without what only frames it; one that asks whether a statement is so begins with "whether".

    >>> unframed("Is it true that the port is shut?"), unframed("who was it that shut the port?")
    ('whether the port is shut', 'who shut the port')
    >>> unframed("The port is shut, is it not?"), unframed("What is the name of the boat that sank?")
    ('whether The port is shut', 'which boat sank')
    """
    plain = plain.strip(" ?!")
    while bare := _without_preamble(plain):
        plain = bare
    if tag := re.search(_TAG, plain, re.I):
        rest = plain[: tag.start()]
        plain = rest if _asks(rest) else f"whether {rest}"
    for frame, question in _frames():
        plain = frame.sub(question, plain, count=1)
    return " ".join(plain.split())


@functools.cache
def _frames() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(frame, re.I), question) for frame, question in _FRAMES)


def without_preamble(found: tuple[Token, ...]) -> tuple[Token, ...]:
    """The words of a question without those that only open it politely."""
    lows = [token.low for token in found]
    for opening in _preambles():
        if lows[: len(opening)] == opening and len(lows) > len(opening):
            return without_preamble(found[len(opening) :])
    return found


def _without_preamble(plain: str) -> str:
    """The text without its first opening; nothing where it has none."""
    lower = plain.lower()
    for opening in _preambles():
        said = " ".join(opening)
        if lower.startswith((f"{said} ", f"{said}, ", f"{said}: ")):
            return plain[len(said) :].lstrip(" ,:")
    return ""


def _asks(text: str) -> bool:
    first = next((token.low for token in tokens(text)), "")
    return first in words("questions", "asking words", "words")


@functools.cache
def _preambles() -> tuple[list[str], ...]:
    phrases = words("questions", "preambles", "phrases")
    return tuple(phrase.split() for phrase in sorted(phrases, key=lambda p: (-len(p), p)))


@functools.cache
def _phrases(phrasal: bool) -> dict[str, list[Phrase]]:
    """By its first word each phrase, in all forms, with the verb that it is, and that behind "did"; with its last word
    where that may stand apart.
    """
    found: dict[str, list[Phrase]] = {}
    fixed = ((phrase, verb, verb, "") for phrase, verb in table("questions")["phrases"].items() if phrase != "example")
    for phrase, *verbs in (*fixed, *(_inflected() if phrasal else ())):
        found.setdefault(phrase.split(" ", 1)[0], []).append((phrase, *verbs))
    return {word: sorted(phrases, key=lambda p: -len(p[0])) for word, phrases in found.items()}


def _inflected() -> Iterator[Phrase]:
    """The verbs with a particle in all forms; "put" is plain behind "did", and else a participle."""
    for phrase, verb in table("questions")["phrasal"].items():
        head, _, rest = phrase.partition(" ")
        alone, _, beside = verb.partition(" ")
        apart = rest if " " not in rest else ""
        found = dict(zip(forms(head), forms(alone), strict=True))
        for said, meant in found.items():
            helped = forms(alone)[0] if said == head else meant
            yield f"{said} {rest}", f"{meant} {beside}".rstrip(), f"{helped} {beside}".rstrip(), apart


@functools.cache
def forms(verb: str) -> tuple[str, str, str, str, str]:
    """A verb's plain form, its third person, its past form, its participle, its form in -ing.

    >>> forms("try"), forms("leave"), forms("put")
    (('try', 'tries', 'tried', 'tried', 'trying'), ('leave', 'leaves', 'left', 'left', 'leaving'), ('put', 'puts', 'put', 'put', 'putting'))
    """
    irregular = [past for past, base in table("questions")["irregular"].items() if base == verb]
    irregular = [past for past in irregular if not past.endswith(("ing", "s"))]
    y = verb.endswith("y") and verb[-2:-1] not in "aeiou"
    bare = verb[:-1] if y else verb
    doubled = f"{verb}{verb[-1]}" if re.fullmatch(r"[^aeiou]*[aeiou][bdgklmnprt]", verb) else verb
    third = f"{bare}ies" if y else f"{verb}es" if verb.endswith(("s", "sh", "ch", "x", "z", "o")) else f"{verb}s"
    past = f"{bare}ied" if y else f"{verb}d" if verb.endswith("e") else f"{doubled}ed"
    gerund = f"{verb[:-1]}ing" if verb.endswith("e") and not verb.endswith(("ee", "oe")) else f"{doubled}ing"
    return verb, third, irregular[0] if irregular else past, irregular[-1] if irregular else past, gerund
