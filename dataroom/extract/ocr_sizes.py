"""How large a picture is, told by its first bytes: a picture is measured before any library unpacks it."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from dataroom.extract import kinds

_MOST_TIFF_PAGES = 5_000
_MOST_TIFF_TAGS = 500
_TURNS = {3: 180, 6: 90, 8: 270}
_WIDTH, _HEIGHT, _ORIENTATION = 0x100, 0x101, 0x112


@dataclass(frozen=True, slots=True)
class Shape:
    """A picture's kind, its pixels, and by how many degrees it must be turned clockwise to stand upright."""

    kind: str
    width: int
    height: int
    turn: int = 0


def shape_of(data: bytes) -> tuple[Shape, ...]:
    """Give the shape of each page of a picture; none where the bytes are of no kind that is known, or damaged."""
    try:
        return tuple(_shapes(data))
    except (struct.error, IndexError, ValueError):
        return ()


def _shapes(data: bytes) -> Iterator[Shape]:
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        yield Shape(kinds.PNG, *struct.unpack_from(">II", data, 16))
    elif data.startswith(b"GIF8"):
        yield Shape(kinds.GIF, *struct.unpack_from("<HH", data, 6))
    elif data.startswith(b"BM"):
        width, height = struct.unpack_from("<ii", data, 18)
        yield Shape(kinds.BMP, abs(width), abs(height))
    elif data.startswith(b"\xff\xd8"):
        yield _jpeg(data)
    elif data[:4] in {b"II*\0", b"MM\0*"}:
        for tags in _directories(data):
            yield Shape(kinds.TIFF, tags.get(_WIDTH, 0), tags.get(_HEIGHT, 0))


def _jpeg(data: bytes) -> Shape:
    at, turn = 2, 0
    while data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        (size,) = struct.unpack_from(">H", data, at + 2)
        # Start of frame, of any coding; C4, C8 and CC are tables.
        if 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:
            height, width = struct.unpack_from(">HH", data, at + 5)
            return Shape(kinds.JPEG, width, height, turn)
        if marker == 0xE1 and data[at + 4 : at + 10] == b"Exif\0\0":
            turn = _turn(data[at + 10 : at + 2 + size])
        at += 2 + size
    raise ValueError("no frame")


def _turn(exif: bytes) -> int:
    try:
        return _TURNS.get(next(_directories(exif), {}).get(_ORIENTATION, 1), 0)
    except struct.error:
        return 0


def _directories(data: bytes) -> Iterator[dict[int, int]]:
    """Give the numbers that stand in each directory of a TIFF file, by their tags."""
    order = "<" if data.startswith(b"II") else ">"
    (at,) = struct.unpack_from(order + "I", data, 4)
    seen: set[int] = set()
    while at and at not in seen and len(seen) < _MOST_TIFF_PAGES:
        seen.add(at)
        (count,) = struct.unpack_from(order + "H", data, at)
        yield dict(_numbers(data, order, at + 2, min(count, _MOST_TIFF_TAGS)))
        (at,) = struct.unpack_from(order + "I", data, at + 2 + count * 12)


def _numbers(data: bytes, order: str, at: int, count: int) -> Iterator[tuple[int, int]]:
    for place in range(at, at + count * 12, 12):
        tag, kind, _ = struct.unpack_from(order + "HHI", data, place)
        if kind in {3, 4}:
            yield tag, struct.unpack_from(order + ("H" if kind == 3 else "I"), data, place + 8)[0]
