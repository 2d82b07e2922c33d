"""Files read and compared with the digests that a list names for them, in processes of their own.

A small file that holds what its list says was read whole, and needs no look at its kind and size. Any other is read
again with a look before and after, so that a file which changes meanwhile is said to.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from blake3 import blake3

from dataroom import engine
from dataroom.fingerprint import BLOCK
from dataroom.reasons import reason_of
from dataroom.verify.ahead import Ahead
from dataroom.verify.algorithms import ALGORITHMS
from dataroom.verify.ladder import Ladder

_FOREVER = 7 * 86400.0
_AHEAD, _WINDOW = 32, 128
_SMALL = 1 << 16
_TRIES = 3


class Hash(Protocol):
    """What hashlib and blake3 give alike."""

    def update(self, data: bytes | memoryview, /) -> object:
        """Take in more bytes."""

    def digest(self) -> bytes:
        """Give the digest so far."""

    def hexdigest(self) -> str:
        """Give the same as hex."""


@dataclass(frozen=True, slots=True)
class Group:
    """Files of one folder: their names, NUL between them, and the digests expected, one after the other.

    `expected` is empty where no digest is known.
    """

    prefix: bytes
    names: bytes
    expected: str

    @property
    def paths(self) -> list[bytes]:
        """The path of each file."""
        return [self.prefix + name for name in self.names.split(b"\0")]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a file gave that is not as expected: its digest, or the reason for which there is none."""

    index: int
    digest: str = ""
    reason: str = ""


Task = tuple[Group, ...]


def hash_files(
    room: Path, algorithm: str, tasks: Iterable[Task], jobs: int | None = None
) -> Iterator[tuple[Group, tuple[Answer, ...]]]:
    """Read the files of each task; gives every group with an answer for each file that is not as expected.

    `jobs` counts the processes that read, as in `engine.run`.
    """
    ahead = Ahead(iter(tasks), _AHEAD)
    setup = (room, algorithm)
    done = engine.run(ahead, _work, jobs=jobs, timeout=_FOREVER, initializer=_begin, initargs=setup, window=_WINDOW)
    try:
        for task, outcome in done:
            if isinstance(outcome, engine.Lost):
                yield from ((group, _lost(group, outcome)) for group in task)
            else:
                yield from zip(task, outcome, strict=True)
    finally:
        done.close()
        ahead.stop()


def _lost(group: Group, lost: engine.Lost) -> tuple[Answer, ...]:
    return tuple(Answer(index, reason=lost.kind) for index in range(len(group.paths)))


def hasher(algorithm: str) -> Callable[..., Hash]:
    """Give what computes a digest; raises ValueError for an algorithm that this machine does not know."""
    if algorithm == "blake3":
        return blake3
    if algorithm not in ALGORITHMS:
        raise ValueError(algorithm)
    known: Callable[..., Hash] = getattr(hashlib, algorithm)
    return known


class _Reader:
    """A worker's own: the room, and the digest that is compared."""

    def __init__(self, room: Path, algorithm: str) -> None:
        self.ladder, self.hash = Ladder(room), hasher(algorithm)
        self.width = len(self.hash(b"").digest())

    def group(self, group: Group) -> tuple[Answer, ...]:
        names, expected = group.names.split(b"\0"), bytes.fromhex(group.expected)
        try:
            folder = self.ladder.folder(group.prefix)
        except OSError as error:
            reason = reason_of(error)
            return tuple(Answer(index, reason=reason) for index in range(len(names)))
        found = self._fast(folder, names) if expected else [b""] * len(names)
        if expected and b"".join(found) == expected:
            return ()
        return tuple(self._unexpected(folder, names, found, expected))

    def _fast(self, folder: int, names: list[bytes]) -> list[bytes]:
        """Give the digest of each small file, and nothing for any that needs a second look."""
        # What a name holds is what its list says: nothing more is to be asked of it, and every call would count.
        opened, flags, read, close, digest = os.open, self.ladder.flags, os.read, os.close, self.hash
        found: list[bytes] = []
        for name in names:
            try:
                handle = opened(name, flags, dir_fd=folder)
                try:
                    content = read(handle, _SMALL)
                finally:
                    close(handle)
            except OSError:
                content = b""
            found.append(digest(content).digest() if 0 < len(content) < _SMALL else b"")
        return found

    def _unexpected(self, folder: int, names: list[bytes], found: list[bytes], expected: bytes) -> Iterator[Answer]:
        for index, name in enumerate(names):
            wanted = expected[index * self.width : (index + 1) * self.width]
            if found[index] == wanted and wanted:
                continue
            try:
                answer = self._slowly(folder, name, index)
            except OSError as error:
                answer = Answer(index, reason=reason_of(error))
            if answer.digest != wanted.hex() or not wanted:
                yield answer

    def _slowly(self, folder: int, name: bytes, index: int) -> Answer:
        for _ in range(_TRIES):
            handle = self.ladder.open(folder, name)
            try:
                before = os.fstat(handle)
                if not stat.S_ISREG(before.st_mode):
                    return Answer(index, reason="ESTALE")
                if _is_sparse(before):
                    return Answer(index, reason="sparse")
                digest = self._whole(handle, before.st_size)
                if digest is not None and _stamp(os.fstat(handle)) == _stamp(before):
                    return Answer(index, digest)
            finally:
                os.close(handle)
        return Answer(index, reason="changed")

    def _whole(self, handle: int, size: int) -> str | None:
        digest, count = self.hash(), 0
        buffer = memoryview(bytearray(min(BLOCK, size + 1)))
        while got := os.readv(handle, [buffer]):
            digest.update(buffer[:got])
            count += got
            if count > size:
                return None
        return digest.hexdigest() if count == size else None


def _is_sparse(found: os.stat_result) -> bool:
    # As the walk has it: such a file was never sealed, and its holes take hours to read.
    held = getattr(found, "st_blocks", found.st_size) * 512
    return found.st_size >= 1 << 30 and held * 16 < found.st_size


def _stamp(found: os.stat_result) -> tuple[int, ...]:
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_dev, found.st_ino


_reader: _Reader | None = None


def _begin(room: Path, algorithm: str) -> None:
    global _reader  # noqa: PLW0603 - a worker is one process with one reader
    if _reader is not None:
        _reader.ladder.close()
    _reader = _Reader(room, algorithm)


def _work(task: Task) -> list[tuple[Answer, ...]]:
    if _reader is None:
        raise RuntimeError("_begin must come first")
    return [_reader.group(group) for group in task]
