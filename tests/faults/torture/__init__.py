"""Hostile files, made by code: a name, the bytes, and the states in which its reading may end."""

from __future__ import annotations

import bz2
import lzma
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from dataroom.model import State

OK, CORRUPT, TOO_LARGE, TIMEOUT = State.OK, State.CORRUPT, State.TOO_LARGE, State.TIMEOUT
EMPTY, ENCRYPTED, UNSUPPORTED, PICTURE = State.EMPTY, State.ENCRYPTED, State.UNSUPPORTED, State.IMAGE_ONLY
UNREADABLE = State.UNREADABLE

MIB = 1 << 20
SENTENCE = "La présente convention de prestation est conclue pour une durée de trois ans."


@dataclass(frozen=True, slots=True)
class Case:
    """A hostile file, the state in which its reading ends, and one that must be found among its members."""

    name: str
    make: Callable[[], bytes | Iterator[bytes]]
    state: State
    inside: State | None = None


case = Case


Run = tuple[bytes, int]
"""A piece, and how many times it stands."""


def _block(piece: bytes) -> bytes:
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    # A block that refers to nothing before it: it may be written again and again.
    return packer.compress(piece) + packer.flush(zlib.Z_FULL_FLUSH)


def runs(*pieces: Run) -> bytes:
    """Compress (raw deflate) pieces that stand many times, without compressing any of them twice."""
    return b"".join(_block(piece) * times for piece, times in pieces) + b"\x03\x00"


def deflated(piece: bytes, times: int, wrapped: int = 1) -> bytes:
    """Compress (zlib) a piece that stands many times, `wrapped` times over."""
    check = 1
    for _ in range(times):
        check = zlib.adler32(piece, check)
    data = b"\x78\x9c" + runs((piece, times)) + struct.pack(">I", check)
    for _ in range(wrapped - 1):
        data = zlib.compress(data)
    return data


def gzipped(*pieces: Run) -> bytes:
    """Compress (gzip) pieces that stand many times."""
    check, size = _sums(pieces)
    return b"\x1f\x8b\x08\0\0\0\0\0\0\xff" + runs(*pieces) + struct.pack("<II", check, size & 0xFFFFFFFF)


def _sums(pieces: Iterable[Run]) -> tuple[int, int]:
    check = size = 0
    for piece, times in pieces:
        size += len(piece) * times
        for _ in range(times):
            check = zlib.crc32(piece, check)
    return check, size


def packed(parts: Mapping[str, bytes | Run | list[Run]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Make a ZIP; a part may be a run, or several."""
    out, directory = b"", b""
    for name, part in parts.items():
        pieces = part if isinstance(part, list) else [part if isinstance(part, tuple) else (part, 1)]
        check, size = _sums(pieces)
        data = _stored(pieces, method)
        raw = name.encode()
        head = struct.pack("<5H3I2H", 20, 0x800, method, 0, 0x21, check, len(data), size, len(raw), 0)
        directory += b"PK\x01\x02" + struct.pack("<H", 20) + head + struct.pack("<3H2I", 0, 0, 0, 0, len(out)) + raw
        out += b"PK\x03\x04" + head + raw + data
    count = len(parts)
    return out + directory + struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, count, count, len(directory), len(out), 0)


def _stored(pieces: list[Run], method: int) -> bytes:
    if method == zipfile.ZIP_DEFLATED:
        return runs(*pieces)
    whole = b"".join(piece * times for piece, times in pieces)
    if method == zipfile.ZIP_BZIP2:
        return bz2.compress(whole)
    filters = {"id": lzma.FILTER_LZMA1, "preset": 0}
    packer = lzma.LZMACompressor(lzma.FORMAT_RAW, filters=[filters])
    properties: bytes = lzma._encode_filter_properties(filters)  # type: ignore[attr-defined]  # as zipfile does
    head = struct.pack("<BBH", 9, 4, len(properties))
    return head + properties + packer.compress(whole) + packer.flush()
