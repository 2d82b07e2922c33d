"""What stood when a room's reports were last written: enough to say it again on a night in which nothing changed."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

from dataroom.model import Bilingual
from dataroom.nightly.endings import End
from dataroom.nightly.outcome import Outcome, as_dict, from_dict
from dataroom.nightly.record import FOLDER
from dataroom.store import make_private, write_private

_FORMAT = "dataroom-nightly-standing/2"
_LONGEST = dt.timedelta(days=6)
"""How old the day of a report that stands may be: so that every report says a day of this week."""
_BEFORE = 3
"""The lines of a report up to its `run`."""
Looks = tuple[int, int]
"""Size of a file and when it was written, in nanoseconds."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The outcome of a night, all that will end, and the files on which it stands."""

    stamp: str
    sum: str
    """The digest of the report's lines after its `run`, as the state keeps it."""
    days: tuple[str, str] | None
    """The first and the last day for which it stands; None where freshness is judged at a fixed one."""
    places: Mapping[str, Looks]
    """The files under the names that stay, as they were left."""
    outcome: Outcome
    ends: tuple[End, ...]

    def is_for(self, day: dt.date) -> bool:
        """Tell whether what it says would be said on a day as well."""
        return self.days is None or self.days[0] <= day.isoformat() <= self.days[1]

    def is_on(self, shelf: Path) -> bool:
        """Tell whether the files are still those that were left there: neither gone nor touched by anybody."""
        try:
            return (shelf / self.stamp).is_dir() and looks(shelf, self.places) == self.places
        except OSError:
            return False


def days_of(bounds: tuple[str, str], day: dt.date) -> tuple[str, str]:
    """Give the days for which a report made for a day stands; `bounds` are those on which it would say the same."""
    last = (day + _LONGEST).isoformat()
    return max(bounds[0], day.isoformat()), min(bounds[1], last)


def may_be_quiet(out: Path, room: str, today: dt.date) -> bool:
    """Tell whether nothing is known by which a room will have to be checked today."""
    standing = read_standing(out, room)
    return standing is not None and standing.is_for(today) and standing.is_on(out / room)


def looks(shelf: Path, names: Iterable[str]) -> dict[str, Looks]:
    """Give how files look without being read; raises OSError."""
    found = {name: (shelf / name).lstat() for name in names}
    return {name: (stat.st_size, stat.st_mtime_ns) for name, stat in found.items()}


def sum_of(report: Path) -> str:
    """Give the digest of a JSON report's lines after its `run`; raises OSError."""
    digest = hashlib.sha256()
    with report.open("rb") as file:
        for line in islice(file, _BEFORE, None):
            digest.update(line)
    return digest.hexdigest()


def read_standing(out: Path, room: str) -> Standing | None:
    """Give what stood; None where nothing is known of it or it cannot be understood."""
    try:
        values = json.loads(_place(out, room).read_text(encoding="ascii"))
        if values["format"] != _FORMAT:
            return None
        places = {str(name): (int(size), int(at)) for name, (size, at) in values["places"].items()}
        ends = tuple(map(_end, values["ends"]))
        return Standing(
            str(values["stamp"]), str(values["sum"]), _days(values["days"]), places, from_dict(values["outcome"]), ends
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def write_standing(out: Path, room: str, standing: Standing) -> None:
    """Keep what stands; raises OSError."""
    values = {
        "format": _FORMAT,
        "stamp": standing.stamp,
        "sum": standing.sum,
        "days": standing.days,
        "places": dict(standing.places),
        "outcome": as_dict(replace(standing.outcome, events=(), aside=())),
        "ends": [[end.key, end.path, end.date.isoformat(), _plain(end.what)] for end in standing.ends],
    }
    place = _place(out, room)
    make_private(place.parent)
    write_private(place, json.dumps(values, ensure_ascii=True) + "\n")


def _place(out: Path, room: str) -> Path:
    return out / FOLDER / "standing" / f"{room}.json"


def _days(values: Any) -> tuple[str, str] | None:
    if values is None:
        return None
    first, last = values
    return str(first), str(last)


def _plain(what: Bilingual | None) -> list[str] | None:
    return None if what is None else [what.fr, what.en]


def _end(values: Any) -> End:
    key, path, day, what = values
    return End(str(key), str(path), dt.date.fromisoformat(day), None if what is None else Bilingual(*what))
