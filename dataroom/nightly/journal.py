"""How far a night is: after each room, so that a night that was cut off can be gone on with."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from dataroom.nightly.outcome import Outcome, as_dict, from_dict
from dataroom.nightly.record import FOLDER
from dataroom.store import make_private, write_private

_FORMAT = "dataroom-nightly-run/1"
RESUMABLE = dt.timedelta(hours=20)
"""How old a night may be to be gone on with: tomorrow’s is another one."""


@dataclass(frozen=True, slots=True)
class Journal:
    """One night: when it began, under which file, what became of which room, and whether it came to its end."""

    began: dt.datetime
    config: str
    outcomes: Mapping[str, Outcome] = field(default_factory=dict)
    finished: bool = False

    def with_outcome(self, found: Outcome) -> Journal:
        """Add a room."""
        return replace(self, outcomes={**self.outcomes, found.room: found})

    def can_go_on(self, config: str, now: dt.datetime) -> bool:
        """Tell whether something of this night is left to do, under the same file, on the same day."""
        left = not self.finished or any(not found.has_verdict for found in self.outcomes.values())
        return left and self.config == config and dt.timedelta() <= now - self.began <= RESUMABLE


def read_journal(out: Path) -> Journal | None:
    """Give the last night; None where there was none, or what was kept of it cannot be understood."""
    try:
        values = json.loads(_place(out).read_text(encoding="utf-8"))
        if values["format"] != _FORMAT:
            return None
        outcomes = {name: from_dict(found) for name, found in values["outcomes"].items()}
        return Journal(dt.datetime.fromisoformat(values["began"]), values["config"], outcomes, values["finished"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def write_journal(out: Path, journal: Journal) -> None:
    """Keep how far a night is; raises OSError."""
    values = {
        "format": _FORMAT,
        "began": journal.began.isoformat(),
        "config": journal.config,
        "finished": journal.finished,
        "outcomes": {name: as_dict(found) for name, found in journal.outcomes.items()},
    }
    place = _place(out)
    make_private(place.parent)
    write_private(place, json.dumps(values, ensure_ascii=True) + "\n")


def _place(out: Path) -> Path:
    return out / FOLDER / "run.json"
