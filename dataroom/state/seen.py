"""What was seen of each file without reading it, and the digests that belong to it.

The key is what a system changes when it changes a file: size, both times in nanoseconds, inode. A file younger than a
minute at the beginning of its reading is never remembered under its key: a write may still be on its way through a
memory-mapped page, and leave the times as they were.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dataroom.fingerprint import Stamp
from dataroom.model import Entry, Fingerprint

SUITE = 1
"""Which digests are taken, and how; another number makes every key unknown."""
SETTLED_NS = 60 * 10**9
_COLUMNS = "raw, size, mtime, ctime, inode, suite, blake3, sha256, read_at, first_at, changed_at, gone_at, sum"
NO_KEY = -1


@dataclass(frozen=True, slots=True)
class Seen:
    """A file as it was when it was read last; times in seconds, `size` NO_KEY where only the history is known."""

    raw: bytes
    size: int
    mtime_ns: int
    ctime_ns: int
    inode: int
    suite: int
    blake3: bytes | None
    sha256: bytes | None
    read_at: int | None
    first_at: int
    changed_at: int | None = None
    gone_at: int | None = None

    def is_same(self, entry: Entry) -> bool:
        """Tell whether an entry bears the key that was remembered."""
        return (
            self.size == entry.size
            and self.mtime_ns == entry.mtime_ns
            and self.ctime_ns == entry.ctime_ns
            and self.inode == entry.inode
            and self.suite == SUITE
            and self.blake3 is not None
            and entry.kind == "file"
            and entry.reason is None
        )

    @property
    def fingerprint(self) -> Fingerprint:
        """The digests; only where they are known."""
        return Fingerprint((self.blake3 or b"").hex(), (self.sha256 or b"").hex(), self.size)


def is_settled(stamp: Stamp, began_ns: int) -> bool:
    """Tell whether a file was old enough when its reading began, and by the clock of its times not from the future."""
    return began_ns - max(stamp.mtime_ns, stamp.ctime_ns) >= SETTLED_NS


def rows(connection: sqlite3.Connection, room: int) -> Iterator[Seen]:
    """Give everything that was ever seen in a room, in the order of the paths; rows that are damaged are left out."""
    cursor = connection.execute(f"SELECT {_COLUMNS} FROM seen WHERE room = ? ORDER BY raw", (room,))  # noqa: S608 - fixed words
    for row in cursor:
        if _sum(row[:-1]) == row[-1]:
            yield Seen(*row[:-1])


def is_known(connection: sqlite3.Connection, room: int) -> bool:
    """Tell whether anything was ever seen in a room."""
    return connection.execute("SELECT 1 FROM seen WHERE room = ? LIMIT 1", (room,)).fetchone() is not None


def beside(entries: Iterable[Entry], known: Iterator[Seen]) -> Iterator[tuple[Entry | None, Seen | None]]:
    """Join the walk with what is remembered, both in the order of the path bytes; either may lack."""
    row = next(known, None)
    for entry in entries:
        while row is not None and row.raw < entry.raw:
            yield None, row
            row = next(known, None)
        if row is not None and row.raw == entry.raw:
            yield entry, row
            row = next(known, None)
        else:
            yield entry, None
    while row is not None:
        yield None, row
        row = next(known, None)


def write(connection: sqlite3.Connection, room: int, found: Iterable[Seen]) -> None:
    """Remember rows, in the place of what was known of the same paths."""
    connection.executemany(
        f"INSERT OR REPLACE INTO seen (room, {_COLUMNS}) VALUES (?{', ?' * 13})",  # noqa: S608 - fixed words
        ((room, *_values(row)) for row in found),
    )


def _values(row: Seen) -> tuple[object, ...]:
    plain = (
        row.raw, row.size, row.mtime_ns, row.ctime_ns, row.inode, row.suite, row.blake3, row.sha256, row.read_at,
        row.first_at, row.changed_at, row.gone_at,
    )  # fmt: skip
    return (*plain, _sum(plain))


def _sum(plain: tuple[object, ...]) -> int:
    # SQLite keeps no sums of its own: a flipped bit in a digest would be taken for the truth.
    return zlib.crc32(repr(plain).encode())
