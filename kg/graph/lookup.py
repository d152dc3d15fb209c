"""Things of a graph by their names: entities, documents, claims, and the evidence of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg import ids
from kg.errors import UnknownError
from kg.graph.record import Record
from kg.store import Store

if TYPE_CHECKING:
    from kg.curation.review import Review
    from kg.owning import Owning
    from kg.trusted import Trusted


class Lookup:
    """What is in a store, one thing at a time."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def documents(self) -> Iterator[Record]:
        """The documents."""
        return map(Record, self._store.documents())

    def entities(self, *, type: str | None = None, document: str | None = None) -> Iterator[Record]:  # noqa: A002
        """The entities, of a type, or mentioned in a document; the most mentioned first."""
        rows = self._store.entities(type=type)
        if document is not None:
            found = self._store.ask("entities-in", {"document": self._document_iri(document)})
            inside = {row[0].value for row in found.rows}
            rows = (row for row in rows if row["id"] in inside)
        return map(Record, rows)

    def entity(self, name: str) -> Record:
        """The entity of a name, an acronym or an IRI, also one that was replaced. Raises UnknownError with close
        matches.
        """
        rows = self._store.read.named(name)
        if not rows and name.startswith(ids.BASE):
            current = self._store.current(name) or (self.review.replacement(name) if self._store.logged else None)
            rows = self._store.read.named(current) if current else []
        if rows:
            return Record(rows[0])
        spellings: dict[str, str] = {}
        for row in self._store.entities():
            for known in (row["label"], row["acronym"], *row["aliases"]):
                if known:
                    spellings.setdefault(known.casefold(), known)
        near = _near(name.casefold(), spellings)
        near += [key for key in spellings if name.casefold() in key and key not in near]
        raise UnknownError("entity", name, [spellings[key] for key in near[:3]])

    def document(self, name: str) -> Record:
        """The document of a file name or an IRI (or its end). Raises UnknownError with close matches."""
        documents = list(self.documents())
        for document in documents:
            if name in (document["file"], document["id"], document["id"].rsplit("/", 1)[-1]):
                return document
        named = [d for d in documents if d["file"] and Path(d["file"]).name == Path(name).name]
        if len(named) == 1:
            return named[0]
        files = [document["file"] or document["id"] for document in documents]
        raise UnknownError("document", name, _near(name, files))

    def text(self, document: str) -> str:
        """The text of a document, by its file or IRI: what all offsets refer to."""
        return self._store.text(self._document_iri(document))

    @cached_property
    def review(self) -> Review:
        """People's decisions: `graph.review.merge("HSI", "H.S.I.", reason="…")`, also split, rename, retype, distinct,
        same, reject, accept, undo, log and suggest.
        """
        from kg.curation.review import Review

        return Review(
            self._store,
            entity=self._entity_iri,
            document=self.document,
            stated=self._stated,
            about=lambda iri: self._store.claims(about=iri),
        )

    def _stated(self, key: str) -> list[dict[str, Any]]:
        """The statements of the claim of a key."""
        first = next(self.why(key))
        return list(self.why(first["claim"]))

    def why(self, key: str) -> Iterator[Record]:
        """The evidence of a claim or statement, by its IRI, or the last part of it, or the beginning of that; also one
        that was replaced or rejected.

        The record of each statement, with `rule_description`, the spans `predicate` and `cues`, and the `decision`.
        """
        from kg.export.evidence import evidence

        return map(Record, evidence(self._store, key))

    def names(self, entity: str, name: str | None = None) -> Iterator[Record]:
        """What made each name of an entity, or this one, its name: the rule, and the sentence (see `kg.export.naming`)."""
        from kg.export.naming import names

        return map(Record, names(self._store, self.entity(entity), name))

    def homonyms(self, entity: str) -> Iterator[Record]:
        """The other entities that documents call by a name of this one, and why they are others: `name other label why`."""
        from kg.export.naming import homonyms

        return map(Record, homonyms(self._store, self.entity(entity)))

    def skipped(self, document: str) -> Iterator[Record]:
        """The sentences of a document that yielded no claim: `document file start end quote reason`."""
        extraction = self._store.extraction(self._document_iri(document))
        if extraction is None:
            return
        for sentence in extraction.skipped:
            yield Record(
                document=extraction.document.id,
                file=extraction.document.origin,
                start=sentence.start,
                end=sentence.end,
                quote=extraction.document.text[sentence.start : sentence.end],
                reason=sentence.reason,
            )

    def _entity_iri(self, name: str) -> str:
        return str(self.entity(name)["id"])

    def _document_iri(self, name: str) -> str:
        return str(self.document(name)["id"])

    def _trusted(self, least: float) -> Trusted | Store:
        if not least:
            return self._store
        from kg.trusted import Trusted

        return Trusted(self._store, least)

    def _owning(self, least: float = 0.0) -> Owning:
        """What is trusted, where what is about an entity's own is about the entity."""
        from kg.owning import Owning

        return Owning(self._trusted(least))


def _near(name: str, names: Iterable[str]) -> list[str]:
    import difflib  # only a mistake needs it

    return difflib.get_close_matches(name, list(names), n=3)
