"""The process behind `kg.serve.pool`: opens a snapshot and does jobs, one at a time, until its standard input ends.

    python -m kg.serve.worker FOLDER SECONDS MEMORY

A job and what it gives are pickles. For each job: its head (status, media type, another place or None), blocks of
bytes, and an empty block; or, instead of what is left of these, the Failure that ended it.
"""

from __future__ import annotations

import pickle
import resource
import sqlite3
import sys
import traceback
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, cast

from kg.errors import KgError, UnknownError
from kg.serve import jobs
from kg.serve.pool import Failure, Limits, RequestError

#: Bytes that are handed on at once.
_BLOCK = 1 << 16
#: What the disk, the index and Oxigraph raise: it fails one request. A mistake of ours ends the process, which says on
#: standard error what it was, and another takes its place.
_FAILURES = (OSError, RuntimeError, ValueError, sqlite3.Error)
#: Seconds of processor time that a job may take over its limit, before the system ends a process whose server is gone.
_GRACE = 10


class Answer:
    """What a job writes its answer to."""

    def __init__(self, out: IO[bytes]) -> None:
        self._out = out
        self._block = bytearray()
        self.stream = cast(IO[bytes], self)  # for serialisers, which only write

    def head(self, mime: str, status: int = 200, place: str | None = None) -> None:
        """Begin the answer."""
        self.send((status, mime, place))

    def write(self, data: bytes) -> int:
        """A part of the answer."""
        self._block += data
        if len(self._block) >= _BLOCK:
            self.flush()
        return len(data)

    def flush(self) -> None:
        """Hand on what there is."""
        if self._block:
            self.send(bytes(self._block))
            self._block.clear()

    def end(self) -> None:
        """End the answer."""
        self.flush()
        self.send(b"")

    def fail(self, status: int, message: str) -> None:
        """Give a reason instead of the answer."""
        self._block.clear()
        self.send(Failure(status, message))

    def send(self, record: object) -> None:
        """Send a record as it is."""
        pickle.dump(record, self._out, protocol=pickle.HIGHEST_PROTOCOL)
        self._out.flush()


def main() -> None:
    """The process."""
    folder, limits = Path(sys.argv[1]), Limits(seconds=float(sys.argv[2]), memory=int(sys.argv[3]))
    # What a library prints must not get between the answers.
    out, sys.stdout = sys.stdout.buffer, sys.stderr
    with suppress(BrokenPipeError, EOFError):  # nobody asks any more
        try:
            graph = jobs.Served.open(folder, write=False)
            graph.folder = folder
            graph.warm()
        except KgError as error:
            Answer(out).fail(500, str(error))
            return
        _limit_memory(limits.memory)
        Answer(out).send(None)
        while True:
            name, arguments = pickle.load(sys.stdin.buffer)  # noqa: S301 - from our own process
            _limit_time(limits.seconds)
            _do(name, arguments, graph, Answer(out), limits)


def _do(name: str, arguments: dict[str, Any], graph: jobs.Served, answer: Answer, limits: Limits) -> None:
    """One job: its answer, or why there is none."""
    try:
        jobs.JOBS[name](graph, answer, **arguments)
    except RequestError as error:
        answer.fail(error.status, str(error))
    except UnknownError as error:
        answer.fail(404, str(error))
    except KgError as error:
        answer.fail(500, str(error))
    except MemoryError:
        answer.fail(500, f"needs more than {limits.memory} MiB of memory, the limit")
    except BrokenPipeError:  # nobody asks any more
        raise
    except _FAILURES:
        traceback.print_exc()
        answer.fail(500, "the server failed; what it printed says why")
    else:
        answer.end()


def _limit_memory(mebibytes: int) -> None:
    """Let the process take so much more than it has now, where the system tells how much that is."""
    with suppress(FileNotFoundError):
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        most = pages * resource.getpagesize() + (mebibytes << 20)
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _limit_time(seconds: float) -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    most = int(used.ru_utime + used.ru_stime + seconds) + _GRACE
    resource.setrlimit(resource.RLIMIT_CPU, (most, resource.RLIM_INFINITY))


if __name__ == "__main__":
    main()
