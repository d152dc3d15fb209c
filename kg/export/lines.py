"""JSON Lines: the records in the shape of the JSON contract, each with its `kind`, one a line."""

from __future__ import annotations

import json
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from kg.export import Readable


def write(graph: Readable, name: str, out: IO[bytes]) -> None:  # noqa: ARG001 - the signature of all formats
    """Write documents, entities, claims and statistics, in this order."""
    readers = {
        "document": graph.documents,
        "entity": graph.entities,
        "claim": graph.claims,
        "statistic": graph.statistics,
    }
    for kind, read in readers.items():
        for record in read():
            line = json.dumps({"kind": kind, **record}, ensure_ascii=False)
            out.write(line.encode("utf-8", "backslashreplace") + b"\n")
