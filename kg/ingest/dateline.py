"""A line above a text that is a name and a day: "The Norland Post, 5 May 2024" says who published it, and when.

The name may be that of a place ("Lima, 5 May 2024"), of an author, or of an occasion, and then only the day and the author
are taken.
"""

from __future__ import annotations

import functools
import re

from kg.lexicon import table, words

#: "of the" inside a name.
_SMALL = frozenset({"of", "the", "and", "de", "la", "van", "von", "for", "&"})
_DAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?"
_MARKS = " *_~()[]\"'\u201c\u201d\u2018\u2019"
#: Between the name and the day.
_BETWEEN = r"(?:\s*[,|\u2013\u2014\u2022\u00b7]\s*|\s+-+\s+|\s+\()"


def read(line: str, date: str) -> tuple[str, dict[str, str]] | None:
    """The day that stands with a name in a line of no more than these, and what the name is: `publisher` or `author`, or
    nothing where it is a place or an occasion.

    `date` is a pattern for days. None for any other line.

    >>> day = r"\\d+ May \\d+"
    >>> read("*The Norland Post, 5 May 2024*", day)
    ('5 May 2024', {'publisher': 'The Norland Post'})
    >>> read("Lima, Peru, 5 May 2024", day), read("The council met on 5 May 2024.", day)
    (('5 May 2024', {}), None)
    """
    text = line.strip(_MARKS)
    named = re.fullmatch(rf"(?P<name>[^|()]{{2,60}}?){_BETWEEN}(?:{_DAY},?\s+)?(?P<day>{date})", text, re.I)
    named = named or re.fullmatch(
        rf"(?:{_DAY},?\s+)?(?P<day>{date})\s*[|\u2013\u2014\u2022\u00b7]\s*(?P<name>[^|]{{2,60}})", text, re.I
    )
    if named is None:
        return None
    name = named["name"].strip(_MARKS + ",")
    parts = [part.split() for part in name.split(",")]
    if not all(
        part and all(word in _SMALL or word[:1].isupper() or word[:1].isdigit() for word in part) for part in parts
    ):
        return None
    return named["day"], _fact(name, [word for part in parts for word in part])


def _fact(name: str, said: list[str]) -> dict[str, str]:
    """Whether a name is that of an author or of a publisher, or neither."""
    lows = [word.lower().strip(".,") for word in said]
    if any(char.isdigit() for char in name) or lows[-1] in words("datelines", "occasions", "words"):
        return {}
    if lows[0] == "by":
        return {"author": name.split(" ", 1)[1]} if len(said) > 1 else {}
    if not words("datelines", "press", "words").isdisjoint(lows) or lows[-1] in words("types", "heads", "agency"):
        return {"publisher": name}
    if "," in name or name.isupper() or len(said) < 2 or _is_place(name, lows) or _is_noun(lows):
        return {}
    return {"author": name} if said[0] in _given_names() else {"publisher": name}


def _is_place(name: str, lows: list[str]) -> bool:
    """Whether a name is that of a place, or looks so."""
    known = name.casefold().removeprefix("the ") in _places()
    return (
        known
        or lows[0] in words("datelines", "fronts", "words")
        or not words("types", "heads", "place").isdisjoint(lows)
    )


def _is_noun(lows: list[str]) -> bool:
    """Whether a name is that of a text or an occasion: "Annual Report", "Council Meeting"."""
    kinds = ("document", "law", "person", "facility", "time")
    last = lows[-1]
    nouns = frozenset().union(*(words("types", "heads", kind) for kind in kinds))
    return last in nouns or last.removesuffix("s") in nouns


@functools.cache
def _places() -> frozenset[str]:
    lists = table("places")
    names = {name for kind in ("countries", "states", "cities") for name in lists[kind]}
    names |= {name for kind in ("countries", "cities") for others in lists[kind].values() for name in others}
    names |= {name for known in lists["known"].values() for name in known}
    return frozenset(name.casefold() for name in names)


@functools.cache
def _given_names() -> frozenset[str]:
    return words("given_names", "male") | words("given_names", "female")
