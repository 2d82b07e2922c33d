"""Temporary files without a name, opened before the door is locked: a locked worker can make no new ones.

They hold members of archives that are too large for memory, one at a time for each level of archives in archives.
"""

from __future__ import annotations

import io
import os
import tempfile
from contextlib import suppress
from typing import BinaryIO, cast

_MOST = 24
_free: list[int] = []


def prepare(count: int = _MOST) -> None:
    """Open temporary files for later; fewer where the disk gives no more."""
    with suppress(OSError):
        while len(_free) < count:
            with tempfile.TemporaryFile(buffering=0) as file:
                _free.append(os.dup(file.fileno()))


def temporary() -> BinaryIO:
    """Give an empty temporary file that vanishes when it is closed; raises OSError when none can be had."""
    if not _free:
        return cast("BinaryIO", tempfile.TemporaryFile())
    return cast("BinaryIO", io.BufferedRandom(_Lent(_free.pop())))


class _Lent(io.FileIO):
    """A file that is emptied and given back when it is closed."""

    def __init__(self, descriptor: int) -> None:
        super().__init__(descriptor, "r+b", closefd=False)
        self._lent = descriptor

    def close(self) -> None:
        if not self.closed:
            with suppress(OSError):
                os.ftruncate(self._lent, 0)
                os.lseek(self._lent, 0, os.SEEK_SET)
                _free.append(self._lent)
        super().close()
