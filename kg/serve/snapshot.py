"""A graph as it was at one moment, to be read while others write to the graph.

A store that is opened for reading beside a writer gives no sound answers, so a server reads copies. They are in
`serving/` of the graph's folder, where the file system shares their data with the graph, or else in a temporary folder.
A copy is locked as long as its server lives: what a killed server has left, the next one removes.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.store import Store
from kg.store.folder import stamp

_FOLDER = "serving"


class Snapshot:
    """A copy of the graph in `folder`, there until `remove`. Raises LockedError while somebody writes to the graph."""

    def __init__(self, folder: Path) -> None:
        with Store(folder, write=False) as store, _room(folder) as room:
            self.path = Path(tempfile.mkdtemp(dir=room, prefix="kg-serve-"))
            self._lock = _locked(self.path)
            try:
                store.backup(self.path)
                self.stamp = stamp(folder)
            except BaseException:
                self.remove()
                raise

    def remove(self) -> None:
        """Delete the copy."""
        shutil.rmtree(self.path, ignore_errors=True)
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None


@contextmanager
def _room(folder: Path) -> Iterator[Path | None]:
    """Where copies may be made, with nothing in it that its server has left; None where the folder can't be written.

    Held by one server at a time, so that none removes what another is about to lock.
    """
    room = folder / _FOLDER
    try:
        room.mkdir(exist_ok=True)
        lock = os.open(room, os.O_RDONLY)
    except OSError:
        yield None
        return
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for copy in room.iterdir():
            left = _locked(copy)
            if left is not None:
                shutil.rmtree(copy, ignore_errors=True)
                os.close(left)
        yield room
    finally:
        os.close(lock)


def _locked(copy: Path) -> int | None:
    """The lock on a copy, or None if a server has it."""
    lock = os.open(copy, os.O_RDONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(lock)
        return None
    return lock
