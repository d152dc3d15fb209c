"""Gives the places of an entity that go under one of its names to an entity of their own, within one document.

A mention by that name moves. A pronoun or a description ("the agency") goes with the name before it. A term moves with
the mention in it, a voice with its nearest mention in the sentence or before it. What is said stays as it is said;
claims that were one are two where only one of them is about what moved.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from kg.entities.names import plain
from kg.records import (
    Argument,
    Claim,
    Entity,
    Extraction,
    Mention,
    NameEvidence,
    Source,
    Statement,
    Statistic,
    Term,
    Tie,
)


@dataclass(frozen=True, slots=True)
class Cut:
    """Of the entity `local` of a document, what is called by a name (as `plain` keys it) is `new`."""

    local: str
    key: str
    new: str


def cut(extraction: Extraction, cuts: Iterable[Cut]) -> Extraction:
    """The extraction after these cuts, one after the other. Statements and statistics keep their number and order, and
    all records their ids, which relinking computes anew.
    """
    for one in cuts:
        extraction = _Cutting(extraction, one).run()
    return extraction


def parted(entity: Entity, key: str, new: str) -> tuple[Entity, Entity]:
    """An entity without a name, and the entity of that name."""
    names = [name for name in (entity.label, entity.acronym, *entity.aliases) if name]
    moved = list(dict.fromkeys(name for name in names if plain(name) == key))
    kept = list(dict.fromkeys(name for name in names if plain(name) != key))
    label = entity.label if entity.label in kept else min(kept, key=lambda name: (-len(name), name))
    rest = replace(
        entity,
        label=label,
        acronym=entity.acronym if entity.acronym in kept else None,
        aliases=tuple(name for name in kept if name != label and name in (*entity.aliases, entity.label)),
    )
    return rest, replace(entity, id=new, label=moved[0], acronym=None, aliases=tuple(moved[1:]), parent=None)


class _Cutting:
    def __init__(self, extraction: Extraction, cut: Cut) -> None:
        self.extraction, self.cut = extraction, cut
        ours = sorted(
            (m for m in extraction.mentions if m.entity == cut.local), key=lambda m: (m.start, m.end, m.text, m.kind)
        )
        self.places = list(_followed(extraction.document.text, ours, cut.key))
        self.moved = {(start, end) for start, end, moves in self.places if moves}
        self.claims = {claim.id: claim for claim in reversed(extraction.claims)}
        self.made: dict[tuple[str, tuple[bool, ...]], Claim] = {}
        self.stated: dict[tuple[str, int, int], str] = {}

    def run(self) -> Extraction:
        statements = tuple(map(self._statement, self.extraction.statements))
        for iri, claim in self.claims.items():
            if not any(known == iri for known, _ in self.made):
                self._claim(claim, self._moves(claim, 0, 0))
        return replace(
            self.extraction,
            mentions=tuple(map(self._mention, self.extraction.mentions)),
            entities=tuple(self._entities()),
            claims=tuple(self.made.values()),
            statements=statements,
            statistics=tuple(map(self._statistic, self.extraction.statistics)),
            names=tuple(map(self._evidence, self.extraction.names)),
            ties=tuple(map(self._tie, self.extraction.ties)),
        )

    def _entities(self) -> Iterator[Entity]:
        listed = {entity.id for entity in self.extraction.entities}
        for entity in self.extraction.entities:
            if entity.id != self.cut.local:
                yield entity
                continue
            rest, new = parted(entity, self.cut.key, self.cut.new)
            yield rest
            if new.id not in listed:
                yield new

    def _evidence(self, name: NameEvidence) -> NameEvidence:
        moves = name.entity == self.cut.local and plain(name.name) == self.cut.key
        return replace(name, entity=self.cut.new) if moves else name

    def _tie(self, tie: Tie) -> Tie:
        if not self._moves_in(tie.words.start, tie.words.end):
            return tie
        entity = self.cut.new if tie.entity == self.cut.local else tie.entity
        return replace(tie, entity=entity, other=self.cut.new if tie.other == self.cut.local else tie.other)

    def _mention(self, mention: Mention) -> Mention:
        moves = mention.entity == self.cut.local and (mention.start, mention.end) in self.moved
        return replace(mention, entity=self.cut.new) if moves else mention

    def _statement(self, statement: Statement) -> Statement:
        claim = self.claims[statement.claim]
        made = self._claim(claim, self._moves(claim, statement.start, statement.end))
        self.stated.setdefault((claim.id, statement.start, statement.end), made.id)
        sources = tuple(self._source(source, statement) for source in statement.sources)
        return replace(statement, claim=made.id, sources=sources)

    def _source(self, source: Source, statement: Statement) -> Source:
        moves = source.id == self.cut.local and self._moves_in(statement.start, statement.end)
        return replace(source, id=self.cut.new) if moves else source

    def _statistic(self, statistic: Statistic) -> Statistic:
        stated = self.stated.get((statistic.claim or "", statistic.start, statistic.end), statistic.claim)
        return replace(
            statistic,
            about=statistic.about and self._term(statistic.about),
            measure=self._term(statistic.measure),
            claim=stated,
        )

    def _term(self, term: Term) -> Term:
        moves = term.id == self.cut.local and self._moves_in(term.start, term.end)
        return replace(term, id=self.cut.new) if moves else term

    def _moves(self, claim: Claim, start: int, end: int) -> tuple[bool, ...]:
        """For each term of a claim, whether it moves where it is stated in a passage. Its own offsets are those of the
        first passage that states it.
        """
        own = start <= claim.subject.start < end or end == 0
        found = []
        for term in _terms(claim):
            place = (term.start, term.end) if own else (start, end)
            found.append(term.id == self.cut.local and self._moves_in(*place))
        return tuple(found)

    def _claim(self, claim: Claim, moves: tuple[bool, ...]) -> Claim:
        """The claim with those of its terms moved; the second of its kind has a number behind its id."""
        key = (claim.id, moves)
        if key not in self.made:
            times = sum(known == claim.id for known, _ in self.made)
            terms = [
                replace(term, id=self.cut.new) if moved else term
                for term, moved in zip(_terms(claim), moves, strict=True)
            ]
            subject, *rest = terms
            self.made[key] = replace(
                claim,
                id=f"{claim.id}#{times + 1}" if times else claim.id,
                subject=subject,
                object=rest.pop(0) if claim.object else None,
                arguments=tuple(
                    Argument(role=argument.role, term=term)
                    for argument, term in zip(claim.arguments, rest, strict=True)
                ),
            )
        return self.made[key]

    def _moves_in(self, start: int, end: int) -> bool:
        """Whether what stands for the entity in a span moves: the first mention there, else the last before it."""
        inside = [moves for a, b, moves in self.places if start <= a and b <= end]
        before = [moves for _, b, moves in self.places if b <= start]
        return inside[0] if inside else bool(before) and before[-1]


def _followed(text: str, mentions: Iterable[Mention], key: str) -> Iterator[tuple[int, int, bool]]:
    """Start and end of each mention, in the order of the text, and whether it moves: other words than names go with the
    name before them, though not with one that a parenthesis gives as a further name.
    """
    follows = False
    for mention in mentions:
        moves = plain(mention.text) == key if mention.kind == "named" else follows
        if mention.kind == "named" and text[mention.start - 1 : mention.start] != "(":
            follows = moves
        yield mention.start, mention.end, moves


def _terms(claim: Claim) -> Iterator[Term]:
    yield claim.subject
    if claim.object:
        yield claim.object
    for argument in claim.arguments:
        yield argument.term
