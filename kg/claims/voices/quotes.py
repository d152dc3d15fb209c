"""Where quotations lie: between double quotation marks, also where one runs over several paragraphs.

In English print a quotation of several paragraphs opens each of them with a mark and closes only the last; where a line break
cuts one, the mark that closes it stands alone in the next line.
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.annotate import Parse, Word

OPENING = "\u201c\u00ab\u201e"
CLOSING = "\u201d\u00bb"
STRAIGHT = '"'
MARKS = OPENING + CLOSING + STRAIGHT
DASHES = frozenset({"\u2012", "\u2013", "\u2014", "\u2015", "--", "-"})
#: Two single marks for a double one, as typewriters and some agencies write.
TWINS = {"``": OPENING[0], "''": STRAIGHT, "\u2018\u2018": OPENING[0], "\u2019\u2019": CLOSING[0]}


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words `[first, last]` from the opening to the closing mark, both marks included, in one paragraph."""

    first: int
    last: int
    start: int
    end: int
    closed: bool = True

    @property
    def size(self) -> int:
        """How many words stand inside, marks and all."""
        return self.last - self.first + 1


def mark_of(text: str) -> str | None:
    """The quotation mark that a word begins or ends with."""
    if text[0] in MARKS:
        return text[0]
    return text[-1] if text[-1] in MARKS else TWINS.get(text[:2]) or TWINS.get(text[-2:])


def quotations(parse: Parse) -> list[Quotation]:
    """The quotations of a text, in order; none lies inside another."""
    found: list[Quotation] = []
    opened: int | None = None
    broken: int | None = None
    """The first word of a paragraph that stands after one whose quotation did not close."""
    paragraph = -1
    words = parse.words
    for sentence in parse.sentences:
        if sentence.paragraph != paragraph:
            broken = sentence.first if opened is not None else None
            if opened is not None:  # a mark that never closes: the quotation lasts to the end of its paragraph
                found.append(_quotation(parse, opened, sentence.first - 1, closed=False))
            opened, paragraph = None, sentence.paragraph
        for word in words[sentence.first : sentence.last]:
            mark = mark_of(word.text)
            if mark is None:
                continue
            if broken is not None and _ends(parse, word):
                found.append(_quotation(parse, broken, word.i))
                broken = None
                continue
            broken = None
            if opened is None and mark not in CLOSING:
                opened = word.i
            elif opened is not None and mark not in OPENING:
                found.append(_quotation(parse, opened, word.i))
                opened = None
    if opened is not None:
        found.append(_quotation(parse, opened, len(words) - 1, closed=False))
    return found


def _ends(parse: Parse, word: Word) -> bool:
    """Whether a mark closes by where it stands: right behind a word and before a space or the end of the text."""
    text = parse.text
    if word.text[0] in OPENING or not word.start or text[word.start - 1].isspace():
        return False
    return word.end == len(text) or text[word.end].isspace()


def _quotation(parse: Parse, first: int, last: int, *, closed: bool = True) -> Quotation:
    return Quotation(first, last, parse.words[first].start, parse.words[last].end, closed)


def quoted(parse: Parse, found: list[Quotation]) -> list[int]:
    """For each word the index of the quotation that it stands in, or -1."""
    inside = [-1] * len(parse.words)
    for k, quotation in enumerate(found):
        for i in range(quotation.first, quotation.last + 1):
            inside[i] = k
    return inside
