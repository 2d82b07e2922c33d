"""A log for machines: one line of JSON for each thing that happens; no content, no path, no name of a person.

Rooms stand under the names that the nightly file gives them, channels likewise; faults under their kind and code.
"""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from dataroom.nightly.outcome import Outcome
from dataroom.notify.delivery import Delivery
from dataroom.store import make_private

_MOST = 10_000_000
"""Bytes after which a log begins anew; the one before stays beside it."""


@dataclass(frozen=True, slots=True)
class Log:
    """Where the lines go; `run` names the night in each of them."""

    place: Path
    run: str
    clock: Callable[[], dt.datetime]

    def write(self, level: str, event: str, **fields: str | float | bool | None) -> None:
        """Add a line; raises OSError."""
        line = {"at": self.clock().isoformat(timespec="milliseconds"), "level": level, "event": event, "run": self.run}
        self._append(json.dumps({**line, **fields}, ensure_ascii=True))

    def room(self, found: Outcome) -> None:
        """Say what became of a room, in numbers."""
        opened = {f"open_{severity}": count for severity, count in found.open.items()}
        changed = {f"told_{kind.replace('-', '_')}": count for kind, count in found.changes.items()}
        read = {f"files_{name}": count for name, count in found.counters.items()}
        self.write(
            "info" if found.has_verdict else "error",
            "room-checked" if found.has_verdict else "room-failed",
            room=found.room,
            code=found.code,
            seconds=found.seconds,
            verdict=found.verdict,
            failure=found.failure,
            place=found.place,
            documents=found.documents,
            unread=found.unread,
            notices=len(found.notices),
            unchanged=found.unchanged_since is not None,
            head=found.head,
            **opened,
            **changed,
            **read,
        )

    def delivery(self, found: Delivery) -> None:
        """Say what became of a message."""
        level, event = ("info", "told") if found.done else ("error", "not-told")
        self.write(level, event, channel=found.channel, events=found.events, detail=found.detail or None)

    def _append(self, line: str) -> None:
        make_private(self.place.parent)
        handle = os.open(self.place, os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0), 0o600)
        with os.fdopen(handle, "ab") as file:
            file.write(line.encode("ascii") + b"\n")  # one write: lines never mix
            size = file.tell()
        if size > _MOST:
            self.place.replace(self.place.with_name(f"{self.place.name}.1"))
