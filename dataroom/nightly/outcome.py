"""What became of one room in one night: the value that travels from its process, and into the summary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from dataroom.model import Bilingual
from dataroom.nightly import events
from dataroom.nightly.events import Event

OK, OPEN, USAGE, NOTHING, UNREAD, FAULT, IO_FAULT, LOCKED = 0, 1, 2, 3, 4, 70, 74, 75
GIVEN = frozenset({OK, OPEN, UNREAD})
"""The codes of a room that got its verdict."""


@dataclass(frozen=True, slots=True)
class Gap:
    """An open requirement, for the view over all rooms."""

    id: str
    title: Bilingual
    severity: str


@dataclass(frozen=True, slots=True)
class Ending:
    """A document that ends soon."""

    path: str
    date: str
    what: Bilingual | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of a room; without a verdict, `failure` says which kind of fault it was. `why` is for people alone."""

    room: str
    code: int
    seconds: float = 0.0
    failure: str | None = None
    why: Bilingual | None = None
    place: str | None = None
    """Where in the program it failed; nothing of the room."""
    company: str | None = None
    verdict: str | None = None
    stamp: str | None = None
    """The night whose reports these are; an earlier one where nothing changed since."""
    unchanged_since: str | None = None
    """That night, where nothing changed since."""
    head: str | None = None
    """The head of the room's ledger after this check."""
    open: Mapping[str, int] = field(default_factory=dict)
    findings: Mapping[str, int] = field(default_factory=dict)
    requirements: int = 0
    settled: int = 0
    documents: int = 0
    unread: int = 0
    oldest_reading: str | None = None
    counters: Mapping[str, int] = field(default_factory=dict)
    events: tuple[Event, ...] = ()
    """What changed since the last report."""
    gaps: tuple[Gap, ...] = ()
    ends: tuple[Ending, ...] = ()
    notices: tuple[Bilingual, ...] = ()
    aside: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    last_verdict: str | None = None
    last_verdict_at: str | None = None

    @property
    def changes(self) -> Mapping[str, int]:
        """How many things of each kind happened, in the order in which they are told."""
        counts = Counter(found.kind.value for found in self.events)
        return {kind.value: counts[kind.value] for kind in events.Kind if counts[kind.value]}

    @property
    def has_verdict(self) -> bool:
        """Tell whether the room got its verdict."""
        return self.code in GIVEN


def as_dict(outcome: Outcome) -> dict[str, Any]:
    """Give an outcome as plain values."""
    return asdict(outcome)


def from_dict(values: Mapping[str, Any]) -> Outcome:
    """Give the outcome that was made into plain values; raises KeyError, TypeError or ValueError for another thing."""
    known = dict(values)
    known["why"] = _text(values["why"])
    known["gaps"] = tuple(Gap(g["id"], Bilingual(**g["title"]), g["severity"]) for g in values["gaps"])
    known["ends"] = tuple(Ending(e["path"], e["date"], _text(e["what"])) for e in values["ends"])
    known["notices"] = tuple(Bilingual(**notice) for notice in values["notices"])
    known["events"] = tuple(map(events.from_dict, values["events"]))
    known["aside"], known["files"] = tuple(values["aside"]), tuple(values["files"])
    found = Outcome(**known)
    if not isinstance(found.code, int) or not isinstance(found.room, str):
        raise TypeError("expected the name and the code of a room")
    return found


def _text(value: Mapping[str, str] | None) -> Bilingual | None:
    return None if value is None else Bilingual(**value)
