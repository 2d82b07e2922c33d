"""What the process of a room is told: plain values, as JSON."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from pathlib import Path

from dataroom.nightly.config import Room


@dataclass(frozen=True, slots=True)
class Task:
    """A room to check: all choices made, and where its answer goes."""

    room: Room
    out: Path
    state: Path
    channels: tuple[str, ...]
    language: str
    now: dt.datetime
    today: dt.date
    answer: Path
    full: bool = False

    @property
    def shelf(self) -> Path:
        """The folder of the room's reports."""
        return self.out / self.room.name


def as_json(task: Task) -> str:
    """Give a task on one line."""
    return json.dumps(
        {
            "room": task.room.model_dump(mode="json"),
            "out": str(task.out),
            "state": str(task.state),
            "channels": list(task.channels),
            "language": task.language,
            "now": task.now.isoformat(),
            "today": task.today.isoformat(),
            "answer": str(task.answer),
            "full": task.full,
        }
    )


def from_json(line: str) -> Task:
    """Give the task of a line."""
    values = json.loads(line)
    return Task(
        room=Room.model_validate(values["room"]),
        out=Path(values["out"]),
        state=Path(values["state"]),
        channels=tuple(values["channels"]),
        language=values["language"],
        now=dt.datetime.fromisoformat(values["now"]),
        today=dt.date.fromisoformat(values["today"]),
        answer=Path(values["answer"]),
        full=values["full"],
    )
