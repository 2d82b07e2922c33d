"""`dataroom checklists`: what is asked for, whether the files are sound, and how to write one."""

from __future__ import annotations

import json
from pathlib import Path

import click

from dataroom.checklists import load_checklists
from dataroom.coverage import coverage
from dataroom.errors import UsageError
from dataroom.guide import load_guide
from dataroom.rules import load_rules
from dataroom.schemas import checklist_schema
from dataroom.starter import STARTER
from dataroom.store import write_private

_FILES = click.option("--checklist", "files", multiple=True, help="Id or file of a checklist (repeatable).")
_RULES = click.option("--rules", type=click.Path(path_type=Path), help="A folder of rules laid over the shipped ones.")
_LANG = click.option("--lang", type=click.Choice(["fr", "en"]), default="fr")


@click.group("checklists")
def command() -> None:
    """List, show, test and write checklists; show which statement of the guide each of them checks."""


@command.command("list")
@_FILES
@_RULES
@_LANG
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


@command.command("coverage")
@_FILES
@_RULES
@_LANG
def coverage_(files: tuple[str, ...], rules: Path | None, lang: str) -> int:
    """Show which requirements check each statement of the guide: number, section, statement, requirements.

    Ends with 1 where a statement is checked by none.
    """
    covered = coverage(load_guide(), load_checklists(files, load_rules(rules)))
    for item in covered:
        row = item.row
        section, text = getattr(row.section, lang), getattr(row.text, lang)
        click.echo(f"{row.number}\t{section}\t{text}\t{', '.join(item.requirements) or '-'}")
    checked = sum(bool(item.requirements) for item in covered)
    click.echo(f"{checked} of {len(covered)} statements checked", err=True)
    return 0 if checked == len(covered) else 1


@command.command()
@click.option("--out", type=click.Path(path_type=Path), help="File to write (default: standard output).")
def new(out: Path | None) -> None:
    """Write a small checklist with comments, ready to be edited; nothing is ever written over."""
    if out is None:
        click.echo(STARTER, nl=False)
        return
    if out.exists() or out.is_symlink():
        raise UsageError(f"{out}: expected a new file, got one that exists")
    if not out.parent.is_dir():
        raise UsageError(f"{out}: expected a file in a folder that exists, got {out.parent}")
    click.echo(str(write_private(out, STARTER)))


@command.command()
def schema() -> None:
    """Show the JSON Schema of a checklist, for editors that complete and check TOML."""
    click.echo(json.dumps(checklist_schema(), ensure_ascii=False, indent=2))
