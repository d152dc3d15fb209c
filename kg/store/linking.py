"""Entities of several documents turn out to be one: their terms are rewritten, and all ids that depend on them.

What people decided (`kg.curation`) joins in here, before rows and quads are made, so that whatever is made from relinked
extractions has it: merged and split entities in `unify`, rejected and accepted claims in `relink`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg import ids
from kg.assembly import identity
from kg.curation.cuts import cut
from kg.curation.decisions import Decision
from kg.curation.replay import Before, Corrected, Ids, State, replay
from kg.curation.rulings import Identity, Traces, ruled
from kg.entities import across
from kg.entities.common import is_described
from kg.entities.gazetteer import Entry
from kg.entities.gazetteer import load as load_register
from kg.errors import GraphError
from kg.records import Argument, Claim, Entity, EntityType, Extraction, Mention, Source, Statement, Statistic, Term
from kg.store.outlived import leads
from kg.store.saved import Head, dump, load_head


class Links(dict[str, Entity]):
    """How the entities of one document are linked: its own id of each to the canonical entity.

    `corrected` is what decisions did to the document, `rulings` are the decisions about claims.
    """

    corrected: Corrected | None = None
    rulings: Sequence[Decision] = ()


@dataclass(frozen=True, slots=True)
class Unified:
    """The documents' heads, as they are after decisions, and the links of each by its IRI.

    `state` is None where there are no decisions.
    """

    heads: list[Head]
    links: Linked
    state: State | None = None


def relink(extraction: Extraction, links: Mapping[str, Entity]) -> Extraction:
    """The extraction with canonical entities, and the ids of its claims, statements and statistics recomputed; without
    the claims that somebody rejected.
    """
    return relinked(extraction, links)[0]


def relinked(extraction: Extraction, links: Mapping[str, Entity]) -> tuple[Extraction, Traces]:
    """The same, and what decisions leave to be told of the document."""
    corrected = links.corrected if isinstance(links, Links) else None
    rulings = links.rulings if isinstance(links, Links) else ()
    if corrected is None and not rulings and not extraction.outlived:
        return _Relinking(extraction, links, as_found=True).run(), Traces()
    done = _Relinking(cut(extraction, corrected.cuts if corrected else ()), links).run()
    now, *earlier = identities(extraction, links)
    found, traces = ruled(done, now, earlier, rulings)
    return found, replace(traces, replaced=leads(extraction, now) | traces.replaced)


def identities(extraction: Extraction, links: Mapping[str, Entity]) -> list[Identity]:
    """The ids of an extraction as it is linked now, and as it was before each decision, in their order."""
    corrected = (links.corrected if isinstance(links, Links) else None) or Corrected()
    made = [(corrected.cuts, links)]
    made += [(corrected.cuts[: before.cuts], _bare(before.links)) for before in corrected.before]
    return [_Relinking(cut(extraction, cuts), linked).identity() for cuts, linked in made]


def _bare(linked: Ids) -> dict[str, Entity]:
    """Links for which only identifiers matter."""
    return {local: Entity(id=iri, label=iri, type="other") for local, iri in linked.items()}


class Linked(dict[str, Links]):
    """The links of each document, by its IRI; `found` tells why entities are one, or two."""

    def __init__(self, heads: Sequence[Head], register: Sequence[Entry]) -> None:
        self.found = across.Unified(((head.document, head.entities, head.traits) for head in heads), register)
        super().__init__(
            (head.document, Links(self.found.links(head.document, head.entities, head.traits))) for head in heads
        )


def unify(heads: Iterable[Head], gazetteer: str = "") -> Linked:
    """The links of each document, by its IRI, as names and a register (a text of `kg.entities.gazetteer`) show them."""
    try:
        register = load_register(gazetteer)
    except (ValueError, KeyError, TypeError) as error:
        raise GraphError(f"gazetteer.jsonl is damaged ({error}); build again with --gazetteer") from None
    return Linked(list(heads), register)


def unified(
    heads: Iterable[Head],
    decisions: Sequence[Decision],
    read: Callable[[str], Extraction],
    gazetteer: str = "",
) -> Unified:
    """The documents linked by names, and then as people decided; `read` gives the extraction of a document's IRI."""
    heads = list(heads)
    links = unify(heads, gazetteer)
    if not decisions:
        return Unified(heads, links)
    state = replay(begin(heads, links), decisions)
    for document, linked in links.items():
        linked.corrected = state.documents.get(document)
        linked.rulings = state.claims
        for local, iri in state.links[document].items():
            if iri in state.touched or local in linked:
                linked[local] = state.entities[iri]
    cuts = {document for document, corrected in state.documents.items() if corrected.cuts}
    return Unified([_cut(head, read, links) if head.document in cuts else head for head in heads], links, state)


def begin(heads: Sequence[Head], links: Mapping[str, Mapping[str, Entity]]) -> State:
    """The entities before any decision."""
    return State(heads, links, entities(heads, links))


def _cut(head: Head, read: Callable[[str], Extraction], links: Mapping[str, Links]) -> Head:
    corrected = links[head.document].corrected
    return load_head(dump(cut(read(head.document), corrected.cuts if corrected else ())))


def digest(head: Head, links: Mapping[str, Entity]) -> str:
    """Equal for equal extractions whose entities get equal ids and types, and about which equal decisions were made:
    their graphs are equal. The type of what is only described is in no document's graph.
    """
    own = {entity.id: entity for entity in head.entities}
    linked = sorted(
        [local, entity.id, entity.type]
        for local, entity in links.items()
        if local != entity.id or _retyped(own.get(local), entity)
    )
    if not isinstance(links, Links):
        return ids.digest(head.digest, linked)
    earlier = [_differences(before, links) for before in links.corrected.before] if links.corrected else []
    here = [r.id for r in links.rulings if any(p.partition("#")[0] == head.document for p in r.passages)]
    return ids.digest(head.digest, linked, earlier, here) if earlier or here else ids.digest(head.digest, linked)


def _retyped(own: Entity | None, linked: Entity) -> bool:
    return own is None or (own.type != linked.type and not is_described(own))


def _differences(before: Before, links: Links) -> tuple[int, list[tuple[str, str]]]:
    """What was linked in another way before a decision."""
    return before.cuts, sorted(
        (local, iri) for local, iri in before.links.items() if iri != (links[local].id if local in links else local)
    )


def entities(heads: Iterable[Head], links: Mapping[str, Mapping[str, Entity]]) -> Iterator[Entity]:
    """Every entity of the documents once, and one for each thing that is only named by the words of claims.

    The latter takes its most frequent label, the shortest of equals, and its most frequent type.
    """
    listed = {entity.id: entity for linked in links.values() for entity in linked.values()}
    if isinstance(links, Linked):
        listed |= {entity.id: entity for entity in links.found.wholes if entity.id not in listed}
    yield from listed.values()
    labels: dict[str, Counter[str]] = {}
    types: dict[str, Counter[EntityType]] = {}
    for head in heads:
        linked = links[head.document]
        for named in head.named:
            if named.id not in listed and named.id not in linked:
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
    """Relinks one extraction. `as_found`: its ids are those of its content, so what isn't changed keeps them."""

    def __init__(self, extraction: Extraction, links: Mapping[str, Entity], *, as_found: bool = False) -> None:
        self.as_found = as_found
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
        # What only words named is linked where somebody decided about it; then it has a description of its own.
        own = {entity.id for entity in self.extraction.entities}
        entities.update((entity.id, entity) for local, entity in self.links.items() if local not in own)
        return replace(
            self.extraction,
            mentions=tuple(map(self._mention, self.extraction.mentions)),
            entities=tuple(entities.values()),
            claims=tuple(reversed(claims.values())),
            statements=tuple(statements.values()),
            statistics=tuple(replace(s, claim=self._claim_id(s.claim)) for s in statistics),
            names=tuple(replace(n, entity=self._iri(n.entity)) for n in self.extraction.names),
            ties=tuple(
                replace(t, entity=self._iri(t.entity), other=t.other and self._iri(t.other))
                for t in self.extraction.ties
            ),
        )

    def identity(self) -> Identity:
        """The ids that the extraction's statements, their claims, and its statistics get, in their order."""
        numbers = [self._statistic(statistic).id for statistic in self.extraction.statistics]
        stated = [(self._claim_id(s.claim) or s.claim, self._statement(s).id) for s in self.extraction.statements]
        return Identity(stated, numbers)

    def _entity(self, entity: Entity) -> Entity:
        return self.links.get(entity.id, entity)

    def _iri(self, local: str) -> str:
        entity = self.links.get(local)
        return entity.id if entity else local

    def _mention(self, mention: Mention) -> Mention:
        entity = self.links.get(mention.entity)
        return replace(mention, entity=entity.id) if entity and entity.id != mention.entity else mention

    def _term(self, term: Term) -> Term:
        entity = self.links.get(term.id or "")
        if entity is None or (term.id, term.label, term.type) == (entity.id, entity.label, entity.type):
            return term
        return replace(term, id=entity.id, label=entity.label, type=entity.type)

    def _source(self, source: Source) -> Source:
        entity = self.links.get(source.id or "")
        if entity is None or (source.id, source.label) == (entity.id, entity.label):
            return source
        return replace(source, id=entity.id, label=entity.label)

    def _claim_id(self, old: str | None) -> str | None:
        return self._claim(old).id if old in self.claims else old

    def _claim(self, old: str) -> Claim:
        if old not in self.new_claims:
            claim = self.claims[old]
            parts = {
                "subject": self._term(claim.subject),
                "object": self._term(claim.object) if claim.object else None,
                "arguments": tuple(Argument(role=a.role, term=self._term(a.term)) for a in claim.arguments),
                "statistics": tuple(sorted(self.new_statistics.get(s, s) for s in claim.statistics)),
                "content": self._claim_id(claim.content),
            }
            same = self.as_found and all(getattr(claim, name) == part for name, part in parts.items())
            new = claim if same else replace(claim, **parts)  # type: ignore[arg-type]
            self.new_claims[old] = new if same else identity.claim(new)
        return self.new_claims[old]

    def _statement(self, statement: Statement) -> Statement:
        claim = self._claim_id(statement.claim) or statement.claim
        sources = tuple(map(self._source, statement.sources))
        if self.as_found and (claim, sources) == (statement.claim, statement.sources):
            return statement
        return identity.statement(replace(statement, claim=claim, sources=sources))

    def _statistic(self, statistic: Statistic) -> Statistic:
        about = self._term(statistic.about) if statistic.about else None
        measure = self._term(statistic.measure)
        if self.as_found and (about, measure) == (statistic.about, statistic.measure):
            return statistic
        new = identity.statistic(replace(statistic, about=about, measure=measure))
        self.new_statistics[statistic.id] = new.id
        return new
