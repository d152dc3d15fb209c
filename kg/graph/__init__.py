"""The façade: one object for building, asking, listing, exporting and checking a graph.

In: documents and questions. Out: records in the shape of the JSON contract, whose fields are also attributes.
Neighbours: `kg.extraction` reads, `kg.store` keeps, `kg.answer` answers, `kg.export` writes; each is imported when
it is needed, so that a lookup imports neither spaCy nor rdflib. `lookup` finds one thing, `lists` many, `whole` is all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from kg.graph.record import Record as Record
from kg.graph.whole import Whole
from kg.store import Store

if TYPE_CHECKING:
    from kg.answer import Answers, Conversation
    from kg.building import Built
    from kg.records import Document
    from kg.store import Answer

#: What an address begins with, and no name does.
_IRI = ("http://", "https://")


class Graph(Whole):
    """A graph in a folder, or in memory. Use it in a `with` statement, or close it.

    >>> import kg
    >>> with kg.open() as graph:
    ...     added = graph.add("Maria Osei leads the Harbour Agency. The agency seized 12 boats.")
    ...     [claim.relation.label for claim in graph.claims(about="Maria Osei")]
    ['lead']
    """

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


open_graph = Graph.open
