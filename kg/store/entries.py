"""What the index holds of a document: its rows, as the RDF of the same records would give them, and their words.

A term has no label and type of its own where they are those of its entity, and a voice no label: they are looked up
when the row is read, because another document may change them.
"""

from __future__ import annotations

import functools
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

from kg import ids
from kg.rdf.vocabulary import UNNAMED
from kg.records import Claim, Extraction, Source, Statement, Statistic, Term, Time
from kg.store import reading
from kg.store.facts import Said, said
from kg.store.reading import Row, entity_slug, to_json


class Entry(NamedTuple):
    """Where a row's sentence begins, its rank among equals, the claim and the statement (or statistic), words to find it
    by, and the row in JSON.
    """

    start: int
    rank: int
    claim: int
    key: int
    words: str
    row: str


class Shelved(NamedTuple):
    """All that the index holds of a document; rows, voices and places in JSON."""

    said: Said
    document: str
    voices: str
    mentions: list[tuple[str, str]]
    statements: list[Entry]
    statistics: list[Entry]


def shelved(extraction: Extraction) -> Shelved:
    """What the index holds of a linked extraction."""
    return Shelved(
        said=said(extraction),
        document=to_json(document(extraction)),
        voices=to_json(voices(extraction)),
        mentions=[(slug, to_json(places)) for slug, places in mentions(extraction).items()],
        statements=statements(extraction),
        statistics=statistics(extraction),
    )


def document(extraction: Extraction) -> Row:
    """The row of a document: as `Reads.documents` gives it."""
    it = extraction.document
    return {
        "id": it.id,
        "file": it.origin,
        "title": it.title or None,
        "publisher": it.publisher or None,
        "author": it.author or None,
        "date": it.date or None,
        "source": it.source or None,
        "language": it.language,
        "sha256": it.sha256 or ids.sha256(it.text),
    }


def mentions(extraction: Extraction) -> dict[str, list[tuple[int, int]]]:
    """Where each entity (its slug) is mentioned, in order."""
    found: dict[str, set[tuple[int, int]]] = defaultdict(set)
    for mention in extraction.mentions:
        found[entity_slug(mention.entity)].add((mention.start, mention.end))
    return {slug: sorted(places) for slug, places in sorted(found.items())}


def voices(extraction: Extraction) -> list[tuple[str | None, str | None, str, int]]:
    """The voices of a document: id, label (None where it is the entity's), stance, and how many statements."""
    shelf = _Shelf(extraction)
    found = Counter[tuple[str | None, str | None, str]]()
    for statement in {s.id: s for s in extraction.statements}.values():
        for voice in map(shelf.source, statement.sources):
            found[voice["id"], voice["label"], voice["stance"]] += 1
    return [(*voice, count) for voice, count in sorted(found.items(), key=repr)]


def statements(extraction: Extraction) -> list[Entry]:
    """The statements of a document, by place."""
    shelf = _Shelf(extraction)
    claims = {claim.id: claim for claim in reversed(extraction.claims)}
    labels = _labels(claims.values())
    found = {s.id: s for s in extraction.statements}
    rows = [shelf.statement(s, claims[s.claim], labels) for s in found.values()]
    rows.sort(key=reading.place)
    about = [reading.about(row) for row in rows]
    beside: dict[tuple[int, int], set[str]] = defaultdict(set)
    for row, iris in zip(rows, about, strict=True):
        beside[row["start"], row["end"]] |= iris
    return [
        Entry(
            row["start"],
            reading.confident(row),
            reading.signed(row["claim"]),
            reading.signed(row["statement"]),
            _joined(reading.words_of(row), _marks(row, iris, beside[row["start"], row["end"]])),
            to_json(row),
        )
        for row, iris in zip(rows, about, strict=True)
    ]


def statistics(extraction: Extraction) -> list[Entry]:
    """The statistics of a document, by place."""
    shelf = _Shelf(extraction)
    first = {statistic.id: statistic for statistic in reversed(extraction.statistics)}
    places = {(s.start, s.end, s.id) for s in extraction.statistics}
    found = []
    for start, end, iri in sorted(places):
        record = first[iri]
        row = shelf.statistic(record, start, end)
        words = reading.words_of_number(row | {"measure": {"text": record.measure.text, "label": record.measure.label}})
        about = {_mark("near", iri) for iri in reading.counted(row)}
        claim = reading.signed(record.claim) if record.claim else 0
        entry = Entry(start, reading.number_rank(row), claim, reading.signed(iri), _joined(words, about), to_json(row))
        found.append(entry)
    return found


class _Shelf:
    """Makes the rows of one document."""

    def __init__(self, extraction: Extraction) -> None:
        self._document = extraction.document
        self._text = extraction.document.text
        self._entities = {entity.id: entity for entity in extraction.entities}

    def statement(self, statement: Statement, claim: Claim, labels: dict[str, str]) -> Row:
        arguments = [{"role": a.role, **self.term(a.term)} for a in claim.arguments]
        return {
            "claim": claim.id,
            "statement": statement.id,
            "label": claim.label,
            "subject": self.term(claim.subject),
            "relation": {
                "id": claim.relation.id,
                "label": labels[claim.relation.id],
                "text": claim.relation.text,
            },
            "object": self.term(claim.object) if claim.object else None,
            "arguments": sorted(arguments, key=lambda row: (row["start"], row["end"], row["role"])),
            "polarity": claim.polarity,
            "modality": claim.modality,
            "time": _time(claim.time),
            "statistics": sorted(set(claim.statistics)),
            "content": claim.content,
            "sources": list(map(self.source, statement.sources)),
            **self._placed(statement.start, statement.end),
            "rule": statement.rule,
            "confidence": float(statement.confidence),
            "reviewed": statement.reviewed,
        }

    def statistic(self, record: Statistic, start: int, end: int) -> Row:
        return {
            "id": record.id,
            "about": self.term(record.about) if record.about else None,
            "measure": self.term(record.measure),
            "relation": record.relation or None,
            "value": _number(record.value),
            "upper": _number(record.upper),
            "comparator": record.comparator,
            "unit": record.unit or None,
            "time": _time(record.time),
            "claim": record.claim or None,
            **self._placed(start, end),
            "comparison_key": record.comparison_key,
        }

    def _placed(self, start: int, end: int) -> Row:
        return {
            "document": self._document.id,
            "file": self._document.origin,
            "start": start,
            "end": end,
            "quote": self._text[start:end],
        }

    def term(self, term: Term) -> Row:
        """A term; label and type None where they are the entity's."""
        entity = self._entities.get(term.id or "")
        own = entity is None or (entity.label, entity.type) != (term.label, term.type)
        return {
            "text": self._text[term.start : term.end],
            "id": term.id or None,
            "label": term.label if own else None,
            "type": term.type if own else None,
            "start": term.start,
            "end": term.end,
        }

    def source(self, source: Source) -> Row:
        """A voice; label None where it is the entity's, or that of an unnamed source."""
        entity = self._entities.get(source.id or "")
        usual = entity.label if entity else UNNAMED if source.id is None else None
        return {
            "id": source.id or None,
            "label": None if source.label == usual else source.label,
            "stance": source.stance,
            "cue": source.cue or "",
            "form": source.form,
        }


def _labels(claims: Iterable[Claim]) -> dict[str, str]:
    """One label for each relation, however it is written."""
    labels: dict[str, str] = {}
    for claim in claims:
        relation = claim.relation
        labels[relation.id] = min(relation.label, labels.get(relation.id, relation.label))
    return labels


def _marks(row: Row, about: Iterable[str], beside: Iterable[str]) -> set[str]:
    """What else than words a statement is found by."""
    voices, relation = reading.voices(row), row["relation"]
    return {
        *[_mark("about", iri) for iri in about],
        *[_mark("by", iri) for iri in voices],
        *[_mark("near", iri) for iri in {*voices, *beside}],
        _mark("relation", relation["id"].rsplit("/", 1)[-1]),
        _mark("verb", reading.verb_of(relation["label"])),
        _mark("modality", row["modality"]),
    }


@functools.lru_cache(maxsize=65536)
def _mark(kind: str, value: str) -> str:
    return reading.token(f"{kind}/{entity_slug(value)}")


def _joined(words: frozenset[str], marks: set[str]) -> str:
    return " ".join(sorted(words | marks))


def _time(time: Time | None) -> Row | None:
    return None if time is None else {"text": time.text, "start": time.start or None, "end": time.end or None}


def _number(value: Any) -> float | int | None:
    if value is None:
        return None
    value = float(value)
    return int(value) if value.is_integer() else value
