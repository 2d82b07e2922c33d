"""`dataroom diff`: what changed between two reports, seals or folders."""

from __future__ import annotations

import datetime as dt
from itertools import chain
from pathlib import Path

import click

from dataroom.cli.options import Day
from dataroom.compare.changes import compare
from dataroom.compare.snapshot import Snapshot, of_folder, of_report, of_seal
from dataroom.compare.texts import as_json, lines
from dataroom.errors import UsageError
from dataroom.printable import visible

_PATH = click.Path(path_type=Path)


@click.command("diff")
@click.argument("old", type=_PATH)
@click.argument("new", type=_PATH)
@click.option("--since", type=Day(), help="Say of each change whether it came on or after this day.")
@click.option("--json", "as_data", is_flag=True, help="Print the comparison as JSON.")
@click.option("--lang", type=click.Choice(["fr", "en"]), default="fr", show_default=True)
def command(old: Path, new: Path, since: dt.date | None, *, as_data: bool, lang: str) -> None:
    """Say what changed from OLD to NEW: each a report.json, the folder of a seal, or a room.

    Documents: added, removed, changed, moved, duplicated; between two reports also requirements whose state changed.
    """
    now = dt.datetime.now(dt.UTC)
    # Folders last: of them alone the digest can be chosen, and it must be one that the other side knows.
    states = {place: _read(place) for place in (old, new) if not _is_folder(place)}
    algorithm = _shared(list(states.values()))
    before, after = (states[place] if place in states else of_folder(place, now, algorithm) for place in (old, new))
    found = compare(before, after, since)
    if as_data:
        click.echo(as_json(found))
        return
    for line in lines(found, lang):
        click.echo(visible(line))


def _is_folder(place: Path) -> bool:
    return place.is_dir() and not (place / "seal.json").exists()


def _read(place: Path) -> Snapshot:
    if place.is_dir():
        return of_seal(place)
    if not place.is_file():
        raise UsageError(f"{place}: expected a report, the folder of a seal or a room, got nothing of that name")
    return _of_report(place)


def _of_report(place: Path) -> Snapshot:
    """Read a saved report line by line, as `check` writes it, so that a large one takes little memory."""
    from dataroom.cli.report import load_report  # noqa: PLC0415 - seals and folders do without
    from dataroom.report.saved import documents_of, head_of  # noqa: PLC0415 - likewise

    try:
        with place.open("rb") as file:
            report = head_of(file)
            file.seek(0)
            # Those of a report that somebody wrote in other lines came with the rest.
            return of_report(report, chain(report.documents, documents_of(file)))
    except ValueError:
        return of_report(load_report(place))  # tells what is wrong


def _shared(known: list[Snapshot]) -> str:
    """Give the digest that a folder is read with: SHA-256, unless the other side knows BLAKE3 alone."""
    items = [item for snapshot in known for item in snapshot.items.values() if item.read]
    return "blake3" if items and not any(item.sha256 for item in items) else "sha256"
