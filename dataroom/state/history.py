"""What changed from check to check: since when each requirement stands as it does, and when documents came and went."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from dataroom.model import Result
from dataroom.state import seen


@dataclass(frozen=True, slots=True)
class Standing:
    """A requirement as it stands: when it was first asked, and since when it has its status (seconds)."""

    key: str
    status: str
    severity: str
    first_at: int
    since: int


def standings(connection: sqlite3.Connection, room: int) -> dict[str, Standing]:
    """Give the requirements of the last check, by key."""
    found = connection.execute(
        "SELECT key, status, severity, first_at, since FROM requirements WHERE room = ?", (room,)
    )
    return {row[0]: Standing(*row) for row in found}


def restated(known: Mapping[str, Standing], results: Iterable[Result], now: int) -> dict[str, Standing]:
    """Give the requirements of a check, those that stand as before with their dates."""
    found = {}
    for result in results:
        before = known.get(result.key)
        first = before.first_at if before is not None else now
        same = before is not None and before.status == result.status.value
        since = before.since if before is not None and same else now
        found[result.key] = Standing(result.key, result.status.value, result.severity.value, first, since)
    return found


def write_standings(
    connection: sqlite3.Connection, room: int, known: Mapping[str, Standing], found: Mapping[str, Standing]
) -> None:
    """Keep the requirements as they stand; only what changed is written."""
    connection.executemany(
        "INSERT OR REPLACE INTO requirements (room, key, status, severity, first_at, since) VALUES (?, ?, ?, ?, ?, ?)",
        ((room, s.key, s.status, s.severity, s.first_at, s.since) for key, s in found.items() if known.get(key) != s),
    )
    connection.executemany(
        "DELETE FROM requirements WHERE room = ? AND key = ?", ((room, key) for key in known if key not in found)
    )


def oldest_reading(connection: sqlite3.Connection, room: int) -> int | None:
    """Give when the file of the room that was read longest ago was read (seconds)."""
    row = connection.execute(
        "SELECT min(read_at) FROM seen WHERE room = ? AND gone_at IS NULL AND size != ?", (room, seen.NO_KEY)
    ).fetchone()
    return None if row[0] is None else int(row[0])


def documents(connection: sqlite3.Connection, place: bytes) -> Iterator[seen.Seen]:
    """Give every file that was ever seen in a room, in the order of the paths."""
    row = connection.execute("SELECT id FROM rooms WHERE place = ?", (place,)).fetchone()
    if row is not None:
        yield from seen.rows(connection, row[0])


def instant(seconds: int | None) -> str | None:
    """Give a moment as the report writes it."""
    return None if seconds is None else dt.datetime.fromtimestamp(seconds, dt.UTC).isoformat(timespec="seconds")
