r"""The walk through a room: every thing that lies in it, once, in the order of its path bytes.

Only handles on folders are used, never a joined path, so that paths longer than the system's limit and trees deeper
than its number of open files are walked like any other. Nothing is followed, nothing is opened for writing, and
access times stay as they were wherever the system lets the reader say so.

**Order.** Entries come in the order of `Entry.raw`, compared byte by byte: the order of `LC_ALL=C sort` over whole
paths, in which `a!` comes before `a/b`, and `a/b` before `a0`. A folder that could not be (wholly) read stands among
them with a `/` at the end of its path, before whatever was seen in it.

**Reasons.** `Entry.reason` is a short code: `link`, `fifo`, `socket`, `device`, `sparse`, or the name of a system error
such as `EACCES`; `why` says it to people. A file without a reason can be opened.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from dataroom.errors import RoomGone, UsageError
from dataroom.model import Entry
from dataroom.reasons import reason_of, why

__all__ = ["Identity", "display", "ensure_same", "identity", "open_entry", "open_folder", "walk", "why"]

Identity = tuple[int, int]
"""What tells a folder from another one put in its place: its device and its inode."""

# Systems without one of these names know nothing of what it stands for.
_NOATIME = getattr(os, "O_NOATIME", 0)
_SHARED = os.O_RDONLY | getattr(os, "O_CLOEXEC", 0)
_NOFOLLOW = getattr(os, "O_NOFOLLOW", 0)
_FOLDER = _SHARED | getattr(os, "O_DIRECTORY", 0)
_PASSAGE = _FOLDER | getattr(os, "O_PATH", 0)
_FILE = _SHARED | _NOFOLLOW | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)

_KINDS = {
    stat.S_IFREG: "file",
    stat.S_IFLNK: "link",
    stat.S_IFIFO: "fifo",
    stat.S_IFSOCK: "socket",
    stat.S_IFCHR: "device",
    stat.S_IFBLK: "device",
    stat.S_IFDIR: "folder",
}
_SPARSE_FROM = 1 << 30
_SPARSE_RATIO = 16  # compressing file systems rarely reach it on a gigabyte

# After one of these the whole mount may be dead: worth a look before a million entries say the same.
_MOUNT_ERRORS = frozenset({errno.EIO, errno.ESTALE, errno.ENOTCONN, errno.ENODEV, errno.ENXIO, errno.ETIMEDOUT})


def display(raw: bytes) -> str:
    r"""Give the printable form of a path: as found, with each byte that is not UTF-8 as `\\xNN`."""
    return raw.decode("utf-8", "backslashreplace")


def identity(room: Path) -> Identity:
    """Tell which folder lies at `room` now, for `ensure_same`; raises UsageError or RoomGone."""
    fd = _open_room(room)
    try:
        return _identity(fd)
    finally:
        os.close(fd)


def ensure_same(room: Path, known: Identity) -> None:
    """Raise RoomGone unless the folder at `room` can be listed and is still the `known` one."""
    try:
        fd = _open_untouched(room, _FOLDER)
        try:
            found = _identity(fd)
            with os.scandir(fd) as listing:
                next(listing, None)
        finally:
            os.close(fd)
    except OSError as error:
        raise _gone(room, reason_of(error)) from error
    if found != known:
        raise _gone(room, "another folder or mount lies in its place")


def walk(room: Path) -> Iterator[Entry]:
    """Give everything that lies in `room`, in the order of the raw path bytes; folders only where they stayed closed.

    Memory: the names of one folder for each level of the place reached. Raises UsageError when there is no room to
    begin with, and RoomGone when it went away or was replaced, at the latest after the last entry.
    """
    cursor = _Cursor(room, _open_room(room))
    try:
        while (key := cursor.next_key()) is not None:
            entry = cursor.enter(key) if key.endswith(b"/") else cursor.look_at(key)
            if entry is not None:
                yield entry
    finally:
        cursor.close()
    ensure_same(room, cursor.room_identity)


def open_entry(room: Path, entry: Entry) -> BinaryIO:
    """Open a file of the room for reading, its folders one by one, through no link and without waiting.

    Raises OSError, also for what is no regular file (any more) and for a path that leads out of the room.
    """
    if entry.kind != "file" or entry.reason is not None:
        raise OSError(errno.EINVAL, "not a file to be opened", entry.path)
    *folders, name = entry.raw.split(b"/")
    folder = open_folder(room, folders)
    try:
        fd = _open_untouched(_part(name), _FILE, folder)
    finally:
        os.close(folder)
    if not stat.S_ISREG(os.fstat(fd).st_mode):
        os.close(fd)
        raise OSError(errno.ESTALE, "no regular file any more", entry.path)
    return os.fdopen(fd, "rb")


def open_folder(room: Path, parts: list[bytes]) -> int:
    """Give a handle from which to reach what lies in a folder of the room; the caller closes it. Raises OSError."""
    folder = os.open(room, _PASSAGE)
    for part in parts:
        try:
            below = os.open(_part(part), _PASSAGE | _NOFOLLOW, dir_fd=folder)
        finally:
            os.close(folder)
        folder = below
    return folder


def _part(name: bytes) -> bytes:
    # Paths also come back from saved reports, which anybody may have written.
    if name in {b"", b".", b".."} or b"/" in name:
        raise OSError(errno.EINVAL, "not a name inside the room", display(name))
    return name


def _open_untouched(name: bytes | Path, flags: int, folder: int | None = None) -> int:
    try:
        return os.open(name, flags | _NOATIME, dir_fd=folder)
    except PermissionError:
        # Only a file's owner may ask for its access time to be left alone.
        return os.open(name, flags, dir_fd=folder)


def _open_room(room: Path) -> int:
    if os.scandir not in os.supports_fd or os.open not in os.supports_dir_fd:
        raise UsageError("the walk needs a system with folder handles, such as Linux or macOS")
    try:
        return _open_untouched(room, _FOLDER)
    except OSError as error:
        if error.errno in _MOUNT_ERRORS:
            raise _gone(room, reason_of(error)) from error
        raise UsageError(f"{room}: expected a folder that can be read, got {error.strerror}") from error


def _gone(room: Path, detail: str) -> RoomGone:
    return RoomGone(f"{room}: the room went away during the check ({detail})")


def _identity(fd: int) -> Identity:
    found = os.fstat(fd)
    return found.st_dev, found.st_ino


def _list(fd: int) -> tuple[list[bytes], OSError | None]:
    """Give the names in a folder, last one first, those of folders with `/` at the end; and what cut the list short."""
    keys: list[bytes] = []
    fault = None
    try:
        with os.scandir(fd) as listing:
            keys.extend(map(_key, listing))
    except OSError as error:
        fault = error
    keys.sort(reverse=True)
    return keys, fault


def _key(item: os.DirEntry[str]) -> bytes:
    name = os.fsencode(item.name)
    with suppress(OSError):
        if item.is_dir(follow_symlinks=False):
            return name + b"/"
    return name


def _is_sparse(found: os.stat_result) -> bool:
    held = getattr(found, "st_blocks", found.st_size) * 512
    return found.st_size >= _SPARSE_FROM and held * _SPARSE_RATIO < found.st_size


def _seen(raw: bytes, found: os.stat_result) -> Entry:
    kind = _KINDS.get(stat.S_IFMT(found.st_mode), "device")
    reason = None if kind == "file" else kind
    if kind == "file" and _is_sparse(found):
        reason = "sparse"
    elif kind == "folder":
        reason = "EISDIR"
    return Entry(display(raw), raw, found.st_size, found.st_mtime_ns, kind, reason, found.st_ctime_ns, found.st_ino)


def _unseen(raw: bytes, reason: str) -> Entry:
    kind = "folder" if raw.endswith(b"/") else "file"
    return Entry(display(raw), raw, 0, 0, kind, reason)


@dataclass(slots=True)
class _Level:
    keys: list[bytes]
    """The names still to come, the next one last."""
    prefix: int
    """How many bytes of the cursor's path lead to this folder; a path for each level would be quadratic."""
    identity: Identity


class _Cursor:
    """The place reached by a walk: one handle on the present folder, and the names still to come on each level."""

    def __init__(self, room: Path, fd: int) -> None:
        self._room = room
        self._fd: int | None = fd
        self._why_not = ""
        self._path = b""
        self.room_identity = _identity(fd)
        keys, fault = _list(fd)
        if fault is not None:
            self.close()
            raise _gone(room, reason_of(fault)) from fault
        self._levels = [_Level(keys, 0, self.room_identity)]

    def next_key(self) -> bytes | None:
        """Take the next name, climbing out of the folders that are done; None at the end."""
        while not self._levels[-1].keys:
            self._levels.pop()
            if not self._levels:
                return None
            self._climb()
        return self._levels[-1].keys.pop()

    def look_at(self, key: bytes) -> Entry:
        """Give the entry of something that is no folder."""
        raw = self._path + key
        if self._fd is None:
            return _unseen(raw, self._why_not)
        try:
            return _seen(raw, os.stat(key, dir_fd=self._fd, follow_symlinks=False))
        except OSError as error:
            return _unseen(raw, self._noted(error))

    def enter(self, key: bytes) -> Entry | None:
        """Go into a folder; gives an entry for it when not all that it holds could be listed."""
        raw = self._path + key
        if self._fd is None:
            return _unseen(raw, self._why_not)
        try:
            below = _open_untouched(key[:-1], _FOLDER | _NOFOLLOW, self._fd)
        except OSError as error:
            return _unseen(raw, self._noted(error))
        os.close(self._fd)
        self._fd, self._path = below, raw
        keys, fault = _list(below)
        self._levels.append(_Level(keys, len(raw), _identity(below)))
        return _unseen(raw, self._noted(fault)) if fault else None

    def close(self) -> None:
        """Let go of the handle."""
        if self._fd is not None:
            os.close(self._fd)
            self._fd = None

    def _climb(self) -> None:
        # A handle for each level would run into the limit of open files: the way back is `..`, checked.
        level = self._levels[-1]
        self._path = self._path[: level.prefix]
        below, self._fd = self._fd, None
        try:
            self._fd = self._parent_of(below, level)
        except OSError as error:
            self._why_not = self._noted(error)
        finally:
            if below is not None:
                os.close(below)

    def _parent_of(self, below: int | None, level: _Level) -> int:
        if below is not None:
            with suppress(OSError):
                return _same(_open_untouched(b"..", _FOLDER, below), level)
        return _same(open_folder(self._room, self._path.split(b"/")[:-1]), level)

    def _noted(self, error: OSError) -> str:
        if error.errno in _MOUNT_ERRORS:
            ensure_same(self._room, self.room_identity)
        return reason_of(error)


def _same(fd: int, level: _Level) -> int:
    if _identity(fd) == level.identity:
        return fd
    os.close(fd)
    raise OSError(errno.ESTALE, "the folder was moved or replaced during the walk")
