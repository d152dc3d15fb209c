"""Processes that work on a snapshot, and can be killed: no query holds up the server or takes all of its memory.

In: jobs (the name of a function of `kg.serve.jobs` and its arguments). Out: replies, complete, or the reason why there
is none. A process that runs out of time or memory dies of it, and another takes its place.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import queue
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from kg.errors import KgError

#: A reply up to this size is kept in memory, a longer one in a temporary file.
IN_MEMORY = 1 << 20
#: A longer reply is refused: who wants the whole graph has `kg export`.
LONGEST = 1 << 28
#: Seconds between two looks whether anybody still waits for an answer.
_LOOK = 0.5
#: Seconds in which a process must have opened its snapshot.
READY = 120.0

#: Whether nobody waits for an answer any more.
Gone = Callable[[], bool]


class RequestError(KgError):
    """A request that isn't answered, with the HTTP status that says so."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


class BusyError(RequestError):
    """As many requests as may wait do so already."""

    def __init__(self) -> None:
        super().__init__(503, "the server is busy; try again in a moment")


class Closed(Exception):  # noqa: N818 - what became of the pool, not what went wrong
    """The pool has ended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one job may take: seconds, and MiB of memory over what an open graph takes."""

    seconds: float = 30.0
    memory: int = 1024


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a process gives no answer: what becomes a RequestError here."""

    status: int
    message: str


@dataclass(slots=True, kw_only=True)
class Reply:
    """The whole answer to a request. `place` is where to look instead, for a status that says so."""

    status: int
    mime: str
    body: IO[bytes]
    size: int
    place: str | None = None


class Pool:
    """So many processes on one snapshot, and a queue before them that holds `waiting` jobs."""

    def __init__(self, folder: Path, size: int, *, waiting: int, limits: Limits) -> None:
        self._processes = [Process(folder, limits) for _ in range(size)]
        self._idle: queue.LifoQueue[Process] = queue.LifoQueue()  # the one that worked last is the warmest
        self._room = threading.BoundedSemaphore(size + waiting)
        self._closed = False
        for process in reversed(self._processes):
            self._idle.put(process)

    def start(self) -> None:
        """Start all processes. Raises KgError if one can't open the snapshot."""
        for process in self._processes:
            process.start()
        for process in self._processes:
            process.wait()

    def run(self, job: str, arguments: Mapping[str, Any], gone: Gone = lambda: False) -> Reply:
        """The reply to a job. Raises BusyError, Closed, or RequestError with the reason why there is none. Once nobody
        waits for it any more, which `gone` says, it is given up.
        """
        if not self._room.acquire(blocking=False):
            raise BusyError
        try:
            return self.work(job, arguments, gone)
        finally:
            self._room.release()

    def work(self, job: str, arguments: Mapping[str, Any], gone: Gone) -> Reply:
        """The same for a job of the server's own, which takes nobody's place in the queue."""
        process = self._idle.get()
        try:
            if self._closed:
                raise Closed
            return process.run(job, arguments, gone)
        finally:
            self._idle.put(process)

    def retire(self) -> None:
        """Let the jobs in hand be finished, then end the processes."""
        finished = [self._idle.get() for _ in self._processes]
        self._closed = True
        for process in finished:
            process.stop()
            process.end()
            self._idle.put(process)  # for those who wait, to see that it has ended

    def close(self) -> None:
        """End the processes, whatever they do."""
        self._closed = True
        for process in self._processes:
            process.stop()
        idle = []
        with contextlib.suppress(queue.Empty):
            while True:
                idle.append(self._idle.get_nowait())
        for process in idle:
            process.end()
            self._idle.put(process)


class Process:
    """One process. It is started when it is first needed, and again after it died."""

    def __init__(self, folder: Path, limits: Limits) -> None:
        self._folder, self._limits = folder, limits
        self._lock = threading.Lock()  # for `_running`, `_stopped`
        self._running: subprocess.Popen[bytes] | None = None
        self._stopped = False

    def start(self) -> None:
        """Start it. It searches modules where this one does, and is in a group of its own: Ctrl-C in a terminal
        interrupts only the server, which ends it.
        """
        with self._lock:
            if self._stopped:
                raise Closed
            self._running = subprocess.Popen(  # noqa: S603 - our own module
                [sys.executable, "-P", "-m", "kg.serve.worker", str(self._folder), *map(str, _plain(self._limits))],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
                process_group=0,
            )

    def wait(self) -> None:
        """Wait until it has opened the snapshot. Raises KgError if it can't."""
        with self._deadline(READY, lambda: False):
            try:
                refused = self._receive()
            except (EOFError, OSError, pickle.UnpicklingError):
                self.end()
                raise KgError("a process of the server ended before its first request") from None
        if isinstance(refused, Failure):
            self.end()
            raise KgError(refused.message)

    def run(self, job: str, arguments: Mapping[str, Any], gone: Gone) -> Reply:
        """The reply to a job, as `Pool.run`."""
        if self._running is None or self._running.poll() is not None:
            self.end()
            self.start()
            self.wait()
        with self._deadline(self._limits.seconds, gone) as late:
            try:
                self._send((job, arguments))
                return self._reply()
            except (EOFError, OSError, pickle.UnpicklingError):
                self.end()
                if self._stopped:
                    raise Closed from None
                if late.is_set():
                    raise RequestError(500, f"stopped after {self._limits.seconds:g} seconds, the limit") from None
                message = (
                    f"ended its process; it may need more than the limit of {self._limits.memory} MiB, "
                    "or what the server printed says why"
                )
                raise RequestError(500, message) from None

    def stop(self) -> None:
        """Kill it for good; who works with it, or else `end`, clears it away."""
        with self._lock:
            self._stopped = True
        self._kill()

    def _reply(self) -> Reply:
        status, mime, place = self._record()
        body = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - whoever sends the reply closes it
        try:
            self._spool(body)
        except BaseException:
            body.close()
            raise
        size = body.tell()
        body.seek(0)
        return Reply(status=status, mime=mime, body=body, size=size, place=place)

    def _spool(self, body: IO[bytes]) -> None:
        while block := self._record():
            if body.tell() + len(block) > LONGEST:
                self.end()
                raise RequestError(
                    500, f"the answer is longer than {LONGEST >> 20} MiB, the limit; ask for less at a time"
                )
            body.write(block)

    @contextlib.contextmanager
    def _deadline(self, seconds: float, gone: Gone) -> Iterator[threading.Event]:
        """Kills the process after so many seconds, which the event tells, or once nobody waits for it."""
        late, done = threading.Event(), threading.Event()
        end = time.monotonic() + seconds

        def watch() -> None:
            while not done.wait(max(0.0, min(_LOOK, end - time.monotonic()))):
                if time.monotonic() >= end:
                    late.set()
                if late.is_set() or gone():
                    self._kill()
                    return

        watching = threading.Thread(target=watch, daemon=True)
        watching.start()
        try:
            yield late
        finally:
            done.set()
            watching.join()

    def _kill(self) -> None:
        running = self._running
        if running is not None:
            running.kill()

    def end(self) -> None:
        """Clear away a process that died, or is to."""
        running, self._running = self._running, None
        if running is None:
            return
        running.kill()
        running.wait()
        for pipe in (running.stdin, running.stdout):
            with contextlib.suppress(OSError):  # what is left in a broken pipe
                pipe.close()  # type: ignore[union-attr]

    def _send(self, record: object) -> None:
        assert self._running
        assert self._running.stdin
        pickle.dump(record, self._running.stdin, protocol=pickle.HIGHEST_PROTOCOL)
        self._running.stdin.flush()

    def _record(self) -> Any:
        record = self._receive()
        if isinstance(record, Failure):
            raise RequestError(record.status, record.message)
        return record

    def _receive(self) -> Any:
        assert self._running
        assert self._running.stdout
        return pickle.load(self._running.stdout)  # noqa: S301 - from our own process


def _plain(limits: Limits) -> tuple[float, int]:
    return limits.seconds, limits.memory
