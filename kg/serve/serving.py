"""The state of the graph that is served: a snapshot with its processes, replaced when the graph has changed."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.errors import KgError, LockedError
from kg.serve.pool import BusyError, Closed, Gone, Limits, Pool, Reply
from kg.serve.snapshot import Snapshot
from kg.store.folder import stamp

#: Seconds between two looks at the graph.
LOOK = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How many processes answer queries, how many answer all else, and how many requests may wait for either."""

    queries: int = 2
    pages: int = 2
    waiting: int = 32
    limits: Limits = field(default_factory=Limits)


class _State:
    """A snapshot and its processes."""

    def __init__(self, folder: Path, size: Size) -> None:
        self.snapshot = Snapshot(folder)
        path, waiting, limits = self.snapshot.path, size.waiting, size.limits
        # Queries have processes of their own, so that slow ones don't hold up pages.
        self.queries = Pool(path, size.queries, waiting=waiting, limits=limits)
        self.pages = Pool(path, size.pages, waiting=waiting, limits=limits)
        try:
            for pool in (self.queries, self.pages):
                pool.start()
        except BaseException:
            self.close()
            raise
        self._retired = False
        threading.Thread(target=self._count, name="count", daemon=True).start()

    def _count(self) -> None:
        """Count what the description of the data tells, before anybody asks for it."""
        with suppress(KgError, Closed):
            self.queries.work("count", {}, lambda: self._retired).body.close()

    def retire(self) -> None:
        """Finish the work in hand, then close."""
        self._retired = True
        for pool in (self.queries, self.pages):
            pool.retire()
        self.snapshot.remove()

    def close(self) -> None:
        """End the processes and delete the snapshot."""
        for pool in (self.queries, self.pages):
            pool.close()
        self.snapshot.remove()


class Serving:
    """Answers from the graph in a folder as it was last settled. A context manager."""

    def __init__(self, folder: Path, size: Size) -> None:
        self._folder, self._size = folder, size
        self._state = _State(folder, size)
        self._old: list[_State] = []
        self._stop = threading.Event()
        self._watch = threading.Thread(target=self._look, name="watch", daemon=True)
        self._watch.start()

    def query(self, job: str, arguments: Mapping[str, Any], gone: Gone) -> Reply:
        """The reply to a job that may take long. Raises RequestError; see `Pool.run`."""
        return self._run("queries", job, arguments, gone)

    def page(self, job: str, arguments: Mapping[str, Any], gone: Gone) -> Reply:
        """The reply to any other job. Raises RequestError; see `Pool.run`."""
        return self._run("pages", job, arguments, gone)

    def _run(self, pool: str, job: str, arguments: Mapping[str, Any], gone: Gone) -> Reply:
        while not self._stop.is_set():
            with suppress(Closed):  # replaced since; ask the new one
                found: Pool = getattr(self._state, pool)
                return found.run(job, arguments, gone)
        raise BusyError

    def _look(self) -> None:
        while not self._stop.wait(LOOK):
            if stamp(self._folder) in (None, self._state.snapshot.stamp):
                continue
            with suppress(LockedError):  # somebody writes; look again
                self.renew()

    def renew(self) -> None:
        """Serve the graph as it is now."""
        new = _State(self._folder, self._size)
        old, self._state = self._state, new
        self._old.append(old)
        old.retire()
        self._old.remove(old)

    def close(self) -> None:
        """End all processes and delete what was copied."""
        self._stop.set()
        for state in (*self._old, self._state):
            state.close()

    def __enter__(self) -> Serving:
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()
