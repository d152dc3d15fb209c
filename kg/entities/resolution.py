"""One text's mentions and entities, and which entity a word stands for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kg import ids
from kg.annotate import Parse, Word
from kg.claims.drafts import Voice
from kg.entities.clusters import NameGroups
from kg.entities.coreference import Cluster, Coreference
from kg.entities.defined import completed, link_forms, with_forms
from kg.entities.descriptions import nouns_beside, told_type
from kg.entities.instances import part_instances
from kg.entities.labels import Naming, naming, owned
from kg.entities.namesakes import part_by_title
from kg.entities.parents import parents
from kg.entities.reasons import Reason
from kg.entities.speech import Speech
from kg.mentions import Candidate, candidates, definitions
from kg.mentions.types import name_type
from kg.records import Entity, EntityType, Mention, NameEvidence, Span

#: A mention that tells its type outvotes all whose type is only the model's: "VA" of "Department of Veterans Affairs".
_TOLD = 1000


@dataclass(frozen=True, slots=True)
class Resolution:
    """The mentions of a text in its order, its entities (the named first, each in the order of first mention), and the
    way back from words. `names` tells for each alias of an entity why it is one, `wholes` for the id of a part its whole and a
    candidate in the sentence that says so.

    Things that have only a description in common are one entity of the text, the concept, but their mentions differ
    by a number after it: the second attack is `…/attack#2`. A pronoun without antecedent has an IRI of its own; one
    that could as well stand for something else has that of the likelier, on which no claim relies.
    """

    mentions: tuple[Mention, ...]
    entities: tuple[Entity, ...]
    names: tuple[NameEvidence, ...]
    candidates: tuple[Candidate, ...]
    wholes: dict[str, tuple[Entity, Candidate]]
    _by_word: dict[int, Entity] = field(repr=False)
    _by_span: dict[tuple[int, int], Entity] = field(repr=False)
    _doubtful: frozenset[int] = field(default=frozenset(), repr=False)

    def of(self, word: Word) -> Entity | None:
        """The entity of the mention that this word heads or whose name it ends; None if no mention does, or if it is
        a pronoun whose antecedent isn't known for sure.
        """
        return None if word.i in self._doubtful else self._by_word.get(word.i)

    def likely(self, word: Word) -> Entity | None:
        """The same, but for a doubtful pronoun the likelier antecedent."""
        return self._by_word.get(word.i)

    def at(self, start: int, end: int) -> Entity | None:
        """The entity of the mention at code points `[start, end)`, with or without determiner and possessive."""
        return self._by_span.get((start, end))


def resolve(parse: Parse, voices: Sequence[Voice] = ()) -> Resolution:
    """The mentions of a text, grouped into entities; with its voices, "we" is who says it."""
    first = candidates(parse)
    defined = completed(parse, first, definitions(parse.text))
    found = with_forms(parse, first, defined)
    namesakes = part_by_title(found)
    proper = [c for c in found if c.kind == "named" and not c.office]
    groups = NameGroups([c.name for c in proper], [_coarse(c) for c in proper])
    link_forms(parse, groups, found, defined)
    for full, titled, reason in namesakes:
        groups.link(full, titled, reason)
    clusters: dict[str, Cluster] = {}
    named: dict[int, Cluster] = {}
    kinds: dict[str, Counter[EntityType]] = {}
    nouns: dict[str, list[Word]] = {}
    for k, candidate in enumerate(found):
        if candidate.kind == "named" and not candidate.office:
            root = groups.root(candidate.name)
            named[k] = clusters.setdefault(root, Cluster(root, candidate.type))
            kinds.setdefault(root, Counter())[candidate.type] += _weight(candidate)
            nouns.setdefault(root, []).extend(nouns_beside(candidate))
    for root, cluster in clusters.items():
        cluster.type = told_type(_majority(kinds[root]), nouns[root])
    owners = part_instances(found, named)
    coreference = Coreference(parse, found, named, Speech(parse, voices))
    resolved = _resolution(parse, found, groups, coreference, owners)
    return replace(resolved, _doubtful=frozenset(coreference.doubtful))


def _weight(candidate: Candidate) -> int:
    """How much the type of a mention says of what it names: most where a title, or a noun in the name, tells it."""
    told = candidate.title or (" " in candidate.name and name_type(candidate.name) == candidate.type != "concept")
    return _TOLD if told else 1


def _coarse(candidate: Candidate) -> str:
    """The type that rules of names look at: person, place and time are apart from all others."""
    return candidate.type if candidate.type in ("person", "place", "time") else "other"


def _majority(counts: Counter[EntityType]) -> EntityType:
    """The most frequent type that says something; the first among equals."""
    telling = {t: n for t, n in counts.items() if t not in ("concept", "other")} or counts
    return max(telling, key=lambda t: telling[t])


def _resolution(
    parse: Parse, found: list[Candidate], groups: NameGroups, coreference: Coreference, owners: dict[str, str]
) -> Resolution:
    of = coreference.of
    members: dict[str, list[Candidate]] = {}
    types: dict[str, EntityType] = {}
    for k, candidate in enumerate(found):
        cluster = of[k]
        members.setdefault(cluster.key, []).append(candidate)
        types[cluster.key] = cluster.type
    names = {key: naming(inside, groups, types[key]) for key, inside in members.items() if not key.startswith("?")}
    names |= {key: owned(names, key, owner, members[key]) for key, owner in owners.items()}
    iris = _iris(names, types, {key for key, inside in members.items() if any(c.kind == "named" for c in inside)})
    above = parents(found, {k: of[k].key for k in of}, types, {key: n.label for key, n in names.items()})
    entities: dict[str, Entity] = {}
    evidence: dict[tuple[str, str], NameEvidence] = {}
    for key, name in names.items():
        iri = iris[key].partition("#")[0]
        entities[key] = Entity(
            id=iri,
            label=name.label,
            type=types[key],
            acronym=name.acronym,
            aliases=name.aliases,
            parent=iris.get(above[key][0]) if key in above else None,
        )
        for alias, reason in name.evidence.items():
            evidence.setdefault((iri, alias), _shown(parse, iri, alias, reason))
    by_word = {i: entities[c.key] for i, c in coreference.stands.items() if c.key in entities}
    wholes = {entities[part].id: (entities[whole], said) for part, (whole, said) in above.items()}
    resolved = _indexed(parse.text, found, of, entities, iris, by_word)
    return replace(resolved, names=tuple(evidence.values()), wholes=wholes)


def _shown(parse: Parse, iri: str, alias: str, reason: Reason) -> NameEvidence:
    """The evidence with the sentences of its place; a definition may run over an end that the parser sees in it."""
    start, end = reason.place or (0, 0)
    inside = list(map(parse.span_of, parse.sentences_at(start, end)))
    words = Span(start=start, end=end, text=parse.text[start:end])
    start, end = min([start, *(a for a, _ in inside)]), max([end, *(b for _, b in inside)])
    return NameEvidence(entity=iri, name=alias, rule=reason.rule, why=reason.why, start=start, end=end, words=words)


def _iris(names: dict[str, Naming], types: dict[str, EntityType], named: set[str]) -> dict[str, str]:
    """An IRI for each cluster. Two named ones with one label are told apart by their type. Of several things that
    have only a description in common ("an attack" and "another attack") the first has the IRI of the concept, and
    the others that with a number: `…/attack#2`.
    """
    found: dict[str, str] = {}
    times: Counter[str] = Counter()
    for key in sorted(names, key=lambda k: k not in named):
        iri = ids.entity(names[key].label)
        if key in named:
            if times[iri]:
                iri = ids.entity(f"{names[key].label} {types[key]}")
            times[iri] += 1
            found[key] = iri if times[iri] == 1 else ids.entity(f"{names[key].label} {types[key]} {times[iri]}")
        else:
            times[iri] += 1
            found[key] = iri if times[iri] == 1 else f"{iri}#{times[iri]}"
    return found


def _indexed(
    text: str,
    found: list[Candidate],
    of: dict[int, Cluster],
    entities: dict[str, Entity],
    iris: dict[str, str],
    by_word: dict[int, Entity],
) -> Resolution:
    mentions: list[Mention] = []
    by_span: dict[tuple[int, int], Entity] = {}
    unknown = ids.entity("unknown")
    for k, candidate in enumerate(found):
        key = of[k].key
        entity = entities.get(key)
        if entity is not None:
            by_span.setdefault((candidate.start, candidate.end), entity)
            by_span.setdefault(candidate.core, entity)
            by_word.setdefault(candidate.head.i, entity)
            if candidate.kind == "named":
                by_word.setdefault(candidate.last, entity)
        mentions.append(
            Mention(
                start=candidate.start,
                end=candidate.end,
                text=text[candidate.start : candidate.end],
                type=entity.type if entity is not None and candidate.kind != "pronoun" else of[k].type,
                entity=iris.get(key, f"{unknown}#{key[1:]}"),
                kind="nominal" if candidate.described else candidate.kind,
            )
        )
    unique: dict[str, Entity] = {}
    for key in sorted(entities, key=lambda k: k.startswith("~")):
        unique.setdefault(entities[key].id, entities[key])
    return Resolution(tuple(mentions), tuple(unique.values()), (), tuple(found), {}, by_word, by_span)
