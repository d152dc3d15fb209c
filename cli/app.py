"""`kg`: finds the command, loads only that one, and turns what goes wrong into a line and an exit status."""

from __future__ import annotations

import errno
import importlib
import os
import sys
import warnings
from typing import Any, NoReturn

import click

from kg.errors import KgError

#: Each command: its file, and its help in one line, so that `kg --help` need not load the commands.
COMMANDS = {
    "build": "Read documents into the graph.",
    "ask": "Answer a question, with who says so and the exact quote.",
    "show": "Show what the graph knows about an entity.",
    "entities": "List people, agencies, places and other entities.",
    "claims": "List what is claimed, by whom, and where.",
    "statistics": "List numbers with what they count, whom and when.",
    "sources": "List who speaks, and how often.",
    "conflicts": "List claims that sources contradict each other on, and numbers that disagree.",
    "plans": "List what was planned, promised or required, and what became of it.",
    "timeline": "List what happened with an entity, what it said, and what is planned, by day.",
    "diff": "Show how the claims of one document differ from those of another.",
    "path": "Show how two entities are connected, each step with its evidence.",
    "query": "Run a SPARQL query: a named one, a file, or standard input.",
    "export": "Write the graph for other programs.",
    "serve": "Serve the graph over HTTP: pages, questions, SPARQL.",
    "why": "Show the sentence, the rule and the words behind a claim or a name.",
    "review": "Correct the graph for good: merge, split, rename, reject, accept, undo.",
    "validate": "Check the graph's shape, and every quote against its document.",
    "remove": "Take a document and all that only it supports out of the graph.",
    "doctor": "Check versions, model, store, lock and disk.",
}


class LazyGroup(click.Group):
    """Commands by name, each imported when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The names of the commands in the order of use."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """The command of a name, or None."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"{__package__}.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click, but with close matches for a mistyped command."""
        name = args[0]
        if name not in COMMANDS and not name.startswith("-"):
            import difflib  # only a mistake needs it

            near = difflib.get_close_matches(name, COMMANDS, n=3)
            hint = f" Did you mean {' or '.join(near)}?" if near else " See kg --help."
            ctx.fail(f"no command {name!r}.{hint}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        """The list of commands, without loading them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; the errors of the library become one message and their exit status."""
        try:
            return super().invoke(ctx)
        except KgError as error:
            fail(ctx, error, error.exit_status)
        except KeyboardInterrupt:
            click.echo("Interrupted.", err=True)
            ctx.exit(130)
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise
            fail(ctx, error, KgError.exit_status)


def fail(ctx: click.Context, error: Exception, status: int) -> NoReturn:
    """Print an error and leave with an exit status."""
    click.echo(f"Error: {error}", err=True)
    ctx.exit(status)


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    epilog="A graph lives in one folder: --graph DIR, else $KG_GRAPH, else ./graph.",
)
@click.version_option(package_name="claimgraph", prog_name="kg")
def kg() -> None:
    """Read news, reports and policy papers into a graph of entities and claims that a person can check.

    \b
    Examples:
      kg build report.txt articles/
      kg ask "what does TCIU do"
      kg claims --about HSI --json
    """


def main() -> None:
    """The entry point of the command `kg`."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            # What a terminal's encoding lacks is written as an escape, instead of an error in the middle of a list.
            reconfigure(errors="backslashreplace")
    # Its many small matrices hardly gain by more threads; several cores are for `--workers`.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    warnings.formatwarning = lambda message, *_, **__: f"Warning: {message}\n"
    kg(prog_name="kg")
