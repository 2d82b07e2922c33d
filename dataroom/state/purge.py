"""Forgetting: the words of documents, a room, or everything but the ledgers; and how much there is to forget."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from dataroom.state.database import FILE, open_database, transaction
from dataroom.state.kept import drop_lines


@dataclass(frozen=True, slots=True)
class RoomSize:
    """How much is remembered of one room."""

    place: bytes
    files: int
    results: int


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much is remembered."""

    words: int
    word_bytes: int
    rooms: tuple[RoomSize, ...]


def sizes(connection: sqlite3.Connection) -> Sizes:
    """Count what is remembered."""
    words, size = connection.execute("SELECT count(*), coalesce(sum(length(packed)), 0) FROM readings").fetchone()
    rooms = connection.execute(
        "SELECT place, (SELECT count(*) FROM seen WHERE room = id AND gone_at IS NULL),"
        " (SELECT count(*) FROM results WHERE room = id) FROM rooms ORDER BY place"
    )
    return Sizes(words, size, tuple(RoomSize(*row) for row in rooms))


def purge_words(folder: Path) -> bool:
    """Forget the words of documents; tells whether there was a state."""
    return _purge(folder, ("DELETE FROM readings", "DELETE FROM kept"), ())


def purge_room(folder: Path, room: Path) -> bool:
    """Forget what was seen and made of one room, and all words, of which nobody knows whose they were."""
    tables = ("seen", "results", "requirements", "kept")
    steps = tuple(
        f"DELETE FROM {table} WHERE room IN (SELECT id FROM rooms WHERE place = ?)"  # noqa: S608 - fixed words
        for table in tables
    )
    return _purge(folder, (*steps, "DELETE FROM rooms WHERE place = ?"), (os.fsencode(room),)) and purge_words(folder)


def purge_all(folder: Path) -> bool:
    """Forget everything, files set aside included; the ledgers stay."""
    drop_lines(folder)
    found = sorted(folder.glob(f"{FILE}*"))
    for path in found:
        with suppress(FileNotFoundError):
            path.unlink()
    return bool(found)


def _purge(folder: Path, steps: tuple[str, ...], values: tuple[object, ...]) -> bool:
    drop_lines(folder)
    if not (folder / FILE).is_file():
        return False
    connection = open_database(folder).connection
    if connection is None:
        raise PermissionError(13, "the state cannot be written", str(folder / FILE))
    with closing(connection):
        connection.execute("PRAGMA secure_delete=ON")
        with transaction(connection):
            for step in steps:
                connection.execute(step, values)
        connection.execute("VACUUM")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return True
