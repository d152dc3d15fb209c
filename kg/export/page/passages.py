"""A text cut into passages that hold claims and what stands between them, as HTML that reads as the text does.

A passage is where statements stand, mostly a sentence. Statements whose places overlap share one passage.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

#: Lines longer than this are paragraphs that nobody broke, so each of their line ends is meant.
_LONGEST_WRAPPED = 120
_ODD = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Code points `[start, end)` of a text, and the numbers of what stands there, in order."""

    start: int
    end: int
    members: tuple[int, ...]


def passages(places: Iterable[tuple[int, int, int]]) -> list[Passage]:
    """The passages of `(start, end, number)`s, in the order of the text.

    >>> [(p.start, p.end, p.members) for p in passages([(0, 5, 0), (9, 12, 2), (3, 8, 1)])]
    [(0, 8, (0, 1)), (9, 12, (2,))]
    """
    found: list[Passage] = []
    for start, end, number in sorted(places):
        if found and start < found[-1].end:
            last = found.pop()
            found.append(
                Passage(start=last.start, end=max(last.end, end), members=tuple(sorted((*last.members, number))))
            )
        else:
            found.append(Passage(start=start, end=end, members=(number,)))
    return found


def pieces(text: str, found: Sequence[Passage]) -> Iterator[tuple[Passage | None, Markup]]:
    """The whole text in pieces, each with its passage or None."""
    breaks = _breaks(text)
    at = 0
    for passage in found:
        if at < passage.start:
            yield None, _html(text, at, passage.start, breaks)
        yield passage, _html(text, passage.start, passage.end, breaks)
        at = passage.end
    if at < len(text):
        yield None, _html(text, at, len(text), breaks)


def plain(text: str) -> str:
    """A text of the same length without characters that HTML can't hold.

    >>> plain("a\\x00b\\r\\n")
    'a\ufffdb \\n'
    """
    return _ODD.sub("\ufffd", text.replace("\r", " "))


def units(text: str) -> int:
    """How many UTF-16 code units a text takes: what a browser counts its characters in."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _html(text: str, start: int, end: int, breaks: dict[int, Markup]) -> Markup:
    parts = []
    at = start
    for place in range(start, end):
        if place in breaks:
            parts += [escape(plain(text[at:place])), breaks[place]]
            at = place
    return Markup("").join([*parts, escape(plain(text[at:end]))])


def _breaks(text: str) -> dict[int, Markup]:
    """The line ends that are meant, by place: an empty line, or one where the next word would still have fitted."""
    line, gap = Markup("<br>"), Markup('<span class="gap"></span>')
    widest = max(map(len, text.split("\n")))
    found: dict[int, Markup] = {}
    lines = text.split("\n")
    place = -1
    for before, after in itertools.pairwise(lines):
        place += len(before) + 1
        if not before.strip():
            continue
        if not after.strip():
            found[place] = gap
        elif widest > _LONGEST_WRAPPED or len(before) + 1 + len(after.split(maxsplit=1)[0]) <= widest:
            found[place] = line
    return found
