"""What a reader is given: a named run of bytes, and how much of it may be taken in."""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import BinaryIO, Self

from dataroom.model import Bilingual, State

_MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """How much may be taken in of one document or one container; beyond it the answer is `too-large`."""

    max_text_chars: int = 5_000_000
    """Characters of visible text kept of one document."""
    max_pages: int = 5_000
    """Pages, sheets or slides read of one document."""
    max_members: int = 50_000
    """Members of one archive."""
    passed_over: int = 0
    """Members at the beginning of an archive that are given by name alone, as they were taken in before."""
    max_depth: int = 5
    """Archives within archives; kept by whoever calls `members` on a member."""
    max_member_bytes: int = 2 << 30
    """Inflated bytes of one member."""
    max_total_bytes: int = 8 << 30
    """Inflated bytes of all the members of one archive."""
    max_ratio: int = 200
    """Inflated over stored bytes of one member; counted only for members above 16 MiB, below it does no harm."""
    max_xml_bytes: int = 32 * _MIB
    """Inflated bytes of one XML part that is held as a tree (some 3,000 pages of a Word file)."""
    max_cells: int = 12_000_000
    """Cells of the rectangle that a sheet spans, empty ones included."""
    ocr: bool = True
    """Whether pages that are pictures are put through text recognition, where an engine is installed."""
    max_ocr_pages: int = 50
    """Pages put through text recognition, of one document."""
    max_ocr_seconds: float = 12.0
    """Processor time that text recognition of one document may take."""
    alive: Callable[[], None] | None = field(default=None, repr=False, compare=False)
    """Called before each long step, so that whoever waits does not give up on work that goes on."""
    passwords: tuple[str, ...] = field(default=(), repr=False)
    """What the operator knows, tried on locked files; never shown, kept or told."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file's name (without folders), its size in bytes, and the way to its bytes."""

    name: str
    size: int
    opener: Callable[[], BinaryIO]
    unlocked: bool = False
    """Whether it came out of an archive by a password that was given."""

    def open(self) -> BinaryIO:
        """Give a fresh seekable stream over all the bytes, from the first one."""
        return self.opener()

    @property
    def extension(self) -> str:
        """The last part of the name, in lower case and without its dot; empty where there is none."""
        return os.path.splitext(self.name)[1][1:].lower()  # noqa: PTH122 - the name may be no valid path

    @classmethod
    def of_bytes(cls, name: str, data: bytes) -> Self:
        """Give a source over bytes in memory."""
        return cls(name, len(data), lambda: io.BytesIO(data))

    @classmethod
    def of_file(cls, name: str, file: BinaryIO | int | Callable[[], BinaryIO]) -> Self:
        """Give a source over an open file, its descriptor, or a function that opens it.

        An open file or descriptor stays the caller's to close, and must stay open as long as the source is used;
        streams read beside its own position. Raises OSError where the size cannot be had.
        """
        if isinstance(file, int):
            return cls(name, os.fstat(file).st_size, lambda: _buffered(_At(file)))
        if callable(file):
            with file() as stream:
                size = stream.seek(0, io.SEEK_END)
            return cls(name, size, file)
        return cls(name, file.seek(0, io.SEEK_END), lambda: _buffered(_Shared(file)))

    @classmethod
    def of_spool(cls, name: str, size: int, file: BinaryIO) -> Self:
        """Give a source that owns an open file, which is closed with the last use of the source."""
        return cls(name, size, _Spool(file))


@dataclass(frozen=True, slots=True)
class Member:
    """One thing inside a container: its source, or the state and reason why there is none.

    `name` is the path to show, `raw` the bytes of the name as the container holds them.
    """

    name: str
    raw: bytes
    source: Source | None = None
    state: State | None = None
    reason: Bilingual | None = None


class Window(io.RawIOBase):
    """A read-only stream with a position of its own over something shared."""

    def __init__(self, size: int) -> None:
        """Begin at the first of `size` bytes."""
        self._size = size
        self._at = 0

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def seekable(self) -> bool:
        """Say that it can be read from any place."""
        return True

    def tell(self) -> int:
        """Give the place at which it stands."""
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place, also beyond the end; raises ValueError before the first byte."""
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        if start + offset < 0:
            raise ValueError("negative seek position")
        self._at = start + offset
        return self._at

    def readinto(self, buffer: object) -> int:
        """Read what fits in, from the place on."""
        view = memoryview(buffer)  # type: ignore[arg-type]  # the stubs' Buffer is newer than Python 3.11
        data = self._read_at(self._at, len(view))
        view[: len(data)] = data
        self._at += len(data)
        return len(data)

    def _read_at(self, at: int, count: int) -> bytes:
        raise NotImplementedError


class _Spool:
    """Opens streams over a file that it owns; each stream keeps it open."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def __call__(self) -> BinaryIO:
        return _buffered(_Shared(self._file, self))

    def __del__(self) -> None:
        self._file.close()


class _At(Window):
    def __init__(self, descriptor: int) -> None:
        super().__init__(os.fstat(descriptor).st_size)
        self._descriptor = descriptor

    def _read_at(self, at: int, count: int) -> bytes:
        # Not seek and read: the position is shared with whoever else holds the descriptor.
        return os.pread(self._descriptor, count, at)


class _Shared(Window):
    def __init__(self, file: BinaryIO, owner: object = None) -> None:
        super().__init__(file.seek(0, io.SEEK_END))
        self._file = file
        self._owner = owner

    def _read_at(self, at: int, count: int) -> bytes:
        self._file.seek(at)
        return self._file.read(count)


def _buffered(raw: Window) -> BinaryIO:
    return io.BufferedReader(raw, 1 << 16)
