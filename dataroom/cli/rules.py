"""`dataroom rules`: the document rules, and their own examples run as tests."""

from __future__ import annotations

import json
from pathlib import Path

import click

from dataroom.classify import Classifier
from dataroom.clause_rules import load_clauses
from dataroom.errors import UsageError
from dataroom.rules import DocumentRule, load_rules
from dataroom.schemas import rule_schema
from dataroom.selftest import run_clause_examples, run_examples

_FOLDER = click.option(
    "--rules", "overlay", type=click.Path(path_type=Path), help="A folder of rules laid over the shipped ones."
)


@click.group("rules")
def command() -> None:
    """List, show and test the rules of document types."""


@command.command("list")
@_FOLDER
@click.option("--lang", type=click.Choice(["fr", "en"]), default="fr")
def list_(overlay: Path | None, lang: str) -> None:
    """List the document types, one a line: id, family, title."""
    for rule in load_rules(overlay).documents.values():
        click.echo(f"{rule.id}\t{rule.family}\t{getattr(rule.title, lang)}")


@command.command()
@click.argument("type_id")
@_FOLDER
def show(type_id: str, overlay: Path | None) -> None:
    """Show one rule as it is written."""
    rules = load_rules(overlay)
    if type_id not in rules.files:
        raise UsageError(f"rules: expected the id of a document type, got {type_id!r} (`dataroom rules list`)")
    click.echo(Path(rules.files[type_id]).read_text(encoding="utf-8"), nl=False)


@command.command()
@click.argument("type_ids", nargs=-1)
@_FOLDER
def test(type_ids: tuple[str, ...], overlay: Path | None) -> int:
    """Run the examples of the rules as tests: those of the types named, or all, clauses included."""
    rules = load_rules(overlay)
    unknown = sorted(set(type_ids) - set(rules.documents))
    if unknown:
        raise UsageError(f"rules: expected ids of document types, got {', '.join(unknown)}")
    chosen: list[DocumentRule] = [rules.documents[t] for t in type_ids] or list(rules.documents.values())
    failures = list(run_examples(Classifier(rules), chosen))
    clauses = None if type_ids else load_clauses(overlay)
    failures += run_clause_examples(clauses) if clauses is not None else ()
    for failure in failures:
        click.echo(failure)
    asked = [*chosen, *(clauses.rules.values() if clauses is not None else ())]
    count = sum(len(rule.examples.match) + len(rule.examples.other) for rule in asked)
    click.echo(f"{count - len(failures)} passed, {len(failures)} failed")
    return 1 if failures else 0


@command.command()
def schema() -> None:
    """Show the JSON Schema of a document rule, for editors that complete and check TOML."""
    click.echo(json.dumps(rule_schema(), ensure_ascii=False, indent=2))
