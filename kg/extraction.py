"""The conductor: walks a text through the rooms.

    annotate → mentions, claims → entities → assembly

`extract` is for one text, `extract_all` for many (one model, memory that stays flat).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import replace
from importlib.metadata import version

from kg import ids
from kg.annotate import Parse, parse_all
from kg.annotate.models import Model, chosen, load
from kg.assembly.assemble import Findings, assemble
from kg.assembly.sources import publisher
from kg.claims import clauses, nominals, quantities, statistics, times, voices
from kg.claims.drafts import Measure, Phrase, Voice
from kg.claims.triples import triples as open_triples
from kg.entities import Resolution, resolve, ties
from kg.ingest import from_text
from kg.lexicon import words
from kg.records import Attribution, Document, Entity, EntityType, Extraction, Quantity, Run, Span, Triple


def extract(text: str | Document, *, model: str | None = None) -> Extraction:
    """Everything found in a text. An empty text gives an empty extraction."""
    return next(extract_all([text], model=model))


def extract_all(texts: Iterable[str | Document], *, model: str | None = None) -> Iterator[Extraction]:
    """Everything found in each text, in order."""
    loaded = load(chosen(model))
    run = run_of(loaded)
    for text in texts:
        document = text if isinstance(text, Document) else _document(text)
        yield from_parse(next(parse_all([document.text], model=loaded)), document, run)


def triples(text: str, *, chained: bool = False, model: str | None = None) -> list[Triple]:
    """The facts of a text as surface strings. `chained` also gives "They | held the workshop in | 1982"."""
    return open_triples(next(parse_all([text], model=load(chosen(model)))), chained=chained)


def run_of(model: Model) -> Run:
    """The record of what makes extractions with this model: equal for equal versions, on every machine."""
    ours = version("claimgraph")
    return Run(
        id=ids.hashed("run", ours, model.name, model.version),
        version=ours,
        model=model.name,
        model_version=model.version,
    )


def from_parse(parse: Parse, document: Document, run: Run) -> Extraction:
    """Everything found in a tree: here one sentence can be followed through all rooms."""
    propositions = [*clauses.propositions(parse), *nominals.propositions(parse)]
    heard = voices.voices(parse)
    spans = times.times(parse, datetime.date.fromisoformat(document.date) if document.date else None)
    measures = quantities.measures(parse)
    figures = statistics.figures(propositions, measures, spans)
    resolution = resolve(parse, heard)
    found = assemble(parse, document, resolution, Findings(propositions, heard, spans, figures))
    return Extraction(
        document=document,
        run=run,
        mentions=resolution.mentions,
        entities=_entities(resolution, document),
        attributions=tuple(_attribution(voice, parse) for voice in voices.top_level(heard)),
        quantities=tuple(_quantity(measure) for measure in measures),
        claims=found.claims,
        statements=found.statements,
        statistics=found.statistics,
        skipped=found.skipped,
        names=resolution.names,
        ties=ties(parse, resolution, spans),
    )


def _document(text: str) -> Document:
    """A document of a string; unlike a file, an empty or odd string is no error: nothing is found in it."""
    if text.strip() and "\0" not in text and not any("\ud800" <= c <= "\udfff" for c in text):
        return from_text(text)
    sha = ids.sha256(text)
    return Document(text=text, sha256=sha, id=ids.document(sha))


def _entities(resolution: Resolution, document: Document) -> tuple[Entity, ...]:
    """The entities of the text, and its publisher or author, who speaks last in every statement."""
    last = publisher(document)
    if last.id is None:
        return resolution.entities
    kind: EntityType = "agency" if document.publisher else "person"
    others = [entity for entity in resolution.entities if entity.id != last.id]
    same = next((entity for entity in resolution.entities if entity.id == last.id), None)
    if same is None:
        return (*others, Entity(id=last.id, label=last.label, type=kind))
    if same.type in ("concept", "other") or (kind == "agency" and same.type == "person" and not _has_given_name(same)):
        return (*others, replace(same, type=kind))
    return resolution.entities


def _has_given_name(entity: Entity) -> bool:
    first = entity.label.split(" ", 1)[0]
    return first in words("given_names", "male") | words("given_names", "female")


def _attribution(voice: Voice, parse: Parse) -> Attribution:
    text = parse.text
    return Attribution(
        source=_span(voice.source, text) if voice.source else None,
        cue=tuple(Span(start=word.start, end=word.end, text=word.text) for word in voice.cue),
        content=tuple(Span(start=a, end=b, text=text[a:b]) for a, b in voice.content),
        stance=voice.stance,
        form=voice.form,
    )


def _span(phrase: Phrase, text: str) -> Span:
    return Span(start=phrase.start, end=phrase.end, text=text[phrase.start : phrase.end])


def _quantity(measure: Measure) -> Quantity:
    return Quantity(
        start=measure.start,
        end=measure.end,
        value=measure.value,
        upper=measure.upper,
        comparator=measure.comparator,
        change=measure.change,
        unit=measure.unit,
        concept=measure.concept,
    )
