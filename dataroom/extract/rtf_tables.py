r"""The tables before the text of an RTF file: which code page each font has, which colours are white.

After Microsoft's Rich Text Format specification 1.9.1, font table (`\fcharset`) and colour table.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_FONT = re.compile(rb"\\f(\d{1,5})(?!\d)|\\fcharset(\d{1,3})")
_COLOUR = re.compile(rb"\\(red|green|blue)(\d{1,3})")
_PAGES = {77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gbk", 136: "big5", 161: "cp1253", 162: "cp1254",
          163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874",
          238: "cp1250"}  # fmt: skip
_MOST = 1 << 20
_WHITE = {b"red": b"255", b"green": b"255", b"blue": b"255"}


@dataclass(frozen=True, slots=True)
class Tables:
    """Code pages of fonts that have one of their own, and the numbers of the colours that are white."""

    pages: dict[int, str] = field(default_factory=dict)
    white: frozenset[int] = frozenset()


def tables_of(data: bytes) -> Tables:
    """Read both tables; what is missing or damaged says nothing."""
    pages: dict[int, str] = {}
    font = None
    for number, charset in _FONT.findall(_group(data, b"{\\fonttbl")):
        if number:
            font = int(number)
        elif font is not None and (page := _PAGES.get(int(charset))):
            pages[font] = page
    colours = _group(data, b"{\\colortbl").split(b";")
    white = {at for at, colour in enumerate(colours) if dict(_COLOUR.findall(colour)) == _WHITE}
    return Tables(pages, frozenset(white))


def _group(data: bytes, start: bytes) -> bytes:
    at = data.find(start)
    if at < 0:
        return b""
    depth, end = 0, min(len(data), at + _MOST)
    for brace in re.finditer(rb"[{}]", data[at:end]):
        depth += 1 if brace[0] == b"{" else -1
        if not depth:
            return data[at : at + brace.end()]
    return b""
