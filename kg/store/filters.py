"""What a list of statements or of numbers is narrowed by: one record for each, whoever reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.store.reading import Row, terms

if TYPE_CHECKING:
    from kg.store.reading import Reads


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """`about` (what a number is about or counts) and `document` are IRIs, for the reader to look up; `relation` is a label;
    the number's time, else the document's day, overlaps `[since, until]`. None: any.
    """

    about: str | None = None
    relation: str | None = None
    since: str | None = None
    until: str | None = None
    document: str | None = None

    def keeps(self, row: Row, reads: Reads) -> bool:
        """Whether a row passes what isn't looked up."""
        return self.relation in (None, row["relation"]) and self._overlaps(row, reads)

    def _overlaps(self, row: Row, reads: Reads) -> bool:
        """Whether its time, or else its document's day, is asked for; never where neither is known."""
        if not (self.since or self.until):
            return True
        time, day = row["time"], reads.document(row["document"])["date"]
        first = (time and (time["start"] or time["end"])) or day
        last = (time and (time["end"] or time["start"])) or day
        if not first or not last:
            return False
        return bool((not self.since or last >= self.since) and (not self.until or first <= self.until))


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims(Numbers):
    """The same of statements, whose claim is `about` something; `by`, an IRI, is in whose voice, `type` that of a term in
    the claim, and the time the claim's.
    """

    by: str | None = None
    type: str | None = None
    modality: str | None = None

    def keeps(self, row: Row, reads: Reads) -> bool:
        """Whether a row passes what a reader doesn't look up, or looks up roughly."""
        return bool(
            (not self.relation or row["relation"]["label"] == self.relation)
            and (not self.modality or row["modality"] == self.modality)
            and (not self.type or any(term["type"] == self.type for term in terms(row)))
            and self._overlaps(row, reads)
        )
