"""What is told of a room: one value for each thing that happened, with a name that stays the same."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from dataroom.model import Bilingual


class Kind(StrEnum):
    """What happened, in the order in which it is told."""

    FAILED = "failed"
    RECOVERED = "recovered"
    INTEGRITY = "integrity"
    STATE = "state"
    FIRST = "first"
    VERDICT = "verdict"
    GAP_NEW = "gap-new"
    FINDING_NEW = "finding-new"
    ENDS = "ends"
    VANISHED = "vanished"
    CHANGED = "changed"
    UNREAD = "unread"
    GAP_CHANGED = "gap-changed"
    GAP_CLOSED = "gap-closed"
    FINDING_CLOSED = "finding-closed"
    RULES = "rules"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened in a room; `id` is the same for as long as it is the same thing."""

    id: str
    kind: Kind
    room: str
    text: Bilingual
    severity: str | None = None
    at: str = ""
    """When it was found."""


def event(kind: Kind, room: str, key: Iterable[object], text: Bilingual, severity: str | None = None) -> Event:
    """Make an event named after its kind, room and key."""
    whole = "\0".join([kind.value, room, *("" if part is None else str(part) for part in key)])
    name = hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()[:24]
    return Event(name, kind, room, text, severity)


def as_dict(found: Event) -> dict[str, Any]:
    """Give an event as plain values."""
    return asdict(found)


def from_dict(values: Mapping[str, Any]) -> Event:
    """Give the event that was made into plain values; raises KeyError, TypeError or ValueError for another thing."""
    return Event(
        id=str(values["id"]),
        kind=Kind(values["kind"]),
        room=str(values["room"]),
        text=Bilingual(str(values["text"]["fr"]), str(values["text"]["en"])),
        severity=None if values["severity"] is None else str(values["severity"]),
        at=str(values["at"]),
    )


def in_order(events: Iterable[Event]) -> list[Event]:
    """Give events in the order in which they are told: kind, severity, text."""
    kinds = {kind: number for number, kind in enumerate(Kind)}
    ranks = {"blocking": 0, "major": 1, "minor": 2}
    return sorted(events, key=lambda e: (kinds[e.kind], ranks.get(e.severity or "", 3), e.text.en, e.id))
