"""What a room is checked with beside its files: profile, decisions, passwords, tracker, looks; read every night."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from dataroom.errors import UsageError
from dataroom.model import Work
from dataroom.nightly.config import Room
from dataroom.passwords import load_passwords
from dataroom.place import find_profile
from dataroom.report.brand import Brand
from dataroom.room import Profile, load_profile

# What reads decisions, rules, looks and trackers is heavy, and most rooms have none: it is loaded when it is needed.


@dataclass(frozen=True, slots=True)
class Inputs:
    """The files of a room, read and checked; `work` is what people wrote in the tracker that the file names."""

    profile: Profile | None = None
    passwords: tuple[str, ...] = field(default=(), repr=False)
    brand: Brand | None = None
    work: Mapping[str, Work] = field(default_factory=dict)


def profile_of(room: Room) -> Path | None:
    """Give the profile that the nightly file names, else the one beside the room, if any."""
    return room.profile or find_profile(room.path)


def inputs_of(room: Room) -> Inputs:
    """Read everything; raises UsageError and FileFaults, as `dataroom check` does for its options."""
    found = profile_of(room)
    profile = load_profile(found) if found is not None else None
    if room.decisions:
        from dataroom.decisions_file import with_decisions  # noqa: PLC0415 - see above
        from dataroom.rules import load_rules  # noqa: PLC0415 - see above

        profile = with_decisions(profile or Profile(), room.decisions, load_rules(room.rules))
    passwords = load_passwords(room.password_file) if room.password_file is not None else ()
    return Inputs(profile, passwords, _brand(room), _work(room))


def require_sound(rooms: Iterable[Room]) -> None:
    """Read what every room is checked with; raises UsageError with all that is wrong with any of it."""
    from dataroom.checklists import load_checklists  # noqa: PLC0415 - see above
    from dataroom.rules import load_rules  # noqa: PLC0415 - see above

    said: dict[str, None] = {}
    for room in rooms:
        try:
            profile = inputs_of(room).profile or Profile()
            rules = load_rules(room.rules)
            load_checklists(room.checklists or profile.checklists, rules)
        except UsageError as error:
            said[str(error)] = None
    if said:
        raise UsageError("\n".join(said))


def _brand(room: Room) -> Brand | None:
    if room.template is None:
        return None
    if not room.template.is_dir():
        raise UsageError(f"{room.template}: template: expected a folder, got a path where there is none")
    from dataroom.branding import load_brand  # noqa: PLC0415 - see above

    return load_brand(room.template)


def _work(room: Room) -> Mapping[str, Work]:
    if room.tracker is None:
        return {}
    from dataroom.tracker import read_tracker  # noqa: PLC0415 - see above

    return read_tracker(room.tracker)
