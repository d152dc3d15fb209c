"""A document with its claims: its lines, cut where something begins or ends that is marked."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup, escape
from pyoxigraph import NamedNode

from kg import ids
from kg.rdf.vocabulary import name
from kg.serve.addresses import path
from kg.store import Store

Row = dict[str, Any]
#: Code points `[start, end)` of the document.
Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Words that denote an entity."""

    span: Span
    entity: str


@dataclass(slots=True, kw_only=True)
class Paragraph:
    """Some lines in HTML, and the claims and numbers whose passages begin in them; `close` to the lines before."""

    html: Markup
    close: bool
    claims: list[Row] = field(default_factory=list)
    numbers: list[Row] = field(default_factory=list)


def mentions(store: Store, document: str) -> list[Link]:
    """Where entities are named in a document; of mentions inside one another the longest."""
    graph = NamedNode(document)
    named = {quad.subject for quad in store.quads(None, name("kg:mentionKind"), name("kg:named"), graph)}
    found = []
    for quad in store.quads(None, name("itsrdf:taIdentRef"), None, graph):
        if quad.subject in named and isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
            _, start, end = ids.parse_passage(quad.subject.value)
            found.append(Link(span=(start, end), entity=quad.object.value))
    kept: list[Link] = []
    for link in sorted(found, key=lambda link: (link.span[0], -link.span[1], link.entity)):
        if not kept or link.span[0] >= kept[-1].span[1]:
            kept.append(link)
    return kept


def paragraphs(text: str, claims: Iterable[Row], numbers: Iterable[Row], links: Sequence[Link]) -> Iterator[Paragraph]:
    """The lines of a text, those together that a passage holds together. Passages of claims and numbers are marked, and
    have the fragment of their IRI as `id`.
    """
    claims, numbers = list(claims), list(numbers)
    passages = sorted({(row["start"], row["end"]) for row in (*claims, *numbers)}, key=lambda span: (span[0], -span[1]))
    last = 0
    for start, end in _lines(text, passages):
        inside = [span for span in passages if start <= span[0] < end]
        near = [link for link in links if start <= link.span[0] and link.span[1] <= end]
        yield Paragraph(
            html=_marked(text, (start, end), inside, near),
            close=last > 0 and text.count("\n", last, start) < 2,
            claims=[row for row in claims if start <= row["start"] < end],
            numbers=[row for row in numbers if start <= row["start"] < end],
        )
        last = end


def _lines(text: str, passages: Iterable[Span]) -> list[Span]:
    """The lines that hold something; joined where a passage runs from one into the next."""
    lines: list[Span] = []
    waiting = iter(passages)
    passage = next(waiting, None)
    reach = 0  # how far the passages that began so far go
    for match in re.finditer(r"\S(?:.*\S)?", text):
        start, end = match.span()
        if lines and reach > start:
            lines[-1] = (lines[-1][0], end)
        else:
            lines.append((start, end))
        while passage is not None and passage[0] < end:
            reach = max(reach, passage[1])
            passage = next(waiting, None)
    return lines


def _marked(text: str, whole: Span, passages: Sequence[Span], links: Sequence[Link]) -> Markup:
    """A stretch of text with passages marked and links set. Passages may overlap: each piece between two ends of any
    is one `mark`; the first piece of a passage has its anchor.
    """
    start, end = whole
    cuts = sorted({start, end, *(min(at, end) for span in passages for at in span)})
    parts: list[Markup] = []
    for first, last in itertools.pairwise(cuts):
        anchors = Markup("").join(
            Markup('<a id="char={},{}" class="anchor"></a>').format(*span) for span in passages if span[0] == first
        )
        inside = _linked(text, (first, last), links)
        marked = any(span[0] <= first and last <= span[1] for span in passages)
        parts.append(anchors + (Markup("<mark>{}</mark>").format(inside) if marked else inside))
    return Markup("").join(parts)


def _linked(text: str, whole: Span, links: Sequence[Link]) -> Markup:
    at, end = whole
    parts: list[Markup] = []
    for link in links:
        first, last = link.span
        if first < at or last > end:
            continue
        parts.append(escape(text[at:first]))
        parts.append(Markup('<a href="{}">{}</a>').format(path(link.entity), text[first:last]))
        at = last
    parts.append(escape(text[at:end]))
    return Markup("").join(parts)


def emphasised(quote: str, start: int, terms: Iterable[Row | None]) -> Markup:
    """A quote that begins at `start`, with the words of these terms marked; of overlapping ones the first."""
    spans: list[Span] = []
    for term in terms:
        if term is None:
            continue
        first, last = term["start"] - start, term["end"] - start
        if 0 <= first < last <= len(quote) and all(last <= a or b <= first for a, b in spans):
            spans.append((first, last))
    parts: list[Markup] = []
    at = 0
    for first, last in sorted(spans):
        parts += [escape(quote[at:first]), Markup("<b>{}</b>").format(quote[first:last])]
        at = last
    return Markup("").join([*parts, escape(quote[at:])])
