"""Entities of several documents turn out to be one: their terms are rewritten, and all ids that depend on them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from kg import ids
from kg.assembly import identity
from kg.entities import across
from kg.records import Argument, Claim, Entity, EntityType, Extraction, Mention, Source, Statement, Statistic, Term
from kg.store.saved import Head

#: How the entities of one document are linked: its own id of each to the canonical entity.
Links = Mapping[str, Entity]


def relink(extraction: Extraction, links: Links) -> Extraction:
    """The extraction with canonical entities, and the ids of its claims, statements and statistics recomputed."""
    return _Relinking(extraction, links).run()


def unify(heads: Iterable[Head]) -> dict[str, dict[str, Entity]]:
    """The links of each document, by its IRI."""
    listed = [(head.document, head.entities) for head in heads]
    links: dict[str, dict[str, Entity]] = {document: {} for document, _ in listed}
    for (document, local), entity in across.unify(listed).items():
        links[document][local] = entity
    return links


def digest(head: Head, links: Links) -> str:
    """Equal for equal extractions whose entities get equal ids: their graphs are equal."""
    linked = sorted([local, entity.id] for local, entity in links.items() if local != entity.id)
    return ids.digest(head.digest, linked)


def entities(heads: Iterable[Head], links: Mapping[str, Links]) -> Iterator[Entity]:
    """Every entity of the documents once, and one for each thing that is only named by the words of claims.

    The latter takes its most frequent label, the shortest of equals, and its most frequent type.
    """
    listed = {entity.id: entity for linked in links.values() for entity in linked.values()}
    yield from listed.values()
    labels: dict[str, Counter[str]] = {}
    types: dict[str, Counter[EntityType]] = {}
    for head in heads:
        for named in head.named:
            if named.id not in listed:
                labels.setdefault(named.id, Counter())[named.label] += named.count
                if named.type:
                    types.setdefault(named.id, Counter())[named.type] += named.count
    for iri, counts in labels.items():
        yield _named(iri, counts, types.get(iri, Counter()))


def _named(iri: str, labels: Counter[str], types: Counter[EntityType]) -> Entity:
    label = min(labels, key=lambda label: (-labels[label], len(label), label))
    kind: EntityType = min(types, key=lambda t: (-types[t], t)) if types else "concept"
    return Entity(id=iri, label=label, type=kind)


class _Relinking:
    def __init__(self, extraction: Extraction, links: Links) -> None:
        self.extraction = extraction
        self.links = links
        self.claims = {claim.id: claim for claim in reversed(extraction.claims)}
        self.new_claims: dict[str, Claim] = {}
        self.new_statistics: dict[str, str] = {}

    def run(self) -> Extraction:
        statistics = [self._statistic(s) for s in self.extraction.statistics]
        for claim in self.extraction.claims:
            self._claim(claim.id)
        claims = {c.id: c for c in reversed([self.new_claims[c.id] for c in self.extraction.claims])}
        statements = {s.id: s for s in map(self._statement, self.extraction.statements)}
        entities = {e.id: e for e in map(self._entity, self.extraction.entities)}
        return replace(
            self.extraction,
            mentions=tuple(map(self._mention, self.extraction.mentions)),
            entities=tuple(entities.values()),
            claims=tuple(reversed(claims.values())),
            statements=tuple(statements.values()),
            statistics=tuple(replace(s, claim=self._claim_id(s.claim)) for s in statistics),
        )

    def _entity(self, entity: Entity) -> Entity:
        return self.links.get(entity.id, entity)

    def _mention(self, mention: Mention) -> Mention:
        entity = self.links.get(mention.entity)
        return replace(mention, entity=entity.id) if entity else mention

    def _term(self, term: Term) -> Term:
        entity = self.links.get(term.id or "")
        return replace(term, id=entity.id, label=entity.label, type=entity.type) if entity else term

    def _source(self, source: Source) -> Source:
        entity = self.links.get(source.id or "")
        return replace(source, id=entity.id, label=entity.label) if entity else source

    def _claim_id(self, old: str | None) -> str | None:
        return self._claim(old).id if old in self.claims else old

    def _claim(self, old: str) -> Claim:
        if old not in self.new_claims:
            claim = self.claims[old]
            new = replace(
                claim,
                subject=self._term(claim.subject),
                object=self._term(claim.object) if claim.object else None,
                arguments=tuple(Argument(role=a.role, term=self._term(a.term)) for a in claim.arguments),
                statistics=tuple(sorted(self.new_statistics.get(s, s) for s in claim.statistics)),
                content=self._claim_id(claim.content),
            )
            self.new_claims[old] = replace(new, id=_claim_id(new))
        return self.new_claims[old]

    def _statement(self, statement: Statement) -> Statement:
        claim = self._claim_id(statement.claim) or statement.claim
        sources = tuple(map(self._source, statement.sources))
        iri = identity.statement_id(
            claim=claim, document=statement.document, start=statement.start, end=statement.end, sources=sources
        )
        return replace(statement, id=iri, claim=claim, sources=sources)

    def _statistic(self, statistic: Statistic) -> Statistic:
        about = self._term(statistic.about) if statistic.about else None
        measure = self._term(statistic.measure)
        iri = identity.statistic_id(
            about=about,
            measure=measure,
            relation=statistic.relation,
            value=statistic.value,
            upper=statistic.upper,
            comparator=statistic.comparator,
            unit=statistic.unit,
            time=statistic.time,
        )
        self.new_statistics[statistic.id] = iri
        key = identity.comparison_key(about, measure, statistic.relation, statistic.time)
        return replace(statistic, id=iri, about=about, measure=measure, comparison_key=key)


def _claim_id(claim: Claim) -> str:
    return identity.claim_id(
        subject=claim.subject,
        relation=claim.relation,
        object=claim.object,
        arguments=claim.arguments,
        polarity=claim.polarity,
        modality=claim.modality,
        time=claim.time,
        statistics=claim.statistics,
        content=claim.content,
    )
