"""How much of what a graph has. Counting goes through all of it, so it is done once for each state that is served.

Whoever counts first, in the process of a query, writes the numbers beside the copy that is served; the others read them.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from kg.rdf.vocabulary import CLASSES
from kg.store import Store

_FILE = "counts.json"
_CLASSES = sorted({ours for ours, _ in CLASSES.values()} | {"kg:Document", "kg:Claim", "kg:Statement", "kg:Statistic"})


@dataclass(frozen=True, slots=True)
class Counts:
    """The number of quads, and of the things of each class of ours (a prefixed name) that has any."""

    triples: int
    classes: Mapping[str, int]


def counts(store: Store, folder: Path) -> Counts:
    """Those of the store, whose copy is in a folder."""
    file = folder / _FILE
    try:
        return Counts(**json.loads(file.read_text(encoding="utf-8")))
    except FileNotFoundError:
        found = _counted(store)
    partial = file.with_suffix(f".{os.getpid()}")  # two may count at once
    with suppress(OSError):
        partial.write_text(json.dumps(asdict(found)), encoding="utf-8")
        partial.replace(file)
    return found


def _counted(store: Store) -> Counts:
    of = {kind: _number(store, kind) for kind in _CLASSES}
    return Counts(store.size, {kind: number for kind, number in of.items() if number})


def _number(store: Store, kind: str) -> int:
    ((number,),) = store.query(f"SELECT (COUNT(DISTINCT ?s) AS ?n) {{ GRAPH ?g {{ ?s a {kind} }} }}").rows
    return int(number.value)
