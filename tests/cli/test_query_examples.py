"""The example of every named query, as it stands, on a graph of `seeds/` and of `disputes/`."""

from __future__ import annotations

import os
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from kg.store.named import load, names

ROOT = Path(__file__).parents[2]
TEXTS = ("seeds", "disputes")
#: What the texts have nothing of: nobody is accused, nothing is said twice, nobody decided anything.
EMPTY = frozenset(
    {
        "accusations",
        "corroborated",
        "decisions",
        "homonyms-of",
        "members-of",
        "rejected",
        "replaced",
        "sites-of",
        "unnamed",
    }
)


@pytest.fixture(scope="module")
def seeds(program: click.Group, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with the texts and their graph, in which the tests stand."""
    folder = tmp_path_factory.mktemp("seeds")
    for name in TEXTS:
        shutil.copytree(ROOT / name, folder / name)
    before = Path.cwd()
    os.chdir(folder)
    result = CliRunner().invoke(program, ["build", *TEXTS], prog_name="kg", catch_exceptions=False)
    assert result.exit_code == 0, result.output
    yield folder
    os.chdir(before)


@pytest.mark.parametrize("name", names())
def test_the_example_of_a_query_answers(seeds: Path, kg, name: str) -> None:
    result = kg(*shlex.split(load(name).example)[1:])
    if result.exit_code == 1:
        assert result.stderr == "No results.\n"
        assert name in EMPTY or load(name).topic == "parts of commands", load(name).example
    else:
        assert result.exit_code == 0, result.output
