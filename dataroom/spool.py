"""What may be as much as a room has files, put aside by this very process to be gone through later."""

from __future__ import annotations

import pickle
import tempfile
import weakref
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Generic, TypeVar

T = TypeVar("T")

_IN_MEMORY = 1 << 20


class Spool(Iterable[T], Generic[T]):
    """Values in the order in which they came; what does not fit into memory lies in a file without a name."""

    def __init__(self, folder: Path | None) -> None:
        """Begin with nothing; the file goes to the disk on which `folder` lies."""
        disk = None if folder is None else str(folder)
        self._file = tempfile.SpooledTemporaryFile(_IN_MEMORY, dir=disk)  # noqa: SIM115 - lives as long as the spool
        self._count = 0
        weakref.finalize(self, self._file.close)

    def add(self, value: T) -> None:
        """Add a value, before they are gone through."""
        pickle.dump(value, self._file, pickle.HIGHEST_PROTOCOL)
        self._count += 1

    def __iter__(self) -> Iterator[T]:
        """Give all values."""
        self._file.seek(0)
        for _ in range(self._count):
            yield pickle.load(self._file)  # noqa: S301 - written by this very process
