"""What the page shows: the records of a graph, numbered and linked to each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from kg.export.page.passages import Passage, passages, pieces, units
from kg.export.page.picture import Picture, draw

if TYPE_CHECKING:
    from kg.export import Readable

Row = dict[str, Any]

#: Stances by which a claim is not held to be so by its nearest voice.
_AGAINST = frozenset({"denies", "doubts"})
_OPEN = frozenset({"questions", "promises", "proposes"})
#: How a passage is shown, by what the strongest of its claims is.
KINDS = ("denied", "open", "said", "plain")
#: Entities of these types are words more than names: they are listed where a claim is about them.
_WORDS = frozenset({"concept", "time", "other"})
#: What is said to be other than actual, what binds most first.
_MODALITIES = {word: k for k, word in enumerate(("planned", "required", "requested", "possible", "permitted"))}
#: So much of a document's name stands in a narrow column.
_SHORT = 24
_COMPARATORS = {
    "moreThan": "more than ",
    "atLeast": "at least ",
    "lessThan": "less than ",
    "atMost": "at most ",
    "about": "about ",
}


@dataclass(slots=True, kw_only=True)
class Claim:
    """One statement of a claim: `number` is its place on the page, `document` and `passage` those of its words."""

    number: int
    row: Row
    document: int
    passage: str = ""
    words: str = ""
    kind: str = "plain"
    entities: tuple[int, ...] = ()

    @property
    def made(self) -> tuple[str, ...]:
        """What keeps it from being a plain fact: stance, polarity and modality, where they aren't the usual ones."""
        stance = self.row["sources"][0]["stance"] if self.row["sources"] else "asserts"
        readings = (stance, self.row["polarity"], self.row["modality"])
        return tuple(word for word in readings if word not in ("asserts", "relays", "affirmed", "actual"))


@dataclass(slots=True, kw_only=True)
class Text:
    """A document: its record, its name, and its pieces, each with the passage it is (or None) and that one's kind."""

    number: int
    row: Row
    name: str
    pieces: list[tuple[str, str, tuple[int, ...], Markup]] = field(default_factory=list)
    claims: int = 0

    @property
    def file(self) -> str:
        """The file it was read from, without the folders of whoever read it."""
        return str(self.row["file"] or "").rsplit("/", 1)[-1]

    @property
    def short(self) -> str:
        """Its name where there is little room."""
        return self.name if len(self.name) <= _SHORT else f"{self.name[:_SHORT].rstrip()}…"


@dataclass(slots=True, kw_only=True)
class Figure:
    """A statistic with the number as it is read, its passage, and where its period lies, in percent of all."""

    row: Row
    reads: str
    document: int
    passage: str
    left: float | None
    width: float


@dataclass(slots=True, kw_only=True)
class Conflict:
    """What sources contradict each other on: a head, and for each side a text, its evidence, and where that stands."""

    head: str
    verdict: str
    sides: list[tuple[str, Row, int, str]]


@dataclass(slots=True, kw_only=True)
class Thing:
    """An entity, the number of its claims, and the number of its parent if that is listed."""

    number: int
    row: Row
    claims: int
    parent: int | None = None
    parent_label: str | None = None


@dataclass(slots=True, kw_only=True)
class Page:
    """All of it. `claimed` is the number of different claims, `unlisted` that of entities without a line."""

    title: str
    about: Row | None
    texts: list[Text]
    claims: list[Claim]
    figures: list[Figure]
    things: list[Thing]
    voices: list[tuple[str, int, dict[str, int]]]
    conflicts: list[Conflict]
    denied: list[Claim]
    open: list[Claim]
    timeline: list[Claim]
    picture: Picture
    claimed: int
    unlisted: int
    period: tuple[str, str] | None


def compose(graph: Readable, about: Row | None, conflicts: Iterable[Row] = ()) -> Page:
    """The content of the page; `conflicts` are rows of `kg.compare.conflicts`."""
    rows = list(graph.claims())
    numbers = sorted(graph.statistics(), key=lambda row: (row["document"], row["start"], row["id"]))
    documents = sorted(graph.documents(), key=lambda row: (row["date"] or "", row["file"] or "", row["id"]))
    texts = [Text(number=k, row=row, name=_name(row)) for k, row in enumerate(documents)]
    place = {text.row["id"]: text.number for text in texts}
    rows.sort(key=lambda row: (place[row["document"]], row["start"], row["end"], row["statement"]))
    things, unlisted = _things(list(graph.entities()), rows, numbers, about)
    listed = {thing.row["id"]: thing.number for thing in things}
    claims = [placed(k, row, place[row["document"]], listed) for k, row in enumerate(rows)]
    inside: dict[int, dict[int, Claim]] = {text.number: {} for text in texts}
    for claim in claims:
        inside[claim.document][claim.number] = claim
    found = [_cut(text, graph.text(text.row["id"]), inside[text.number]) for text in texts]
    days = sorted({day for row in numbers for day in _days(row)})
    return Page(
        title=about["label"] if about else texts[0].name if len(texts) == 1 else f"{len(texts)} documents",
        about=about,
        texts=texts,
        claims=claims,
        figures=[_figure(row, place[row["document"]], found[place[row["document"]]], days) for row in numbers],
        things=things,
        voices=_voices(rows),
        conflicts=[_conflict(row, place, found) for row in conflicts],
        denied=_surest(claim for claim in claims if claim.kind == "denied"),
        open=_surest(claim for claim in claims if claim.row["modality"] in _MODALITIES and claim.kind == "open"),
        timeline=_timeline(claims),
        picture=draw(things, claims),
        claimed=len({row["claim"] for row in rows}),
        unlisted=unlisted,
        period=(days[0], days[-1]) if days else None,
    )


def _name(row: Row) -> str:
    return str(row["title"] or (row["file"] or "").rsplit("/", 1)[-1] or row["id"].rsplit("/", 1)[-1])


def placed(number: int, row: Row, document: int, listed: dict[str, int]) -> Claim:
    """A claim of a number, as it stands in a document of a number, with the numbers of the listed entities in it."""
    voices = row["sources"]
    stance = voices[0]["stance"] if voices else "asserts"
    kind = "said" if len(voices) > 1 else "plain"
    if stance in _AGAINST:
        kind = "denied"
    elif stance in _OPEN or row["modality"] != "actual":
        kind = "open"
    inside = dict.fromkeys(listed[iri] for iri in _members(row) if iri in listed)
    return Claim(number=number, row=row, document=document, kind=kind, entities=tuple(inside))


def _members(row: Row) -> Iterable[str | None]:
    """The entities that take part in a claim or a number, and the voice nearest to it."""
    terms = [row.get(name) for name in ("subject", "object", "about", "measure")]
    return (term["id"] for term in (*terms, *row.get("arguments", ()), *row.get("sources", ())[:1]) if term)


def _cut(text: Text, words: str, inside: Mapping[int, Claim]) -> list[Passage]:
    """Cut a document's text, and tell its claims, by number, where they stand."""
    text.claims = len(inside)
    found = passages((claim.row["start"], claim.row["end"], number) for number, claim in inside.items())
    names = {passage: f"p{text.number}-{k}" for k, passage in enumerate(found)}
    for passage, name in names.items():
        for number in passage.members:
            inside[number].passage = name
            inside[number].words = _words(inside[number].row, words, passage)
    for piece, html in pieces(words, found):
        kinds = {inside[number].kind for number in piece.members} if piece else set()
        kind = next((kind for kind in KINDS if kind in kinds), "")
        text.pieces.append((names[piece] if piece else "", kind, piece.members if piece else (), html))
    return found


def _words(row: Row, text: str, passage: Passage) -> str:
    """Where subject, object and arguments stand in a passage, in UTF-16 code units: `s0-3 o12-20 a24-30`."""
    terms = [("s", row["subject"]), ("o", row["object"]), *(("a", argument) for argument in row["arguments"])]
    return " ".join(
        f"{letter}{units(text[passage.start : term['start']])}-{units(text[passage.start : term['end']])}"
        for letter, term in terms
        if term and passage.start <= term["start"] < term["end"] <= passage.end
    )


def _figure(row: Row, document: int, found: list[Passage], days: list[str]) -> Figure:
    left, width = None, 0.0
    own = _days(row)
    if own:
        first, last = _ordinal(days[0]), _ordinal(days[-1])
        scale = 100 / max(last - first, 1)
        left = min((_ordinal(own[0]) - first) * scale, 98.0)
        width = max((_ordinal(own[-1]) - _ordinal(own[0])) * scale, 2.0)
    passage = _anchor(row["start"], document, found)
    return Figure(row=row, reads=reads(row), document=document, passage=passage, left=left, width=width)


def _anchor(start: int, document: int, found: list[Passage]) -> str:
    """The passage at a place of a document, or the document itself."""
    at = next((k for k, passage in enumerate(found) if passage.start <= start < passage.end), None)
    return f"d{document}" if at is None else f"p{document}-{at}"


def _conflict(row: Row, place: dict[str, int], found: list[list[Passage]]) -> Conflict:
    about = (
        f"{row['about']['label']}, {row['relation'] or 'have'}: " if row["kind"] == "number" and row["about"] else ""
    )
    sides = [
        (side.get("position") or side["text"], shown, number, _anchor(shown["start"], number, found[number]))
        for side in row["sides"]
        for shown in side["evidence"]
        if (number := place.get(shown["document"])) is not None
    ]
    verdict = "contradicted" if row["contradicts"] else "; ".join(row["reasons"])
    return Conflict(head=about + row["text"], verdict=verdict, sides=sides)


def reads(row: Row) -> str:
    """The number of a statistic as a person reads it.

    >>> reads({"comparator": "moreThan", "value": 284000, "upper": None})
    'more than 284,000'
    >>> reads({"comparator": "range", "value": 100, "upper": 1000.5})
    '100 to 1,000.5'
    """
    upper = "" if row["upper"] is None else f" to {row['upper']:,.10g}"
    return f"{_COMPARATORS.get(row['comparator'], '')}{row['value']:,.10g}{upper}"


def _days(row: Row) -> list[str]:
    time = row["time"] or {}
    return [day for day in (time.get("start"), time.get("end")) if day]


def _ordinal(day: str) -> int:
    """The days from the beginning of the calendar, near enough for a picture, in any year."""
    year, month, date = (int(part) for part in day.split("-"))
    return round(year * 365.2425 + (month - 1) * 30.44 + date)


def _things(entities: list[Row], rows: list[Row], numbers: list[Row], about: Row | None) -> tuple[list[Thing], int]:
    """The entities that have a line, those with most claims first, and the number of those that have none."""
    counts = Counter(iri for row in rows for iri in {*_members(row)} if iri)
    measured = {iri for row in numbers for iri in _members(row)}
    kept = [
        row
        for row in entities
        if counts[row["id"]] or row["id"] in measured or (row["type"] not in _WORDS and row["mentions"])
    ]
    first = about["id"] if about else None
    kept.sort(key=lambda row: (row["id"] != first, -counts[row["id"]], -row["mentions"], row["label"], row["id"]))
    number = {row["id"]: k for k, row in enumerate(kept)}
    labels = {row["id"]: row["label"] for row in entities}
    things = [
        Thing(
            number=k,
            row=row,
            claims=counts[row["id"]],
            parent=number.get(row["parent"]),
            parent_label=labels.get(row["parent"]),
        )
        for k, row in enumerate(kept)
    ]
    return things, len(entities) - len(kept)


def _voices(rows: Iterable[Row]) -> list[tuple[str, int, dict[str, int]]]:
    """The voice nearest to each claim, how many statements it makes, and by stance; most first."""
    found: dict[str, Counter[str]] = {}
    for row in rows:
        if row["sources"]:
            voice = row["sources"][0]
            found.setdefault(voice["label"], Counter())[voice["stance"]] += 1
    most = sorted(found.items(), key=lambda item: (-item[1].total(), item[0]))
    return [(label, counts.total(), dict(counts.most_common())) for label, counts in most]


def _surest(claims: Iterable[Claim]) -> list[Claim]:
    """The surest statement of each claim, what is planned first."""
    first: dict[str, Claim] = {}
    for claim in sorted(claims, key=lambda claim: (-claim.row["confidence"], claim.number)):
        first.setdefault(claim.row["claim"], claim)
    return sorted(first.values(), key=lambda claim: _MODALITIES.get(claim.row["modality"], 0))


def _timeline(claims: Iterable[Claim]) -> list[Claim]:
    """The first statement of each claim whose time is known, in the order of time."""
    first: dict[str, Claim] = {}
    for claim in claims:
        if claim.row["time"] and claim.row["time"]["start"]:
            first.setdefault(claim.row["claim"], claim)
    return sorted(first.values(), key=lambda claim: (*_days(claim.row), claim.number))
