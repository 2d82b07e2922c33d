"""The names of the streams in an OLE2 compound file, as old Office files, Outlook mails and encrypted OOXML are.

Layout: [MS-CFB], Microsoft's open specification.
"""

from __future__ import annotations

import struct
from typing import BinaryIO

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MOST_SECTORS = 4_096


def names(stream: BinaryIO) -> frozenset[str]:
    """Give the names of the directory entries; as many as can be had of a damaged file."""
    stream.seek(0)
    header = stream.read(512)
    if len(header) < 512:
        return frozenset()
    shift = struct.unpack_from("<H", header, 30)[0]
    if shift not in {9, 12}:
        return frozenset()
    size = 1 << shift
    fat = _Fat(stream, size, struct.unpack_from("<109I", header, 76))
    found: set[str] = set()
    seen: set[int] = set()
    sector = int(struct.unpack_from("<I", header, 48)[0])
    while sector < 0xFFFFFFFA and sector not in seen and len(seen) < _MOST_SECTORS:
        seen.add(sector)
        found |= _entries(_sector(stream, size, sector))
        sector = fat.following(sector)
    return frozenset(found)


class _Fat:
    def __init__(self, stream: BinaryIO, size: int, sectors: tuple[int, ...]) -> None:
        self._stream, self._size, self._sectors = stream, size, sectors

    def following(self, sector: int) -> int:
        block, index = divmod(sector, self._size // 4)
        if block >= len(self._sectors):
            return 0xFFFFFFFE
        data = _sector(self._stream, self._size, self._sectors[block])
        return int(struct.unpack_from("<I", data, index * 4)[0]) if len(data) == self._size else 0xFFFFFFFE


def _sector(stream: BinaryIO, size: int, sector: int) -> bytes:
    stream.seek((sector + 1) * size)
    return stream.read(size)


def _entries(data: bytes) -> set[str]:
    found = set()
    for at in range(0, len(data) - 127, 128):
        length = struct.unpack_from("<H", data, at + 64)[0]
        if 2 < length <= 64:
            found.add(data[at : at + length - 2].decode("utf-16-le", "replace"))
    return found
