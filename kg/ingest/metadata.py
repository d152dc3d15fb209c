"""Title, author, publisher, date and source where a text states them: bylines, labels, datelines, closing lines."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from kg.ingest import dateline
from kg.records import Document

#: Lines this near to the start or the end may carry a byline, a label or a closing note.
EDGE_LINES = 8
MAX_TITLE = 160

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]*\.?"
_DATE = (
    rf"(?:{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}|\d{{1,2}}\s+{_MONTH},?\s+\d{{4}}|\d{{4}}-\d{{2}}-\d{{2}})"
)
_NAME = r"[^\W\d_][\w.'\u2019-]*(?:\s+(?:[A-Z\u00c0-\u00de][\w.'\u2019-]*|of|the|de|la|van|von|and)){0,5}"

_LABEL = re.compile(
    r"^\W{0,3}(title|headline|by|author|publisher|published|date|updated|source)\s*:\W{0,3}\s*(.+)$", re.I
)
_BYLINE = re.compile(rf"^by\s+({_NAME})$", re.I)
_WRITES_FOR = re.compile(rf"^[\"'\u201c\u2018]?({_NAME})[\"'\u201d\u2019]?\s+for\s+(?:the\s+)?({_NAME})$")
_DATED = re.compile(rf"\b(?:published|posted|released|issued|updated)\b(?:\s+(?:on|at))?\W+({_DATE})", re.I)
_DATELINE = re.compile(rf"^(?:[A-Z][A-Z .,'-]+,\s+)?({_DATE})\s*(?:[-\u2013\u2014:|]|$)")
_FROM = re.compile(
    rf"\b(?:translated|reposted|republished|reprinted|reproduced)\b.{{0,40}}?\bfrom\s+(?:the\s+)?({_NAME})"
)


def read(text: str) -> Document:
    """A document that knows only what the first and last lines of its text say about it."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    edges = [*lines[:EDGE_LINES], *lines[EDGE_LINES:][-EDGE_LINES:]]
    found: dict[str, str] = {}
    stated = [fact for line in edges for fact in _facts(line)]
    for key, value in (*stated, *(fact for line in edges[:EDGE_LINES] for fact in _dateline(line))):
        found.setdefault(key, value)
    if "title" not in found and lines and (title := _title(lines)):
        found["title"] = title
    return Document(text=text, **found)


def _facts(line: str) -> list[tuple[str, str]]:
    """What one line states, as (field, value)."""
    if label := _LABEL.match(line):
        return _labelled(label[1].lower(), label[2].strip(" *_"))
    if len(line) < 80 and (byline := _BYLINE.match(line)):
        return [("author", byline[1])]
    if len(line) < 80 and (byline := _WRITES_FOR.match(line)):
        return [("author", byline[1]), ("publisher", byline[2])]
    facts = []
    if (dated := _DATED.search(line) or _DATELINE.match(line)) and (day := iso_date(dated[1])):
        facts.append(("date", day))
    if origin := _FROM.search(line):
        facts.append(("source", origin[1].rstrip(".")))
    return facts


def _dateline(line: str) -> list[tuple[str, str]]:
    """What a line of a name and a day states."""
    named = None if line.startswith("#") else dateline.read(line, _DATE)
    day = named and iso_date(named[0])
    return [("date", day), *named[1].items()] if named and day else []


def _labelled(label: str, value: str) -> list[tuple[str, str]]:
    convert: dict[str, tuple[str, Callable[[str], str | None]]] = {
        "headline": ("title", str),
        "by": ("author", str),
        "published": ("date", iso_date),
        "date": ("date", iso_date),
        "updated": ("date", iso_date),
    }
    field, clean = convert.get(label, (label, str))
    found = clean(value)
    return [(field, found)] if found else []


def _title(lines: list[str]) -> str | None:
    """The first line, or that after who published the text and when, if it looks like a heading: short, no full stop,
    followed by longer text.
    """
    dated = _dateline(lines[0])
    if dated and (title := _title(lines[1:]) if len(lines) > 1 else None):
        return title
    first = lines[0].lstrip("# ").strip()
    is_heading = len(first) <= MAX_TITLE and not re.search(r"[.!?:;,][\"'\u201d\u2019]?$", first) and len(lines) > 1
    stated = len(dated) > 1 or _facts(lines[0])
    return first if is_heading and not stated and max(map(len, lines[1:6])) > len(first) else None


def iso_date(text: str) -> str | None:
    """The day a text names in full (day, month and year), as `YYYY-MM-DD`; None if it doesn't."""
    match = re.search(_DATE, text)
    if not match:
        return None
    from dateutil import parser  # only when there is a date to read

    try:
        day: date = parser.parse(match[0]).date()
    except (parser.ParserError, OverflowError):  # February 30
        return None
    return day.isoformat()
