"""Extractions as text and back: the source of truth from which a graph can be rebuilt.

Two lines of JSON for each document. The second is the extraction: each record is an object whose keys are its fields,
so a saved file can be read and compared by hand. The first, the head, repeats what linking it with other documents
takes, so that a change to one document need not read the others whole.
"""

from __future__ import annotations

import functools
import json
import operator
import types
import typing
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any, NamedTuple, cast

from kg import ids
from kg.entities.traits import Traits, traits
from kg.records import Entity, EntityType, Extraction, Term
from kg.store.packing import packed


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A thing that only the words of claims name: its id, a label and type (None for a voice), and how often."""

    id: str
    label: str
    type: EntityType | None
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What linking needs to know of a document: its entities, how often each is mentioned, and what else it names.

    `origin` and `run` (an IRI) say where it is from and what made it; `digest` is the SHA-256 of the extraction's line;
    `traits` is what tells an entity from others of its name (`kg.entities.traits`).
    """

    document: str
    origin: str
    run: str
    digest: str
    entities: tuple[Entity, ...]
    mentions: Mapping[str, int]
    named: tuple[Named, ...]
    traits: Mapping[str, Traits] = field(default_factory=dict)


def dump(extraction: Extraction) -> str:
    """The text of an extraction: equal extractions give equal texts."""
    body = _json(extraction)
    found = {(mention.start, mention.end, mention.entity) for mention in extraction.mentions}
    head = Head(
        document=extraction.document.id,
        origin=extraction.document.origin,
        run=extraction.run.id,
        digest=ids.sha256(body),
        entities=extraction.entities,
        mentions=Counter(sorted(entity for _, _, entity in found)),
        named=_named(extraction),
        traits=traits(extraction.entities, extraction.ties),
    )
    return f"{_json(head)}\n{body}\n"


class Packed(NamedTuple):
    """An extraction ready to be saved: its document's IRI, how many claims it has, and its file.

    Whoever reads a document packs it too: what has many parts takes long to be handed from one process to another.
    """

    document: str
    claims: int
    content: bytes


def pack(extraction: Extraction) -> Packed:
    """Equal extractions give equal files."""
    return Packed(extraction.document.id, len(extraction.claims), packed(dump(extraction)))


def load(text: str) -> Extraction:
    """The extraction in a text. Raises ValueError, KeyError or TypeError if there is none."""
    return cast(Extraction, _reader(Extraction)(json.loads(text.partition("\n")[2])))


def load_head(text: str) -> Head:
    """The head of a text, of which the first line is enough. Raises ValueError, KeyError or TypeError if it has none."""
    found = json.loads(text.partition("\n")[0])
    # Spelled out, as a settled change reads the heads of all documents.
    for entity in found["entities"]:
        entity["aliases"] = tuple(entity["aliases"])
    found["entities"] = tuple(Entity(**entity) for entity in found["entities"])
    found["named"] = tuple(Named(**named) for named in found["named"])
    found["traits"] = {iri: tuple(told) for iri, told in found.get("traits", {}).items()}
    return Head(**found)


def _named(extraction: Extraction) -> tuple[Named, ...]:
    """The terms and voices that are none of the document's entities, sorted."""
    listed = {entity.id for entity in extraction.entities}
    found: Counter[tuple[str, str, EntityType | None]] = Counter()
    for term in _terms(extraction):
        if term.id and term.id not in listed:
            found[term.id, term.label, term.type] += 1
    for statement in extraction.statements:
        for source in statement.sources:
            if source.id and source.id not in listed:
                found[source.id, source.label, None] += 1
    ordered = sorted(found.items(), key=lambda item: (*item[0][:2], item[0][2] or ""))
    return tuple(Named(id=iri, label=label, type=kind, count=count) for (iri, label, kind), count in ordered)


def _terms(extraction: Extraction) -> Iterator[Term]:
    for claim in extraction.claims:
        yield claim.subject
        if claim.object:
            yield claim.object
        for argument in claim.arguments:
            yield argument.term
    for statistic in extraction.statistics:
        yield statistic.measure
        if statistic.about:
            yield statistic.about


def _json(record: Extraction | Head) -> str:
    return _ENCODER.encode(record)


def _object(record: Any) -> dict[str, Any]:
    kind: Any = type(record)
    names, values = _fields(kind)
    return dict(zip(names, values(record), strict=True))


@functools.cache
def _fields(record: type[Any]) -> tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]]]:
    """The names of a record's fields, and what reads them."""
    names = tuple(field.name for field in fields(record))
    return names, operator.attrgetter(*names)


#: Asks only for records: the rest of them is as it is in JSON.
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_object, check_circular=False)


@functools.cache
def _reader(annotation: Any) -> Callable[[Any], Any]:
    """What makes a value of this type from JSON."""
    if is_dataclass(annotation):
        return _record_reader(cast(type[Any], annotation))
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is tuple:
        item = _reader(arguments[0])
        return tuple if item is _as_it_is else lambda value: tuple(map(item, value))
    if origin in (typing.Union, types.UnionType):
        inner = _reader(next(a for a in arguments if a is not type(None)))
        return inner if inner is _as_it_is else lambda value: None if value is None else inner(value)
    return _as_it_is


def _record_reader(record: type[Any]) -> Callable[[Any], Any]:
    """Reads the fields that hold records or tuples; the others are as they are in JSON."""
    readers = {name: _reader(hint) for name, hint in typing.get_type_hints(record).items()}
    nested = [(name, read) for name, read in readers.items() if read is not _as_it_is]

    def read(value: dict[str, Any]) -> Any:
        for name, part in nested:
            if name in value:
                value[name] = part(value[name])
        return record(**value)

    return read


def _as_it_is(value: Any) -> Any:
    return value
