"""`dataroom history`: the chain of past checks, and when each document came, changed or went."""

from __future__ import annotations

import datetime as dt
import json
import os
from pathlib import Path

import click

from dataroom.cli.exits import OK, OPEN
from dataroom.cli.heads import require_head
from dataroom.cli.options import Day
from dataroom.errors import NothingToCheck
from dataroom.printable import visible
from dataroom.state.database import open_to_read
from dataroom.state.history import documents, instant
from dataroom.state.ledger import Ledger, read_ledger
from dataroom.state.seen import Seen
from dataroom.store import default_state
from dataroom.walk import display


@click.command("history")
@click.argument("room", type=click.Path(path_type=Path))
@click.option("--state", type=click.Path(path_type=Path), help="Folder of what is remembered between runs.")
@click.option("--since", type=Day(), help="Only documents that came, changed or went after this day (late additions).")
@click.option("--expect-head", metavar="HEAD", help="A head kept elsewhere: the chain must lead on from it.")
@click.option("--documents", "with_documents", is_flag=True, help="Also list the documents.")
@click.option("--ledger", "raw", is_flag=True, help="Print the lines of the ledger as they are.")
@click.option("--json", "as_json", is_flag=True, help="Print all of it as JSON.")
def command(  # noqa: PLR0913 - one parameter an option
    room: Path,
    state: Path | None,
    since: dt.date | None,
    expect_head: str | None,
    *,
    with_documents: bool,
    raw: bool,
    as_json: bool,
) -> int:
    """Show the chain of checks of ROOM, oldest first, and verify that no line was rewritten or cut out.

    Ends with 1 when the chain is broken, or does not lead on from --expect-head.
    """
    folder, place = state or default_state(), room.resolve()
    ledger = read_ledger(folder, place)
    if not ledger.lines and expect_head is None:
        raise NothingToCheck(f"{room}: no check of this room is remembered in {folder}")
    require_head(ledger, expect_head)
    wanted = with_documents or as_json or since is not None
    seen = [row for row in _documents(folder, place) if _is_after(row, since)] if wanted else []
    if raw:
        click.echo("".join(f"{line.text}\n" for line in ledger.lines), nl=False)
    elif as_json:
        click.echo(json.dumps(_as_dict(ledger, seen), ensure_ascii=False, indent=1))
    else:
        _show(ledger, seen)
    return OPEN if ledger.broken else OK


def _documents(folder: Path, place: Path) -> list[Seen]:
    connection = open_to_read(folder)
    if connection is None:
        return []
    try:
        return list(documents(connection, os.fsencode(place)))
    finally:
        connection.close()


def _is_after(row: Seen, day: dt.date | None) -> bool:
    if day is None:
        return True
    start = dt.datetime.combine(day, dt.time(), dt.UTC).timestamp()
    return any(at is not None and at >= start for at in (row.first_at, row.changed_at, row.gone_at))


def _as_dict(ledger: Ledger, seen: list[Seen]) -> dict[str, object]:
    return {
        "head": ledger.head,
        "broken": list(ledger.broken),
        "checks": [{"head": line.head, **(line.said or {"unreadable": line.text})} for line in ledger.lines],
        "documents": [
            {
                "path": display(row.raw),
                "first_seen": instant(row.first_at),
                "last_changed": instant(row.changed_at),
                "gone": instant(row.gone_at),
                "last_read": instant(row.read_at),
                "blake3": None if row.blake3 is None else row.blake3.hex(),
            }
            for row in seen
        ],
    }


def _show(ledger: Ledger, seen: list[Seen]) -> None:
    for number, line in enumerate(ledger.lines, 1):
        said = line.said or {}
        broken = "  ✗ does not follow on / ne suit pas" if number in ledger.broken else ""
        told = f"{said.get('at', '?')}  {said.get('verdict', '?')}  {said.get('files', '?')} files"
        click.echo(visible(f"{number:4}  {told}  root {str(said.get('root', '?'))[:16]}  head {line.head}{broken}"))
    for row in seen:
        told = f"first seen {instant(row.first_at)}"
        told += f", changed {instant(row.changed_at)}" if row.changed_at is not None else ""
        told += f", gone {instant(row.gone_at)}" if row.gone_at is not None else ""
        click.echo(visible(f"{display(row.raw)}: {told}"))
    if ledger.broken:
        click.echo(f"The chain is broken at line {', '.join(map(str, ledger.broken))}.", err=True)
