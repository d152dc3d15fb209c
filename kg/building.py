"""Building: which inputs are new, what is found in them, and keeping it.

In: the names of files, or documents. Out: a word on what became of each, in their order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import InputError
from kg.records import Document, by_name
from kg.workers import packed

if TYPE_CHECKING:
    from kg.store import Store
    from kg.store.saved import Head, Packed


@dataclass(frozen=True, slots=True)
class Built:
    """What became of one input: a document that is `new` or was there already, or an `error`."""

    origin: str
    document: Document | None = None
    new: bool = False
    claims: int = 0
    error: InputError | None = None

    def to_json(self) -> dict[str, Any]:
        """As `kg build --json` prints it."""
        return {
            "file": self.origin,
            "document": self.document and self.document.id,
            "new": self.new,
            "claims": self.claims,
            "error": self.error and str(self.error),
        }


def inputs(item: str | Path | Document) -> list[str] | list[Document]:
    """The files that a path stands for, or the one document of a text. Raises InputError."""
    from kg.ingest import find, from_text

    if isinstance(item, Path) or (isinstance(item, str) and _names_a_path(item)):
        origins, errors = find([str(item)])
        if errors:
            raise errors[0]
        return origins
    return [item if not isinstance(item, str) and item.id else from_text(**_given(item))]


def build(
    store: Store, items: Iterable[str | Document], *, model: str | None = None, workers: int = 1
) -> Iterator[Built]:
    """Read (file names, `-`) and add each input. Each is stored whole or not at all, in the order given. Several workers
    settle the graph too, when all is read.
    """
    wanted = (_wanted(store, item, model) for item in items)
    for found in packed(wanted, model=model, workers=workers):
        if isinstance(found, tuple):
            yield _keep(store, *found)
        elif isinstance(found, InputError):
            yield Built(found.origin, error=found)
        else:
            yield found
    if workers > 1:
        store.settle(workers=workers)


def _wanted(store: Store, item: str | Document, model: str | None) -> Document | Built:
    """A document that is to be extracted, or what became of an input that needn't or can't be."""
    from kg.ingest import read

    try:
        document = read(item) if isinstance(item, str) else item
    except InputError as error:
        return Built(str(item), error=error)
    known = store.head(document.id)
    if known and _settled(known, document, model):
        return Built(document.origin, document)
    return document


def _settled(known: Head, document: Document, model: str | None) -> bool:
    """Whether a known text need not be read again: no other model is asked for, and of two files with the same
    text the first by name is the document's, so that the order of reading does not matter.
    """
    if by_name(known.origin) > by_name(document.origin):
        return False
    if model is None:
        return True
    from kg.annotate.models import chosen, load
    from kg.extraction import run_of

    return known.run == run_of(load(chosen(model))).id


def _keep(store: Store, document: Document, found: Packed) -> Built:
    known = store.contains(document.id)
    if not store.add_packed(found) and known:  # the same text under another name, read while this one was
        return Built(document.origin, document)
    return Built(document.origin, document, new=not known, claims=found.claims)


def _given(item: str | Document) -> dict[str, Any]:
    """A text, or what a document made by hand says about itself, as arguments of `kg.ingest.from_text`."""
    if isinstance(item, str):
        return {"text": item}
    return {name: getattr(item, name) for name in ("text", "origin", "title", "publisher", "author", "date", "source")}


def _names_a_path(text: str) -> bool:
    if "\n" in text or "\0" in text:
        return False
    if not any(c.isspace() for c in text):
        return True
    try:
        return Path(text).exists()
    except OSError:  # longer than a file name can be
        return False
