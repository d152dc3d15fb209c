"""The façade: one object for building, asking, listing, exporting and checking a graph.

In: documents and questions. Out: records in the shape of the JSON contract, whose fields are also attributes.
Neighbours: `kg.extraction` reads, `kg.store` keeps, `kg.answer` answers, `kg.export` writes; each is imported when
it is needed, so that a lookup imports neither spaCy nor rdflib.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING, Any, Self

from kg import ids
from kg.errors import UnknownError
from kg.store import Store

if TYPE_CHECKING:
    import networkx as nx
    import rdflib
    from pyoxigraph import Quad

    from kg.answer import Answers, Conversation
    from kg.building import Built
    from kg.curation.review import Review
    from kg.records import Document
    from kg.store import Answer
    from kg.trusted import Trusted


#: What an address begins with, and no name does.
_IRI = ("http://", "https://")


class Record(dict[str, Any]):
    """A record of the JSON contract; `record["subject"]["label"]` is also `record.subject.label`."""

    def __getattr__(self, name: str) -> Any:
        try:
            return _record(self[name])
        except KeyError:
            raise AttributeError(f"no field {name!r}; there are {', '.join(self)}") from None

    def _repr_html_(self) -> str:
        from kg.display import record  # only a notebook needs it

        return record(self)


def _record(value: Any) -> Any:
    if isinstance(value, dict):
        return Record(value)
    return [_record(item) for item in value] if isinstance(value, list) else value


class Graph:
    """A graph in a folder, or in memory. Use it in a `with` statement, or close it.

    >>> import kg
    >>> with kg.open() as graph:
    ...     added = graph.add("Maria Osei leads the Harbour Agency. The agency seized 12 boats.")
    ...     [claim.relation.label for claim in graph.claims(about="Maria Osei")]
    ['lead']
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    @classmethod
    def open(cls, path: str | Path | None = None, *, write: bool = True) -> Self:
        """The graph in a folder (made when `write`), or an empty one in memory.

        Raises GraphError if the folder holds something else, LockedError if another process writes to it.
        """
        return cls(Store(path, write=write))

    def close(self) -> None:
        """Finish what was added or removed, and release the folder."""
        try:
            self._store.settle()
        finally:
            self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _repr_html_(self) -> str:
        """The documents, and the entities they mention most."""
        import itertools

        from kg.display import table

        documents = [
            (document["title"], document["publisher"], document["date"], document["file"])
            for document in self.documents()
        ]
        entities = list(self.entities())
        known = [(row["label"], row["type"], row["mentions"]) for row in itertools.islice(entities, 10)]
        return table(f"{len(documents)} documents", ("title", "publisher", "date", "file"), documents) + table(
            f"{len(entities)} entities, the most mentioned", ("entity", "type", "mentions"), known
        )

    # ------------------------------------------------------------------ in and out

    def add(self, item: str | Path | Document, *, model: str | None = None, workers: int = 1) -> list[Document]:
        """Add a file, a folder, a pattern, a text or a Document, and give the documents that were new.

        A string is a path if something is there, or if it has no white space; else it is the text itself.
        Raises InputError for the first input that can't be read; what was read before it stays.
        """
        from kg.building import build, inputs

        new = []
        for built in build(self._store, inputs(item), model=model, workers=workers):
            if built.error:
                raise built.error
            if built.new and built.document:
                new.append(built.document)
        return new

    def build(self, origins: Iterable[str], *, model: str | None = None, workers: int = 1) -> Iterator[Built]:
        """Read and add each of these files (or `-`), and say what became of it. Each is stored whole or not at all.

        With several `workers`, that many processes extract, each with a model of its own (about 0.5 GB); what is
        built is the same to the byte.
        """
        from kg.building import build

        return build(self._store, origins, model=model, workers=workers)

    def register(self, *files: str | Path) -> int:
        """Tie entities to registers of one's own, from CSV or JSON lines (see `kg.entities.gazetteer`), now and in later
        builds, in place of those given before. Gives the number of entries. Raises InputError.
        """
        from kg.entities import gazetteer

        entries = gazetteer.joined(gazetteer.read(Path(file)) for file in files)
        self._store.register(gazetteer.dump(entries))
        return len(entries)

    def remove(self, document: str) -> Record:
        """Take a document (its IRI or file) and what only it supports out of the graph, and give its record."""
        found = self.document(document)
        self._store.remove(found["id"])
        return found

    def export(
        self,
        format: str,  # noqa: A002 - as in the command
        target: str | Path | IO[bytes],
        *,
        min_confidence: float = 0.0,
        about: str | None = None,
    ) -> None:
        """Write the graph in a format of `kg.export.FORMATS` to a path or a stream.

        Statements below `min_confidence` are left out, and those that are neither about the entity `about` nor said by
        it; RDF is always whole.
        """
        from kg import export
        from kg.export.about import About

        trusted = self._trusted(min_confidence)
        graph: export.Readable = trusted if about is None else About(trusted, self.entity(about))
        more = (
            {"conflicts": self.conflicts(about=about, min_confidence=max(min_confidence, 0.4))}
            if format == "html"
            else {}
        )
        if isinstance(target, str | Path):
            export.save(graph, format, Path(target), **more)
        else:
            export.write(graph, format, target, **more)

    def _trusted(self, least: float) -> Trusted | Store:
        if not least:
            return self._store
        from kg.trusted import Trusted

        return Trusted(self._store, least)

    # ------------------------------------------------------------------ lists

    def documents(self) -> Iterator[Record]:
        """The documents."""
        return map(Record, self._store.documents())

    def entities(self, *, type: str | None = None, document: str | None = None) -> Iterator[Record]:  # noqa: A002
        """The entities, of a type, or mentioned in a document; the most mentioned first."""
        rows = self._store.entities(type=type)
        if document is not None:
            found = self._store.ask("entities-in", {"document": self._document_iri(document)})
            inside = {row[0].value for row in found.rows}
            rows = (row for row in rows if row["id"] in inside)
        return map(Record, rows)

    def claims(
        self,
        *,
        about: str | None = None,
        by: str | None = None,
        document: str | None = None,
        min_confidence: float = 0.0,
        **filters: str | None,
    ) -> Iterator[Record]:
        """The claims, one record for each statement.

        `about` and `by` are names or IRIs of entities, `document` a file or IRI, `min_confidence` is in [0, 1]; further
        filters are `relation`, `type` (of what it is about), `modality`, `since` and `until` (ISO dates).
        """
        return map(
            Record,
            self._trusted(min_confidence).claims(
                about=about and self._entity_iri(about),
                by=by and self._entity_iri(by),
                document=document and self._document_iri(document),
                **filters,
            ),
        )

    def statistics(
        self,
        *,
        about: str | None = None,
        document: str | None = None,
        type: str | None = None,  # noqa: A002
        **filters: str | None,
    ) -> Iterator[Record]:
        """The statistics. `type` is that of whom or what they are about; other filters as for claims."""
        rows = self._store.statistics(
            about=about and self._entity_iri(about), document=document and self._document_iri(document), **filters
        )
        for row in rows:
            if type is None or any(row[role] and row[role]["type"] == type for role in ("about", "measure")):
                yield Record(row)

    def sources(self, *, about: str | None = None, document: str | None = None) -> Iterator[Record]:
        """Who speaks, in all or about an entity or in a document: `id label statements stances`, most frequent first."""
        if about is None and document is None:
            yield from map(Record, self._store.sources())
            return
        found: dict[tuple[str | None, str], Record] = {}
        for claim in self.claims(about=about, document=document):
            for source in claim["sources"]:
                empty = Record(id=source["id"], label=source["label"], statements=0, stances={})
                record = found.setdefault((source["id"], source["label"]), empty)
                record["statements"] += 1
                record["stances"][source["stance"]] = record["stances"].get(source["stance"], 0) + 1
        yield from sorted(found.values(), key=lambda record: (-record["statements"], record["label"]))

    # ------------------------------------------------------------------ one thing

    def entity(self, name: str) -> Record:
        """The entity of a name, an acronym or an IRI, also one that was replaced. Raises UnknownError with close
        matches.
        """
        rows = self._store.read.named(name)
        if not rows and name.startswith(ids.BASE):
            current = self._store.current(name) or (self.review.replacement(name) if self._store.logged else None)
            rows = self._store.read.named(current) if current else []
        if rows:
            return Record(rows[0])
        spellings: dict[str, str] = {}
        for row in self._store.entities():
            for known in (row["label"], row["acronym"], *row["aliases"]):
                if known:
                    spellings.setdefault(known.casefold(), known)
        near = _near(name.casefold(), spellings)
        near += [key for key in spellings if name.casefold() in key and key not in near]
        raise UnknownError("entity", name, [spellings[key] for key in near[:3]])

    def document(self, name: str) -> Record:
        """The document of a file name or an IRI (or its end). Raises UnknownError with close matches."""
        documents = list(self.documents())
        for document in documents:
            if name in (document["file"], document["id"], document["id"].rsplit("/", 1)[-1]):
                return document
        named = [d for d in documents if d["file"] and Path(d["file"]).name == Path(name).name]
        if len(named) == 1:
            return named[0]
        files = [document["file"] or document["id"] for document in documents]
        raise UnknownError("document", name, _near(name, files))

    def text(self, document: str) -> str:
        """The text of a document, by its file or IRI: what all offsets refer to."""
        return self._store.text(self._document_iri(document))

    def show(self, name: str) -> Record:
        """All that is known about an entity (see `kg.export.dossier`)."""
        from kg.export.dossier import dossier

        iri = self._entity_iri(name)
        counted = next((row for row in self.entities() if row["id"] == iri), None)
        return Record(dossier(self, self._store, counted or Record(self.entity(iri), mentions=0, documents=0)))

    @cached_property
    def review(self) -> Review:
        """People's decisions: `graph.review.merge("HSI", "H.S.I.", reason="…")`, also split, rename, retype, distinct,
        same, reject, accept, undo, log and suggest.
        """
        from kg.curation.review import Review

        return Review(
            self._store,
            entity=self._entity_iri,
            document=self.document,
            stated=self._stated,
            about=lambda iri: self._store.claims(about=iri),
        )

    def _stated(self, key: str) -> list[dict[str, Any]]:
        """The statements of the claim of a key."""
        first = next(self.why(key))
        return list(self.why(first["claim"]))

    def why(self, key: str) -> Iterator[Record]:
        """The evidence of a claim or statement, by its IRI, or the last part of it, or the beginning of that; also one
        that was replaced or rejected.

        The record of each statement, with `rule_description`, the spans `predicate` and `cues`, and the `decision`.
        """
        from kg.export.evidence import evidence

        return map(Record, evidence(self._store, key))

    def names(self, entity: str, name: str | None = None) -> Iterator[Record]:
        """What made each name of an entity, or this one, its name: the rule, and the sentence (see `kg.export.naming`)."""
        from kg.export.naming import names

        return map(Record, names(self._store, self.entity(entity), name))

    def homonyms(self, entity: str) -> Iterator[Record]:
        """The other entities that documents call by a name of this one, and why they are others: `name other label why`."""
        from kg.export.naming import homonyms

        return map(Record, homonyms(self._store, self.entity(entity)))

    def skipped(self, document: str) -> Iterator[Record]:
        """The sentences of a document that yielded no claim: `document file start end quote reason`."""
        extraction = self._store.extraction(self._document_iri(document))
        if extraction is None:
            return
        for sentence in extraction.skipped:
            yield Record(
                document=extraction.document.id,
                file=extraction.document.origin,
                start=sentence.start,
                end=sentence.end,
                quote=extraction.document.text[sentence.start : sentence.end],
                reason=sentence.reason,
            )

    def _entity_iri(self, name: str) -> str:
        return str(self.entity(name)["id"])

    def _document_iri(self, name: str) -> str:
        return str(self.document(name)["id"])

    # ------------------------------------------------------------------ questions

    def ask(self, question: str, *, limit: int = 10, min_confidence: float = 0.0) -> Answers:
        """The answers that the graph has to a question in English, best first, from statements of some confidence."""
        from kg.answer import ask

        return ask(self._trusted(min_confidence), question, limit=limit)

    def conversation(self, *, min_confidence: float = 0.0) -> Conversation:
        """Questions of which each may follow on from the one before: `ask("and in 2022?")`, `ask("who said that?")`."""
        from kg.answer import Conversation

        return Conversation(self._trusted(min_confidence))

    def path(self, one: str, other: str, *, strongest: bool = False, max_steps: int = 6) -> Iterator[Record]:
        """The steps from one entity to another, by their names: the labels `from` and `to`, a `text`, its `support` and
        `strength` (see `kg.answer.Step`), and its evidence (`claim sources document file start end quote`).

        The shortest path, or the `strongest` in at most `max_steps`. Nothing if they aren't connected.
        """
        from kg.answer import connect

        ends_ = self._entity_iri(one), self._entity_iri(other)
        for step in connect(self._store, *ends_, strongest=strongest, max_steps=max_steps):
            ends = {"from": self.entity(step.source)["label"], "to": self.entity(step.target)["label"]}
            evidence = ("claim", "sources", "document", "file", "start", "end", "quote")
            shown = {name: step.row[name] for name in evidence}
            yield Record(**ends, text=step.text, support=step.support, strength=step.strength, **shown)

    # ------------------------------------------------------------------ side by side

    def conflicts(
        self,
        *,
        about: str | None = None,
        since: str | None = None,
        until: str | None = None,
        min_confidence: float = 0.4,
    ) -> Iterator[Record]:
        """What sources contradict each other on, and numbers that disagree (see `kg.compare.conflicts`).

        `about` is the name or IRI of an entity; one of the documents is of a day in `[since, until]`.
        """
        from kg import compare

        who = about and self._entity_iri(about)
        return map(Record, compare.conflicts(self._trusted(min_confidence), about=who, since=since, until=until))

    def plans(
        self,
        *,
        about: str | None = None,
        since: str | None = None,
        until: str | None = None,
        min_confidence: float = 0.4,
    ) -> Iterator[Record]:
        """What was planned, promised or required in the days `[since, until]`, and what later documents say became of
        it (see `kg.compare.plans`).
        """
        from kg import compare

        who = about and self._entity_iri(about)
        return map(Record, compare.plans(self._trusted(min_confidence), about=who, since=since, until=until))

    def timeline(
        self, entity: str, *, since: str | None = None, until: str | None = None, min_confidence: float = 0.0
    ) -> Iterator[Record]:
        """What is claimed about an entity and by it, by day (see `kg.compare.timeline`)."""
        from kg import compare

        graph = self._trusted(min_confidence)
        return map(Record, compare.timeline(graph, self._entity_iri(entity), since=since, until=until))

    def diff(self, old: str, new: str, *, min_confidence: float = 0.0) -> Iterator[Record]:
        """How the claims of two documents (files or IRIs) differ (see `kg.compare.diff`)."""
        from kg import compare

        graph = self._trusted(min_confidence)
        return map(Record, compare.diff(graph, self._document_iri(old), self._document_iri(new)))

    def query(self, sparql: str, parameters: Mapping[str, str] | None = None) -> Answer:
        """Run a SPARQL query over all documents, with its variables bound to parameters (IRIs, else literals).

        Raises QueryError if it is malformed, or would write or fetch something.
        """
        import pyoxigraph as ox

        bound = {
            name: ox.NamedNode(value) if value.startswith(_IRI) else ox.Literal(value)
            for name, value in (parameters or {}).items()
        }
        return self._store.query(sparql, **bound)

    def named_query(self, name: str, parameters: Mapping[str, str] | None = None) -> Answer:
        """Run a query of `kg.queries` by its name; entities and documents may be given by name or file.

        Raises UnknownError, or QueryError for a wrong parameter.
        """
        from kg.store.asking import named

        kinds = named(name).parameters
        found_by = {"entity": self._entity_iri, "document": self._document_iri}
        given = {
            key: found_by[kinds[key]](value) if kinds.get(key) in found_by and not value.startswith(_IRI) else value
            for key, value in (parameters or {}).items()
        }
        return self._store.ask(name, given)

    # ------------------------------------------------------------------ the whole

    def quads(self) -> Iterator[Quad]:
        """All quads."""
        return self._store.quads()

    def validate(self) -> Iterator[Record]:
        """What breaks the shapes, and quotes that aren't in their document: `graph node message`. Nothing if all is
        well.
        """
        from dataclasses import asdict

        from kg.rdf.validate import validate

        return (Record(asdict(finding)) for finding in validate(self.quads()))

    @property
    def indexed(self) -> bool:
        """Whether what is read comes from an index that is whole; else all is read by SPARQL, which is slower."""
        return self._store.indexed

    def check(self) -> Iterator[str]:
        """What is wrong with the store itself: a document whose saved extraction is gone, or is of another text; a line of
        the log of decisions that was cut off.
        """
        if self._store.logged and self._store.torn:
            yield "the last line of curation.jsonl was cut off; the next decision sets it aside"
        for document in self.documents():
            extraction = self._store.extraction(document["id"])
            if extraction is None:
                yield f"{document['id']}: what was extracted is missing; build it again"
            elif ids.sha256(extraction.document.text) != document["sha256"]:
                yield f"{document['id']}: the saved text is not the one that was read"

    def to_networkx(self) -> nx.MultiDiGraph[str]:
        """Entities as nodes and claims as edges, with the attributes of the GraphML export."""
        import networkx as nx

        from kg.export import network

        graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        known = network.nodes(self)
        graph.add_nodes_from(known.items())
        for edge in network.edges(self, known):
            graph.add_edge(edge.source, edge.target, key=edge.key, **edge.attributes)
        return graph

    def to_rdflib(self) -> rdflib.Dataset:
        """All quads as an rdflib Dataset, one named graph a document."""
        import io
        import warnings

        import rdflib

        from kg.export import rdf

        data = io.BytesIO()
        rdf.write(self, "nquads", data)
        dataset = rdflib.Dataset()
        with warnings.catch_warnings():
            # rdflib's own parser uses what rdflib deprecates.
            warnings.filterwarnings("ignore", category=DeprecationWarning, module="rdflib")
            dataset.parse(data=data.getvalue(), format="nquads")
        return dataset


open_graph = Graph.open


def _near(name: str, names: Iterable[str]) -> list[str]:
    import difflib  # only a mistake needs it

    return difflib.get_close_matches(name, list(names), n=3)
