"""One check of one room in one night: what it is done with, and what is told of it whatever it finds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from dataroom.model import Bilingual, Severity
from dataroom.nightly.endings import End, end_events
from dataroom.nightly.events import Event, Kind, event
from dataroom.nightly.inputs import Inputs
from dataroom.nightly.outcome import OK, OPEN, UNREAD, Ending
from dataroom.nightly.record import Record
from dataroom.nightly.task import Task
from dataroom.state.session import Session

_FORGOT = Bilingual(
    "La mémoire des messages était abîmée : des nouvelles déjà données peuvent l’être une seconde fois.",
    "The memory of messages was damaged: what was told before may be told again.",
)
_BROKEN = Bilingual("Le registre des contrôles a été modifié ou abîmé.", "The ledger of checks was changed or damaged.")
_BACK = Bilingual("La salle est de nouveau contrôlée.", "The room is checked again.")
APART = frozenset(
    {
        "name", "path", "title", "fail_on", "fail_on_unread", "jobs", "minutes", "keep", "soon_days", "on_failure",
        "words",
    }
)  # fmt: skip
"""What is chosen for a room and changes nothing in its reports; whatever is added to the nightly file tells."""


@dataclass(frozen=True, slots=True)
class Visit:
    """A room, what it is checked with, and what is remembered of it; `given` is the digest of all that tells."""

    task: Task
    inputs: Inputs
    record: Record
    session: Session
    given: bytes

    @property
    def day(self) -> dt.date:
        """The day at which freshness is judged."""
        return self.fixed_day or self.task.today

    @property
    def fixed_day(self) -> dt.date | None:
        """The day that the nightly file or the profile names; None where it is that of the night."""
        profile = self.inputs.profile
        return self.task.room.as_of or (profile.deal.as_of if profile is not None else None)

    @property
    def moment(self) -> str:
        """When the check began, as it is written."""
        return self.task.now.isoformat(timespec="seconds")

    def soon(self, lasting: Iterable[End]) -> tuple[Ending, ...]:
        """Give what ends soon, for the view over all rooms."""
        room, today = self.task.room, self.task.today
        found = [end for end in lasting if room.soon_days and today <= end.date <= self._until]
        return tuple(Ending(end.path, end.date.isoformat(), end.what) for end in found)

    def ends_told(self, lasting: Iterable[End]) -> dict[str, tuple[Event, dt.date]]:
        """Give the events of what ends soon, or ended since the last night, by the keys of the ends."""
        task = self.task
        ending = [end for end in lasting if end.date <= self._until]
        events = self.dated(end_events(task.room.name, ending, task.today))
        return {end.key: (found, end.date) for end, found in zip(ending, events, strict=True)}

    def since(self, stamp: str) -> dt.date:
        """Give the day up to which ends were told: that of the last verdict, else of the last report."""
        last = self.record.verdict_at or stamp
        return min(self.task.today, dt.date.fromisoformat(last[:10])) if last else self.task.today

    def fresh(self, soon: Mapping[str, tuple[Event, dt.date]]) -> list[Event]:
        """Give the events of ends that nobody was told of yet."""
        return [found for key, (found, _) in soon.items() if key not in self.record.ends]

    @property
    def _until(self) -> dt.date:
        return self.task.today + dt.timedelta(days=self.task.room.soon_days)

    def dated(self, events: Iterable[Event]) -> list[Event]:
        """Say of events when they were found."""
        return [replace(found, at=self.moment) for found in events]

    def done(self, told: Record, verdict: str) -> Record:
        """Give what is remembered after a night that ended well."""
        nights = self.record.nights + 1
        kept = replace(told, nights=nights, verdict=verdict, verdict_at=self.moment, damaged=False)
        return replace(kept, failure=None, failures=0, failed_since=None)

    def about_the_run(self) -> list[Event]:
        """Give what is told of the check itself."""
        room, events = self.task.room.name, []
        if broken := self.session.ledger.broken:
            events.append(event(Kind.INTEGRITY, room, ["ledger", *broken], _BROKEN, "major"))
        if self.record.damaged:
            events.append(event(Kind.STATE, room, ["record", self.task.now], _FORGOT))
        if self.record.failure is not None:
            events.append(event(Kind.RECOVERED, room, [self.record.failed_since], _BACK))
        return events

    def code(self, open_severities: Iterable[str], unread: int) -> int:
        """Give the code of the room."""
        room = self.task.room
        if room.fail_on_unread and unread:
            return UNREAD
        if room.fail_on == "never":
            return OK
        worst = max((Severity(found).rank for found in open_severities), default=0)
        return OPEN if worst >= Severity(room.fail_on).rank else OK
