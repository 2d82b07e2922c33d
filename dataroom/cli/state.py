"""`dataroom state`: what is remembered between runs, and how to forget it."""

from __future__ import annotations

import os
from pathlib import Path

import click

from dataroom.cli.exits import OK
from dataroom.printable import visible
from dataroom.state.database import open_to_read
from dataroom.state.purge import purge_all, purge_room, purge_words, sizes
from dataroom.store import default_state, locked
from dataroom.walk import display

_STATE = click.option("--state", type=click.Path(path_type=Path), help="Folder of what is remembered between runs.")


@click.group("state")
def command() -> None:
    """Show or purge what is remembered between runs."""


@command.command("show")
@_STATE
def show(state: Path | None) -> int:
    """Say where the state lies, how large it is, and which rooms it knows."""
    folder = state or default_state()
    click.echo(visible(display(os.fsencode(folder))))
    connection = open_to_read(folder)
    if connection is None:
        click.echo("nothing is remembered / rien n’est en mémoire")
        return OK
    try:
        found = sizes(connection)
    finally:
        connection.close()
    click.echo(f"{found.words} texts remembered, {found.word_bytes} bytes compressed")
    for room in found.rooms:
        click.echo(visible(f"{display(room.place)}: {room.files} files, {room.results} results"))
    return OK


@command.command("purge")
@_STATE
@click.option("--text", is_flag=True, help="Only the words of documents.")
@click.option("--room", type=click.Path(path_type=Path), help="Only what belongs to one room.")
def purge(state: Path | None, room: Path | None, *, text: bool) -> int:
    """Forget what is remembered; the ledgers stay, since they are the chain of proof.

    The space is overwritten and given back.
    """
    folder = state or default_state()
    if room is not None:
        with locked(folder, room):
            done = purge_room(folder, room.resolve())
    else:
        done = purge_words(folder) if text else purge_all(folder)
    click.echo("purged" if done else "nothing is remembered / rien n’est en mémoire")
    return OK
