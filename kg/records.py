"""What the rooms hand on: small frozen records whose fields carry the names used in JSON.

Offsets are Unicode code points into the document's text, half-open `[start, end)`. Times are ISO 8601 dates.
`id`s are IRIs (see `kg.ids`). The vocabulary of the string-valued fields is spelled out in the `Literal` types.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

EntityType = Literal[
    "agency",
    "unit",
    "operation",
    "person",
    "place",
    "law",
    "document",
    "group",
    "facility",
    "substance",
    "concept",
    "time",
    "other",
]
MentionKind = Literal["named", "nominal", "pronoun"]
Polarity = Literal["affirmed", "negated"]
Modality = Literal[
    "actual",
    "planned",
    "possible",
    "required",
    "permitted",
    "hypothetical",
    "requested",
    "attempted",
]
Stance = Literal["asserts", "denies", "relays", "questions", "promises", "proposes", "accuses", "doubts"]
Form = Literal["direct", "indirect"]
TieKind = Literal["part", "member", "site", "of"]
Standing = Literal["present", "former", "future"]
Comparator = Literal["exactly", "moreThan", "atLeast", "lessThan", "atMost", "about", "range"]
Change = Literal["up", "down"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Code points `[start, end)` of a text, and what stands there."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A text as read: all offsets refer to `text`. `origin` is the path it came from, `-` or empty."""

    text: str
    origin: str = ""
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    date: str | None = None
    """The day it was published, ISO `YYYY-MM-DD`: what "yesterday" and "last Tuesday" are counted from."""
    source: str | None = None
    """Where it says it was taken from: an address or the name of another publication."""
    language: str = "en"
    sha256: str = ""
    id: str = ""


def by_name(origin: str) -> tuple[bool, str]:
    """The order of the names of one text, of which the first is its document's: files, and after them standard input."""
    return origin == "-", origin


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A span that names or refers to an entity; an equal `entity` (an IRI) is the same entity."""

    start: int
    end: int
    text: str
    type: EntityType
    entity: str
    kind: MentionKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """One thing under all its names. `parent` is the organisation it is a part of."""

    id: str
    label: str
    type: EntityType
    acronym: str | None = None
    aliases: tuple[str, ...] = ()
    parent: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NameEvidence:
    """What made a `name` one of an entity's in a document: the rule, what it saw, and the sentence that shows it."""

    entity: str
    name: str
    rule: str
    why: str
    start: int
    end: int
    words: Span
    """In the sentence, the name, or all of its definition."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Who says what, by which words. A source of None is not named ("is expected to")."""

    source: Span | None
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    stance: Stance = "asserts"
    form: Form = "indirect"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A measured number: `value` (to `upper` in a range) of `unit`, what `concept` it measures, how it changed."""

    start: int
    end: int
    value: float
    upper: float | None = None
    comparator: Comparator = "exactly"
    change: Change | None = None
    unit: str | None = None
    concept: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """A time as written, and the closed interval of days it denotes where that is known."""

    text: str
    start: str | None = None
    end: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """How an entity belongs to another, as a sentence says: it is a `part` of it, a `member` with a role, has a `site`
    in it, or is an authority `of` it. `other` is None where only a role is told ("Otto Lind, a priest").
    """

    kind: TieKind
    entity: str
    other: str | None
    role: str | None = None
    standing: Standing = "present"
    time: Time | None = None
    start: int
    end: int
    words: Span
    """In the sentence, the words that say so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A subject, object or argument: the words at `[start, end)`, and the entity they denote."""

    text: str
    id: str | None
    label: str
    type: EntityType
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """`text` as it stands ("will deploy"), `label` in its plain form ("deploy"), `id` from the label."""

    id: str
    label: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Argument:
    """A further argument of a claim and its role: a preposition ("to", "in"), or `recipient`, `agent` …"""

    role: str
    term: Term


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A voice: who (`id` None where nobody is named), with what stance, by which cue."""

    id: str | None
    label: str
    stance: Stance
    cue: str
    form: Form


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What is claimed, whoever claims it. `content` is the claim that is its object ("denied that …")."""

    id: str
    label: str
    subject: Term
    relation: Relation
    object: Term | None
    arguments: tuple[Argument, ...] = ()
    polarity: Polarity = "affirmed"
    modality: Modality = "actual"
    time: Time | None = None
    place: str | None = None
    statistics: tuple[str, ...] = ()
    content: str | None = None

    def _repr_html_(self) -> str:
        from kg.display import card  # only a notebook needs it

        terms = {
            "subject": self.subject.label,
            "relation": self.relation.text,
            "object": self.object.label if self.object else None,
            **{argument.role: argument.term.label for argument in self.arguments},
        }
        time = self.time.text if self.time else None
        return card(self.label, {**terms, "reading": f"{self.polarity}, {self.modality}", "time": time})


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Who claims it and where: `sources` run from the voice nearest to the claim outward, the publisher last."""

    id: str
    claim: str
    sources: tuple[Source, ...]
    document: str
    start: int
    end: int
    quote: str
    rule: str
    confidence: float
    predicate: Span
    """The words that carry the relation, for `kg why`."""
    cues: tuple[Span, ...] = ()
    """The words that decided polarity and modality."""
    reviewed: str | None = None
    """The decision (an IRI) by which a person accepted it; its confidence is 1 then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistic:
    """A number with what it counts (`measure`), whom it is about, its comparator, unit and period."""

    id: str
    about: Term | None
    measure: Term
    relation: str | None
    value: float
    upper: float | None
    comparator: Comparator
    unit: str | None
    time: Time | None
    claim: str | None
    document: str
    start: int
    end: int
    quote: str
    comparison_key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Triple:
    """A fact in surface strings, for open information extraction."""

    subject: str
    relation: str
    object: str
    confidence: float

    def __iter__(self) -> Iterator[str]:
        return iter((self.subject, self.relation, self.object))


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What made an extraction: the versions of claimgraph and of the model."""

    id: str
    version: str
    model: str
    model_version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A sentence that yielded no claim, and why."""

    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlived:
    """The `id` of a claim or statement by which an older version knew what stands in a sentence, and its relation's
    place.
    """

    id: str
    start: int
    end: int
    predicate_start: int
    predicate_end: int
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """Everything found in one text."""

    document: Document
    run: Run
    mentions: tuple[Mention, ...] = ()
    entities: tuple[Entity, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    claims: tuple[Claim, ...] = ()
    statements: tuple[Statement, ...] = ()
    statistics: tuple[Statistic, ...] = ()
    skipped: tuple[Skipped, ...] = field(default=())

    def _repr_html_(self) -> str:
        from dataclasses import asdict  # only a notebook needs these

        from kg.display import reading, short, table, voices

        claims = {claim.id: claim for claim in self.claims}
        rows = []
        for said in self.statements:
            claim, sources = claims[said.claim], [asdict(source) for source in said.sources]
            made = reading({"sources": sources, "polarity": claim.polarity, "modality": claim.modality})
            rows.append((claim.label, voices(sources), made, f"{said.confidence:.2f}", short(said.quote)))
        found = f"{len(claims)} claims, {len(self.entities)} entities, {len(self.statistics)} numbers"
        title = self.document.title or self.document.origin
        return table(f"{title}: {found}" if title else found, ("claim", "says who", "reading", "sure", "quote"), rows)

    names: tuple[NameEvidence, ...] = ()
    """For each alias of an entity, why it is one."""
    ties: tuple[Tie, ...] = ()
    """What belongs to what."""
    outlived: tuple[Outlived, ...] = ()
    """What an older version's claims and statements were called; empty where no other one read the text."""
