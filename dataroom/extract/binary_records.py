"""The records of binary workbooks (XLSB), and which of their cell styles cannot be read.

Layout: [MS-XLSB] 2.1.4; records BrtFont, BrtFill, BrtFmt and BrtXF; 2.5.14 for colours.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator

from dataroom.extract.unseen_cells import Area

_FONT, _FORMAT, _FILL, _STYLE, _STYLES, _STYLES_END = 43, 44, 45, 47, 617, 618
_CONDITIONS, _TABLE, _COMMENT = 461, 343, 637
_BLACK, _WHITE = "000000", "ffffff"
_INDEXED = {0: _BLACK, 8: _BLACK, 64: _BLACK, 1: _WHITE, 9: _WHITE, 65: _WHITE}
_THEMED = {0: _WHITE, 1: _BLACK}
_BY_INDEX, _BY_VALUE, _BY_THEME = 1, 2, 3
_SMALLEST = 40  # twentieths of a point


def records(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Give kind and body of each record."""
    at = 0
    while at < len(data):
        kind, at = _varint(data, at, 2)
        length, at = _varint(data, at, 4)
        yield kind, data[at : at + length]
        at += length


def _varint(data: bytes, at: int, longest: int) -> tuple[int, int]:
    value = 0
    for index in range(longest):
        if at >= len(data):
            break
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << (7 * index)
        if byte < 0x80:
            break
    return value, at


def wide_text(body: bytes, at: int) -> tuple[str, int]:
    """Give a text that begins with the number of its letters, and where it ends."""
    if len(body) < at + 4:
        return "", at
    count = int.from_bytes(body[at : at + 4], "little")
    end = at + 4 + 2 * (0 if count == 0xFFFFFFFF else count)
    return body[at + 4 : end].decode("utf-16-le", "replace"), end


def comments(data: bytes) -> Iterator[str]:
    """Give the comments of their part."""
    for kind, body in records(data):
        if kind == _COMMENT:
            yield wide_text(body, 1)[0]


def faint_styles(data: bytes) -> frozenset[int]:
    """Give the numbers of the cell styles whose words have the colour of their ground, are tiny or blank."""
    fonts: list[tuple[bool, str]] = []
    grounds: list[str | None] = []
    blank: set[int] = set()
    styles: list[tuple[int, int, int]] = []
    inside = False
    for kind, body in records(data):
        inside = kind == _STYLES or (inside and kind != _STYLES_END)
        if kind == _FONT and len(body) >= 20:
            fonts.append((struct.unpack_from("<H", body)[0] <= _SMALLEST, _colour(body[12:20], _BLACK)))
        elif kind == _FILL and len(body) >= 12:
            grounds.append(_ground(body))
        elif kind == _FORMAT and wide_text(body, 2)[0] == ";;;":
            blank.add(struct.unpack_from("<H", body)[0])
        elif kind == _STYLE and inside and len(body) >= 8:
            styles.append(struct.unpack_from("<2xHHH", body))
    return frozenset(at for at, style in enumerate(styles) if _is_faint(style, fonts, grounds, blank))


def _is_faint(
    style: tuple[int, int, int], fonts: list[tuple[bool, str]], grounds: list[str | None], blank: set[int]
) -> bool:
    number, font, fill = style
    tiny, colour = fonts[font] if font < len(fonts) else (False, _BLACK)
    return tiny or number in blank or colour == (grounds[fill] if fill < len(grounds) else _WHITE)


def _ground(body: bytes) -> str | None:
    pattern = int.from_bytes(body[:4], "little")
    return _WHITE if pattern == 0 else _colour(body[4:12], _BLACK) if pattern == 1 else None


def _colour(body: bytes, otherwise: str) -> str:
    kind, index, shade = body[0] >> 1, body[1], struct.unpack_from("<h", body, 2)[0]
    if kind == _BY_INDEX:
        return _INDEXED.get(index, f"indexed {index}")
    if kind == _BY_THEME:
        return f"theme {index} {shade}" if shade else _THEMED.get(index, f"theme {index}")
    return body[4:7].hex() if kind == _BY_VALUE else otherwise


def conditional(body: bytes) -> Iterator[Area]:
    """Give the areas of a record of conditions."""
    for at in range(12, len(body) - 15, 16):
        top, bottom, left, right = struct.unpack_from("<IIII", body, at)
        yield top, left, bottom, right


def table_grounds(parts: Iterable[bytes]) -> Iterator[Area]:
    """Give the areas of tables, by their parts: their styles may fill them."""
    for data in parts:
        for kind, body in records(data):
            if kind == _TABLE and len(body) >= 16:
                top, bottom, left, right = struct.unpack_from("<IIII", body)
                yield top, left, bottom, right
