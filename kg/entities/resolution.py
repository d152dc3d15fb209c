"""One text's mentions and entities, and which entity a word stands for."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from kg import ids
from kg.annotate import Parse, Word
from kg.entities.clusters import NameGroups
from kg.entities.coreference import Cluster, Coreference
from kg.entities.labels import Naming, naming
from kg.entities.names import plain, unwrapped
from kg.entities.parents import parents
from kg.mentions import Candidate, candidates, definitions
from kg.mentions.acronyms import Definition, is_short_form
from kg.mentions.types import known, name_type
from kg.records import Entity, EntityType, Mention

_CODED = frozenset({"operation", "agency", "unit", "law", "document", "group"})


@dataclass(frozen=True, slots=True)
class Resolution:
    """The mentions of a text in its order, its entities in the order of their first mention, and the way back from
    words. `evidence` tells for an entity's id and an alias why it is one.
    """

    mentions: tuple[Mention, ...]
    entities: tuple[Entity, ...]
    evidence: dict[tuple[str, str], str]
    _by_word: dict[int, Entity] = field(repr=False)
    _by_span: dict[tuple[int, int], Entity] = field(repr=False)

    def of(self, word: Word) -> Entity | None:
        """The entity of the mention that this word heads or whose name it ends; None if no mention does, or if it is
        a pronoun whose antecedent isn't known.
        """
        return self._by_word.get(word.i)

    def at(self, start: int, end: int) -> Entity | None:
        """The entity of the mention at code points `[start, end)`."""
        return self._by_span.get((start, end))


def resolve(parse: Parse) -> Resolution:
    """The mentions of a text, grouped into entities."""
    first = candidates(parse)
    defined = _with_codes(parse, first, definitions(parse.text))
    found = _with_definitions(parse, first, defined)
    proper = [c for c in found if c.kind == "named" and not c.office]
    groups = NameGroups([c.name for c in proper], [_coarse(c) for c in proper])
    _link_definitions(parse, groups, found, defined)
    clusters: dict[str, Cluster] = {}
    named: dict[int, Cluster] = {}
    kinds: dict[str, Counter[EntityType]] = {}
    for k, candidate in enumerate(found):
        if candidate.kind == "named" and not candidate.office:
            root = groups.root(candidate.name)
            named[k] = clusters.setdefault(root, Cluster(root, candidate.type))
            kinds.setdefault(root, Counter())[candidate.type] += 1
    for root, cluster in clusters.items():
        cluster.type = _majority(kinds[root])
    coreference = Coreference(parse, found, named)
    return _resolution(parse.text, found, groups, coreference.of)


def _coarse(candidate: Candidate) -> str:
    """The type that rules of names look at: person and place are apart from all others."""
    return candidate.type if candidate.type in ("person", "place") else "other"


def _majority(counts: Counter[EntityType]) -> EntityType:
    """The most frequent type that says something; the first among equals."""
    telling = {t: n for t, n in counts.items() if t not in ("concept", "other")} or counts
    return max(telling, key=lambda t: telling[t])


def _with_definitions(parse: Parse, found: list[Candidate], defined: list[Definition]) -> list[Candidate]:
    """The candidates with those of the definitions in place of the ones that they cross."""
    if not defined:
        return found
    starts = {w.start: w for w in parse.words}
    ends = {w.end: w for w in parse.words}
    added: list[Candidate] = []
    spans: list[tuple[int, int]] = []
    for definition in defined:
        pair = []
        for start, end in (definition.long, definition.short):
            first, last = starts.get(start), ends.get(end)
            if first is None or last is None or last.i < first.i:
                break
            pair.append((first, last))
        if len(pair) != 2:
            continue
        long_name = " ".join(parse.text[slice(*definition.long)].split())
        kind = _definition_type(found, definition, long_name)
        for (first, last), name in zip(pair, (long_name, parse.text[slice(*definition.short)]), strict=True):
            head = _span_head(parse, first, last)
            made = Candidate(head=head, first=first, last=last, kind="named", type=kind, name=name, definite=True)
            added.append(made)
            spans.append((made.start, made.end))
    kept = [c for c in found if not any(_crosses(c, span) for span in spans)]
    return sorted([*kept, *added], key=lambda c: (c.start, -c.end, c.kind))


def _with_codes(parse: Parse, found: list[Candidate], defined: list[Definition]) -> list[Definition]:
    """With names and the short names in parentheses after them that don't have their letters: "Operation Tern (OpT)"."""
    defined = [_extended(parse, found, d) for d in defined]
    ends = {d.long[1] for d in defined} | {d.short[1] for d in defined}
    more = []
    for candidate in found:
        at = candidate.last + 1
        if (
            candidate.kind != "named"
            or candidate.type not in _CODED
            or parse.words[candidate.last].end in ends
            or at + 2 >= len(parse.words)
        ):
            continue
        opening, inside, closing = parse.words[at : at + 3]
        if opening.text == "(" and closing.text == ")" and is_short_form(inside.text) and inside.lower not in known():
            end = parse.words[candidate.last].end
            start = end - len(candidate.name)
            if parse.text[start:end] == candidate.name:
                more.append(Definition((inside.start, inside.end), (start, end)))
    return sorted([*defined, *more], key=lambda d: d.long)


def _extended(parse: Parse, found: list[Candidate], definition: Definition) -> Definition:
    """With the words of an operation's name, and the generic ones of a body's, that the acronym has no letters for."""
    bare = plain(parse.text[slice(*definition.long)])
    for candidate in found:
        end = parse.words[candidate.last].end
        start = end - len(candidate.name)
        if candidate.kind != "named" or end != definition.long[1] or start >= definition.long[0]:
            continue
        if candidate.type == "operation" or unwrapped(plain(candidate.name)) == bare:
            return Definition(definition.short, (start, end))
    return definition


def _definition_type(found: list[Candidate], definition: Definition, long_name: str) -> EntityType:
    """The type of what a definition defines: by its long name, or that of a candidate inside it."""
    label = "" if long_name[:1].islower() else "ORG"
    by_name = name_type(long_name, "")
    if by_name != "concept" or not label:
        return by_name
    for candidate in found:
        if candidate.kind == "named" and definition.long[0] <= candidate.start and candidate.end <= definition.long[1]:
            return candidate.type
    return "concept"


def _span_head(parse: Parse, first: Word, last: Word) -> Word:
    for word in parse.words[first.i : last.i + 1]:
        outside = not first.i <= word.head.i <= last.i or word.head is word
        if outside and word.pos in ("NOUN", "PROPN", "ADJ", "NUM", "X"):
            return word
    return last


def _crosses(candidate: Candidate, span: tuple[int, int]) -> bool:
    """Whether a candidate ends where a definition's form ends, or overlaps it without holding or being inside it."""
    start, end = span
    if candidate.end <= start or candidate.start >= end:
        return False
    if candidate.end == end or (candidate.start == start and candidate.end <= end):
        return True
    inside = start <= candidate.start and candidate.end <= end
    around = candidate.start <= start and end <= candidate.end
    return not inside and not (around and candidate.kind != "named")


def _link_definitions(parse: Parse, groups: NameGroups, found: list[Candidate], defined: list[Definition]) -> None:
    names = {(c.start, c.end): c.name for c in found if c.kind == "named" and not c.office}
    for definition in defined:
        long, short = names.get(definition.long), names.get(definition.short)
        if long is not None and short is not None:
            start, end = min(definition.long[0], definition.short[0]), max(definition.long[1], definition.short[1])
            groups.link(long, short, f"defined: {' '.join(parse.text[start:end].split())}", sure=True)


def _resolution(text: str, found: list[Candidate], groups: NameGroups, of: dict[int, Cluster]) -> Resolution:
    members: dict[str, list[Candidate]] = {}
    types: dict[str, EntityType] = {}
    for k, candidate in enumerate(found):
        cluster = of[k]
        members.setdefault(cluster.key, []).append(candidate)
        types[cluster.key] = cluster.type  # type: ignore[assignment]
    names = {key: naming(inside, groups, types[key]) for key, inside in members.items() if not key.startswith("?")}
    iris = _iris(names, types, {key for key, inside in members.items() if any(c.kind == "named" for c in inside)})
    above = parents(found, {k: of[k].key for k in of}, types, {key: n.label for key, n in names.items()})
    entities: dict[str, Entity] = {}
    evidence: dict[tuple[str, str], str] = {}
    for key, name in names.items():
        iri = iris[key].partition("#")[0]
        entities[key] = Entity(
            id=iri,
            label=name.label,
            type=types[key],
            acronym=name.acronym,
            aliases=name.aliases,
            parent=iris.get(above.get(key, "")),
        )
        evidence.update(((iri, alias), why) for alias, why in name.evidence.items())
    return _indexed(text, found, of, entities, iris, evidence)


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
    evidence: dict[tuple[str, str], str],
) -> Resolution:
    mentions: list[Mention] = []
    by_word: dict[int, Entity] = {}
    by_span: dict[tuple[int, int], Entity] = {}
    unknown = ids.entity("unknown")
    for k, candidate in enumerate(found):
        key = of[k].key
        entity = entities.get(key)
        if entity is not None:
            by_span.setdefault((candidate.start, candidate.end), entity)
            by_word.setdefault(candidate.head.i, entity)
            if candidate.kind == "named":
                by_word.setdefault(candidate.last, entity)
        mentions.append(
            Mention(
                start=candidate.start,
                end=candidate.end,
                text=text[candidate.start : candidate.end],
                type=entity.type if entity is not None and candidate.kind != "pronoun" else of[k].type,  # type: ignore[arg-type]
                entity=iris.get(key, f"{unknown}#{key[1:]}"),
                kind="nominal" if candidate.described else candidate.kind,
            )
        )
    unique: dict[str, Entity] = {}
    for key in sorted(entities, key=lambda k: k.startswith("~")):
        unique.setdefault(entities[key].id, entities[key])
    return Resolution(tuple(mentions), tuple(unique.values()), evidence, by_word, by_span)
