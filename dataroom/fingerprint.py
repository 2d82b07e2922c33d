"""The digests of files, and of the room as a whole.

BLAKE3 is the fast digest that names a content; SHA-256 is the one that stock tools verify. Both come from one read.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Generic, TypeVar, overload

from blake3 import blake3

from dataroom.model import Entry, Fingerprint, State
from dataroom.reasons import reason_of
from dataroom.walk import open_entry

T = TypeVar("T")

_PULSE = 64 << 20
BLOCK = 1 << 20
"""How many bytes are read at once; memory stays at about one block whatever the size of the file."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What the system says of a file's content without reading it; times in nanoseconds."""

    size: int
    mtime_ns: int
    ctime_ns: int
    device: int
    inode: int


@dataclass(frozen=True, slots=True)
class Reading(Generic[T]):
    """What a reading gave: with `state` OK a fingerprint, the stamp it belongs to and what `then` made of the file.

    Otherwise `state` is CHANGED or UNREADABLE, `reason` is a code for `walk.why` and there is nothing else.
    """

    state: State
    reason: str | None = None
    fingerprint: Fingerprint | None = None
    stamp: Stamp | None = None
    outcome: T | None = None


def fingerprint(stream: BinaryIO, *, size: int | None = None, pulse: Callable[[], None] = lambda: None) -> Fingerprint:
    """Read `stream` to its end and give the digests of what was read.

    With `size`, the reading stops one block after it, so that a file that grows as fast as it is read comes to an end.
    `pulse` is called after every 64 MiB.
    """
    fast, stock, count = blake3(), hashlib.sha256(), 0
    block = BLOCK if size is None else min(BLOCK, size + 1)
    buffer = memoryview(bytearray(block))
    while got := stream.readinto(buffer):  # type: ignore[attr-defined]  # BinaryIO leaves it out, every binary stream has it
        fast.update(buffer[:got])
        stock.update(buffer[:got])
        count += got
        if count % _PULSE < got:
            pulse()
        if size is not None and count > size:
            break
    return Fingerprint(fast.hexdigest(), stock.hexdigest(), count)


@overload
def read_stable(
    room: Path, entry: Entry, retries: int = 2, *, pulse: Callable[[], None] = lambda: None
) -> Reading[None]: ...


@overload
def read_stable(
    room: Path, entry: Entry, retries: int = 2, *, then: Callable[[BinaryIO], T], pulse: Callable[[], None] = ...
) -> Reading[T]: ...


def read_stable(
    room: Path,
    entry: Entry,
    retries: int = 2,
    *,
    then: Callable[[BinaryIO], T] | None = None,
    pulse: Callable[[], None] = lambda: None,
) -> Reading[T]:
    """Fingerprint a file that holds still: what changed under the reading is read again, at most `retries` times.

    `then` is given the open file, at its beginning, before the last look at its stamp: what it makes of the file
    belongs to the same bytes as the fingerprint. Errors of the system are returned, those of `then` are raised.
    `pulse` is called after every 64 MiB of a large file.
    """
    for _ in range(retries + 1):
        reading = _read(room, entry, then, pulse)
        if reading.state is not State.CHANGED:
            break
    return reading


MERKLE = "sha256-merkle-rfc9162"
"""What `merkle_root` is called in reports and seals."""


def merkle_root(leaves: Iterable[bytes]) -> str:
    """Give the root of the Merkle tree of RFC 9162 (2.1.1, SHA-256) over `leaves`, as hex.

    Memory grows with the logarithm of the number of leaves.
    """
    peaks: list[tuple[int, bytes]] = []
    for leaf in leaves:
        height, node = 0, hashlib.sha256(b"\x00" + leaf).digest()
        while peaks and peaks[-1][0] == height:
            height, node = height + 1, _join(peaks.pop()[1], node)
        peaks.append((height, node))
    if not peaks:
        return hashlib.sha256().hexdigest()
    root = peaks.pop()[1]
    while peaks:
        root = _join(peaks.pop()[1], root)
    return root.hex()


def record(raw: bytes, sha256: str) -> bytes:
    """Give the line of the canonical list for a file, without its NUL: digest, two spaces, `./`, path bytes."""
    return sha256.encode("ascii") + b"  ./" + raw


def _join(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def _read(room: Path, entry: Entry, then: Callable[[BinaryIO], T] | None, pulse: Callable[[], None]) -> Reading[T]:
    try:
        stream = open_entry(room, entry)
    except OSError as error:
        return Reading(State.UNREADABLE, entry.reason or reason_of(error))
    with stream:
        try:
            before = _stamp(stream)
            digests = fingerprint(stream, size=before.size, pulse=pulse)
        except OSError as error:
            return Reading(State.UNREADABLE, reason_of(error))
        if digests.size != before.size or _stamp(stream) != before:
            return Reading(State.CHANGED, "changed")
        return _use(stream, before, digests, then)


def _use(stream: BinaryIO, before: Stamp, digests: Fingerprint, then: Callable[[BinaryIO], T] | None) -> Reading[T]:
    if then is None:
        return Reading(State.OK, fingerprint=digests, stamp=before)
    stream.seek(0)
    outcome = then(stream)
    if _stamp(stream) != before:
        return Reading(State.CHANGED, "changed")
    return Reading(State.OK, fingerprint=digests, stamp=before, outcome=outcome)


def _stamp(stream: BinaryIO) -> Stamp:
    found = os.fstat(stream.fileno())
    return Stamp(found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_dev, found.st_ino)
