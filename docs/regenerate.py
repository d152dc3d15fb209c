"""Runs what `tutorial.md` and `cookbook.md` show, and writes down what comes out: `make docs`.

    python docs/regenerate.py            rewrite the pages
    python docs/regenerate.py --check    say which are out of date, exit status 1

Each page runs in an empty folder with a copy of `seeds/` and `disputes/`. Three kinds of blocks are run, in their order:

    ```console   lines that begin with "$ " are commands of kg, or `ls`; the rest is their output. `| head -N` cuts it.
                 The key of a claim after `kg why` or `reject` is the first key in the output of the command before.
    ```sparql    a query over the graph that the page has built; the ```text block that follows is its table
    ```python    the ```text block that follows is what it prints

Output is that of a terminal 110 columns wide.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import shutil
import sys
import tempfile
from importlib.metadata import entry_points
from pathlib import Path

import click

HERE = Path(__file__).parent
PAGES = ("tutorial.md", "cookbook.md")
_BLOCK = re.compile(r"^```(console|sparql|python)\n(.*?)^```\n(?:\n```text\n(.*?)^```\n)?", re.DOTALL | re.MULTILINE)
_KEY = re.compile(r"(?:^|claim/)([0-9a-f]{8})\b", re.MULTILINE)


class Terminal(io.StringIO):
    """Where a command writes as on a terminal."""

    def isatty(self) -> bool:
        """It is one."""
        return True


class Page:
    """One page, while it is run."""

    def __init__(self) -> None:
        (script,) = entry_points(group="console_scripts", name="kg")
        self._program: click.Group = sys.modules[script.load().__module__].kg
        self._key = ""
        self._names: dict[str, object] = {}

    def block(self, match: re.Match[str]) -> str:
        """A block with its output."""
        kind, source = match[1], match[2]
        if kind == "console":
            shown = "".join(self._command(line[2:]) for line in source.splitlines() if line.startswith("$ "))
            return f"```console\n{shown}```\n"
        shown = self._kg(["query", "-"], source) if kind == "sparql" else self._python(source)
        return f"```{kind}\n{source}```\n\n```text\n{shown}```\n"

    def _command(self, line: str) -> str:
        """A command and what it writes."""
        line = re.sub(r"(?<=\bwhy )[0-9a-f]{8}\b|(?<=\breject )[0-9a-f]{8}\b", lambda _: self._key, line)
        command, _, cut = line.partition(" | head -")
        name, *arguments = shlex.split(command)
        if name == "ls":
            shown = "".join(f"{file.name}\n" for file in sorted(Path(*arguments).iterdir()))
        else:
            shown = self._kg(arguments)
        lines = shown.splitlines(keepends=True)[: int(cut) if cut else None]
        key = _KEY.search("".join(lines))
        self._key = key[1] if key else ""
        return f"$ {line}\n{''.join(lines)}"

    def _kg(self, arguments: list[str], stdin: str = "") -> str:
        out = Terminal()
        sys.stdin, before = io.TextIOWrapper(io.BytesIO(stdin.encode())), sys.stdin
        try:
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()) as errors:
                self._program.main(arguments, prog_name="kg", standalone_mode=False)
        except click.exceptions.Exit:
            pass
        finally:
            sys.stdin = before
        return re.sub(r"[ \t]+$", "", click.unstyle(out.getvalue() + errors.getvalue()), flags=re.MULTILINE)

    def _python(self, source: str) -> str:
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            exec(source, self._names)
        return out.getvalue()


def render(name: str) -> str:
    """A page with what its blocks give now."""
    page = Page()
    environment = {key: value for key, value in os.environ.items() if not key.startswith("KG_")}
    kept = dict(os.environ)
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        for texts in ("seeds", "disputes"):
            shutil.copytree(HERE.parent / texts, texts)
        os.environ.clear()
        os.environ.update(environment, NO_COLOR="1", COLUMNS="110", KG_AUTHOR="a reporter")
        try:
            return _BLOCK.sub(page.block, (HERE / name).read_text(encoding="utf-8"))
        finally:
            os.environ.clear()
            os.environ.update(kept)


def main() -> None:
    """Rewrite the pages, or check them."""
    stale = []
    for name in PAGES:
        text, file = render(name), HERE / name
        if text != file.read_text(encoding="utf-8"):
            stale.append(name)
            if "--check" not in sys.argv:
                file.write_text(text, encoding="utf-8")
    if stale:
        print(("out of date: " if "--check" in sys.argv else "rewritten: ") + ", ".join(stale))
    sys.exit(1 if stale and "--check" in sys.argv else 0)


if __name__ == "__main__":
    main()
