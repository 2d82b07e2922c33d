"""An old workbook (XLS) record by record: whether it is locked, which rows and columns are hidden.

Layout: [MS-XLS] 2.4, records FilePass, BoundSheet8, Row and ColInfo; the older BIFF5 has them alike.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import BinaryIO

import olefile

from dataroom.extract.old_drawings import Beside, beside
from dataroom.extract.old_looks import add_faint, faint_styles
from dataroom.extract.unseen_cells import Unseen

_MOST_BYTES = 128 << 20
_BOF, _EOF, _SHEET, _ROW, _COLUMNS, _LOCK = 0x0809, 0x000A, 0x0085, 0x0208, 0x007D, 0x002F


def is_locked(stream: BinaryIO) -> bool:
    """Tell whether a workbook is encrypted; the library that reads its cells only says that it is no workbook."""
    return any(kind == _LOCK for kind, _ in _records(_workbook(stream), 0))


def survey(stream: BinaryIO) -> list[tuple[Unseen, Beside]]:
    """Give what is not seen of each sheet and what stands beside its cells, in the order of the workbook.

    What is damaged is as if it were not there.
    """
    data = _workbook(stream)
    starts = [
        struct.unpack_from("<I", body)[0] for kind, body in _records(data, 0) if kind == _SHEET and len(body) >= 4
    ]
    styles = faint_styles(_records(data, 0))
    # Texts are laid out otherwise before Excel 97.
    modern = data[4:6] == b"\0\6"
    return [
        (_unseen(data, start, styles), beside(_records(data, start, deep=True)) if modern else Beside())
        for start in starts
    ]


def _workbook(stream: BinaryIO) -> bytes:
    if not olefile.isOleFile(stream):
        return b""
    with olefile.OleFileIO(stream) as file:
        for name in ("Workbook", "Book"):
            if file.exists(name) and file.get_size(name) <= _MOST_BYTES:
                return bytes(file.openstream(name).read())
    return b""


def _records(data: bytes, at: int, *, deep: bool = False) -> Iterator[tuple[int, bytes]]:
    """Give kind and body of the records of one part of the workbook; those of charts within it where `deep`."""
    depth = 0
    while at + 4 <= len(data):
        kind, size = struct.unpack_from("<HH", data, at)
        depth += (kind == _BOF) - (kind == _EOF)
        if depth <= 0:
            return
        if depth == 1 or deep:
            yield kind, data[at + 4 : at + 4 + size]
        at += 4 + size


def _unseen(data: bytes, start: int, styles: frozenset[int]) -> Unseen:
    found = Unseen()
    if styles:
        add_faint(_records(data, start), styles, found)
    for kind, body in _records(data, start):
        if kind == _ROW and len(body) >= 14:
            row, flags = struct.unpack_from("<H10xH", body)
            if flags & 0x20:
                found.rows.add(row)
        elif kind == _COLUMNS and len(body) >= 10:
            first, last, flags = struct.unpack_from("<HH4xH", body)
            if flags & 1:
                found.columns.append((first, last))
    return found
