"""The command line: one file a command, imported only when it is called."""

from __future__ import annotations

import gc
import importlib
import sys

import click

from dataroom import __version__

_COMMANDS = {
    "check": "Check a room: what is missing, unusable, changed or out of date.",
    "init": "Write a profile by asking, or from flags.",
    "report": "Render a saved report again, in any format, edition and language.",
    "seal": "Write the seal by which anybody can prove later that the room is unchanged.",
    "verify": "Check a seal, and that a room is the sealed one.",
    "prove": "Prove that one document belongs to a seal.",
    "diff": "Say what changed between two reports, seals or folders.",
    "bag": "Export a room as a BagIt bag.",
    "history": "Show the chain of past checks, and when documents came, changed or went.",
    "nightly": "Check many rooms unattended, and tell what changed.",
    "state": "Show or purge what is remembered between runs.",
    "explain": "Say why a document got its type, or a requirement its status.",
    "clauses": "Say which clauses contracts hold, on which page.",
    "rules": "List, show and test the rules of document types.",
    "checklists": "List, show and test the checklists.",
}


class _Lazy(click.Group):
    """A group that imports a command when it is called, so that `--help` stays instant."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in _COMMANDS:
            return None
        command = importlib.import_module(f"dataroom.cli.{cmd_name}").command
        return command if isinstance(command, click.Command) else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="dataroom")
def app() -> None:
    """Check the readiness of a due-diligence data room, offline.

    All documents stay on this machine. dataroom assists the preparation of a room; it gives no legal advice.
    """


def main() -> None:
    """Run the command line and end the process with the documented exit code."""
    from dataroom.cli.exits import run  # noqa: PLC0415 - the guard is not needed to print help

    # Rules and documents are kept to the end: to go through them for what might be given up is a tenth of a short run.
    gc.set_threshold(50_000)
    code = run(app)
    gc.freeze()  # the end of the process gives up everything: to look for cycles first takes another tenth
    sys.exit(code)
