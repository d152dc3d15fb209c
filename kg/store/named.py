"""Reads the named queries of `kg.queries`, whose docstring says what their heads mean."""

from __future__ import annotations

import functools
import importlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

#: `importlib.resources` would take as long to import as a query to answer.
FOLDER = Path(str(importlib.import_module("kg.queries").__file__)).parent

#: What queries are listed under, in this order.
TOPICS = ("claims", "voices", "numbers", "entities", "documents", "checking", "parts of commands")


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A named query: its SPARQL text, and what its head says; `topic` is what it is listed under."""

    name: str
    text: str
    summary: str
    topic: str
    parameters: Mapping[str, str]
    defaults: Mapping[str, str]
    example: str


@functools.cache
def names() -> tuple[str, ...]:
    """The names of all queries, sorted."""
    return tuple(sorted(f.name.removesuffix(".rq") for f in FOLDER.iterdir() if f.name.endswith(".rq")))


@functools.cache
def load(name: str) -> Named:
    """The query of a name. Raises KeyError if there is none."""
    file = FOLDER.joinpath(f"{name}.rq")
    if not name.replace("-", "").isalnum() or not file.is_file():
        raise KeyError(name)
    text = file.read_text(encoding="utf-8")
    head = {key.strip(): value.strip() for key, value in map(_split, text.splitlines()) if key}
    return Named(
        name=name,
        text=text,
        summary=head["summary"],
        topic=head["topic"],
        parameters=dict(pair.split(":", 1) for pair in head.get("parameters", "").split()),
        defaults=dict(pair.split("=", 1) for pair in head.get("defaults", "").split()),
        example=head["example"],
    )


def _split(line: str) -> tuple[str, str]:
    """Key and value of a line of the head; empty for any other line."""
    if not line.startswith("#+"):
        return "", ""
    key, _, value = line.removeprefix("#+").partition(":")
    return key, value
