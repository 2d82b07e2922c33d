"""Cells of an old workbook (XLS) that cannot be read: in the colour of their ground, tiny, or blank by their format.

Layout: [MS-XLS] 2.4, records Font, Format, Palette, XF and CondFmt of BIFF8; 2.5.161 for the numbers of colours.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator

from dataroom.extract.unseen_cells import Area, Unseen

_FONT, _FORMAT, _PALETTE, _XF, _CONDITIONS = 0x31, 0x41E, 0x92, 0xE0, 0x1B0
_CELLS = {0xFD, 0x203, 0x27E, 0x204, 0x06, 0x205, 0xD6}
_MANY = 0xBD
"""Numbers side by side: row, first column, then style and number of each."""
_BLACK, _WHITE = 0x000000, 0xFFFFFF
_AUTOMATIC = {0: _BLACK, 1: _WHITE, 8: _BLACK, 9: _WHITE, 0x40: _BLACK, 0x41: _WHITE, 0x7FFF: _BLACK}
_FIRST_OF_PALETTE, _SKIPPED_FONT = 8, 4
_SMALLEST = 40  # twentieths of a point
_BLANK = ";;;"
_Style = tuple[int, int, int, int]
"""Font, number format, pattern of the ground and its colour, all by their numbers."""


def faint_styles(records: Iterable[tuple[int, bytes]]) -> frozenset[int]:
    """Give the numbers of the cell styles under which a cell cannot be read, from the records of the workbook."""
    fonts: list[tuple[int, int]] = []
    styles: list[_Style] = []
    colours, blank = dict(_AUTOMATIC), set()
    for kind, body in records:
        if kind == _FONT and len(body) >= 6:
            height, _, colour = struct.unpack_from("<HHH", body)
            fonts.append((height, colour))
        elif kind == _FORMAT and len(body) >= 5 and _format(body) == _BLANK:
            blank.add(struct.unpack_from("<H", body)[0])
        elif kind == _PALETTE and len(body) >= 2:
            for at in range(2, len(body) - 3, 4):
                colours[_FIRST_OF_PALETTE + at // 4] = int.from_bytes(body[at : at + 3], "big")
        elif kind == _XF and len(body) >= 20:
            font, number = struct.unpack_from("<HH", body)
            pattern, ground = struct.unpack_from("<14xIH", body)
            styles.append((font, number, pattern >> 26, ground & 0x7F))
    return frozenset(at for at, style in enumerate(styles) if _is_faint(style, fonts, colours, blank))


def _format(body: bytes) -> str:
    data = body[5:]
    return data.decode("utf-16-le", "replace") if body[4] & 1 else data.decode("latin-1")


def _is_faint(style: _Style, fonts: list[tuple[int, int]], colours: dict[int, int], blank: set[int]) -> bool:
    font, number, pattern, ground = style
    font -= font > _SKIPPED_FONT
    if number in blank:
        return True
    if font >= len(fonts) or pattern > 1:
        return False
    height, colour = fonts[font]
    behind = colours.get(ground, -ground) if pattern else _WHITE
    return height <= _SMALLEST or colours.get(colour, -colour) == behind


def add_faint(records: Iterable[tuple[int, bytes]], styles: frozenset[int], unseen: Unseen) -> None:
    """Add the cells of a sheet that have one of the styles, those under a condition aside."""
    spared: list[Area] = []
    for kind, body in records:
        if kind in _CELLS and len(body) >= 6:
            row, column, style = struct.unpack_from("<HHH", body)
            if style in styles:
                unseen.add(row, column)
        elif kind == _MANY and len(body) >= 6:
            row, column = struct.unpack_from("<HH", body)
            for at in range(4, len(body) - 7, 6):
                if struct.unpack_from("<H", body, at)[0] in styles:
                    unseen.add(row, column + at // 6)
        elif kind == _CONDITIONS:
            spared.extend(_areas(body))
    unseen.spare(spared)


def _areas(body: bytes) -> Iterator[Area]:
    for at in range(14, len(body) - 7, 8):
        top, bottom, left, right = struct.unpack_from("<HHHH", body, at)
        yield top, left, bottom, right
