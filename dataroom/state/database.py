"""The file in which readings are remembered: SQLite, readable by its owner alone, set aside when it is damaged.

Memory is advice: whatever is wrong with the file ends in a notice and a full reading, never in a run that fails. The
one exception is a full disk, which is a fault of the machine and ends the run.
"""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from dataroom.model import Bilingual
from dataroom.store import make_private

FILE = "memory.sqlite3"
VERSION = 1
_APPLICATION = 0x44524F4D
_PATIENCE = 30.0
_PAGE = 16384

_MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        "CREATE TABLE rooms (id INTEGER PRIMARY KEY, place BLOB NOT NULL UNIQUE)",
        """CREATE TABLE seen (
            room INTEGER NOT NULL, raw BLOB NOT NULL, size INTEGER NOT NULL, mtime INTEGER NOT NULL,
            ctime INTEGER NOT NULL, inode INTEGER NOT NULL, suite INTEGER NOT NULL, blake3 BLOB, sha256 BLOB,
            read_at INTEGER, first_at INTEGER NOT NULL, changed_at INTEGER, gone_at INTEGER, sum INTEGER NOT NULL,
            PRIMARY KEY (room, raw)) WITHOUT ROWID""",
        """CREATE TABLE results (
            room INTEGER NOT NULL, slot INTEGER NOT NULL, raw BLOB NOT NULL, setting BLOB NOT NULL,
            since TEXT NOT NULL, until TEXT NOT NULL, blake3 BLOB NOT NULL, packed BLOB NOT NULL,
            PRIMARY KEY (room, slot, raw)) WITHOUT ROWID""",
        """CREATE TABLE readings (
            blake3 BLOB NOT NULL, form TEXT NOT NULL, method BLOB NOT NULL, read_at INTEGER NOT NULL,
            packed BLOB NOT NULL, PRIMARY KEY (blake3, form))""",
        """CREATE TABLE requirements (
            room INTEGER NOT NULL, key TEXT NOT NULL, status TEXT NOT NULL, severity TEXT NOT NULL,
            first_at INTEGER NOT NULL, since INTEGER NOT NULL, PRIMARY KEY (room, key)) WITHOUT ROWID""",
        """CREATE TABLE kept (
            room INTEGER PRIMARY KEY, given BLOB NOT NULL, tree BLOB NOT NULL, day TEXT, body TEXT NOT NULL,
            sum BLOB NOT NULL, told TEXT NOT NULL)""",
    ),
)
"""What each version adds to the one before."""

READ_ONLY = Bilingual(
    "Mémoire en lecture seule : ce contrôle lit tout et ne retient rien.",
    "The state folder cannot be written: this check reads everything and remembers nothing.",
)
_NEWER = Bilingual(
    "Mémoire écrite par une version plus récente de dataroom : laissée telle quelle, ce contrôle lit tout.",
    "The state was written by a newer version of dataroom: it is left alone and this check reads everything.",
)
_DAMAGED = Bilingual(
    "Mémoire endommagée, mise de côté et reconstruite : ce contrôle lit tout.",
    "The state was damaged; it was set aside and is built anew: this check reads everything.",
)


@dataclass(slots=True)
class Database:
    """The open file, or None where nothing can be remembered; `notices` say why."""

    connection: sqlite3.Connection | None
    path: Path
    notices: list[Bilingual] = field(default_factory=list)

    def close(self) -> None:
        """Let go of the file."""
        if self.connection is not None:
            with suppress(sqlite3.Error):
                self.connection.close()
            self.connection = None

    def set_aside(self) -> None:
        """Put a damaged file under another name and begin a new one."""
        self.close()
        _put_aside(self.path)
        fresh = open_database(self.path.parent)
        self.connection = fresh.connection
        self.notices += [notice for notice in (_DAMAGED, *fresh.notices) if notice not in self.notices]


def open_database(folder: Path) -> Database:
    """Open the state of a folder, and make or migrate it as need be; raises OSError for a full or broken disk."""
    path = folder / FILE
    found = Database(None, path)
    try:
        _claim(path)
        found.connection = _connect(path)
        known = _scalar(found.connection, "PRAGMA user_version")
        if known > VERSION:
            found.close()
            found.notices.append(_NEWER)
        elif not _is_ours(found.connection, known):
            found.set_aside()
        else:
            _prepare(found.connection, known)
    except sqlite3.OperationalError as error:
        found.close()
        _pass_on(error, path)
        found.notices.append(READ_ONLY)
    except sqlite3.DatabaseError:
        found.set_aside()
    except PermissionError:
        found.notices.append(READ_ONLY)
    except OSError as error:
        if not is_read_only(error):
            raise
        found.notices.append(READ_ONLY)
    return found


def open_to_read(folder: Path) -> sqlite3.Connection | None:
    """Open what is remembered to look at it alone; None where nothing is."""
    path = folder / FILE
    if not path.is_file():
        return None
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=_PATIENCE)
    try:
        if not 0 < _scalar(connection, "PRAGMA user_version") <= VERSION:
            connection.close()
            return None
    except sqlite3.Error:
        connection.close()
        return None
    return connection


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """Do some writing wholly or not at all."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield connection
    except BaseException:
        with suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def is_machine_fault(error: sqlite3.Error) -> bool:
    """Tell a full or failing disk from a damaged file."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return code in {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR}


def as_fault(error: sqlite3.Error, path: Path) -> OSError:
    """Give the fault of the machine that an error of the database stands for."""
    full = getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_FULL
    code = errno.ENOSPC if full else errno.EIO
    return OSError(code, os.strerror(code), str(path))


def _pass_on(error: sqlite3.Error, path: Path) -> None:
    if is_machine_fault(error):
        raise as_fault(error, path) from error


def is_read_only(error: OSError) -> bool:
    """Tell a place that may not be written from a fault of the machine."""
    return error.errno in {errno.EROFS, errno.EACCES, errno.EPERM}


def _claim(path: Path) -> None:
    # Made before SQLite does, which would let others read it; what SQLite lays beside it takes over its rights.
    make_private(path.parent)
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
    os.close(os.open(path, flags, mode=0o600))


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
    connection.execute(f"PRAGMA page_size={_PAGE}")
    connection.execute("PRAGMA trusted_schema=OFF")
    return connection


def _prepare(connection: sqlite3.Connection, known: int) -> None:
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    if known == VERSION:
        return
    with transaction(connection):
        # Another run may have been first.
        known = _scalar(connection, "PRAGMA user_version")
        for steps in _MIGRATIONS[known:]:
            for step in steps:
                connection.execute(step)
        connection.execute(f"PRAGMA application_id={_APPLICATION}")
        connection.execute(f"PRAGMA user_version={VERSION}")


def _is_ours(connection: sqlite3.Connection, known: int) -> bool:
    mark = _scalar(connection, "PRAGMA application_id")
    if known == 0:
        return mark == 0 and _scalar(connection, "SELECT count(*) FROM sqlite_master") == 0
    return mark == _APPLICATION


def _scalar(connection: sqlite3.Connection, question: str) -> int:
    return int(connection.execute(question).fetchone()[0])


def _put_aside(path: Path) -> None:
    number = 1
    while (aside := path.with_name(f"{path.name}.damaged-{number}")).exists():
        number += 1
    for ending in ("", "-wal", "-shm"):
        with suppress(FileNotFoundError):
            path.with_name(path.name + ending).replace(aside.with_name(aside.name + ending))
