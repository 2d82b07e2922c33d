"""How a seal comes to lie under its name: written beside it, pushed to the disk, read back, then renamed.

At any moment there is no seal of that name, or a whole one.
"""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from dataroom.store import sync_folder

_BUFFER = 1 << 18
_PARTIAL = ".partial"


class Written:
    """A new file, readable by its owner alone, whose digest is taken from what was given to be written."""

    def __init__(self, path: Path, mode: int = 0o600) -> None:
        """Make the file; raises FileExistsError where there is one."""
        self.path, self.lines = path, 0
        self._digest = hashlib.sha256()
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0), mode)
        self._stream = os.fdopen(handle, "wb", buffering=_BUFFER)

    def write(self, line: bytes) -> None:
        """Write one line."""
        self._stream.write(line)
        self._digest.update(line)
        self.lines += 1

    def finish(self) -> str:
        """Push everything to the disk and give the digest of what should lie there."""
        with self._stream:
            self._stream.flush()
            os.fsync(self._stream.fileno())
        return self._digest.hexdigest()

    def close(self) -> None:
        """Let go of the file, whatever became of it."""
        with suppress(OSError):
            self._stream.close()


def write_new(path: Path, content: bytes, mode: int = 0o600) -> str:
    """Write a whole new file, read it back and give its digest."""
    file = Written(path, mode)
    try:
        file.write(content)
        digest = file.finish()
    finally:
        file.close()
    require_same(path, digest)
    return digest


def require_same(path: Path, digest: str) -> None:
    """Raise OSError unless what the disk gives back has this digest."""
    if digest_of(path) != digest:
        raise OSError(errno.EIO, "what was read back is not what was written", str(path))


def digest_of(path: Path) -> str:
    """Give the SHA-256 of a file, from the disk rather than from the system's memory where it can be asked for."""
    with path.open("rb") as stream:
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(stream.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        return hashlib.file_digest(stream, "sha256").hexdigest()


@contextmanager
def staged(folder: Path, key: str) -> Iterator[Path]:
    """Give an empty folder beside the future seal; it is gone afterwards, unless it was published.

    What a killed run of the same `key` left there is swept away first: the caller holds the room's lock.
    """
    for left in folder.glob(f".seal-{key}-*{_PARTIAL}"):
        shutil.rmtree(left, ignore_errors=True)
    place = Path(tempfile.mkdtemp(dir=folder, prefix=f".seal-{key}-", suffix=_PARTIAL))
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def publish(place: Path, final: Path) -> None:
    """Give a staged folder, whose files are on the disk, its name; raises OSError where something bears it."""
    sync_folder(place)
    if os.path.lexists(final):
        raise FileExistsError(errno.EEXIST, "something bears the seal's name", str(final))
    place.rename(final)
    sync_folder(final.parent)
