"""CSV: a folder with one table for documents, entities, claims and statistics (RFC 4180, UTF-8)."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import KgError
from kg.export import flat

if TYPE_CHECKING:
    from kg.export import Readable


def write(graph: Readable, folder: Path) -> None:
    """Write `documents.csv`, `entities.csv`, `claims.csv` and `statistics.csv` into a folder, made if need be."""
    if folder.exists() and not folder.is_dir():
        raise KgError(f"{folder}: is a file; csv needs a folder")
    folder.mkdir(parents=True, exist_ok=True)
    readers = {
        "documents": graph.documents,
        "entities": graph.entities,
        "claims": graph.claims,
        "statistics": graph.statistics,
    }
    for kind, read in readers.items():
        with (folder / f"{kind}.csv").open("w", encoding="utf-8", errors="backslashreplace", newline="") as out:
            table = csv.DictWriter(out, flat.COLUMNS[kind])
            table.writeheader()
            table.writerows(flat.row(kind, record) for record in read())
