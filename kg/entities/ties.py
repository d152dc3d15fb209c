"""What belongs to what in a text: parts and wholes, members with their roles, sites, the countries of authorities.

In: a text's resolution and its times. Out: `Tie`s, each with the sentence that says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kg.annotate import Parse
from kg.claims.drafts import TimeSpan
from kg.entities.names import canonical, plain
from kg.entities.resolution import Resolution
from kg.entities.roles import Role, Roles
from kg.entities.sites import Site, Sites
from kg.mentions import Candidate
from kg.records import Entity, Span, Tie, TieKind


def ties(parse: Parse, resolution: Resolution, times: Sequence[TimeSpan]) -> tuple[Tie, ...]:
    """The ties of a text, each once, in its order."""
    candidates, of, wholes = resolution.candidates, resolution.of, resolution.wholes
    named = _named(resolution)
    entities = {e.id: e for e in resolution.entities}
    sites = Sites(parse, of, named)
    found = [
        *(_member(parse, role) for role in Roles(parse, of, named, times).find(candidates)),
        *(
            _part(parse, entities[part], whole, _beside(resolution, said, whole))
            for part, (whole, said) in wholes.items()
            if part in entities
        ),
        *_placed(parse, "site", sites.sites(candidates)),
        *_placed(parse, "of", sites.countries(candidates)),
    ]
    unique: dict[tuple[str, str, str | None, str | None], Tie] = {}
    for tie in sorted(found, key=lambda t: (t.start, t.words.start, t.words.end, t.kind, t.role or "")):
        key = (tie.kind, tie.entity, tie.other, tie.role and plain(tie.role))
        known = unique.get(key)
        if known is None or (tie.time and not known.time):
            unique[key] = tie
    return tuple(t for t in unique.values() if not _is_told_better(t, unique.values()))


def _is_told_better(tie: Tie, others: Iterable[Tie]) -> bool:
    """Whether another tie says the same and in what too: "director" and "director of the survey"."""
    return (
        tie.kind == "member"
        and tie.other is None
        and any(
            o.kind == "member" and o.entity == tie.entity and o.other and plain(o.role or "") == plain(tie.role or "")
            for o in others
        )
    )


def _named(resolution: Resolution) -> dict[str, Entity]:
    """The entities of the text by their names in plain form."""
    found: dict[str, Entity] = {}
    for candidate in resolution.candidates:
        entity = resolution.at(*candidate.core)
        if candidate.kind == "named" and entity is not None:
            for name in (candidate.name, canonical(candidate.name), entity.label, entity.acronym):
                if name:
                    found.setdefault(plain(name), entity)
    return found


def _member(parse: Parse, role: Role) -> Tie:
    start, end = parse.words[role.first].start, parse.words[role.last].end
    return _tie(
        parse,
        "member",
        role.person,
        role.other,
        (start, end),
        role=role.role,
        standing=role.standing,
        time=role.time,
    )


def _beside(resolution: Resolution, said: Candidate, whole: Entity) -> tuple[int, int]:
    """Code points from a part's name to its whole's in the same sentence, the nearer ones where there are several."""
    others = [
        c for c in resolution.candidates if c.head.sentence == said.head.sentence and resolution.of(c.head) == whole
    ]
    nearest = min(others, key=lambda c: abs(c.start - said.start), default=said)
    return min(said.start, nearest.start), max(said.end, nearest.end)


def _part(parse: Parse, part: Entity, whole: Entity, at: tuple[int, int]) -> Tie:
    return _tie(parse, "part", part, whole, at)


def _placed(parse: Parse, kind: TieKind, found: Iterable[Site]) -> Iterator[Tie]:
    for entity, place, first, last in found:
        if entity is not place:
            yield _tie(parse, kind, entity, place, (parse.words[first].start, parse.words[last].end))


def _tie(parse: Parse, kind: TieKind, entity: Entity, other: Entity | None, at: tuple[int, int], **more: object) -> Tie:
    sentences = [parse.span_of(s) for s in parse.sentences_at(*at)]
    start, end = min([at[0], *(a for a, _ in sentences)]), max([at[1], *(b for _, b in sentences)])
    words = Span(start=at[0], end=at[1], text=parse.text[at[0] : at[1]])
    other_id = other.id if other else None
    return Tie(kind=kind, entity=entity.id, other=other_id, start=start, end=end, words=words, **more)  # type: ignore[arg-type]
