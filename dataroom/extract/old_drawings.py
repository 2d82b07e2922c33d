"""What a sheet of an old workbook (XLS) shows beside its cells: text boxes, chart titles, headers; and its comments.

Layout: [MS-XLS] 2.4, records Obj, TxO, Continue, SeriesText, Header and Footer of BIFF8.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from dataroom.extract.sheet_drawings import margin_words

_OBJECT, _TEXT, _MORE, _SERIES, _HEADER, _FOOTER = 0x5D, 0x1B6, 0x3C, 0x100D, 0x14, 0x15
_NOTE = 0x19


@dataclass(slots=True)
class Beside:
    """The words beside the cells of one sheet, and its comments."""

    words: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)


def beside(records: Iterator[tuple[int, bytes]]) -> Beside:
    """Gather them from the records of one sheet and of the charts on it."""
    found = Beside()
    kind_of_object, left, text = 0, 0, ""
    for kind, body in records:
        if kind == _OBJECT and len(body) >= 6:
            kind_of_object = struct.unpack_from("<4xH", body)[0]
        elif kind == _TEXT and len(body) >= 12:
            left, text = struct.unpack_from("<10xH", body)[0], ""
        elif kind == _MORE and left and body:
            piece = _letters(body[1:], wide=bool(body[0] & 1))[:left]
            text, left = text + piece, left - len(piece)
            if not left:
                (found.comments if kind_of_object == _NOTE else found.words).append(text)
        elif kind == _SERIES and len(body) > 4:
            found.words.append(_letters(body[4:], wide=bool(body[3] & 1))[: body[2]])
        elif kind in {_HEADER, _FOOTER} and len(body) > 3:
            count, flags = struct.unpack_from("<HB", body)
            found.words.extend(margin_words(_letters(body[3:], wide=bool(flags & 1))[:count]))
    found.words = [word for word in found.words if word.strip()]
    return found


def _letters(data: bytes, *, wide: bool) -> str:
    return data.decode("utf-16-le", "replace") if wide else data.decode("latin-1")
