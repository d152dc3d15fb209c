"""The error tree. The library raises these; the command line prints their message and exits with their status.

KgError                      2  anything claimgraph knows how to explain
├── InputError               1  a document can't be read: missing, binary, empty, not UTF-8 …
├── ModelError               2  a language model is missing or unusable
├── GraphError               2  the graph's folder isn't ours, is damaged, or has another format
│   └── LockedError         75  another process is writing to the graph
├── DecisionError            2  a decision of a person that contradicts another one, or makes no sense
├── QueryError               2  a SPARQL query that can't be parsed or isn't allowed
└── UnknownError             2  a name (entity, query, format, document) that isn't there; carries close matches
"""

from __future__ import annotations

from collections.abc import Sequence


class KgError(Exception):
    """What went wrong, where, and what to do about it, in one or two lines."""

    exit_status = 2


class InputError(KgError):
    """A document can't be read. `origin` is its path or `-`."""

    exit_status = 1

    def __init__(self, message: str, *, origin: str = "") -> None:
        super().__init__(f"{origin}: {message}" if origin else message)
        self.origin = origin


class ModelError(KgError):
    """A language model is missing or can't be used."""


class GraphError(KgError):
    """The graph's folder isn't one of ours, is damaged, or has another format."""


class UnfinishedWarning(UserWarning):
    """A graph that is read lacks some of what was read into it: a build is running, or was cut off."""


class LockedError(GraphError):
    """Another process is writing to the graph."""

    exit_status = 75


class DecisionError(KgError):
    """A person's decision contradicts another one, or makes no sense."""


class QueryError(KgError):
    """A SPARQL query is malformed or not allowed."""


class UnknownError(KgError):
    """`name` isn't a known `kind` (entity, query, format, document); `near` are close matches, `hint` tells what there is."""

    def __init__(self, kind: str, name: str, near: Sequence[str] = (), *, hint: str = "") -> None:
        meant = f"; did you mean {', '.join(repr(n) for n in near)}?" if near else ""
        super().__init__(f"no {kind} {name!r}{meant}{f'; {hint}' if hint else ''}")
        self.kind, self.name, self.near = kind, name, tuple(near)
