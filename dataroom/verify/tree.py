"""What lies in a folder, by runs of names: the order and the care of `walk`, without looking at each file.

Reading a file says whether it is one; a look at it beforehand would cost as much as the reading. The order is that of
`LC_ALL=C sort` over whole paths, as in the canonical list.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dataroom.reasons import reason_of
from dataroom.verify.ladder import Ladder
from dataroom.walk import ensure_same, identity


@dataclass(frozen=True, slots=True)
class Run:
    """Files that follow each other in one folder; `prefix` is the folder's path with `/` at its end, or empty."""

    prefix: bytes
    names: list[bytes]


@dataclass(frozen=True, slots=True)
class Aside:
    """What is no file, or a folder (with `/` at its end) that stayed closed; `reason` is a code for `walk.why`."""

    raw: bytes
    reason: str


def runs(room: Path) -> Iterator[Run | Aside]:
    """Give everything that lies in `room`; raises UsageError where there is no folder, RoomGone where it went away."""
    there = identity(room)
    with Ladder(room) as ladder:
        listing = _Listing(ladder, b"")
        if listing.fault is not None:
            ensure_same(room, there)
        yield from listing.aside()
        levels = [listing]
        while levels:
            found = levels[-1].next()
            if found is None:
                levels.pop()
            elif isinstance(found, bytes):
                levels.append(listing := _Listing(ladder, found))
                yield from listing.aside()
            else:
                yield found
    ensure_same(room, there)


class _Listing:
    """The names of one folder, sorted as whole paths are: those of folders with `/` at their end."""

    def __init__(self, ladder: Ladder, prefix: bytes) -> None:
        self.prefix, self.fault = prefix, ""
        self._kinds: dict[bytes, str] = {}
        others: list[os.DirEntry[str]] = []
        files: list[str] = []
        try:
            with os.scandir(ladder.folder(prefix)) as entries:
                for entry in entries:
                    if entry.is_file(follow_symlinks=False):
                        files.append(entry.name)
                    else:
                        others.append(entry)
        except OSError as error:
            self.fault = reason_of(error)
        self._keys = sorted([*_encoded(files), *map(self._key, others)])
        self._at = 0

    def aside(self) -> Iterator[Aside]:
        """Give the folder itself when not all that it holds could be listed."""
        if self.fault:
            yield Aside(self.prefix, self.fault)

    def next(self) -> Run | Aside | bytes | None:
        """Give the next run, the next thing that is no file, the path of the next folder to enter, or None."""
        keys, start, at = self._keys, self._at, self._at
        while at < len(keys) and keys[at][-1] != 47 and keys[at] not in self._kinds:
            at += 1
        if at > start:
            self._at = at
            return Run(self.prefix, keys[start:at])
        if at == len(keys):
            return None
        self._at = at + 1
        raw = self.prefix + keys[at]
        return Aside(raw, self._kinds[keys[at]]) if keys[at] in self._kinds else raw

    def _key(self, entry: os.DirEntry[str]) -> bytes:
        name = os.fsencode(entry.name)
        if entry.is_dir(follow_symlinks=False):
            return name + b"/"
        self._kinds[name] = _kind(entry)
        return name


def _encoded(names: list[str]) -> list[bytes]:
    # One call for all, since most of what a room holds goes through here.
    return os.fsencode("\0".join(names)).split(b"\0") if names else []


def _kind(entry: os.DirEntry[str]) -> str:
    if entry.is_symlink():
        return "link"
    try:
        mode = entry.stat(follow_symlinks=False).st_mode
    except OSError as error:
        return reason_of(error)
    return "fifo" if stat.S_ISFIFO(mode) else "socket" if stat.S_ISSOCK(mode) else "device"
