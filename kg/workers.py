"""Extraction in several processes, each with a model of its own.

In: documents. Out: their extractions in the same order, so that what is built does not depend on how many processes
there are.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

from kg.errors import InputError
from kg.processes import DiedError, Process, in_order, serve
from kg.records import Document, Extraction

Other = TypeVar("Other")


def extractions(
    items: Iterable[Document | Other], *, model: str | None = None, workers: int = 1
) -> Iterator[Extraction | InputError | Other]:
    """The extraction of each document, in order; items of another kind are handed on in their place.

    With one worker, this process does the work. Where one of several dies of a document, that one is an InputError.
    """
    if workers > 1:
        processes = [Process("kg.workers", model or "") for _ in range(workers)]
        found: Iterator[Extraction | InputError | Other] = in_order(items, processes, _extracted)
        yield from found
        return
    for item in items:
        if isinstance(item, Document):
            from kg.extraction import extract

            yield extract(item, model=model)
        else:
            yield item


def _extracted(process: Process, item: Document | Other) -> Extraction | InputError | Other:
    if not isinstance(item, Document):
        return item
    try:
        found: Extraction = process.ask(item)
    except DiedError as died:
        reason = f"the process that read it {died}; the other documents are not affected"
        return InputError(reason, origin=item.origin)
    return found


def main() -> None:
    """The process."""
    from kg.annotate.models import chosen, load
    from kg.extraction import extract

    model = sys.argv[1] or None

    def prepare() -> None:
        load(chosen(model))

    serve(lambda document: extract(document, model=model), prepare=prepare)
