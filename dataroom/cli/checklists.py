"""`dataroom checklists`: what is asked for, and whether the files are sound."""

from __future__ import annotations

from pathlib import Path

import click

from dataroom.checklists import load_checklists
from dataroom.rules import load_rules

_FILES = click.option("--checklist", "files", multiple=True, help="Id or file of a checklist (repeatable).")
_RULES = click.option("--rules", type=click.Path(path_type=Path), help="A folder of rules laid over the shipped ones.")


@click.group("checklists")
def command() -> None:
    """List, show and test the checklists."""


@command.command("list")
@_FILES
@_RULES
@click.option("--lang", type=click.Choice(["fr", "en"]), default="fr")
def list_(files: tuple[str, ...], rules: Path | None, lang: str) -> None:
    """List the checklists with their requirements, one a line: checklist, id, severity, title."""
    for checklist in load_checklists(files, load_rules(rules)):
        for requirement in checklist.requirements:
            title = getattr(requirement.title, lang)
            click.echo(f"{checklist.id}\t{requirement.id}\t{requirement.severity}\t{title}")


@command.command()
@click.argument("name")
@_RULES
def show(name: str, rules: Path | None) -> None:
    """Show one checklist as it is written."""
    (checklist,) = load_checklists((name,), load_rules(rules))
    click.echo(Path(checklist.path).read_text(encoding="utf-8"), nl=False)


@command.command()
@click.argument("names", nargs=-1)
@_RULES
def test(names: tuple[str, ...], rules: Path | None) -> None:
    """Check the checklist files (all shipped ones, or those named by id or path): every mistake, with its place."""
    found = load_checklists(names, load_rules(rules))
    count = sum(len(checklist.requirements) for checklist in found)
    click.echo(f"{len(found)} checklists, {count} requirements: sound")
