"""Names as keys: what is left of a name when case, accents, articles, dots and endings don't matter."""

from __future__ import annotations

import functools
import re
import unicodedata

from kg.lexicon import table, words
from kg.mentions.types import LINKS, given_names, known, noun_type, singular

_PUNCTUATION = re.compile(r"[^\w\s&+-]")
_POSSESSIVE = re.compile(r"['\u2019]s?$")
_NUMBER = re.compile(r"\d+")
_DOTTED = re.compile(r"\b(?:\w\.){2,}")
_ACRONYM = re.compile(r"[A-Z][A-Za-z0-9&-]{0,6}[A-Z0-9]s?|[A-Z]{2,8}s?")
#: The most letters by which two spellings of one name differ, for names of at least so many letters.
_SPELLING = ((13, 2), (7, 1))
#: Words shorter than this don't differ by spelling: "Group D" and "Group F" are two.
_SHORTEST = 4
#: Short forms have at most so many words.
_SHORT_WORDS = 3


@functools.lru_cache(maxsize=4096)
def plain(name: str) -> str:
    """The key under which equal names meet.

    >>> plain("The Müller Group's"), plain("U.S."), plain("al-Assad")
    ('muller group', 'us', 'al-assad')
    """
    text = _DOTTED.sub(lambda m: m[0].replace(".", ""), " ".join(name.split()))
    text = _POSSESSIVE.sub("", text.strip("\"\u201c\u201d\u2018\u2019'() "))
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    text = text.lower()
    text = " ".join(_PUNCTUATION.sub(" ", text.replace("\u2019", "'").replace("'", "")).split())
    for article in ("the ", "a ", "an "):
        text = text.removeprefix(article)
    return text or name.strip().lower() or "?"


@functools.cache
def _aliases() -> dict[str, str]:
    found: dict[str, str] = {}
    for section, key in (("places", "countries"), ("places", "cities"), ("organisations", "aliases")):
        for name, others in table(section)[key].items():
            found.setdefault(plain(name), name)
            for other in others:
                found.setdefault(plain(other), name)
    for short, long in table("organisations")["acronyms"].items():
        target = found.get(plain(short)) or found.get(plain(long)) or long
        found.setdefault(plain(short), target)
        found.setdefault(plain(long), target)
    return found


def canonical(name: str) -> str | None:
    """The name under which everyone knows a country, a city or a body that has several: "Burma" → "Myanmar".

    "us" and "Us" are no country.
    """
    key = plain(name)
    found = _aliases().get(key)
    if found is not None and (name.islower() or (key == "us" and not name.replace(".", "").isupper())):
        return None
    return found


def is_acronym(name: str) -> bool:
    """Whether a name is an acronym: "VIU", "VIUs", "U.N."."""
    undotted = name.replace(".", "")
    return " " not in name and bool(_ACRONYM.fullmatch(undotted)) and sum(c.isupper() for c in undotted) >= 2


def acronym_key(name: str) -> str:
    """The letters of an acronym, without a plural s: "VIUs" → "viu"."""
    undotted = name.replace(".", "").replace("-", "").replace("&", "")
    if len(undotted) > 2 and undotted.endswith("s") and undotted[-2].isupper():
        undotted = undotted[:-1]
    return plain(undotted)


@functools.lru_cache(maxsize=4096)
def initials(key: str) -> frozenset[str]:
    """The acronyms that a plain name can have: with and without its small words, with parts of hyphened words."""
    parts = key.split()
    if len(parts) < 2:
        return frozenset()
    full = "".join(map(_initial, parts))
    content = [p for p in parts if p not in LINKS]
    short = "".join(map(_initial, content))
    split = "".join(_initial(q) for p in content for q in p.split("-") if q)
    return frozenset(i for i in (full, short, split) if len(i) > 1)


def _initial(part: str) -> str:
    """What a word gives to an acronym: its first letter, a number the whole: IE6 of "Internet Explorer 6"."""
    return part if part.isdigit() else part[0]


@functools.lru_cache(maxsize=4096)
def numbers(key: str) -> tuple[str, ...]:
    """The numbers in a plain name, in its order: things that differ by them are two.

    >>> numbers("clearview 10"), numbers("cv10"), numbers("321st regiment")
    (('10',), ('10',), ('321',))
    """
    return tuple(_NUMBER.findall(key)) if not key.isalpha() else ()


@functools.cache
def _wrappers() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Generic words before a name, with a space after them, and after a name, with a space before; longest first."""
    leading, trailing = (
        sorted((plain(w) for w in words("organisations", "wrappers", side)), key=lambda w: (-len(w), w))
        for side in ("leading", "trailing")
    )
    return tuple(f"{w} " for w in leading), tuple(f" {w}" for w in trailing)


@functools.lru_cache(maxsize=4096)
def unwrapped(key: str) -> str:
    """A plain name without generic words around it: "us office of mine safety review" → "mine safety review"."""
    before, after = _wrappers()
    changed = True
    while changed:
        changed = False
        for piece in before:
            if key.startswith(piece) and " " in key[len(piece) :]:
                key, changed = key[len(piece) :], True
        for piece in after:
            if key.endswith(piece):
                key, changed = key[: -len(piece)], True
    return key


def content_key(key: str) -> str:
    """A plain name without small words and plurals: "prize in chemistry" and "prize for chemistry" are one."""
    return " ".join(singular(p) for p in key.replace("-", " ").split() if p not in LINKS or len(p) == 1)


def short_forms(key: str) -> list[str]:
    """What a plain name of several words may be cut to: its last words, with and without an Arabic article, and the
    words before "of".

    >>> short_forms("court of appeal"), short_forms("omar al-masri")
    (['of appeal', 'appeal', 'court'], ['al-masri', 'masri'])
    """
    parts = without_suffix(key.split())
    found = [" ".join(parts[k:]) for k in range(max(1, len(parts) - _SHORT_WORDS), min(len(parts), 6))]
    found += [f[3:] for f in (*found, key) if f.startswith(("al-", "el-", "al ")) and len(f) > _SHORTEST + 3]
    if "of" in parts[1:]:
        front = parts[: parts.index("of", 1)]
        found += [" ".join(front[k:]) for k in range(len(front))]
    return found


def without_kind(key: str) -> str:
    """A place's plain name without the word that says what it is: "gaza strip" → "gaza", "bolshoi theater" →
    "bolshoi". What is named after a city is another thing: "leeds airport".
    """
    front, _, last = key.rpartition(" ")
    if not front or last == "city" or known().get(front) == "group":
        return key
    kind = noun_type(last)
    own = (
        last in ("strip", "heights", "islands") or kind == "place" or (kind == "facility" and not is_known_place(front))
    )
    return front if own else key


def without_suffix(parts: list[str]) -> list[str]:
    """The words of a person's name without "Jr." and "Sr." after it."""
    return parts[:-1] if len(parts) > 2 and parts[-1] in ("jr", "sr") else parts


def is_club(key: str) -> bool:
    """Whether a plain name of two words is a sports club's, called by its city: "fc lausanne"."""
    first, _, rest = key.partition(" ")
    return first in words("organisations", "clubs") and bool(rest) and " " not in rest


def is_family_first(part: str) -> bool:
    """Whether a lower-case word is a family name that stands first: "park" of "park geun-hye"."""
    return part in words("given_names", "family_first")


def is_known_place(key: str) -> bool:
    """Whether a plain name is that of a country, state, city or region."""
    return known().get(key) == "place"


def is_common(key: str) -> bool:
    """Whether a plain one-word name is a noun that heads many names: "commission", "north"."""
    return noun_type(key) is not None


def is_given(part: str) -> bool:
    """Whether a lower-case word is a given name."""
    return part in given_names()


def near(a: str, b: str) -> bool:
    """Whether two plain names differ by spelling only: "mahmud abbas", "mahmoud abbas"; never by their numbers."""
    size = min(len(a), len(b))
    allowed = next((n for length, n in _SPELLING if size >= length), 0)
    if not allowed or a[0] != b[0] or abs(len(a) - len(b)) > allowed or len(a.split()) != len(b.split()):
        return False
    pairs = [(x, y) for x, y in zip(a.split(), b.split(), strict=True) if x != y]
    if any(c.isdigit() for c in a + b) or any(min(len(x), len(y)) < _SHORTEST for x, y in pairs):
        return False
    return _distance(a, b, allowed) <= allowed


def _distance(a: str, b: str, most: int) -> int:
    """Edit distance, or more than `most`."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        previous, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            previous, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, previous + (x != y))
        if min(row) > most:
            return most + 1
    return row[-1]
