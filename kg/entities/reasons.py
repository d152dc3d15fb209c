"""Why a name is one of an entity's: what every rule that links names leaves behind for `kg why`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reason:
    """The rule (a key of `lexicon/naming.toml`), what it saw, and the code points `[start, end)` that show it."""

    rule: str
    why: str
    place: tuple[int, int] | None = None
