"""The folder of a graph on disk, and who may use it; or the same in memory.

graph/
  claimgraph.json          the marker: this folder is ours, and its format
  lock                     one writer, or any number of readers
  documents/<id>.jsonl.gz  what was extracted from each document (`saved`), packed by `packing`: the source of truth
  store/                   the same as RDF, in Oxigraph; can be rebuilt from the documents
  gazetteer.jsonl          a person's register of entities (`kg.entities.gazetteer`), if one was given
  curation.jsonl           what people decided (`kg.curation`): only ever added to
  index.sqlite             the same as rows that are ready to read, and words to find them by (`index`); can be rebuilt too
  unsettled                there while `store/` lags behind `documents/`
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from kg.errors import GraphError, LockedError
from kg.store.packing import first_line, unpacked

FORMAT = 3
MARKER = "claimgraph.json"
GAZETTEER = "gazetteer.jsonl"
INDEX = "index.sqlite"

_ENDING = ".jsonl.gz"
#: Readers are brief, so a lock that is held is asked for again this long (seconds) before giving up.
PATIENCE = 2.0


class Folder:
    """A graph's folder, opened for writing or for reading; `close` gives the lock back."""

    def __init__(self, path: Path, *, write: bool) -> None:
        self.path = path
        self.write = write
        self.documents = path / "documents"
        # Absolute, as Oxigraph goes on opening files by this path when the working folder has changed.
        self.store = path.absolute() / "store"
        self._decisions = path / "curation.jsonl"
        self.index = path / INDEX
        self._unsettled = path / "unsettled"
        self._check()
        self._lock = self._take_lock()
        if write:
            self.documents.mkdir(exist_ok=True)

    def close(self) -> None:
        """Give the lock back."""
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    # ------------------------------------------------------------------ saved documents

    def heads(self) -> Iterator[tuple[str, str]]:
        """The key and first line of each saved document, by key."""
        for file in sorted(self.documents.glob(f"*{_ENDING}")):
            yield file.name.removesuffix(_ENDING), first_line(file) or ""

    def head(self, key: str) -> str | None:
        """The first line of a saved document."""
        return first_line(self._file(key))

    def read(self, key: str) -> str | None:
        """The text of a saved document."""
        try:
            return unpacked(self._file(key).read_bytes())
        except FileNotFoundError:
            return None

    def save(self, key: str, content: bytes) -> None:
        """Save a document, as `packing` packs it: whole or not at all."""
        self.unsettled = True
        replace(self._file(key), content)

    def delete(self, key: str) -> None:
        """Delete a saved document."""
        self.unsettled = True
        self._file(key).unlink(missing_ok=True)

    def _file(self, key: str) -> Path:
        return self.documents / f"{key}{_ENDING}"

    # ------------------------------------------------------------------ what people decided

    @property
    def decisions(self) -> str:
        """The log of decisions; empty where there is none."""
        try:
            return self._decisions.read_text(encoding="utf-8")
        except FileNotFoundError:
            return ""

    def decide(self, line: str) -> None:
        """Add a line to the log, whole or not at all. A torn end of the log is set aside first, in a file beside it."""
        from kg.curation.decisions import mended

        self.unsettled = True
        log = self.decisions
        kept, torn = mended(log)
        if torn:
            with self._decisions.with_suffix(".torn").open("a", encoding="utf-8") as out:
                out.write(torn + "\n")
        if kept != log:
            replace(self._decisions, kept)
        with self._decisions.open("a", encoding="utf-8") as out:
            out.write(line + "\n")
            out.flush()
            os.fsync(out.fileno())

    # ------------------------------------------------------------------ what people registered

    @property
    def gazetteer(self) -> str:
        """The register of entities; empty where there is none."""
        try:
            return (self.path / GAZETTEER).read_text(encoding="utf-8")
        except FileNotFoundError:
            return ""

    @gazetteer.setter
    def gazetteer(self, text: str) -> None:
        self.unsettled = True
        replace(self.path / GAZETTEER, text)

    # ------------------------------------------------------------------ what is made from them

    @property
    def unsettled(self) -> bool:
        """Whether the store may lag behind the documents."""
        return self._unsettled.exists() or not (self.store.exists() and self.index.exists())

    @unsettled.setter
    def unsettled(self, lags: bool) -> None:
        if lags:
            self._unsettled.touch()
        else:
            self._unsettled.unlink(missing_ok=True)

    @property
    def incomplete(self) -> bool:
        """Whether the store may lack documents; a lost index costs only time."""
        return (self._unsettled.exists() or not self.store.exists()) and next(self.heads(), None) is not None

    # ------------------------------------------------------------------ copies

    def copy(self, target: Path) -> None:
        """Copy what readers need beside the RDF: every file but the saved extractions."""
        for file in self.path.iterdir():
            if file.is_file() and file.name not in ("lock", self._unsettled.name) and not file.name.endswith(".part"):
                shutil.copyfile(file, target / file.name)

    # ------------------------------------------------------------------ the folder itself

    def _check(self) -> None:
        """Raise GraphError unless the folder is ours, or is absent or empty and may be made."""
        marker = self.path / MARKER
        try:
            found = json.loads(marker.read_text(encoding="utf-8"))
        except (FileNotFoundError, NotADirectoryError):
            self._make()
            return
        except (ValueError, OSError) as error:
            raise GraphError(f"{marker}: can't be read ({error})") from None
        if not isinstance(found, dict) or found.get("format") != FORMAT:
            raise GraphError(f"{self.path}: made by another version of claimgraph; build it again in a new folder")

    def _make(self) -> None:
        # A log of decisions may be there first: it is followed by whatever is built beside it.
        if self.path.exists() and (
            not self.path.is_dir() or any(file.name != self._decisions.name for file in self.path.iterdir())
        ):
            raise GraphError(f"{self.path}: not a graph of claimgraph and not empty; choose another folder")
        if not self.write:
            raise GraphError(f"{self.path}: no graph here; make one with: kg build PATH --graph {self.path}")
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            replace(self.path / MARKER, json.dumps({"application": "claimgraph", "format": FORMAT}) + "\n")
        except OSError as error:
            raise GraphError(f"{self.path}: can't be written ({error.strerror})") from None

    def _take_lock(self) -> int | None:
        """The lock: exclusive for a writer, shared for a reader. LockedError if it isn't to be had."""
        try:
            lock = os.open(self.path / "lock", os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            if self.write:
                raise GraphError(f"{self.path}: can't be written ({error.strerror})") from None
            return None  # a folder on read-only media has no writers
        mode = fcntl.LOCK_EX if self.write else fcntl.LOCK_SH
        deadline = time.monotonic() + PATIENCE
        while True:
            with suppress(BlockingIOError):
                fcntl.flock(lock, mode | fcntl.LOCK_NB)
                return lock
            if time.monotonic() > deadline:
                os.close(lock)
                raise LockedError(f"{self.path}: another process is using this graph; try again when it is done")
            time.sleep(0.05)


class Memory:
    """As a folder, but in memory and for its owner alone."""

    index = None

    def __init__(self) -> None:
        self._documents: dict[str, str] = {}
        self.decisions = ""
        self._gazetteer = ""
        self.unsettled = False

    def heads(self) -> Iterator[tuple[str, str]]:
        """The key and first line of each document, by key."""
        for key, text in sorted(self._documents.items()):
            yield key, text.partition("\n")[0]

    def head(self, key: str) -> str | None:
        """The first line of a document, or more."""
        return self._documents.get(key)

    def read(self, key: str) -> str | None:
        """The text of a document."""
        return self._documents.get(key)

    def save(self, key: str, content: bytes) -> None:
        """Keep a document."""
        self._documents[key] = unpacked(content)
        self.unsettled = True

    def delete(self, key: str) -> None:
        """Forget a document."""
        del self._documents[key]
        self.unsettled = True

    def decide(self, line: str) -> None:
        """Add a line to the log of decisions."""
        self.decisions += line + "\n"
        self.unsettled = True

    @property
    def gazetteer(self) -> str:
        """The register of entities; empty where there is none."""
        return self._gazetteer

    @gazetteer.setter
    def gazetteer(self, text: str) -> None:
        self._gazetteer = text
        self.unsettled = True

    def close(self) -> None:
        """Nothing is held."""


def stamp(path: Path) -> tuple[int, int] | None:
    """What differs whenever the store of the graph in a folder was brought to something else; None while it isn't yet."""
    try:
        found = (path / INDEX).stat()
    except OSError:
        return None
    return None if (path / "unsettled").exists() else (found.st_mtime_ns, found.st_ino)


def replace(path: Path, content: str | bytes) -> None:
    """Write a file so that it appears whole or not at all, also after a crash."""
    partial = path.with_name(f".{path.name}.part")
    with partial.open("wb") as out:
        out.write(content if isinstance(content, bytes) else content.encode())
        out.flush()
        os.fsync(out.fileno())
    partial.replace(path)
