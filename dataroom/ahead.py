"""The process from which workers are forked, started before it is needed: it loads longer than the command does."""

from __future__ import annotations

from pathlib import Path

from dataroom.state.database import FILE


def begin(jobs: int | None, rules: Path | None) -> None:
    """Have what the readers need loaded meanwhile, where they are to work in processes of their own."""
    if jobs != 0:
        from dataroom import engine  # noqa: PLC0415 - an unchanged room needs no processes

        engine.prepare("dataroom.preloaded" if rules is None else "dataroom.file_reader")


def begin_without_memory(jobs: int | None, rules: Path | None, state: Path) -> None:
    """Do the same where the folder of the state holds nothing yet, so that all of a room will have to be read."""
    if not (state / FILE).exists():
        begin(jobs, rules)
