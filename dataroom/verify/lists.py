"""A room checked against a list that somebody else made."""

from __future__ import annotations

import os
from pathlib import Path

from dataroom.errors import UsageError
from dataroom.verify.algorithms import WEAK
from dataroom.verify.foreign import Disorder, algorithm_of, in_passing, read_foreign
from dataroom.verify.listing import as_page
from dataroom.verify.outcome import Outcome
from dataroom.verify.points import good, unchecked
from dataroom.verify.tally import ITSELF, tally
from dataroom.walk import display


def verify_list(path: Path, room: Path | None, algorithm: str | None = None, jobs: int | None = None) -> Outcome:
    """Check the files of `room` against the list at `path`.

    Raises FileFaults for what is no list, UsageError, RoomGone and OSError.
    """
    if room is None:
        raise UsageError(f"{path}: expected the folder whose files are listed after a list, got nothing")
    made_with = algorithm_of(path, algorithm)
    beside = _itself(path, room)
    try:
        counted = tally(lambda: in_passing(path, made_with), room, made_with, beside, jobs)
    except Disorder:
        page = as_page(read_foreign(path, made_with).entries)
        counted = tally(lambda: iter([page]), room, made_with, beside, jobs)
    points = [good("list", count=counted.listed, why=made_with), unchecked("list")]
    if made_with in WEAK:
        points.append(unchecked("weak", why=made_with))
    return Outcome("list", display(os.fsencode(path.name)), tuple(points), counted)


def _itself(path: Path, room: Path) -> dict[bytes, str]:
    try:
        place = path.resolve().relative_to(room.resolve())
    except ValueError:
        return {}
    return {os.fsencode(place.as_posix()): ITSELF}
