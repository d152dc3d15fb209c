"""Extraction in several processes, each with a model of its own.

In: documents. Out: their extractions in the same order, so that what is built does not depend on how many processes
there are. Each is a fresh interpreter (`python -m kg.workers`) that takes one document at a time, pickled, on its
standard input and answers on its standard output. `multiprocessing` isn't used: what it starts runs the main script of
the user again, or, forked, shares locks with threads that it does not have.
"""

from __future__ import annotations

import os
import pickle
import queue
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from typing import IO, Any, TypeVar

from kg.errors import InputError, KgError
from kg.records import Document, Extraction

Other = TypeVar("Other")

#: Documents that are read ahead for each process: enough to keep it busy, few enough to keep memory flat.
AHEAD = 4


def extractions(
    items: Iterable[Document | Other], *, model: str | None = None, workers: int = 1
) -> Iterator[Extraction | InputError | Other]:
    """The extraction of each document, in order; items of another kind are handed on in their place.

    With one worker, this process does the work. Where one of several dies of a document, that one is an InputError.
    """
    if workers > 1:
        yield from _ahead(items, [Worker(model) for _ in range(workers)])
        return
    for item in items:
        if isinstance(item, Document):
            from kg.extraction import extract

            yield extract(item, model=model)
        else:
            yield item


def _ahead(items: Iterable[Document | Other], workers: list[Worker]) -> Iterator[Extraction | InputError | Other]:
    idle: queue.SimpleQueue[Worker] = queue.SimpleQueue()
    for worker in workers:
        idle.put(worker)

    def work(item: Document | Other) -> Extraction | InputError | Other:
        if not isinstance(item, Document):
            return item
        worker = idle.get()
        try:
            return worker.extract(item)
        finally:
            idle.put(worker)

    pending: deque[Future[Extraction | InputError | Other]] = deque()
    threads = ThreadPoolExecutor(len(workers))
    try:
        for item in items:
            pending.append(threads.submit(work, item))
            while pending and (pending[0].done() or len(pending) > AHEAD * len(workers)):
                yield pending.popleft().result()
        while pending:
            yield pending.popleft().result()
    finally:  # also when the caller is interrupted, or asks for no more
        threads.shutdown(wait=False, cancel_futures=True)
        for worker in workers:
            worker.stop()
        threads.shutdown()


class Worker:
    """One process. It is started for its first document, and again for the next if it died."""

    def __init__(self, model: str | None) -> None:
        self._model = model
        self._process: subprocess.Popen[bytes] | None = None

    def extract(self, document: Document) -> Extraction | InputError:
        """What the process finds in a document. Raises KgError if there can be no process."""
        process = self._process or self._start()
        try:
            answer: Extraction = _ask(process, document)
        except (EOFError, OSError, pickle.UnpicklingError):
            reason = f"the process that read it {self.stop()}; the other documents are not affected"
            return InputError(reason, origin=document.origin)
        return answer

    def stop(self) -> str:
        """End the process, and say how it ended if it had by itself."""
        process, self._process = self._process, None
        if process is None:
            return "was stopped"
        process.kill()
        status = process.wait()
        for pipe in (process.stdin, process.stdout):
            with suppress(OSError):  # what is left in a broken pipe
                pipe.close()  # type: ignore[union-attr]
        if status >= 0:
            return f"ended with status {status}"
        return f"was killed ({signal.Signals(-status).name}), perhaps for want of memory"

    def _start(self) -> subprocess.Popen[bytes]:
        """A process that has loaded its model. It searches modules where this one does (`-P`: and not where it
        stands), and has a group of its own, so that Ctrl-C in a terminal interrupts only this one, which stops it.
        """
        self._process = subprocess.Popen(  # noqa: S603 - our own module
            [sys.executable, "-P", "-m", "kg.workers", self._model or ""],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
            process_group=0,
        )
        try:
            refused: KgError | None = _ask(self._process)
        except (EOFError, OSError, pickle.UnpicklingError):
            raise KgError(f"a worker process {self.stop()} before its first document; try one worker") from None
        if refused:
            raise refused
        return self._process


def _ask(process: subprocess.Popen[bytes], *request: Document) -> Any:
    """Send a request, if any, and wait for the answer."""
    assert process.stdin
    assert process.stdout
    for document in request:
        _send(document, process.stdin)
    return pickle.load(process.stdout)  # noqa: S301 - from our own process


def _send(record: object, out: IO[bytes]) -> None:
    pickle.dump(record, out, protocol=pickle.HIGHEST_PROTOCOL)
    out.flush()


def main() -> None:
    """The process: says that it is ready, or why it can't be, and answers until its standard input ends."""
    from kg.annotate.models import chosen, load
    from kg.extraction import extract

    model = sys.argv[1] or None
    # What a library prints must not get between the answers.
    answers, sys.stdout = sys.stdout.buffer, sys.stderr
    with suppress(BrokenPipeError, EOFError):  # nobody asks any more
        try:
            load(chosen(model))
        except KgError as error:
            _send(error, answers)
            return
        _send(None, answers)
        while True:
            _send(extract(pickle.load(sys.stdin.buffer), model=model), answers)  # noqa: S301 - from our own process


if __name__ == "__main__":
    main()
