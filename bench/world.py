"""Documents of a made-up world as `Extraction`s, however many, the same in every run: what `bench/scale.py` loads.

They have what real graphs have and an index must bear: a few hubs in a large part of all claims, and many things named
once; acronyms that several bodies share, people named like places; voices inside voices, denials, plans, numbers,
periods, and quotes that differ in every sentence.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg import ids
from kg.assembly import identity
from kg.records import (
    Argument,
    Claim,
    Document,
    Entity,
    EntityType,
    Extraction,
    Mention,
    Modality,
    Relation,
    Run,
    Source,
    Span,
    Stance,
    Statement,
    Statistic,
    Term,
    Time,
)

#: As in news: this many sentences a document, of about two claims each.
SENTENCES = 50

SYLLABLES = ("ba", "cor", "del", "fin", "gol", "har", "jin", "kel", "lor", "mas", "nev", "pol", "quen", "ros", "tav")
FIRST = ("Ada", "Ben", "Cleo", "Dan", "Eva", "Finn", "Gita", "Hugo", "Iris", "Jon", "Kim", "Lena", "Max", "Nora")
KINDS = ("Agency", "Board", "Authority", "Council", "Bureau", "Commission", "Ministry", "Office")
FIELDS = ("Harbour", "Border", "Customs", "Fisheries", "Road", "Water", "Forest", "Energy", "Grain", "Rail")
THINGS = tuple(
    f"{how} {what}"
    for how in ("stolen", "new", "old", "illegal", "hidden", "foreign")
    for what in ("boats", "lorries", "rifles", "engines", "parcels", "permits", "cables", "pumps", "barrels", "maps")
)
VERBS = (
    ("seized", "seize"), ("inspected", "inspect"), ("opened", "open"), ("closed", "close"), ("bought", "buy"),
    ("sold", "sell"), ("searched", "search"), ("repaired", "repair"), ("moved", "move"), ("counted", "count"),
    ("licensed", "license"), ("banned", "ban"), ("financed", "finance"), ("tested", "test"), ("shipped", "ship"),
    ("stored", "store"), ("destroyed", "destroy"), ("returned", "return"), ("registered", "register"), ("lost", "lose"),
)  # fmt: skip
AIMS = ("protect", "replace", "find", "insure", "clear", "supply")


@dataclass(frozen=True, slots=True)
class Known:
    """A thing of the world: its entity, and the shorter name that texts use after the first time."""

    entity: Entity
    short: str


class World:
    """The things that `size` claims speak of; the first of each kind most often (Zipf)."""

    def __init__(self, size: int) -> None:
        self.chance = random.Random(7)
        self._weights: dict[int, list[float]] = {}
        names = self._names()
        self.places = [self._known(next(names), "place") for _ in range(20 + size // 200)]
        self.bodies = [self._body(next(names)) for _ in range(20 + size // 250)]
        self.units = [self._unit(next(names)) for _ in range(10 + size // 500)]
        self.people = [self._person(k, next(names)) for k in range(30 + size // 60)]
        self.things = [self._known(thing, "concept") for thing in THINGS]

    def pick(self, known: Sequence[Known]) -> Known:
        """One of these, the k-th with a weight of 1/k."""
        weights = self._weights.get(len(known))
        if weights is None:
            weights = list(itertools.accumulate(1 / k for k in range(1, len(known) + 1)))
            self._weights[len(known)] = weights
        return self.chance.choices(known, cum_weights=weights)[0]

    def _names(self) -> Iterator[str]:
        while True:
            yield "".join(self.chance.choice(SYLLABLES) for _ in range(self.chance.randint(2, 4))).capitalize()

    def _known(self, label: str, kind: EntityType) -> Known:
        return Known(Entity(id=ids.entity(label), label=label, type=kind), label)

    def _body(self, name: str) -> Known:
        label = f"{name} {self.chance.choice(FIELDS)} {self.chance.choice(KINDS)}"
        short = "".join(word[0] for word in label.split())
        entity = Entity(id=ids.entity(label), label=label, type="agency", acronym=short, aliases=(short,))
        return Known(entity, short)

    def _unit(self, name: str) -> Known:
        parent = self.pick(self.bodies).entity.id
        label = f"{name} Patrol Unit"
        return Known(Entity(id=ids.entity(label), label=label, type="unit", parent=parent), label)

    def _person(self, k: int, name: str) -> Known:
        last = self.pick(self.places).entity.label if k % 50 == 0 else name
        label = f"{self.chance.choice(FIRST)} {last}"
        return Known(Entity(id=ids.entity(label), label=label, type="person", aliases=(last,)), last)


RUN = Run(id=ids.hashed("run", "world"), version="0", model="none", model_version="0")


def documents(claims: int) -> Iterator[Extraction]:
    """Documents with this many claims in all, or a few more."""
    world = World(claims)
    made = 0
    for number in itertools.count():
        if made >= claims:
            return
        page = Page(world, number)
        for _ in range(SENTENCES):
            page.sentence()
        found = page.extraction()
        made += len(found.claims)
        yield found


class Page:
    """One document as it is written: each word is placed, and what is said is recorded with its places."""

    def __init__(self, world: World, number: int) -> None:
        self.world = world
        self.chance = world.chance
        self.number = number
        self.publisher = world.bodies[number % 7]
        self.parts: list[str] = []
        self.at = 0
        self.entities: dict[str, Entity] = {self.publisher.entity.id: self.publisher.entity}
        self.mentions: list[Mention] = []
        self.pending: list[tuple[Claim, tuple[Source, ...], Span, Statistic | None]] = []
        self.claims: dict[str, Claim] = {}
        self.said: list[tuple[Claim, tuple[Source, ...], Span, int, int]] = []
        self.counted: list[tuple[Statistic, int, int]] = []

    # ------------------------------------------------------------------ words

    def write(self, text: str) -> Span:
        """Puts words at the end of the text."""
        start = self.at
        self.parts.append(text)
        self.at += len(text)
        return Span(start=start, end=self.at, text=text)

    def name(self, known: Known) -> Term:
        """Names a thing: by its whole name the first time, with its acronym, then by its short one."""
        entity = known.entity
        words = known.short if entity.id in self.entities else entity.label
        span = self.write(words)
        if words != known.short and entity.acronym:
            self.write(f" ({entity.acronym})")
        self.entities.setdefault(entity.id, entity)
        kind = "nominal" if entity.type == "concept" else "named"
        self.mentions.append(
            Mention(start=span.start, end=span.end, text=words, type=entity.type, entity=entity.id, kind=kind)
        )
        return Term(
            text=words, id=entity.id, label=entity.label, type=entity.type, start=span.start, end=span.end
        )  # fmt: skip

    # ------------------------------------------------------------------ sentences

    def sentence(self) -> None:
        """One more sentence and its claims."""
        start = self.at
        draw = self.chance.random()
        voice = self._voice() if draw < 0.45 else ()
        if draw > 0.94:
            self._belonging()
        else:
            self._deed(voice, denied=bool(voice) and voice[0].stance == "denies")
        self.write(". ")
        for claim, sources, predicate, statistic in self.pending:
            self.claims.setdefault(claim.id, claim)
            self.said.append((claim, sources, predicate, start, self.at - 1))
            if statistic:
                self.counted.append((statistic, start, self.at - 1))
        self.pending.clear()

    def _voice(self) -> tuple[Source, ...]:
        world, chance = self.world, self.chance
        speaker = self.name(world.pick(world.people if chance.random() < 0.6 else world.bodies))
        stance: Stance = "denies" if chance.random() < 0.08 else "asserts"
        cue = "denied" if stance == "denies" else chance.choice(("said", "wrote", "reported", "added"))
        self.write(f" {cue} that ")
        return (Source(id=speaker.id, label=speaker.label, stance=stance, cue=cue, form="indirect"),)

    def _deed(self, voice: tuple[Source, ...], *, denied: bool) -> None:
        """ "X seized 40 stolen boats in Y in 2021 to protect old maps": who did what, where, when, and what for."""
        world, chance = self.world, self.chance
        subject = self.name(world.pick(world.units if chance.random() < 0.2 else world.bodies))
        past, verb = chance.choice(VERBS)
        planned: Modality = "planned" if chance.random() < 0.15 and not denied else "actual"
        predicate = self.write(f" will {verb}" if planned == "planned" else f" {past}")
        self.write(" ")
        value = chance.randint(2, 9_999) if chance.random() < 0.25 else None
        if value:
            self.write(f"{value} ")
        target = self.name(world.pick(world.people if not value and chance.random() < 0.3 else world.things))
        arguments: list[Argument] = []
        if chance.random() < 0.5:
            self.write(" in ")
            arguments.append(Argument(role="in", term=self.name(world.pick(world.places))))
        time = None
        if chance.random() < 0.3:
            year = chance.randint(2010, 2025)
            self.write(" in ")
            self.write(str(year))
            time = Time(text=str(year), start=f"{year}-01-01", end=f"{year}-12-31")
        number = self._number(subject, verb, target, value, time) if value else None
        sources = self._sources(voice)
        self._claim(subject, verb, predicate, target, sources, planned, arguments, time, number)
        if chance.random() < 0.9:
            aim = chance.choice(AIMS)
            to = self.write(f" to {aim}")
            self.write(" ")
            self._claim(subject, aim, to, self.name(world.pick(world.things)), sources, "attempted")

    def _belonging(self) -> None:
        unit = self.world.pick(self.world.units)
        whole = next(body for body in self.world.bodies if body.entity.id == unit.entity.parent)
        subject = self.name(unit)
        predicate = self.write(" is part of")
        self.write(" the ")
        self._claim(subject, "be part of", predicate, self.name(whole), self._sources(()), "actual")

    # ------------------------------------------------------------------ records

    def _sources(self, voice: tuple[Source, ...]) -> tuple[Source, ...]:
        publisher = self.publisher.entity
        stance: Stance = "relays" if voice else "asserts"
        return (*voice, Source(id=publisher.id, label=publisher.label, stance=stance, cue="", form="direct"))

    def _number(self, about: Term, verb: str, measure: Term, value: int, time: Time | None) -> Statistic:
        return identity.statistic(
            Statistic(
                id="",
                about=about,
                measure=measure,
                relation=verb,
                value=float(value),
                upper=None,
                comparator="exactly",
                unit=None,
                time=time,
                claim=None,
                document="",
                start=0,
                end=0,
                quote="",
                comparison_key="",
            )
        )

    def _claim(
        self,
        subject: Term,
        verb: str,
        predicate: Span,
        target: Term,
        sources: tuple[Source, ...],
        modality: Modality,
        arguments: Sequence[Argument] = (),
        time: Time | None = None,
        number: Statistic | None = None,
    ) -> None:
        relation = Relation(id=ids.relation(verb), label=verb, text=predicate.text.strip())
        claim = Claim(
            id="",
            label=f"{subject.label} {verb} {target.label}",
            subject=subject,
            relation=relation,
            object=target,
            arguments=tuple(arguments),
            modality=modality,
            time=time,
            statistics=(number.id,) if number else (),
        )
        self.pending.append((identity.claim(claim), sources, predicate, number))

    def extraction(self) -> Extraction:
        """The document as written."""
        text = "".join(self.parts)
        digest = ids.sha256(text)
        document = Document(
            text=text,
            sha256=digest,
            id=ids.document(digest),
            origin=f"world/{self.number:06}.txt",
            title=f"Report {self.number}",
            publisher=self.publisher.entity.label,
            date=f"{2015 + self.number % 10}-{1 + self.number % 12:02}-{1 + self.number % 28:02}",
        )
        return Extraction(
            document=document,
            run=RUN,
            mentions=tuple(self.mentions),
            entities=tuple(self._entities()),
            claims=tuple(self.claims.values()),
            statements=tuple(self._statements(document)),
            statistics=tuple(self._statistics(document)),
        )

    def _entities(self) -> Iterator[Entity]:
        for entity in self.entities.values():
            parent = entity.parent if entity.parent in self.entities else None
            yield entity if parent == entity.parent else Entity(id=entity.id, label=entity.label, type=entity.type)

    def _statements(self, document: Document) -> Iterator[Statement]:
        for k, (claim, sources, predicate, start, end) in enumerate(self.said):
            yield identity.statement(
                Statement(
                    id="",
                    claim=claim.id,
                    sources=sources,
                    document=document.id,
                    start=start,
                    end=end,
                    quote=document.text[start:end],
                    rule="verb-object",
                    confidence=round(0.5 + (k * 37 + self.number) % 50 / 100, 2),
                    predicate=predicate,
                )
            )

    def _statistics(self, document: Document) -> Iterator[Statistic]:
        stated = {iri: claim.id for claim in self.claims.values() for iri in claim.statistics}
        for found, start, end in self.counted:
            yield replace(
                found,
                claim=stated.get(found.id),
                document=document.id,
                start=start,
                end=end,
                quote=document.text[start:end],
            )
