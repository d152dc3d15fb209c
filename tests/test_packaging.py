"""The wheel holds every package and data file of the project, and no other top-level name than `kg`."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PLACES = {"kg": ROOT / "kg", "kg/cli": ROOT / "cli", "kg/queries": ROOT / "queries"}
DATA = {".py", ".toml", ".ttl", ".rq", ".typed", ".npz", ".json"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names of the files in a wheel built from a copy of the project, without a network."""
    pytest.importorskip("setuptools", minversion="77")
    place = tmp_path_factory.mktemp("wheel")
    for folder in ("kg", "cli", "queries"):
        shutil.copytree(ROOT / folder, place / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for file in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / file, place)
    script = "import setuptools.build_meta as b; print(b.build_wheel('out'))"
    run = subprocess.run([sys.executable, "-c", script], cwd=place, capture_output=True, text=True, timeout=300)
    assert run.returncode == 0, run.stderr
    built = next((place / "out").glob("*.whl"))
    return set(zipfile.ZipFile(built).namelist())


def test_the_wheel_holds_all_files(wheel: set[str]) -> None:
    expected = {
        f"{prefix}/{file.relative_to(folder).as_posix()}"
        for prefix, folder in PLACES.items()
        for file in folder.rglob("*")
        if file.is_file() and (file.suffix in DATA or file.name == "py.typed") and "__pycache__" not in file.parts
    }
    assert expected - wheel == set()


def test_nothing_but_kg_lands_at_the_top(wheel: set[str]) -> None:
    tops = {name.split("/")[0] for name in wheel}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"kg"}


def test_every_package_is_declared() -> None:
    declared = set(tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]["packages"])
    found = {
        ".".join((prefix, *file.parent.relative_to(folder).parts)).replace("/", ".")
        for prefix, folder in PLACES.items()
        for file in folder.rglob("__init__.py")
    }
    assert found == declared
