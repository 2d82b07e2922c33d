"""What nightly remembers of a room beside its reports: what was told to whom, and what still has to be."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from dataroom.nightly.events import Event, as_dict, from_dict
from dataroom.store import make_private, write_private

FOLDER = ".nightly"
_FORMAT = "dataroom-nightly-room/1"


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that happened, and the channels that have not been told yet."""

    event: Event
    to: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """What is remembered; `since` is the night against which the events in `told` were found."""

    nights: int = 0
    since: str = ""
    told: tuple[str, ...] = ()
    ends: Mapping[str, str] = field(default_factory=dict)
    queue: tuple[Waiting, ...] = ()
    verdict: str | None = None
    verdict_at: str | None = None
    failure: str | None = None
    failures: int = 0
    failed_since: str | None = None
    damaged: bool = False
    """Whether what was remembered could not be read: then everything counts as not told yet."""

    def with_events(self, since: str, events: Iterable[Event], channels: Iterable[str]) -> Record:
        """Add what happened since a night, but what was added before; everyone of `channels` is to be told."""
        told = self.told if since == self.since else ()
        new = [found for found in events if found.id not in told]
        to = tuple(channels)
        queue = self.queue + tuple(Waiting(found, to) for found in new if to)
        return replace(self, since=since, told=(*told, *(found.id for found in new)), queue=queue)

    def with_ends(self, events: Mapping[str, tuple[Event, dt.date]], channels: Iterable[str], today: dt.date) -> Record:
        """Add documents that end, each once for good; what ended long ago is forgotten."""
        to = tuple(channels)
        new = {key: pair for key, pair in events.items() if key not in self.ends}
        kept = {key: day for key, day in self.ends.items() if day >= (today - dt.timedelta(days=400)).isoformat()}
        queue = self.queue + tuple(Waiting(found, to) for found, _ in new.values() if to)
        return replace(self, ends={**kept, **{key: day.isoformat() for key, (_, day) in new.items()}}, queue=queue)

    def delivered(self, channel: str, ids: Iterable[str]) -> Record:
        """Note that a channel was told of some events."""
        done = set(ids)
        queue = []
        for waiting in self.queue:
            to = tuple(c for c in waiting.to if c != channel or waiting.event.id not in done)
            if to:
                queue.append(Waiting(waiting.event, to))
        return replace(self, queue=tuple(queue))

    def only_for(self, channels: Iterable[str]) -> Record:
        """Drop what waits for channels that are no more."""
        known = set(channels)
        kept = ((waiting.event, tuple(c for c in waiting.to if c in known)) for waiting in self.queue)
        return replace(self, queue=tuple(Waiting(found, to) for found, to in kept if to))


def read_record(out: Path, room: str) -> Record:
    """Give what is remembered of a room; nothing, and `damaged`, where it cannot be understood."""
    try:
        text = _place(out, room).read_text(encoding="utf-8")
    except FileNotFoundError:
        return Record()
    except (OSError, UnicodeDecodeError):
        return Record(damaged=True)
    try:
        return _from(json.loads(text))
    except (ValueError, KeyError, TypeError, AttributeError):
        return Record(damaged=True)


def write_record(out: Path, room: str, record: Record) -> None:
    """Remember; the old or the new, never half. Raises OSError."""
    values = {
        "format": _FORMAT,
        "nights": record.nights,
        "since": record.since,
        "told": list(record.told),
        "ends": dict(record.ends),
        "queue": [{"event": as_dict(waiting.event), "to": list(waiting.to)} for waiting in record.queue],
        "verdict": record.verdict,
        "verdict_at": record.verdict_at,
        "failure": record.failure,
        "failures": record.failures,
        "failed_since": record.failed_since,
    }
    place = _place(out, room)
    make_private(place.parent)
    write_private(place, json.dumps(values, ensure_ascii=True, indent=1) + "\n")


def _place(out: Path, room: str) -> Path:
    return out / FOLDER / "rooms" / f"{room}.json"


def _from(values: Mapping[str, Any]) -> Record:
    if values["format"] != _FORMAT:
        return Record(damaged=True)
    return Record(
        nights=int(values["nights"]),
        since=str(values["since"]),
        told=tuple(map(str, values["told"])),
        ends={str(key): str(day) for key, day in values["ends"].items()},
        queue=tuple(Waiting(from_dict(item["event"]), tuple(map(str, item["to"]))) for item in values["queue"]),
        verdict=_text(values["verdict"]),
        verdict_at=_text(values["verdict_at"]),
        failure=_text(values["failure"]),
        failures=int(values["failures"]),
        failed_since=_text(values["failed_since"]),
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)
