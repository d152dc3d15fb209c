"""The command through its real entry point, and a small graph built once."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import entry_points
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

REPORT = """\
Harbour agency widens its net

Published on March 4, 2023

The Coastal Harbour Agency (CHA) seized 284 boats in 2022. Maria Osei, director of the agency, said that the CHA will
send 40 inspectors to Norland. The mayor of Norland denied that the port is unsafe.

The Night Patrol Unit (NPU) is a unit of the Coastal Harbour Agency. The NPU inspects cargo ships and trains customs
officers.
"""
BRIEF = """\
The Coastal Harbour Agency (CHA) works with the Norland Police. According to the Norland Police, smugglers used
fishing boats. The CHA arrested 12 smugglers in June 2022.
"""

Kg = Callable[..., Result]


@pytest.fixture(scope="session")
def program() -> click.Group:
    """The group of commands behind the installed script `kg`."""
    (script,) = entry_points(group="console_scripts", name="kg")
    main = script.load()
    group = sys.modules[main.__module__].kg
    assert isinstance(group, click.Group)
    return group


@pytest.fixture
def kg(program: click.Group) -> Kg:
    """A function from arguments to the result of the command; what isn't an exit is a failure of the test."""

    def run(*arguments: str | Path, stdin: bytes | str | None = None) -> Result:
        result = CliRunner().invoke(program, [str(a) for a in arguments], input=stdin, prog_name="kg")
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return run


@pytest.fixture(scope="session")
def built(program: click.Group, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two documents and their graph in `graph`; leave it as it is."""
    folder = tmp_path_factory.mktemp("built")
    (folder / "report.txt").write_text(REPORT, encoding="utf-8")
    (folder / "brief.txt").write_text(BRIEF, encoding="utf-8")
    arguments = ["build", str(folder / "report.txt"), str(folder / "brief.txt"), "--graph", str(folder / "graph")]
    result = CliRunner().invoke(program, arguments, prog_name="kg", catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return folder


@pytest.fixture
def folder(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of `built`, in which the test stands."""
    here = tmp_path / "here"
    shutil.copytree(built, here)
    monkeypatch.chdir(here)
    return here


@pytest.fixture
def shell() -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """A function that runs `kg` as a process of its own."""

    def run(*arguments: str | Path, **options: object) -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-P", "-c", "from kg.cli.app import main; main()", *map(str, arguments)]
        environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
        return subprocess.run(command, capture_output=True, timeout=120, env=environment, **options)  # type: ignore[call-overload, no-any-return]

    return run
