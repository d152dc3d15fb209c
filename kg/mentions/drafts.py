"""What this room makes."""

from __future__ import annotations

from kg.annotate import Word
from kg.records import EntityType, MentionKind


class Candidate:
    """A stretch of text that may name or refer to an entity, before it is known which.

    `[start, end)` are code points; `first` and `last` are the indexes of the first and last word (inclusive).
    """

    __slots__ = (
        "core",
        "definite",
        "described",
        "end",
        "first",
        "head",
        "kind",
        "last",
        "name",
        "office",
        "plural",
        "possessive",
        "start",
        "title",
        "type",
    )

    def __init__(
        self,
        *,
        head: Word,
        first: Word,
        last: Word,
        kind: MentionKind,
        type: EntityType,  # noqa: A002 - the field's name in the contract
        name: str,
        title: str = "",
        definite: bool = False,
        office: bool = False,
    ) -> None:
        self.head = head
        self.first, self.last = first.i, last.i
        self.start, self.end = first.start, last.end
        self.core = (first.start, last.end)
        """The same before a determiner or a possessive was taken in: from the title to the end of the name."""
        self.kind: MentionKind = kind
        self.type: EntityType = type
        self.name = name
        """The name without determiner, possessive and title; for a description, its words with the head singular."""
        self.title = title
        """What stood before a person's name: "President", "Foreign Minister"."""
        self.definite = definite
        """Whether it points at something known: "the bank", "this strategy", "its agents"."""
        self.office = office
        """Whether it is an office that stands for who holds it: "the Home Secretary said"."""
        self.described = False
        """Whether a common noun before the name heads the mention: "student Ana Ruiz"."""
        self.possessive = False
        """Whether "'s" follows."""
        self.plural = head.tag in ("NNS", "NNPS")

    def __repr__(self) -> str:
        return f"{self.kind}:{self.type}:{self.name}"
