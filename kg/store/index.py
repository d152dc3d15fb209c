"""The index beside the RDF: rows that are ready to read, and words to find them by, in one SQLite file.

It holds nothing that can't be made again from the saved extractions, and says by its mark what it was made from: a
file without a mark is unfinished, and nobody reads it. `settling` writes it, `indexed` reads it.
"""

from __future__ import annotations

import functools
import sqlite3
import weakref
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg import ids
from kg.store import reading
from kg.store.facts import Fact, Said
from kg.store.reading import Row, from_json, to_json
from kg.words import name_key

if TYPE_CHECKING:
    from kg.store.entries import Shelved

#: What the tables and the words in them are made by. Raised when `_SCHEMA`, `entries` or `kg.words` change: an index of
#: another format is made anew.
FORMAT = 5

#: Kilobytes of the file that a writer and a reader keep in memory.
_WRITER, _READER = 262_144, 16_384

#: Bytes of a page: of smaller ones a larger part stays empty, as a row of a statement takes over a thousand.
_PAGE = 16_384

_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE document (
  id INTEGER PRIMARY KEY, iri TEXT NOT NULL UNIQUE, digest TEXT NOT NULL, row TEXT NOT NULL,
  voices TEXT NOT NULL, said TEXT NOT NULL
);
CREATE TABLE mention (
  document INTEGER NOT NULL, entity TEXT NOT NULL, places TEXT NOT NULL, PRIMARY KEY (document, entity)
) WITHOUT ROWID;
CREATE TABLE statement (
  id INTEGER PRIMARY KEY, document INTEGER NOT NULL, start INTEGER NOT NULL, rank INTEGER NOT NULL, claim INTEGER NOT NULL,
  key INTEGER NOT NULL, words TEXT NOT NULL, row TEXT NOT NULL
);
CREATE INDEX statement_document ON statement (document, start);
CREATE INDEX statement_rank ON statement (rank);
CREATE INDEX statement_claim ON statement (claim);
CREATE INDEX statement_key ON statement (key);
CREATE VIRTUAL TABLE statement_words USING fts5 (
  words, content='', detail=none, columnsize=0, tokenize="ascii tokenchars '-/.,:_'"
);

CREATE TABLE statistic (
  id INTEGER PRIMARY KEY, document INTEGER NOT NULL, start INTEGER NOT NULL, rank INTEGER NOT NULL, claim INTEGER NOT NULL,
  key INTEGER NOT NULL, words TEXT NOT NULL, row TEXT NOT NULL
);
CREATE INDEX statistic_document ON statistic (document, start);
CREATE INDEX statistic_rank ON statistic (rank);
CREATE INDEX statistic_key ON statistic (key);
CREATE VIRTUAL TABLE statistic_words USING fts5 (
  words, content='', detail=none, columnsize=0, tokenize="ascii tokenchars '-/.,:_'"
);

CREATE TABLE entity (
  id INTEGER PRIMARY KEY, iri TEXT NOT NULL UNIQUE, type TEXT NOT NULL, parent TEXT, label TEXT NOT NULL,
  mentions INTEGER NOT NULL, row TEXT NOT NULL
);
CREATE INDEX entity_order ON entity (mentions DESC, label, iri);
CREATE INDEX entity_parent ON entity (parent) WHERE parent IS NOT NULL;
CREATE TABLE fact (
  triple INTEGER NOT NULL, against INTEGER NOT NULL, document INTEGER NOT NULL, PRIMARY KEY (triple, against, document)
) WITHOUT ROWID;
CREATE TABLE name (name TEXT NOT NULL, entity INTEGER NOT NULL, PRIMARY KEY (name, entity)) WITHOUT ROWID;
CREATE INDEX name_entity ON name (entity);
CREATE VIRTUAL TABLE name_words USING fts5 (
  words, content='', detail=none, tokenize="ascii tokenchars '-/.,:_'"
);
"""


class Index:
    """The tables of a graph, in a file or in memory."""

    def __init__(self, tables: sqlite3.Connection) -> None:
        self.tables = tables
        weakref.finalize(self, tables.close)  # for those who forget; Python 3.13 warns of what is left open
        found = tables.execute("SELECT value FROM meta WHERE key = 'sum'").fetchone()
        self._sum = int(found[0]) if found else 0
        self._come = 0

    @classmethod
    def open(cls, path: Path | None) -> Index:
        """The index in a file, or a new one in memory, for writing. What can't be used is replaced by an empty one."""
        if path is None:
            return cls(_made(_connected(":memory:")))
        try:
            tables = _connected(str(path))
            tables.execute(f"PRAGMA cache_size = -{_WRITER}")
            if _format(tables) == FORMAT:
                return cls(tables)
        except sqlite3.DatabaseError:
            pass
        tables.close()
        path.unlink(missing_ok=True)
        path.with_name(f"{path.name}-journal").unlink(missing_ok=True)
        return cls(_made(_connected(str(path))))

    @classmethod
    def read(cls, path: Path) -> Index | None:
        """The index in a file, for reading only; None if there is none that is whole."""
        if not path.exists():
            return None
        tables = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, check_same_thread=False)
        try:
            tables.execute(f"PRAGMA cache_size = -{_READER}")
            found = cls(tables)
            if _format(tables) == FORMAT and found.mark:
                return found
        except sqlite3.DatabaseError:
            pass
        tables.close()
        return None

    def close(self) -> None:
        """Let go of the file."""
        self.tables.close()

    # ------------------------------------------------------------------ what it was made from

    @property
    def mark(self) -> str | None:
        """Equal for equal contents; None while they are being changed."""
        whole = self.tables.execute("SELECT value FROM meta WHERE key = 'whole'").fetchone()
        return f"{int(whole[0]):016x}" if whole else None

    def begin(self) -> None:
        """Takes the mark away: what follows may be interrupted."""
        self._come = 0
        with self.tables:
            self.tables.execute("DELETE FROM meta WHERE key = 'whole'")

    def finish(self) -> str:
        """Sets the mark."""
        with self.tables:
            for table in ("statement", "statistic") if self._much() else ():
                self.tables.execute(f"INSERT INTO {table}_words ({table}_words) VALUES ('optimize')")  # noqa: S608
        self.tables.executescript("PRAGMA incremental_vacuum")  # what merged lists left empty
        with self.tables:
            self.tables.execute("INSERT OR REPLACE INTO meta SELECT 'whole', value FROM meta WHERE key = 'sum'")
        return self.mark or ""

    def _much(self) -> bool:
        """Whether most documents have come since it began: then each list of words is worth being written as one."""
        (there,) = self.tables.execute("SELECT count(*) FROM document").fetchone()
        return bool(2 * self._come > there)

    def _count(self, number: int) -> None:
        """Adds a hash of something to the sum over all contents, or takes it off."""
        self._sum = (self._sum + number) % (1 << 64)
        self.tables.execute("INSERT OR REPLACE INTO meta VALUES ('sum', ?)", (str(self._sum),))

    # ------------------------------------------------------------------ documents

    def digests(self) -> dict[str, str]:
        """The digest of each document as it was put, by its IRI."""
        return dict(self.tables.execute("SELECT iri, digest FROM document"))

    def said(self, iri: str) -> Said:
        """What a document was put with."""
        found = self.tables.execute("SELECT said FROM document WHERE iri = ?", (iri,)).fetchone()
        return _said(found[0]) if found else Said()

    def holds(self, fact: Fact) -> bool:
        """Whether a document says it, and none says something against it."""
        found = self.tables.execute("SELECT max(against) FROM fact WHERE triple = ?", (_triple(fact),)).fetchone()
        return bool(found[0] == 0)

    def facts(self) -> set[Fact]:
        """All that is said for or against."""
        found = self.tables.execute("SELECT said FROM document")
        return {fact for (text,) in found for fact in _said(text).all}

    def put(self, content: Iterable[tuple[str, str, Shelved]]) -> None:
        """Adds documents, which aren't there: their IRI, digest, and rows."""
        statements: list[tuple[Any, ...]] = []
        statistics: list[tuple[Any, ...]] = []
        with self.tables:
            for iri, digest, made in content:
                number = self.tables.execute(
                    "INSERT INTO document (iri, digest, row, voices, said) VALUES (?, ?, ?, ?, ?)",
                    (iri, digest, made.document, made.voices, to_json(made.said)),
                ).lastrowid
                self.tables.executemany(
                    "INSERT INTO mention VALUES (?, ?, ?)", ((number, slug, some) for slug, some in made.mentions)
                )
                self.tables.executemany("INSERT INTO fact VALUES (?, ?, ?)", _facts(made.said, number))
                self._count(_hash(iri, digest))
                self._come += 1
                statements += ((number, *entry) for entry in made.statements)
                statistics += ((number, *entry) for entry in made.statistics)
            self._put("statement", statements)
            self._put("statistic", statistics)

    def _put(self, table: str, values: list[tuple[Any, ...]]) -> None:
        self.tables.executemany(
            f"INSERT INTO {table} (document, start, rank, claim, key, words, row) VALUES (?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
            values,
        )
        # FTS5 writes its segment when a number isn't larger than the last one.
        self.tables.executemany(
            f"INSERT INTO {table}_words (rowid, words) VALUES (?, ?)",  # noqa: S608
            sorted((value[2], value[5]) for value in values),
        )

    def drop(self, iris: Iterable[str]) -> None:
        """Takes documents away, if they are there."""
        with self.tables:
            for iri in iris:
                found = self.tables.execute("SELECT id, digest, said FROM document WHERE iri = ?", (iri,)).fetchone()
                if found:
                    number, digest, said = found
                    self._drop("statement", number)
                    self._drop("statistic", number)
                    self.tables.execute("DELETE FROM mention WHERE document = ?", (number,))
                    self.tables.executemany(
                        "DELETE FROM fact WHERE triple = ? AND against = ? AND document = ?",
                        _facts(_said(said), number),
                    )
                    self._count(-_hash(iri, digest))
                    self.tables.execute("DELETE FROM document WHERE id = ?", (number,))

    def _drop(self, table: str, document: int) -> None:
        self.tables.execute(
            f"INSERT INTO {table}_words ({table}_words, rowid, words) "  # noqa: S608
            f"SELECT 'delete', rank, words FROM {table} WHERE document = ? ORDER BY rank",
            (document,),
        )
        self.tables.execute(f"DELETE FROM {table} WHERE document = ?", (document,))  # noqa: S608

    # ------------------------------------------------------------------ entities

    def entities(self) -> dict[str, Row]:
        """The rows of all entities, by IRI."""
        return {iri: from_json(row) for iri, row in self.tables.execute("SELECT iri, row FROM entity")}

    def put_entities(self, rows: Iterable[Row], gone: Iterable[str]) -> None:
        """Writes entities, new or changed, and takes others away."""
        with self.tables:
            for iri in gone:
                self._drop_entity(iri)
            for row in rows:
                self._drop_entity(row["id"])
                number = self.tables.execute(
                    "INSERT INTO entity (iri, type, parent, label, mentions, row) VALUES (?, ?, ?, ?, ?, ?)",
                    (row["id"], row["type"], row["parent"], row["label"], row["mentions"], to_json(row)),
                ).lastrowid
                self.tables.executemany("INSERT INTO name VALUES (?, ?)", ((n, number) for n in _names(row)))
                self.tables.execute("INSERT INTO name_words (rowid, words) VALUES (?, ?)", (number, _spelled(row)))
                self._count(_hash(row))

    def _drop_entity(self, iri: str) -> None:
        found = self.tables.execute("SELECT id, row FROM entity WHERE iri = ?", (iri,)).fetchone()
        if found:
            number, row = found[0], from_json(found[1])
            self._count(-_hash(row))
            self.tables.execute(
                "INSERT INTO name_words (name_words, rowid, words) VALUES ('delete', ?, ?)", (number, _spelled(row))
            )
            self.tables.execute("DELETE FROM name WHERE entity = ?", (number,))
            self.tables.execute("DELETE FROM entity WHERE id = ?", (number,))


def called(key: Iterable[str]) -> str:
    """A `kg.words.name_key` as a name in the table; no text in lower case has its mark."""
    return f"\0{' '.join(key)}"


def labelled(word: str) -> str:
    """A root or kin in an entity's label, as a word of its names."""
    return f"label/{word}"


def trigrams(name: str) -> set[str]:
    """The runs of three letters of a name, by which misspelt ones are found."""
    text = f" {name.casefold()} "
    return {f"3/{text[k : k + 3].encode().hex()}" for k in range(len(text) - 2)}


def _names(row: Row) -> set[str]:
    names = reading.names_of(row)
    return {name.casefold() for name in names} | {called(key) for name in names if (key := name_key(name))}


def _spelled(row: Row) -> str:
    grams = {gram for name in reading.names_of(row) for gram in trigrams(name)}
    label = {labelled(word) for word in reading.words_of_label(row)}
    return " ".join(sorted(reading.words_of_names(row) | label | grams))


def _facts(said: Said, document: int | None) -> list[tuple[int, int, int | None]]:
    """The rows of the table of facts."""
    return [
        (_triple(fact), against, document) for against, some in enumerate((said.facts, said.against)) for fact in some
    ]


def _said(text: str) -> Said:
    facts, against = from_json(text)
    return Said(tuple(map(tuple, facts)), tuple(map(tuple, against)))


@functools.lru_cache(maxsize=65536)
def _triple(fact: Fact) -> int:
    return _hash(*fact)


def _hash(*content: object) -> int:
    return reading.signed(ids.digest(*content))


def _connected(path: str) -> sqlite3.Connection:
    return sqlite3.connect(path, check_same_thread=False)


def _format(tables: sqlite3.Connection) -> int:
    return int(tables.execute("PRAGMA user_version").fetchone()[0])


def _made(tables: sqlite3.Connection) -> sqlite3.Connection:
    tables.executescript(
        f"PRAGMA page_size = {_PAGE}; PRAGMA auto_vacuum = INCREMENTAL; PRAGMA cache_size = -{_WRITER};"
        f"BEGIN; {_SCHEMA} PRAGMA user_version = {FORMAT}; COMMIT;"
    )
    return tables
