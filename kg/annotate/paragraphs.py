"""Where a text's paragraphs lie. The parser sees one paragraph at a time."""

from __future__ import annotations

import re

#: spaCy's memory and time grow with the length of a piece: a 16k-token sentence took over a minute.
#: 5,000 code points are about 1,000 tokens; ordinary paragraphs are far shorter.
MAX_PIECE = 5_000

#: A line of a hard-wrapped text is about as long as the longest one, and doesn't end a sentence.
WRAPPED_LINE = 45
#: No one wraps lines wider than this.
WIDEST_WRAP = 160

_SENTENCE_END = re.compile(r"[.!?][\"'\u2019\u201d)\]]*\s+")
_LINE = re.compile(r"[^\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_FINISHED = re.compile(r"[.!?:][\"'\u2019\u201d)\]]*$")
_BLANK = re.compile(r"(?:\r\n|[\r\n])[ \t]*(?:\r\n|[\r\n])")
#: "LONDON, March 3 (Agency) - ": a place in capitals, perhaps a region, a day, an agency, then a dash.
_DATELINE = re.compile(
    r"([A-Z][A-Z.'-]+(?: [A-Z][A-Z.'-]+){0,3}(?:, [A-Z][\w.]+(?: [A-Z][\w.]+)?)?(?:,? (?:\d{1,2} )?[A-Z][a-z]{2,8}\.?"
    r"(?: \d{1,2})?(?:, \d{4})?)?(?: ?\([A-Z][\w /]+\))?) ?(?:--|[-\u2013\u2014\u2015]) (?=[A-Z\"\u201c'\u2018])"
)
#: A line that ends like this and a next one in lower case are one sentence in any text: "sold 40", "boats".
_OPEN_ENDED = re.compile(r"(?:\d|\b(?:a|an|the|of|in|to|and|or|for|by|with|at|on|from|than|that))\Z")
#: "21:04 Polls have closed", "4.30 pm - Osei spoke": the hour at the head of an entry.
_HOUR = re.compile(r"\d{1,2}[:.]\d{2} ?(?:[ap]\.?m\.?|[A-Z]{3,4})?(?: ?[-\u2013\u2014:])? +(?=[A-Z\"\u201c'\u2018])")
#: "Health: The clinics have closed": a heading of few words before a whole sentence.
_HEADING = re.compile(
    r"(?!(?:I|It|He|She|They|We|You|This|That|There) )[A-Z][\w'\u2019&/-]*(?: [\w'\u2019&/-]+){0,2}: +(?=[A-Z\"\u201c'\u2018])"
)
#: What follows a heading has at least so many code points.
_SENTENCE = 20
_NEW_BLOCK = re.compile(r"\s*(?:[-*\u2022#>|]|\d{1,3}[.)]\s|$)")


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Code points `[start, end)` of the paragraphs, without surrounding white space, none longer than MAX_PIECE.

    A line is a paragraph, unless the text is hard-wrapped, or a line is cut within a phrase: then neighbouring lines belong together.
    """
    lines = [(m.start(), m.end()) for m in _LINE.finditer(text) if m[0].strip()]
    wrapped = _is_wrapped(text)
    blocks: list[tuple[int, int]] = []
    for start, end in lines:
        if blocks and _runs_on(text, blocks[-1], (start, end), wrapped=wrapped):
            blocks[-1] = (blocks[-1][0], end)
        else:
            blocks.append((start, end))
    parts = [part for block in blocks for part in _split_dateline(text, *_strip(text, *block))]
    return [piece for start, end in parts for piece in _pieces(text, start, end)]


def headed(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A paragraph, with the hour or the heading before its first sentence set apart: the parser would take it for a part.

    >>> text = "Health: The clinics in Orin have closed."
    >>> [text[a:b] for a, b in headed(text, 0, len(text))]
    ['Health:', 'The clinics in Orin have closed.']
    """
    found, at = list[tuple[int, int]](), start
    for pattern in (_HOUR, _HEADING):
        head = pattern.match(text, at, end)
        if head is not None and end - head.end() >= _SENTENCE:
            found.append((at, at + len(head[0].rstrip())))
            at = head.end()
    return [*found, (at, end)]


def _split_dateline(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A paragraph, with the place and day that a news agency puts before its first sentence set apart."""
    dateline = _DATELINE.match(text, start, end)
    return [(start, dateline.end(1)), (dateline.end(), end)] if dateline else [(start, end)]


def _runs_on(text: str, before: tuple[int, int], line: tuple[int, int], *, wrapped: bool) -> bool:
    """Whether a line continues the block before it: no blank line between, and the line above about as long as can be in
    a `wrapped` text, or cut where no sentence ends.
    """
    gap = text[before[1] : line[0]]
    if _BLANK.search(gap) or gap.count("\n") > 1:
        return False
    above = text[max(before[0], before[1] - 2 * WIDEST_WRAP) : before[1]].rsplit("\n", 1)[-1].rstrip()
    if wrapped and len(above) >= WRAPPED_LINE:
        return not _NEW_BLOCK.match(text[line[0] : line[1]])
    return text[line[0] : line[1]].lstrip()[:1].islower() and _OPEN_ENDED.search(above) is not None


def _is_wrapped(text: str) -> bool:
    """Whether the text is hard-wrapped: no line is long, and most of the longer ones end in mid-sentence."""
    lines = [line.rstrip() for line in text[:20_000].splitlines() if len(line.strip()) >= WRAPPED_LINE]
    unfinished = sum(not _FINISHED.search(line) for line in lines)
    return len(lines) >= 2 and max(map(len, lines)) <= WIDEST_WRAP and unfinished >= 0.5 * len(lines)


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - (len(piece) - len(piece.rstrip()))


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A paragraph cut into pieces of at most MAX_PIECE, after sentences where possible, else between words."""
    found = []
    while end - start > MAX_PIECE:
        window = text[start : start + MAX_PIECE]
        cuts = [m.end() for m in _SENTENCE_END.finditer(window, MAX_PIECE // 2)]
        cut = cuts[-1] if cuts else window.rfind(" ", MAX_PIECE // 2) + 1 or MAX_PIECE
        found.append(_strip(text, start, start + cut))
        start += cut
    found.append(_strip(text, start, end))
    return [(a, b) for a, b in found if b > a]
