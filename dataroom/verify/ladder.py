"""Handles on the folders of a room, one below the other: no path is joined, no link is followed."""

from __future__ import annotations

import os
from pathlib import Path
from types import TracebackType
from typing import Self

_SHARED = os.O_RDONLY | getattr(os, "O_CLOEXEC", 0)
_FOLDER = _SHARED | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0)
_FILE = _SHARED | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_MOST_HELD = 128


class Ladder:
    """The folders from the room down to the one reached last, each held open as far as the system lets us.

    Neighbours share most of the way: going from one folder to the next opens what differs, and nothing else.
    """

    def __init__(self, room: Path) -> None:
        """Open the room; raises OSError."""
        self._names: list[bytes] = []
        self._handles = [os.open(room, _SHARED | getattr(os, "O_DIRECTORY", 0))]
        self._deep: int | None = None
        self.flags = _FILE | getattr(os, "O_NOATIME", 0)
        """How files are opened: without waiting and, as long as that is allowed, without touching their access time."""

    def folder(self, raw: bytes) -> int:
        """Give a handle on a folder (its path without or with `/` at the end); it lives until the next call.

        Raises OSError where there is none, also for a link and for what does not lie in the room.
        """
        parts = raw.split(b"/") if raw else []
        if parts and not parts[-1]:
            parts.pop()
        shared = self._shared(parts)
        self._let_go(shared)
        for name in parts[shared:_MOST_HELD]:
            self._handles.append(below(self._handles[-1], name))
            self._names.append(name)
        if len(parts) > _MOST_HELD:
            self._deep = _far_below(self._handles[-1], parts[_MOST_HELD:])
            return self._deep
        return self._handles[-1]

    def open(self, folder: int, name: bytes) -> int:
        """Open a file in a folder for reading as `flags` says, which learns what is not allowed; raises OSError."""
        try:
            return os.open(name, self.flags, dir_fd=folder)
        except PermissionError:
            if self.flags == _FILE:
                raise
        # Only a file's owner may ask for its access time to be left alone.
        handle = os.open(name, _FILE, dir_fd=folder)
        self.flags = _FILE
        return handle

    def close(self) -> None:
        """Let go of every handle."""
        self._let_go(-1)

    def __enter__(self) -> Self:
        """Give itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go of every handle."""
        self.close()

    def _shared(self, parts: list[bytes]) -> int:
        count = 0
        for ours, theirs in zip(self._names, parts, strict=False):
            if ours != theirs:
                break
            count += 1
        return count

    def _let_go(self, level: int) -> None:
        if self._deep is not None:
            os.close(self._deep)
            self._deep = None
        while len(self._handles) > level + 1:
            os.close(self._handles.pop())
        del self._names[max(level, 0) :]


def below(folder: int, name: bytes) -> int:
    """Give a handle on a folder that lies in another one; raises OSError."""
    if name in {b"", b".", b".."}:
        raise NotADirectoryError(20, "not a name inside the room")
    return os.open(name, _FOLDER, dir_fd=folder)


def _far_below(folder: int, parts: list[bytes]) -> int:
    handle = below(folder, parts[0])
    for part in parts[1:]:
        try:
            deeper = below(handle, part)
        finally:
            os.close(handle)
        handle = deeper
    return handle
