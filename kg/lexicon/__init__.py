"""Word lists as data: one TOML file a subject, each entry with an example. `words` and `table` read them, once."""

from __future__ import annotations

import functools
import tomllib
from pathlib import Path
from typing import Any


@functools.cache
def table(name: str) -> dict[str, Any]:
    """The TOML file `name` of this folder."""
    return tomllib.loads((Path(__file__).parent / f"{name}.toml").read_text(encoding="utf-8"))


@functools.cache
def words(name: str, *path: str) -> frozenset[str]:
    """A list of words in the TOML file `name`, at the keys `path`."""
    found: Any = table(name)
    for key in path:
        found = found[key]
    return frozenset(found)
