"""Extractions made by hand: short documents whose every record is known."""

from __future__ import annotations

from typing import Any

import pyoxigraph as ox

from kg import ids
from kg.assembly import identity
from kg.rdf.writer import nquads
from kg.records import (
    Argument,
    Claim,
    Document,
    Entity,
    EntityType,
    Extraction,
    Mention,
    NameEvidence,
    Relation,
    Run,
    Source,
    Span,
    Statement,
    Statistic,
    Term,
    Tie,
    TieKind,
    Time,
)

RUN = Run(id=ids.hashed("run", "test"), version="0", model="hand", model_version="1")


def quads(extraction: Extraction) -> list[ox.Quad]:
    """The graph of a document, read by a parser that forgives nothing."""
    return list(ox.parse(nquads(extraction), ox.RdfFormat.N_QUADS))


class Made:
    """Collects the records of one document; words are found in its text by their first occurrence."""

    def __init__(self, text: str, **about: Any) -> None:
        digest = ids.sha256(text)
        self.document = Document(text=text, sha256=digest, id=ids.document(digest), **about)
        self.entities: dict[str, Entity] = {}
        self.mentions: list[Mention] = []
        self.claims: list[Claim] = []
        self.statements: list[Statement] = []
        self.statistics: list[Statistic] = []
        self.names: list[NameEvidence] = []
        self.ties: list[Tie] = []

    def span(self, words: str) -> Span:
        start = self.document.text.index(words)
        return Span(start=start, end=start + len(words), text=words)

    def entity(self, words: str, label: str, type_: EntityType, **more: Any) -> Term:
        iri = ids.entity(label)
        self.entities[iri] = Entity(id=iri, label=label, type=type_, **more)
        at = self.span(words)
        self.mentions.append(Mention(start=at.start, end=at.end, text=words, type=type_, entity=iri, kind="named"))
        return Term(text=words, id=iri, label=label, type=type_, start=at.start, end=at.end)

    def words(self, words: str, *, concept: str | None = None, type_: EntityType = "concept") -> Term:
        at = self.span(words)
        iri = ids.entity(concept) if concept else None
        return Term(text=words, id=iri, label=words, type=type_, start=at.start, end=at.end)

    def statistic(self, quote: str, measure: Term, value: float, **more: Any) -> Statistic:
        at = self.span(quote)
        given = {"about": None, "relation": None, "upper": None, "comparator": "exactly", "unit": None, "time": None}
        given |= more
        made = Statistic(
            id="",
            measure=measure,
            value=value,
            claim=None,
            document=self.document.id,
            start=at.start,
            end=at.end,
            quote=quote,
            comparison_key="",
            **given,
        )
        found = identity.statistic(made)
        self.statistics.append(found)
        return found

    def claim(self, subject: Term, verb: str, object_: Term | None = None, **more: Any) -> Claim:
        given: dict[str, Any] = {
            "subject": subject,
            "relation": Relation(id=ids.relation(verb), label=verb, text=verb),
            "object": object_,
            "arguments": (),
            "polarity": "affirmed",
            "modality": "actual",
            "time": None,
            "statistics": (),
            "content": None,
        } | more
        label = f"{subject.label} {verb} {object_.label if object_ else ''}".strip()
        found = identity.claim(Claim(id="", label=label, **given))
        self.claims.append(found)
        return found

    def says(self, claim: Claim, quote: str, *sources: Source, cues: tuple[str, ...] = ()) -> Statement:
        at = self.span(quote)
        chain = sources or (self.publisher(),)
        made = Statement(
            id="",
            claim=claim.id,
            sources=chain,
            document=self.document.id,
            start=at.start,
            end=at.end,
            quote=quote,
            rule="by-hand",
            confidence=0.75,
            predicate=at,
            cues=tuple(map(self.span, cues)),
        )
        found = identity.statement(made)
        self.statements.append(found)
        return found

    def named(self, entity: Term, name: str, words: str, quote: str) -> None:
        at, sentence = self.span(words), self.span(quote)
        more = {"rule": "definition", "why": f"the text defines it: {words}"}
        self.names.append(
            NameEvidence(entity=entity.id or "", name=name, start=sentence.start, end=sentence.end, words=at, **more)
        )

    def tied(self, kind: TieKind, entity: Term, other: Term | None, words: str, quote: str, **more: Any) -> None:
        at, sentence = self.span(words), self.span(quote)
        found = Tie(
            kind=kind,
            entity=entity.id or "",
            other=other.id if other else None,
            start=sentence.start,
            end=sentence.end,
            words=at,
            **more,
        )
        self.ties.append(found)

    def publisher(self, stance: Any = "asserts") -> Source:
        label = self.document.publisher or "unnamed source"
        iri = ids.entity(label) if self.document.publisher else None
        if iri:
            self.entities.setdefault(iri, Entity(id=iri, label=label, type="agency"))
        return Source(id=iri, label=label, stance=stance, cue="", form="direct")

    def done(self) -> Extraction:
        return Extraction(
            document=self.document,
            run=RUN,
            mentions=tuple(self.mentions),
            entities=tuple(self.entities.values()),
            claims=tuple(self.claims),
            statements=tuple(self.statements),
            statistics=tuple(self.statistics),
            names=tuple(self.names),
            ties=tuple(self.ties),
        )


HARBOUR = (
    "The Harbour Guard (HG) inspected 40 ships in 2021. Mayor Ada Lind denied that the Harbour Guard sank a ferry. "
    "The Night Unit, part of the Harbour Guard, will patrol Skerry Bay."
)


def harbour(**about: Any) -> Extraction:
    """Every kind of record once: a number, a denial reported by a publisher, a plan, a unit, a nameless concept."""
    made = Made(HARBOUR, **({"origin": "harbour.txt", "publisher": "Skerry Post", "date": "2022-03-04"} | about))
    guard = made.entity("Harbour Guard", "Harbour Guard", "agency", acronym="HG", aliases=("HG", "The Harbour Guard"))
    mayor = made.entity("Ada Lind", "Ada Lind", "person")
    unit = made.entity("Night Unit", "Night Unit", "unit", parent=guard.id)
    bay = made.entity("Skerry Bay", "Skerry Bay", "place")
    year = Time(text="2021", start="2021-01-01", end="2021-12-31")
    ships = made.words("40 ships", concept="ship")
    first = "The Harbour Guard (HG) inspected 40 ships in 2021."
    count = made.statistic(first, ships, 40.0, about=guard, relation="inspect", time=year)
    when = Argument(role="in", term=made.words("2021", type_="time"))
    inspected = made.claim(guard, "inspect", ships, time=year, arguments=(when,), statistics=(count.id,))
    made.says(inspected, first)
    sank = made.claim(guard, "sink", made.words("ferry"))
    denial = "Mayor Ada Lind denied that the Harbour Guard sank a ferry."
    denies = Source(id=mayor.id, label=mayor.label, stance="denies", cue="denied", form="indirect")
    made.says(sank, denial, denies, made.publisher("relays"), cues=("denied",))
    made.says(made.claim(mayor, "deny", content=sank.id), denial)
    plan = "The Night Unit, part of the Harbour Guard, will patrol Skerry Bay."
    made.says(made.claim(unit, "patrol", bay, modality="planned"), plan, cues=("will",))
    made.says(made.claim(unit, "be part of", guard), plan)
    made.named(guard, "HG", "Harbour Guard (HG)", first)
    made.tied("member", mayor, None, "Mayor Ada Lind", denial, role="Mayor", time=year)
    made.tied("member", mayor, guard, "Mayor Ada Lind", denial, role="Mayor", standing="former")
    made.tied("part", unit, guard, "Night Unit, part of the Harbour Guard", plan)
    made.tied("site", guard, bay, "Harbour Guard, will patrol Skerry Bay", plan)
    made.tied("of", guard, bay, "Harbour Guard, will patrol Skerry Bay", plan)
    return made.done()


def strike() -> Extraction:
    """A second document, in which the first one's agency is sued and its acronym is all there is."""
    made = Made("Dockers said the Harbour Guard sank a ferry. Dockers sued the Harbour Guard.", origin="strike.txt")
    guard = made.entity("Harbour Guard", "Harbour Guard", "agency", aliases=("the Guard",))
    dockers = made.words("Dockers", concept="docker", type_="group")
    said = Source(id=dockers.id, label="Dockers", stance="asserts", cue="said", form="indirect")
    made.says(
        made.claim(guard, "sink", made.words("ferry")),
        "Dockers said the Harbour Guard sank a ferry.",
        said,
        made.publisher("relays"),
    )
    made.says(made.claim(dockers, "sue", guard), "Dockers sued the Harbour Guard.")
    return made.done()
