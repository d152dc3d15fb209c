"""Writes `docs/commands.md` from the commands' own help: `python -m kg.cli.reference > docs/commands.md`."""

from __future__ import annotations

import click

from .app import COMMANDS, kg

_HEAD = """# Commands

Generated from `--help` by `python -m kg.cli.reference > docs/commands.md`; a test compares the two.

Results go to standard output, all else to standard error. Exit status: 0 done, 1 no answer or some inputs failed,
2 usage or error, 75 the graph is locked by another writer, 130 interrupted.
"""


def render() -> str:
    """The whole page."""
    parts = [_HEAD, _section("kg", _top(), kg)]
    for name in COMMANDS:
        parent = _top()
        command = kg.get_command(parent, name)
        assert command is not None
        context = click.Context(command, info_name=name, parent=parent)
        parts.append(_section(f"kg {name}", context, command))
        for inner, below in sorted(command.commands.items()) if isinstance(command, click.Group) else ():
            parts.append(_section(f"kg {name} {inner}", click.Context(below, info_name=inner, parent=context), below))
    return "\n".join(parts)


def _top() -> click.Context:
    return click.Context(kg, info_name="kg", **kg.context_settings)


def _section(title: str, context: click.Context, command: click.Command) -> str:
    context.terminal_width = 100
    return f"## {title}\n\n```text\n{command.get_help(context)}\n```\n"


if __name__ == "__main__":
    click.echo(render(), nl=False)
