"""Reading in several processes, each with a model of its own.

In: documents. Out: their extractions, packed, in the same order, so that what is built does not depend on how many
processes there are.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

from kg.errors import InputError
from kg.processes import DiedError, Process, in_order, serve
from kg.records import Document
from kg.store.saved import Packed, pack

Other = TypeVar("Other")

#: Objects that a process makes before it looks for circles among them.
_NEW_OBJECTS = 100_000


def packed(
    items: Iterable[Document | Other], *, model: str | None = None, workers: int = 1
) -> Iterator[tuple[Document, Packed] | InputError | Other]:
    """Each document with its extraction, in order; items of another kind are handed on in their place.

    With one worker, this process does the work. Where one of several dies of a document, that one is an InputError.
    """
    if workers > 1:
        processes = [Process("kg.workers", model or "") for _ in range(workers)]
        found: Iterator[tuple[Document, Packed] | InputError | Other] = in_order(items, processes, _asked)
        yield from found
        return
    for item in items:
        if isinstance(item, Document):
            from kg.extraction import extract

            yield item, pack(extract(item, model=model))
        else:
            yield item


def _asked(process: Process, item: Document | Other) -> tuple[Document, Packed] | InputError | Other:
    if not isinstance(item, Document):
        return item
    try:
        return item, process.ask(item)
    except DiedError as died:
        reason = f"the process that read it {died}; the other documents are not affected"
        return InputError(reason, origin=item.origin)


def main() -> None:
    """The process."""
    from kg.annotate.models import chosen, load
    from kg.extraction import extract

    model = sys.argv[1] or None

    def prepare() -> None:
        load(chosen(model))
        # What is loaded stays, and a tree's circles are few: looking for them less often saves a twentieth of the time.
        gc.freeze()
        gc.set_threshold(_NEW_OBJECTS)

    serve(lambda document: pack(extract(document, model=model)), prepare=prepare)
