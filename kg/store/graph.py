"""A graph: saved extractions, and the same as RDF in Oxigraph.

`add` and `remove` change what is saved. `settle` brings the RDF in step: entities are unified across documents, the
graphs of documents whose content or links changed are rewritten, and `entities` and `facts` are made anew. Whoever
reads settles first. Killed at any moment, the next writer settles what was left. What only writing needs is imported
when something is written: a question on a built graph starts in milliseconds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import pyoxigraph as ox

from kg import ids
from kg.errors import GraphError
from kg.store import asking
from kg.store.folder import Folder
from kg.store.reader import Reader

if TYPE_CHECKING:
    from kg.records import Extraction


class Store:
    """A graph in a folder, or in memory where `path` is None. A context manager; `write=False` only reads."""

    def __init__(self, path: str | Path | None = None, *, write: bool = True) -> None:
        self._folder = None if path is None else Folder(Path(path), write=write)
        self._memory: dict[str, str] = {}
        self._reader: Reader | None = None
        self._lags = self._folder is not None and write and self._folder.unsettled
        try:
            self._rdf = self._open(write)
        except OSError as error:
            self.close()
            raise GraphError(f"{path}: the store is damaged ({error}); delete {path}/store and build again") from None

    def _open(self, write: bool) -> ox.Store:
        if self._folder is None:
            return ox.Store()
        if write:
            return ox.Store(str(self._folder.store))
        return ox.Store.read_only(str(self._folder.store)) if self._folder.store.exists() else ox.Store()

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
        if self._folder is not None:
            self._folder.close()

    def _forget(self) -> None:
        """What was read is out of date, and must not keep the store's files open."""
        if self._reader is not None:
            self._reader.release()
            self._reader = None

    # ------------------------------------------------------------------ documents

    def add(self, extraction: Extraction) -> bool:
        """Add a document, or replace what an older version made of it. False if it is there already."""
        from kg.store import saved

        key = _key(extraction.document.id)
        text = saved.dump(extraction)
        there = self._read(key)
        if there is not None:
            old = saved.load(there)
            # One text from two files is one document: whichever comes first, the same one stays.
            if old.run == extraction.run and there <= text:
                return False
        if self._folder is None:
            self._memory[key] = text
        else:
            self._folder.save(key, text)
        self._lags = True
        return True

    def remove(self, document: str) -> bool:
        """Retract a document, by its IRI, and all that only it supports. False if it isn't there."""
        key = _key(document)
        if self._read(key) is None:
            return False
        if self._folder is None:
            del self._memory[key]
        else:
            self._folder.delete(key)
        self._lags = True
        return True

    def contains(self, document: str, *, run: str | None = None) -> bool:
        """Whether a document is there; with `run`, whether that run made it."""
        found = self.extraction(document)
        return found is not None and run in (None, found.run.id)

    def extraction(self, document: str) -> Extraction | None:
        """What was extracted from a document, before its entities were linked to those of others."""
        from kg.store import saved

        text = self._read(_key(document))
        return None if text is None else saved.load(text)

    def _read(self, key: str) -> str | None:
        return self._memory.get(key) if self._folder is None else self._folder.read(key)

    def _saved(self) -> Iterator[tuple[str, str]]:
        return iter(sorted(self._memory.items())) if self._folder is None else self._folder.saved()

    # ------------------------------------------------------------------ in step

    def settle(self) -> None:
        """Bring the RDF in step with what is saved."""
        if not self._lags:
            return
        from kg.store.settling import settle

        self._forget()
        settle(self._rdf, self._saved())
        self._lags = False
        if self._folder is not None:
            self._rdf.flush()
            self._folder.unsettled = False

    # ------------------------------------------------------------------ reading

    @property
    def read(self) -> Reader:
        """The rows of the JSON contract."""
        self.settle()
        if self._reader is None:
            self._reader = Reader(self._rdf)
        return self._reader

    def query(self, text: str, **values: ox.NamedNode | ox.Literal) -> asking.Answer:
        """The answer to a user's SPARQL, with variables bound to `values`. Raises QueryError."""
        self.settle()
        return asking.run(self._rdf, text, {ox.Variable(key): value for key, value in values.items()})

    def ask(self, query: str, values: Mapping[str, str] | None = None) -> asking.Answer:
        """The answer to a named query. A parameter of kind `entity` may be a name where that denotes one entity."""
        found = asking.named(query)
        given = {key: self._resolved(found.parameters.get(key), value) for key, value in (values or {}).items()}
        self.settle()
        return asking.run_named(self._rdf, found, given)

    def _resolved(self, kind: str | None, value: str) -> str:
        if kind != "entity" or value.startswith(("http://", "https://")):
            return value
        rows = self.read.named(value)
        return str(rows[0]["id"]) if rows else ids.entity(value)

    def validate(self) -> Iterator[dict[str, Any]]:
        """What is wrong with the graph: rows of `graph node message`. None for a sound one."""
        from kg.rdf.validate import validate

        return (asdict(finding) for finding in validate(self.quads()))

    def quads(self) -> Iterator[ox.Quad]:
        """All quads."""
        self.settle()
        return iter(self._rdf.quads_for_pattern(None, None, None, None))

    def dump(self) -> str:
        """The graph as N-Quads, sorted: equal graphs give equal texts."""
        return "".join(sorted(f"{quad} .\n" for quad in self.quads()))

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


def _key(document: str) -> str:
    """The file name of a document: the last part of its IRI, which is the hash of its text."""
    key = document.rsplit("/", 1)[-1]
    if not key.isalnum():
        raise GraphError(f"not a document: {document}")
    return key
