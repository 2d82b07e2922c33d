"""The full reading behind a seal: every object of the room with its digests, or with the reason why it has none.

Nothing remembered is used: what a seal says was read for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from dataroom import engine
from dataroom.fingerprint import Reading, Stamp, read_stable
from dataroom.model import Entry, Fingerprint, State
from dataroom.walk import ensure_same, identity, walk

_HOURS = 6 * 3600.0
"""How long one file may take; what is larger than a disk reads in this time hangs on a dead mount."""


@dataclass(frozen=True, slots=True)
class Observed:
    """An object of the room; `fingerprint` and `stamp` where it was read whole and held still, else `reason`."""

    entry: Entry
    status: str
    """hashed, changed-while-read, unreadable or not-opened."""
    reason: str | None = None
    fingerprint: Fingerprint | None = None
    stamp: Stamp | None = None

    @property
    def is_unseen(self) -> bool:
        """Tell whether the system named the object and said nothing else of it."""
        return self.entry.kind == "file" and not self.entry.mtime_ns and self.entry.reason not in {None, "sparse"}

    @property
    def is_other(self) -> bool:
        """Tell whether it is neither a file nor a folder: a link, a pipe, a socket, a device."""
        return self.entry.kind not in {"file", "folder"}


def observe(room: Path, jobs: int | None = None) -> Iterator[Observed]:
    """Read everything in `room`, in the order of the path bytes. Raises UsageError and RoomGone, as the walk does."""
    there = identity(room)
    for entry, reading in engine.run(walk(room), partial(_read, room), jobs=jobs, timeout=_HOURS):
        yield _observed(entry, reading)
    # The last file is read long after the walk has ended.
    ensure_same(room, there)


def _read(room: Path, entry: Entry) -> Reading[None] | None:
    if entry.kind != "file" or entry.reason is not None:
        return None
    return read_stable(room, entry)


def _observed(entry: Entry, reading: Reading[None] | engine.Lost | None) -> Observed:
    if isinstance(reading, engine.Lost):
        return Observed(entry, "unreadable", reading.kind)
    if reading is None:
        opened = entry.kind == "folder" or (entry.kind == "file" and entry.reason != "sparse")
        return Observed(entry, "unreadable" if opened else "not-opened", entry.reason or entry.kind)
    if reading.state is State.OK:
        return Observed(entry, "hashed", None, reading.fingerprint, reading.stamp)
    return Observed(entry, reading.state.value, reading.reason)
