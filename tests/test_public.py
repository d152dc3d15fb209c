"""What `import kg` offers, and what it costs."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import kg

HEAVY = ("spacy", "rdflib", "networkx", "pyoxigraph", "click", "trafilatura", "numpy", "dateutil")


def modules_after(code: str) -> set[str]:
    """The modules that a fresh interpreter has after some code."""
    script = f"{code}\nimport sys\nsys.stderr.write('\\n'.join(sys.modules))"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=120)
    return set(run.stderr.splitlines())


def test_import_is_light() -> None:
    loaded = modules_after("import kg")
    assert not loaded & set(HEAVY)
    assert len({name for name in loaded if name.startswith("kg")}) == 1


def test_every_public_name_is_there() -> None:
    for name in kg.__all__:
        assert getattr(kg, name) is not None, name
    assert set(kg.__all__) < set(dir(kg))


def test_names_for_type_checkers_are_the_public_names() -> None:
    tree = ast.parse(Path(kg.__file__).read_text(encoding="utf-8"))
    block = next(node for node in tree.body if isinstance(node, ast.If))
    declared = {
        alias.asname: (node.module, alias.name)
        for node in block.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert declared == kg._PUBLIC


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="nothing_like_it"):
        _ = kg.nothing_like_it


def test_version() -> None:
    assert kg.__version__.count(".") >= 2
