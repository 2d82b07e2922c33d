"""What is written outside the room: results, readable by their owner alone, whole or not at all; the room's lock."""

from __future__ import annotations

import errno
import hashlib
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

import platformdirs

from dataroom.errors import RoomLocked, UsageError


def default_state() -> Path:
    """Give the user's state folder."""
    return Path(platformdirs.user_state_dir("dataroom", appauthor=False))


def outside(room: Path, place: Path, option: str) -> Path:
    """Pass a place that does not lie in the room, under whatever name; raises UsageError."""
    inside, found = room.stat(), place.resolve()
    for above in (found, *found.parents):
        with suppress(OSError):
            if os.path.samestat(above.stat(), inside):
                raise UsageError(
                    f"{option}: expected a place outside the room, got {place} (nothing is written into a room)"
                )
    return place


def folder_for(folder: Path, option: str) -> Path:
    """Pass a folder that is there or can be made; raises UsageError where a file lies in its way."""
    place = folder.absolute()
    for above in (place, *place.parents):
        if above.is_dir():
            break
        if os.path.lexists(above):
            raise UsageError(f"{option}: expected a folder, got {folder} ({above.name} is a file or leads nowhere)")
    return folder


def default_out(room: Path) -> Path:
    """Give where results go when nothing is said: below the current folder, or beside a room that holds it."""
    place = room.resolve()
    base = Path.cwd()
    if base == place or place in base.parents:
        base = place.parent
    return base / "dataroom-out" / (place.name or "room")


def require_writable(folder: Path) -> Path:
    """Pass a folder that can be made or written into; raises PermissionError before hours of reading, not after."""
    above = next(place for place in (folder.absolute(), *folder.absolute().parents) if place.is_dir())
    if not os.access(above, os.W_OK | os.X_OK):
        raise PermissionError(errno.EACCES, "nothing can be written there", str(above))
    return folder


def make_private(folder: Path) -> Path:
    """Make a folder, and those above it, readable by their owner alone; what is there already keeps its rights."""
    for above in reversed((folder, *folder.absolute().parents)):
        if not above.is_dir():
            above.mkdir(mode=0o700, exist_ok=True)
    return folder


def write_private(path: Path, content: str | bytes | Iterable[str | bytes]) -> Path:
    """Write a file that only its owner can read: the old content or the new one, never half of it.

    The content may come piece by piece.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")  # made with mode 0600
    try:
        with os.fdopen(handle, "wb") as file:
            for piece in [content] if isinstance(content, str | bytes) else content:
                file.write(piece.encode("utf-8") if isinstance(piece, str) else piece)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise
    return path


def sync_folder(folder: Path) -> None:
    """Push the names in a folder to the disk; where folders cannot be opened, the system does so itself."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def locked(state: Path, room: Path) -> Iterator[None]:
    """Hold the room against other runs; the lock dies with this process. Raises RoomLocked."""
    key = hashlib.sha256(os.fsencode(room.resolve())).hexdigest()[:32]
    with _locked_folder(room), _held(state, key) as file:
        if file is not None and not _lock(file.fileno()):
            raise RoomLocked(f"{room}: locked by another run of dataroom")
        yield


@contextmanager
def _held(state: Path, key: str) -> Iterator[BinaryIO | None]:
    """Open the lock's file; where nothing may be written, the lock on the room itself has to do."""
    try:
        file = open(make_private(state) / f"{key}.lock", "ab", opener=_private)  # noqa: SIM115 - closed below
    except OSError as error:
        if error.errno not in {errno.EROFS, errno.EACCES, errno.EPERM}:
            raise
        yield None
        return
    with file:
        yield file


@contextmanager
def _locked_folder(room: Path) -> Iterator[None]:
    """Hold the room itself as far as the system can, for runs that keep their state elsewhere; writes nothing."""
    handle = None
    with suppress(OSError):
        handle = os.open(room, os.O_RDONLY)
    try:
        if handle is not None and not _lock(handle):
            raise RoomLocked(f"{room}: locked by another run of dataroom")
        yield
    finally:
        if handle is not None:
            os.close(handle)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0), mode=0o600)


def _lock(handle: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415 - exists on Windows alone

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415 - exists on Unix alone

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):  # Windows says that access is denied
        return False
    except OSError as error:
        # Some file systems know no locks, and folders least of all.
        if error.errno not in {errno.EBADF, errno.EINVAL, errno.ENOLCK, errno.ENOTSUP}:
            raise
    return True
