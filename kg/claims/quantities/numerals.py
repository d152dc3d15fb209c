"""Numbers as they are written: "2,400", "two hundred and six", "1.3bn", "two-thirds", "tens of thousands"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.claims.quantities.atoms import Atom
from kg.lexicon import table

_LEXICON = table("quantities")
_ONES: dict[str, int] = _LEXICON["numerals"]["ones"]
_TENS: dict[str, int] = _LEXICON["numerals"]["tens"]
_SCALES: dict[str, int] = _LEXICON["numerals"]["scales"]
_SYMBOLS: dict[str, int] = _LEXICON["numerals"]["symbols"]
_BARE = frozenset(_LEXICON["numerals"]["bare"])
_PARTS: dict[str, int] = _LEXICON["fractions"]["parts"]
_GLYPHS: dict[str, float] = _LEXICON["fractions"]["glyphs"]
_VAGUE: dict[str, int] = _LEXICON["vague"]["words"]
_DIGITS = re.compile(r"[-\u2212+]?(?:\d[\d,]*(?:\.\d+)?|\.\d+)")
_FRACTION = re.compile(r"(\d+)[/\u2044](\d+)")
_POWER = re.compile(r"(\d+(?:\.\d+)?)[\u00d7x]10[\^]?([-\u2212]?\d{1,2})")
_CARDINALS = {**_ONES, **_TENS}
_ALL = {*_CARDINALS, *_SCALES, *_VAGUE, *_PARTS, *_GLYPHS}
#: What follows a part of a whole: "a third of", "half of", "half the", "half its".
_HALVED = (frozenset(["of"]), frozenset(["of", "the", "its", "their", "all"]))
#: The largest number of characters read; what is longer is an identifier.
_LONGEST = 18
#: From here on no further magnitude is multiplied in: "billion billion billion …" is no number.
_LARGEST = 1e18


@dataclass(frozen=True, slots=True)
class Number:
    """A number read from pieces `[first, last)`. `raw` is the number before any magnitude."""

    value: float
    first: int
    last: int
    raw: float
    form: str
    upper: float | None = None
    scaled: bool = False


def starts(text: str, lower: str) -> bool:
    """Whether a number may start with a piece: cheap, to pass over most pieces."""
    return lower in _ALL or text[:1].isdigit() or text[-1:].isdigit()


def read(atoms: list[Atom], at: int, *, money: bool) -> Number | None:
    """The number that starts at piece `at`; `money` if a currency stands before it."""
    return (
        _share(atoms, at)
        or _fraction(atoms, at)
        or _vague(atoms, at)
        or _digits(atoms, at, money=money)
        or _spelt(atoms, at)
    )


def _lower(atoms: list[Atom], at: int) -> str:
    return atoms[at].lower if 0 <= at < len(atoms) else ""


def _digits(atoms: list[Atom], at: int, *, money: bool) -> Number | None:
    text = atoms[at].text.replace("\u2212", "-")
    if text in _GLYPHS:
        return Number(_GLYPHS[text], at, at + 1, _GLYPHS[text], "fraction")
    if len(text) < _LONGEST and (match := _FRACTION.fullmatch(text)) and int(match[2]) > 0:
        value = int(match[1]) / int(match[2])
        return Number(value, at, at + 1, value, "fraction") if value < 1 else None
    if len(text) < _LONGEST and (match := _POWER.fullmatch(text)):
        value = float(match[1]) * 10.0 ** int(match[2].replace("\u2212", "-"))
        return Number(value, at, at + 1, value, "digits")
    if not _DIGITS.fullmatch(text) or len(text) > _LONGEST:
        return None
    raw = float(text.replace(",", "").lstrip("+"))
    sign, first = _sign(atoms, at)
    raw *= sign
    scale, last = _magnitude(atoms, at + 1, money=money)
    return Number(round(raw * scale, 6), first, last, raw, "digits", scaled=scale > 1)


def _sign(atoms: list[Atom], at: int) -> tuple[int, int]:
    """-1 and where the sign starts, for "minus 5", "minus-5", "$-5", " -5"."""
    if at == 0 or atoms[at].text[:1] in "-+":
        return 1, at
    previous = atoms[at - 1]
    if previous.lower == "minus" and _lower(atoms, at - 2) in ("or", "plus", "/"):  # "plus or minus 4 points"
        return 1, at
    if previous.lower in ("minus", "minus-", "$-"):
        return -1, at if previous.lower == "$-" else at - 1
    if previous.text == "-" and at >= 2 and atoms[at - 2].lower == "minus":
        return -1, at - 2
    if previous.text == "-" and previous.touches(atoms[at]) and at >= 2 and atoms[at - 2].end < previous.start:
        return -1, at - 1
    return 1, at


def _magnitude(atoms: list[Atom], at: int, *, money: bool) -> tuple[int, int]:
    """What the number is multiplied by, and the piece after it."""
    scale = 1
    while at < len(atoms):
        atom = atoms[at]
        if atom.text == "-" and _lower(atoms, at + 1) in _SCALES:
            at += 1
            continue
        if atom.lower in _SCALES and scale < _LARGEST:
            scale *= _SCALES[atom.lower]
            at += 1
            continue
        text = atom.text.rstrip(".")
        if text in _SYMBOLS and (money or text in _BARE) and scale == 1 and atom.text != "T.":
            return _SYMBOLS[text], at + 1
        break
    return scale, at


def _spelt(atoms: list[Atom], at: int) -> Number | None:
    """A number in words: the sum of its groups, each with its magnitude."""
    total, group, last, k = 0.0, 0.0, at, at
    scaled, lead = False, 0.0
    first = at
    if _lower(atoms, at) in _SCALES and (of := _couple(atoms, at)):
        first, group = at - of, 2
    elif _lower(atoms, at) in _SCALES:
        if _lower(atoms, at - 1) in ("few", "several"):
            return None  # "a few dozen" are no dozen
        if _lower(atoms, at - 1) not in ("a", "the", "half", "per") and _lower(atoms, at) != "dozen":
            return None
        group = 1
    while k < len(atoms):
        word = atoms[k].lower
        if word in _CARDINALS:
            if k > at and (_lower(atoms, k - 1) in _ONES or {word, _lower(atoms, k - 1)} <= _TENS.keys()):
                break
            group += _CARDINALS[word]
        elif word in _SCALES and max(total, group) < _LARGEST:
            lead = lead if scaled else total + group
            scaled = True
            group = max(group, 1) * _SCALES[word]
            if word not in ("hundred", "dozen"):
                total, group = total + group, 0
        elif word in ("-", "and") and last == k and k > at and _continues(atoms, k):
            k += 1
            continue
        else:
            break
        k += 1
        last = k
    if last == at:
        return None
    value = total + group
    if atoms[at].lower in ("million", "billion", "thousand", "hundred", "dozen") and "half" in (
        _lower(atoms, at - 1),
        _lower(atoms, at - 2),
    ):
        value /= 2
    if [_lower(atoms, last + i) for i in range(3)] == ["and", "a", "half"]:
        scale, last = _magnitude(atoms, last + 3, money=False)
        return Number((value + 0.5) * scale, at, last, value, "words", scaled=scaled or scale > 1)
    return Number(value, first, last, lead if scaled and lead else value, "words", scaled=scaled)


def _couple(atoms: list[Atom], at: int) -> int:
    """How many pieces before a magnitude are "couple" or "couple of", which makes two of it."""
    if _lower(atoms, at - 1) == "couple":
        return 1
    return 2 if [_lower(atoms, at - 2), _lower(atoms, at - 1)] == ["couple", "of"] else 0


def _continues(atoms: list[Atom], at: int) -> bool:
    """Whether "-" or "and" at a piece joins two parts of one number: "twenty-five", "two hundred and six"."""
    following, previous = _lower(atoms, at + 1), _lower(atoms, at - 1)
    if atoms[at].text == "-":
        return (previous in _TENS and following in _ONES) or (previous in _CARDINALS and following in _SCALES)
    return previous in ("hundred", "thousand") and following in _CARDINALS


def _share(atoms: list[Atom], at: int) -> Number | None:
    """ "one in five", "one out of three": a part of a whole."""
    top = _small(atoms, at)
    if top is None:
        return None
    links = [_lower(atoms, at + i) for i in (1, 2, 3)]
    last = at + 2 if links[0] == "in" else at + 4 if links[1:] == ["of", "every"] else at + 3
    if links[0] != "in" and links[:2] != ["out", "of"]:
        return None
    if links[0] == "in" and links[1] == "every":
        last += 1
    bottom = _small(atoms, last)
    if bottom is None or not 0 < top < bottom or (links[0] == "in" and (top > 9 or bottom > 100)):
        return None
    following = atoms[last + 1].word if last + 1 < len(atoms) else None
    if following is None or following.tag not in ("NNS", "NNPS", "NNP", "JJ", "VBD", "VBZ", "VBP"):
        return None
    return Number(top / bottom, at, last + 1, top, "fraction")


def _small(atoms: list[Atom], at: int) -> float | None:
    if at >= len(atoms):
        return None
    text = atoms[at].lower
    if text.isdigit() and text.isascii() and len(text) < 4:
        return float(text)
    return float(_CARDINALS[text]) if text in _CARDINALS else None


def _fraction(atoms: list[Atom], at: int) -> Number | None:
    """ "two-thirds", "a third of", "three quarters of", "half of"."""
    word = _lower(atoms, at)
    if word in _ONES:
        k = at + 1 + (_lower(atoms, at + 1) == "-")
        part = _lower(atoms, k)
        plural = (part.endswith("s") and part[:-1] in _PARTS) or part == "halves"
        if part in _PARTS and (plural or (_ONES[word] == 1 and _lower(atoms, k + 1) in ("of", "the"))):
            value = _ONES[word] / _PARTS[part]
            return Number(value, at, k + 1, value, "fraction") if 0 < value < 1 else None
        return None
    if (
        word in _PARTS
        and _lower(atoms, at + 1) in _HALVED[word == "half"]
        and (word == "half" or _lower(atoms, at - 1) == "a")
    ):
        value = 1 / _PARTS[word]
        return Number(value, at, at + 1, value, "fraction")
    return None


def _vague(atoms: list[Atom], at: int) -> Number | None:
    """ "dozens", "hundreds of thousands": from the magnitude to ten times as much."""
    scale = _VAGUE.get(_lower(atoms, at))
    if scale is None:
        return None
    last = at + 1
    if _lower(atoms, last) == "of" and (more := _VAGUE.get(_lower(atoms, last + 1))):
        scale *= more
        last += 2
    elif _lower(atoms, at) == "tens":
        return None
    if _lower(atoms, last) not in ("of", "more") and atoms[at].word.dep != "nummod":
        following = atoms[last].word.tag if last < len(atoms) else ""
        if following not in ("NNS",):
            return None
    return Number(scale, at, last, scale, "vague", upper=scale * 10.0)
