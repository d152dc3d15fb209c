"""Acronyms defined in the text: "vetted investigative unit (VIU)", "VIU (vetted investigative unit)".

After Schwartz and Hearst (2003), "A simple algorithm for identifying abbreviation definitions in biomedical text":
the letters of the short form are looked for in the words before the parenthesis. Theirs takes the shortest match
from the right; here every way to lay the letters on the words is weighed, so that initials win over letters inside
words, and skipped words cost.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

#: "(…)" up to 120 characters, without another parenthesis inside.
_PARENTHESIS = re.compile(r"\(\s*([^()\n]{1,120}?)\s*\)|\[\s*([^\[\]\n]{2,60}?)\s*\]")
_WORD = re.compile(r"[^\W_]+(?:[\u2019'][^\W_]+)?")
_SHORT = re.compile(r"[^\W_](?:[\w.&/+\u2019'*-]{0,11}[^\W_]|\.)?(?:[+*])?s?")
_LINKS = frozenset(
    [
        "a",
        "an",
        "and",
        "by",
        "for",
        "from",
        "in",
        "of",
        "on",
        "or",
        "the",
        "to",
        "with",
        "&",
        "as",
        "at",
        "de",
        "la",
        "del",
        "des",
        "du",
        "et",
        "der",
        "und",
        "für",
        "el",
        "los",
    ]
)
_STOPS = re.compile(r"[.;:!?](?=\s)|[()\[\]]|\n")
#: How many characters before a parenthesis its closing marks and its short form are looked for.
_REACH = 40
#: What a letter costs inside a word, a word without a letter, and the most a letter may cost on average.
_INSIDE, _SKIPPED, _SKIPPED_LINK, _WORST = 1.0, 1.2, 0.05, 0.72
#: Words that end a name but aren't always in its acronym: "Mine Safety Office Agency (MSO)".
_GENERIC = frozenset(["agency", "group", "company", "corporation", "inc"])


@dataclass(frozen=True, slots=True)
class Definition:
    """Code points `[start, end)` of a short and a long form that stand beside each other."""

    short: tuple[int, int]
    long: tuple[int, int]


def definitions(text: str) -> list[Definition]:
    """The definitions of a text, in its order."""
    found = []
    for match in _PARENTHESIS.finditer(text):
        group = 1 if match[1] is not None else 2
        inner, at = match[group], match.start(group)
        definition = _short_inside(text, match.start(), inner, at) or _long_inside(text, match.start(), inner, at)
        if definition:
            found.append(definition)
    return found


def is_short_form(piece: str) -> bool:
    """Whether a piece of text looks like an acronym: short, with a capital, more letters than digits."""
    if not _SHORT.fullmatch(piece):
        return False
    letters = [c for c in piece if c.isalpha()]
    capitals = sum(c.isupper() for c in letters)
    return 2 <= len(piece) <= 14 and len(letters) >= 2 and capitals >= 1 and (capitals > 1 or len(letters) <= 4)


def _short_inside(text: str, opening: int, inner: str, at: int) -> Definition | None:
    """As in "long form (SF)": the long form ends where the parenthesis opens."""
    short = re.split(r"\s*[,;:]\s+|\s+or\s+|\s*=\s*", inner.strip("\"'\u201c\u201d\u2018\u2019"))[0].strip(
        "\"'\u201c\u201d\u2018\u2019 "
    )
    if not short or not is_short_form(short):
        return None
    words = _words_before(text, opening, len(short))
    if not words:
        return None
    first = align(short, [w for w, _ in words])
    if first is None:
        return None
    start = words[first][1]
    floor = max(0, opening - _REACH)
    end = floor + len(text[floor:opening].rstrip(" \"'\u201d\u2019\u201c,"))
    offset = text.index(short, at)
    return Definition((offset, offset + len(short)), (start, end)) if start < end else None


def _long_inside(text: str, opening: int, inner: str, at: int) -> Definition | None:
    """As in "SF (long form)": the short form is the word before the parenthesis."""
    floor = max(0, opening - _REACH)
    before = text[floor:opening].rstrip(" \"'\u201d\u2019\u201c")
    match = re.search(r"[^\s()\[\]\"\u201c\u201d,;]+$", before)
    if not match or not is_short_form(match[0]) or (" " not in inner and "-" not in inner):
        return None
    piece = re.split(r"[;:]|,\s(?=e\.g|i\.e|see|which)", inner)[0].rstrip()
    words = [(m[0], m.start()) for m in _WORD.finditer(piece)]
    if len(words) < 2 or len(words) > 2 * len(match[0]) + 2:
        return None
    first = align(match[0], [w for w, _ in words])
    if first is None or first > 1:
        return None
    return Definition((floor + match.start(), floor + match.end()), (at + words[first][1], at + len(piece)))


def _words_before(text: str, opening: int, letters: int) -> list[tuple[str, int]]:
    """Words of the sentence before a parenthesis with their offsets: as many as a short form can stand for."""
    floor = max(0, opening - 20 * (letters + 6))
    piece = text[floor:opening].rstrip(" \"'\u201d\u2019\u201c,")
    cut = 0
    for stop in _STOPS.finditer(piece):
        if not re.search(r"(?:\b[A-Z]|\b[a-z]\.[a-z]|\b(?:Inc|Dr|St|Mr|vs))$", piece[: stop.start()]) or stop[0] != ".":
            cut = stop.end()
    words = [(m[0], floor + m.start()) for m in _WORD.finditer(piece, cut)]
    return words[-min(letters + 5, 2 * letters + 1) :]


def _plain(piece: str) -> str:
    return unicodedata.normalize("NFKD", piece).encode("ascii", "ignore").decode().lower()


def align(short: str, words: list[str]) -> int | None:
    """The index of the word where the long form of `short` starts, if the letters can be laid on the words to the end.

    >>> align("TCIU", ["the", "Transnational", "Criminal", "Investigative", "Units"])
    1
    """
    plural = len(short) > 2 and short.endswith("s") and short[-2].isupper()
    core = _letters(short[:-1] if plural else short)
    lowered = [_plain(w) for w in words]
    if not core or not words:
        return None
    best: tuple[float, int] | None = None
    for first in range(len(words) - 1, -1, -1):
        if not lowered[first] or (lowered[first] in _LINKS and lowered[first][0] != core[0]):
            continue
        if lowered[first][0] != core[0]:
            continue
        cost = _cost(core, lowered[first:])
        if cost is not None and cost / len(core) <= _WORST and (best is None or cost < best[0] - 1e-9):
            best = (cost, first)
    if best is None and len(words) > 2 and lowered[-1] in _GENERIC:
        return align(short, words[:-1])
    return None if best is None else best[1]


def _letters(short: str) -> str:
    plain = _plain(short.replace("&", "a"))
    return "".join(c for c in plain if c.isalnum())


def _cost(core: str, words: list[str]) -> float | None:
    """The least cost of laying all letters on the words in order, the first on the first word's initial."""
    if len(words) == 1 and (len(core) > 3 or len(words[0]) < 2 * len(core)):
        return None
    infinite = 1e9
    # state: letters used after each word -> cost
    states = {0: 0.0}
    for k, word in enumerate(words):
        following: dict[int, float] = {}
        for used, cost in states.items():
            skip = _SKIPPED_LINK if word in _LINKS else _SKIPPED
            if k and cost + skip < following.get(used, infinite):
                following[used] = cost + skip
            taken, price = used, cost
            position = 0
            if used < len(core) and word[:1] == core[used]:
                taken, position = used + 1, 1
                following[taken] = min(following.get(taken, infinite), price)
                while taken < len(core):
                    next_at = word.find(core[taken], position)
                    if next_at < 0:
                        break
                    price += _INSIDE if next_at != position else _INSIDE * 0.6
                    taken, position = taken + 1, next_at + 1
                    following[taken] = min(following.get(taken, infinite), price)
        states = following
    return states.get(len(core))
