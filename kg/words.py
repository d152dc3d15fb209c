"""Words as they are compared: folded tokens, their roots, and the kin of verbs and nouns.

A *root* takes off inflection ("seized", "seizes" → "seiz"), a *kin* also what makes nouns of verbs ("seizure" →
"seiz"). Neither is a word to show; equal roots are the same word, equal kins the same relation. The index of a graph
(`kg.store`) and questions to it (`kg.answer`) meet in them.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from kg.lexicon import table

_TOKEN = re.compile(r"[^\W_]+(?:[.,:](?=\d)\d+)*")
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}")
_POSSESSIVE = re.compile(r"'s\b|s'(?=\s|$)")
#: "They 're in": the auxiliary is written onto the word before it.
_APART = re.compile(r"\s+(?=['\u2019](?:s|re|ll|ve|d|m)(?!\w))", re.I)
_NOUN_ENDINGS = ("isation", "ization", "ation", "ition", "ion", "ment", "ance", "ence", "ure", "al", "ate")
#: A stem shorter than this is kept whole: "nation" is not "n" + "ation".
_SHORTEST = 4


@dataclass(frozen=True, slots=True)
class Token:
    """A word as typed, and folded: lower case, no diacritics, no dots in abbreviations."""

    raw: str
    low: str

    @property
    def root(self) -> str:
        """Its root."""
        return root(self.low)

    @property
    def capital(self) -> bool:
        """Whether it is written like a name."""
        return self.raw[:1].isupper()


def fold(text: str) -> str:
    """Lower case without diacritics; typographic apostrophes straight, "U.S." without dots, possessives without 's."""
    return _plain(text).lower()


def _plain(text: str) -> str:
    plain = text.replace("\u2019", "'")
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    if "." in plain:
        plain = _DOTTED.sub(lambda m: m[0].replace(".", ""), plain)
    return _POSSESSIVE.sub(lambda m: "s" if m[0].startswith("s") else "", plain) if "'" in plain else plain


def line(parts: Iterable[str]) -> str:
    """Pieces of a text as one line: single spaces, none before a contracted auxiliary.

    >>> line(["We", "'re hiring", "", "new  staff"])
    "We're hiring new staff"
    """
    return _APART.sub("", " ".join(" ".join(parts).split()))


@functools.lru_cache(maxsize=8192)
def tokens(text: str) -> tuple[Token, ...]:
    """The words and numbers of a text; hyphens separate."""
    return tuple(Token(m[0], m[0].lower()) for m in _TOKEN.finditer(_plain(text)))


def lows(text: str) -> list[str]:
    """The words and numbers of a text, folded."""
    return [raw.lower() for raw in _TOKEN.findall(_plain(text))]


@functools.cache
def root(low: str) -> str:
    """The word without inflection.

    >>> root("seizes"), root("seized"), root("seizing"), root("seize")
    ('seiz', 'seiz', 'seiz', 'seiz')
    >>> root("agencies") == root("agency"), root("planned") == root("plan")
    (True, True)
    """
    low = table("questions")["irregular"].get(low, low)
    if low.endswith("ies") and len(low) > _SHORTEST:
        low = f"{low[:-3]}y"
    elif low.endswith(("ches", "shes", "sses", "xes", "zes")):
        low = low[:-2]
    elif low.endswith("s") and not low.endswith(("ss", "us", "is")) and len(low) > 3:
        low = low[:-1]
    elif low.endswith("ied") and len(low) > _SHORTEST:
        low = f"{low[:-3]}y"
    else:
        low = _without_participle(low)
    return low[:-1] if low.endswith("e") and len(low) > 3 else low


def _without_participle(low: str) -> str:
    for ending in ("ing", "ed"):
        stem = low.removesuffix(ending)
        if stem != low and len(stem) >= 3 and re.search("[aeiouy]", stem):
            doubled = stem[-1] == stem[-2] and stem[-1] not in "lsfz"
            return stem[:-1] if doubled else stem
    return low


@functools.cache
def kin(low: str) -> str:
    """The root without the ending that makes a noun of a verb.

    >>> kin("seizure") == kin("seize"), kin("investigations") == kin("investigate")
    (True, True)
    """
    stem = root(low)
    for ending in _NOUN_ENDINGS:
        bare = ending.removesuffix("e")
        if stem.endswith(bare) and len(stem) - len(bare) >= _SHORTEST:
            return stem[: -len(bare)]
    return stem


_ARTICLES = frozenset({"the", "a", "an"})


def name_key(name: str) -> tuple[str, ...]:
    """The words by which a name is known: equal but for case, diacritics, dots, articles and the plural of the last.

    >>> name_key("The Harbour Agencies") == name_key("harbour agency")
    True
    """
    lows = [token.low for token in tokens(name)]
    while len(lows) > 1 and lows[0] in _ARTICLES:
        lows.pop(0)
    return (*lows[:-1], root(lows[-1])) if lows else ()
