"""`dataroom bag`: a room as a BagIt bag, for archives and their tools."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import click

from dataroom import __version__
from dataroom.printable import visible
from dataroom.room import require_room
from dataroom.store import default_out, folder_for, make_private, outside, require_writable
from dataroom.verify.bagging import export
from dataroom.walk import display

_PATH = click.Path(path_type=Path)


@click.command("bag")
@click.argument("room", type=_PATH)
@click.option("--out", type=_PATH, help="Folder in which the bag is made (default: ./dataroom-out/ROOM).")
def command(room: Path, out: Path | None) -> None:
    """Copy ROOM into a new BagIt bag, `bag` in the output folder, and read it back.

    Names must be such that every system takes them; those that are not are listed, and there is no bag then.
    `dataroom verify BAG` checks a bag, whoever made it.
    """
    require_room(room)
    folder = folder_for(outside(room, out or default_out(room), "--out"), "--out")
    require_writable(folder)
    made = export(room, make_private(folder) / "bag", dt.datetime.now(dt.UTC).date(), __version__)
    click.echo(f"{made.files} files, {made.bytes} bytes")
    click.echo(visible(display(os.fsencode(made.place))))
