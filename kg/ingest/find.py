"""Which files are meant by a path, a folder, a glob or `-`."""

from __future__ import annotations

import glob
from collections.abc import Iterable
from pathlib import Path

from kg.errors import InputError

#: How a file's name ends, and what it is read as.
FORMATS = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
}
STDIN = "-"


def find(paths: Iterable[str]) -> tuple[list[str], list[InputError]]:
    """The documents that are meant, each once, in a fixed order; and an error for each path that leads to none.

    A folder stands for the documents in it and below, by the endings in FORMATS; hidden files and folders are
    passed over. A file that is named is taken whatever its ending.
    """
    found: dict[str, None] = {}
    errors = []
    for path in paths:
        try:
            found.update(dict.fromkeys(_origins(path)))
        except InputError as error:
            errors.append(error)
    return list(found), errors


def _origins(path: str) -> list[str]:
    if path == STDIN:
        return [STDIN]
    here = Path(path)
    try:
        if here.is_dir():
            return _folder(here)
        if here.exists():
            return [path]
        matches = sorted(glob.glob(path, recursive=True)) if glob.has_magic(path) else []  # noqa: PTH207 - any pattern
    except (OSError, ValueError) as error:
        raise InputError(f"can't be looked up ({error})", origin=path) from None
    if matches:
        return [origin for match in matches for origin in _origins(match)]
    kind = "no file matches this pattern" if glob.has_magic(path) else "no such file or folder"
    raise InputError(kind, origin=path)


def _folder(folder: Path) -> list[str]:
    inside = sorted(
        p
        for p in folder.rglob("*")
        if p.suffix.lower() in FORMATS
        and p.is_file()
        and not any(part.startswith(".") for part in p.relative_to(folder).parts)
    )
    if not inside:
        raise InputError(f"no documents in this folder (looked for {', '.join(FORMATS)})", origin=str(folder))
    return [str(p) for p in inside]
