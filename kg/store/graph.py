"""A graph: saved extractions, and the same as RDF in Oxigraph.

`add` and `remove` change what is saved. `settle` brings the RDF in step: entities are unified across documents, the
graphs of documents whose content or links changed are rewritten, and so are changed entities and facts. Whoever
reads settles first. Killed at any moment, the next writer settles what was left. What only writing needs is imported
when something is written: a question on a built graph starts in milliseconds.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, cast

import pyoxigraph as ox

from kg import ids
from kg.errors import GraphError, UnfinishedWarning
from kg.rdf.vocabulary import CURATION, ENTITIES, name
from kg.store import asking, listing
from kg.store.folder import Folder, Memory
from kg.store.index import Index
from kg.store.indexed import Indexed
from kg.store.kept import Kept
from kg.store.reader import Reader
from kg.store.reading import Reads

if TYPE_CHECKING:
    from kg.curation.decisions import Decision
    from kg.curation.replay import State
    from kg.records import Extraction
    from kg.store.saved import Head, Packed

_TEXT = name("nif:isString")
#: Texts that are kept for the next question.
_TEXTS = 200


class Store:
    """A graph in a folder, in memory where `path` is None, or, only to be read, behind the SPARQL endpoint of a URL.

    A context manager; `write=False` only reads.
    """

    def __init__(self, path: str | Path | None = None, *, write: bool = True) -> None:
        self._files = _files(path, write)
        self._reader: Indexed | Reader | None = None
        self._texts: Kept[str, str] = Kept(_TEXTS)
        self._index: Index | None = None
        #: How often documents were added or removed since the graph was opened.
        self.changes = 0
        self._lags = write and self._files.unsettled
        if not write and isinstance(self._files, Folder) and self._files.incomplete:
            said = "not all that was read is in the graph yet: a build is running, or was cut off, which kg build ends"
            warnings.warn(f"{path}: {said}", UnfinishedWarning, stacklevel=3)
        try:
            self._rdf = _open(self._files)
        except OSError as error:
            self.close()
            raise GraphError(f"{path}: the store is damaged ({error}); delete {path}/store and build again") from None
        if write and self.logged:
            self._index = Index.open(self._files.index)
            self._lags = self._lags or self._index.mark is None or self._outrun()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.settle()
        self.close()

    def close(self) -> None:
        """Give the folder back. What isn't settled the next writer settles."""
        self._forget()
        self._lags = False
        self._rdf = ox.Store()
        if self._index is not None:
            self._index.close()
            self._index = None
        self._files.close()

    def backup(self, target: Path) -> None:
        """Copy what readers need of a graph on disk, as it is now, into an empty folder; the saved extractions stay.
        On one file system the RDF takes no more space.
        """
        assert isinstance(self._files, Folder)
        self._files.copy(target)
        self._rdf.backup(str(target / self._files.store.name))

    def _forget(self) -> None:
        """What was read is out of date, and must not keep the store's files open."""
        self._texts.clear()
        if self._reader is not None:
            self._reader.release()
            self._reader = None

    # ------------------------------------------------------------------ documents

    def add(self, extraction: Extraction) -> bool:
        """Add a document, or replace what an older version made of it. False if it is there already."""
        from kg.records import by_name
        from kg.store import saved

        there = self.head(extraction.document.id)
        if there:
            extraction = self._outliving(extraction, there)
            new = saved.load_head(saved.dump(extraction))
            # One text from two files is one document: whichever comes first, the same one stays.
            if there.run == new.run and (by_name(there.origin), there.digest) <= (by_name(new.origin), new.digest):
                return False
        self._save(saved.pack(extraction))
        return True

    def add_packed(self, packed: Packed) -> bool:
        """The same of a document that some process packed."""
        from kg.store import saved
        from kg.store.packing import unpacked

        if self.contains(packed.document):
            return self.add(saved.load(unpacked(packed.content)))
        self._save(packed)
        return True

    def _save(self, packed: Packed) -> None:
        self._files.save(_key(packed.document), packed.content)
        self._lags = True
        self.changes += 1

    def _outliving(self, extraction: Extraction, there: Head) -> Extraction:
        """The extraction with what the one that it replaces was known by."""
        from kg.store.outlived import carried

        old = self.extraction(there.document)
        assert old is not None
        if there.run == extraction.run.id:
            return replace(extraction, outlived=old.outlived)
        graph = self._rdf.quads_for_pattern(None, None, None, ox.NamedNode(there.document))
        return replace(extraction, outlived=carried(old, graph))

    def remove(self, document: str) -> bool:
        """Retract a document, by its IRI, and all that only it supports. False if it isn't there."""
        key = _key(document)
        if self._files.head(key) is None:
            return False
        self._files.delete(key)
        self._lags = True
        self.changes += 1
        return True

    def contains(self, document: str, *, run: str | None = None) -> bool:
        """Whether a document is there; with `run`, whether that run made it."""
        found = self.head(document)
        return found is not None and run in (None, found.run)

    def head(self, document: str) -> Head | None:
        """Where a document is from, what made its extraction, and which entities are in it."""
        from kg.store import saved

        line = self._files.head(_key(document))
        return None if line is None else saved.load_head(line)

    def heads(self) -> list[Head]:
        """The same of all documents."""
        from kg.store import saved

        return [saved.load_head(line) for _, line in self._files.heads()]

    def extraction(self, document: str) -> Extraction | None:
        """What was extracted from a document, before its entities were linked to those of others."""
        from kg.store import saved

        text = self._files.read(_key(document))
        return None if text is None else saved.load(text)

    # ------------------------------------------------------------------ what people registered

    @property
    def gazetteer(self) -> str:
        """The register of entities, a text of `kg.entities.gazetteer`; empty where none was given."""
        return self._files.gazetteer

    def register(self, gazetteer: str) -> None:
        """Use this register of entities from now on."""
        if gazetteer != self._files.gazetteer:
            self._files.gazetteer = gazetteer
            self._lags = True
            self.changes += 1

    # ------------------------------------------------------------------ what people decided

    @property
    def decisions(self) -> list[Decision]:
        """All decisions, also those that are undone, in their order."""
        from kg.curation.decisions import read

        return read(self._files.decisions)

    @property
    def logged(self) -> bool:
        """Whether the log of decisions and the extractions are here, and not only the RDF."""
        return isinstance(self._files, Folder | Memory)

    def decision(self, iri: str) -> dict[str, Any] | None:
        """The record of a decision in force; of one behind an endpoint, what the RDF says of it."""
        if self.logged:
            from kg.curation.review import told

            return told(self.decisions, iri)
        from kg.store.deciding import described

        return described(self._rdf, iri)

    @property
    def torn(self) -> str:
        """What was torn off the end of the log when its writer was killed: no decision; empty if nothing was."""
        from kg.curation.decisions import mended

        return mended(self._files.decisions)[1]

    def decide(self, decision: Decision) -> None:
        """Add a decision to the log. It isn't checked here: see `kg.curation.review`."""
        from kg.curation.decisions import dump

        self._files.decide(dump(decision))
        self._lags = True

    def undecided(self) -> State:
        """The entities of all documents as they are without any decision."""
        from kg.store import linking

        heads = self.heads()
        return linking.begin(heads, linking.unify(heads, self.gazetteer))

    def current(self, iri: str) -> str | None:
        """The IRI of the entity that stands for this one, which a decision replaced; None if none does."""
        found = self.quads(subject=ox.NamedNode(iri), predicate=name("dcterms:isReplacedBy"), graph=CURATION)
        return next((str(getattr(quad.object, "value", "")) for quad in found), None)

    def _outrun(self) -> bool:
        """Whether the log holds other decisions than the graph follows: somebody put lines into the file."""
        from kg.store.deciding import in_step

        try:
            return not in_step(self._rdf, self._files.decisions)
        except GraphError:
            self.close()
            raise

    # ------------------------------------------------------------------ in step

    def settle(self, *, workers: int = 1) -> None:
        """Bring the RDF in step with what is saved, with so many processes."""
        if not self._lags:
            return
        from kg.store.settling import settle

        self._forget()
        assert self._index is not None
        settle(self._rdf, self._files, self._index, workers=workers)
        self._rdf.flush()
        self._lags = self._files.unsettled = False

    # ------------------------------------------------------------------ reading

    @property
    def read(self) -> Reads:
        """The rows of the JSON contract: from the index, or by SPARQL where that is missing or unfinished."""
        self.settle()
        if self._reader is None:
            if self._index is None and isinstance(self._files, Folder):
                self._index = Index.read(self._files.index)
            whole = self._index is not None and self._index.mark is not None
            self._reader = Indexed(self._index) if self._index and whole else Reader(self._rdf)
        return self._reader

    @property
    def indexed(self) -> bool:
        """Whether what is read comes from an index that is whole and of this RDF."""
        mark = self._index.mark if isinstance(self.read, Indexed) and self._index else None
        return mark is not None and ox.Quad(ENTITIES, name("kg:linking"), ox.Literal(mark), ENTITIES) in self._rdf

    def query(self, text: str, **values: ox.NamedNode | ox.Literal) -> asking.Answer:
        """The answer to a user's SPARQL, with variables bound to `values`. Raises QueryError."""
        self.settle()
        return asking.run(self._rdf, text, {ox.Variable(key): value for key, value in values.items()})

    def results(
        self, text: str, *, default: Sequence[str] = (), named: Sequence[str] = ()
    ) -> ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean:
        """As `query`, but not yet read, so that Oxigraph can serialise it. With IRIs of graphs in `default` or `named`
        these are the dataset that the query sees.
        """
        self.settle()
        return asking.evaluate(self._rdf, text, default=default, named=named)

    def ask(self, query: str, values: Mapping[str, str] | None = None) -> asking.Answer:
        """The answer to a named query; its rows are in the same order from any store. A parameter of kind `entity` may be a
        name where that denotes one entity.
        """
        found = asking.named(query)
        given = {key: self._resolved(found.parameters.get(key), value) for key, value in (values or {}).items()}
        if listed := listing.answer(self.read, found, given):
            return listed
        answer = asking.run_named(self._rdf, found, given)
        return answer if "ORDER BY" in found.text else replace(answer, rows=tuple(sorted(answer.rows, key=str)))

    def _resolved(self, kind: str | None, value: str) -> str:
        if kind == "entity" and value.startswith(ids.BASE):
            return self.current(value) or value
        if kind != "entity" or value.startswith(("http://", "https://")):
            return value
        rows = self.read.named(value)
        return str(rows[0]["id"]) if rows else ids.entity(value)

    def validate(self) -> Iterator[dict[str, Any]]:
        """What is wrong with the graph: rows of `graph node message`. None for a sound one."""
        from kg.rdf.validate import validate

        return (asdict(finding) for finding in validate(self.quads()))

    def quads(
        self,
        subject: ox.NamedNode | None = None,
        predicate: ox.NamedNode | None = None,
        object: ox.NamedNode | ox.Literal | None = None,  # noqa: A002 - the term of RDF
        graph: ox.NamedNode | None = None,
    ) -> Iterator[ox.Quad]:
        """The quads with these terms, in a graph or all; without any, all."""
        self.settle()
        return iter(self._rdf.quads_for_pattern(subject, predicate, object, graph))

    @property
    def size(self) -> int:
        """How many quads there are: they are counted."""
        self.settle()
        return len(self._rdf)

    def dump(self) -> str:
        """The graph as N-Quads, sorted: equal graphs give equal texts."""
        return "".join(sorted(f"{quad} .\n" for quad in self.quads()))

    def text(self, document: str) -> str:
        """The text of a document, by its IRI: what all offsets refer to. Empty if it isn't there."""
        self.settle()
        text = self._texts.get(document)
        if text is None:
            found = next(self.quads(ox.NamedNode(document), _TEXT), None)
            text = self._texts[document] = str(getattr(found.object, "value", "")) if found else ""
        return text

    # Any: the rows of the JSON contract.
    def documents(self) -> Iterator[dict[str, Any]]:
        """See `Reader.documents`."""
        return self.read.documents()

    def entities(self, **filters: Any) -> Iterator[dict[str, Any]]:
        """See `Reader.entities`."""
        return self.read.entities(**filters)

    def claims(self, **filters: Any) -> Iterator[dict[str, Any]]:
        """See `Reader.claims`."""
        return self.read.claims(**filters)

    def statistics(self, **filters: Any) -> Iterator[dict[str, Any]]:
        """See `Reader.statistics`."""
        return self.read.statistics(**filters)

    def sources(self) -> Iterator[dict[str, Any]]:
        """See `Reader.sources`."""
        return self.read.sources()


def _files(path: str | Path | None, write: bool) -> Folder | Memory:
    if path is None:
        return Memory()
    if str(path).startswith(("http://", "https://")):
        from kg.store.remote import Elsewhere  # HTTP takes its time to import

        return cast(Memory, Elsewhere(str(path), write=write))  # nobody writes
    return Folder(Path(path), write=write)


def _open(files: Folder | Memory) -> ox.Store:
    if not isinstance(files, Folder):
        return cast(ox.Store, getattr(files, "endpoint", None)) or ox.Store()  # an endpoint has what readers ask of one
    if files.write:
        return ox.Store(str(files.store))
    return ox.Store.read_only(str(files.store)) if files.store.exists() else ox.Store()


def _key(document: str) -> str:
    """The file name of a document: the last part of its IRI, which is the hash of its text."""
    key = document.rsplit("/", 1)[-1]
    if not key.isalnum():
        raise GraphError(f"not a document: {document}")
    return key
