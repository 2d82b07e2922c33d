"""The seventh of a room that is read again every night, whatever its listing says: in seven nights, all of it."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dataroom.fingerprint import read_stable
from dataroom.model import Entry
from dataroom.state import seen
from dataroom.state.seen import NO_KEY, Seen
from dataroom.state.session import Session
from dataroom.walk import display

NIGHTS = 7


def due(session: Session, night: int) -> list[Seen]:
    """Give what is known of the files whose night it is: those that a check with this `Trust.night` reads again."""
    memory = session.memory
    return memory.ask(lambda c: list(_due(c, memory.number, night))) or []


def count_due(session: Session, night: int) -> int:
    """Count the same."""
    memory = session.memory
    return memory.ask(lambda c: sum(1 for _ in _due(c, memory.number, night))) or 0


def still_hold(session: Session, rows: Sequence[Seen]) -> bool:
    """Read files again and note when; False at the first that is not, byte for byte, what is remembered of it."""
    memory = session.memory
    if not all(_is_what_it_was(session, row) for row in rows):
        return False
    memory.write(lambda c: seen.write(c, memory.number, (replace(row, read_at=memory.now) for row in rows)))
    return True


def _due(connection: sqlite3.Connection, room: int, night: int) -> Iterator[Seen]:
    return (row for row in seen.rows(connection, room) if _is_due(row, night))


def _is_due(row: Seen, night: int) -> bool:
    known = row.gone_at is None and row.blake3 is not None and row.size != NO_KEY
    return known and zlib.crc32(row.raw) % NIGHTS == night % NIGHTS


def _is_what_it_was(session: Session, row: Seen) -> bool:
    entry = Entry(display(row.raw), row.raw, row.size, row.mtime_ns, ctime_ns=row.ctime_ns, inode=row.inode)
    reading = read_stable(session.memory.room, entry)
    stamp = reading.stamp
    if stamp is None or reading.fingerprint is None or reading.fingerprint != row.fingerprint:
        return False
    now = replace(entry, size=stamp.size, mtime_ns=stamp.mtime_ns, ctime_ns=stamp.ctime_ns, inode=stamp.inode)
    return row.is_same(now)
