"""Help: complete, true, with examples that run, and quick."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest

ROOT = Path(__file__).parents[2]
NAMES = sorted(f.stem for f in (ROOT / "cli").glob("*.py") if "def command(" in f.read_text(encoding="utf-8"))


def command_of(program: click.Group, name: str) -> click.Command:
    command = program.get_command(click.Context(program), name)
    assert command is not None
    return command


def examples(command: click.Command) -> list[str]:
    found = re.findall(r"^ *((?:echo .*\| )?kg .+)$", (command.help or "").partition("Examples:")[2], re.MULTILINE)
    assert found, f"{command.name} has no examples"
    return [str(line).strip() for line in found]


def test_every_file_with_a_command_is_listed(program):
    assert sorted(program.list_commands(click.Context(program))) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_the_short_help_is_the_first_line_of_the_long(program, name):
    app = sys.modules[type(program).__module__]
    assert command_of(program, name).help.splitlines()[0] == app.COMMANDS[name]


@pytest.mark.parametrize("name", NAMES)
def test_every_option_is_explained(program, name):
    for parameter in command_of(program, name).params:
        assert isinstance(parameter, click.Argument) or parameter.help


@pytest.mark.parametrize("name", sorted({*NAMES} - {"serve"}))  # which runs until it is stopped: see tests/serve
def test_examples_run(program, kg, folder, name):
    (folder / "articles").mkdir()
    (folder / "articles" / "one.txt").write_text("The agency hired 12 pilots.")
    (folder / "briefs").mkdir()
    (folder / "agencies.csv").write_text("name,type,aliases\nCoastal Harbour Agency,agency,CHA\n")
    (folder / "briefs" / "two.md").write_text("# Brief\n\nThe mayor praised the crew.")
    claim = kg("claims", "--format", "tsv").stdout.splitlines()[1].split("\t")[0].rsplit("/", 1)[-1]
    for example in examples(command_of(program, name)):
        text = example.replace("1d07a2c4", claim).replace("HSI", "CHA").replace("TCIU", "NPU")
        stdin = None
        if text.startswith("echo"):
            said, _, text = text.partition(" | ")
            stdin = shlex.split(said)[1]
        text, _, source = text.partition(" < ")
        stdin = (folder / source).read_bytes() if source else stdin
        arguments = shlex.split(text.partition(" > ")[0])[1:]
        result = kg(*arguments, stdin=stdin)
        assert result.exit_code in (0, 1), f"{example}: {result.output}"
        assert "Error" not in result.stderr or result.stderr.startswith("Error: no entity"), (
            f"{example}: {result.output}"
        )


def test_the_page_of_commands_is_true():
    run = subprocess.run([sys.executable, "-m", "kg.cli.reference"], capture_output=True, check=True, cwd=ROOT)
    assert (ROOT / "docs" / "commands.md").read_bytes() == run.stdout


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], []])
def test_help_lists_the_commands(kg, arguments):
    result = kg(*arguments)
    assert all(f"  {name}" in result.output for name in NAMES)


def test_help_loads_no_command_and_nothing_heavy():
    code = "import sys; sys.argv[1:] = ['--help']\nfrom kg.cli.app import main\ntry: main()\nexcept SystemExit: pass\n"
    code += "sys.stderr.write('\\n'.join(sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(run.stderr.splitlines())
    assert {name for name in loaded if name.partition(".")[0] == "kg"} == {"kg", "kg.cli", "kg.cli.app", "kg.errors"}
    assert not loaded & {"spacy", "rdflib", "networkx", "pyoxigraph", "numpy"}
