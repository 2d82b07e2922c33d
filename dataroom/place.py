"""Where a room lies, and the profile that lies beside it."""

from __future__ import annotations

from pathlib import Path

from dataroom.errors import UsageError


def find_profile(room: Path) -> Path | None:
    """Give `profile.yaml` beside the room, if there is one."""
    beside = room.resolve().parent / "profile.yaml"
    return beside if beside.is_file() else None


def require_room(room: Path) -> Path:
    """Pass a folder; raises UsageError for a missing path and for a room that is a file."""
    if not room.exists():
        raise UsageError(f"{room}: expected a folder, got a path that does not exist")
    if not room.is_dir():
        raise UsageError(f"{room}: expected a folder, got a file (give the folder that holds the documents)")
    return room
