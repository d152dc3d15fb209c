"""Claims, numbers and voices of a graph as lists, and side by side."""

from __future__ import annotations

from collections.abc import Iterator

from kg.graph.lookup import Lookup
from kg.graph.record import Record


class Lists(Lookup):
    """Lists, with filters; entities and documents are given by name, as is the one that a dossier is on."""

    def claims(
        self,
        *,
        about: str | None = None,
        by: str | None = None,
        document: str | None = None,
        min_confidence: float = 0.0,
        **filters: str | None,
    ) -> Iterator[Record]:
        """The claims, one record for each statement.

        `about` and `by` are names or IRIs of entities; what is about an entity's own ("HSI's agents", see `kg.owning`) is
        about it too. `document` is a file or IRI, `min_confidence` is in [0, 1]; further filters are `relation`, `type` (of what it is about), `modality`, `since` and `until` (ISO dates).
        """
        return map(
            Record,
            self._owning(min_confidence).claims(
                about=about and self._entity_iri(about),
                by=by and self._entity_iri(by),
                document=document and self._document_iri(document),
                **filters,
            ),
        )

    def statistics(
        self,
        *,
        about: str | None = None,
        document: str | None = None,
        type: str | None = None,  # noqa: A002
        **filters: str | None,
    ) -> Iterator[Record]:
        """The statistics. `type` is that of whom or what they are about; other filters as for claims."""
        rows = self._owning().statistics(
            about=about and self._entity_iri(about), document=document and self._document_iri(document), **filters
        )
        for row in rows:
            if type is None or any(row[role] and row[role]["type"] == type for role in ("about", "measure")):
                yield Record(row)

    def sources(self, *, about: str | None = None, document: str | None = None) -> Iterator[Record]:
        """Who speaks, in all or about an entity or in a document: `id label statements stances`, most frequent first."""
        if about is None and document is None:
            yield from map(Record, self._store.sources())
            return
        found: dict[tuple[str | None, str], Record] = {}
        for claim in self.claims(about=about, document=document):
            for source in claim["sources"]:
                empty = Record(id=source["id"], label=source["label"], statements=0, stances={})
                record = found.setdefault((source["id"], source["label"]), empty)
                record["statements"] += 1
                record["stances"][source["stance"]] = record["stances"].get(source["stance"], 0) + 1
        yield from sorted(found.values(), key=lambda record: (-record["statements"], record["label"]))

    def conflicts(
        self,
        *,
        about: str | None = None,
        since: str | None = None,
        until: str | None = None,
        min_confidence: float = 0.4,
    ) -> Iterator[Record]:
        """What sources contradict each other on, and numbers that disagree (see `kg.compare.conflicts`).

        `about` is the name or IRI of an entity; one of the documents is of a day in `[since, until]`.
        """
        from kg import compare

        who = about and self._entity_iri(about)
        return map(Record, compare.conflicts(self._owning(min_confidence), about=who, since=since, until=until))

    def plans(
        self,
        *,
        about: str | None = None,
        since: str | None = None,
        until: str | None = None,
        min_confidence: float = 0.4,
    ) -> Iterator[Record]:
        """What was planned, promised or required in the days `[since, until]`, and what later documents say became of
        it (see `kg.compare.plans`).
        """
        from kg import compare

        who = about and self._entity_iri(about)
        return map(Record, compare.plans(self._owning(min_confidence), about=who, since=since, until=until))

    def timeline(
        self, entity: str, *, since: str | None = None, until: str | None = None, min_confidence: float = 0.0
    ) -> Iterator[Record]:
        """What is claimed about an entity and by it, by day (see `kg.compare.timeline`)."""
        from kg import compare

        graph = self._owning(min_confidence)
        return map(Record, compare.timeline(graph, self._entity_iri(entity), since=since, until=until))

    def diff(self, old: str, new: str, *, min_confidence: float = 0.0) -> Iterator[Record]:
        """How the claims of two documents (files or IRIs) differ (see `kg.compare.diff`)."""
        from kg import compare

        graph = self._trusted(min_confidence)
        return map(Record, compare.diff(graph, self._document_iri(old), self._document_iri(new)))

    def show(self, name: str) -> Record:
        """All that is known about an entity (see `kg.export.dossier`)."""
        from kg.export.dossier import dossier

        iri = self._entity_iri(name)
        counted = next((row for row in self.entities() if row["id"] == iri), None)
        return Record(dossier(self, self._store, counted or Record(self.entity(iri), mentions=0, documents=0)))
