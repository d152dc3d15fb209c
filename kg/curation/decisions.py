"""The log of decisions: lines of JSON that are only ever added, so that it can be compared, reviewed and merged.

A decision names what it is about by IRI, with the label for whoever reads the file. An entity's identifier may change
as documents come and go, so a decision also keeps one place of it: a document and the entity's own identifier there.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any, Literal, get_args

from kg import ids
from kg.errors import GraphError
from kg.records import EntityType

Kind = Literal["merge", "split", "rename", "retype", "distinct", "same", "reject", "accept", "undo"]
KINDS: tuple[Kind, ...] = get_args(Kind)

#: What a decision of a kind must say.
_NEEDED: dict[Kind, tuple[str, ...]] = {
    "merge": ("entity", "other"),
    "split": ("entity", "new"),
    "rename": ("entity", "name"),
    "retype": ("entity", "type"),
    "distinct": ("entity", "other"),
    "same": ("entity",),
    "reject": ("claim", "label"),
    "accept": ("claim", "label"),
    "undo": ("undoes",),
}

#: The file in a graph's folder.
FILE = "curation.jsonl"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ref:
    """An entity as it was when somebody decided about it; `document` and `local` are one place where it is found."""

    id: str
    label: str
    type: EntityType
    document: str | None = None
    local: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One decision. `time` is in UTC; `entity` keeps its name in a merge, and is cut in a split.

    `alias` or `document`, with its file as `label`, say what of an entity is meant, `new` is the IRI of what a split makes, `name` and `type` are
    what a rename and a retype give. A claim is told by its IRI, its label and the passages where it was stated, by which
    it is found again when its IRI changes. `undoes` is the `id` of another decision.
    """

    id: str = ""
    kind: Kind
    author: str
    time: str
    reason: str | None = None
    entity: Ref | None = None
    other: Ref | None = None
    document: str | None = None
    alias: str | None = None
    new: str | None = None
    name: str | None = None
    type: EntityType | None = None
    claim: str | None = None
    label: str | None = None
    passages: tuple[str, ...] = ()
    undoes: str | None = None

    @property
    def iri(self) -> str:
        """The IRI of the decision in RDF."""
        return f"{ids.BASE}decision/{self.id}"

    @property
    def says(self) -> str:
        """The decision in words."""
        entity, other = (_shown(ref) for ref in (self.entity, self.other))
        match self.kind:
            case "merge":
                return f"{other} is {entity}"
            case "split":
                return f"{self._part} is another than {entity}" if self.alias else f"{entity} {self._part} is another"
            case "rename":
                return f"{entity} is called {self.name!r}"
            case "retype":
                return f"{entity} is of type {self.type}"
            case "distinct":
                return f"{entity} and {other} are two"
            case "same":
                return f"{self._part} is rightly {entity}" if self.alias else f"{entity} {self._part} is rightly so"
            case "reject" | "accept":
                return f"{self.label!r} is {'wrong' if self.kind == 'reject' else 'right'}"
        return f"undoes {self.undoes}"

    @property
    def _part(self) -> str:
        return repr(self.alias) if self.alias else f"in {self.label or self.document}"


def identified(decision: Decision) -> str:
    """The id of a decision: a hash of all else that it says."""
    return ids.digest({key: value for key, value in _json(decision).items() if key != "id"})


def dump(decision: Decision) -> str:
    """A decision as one line, without its end."""
    return json.dumps(_json(decision), ensure_ascii=False)


def load(line: str) -> Decision:
    """The decision of a line. Raises ValueError, KeyError or TypeError if it holds none."""
    found = json.loads(line)
    if found["kind"] not in KINDS:
        raise ValueError(f"no kind of decision: {found['kind']!r}")
    for key in ("id", "author", "time", *_NEEDED[found["kind"]]):
        if not found.get(key):
            raise ValueError(f"it has no {key!r}")
    for key in ("entity", "other"):
        if key in found:
            found[key] = Ref(**found[key])
    found["passages"] = tuple(found.get("passages", ()))
    return Decision(**found)


def read(text: str) -> list[Decision]:
    """The decisions of a log. A last line without an end was being written when its process ended, and counts only if it
    is whole. Raises GraphError for any other line that isn't a decision.
    """
    lines = text.split("\n")
    torn = lines.pop()
    found: dict[str, Decision] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            decision = load(line)
        except (ValueError, KeyError, TypeError) as error:
            raise GraphError(f"{FILE}, line {number}: not a decision ({error}); correct or delete the line") from None
        if decision.id in found:
            raise GraphError(f"{FILE}, line {number}: decision {decision.id} is there twice; delete one of the lines")
        found[decision.id] = decision
    whole = _whole(torn)
    if whole and whole.id not in found:
        found[whole.id] = whole
    return list(found.values())


def mended(text: str) -> tuple[str, str]:
    """A log to which lines can be added, and what was torn off its end."""
    kept, end, torn = text.rpartition("\n")
    if not torn:
        return text, ""
    return (f"{text}\n", "") if _whole(torn) else (kept + end, torn)


def in_force(log: Iterable[Decision]) -> list[Decision]:
    """The decisions that no later one undoes, in their order."""
    log = list(log)
    undone = {decision.undoes for decision in log}
    return [decision for decision in log if decision.kind != "undo" and decision.id not in undone]


def digest(decisions: Iterable[Decision]) -> str:
    """Equal for equal decisions in force."""
    return ids.digest([decision.id for decision in decisions])


def _whole(line: str) -> Decision | None:
    try:
        return load(line)
    except (ValueError, KeyError, TypeError):
        return None


def _json(record: Decision | Ref) -> dict[str, Any]:
    """The fields that say something."""
    found: dict[str, Any] = {}
    for field in fields(record):
        value = getattr(record, field.name)
        if isinstance(value, Ref):
            found[field.name] = _json(value)
        elif value not in (None, ()):
            found[field.name] = list(value) if isinstance(value, tuple) else value
    return found


def _shown(ref: Ref | None) -> str:
    return repr(ref.label) if ref else ""
