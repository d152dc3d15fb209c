"""Work done in several processes: fresh interpreters that take one request at a time and answer it.

Requests and answers are pickled, on a process's standard input and output. `multiprocessing` isn't used: what it starts
runs the main script of the user again, or, forked, shares locks with threads that it does not have.
"""

from __future__ import annotations

import os
import pickle
import queue
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from typing import IO, Any, TypeVar

from kg.errors import KgError

Item = TypeVar("Item")
Done = TypeVar("Done")

#: Items that are taken ahead for each process: enough to keep it busy, few enough to keep memory flat.
_AHEAD = 4


#: One process computes on one core: what multiplies its matrices would take all, and the processes each other's.
ONE_CORE = {"OPENBLAS_NUM_THREADS": "1"}


class DiedError(Exception):
    """A process ended before it answered, and how."""


class Process:
    """An interpreter that runs the `main` of a module of ours, which calls `serve`. It is started for its first request, and again for
    the next if it died.
    """

    def __init__(self, module: str, *arguments: str) -> None:
        # Not `-m`: what the module defines would be of `__main__`, and no other process knows that.
        self._command = [sys.executable, "-P", "-c", f"from {module} import main; main()", *arguments]
        self._process: subprocess.Popen[bytes] | None = None

    def ask(self, request: object) -> Any:
        """The answer to a request. Raises DiedError, or what KgError the process raised."""
        process = self._process or self._start()
        try:
            return _answer(process, request)
        except (EOFError, OSError, pickle.UnpicklingError):
            raise DiedError(self.stop()) from None

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
        """A process that is ready. It searches modules where this one does (`-P`: and not where it stands), and has a
        group of its own, so that Ctrl-C in a terminal interrupts only this one, which stops it.
        """
        self._process = subprocess.Popen(  # noqa: S603 - our own module
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, **ONE_CORE, "PYTHONPATH": os.pathsep.join(sys.path)},
            process_group=0,
        )
        try:
            _answer(self._process)
        except KgError:
            self.stop()
            raise
        except (EOFError, OSError, pickle.UnpicklingError):
            raise KgError(f"a worker process {self.stop()} before its first document; try one worker") from None
        return self._process


def in_order(
    items: Iterable[Item], processes: Sequence[Process], work: Callable[[Process, Item], Done]
) -> Iterator[Done]:
    """What `work` makes of each item, with any of the processes that is idle, in the order of the items."""
    idle: queue.SimpleQueue[Process] = queue.SimpleQueue()
    for process in processes:
        idle.put(process)

    def done(item: Item) -> Done:
        process = idle.get()
        try:
            return work(process, item)
        finally:
            idle.put(process)

    pending: deque[Future[Done]] = deque()
    threads = ThreadPoolExecutor(len(processes))
    try:
        for item in items:
            pending.append(threads.submit(done, item))
            while pending and (pending[0].done() or len(pending) > _AHEAD * len(processes)):
                yield pending.popleft().result()
        while pending:
            yield pending.popleft().result()
    finally:  # also when the caller is interrupted, or asks for no more
        threads.shutdown(wait=False, cancel_futures=True)
        for process in processes:
            process.stop()
        threads.shutdown()


def serve(answer: Callable[[Any], object], *, prepare: Callable[[], None] = lambda: None) -> None:
    """What a process does: says that it is ready, or why it can't be, and answers until its standard input ends."""
    # What a library prints must not get between the answers.
    answers, sys.stdout = sys.stdout.buffer, sys.stderr
    with suppress(BrokenPipeError, EOFError):  # nobody asks any more
        _send(_made(prepare), answers)
        while True:
            request = pickle.load(sys.stdin.buffer)  # noqa: S301 - from our own process
            _send(_made(lambda request=request: answer(request)), answers)  # type: ignore[misc]


def _made(make: Callable[[], object]) -> object:
    try:
        return make()
    except KgError as error:
        return error


def _answer(process: subprocess.Popen[bytes], *requests: object) -> Any:
    """Send a request, if any, and wait for the answer."""
    assert process.stdin
    assert process.stdout
    for request in requests:
        _send(request, process.stdin)
    answer = pickle.load(process.stdout)  # noqa: S301 - from our own process
    if isinstance(answer, KgError):
        raise answer
    return answer


def _send(record: object, out: IO[bytes]) -> None:
    pickle.dump(record, out, protocol=pickle.HIGHEST_PROTOCOL)
    out.flush()
