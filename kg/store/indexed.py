"""Reads a graph from the index beside its RDF: what is asked for is looked up, however large the graph."""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from kg import ids
from kg.rdf.vocabulary import UNNAMED
from kg.store import reading
from kg.store.filters import Claims, Numbers
from kg.store.index import Index, called, labelled, trigrams
from kg.store.kept import Kept
from kg.store.lookup import Lookup, any_of, quoted
from kg.store.reading import Row, entity_slug, signed
from kg.words import root

#: Numbers that one SELECT looks up together.
_TOGETHER = 500
#: Rows that are kept for the next question, some 3 kB each.
_KEPT = 10_000
#: Sentences whose statements are kept.
_SENTENCES = 2_000
#: Documents of which it is kept where they mention an entity.
_PLACES = 50_000
Places = list[tuple[int, int]]
#: Names near enough to be compared letter by letter with a misspelt one.
_COMPARED = 200


class Indexed:
    """`kg.store.reading.Reads` from an index; what it looked up once of entities and documents it keeps."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._tables = index.tables
        self.entity = functools.lru_cache(_KEPT)(self._entity)
        self.document = functools.lru_cache(_KEPT)(self._document)
        self.sentence = functools.lru_cache(_SENTENCES)(self._sentence)
        self._lookups = {table: Lookup(index.tables, table) for table in ("statement", "statistic", "name")}
        self._kept: dict[str, Kept[int, list[Row]]] = {"statement": Kept(_KEPT), "statistic": Kept(_KEPT)}
        self._places: Kept[tuple[str, str], Places] = Kept(_PLACES)

    def release(self) -> None:
        """Let go of what was looked up; the index is its store's to close."""
        self.entity.cache_clear()
        self.document.cache_clear()
        self.sentence.cache_clear()
        for lookup in self._lookups.values():
            lookup.release()
        self._places.clear()
        for kept in self._kept.values():
            kept.clear()

    # ------------------------------------------------------------------ documents and entities

    def documents(self) -> Iterator[Row]:
        """See `Reads`."""
        rows = [reading.from_json(row) for (row,) in self._tables.execute("SELECT row FROM document")]
        yield from sorted(rows, key=lambda row: (row["file"], row["id"]))

    def _document(self, iri: str) -> Row:
        found = self._one("SELECT row FROM document WHERE iri = ?", iri)
        row = reading.from_json(found[0]) if found else {"file": "", "date": None, "title": None}
        return {key: row[key] for key in ("file", "date", "title")}

    def entities(self, *, type: str | None = None) -> Iterator[Row]:  # noqa: A002 - the contract's name
        """See `Reads`."""
        found = self._tables.execute("SELECT row, type FROM entity ORDER BY mentions DESC, label, iri")
        return (reading.from_json(row) for row, kind in found if type in (None, kind))

    def _entity(self, iri: str) -> Row | None:
        found = self._one("SELECT row FROM entity WHERE iri = ?", iri)
        return _without_counts(reading.from_json(found[0])) if found else None

    def parts(self, iri: str) -> list[Row]:
        """See `Reads`."""
        return self._entities("parent = ?", iri)

    def named(self, text: str) -> list[Row]:
        """See `Reads`."""
        if text.startswith(ids.BASE):
            row = self.entity(text)
            return [row] if row else []
        return self._entities("id IN (SELECT entity FROM name WHERE name = ?)", text.casefold())

    def called(self, key: tuple[str, ...]) -> list[Row]:
        """See `Reads`."""
        return self._entities("id IN (SELECT entity FROM name WHERE name = ?)", called(key))

    def _entities(self, where: str, value: str) -> list[Row]:
        found = self._tables.execute(
            f"SELECT row FROM entity WHERE {where} ORDER BY mentions DESC, label, iri",  # noqa: S608
            (value,),
        )
        return [_without_counts(reading.from_json(row)) for (row,) in found]

    def knows(self, word: str) -> bool:
        """See `Reads`."""
        return bool(word and self._lookups["name"].matches(any_of((word, root(word))), 1))

    def labelled(self, roots: Collection[str], type: str) -> list[Row]:  # noqa: A002 - the contract's name
        """See `Reads`."""
        if not roots:
            return []
        asked = " AND ".join(quoted(labelled(word)) for word in sorted(roots))
        found = self._entities("id IN (SELECT rowid FROM name_words WHERE name_words MATCH ?)", asked)
        return [row for row in found if row["type"] == type]

    def resembling(self, name: str) -> Iterable[Row]:
        """See `Reads`."""
        found = self._tables.execute(
            "SELECT row FROM entity WHERE id IN "
            "(SELECT rowid FROM name_words WHERE name_words MATCH ? ORDER BY rank, rowid LIMIT ?) "
            "ORDER BY mentions DESC, label, iri",
            (any_of(sorted(trigrams(name))), _COMPARED),
        )
        return [reading.from_json(row) for (row,) in found]

    def mentions(self, iri: str, documents: Iterable[str]) -> dict[str, list[tuple[int, int]]]:
        """See `Reads`."""
        slug = entity_slug(iri)
        found = {document: self._places.get((slug, document)) for document in documents}
        for some in _batched(document for document, places in found.items() if places is None):
            rows = self._tables.execute(
                "SELECT d.iri, m.places FROM document d JOIN mention m ON m.document = d.id "  # noqa: S608
                f"WHERE d.iri IN ({_places(some)}) AND m.entity = ?",
                (*some, slug),
            )
            there = {document: [(start, end) for start, end in reading.from_json(places)] for document, places in rows}
            for document in some:
                found[document] = self._places[slug, document] = there.get(document, [])
        return {document: places for document, places in found.items() if places}

    # ------------------------------------------------------------------ lists

    def sources(self) -> Iterator[Row]:
        """See `Reads`."""
        return iter(reading.sources(self._voices()))

    def _voices(self) -> Iterator[tuple[str | None, str, str, int]]:
        for (voices,) in self._tables.execute("SELECT voices FROM document"):
            for iri, label, stance, count in reading.from_json(voices):
                entity = self.entity(iri) if iri else None
                yield iri, entity["label"] if entity else label or UNNAMED, stance, count

    def claims(self, **filters: str | None) -> Iterator[Row]:
        """See `Reads`."""
        asked = Claims(**filters)
        marks = [f"about/{entity_slug(asked.about)}"] if asked.about else []
        marks += [f"by/{entity_slug(asked.by)}"] if asked.by else []
        marks += [f"relation/{ids.slug(asked.relation)}"] if asked.relation else []
        marks += [f"modality/{asked.modality}"] if asked.modality else []
        rows = map(self._filled, self._listed("statement", marks, asked.document))
        return (row for row in rows if asked.keeps(row, self))

    def statistics(self, **filters: str | None) -> Iterator[Row]:
        """See `Reads`."""
        asked = Numbers(**filters)
        marks = [_near(asked.about)] if asked.about else []
        rows = map(self._filled_number, self._listed("statistic", marks, asked.document))
        return (row for row in rows if asked.keeps(row, self))

    def _listed(self, table: str, marks: Sequence[str], document: str | None) -> Iterator[Row]:
        """The rows that have all of these marks, by document and place."""
        where, values = ["d.id = s.document"], []
        if marks:
            where.append(f"s.rank IN (SELECT rowid FROM {table}_words WHERE {table}_words MATCH ?)")  # noqa: S608
            values.append(" AND ".join(map(quoted, marks)))
        if document:
            where.append("d.iri = ?")
            values.append(document)
        found = self._tables.execute(
            f"SELECT s.row FROM document d, {table} s WHERE {' AND '.join(where)} ORDER BY d.iri, s.id",  # noqa: S608
            values,
        )
        return (reading.from_json(row) for (row,) in found)

    # ------------------------------------------------------------------ one, or the best few

    def statement(self, iri: str) -> Row | None:
        """See `Reads`."""
        found = self._hashed("statement", "key", iri)
        return self._filled(found[0]) if found else None

    def statements(self, claim: str) -> list[Row]:
        """See `Reads`."""
        return sorted(map(self._filled, self._hashed("statement", "claim", claim)), key=reading.place)

    def statistic(self, iri: str) -> list[Row]:
        """See `Reads`."""
        return sorted(map(self._filled_number, self._hashed("statistic", "key", iri)), key=reading.number_place)

    def _hashed(self, table: str, column: str, iri: str) -> list[Row]:
        """The rows with the hash of an IRI in a column."""
        try:
            number = signed(iri)
        except ValueError:
            return []
        found = self._tables.execute(f"SELECT row FROM {table} WHERE {column} = ?", (number,))  # noqa: S608
        return [row for (text,) in found if iri in (row := reading.from_json(text)).values()]

    def _sentence(self, document: str, start: int, end: int) -> list[Row]:
        found = self._tables.execute(
            "SELECT row FROM statement WHERE document = (SELECT id FROM document WHERE iri = ?) AND start = ? ORDER BY id",
            (document, start),
        )
        rows = (reading.from_json(text) for (text,) in found)
        return [self._filled(row) for row in rows if row["end"] == end]

    def find(self, *groups: Collection[str], near: Collection[str] = (), limit: int) -> list[Row]:
        """See `Reads`."""
        return sorted(self._best("statement", groups, near, limit), key=reading.place)

    def find_numbers(self, *groups: Collection[str], near: Collection[str] = (), limit: int) -> list[Row]:
        """See `Reads`."""
        return sorted(self._best("statistic", groups, near, limit), key=reading.number_place)

    def relates(self, verb: str) -> bool:
        """See `Reads`."""
        return bool(self._lookups["statement"].matches(quoted(f"verb/{verb}"), 1))

    def _best(self, table: str, groups: Sequence[Collection[str]], near: Collection[str], limit: int) -> Iterator[Row]:
        """The rows with words of all groups, then of all but one, then of two, then of any, the lowest ranks first."""
        return self._ranked(table, self._lookups[table].best(groups, [_near(iri) for iri in near], limit))

    def _ranked(self, table: str, ranks: Sequence[int]) -> Iterator[Row]:
        """The rows of these ranks, of which the last ones read are kept."""
        kept = self._kept[table]
        rows = {rank: kept.get(rank) for rank in ranks}
        fill = self._filled if table == "statement" else self._filled_number
        for some in _batched(rank for rank, read in rows.items() if read is None):
            found = self._tables.execute(
                f"SELECT rank, row FROM {table} WHERE rank IN ({_places(some)})",  # noqa: S608
                some,
            )
            for rank, row in found:
                if (same := rows[rank]) is None:
                    same = rows[rank] = kept[rank] = []
                same.append(fill(reading.from_json(row)))
        return (row for some_ in rows.values() for row in some_ or ())

    # ------------------------------------------------------------------ what a row leaves to its entities

    def _filled(self, row: Row) -> Row:
        for term in reading.terms(row):
            self._fill(term)
        for source in row["sources"]:
            if source["label"] is None:
                entity = self.entity(source["id"]) if source["id"] else None
                source["label"] = entity["label"] if entity else UNNAMED
        return row

    def _filled_number(self, row: Row) -> Row:
        for term in (row["about"], row["measure"]):
            if term:
                self._fill(term)
        return row

    def _fill(self, term: Row) -> None:
        if term["label"] is None:
            entity = self.entity(term["id"]) or {"label": term["id"], "type": "concept"}
            term["label"], term["type"] = entity["label"], entity["type"]

    def _one(self, query: str, value: str) -> Any:
        return self._tables.execute(query, (value,)).fetchone()


def _without_counts(row: Row) -> Row:
    return {key: value for key, value in row.items() if key not in ("mentions", "documents")}


def _batched(values: Iterable[Any]) -> Iterator[tuple[Any, ...]]:
    """What one SELECT looks up together."""
    left = iter(values)
    while some := tuple(islice(left, _TOGETHER)):
        yield some


def _places(values: Sequence[Any]) -> str:
    """The places of values in a SELECT."""
    return ",".join("?" * len(values))


def _near(iri: str) -> str:
    return f"near/{entity_slug(iri)}"
