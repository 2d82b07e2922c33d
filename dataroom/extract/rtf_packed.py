"""The packed RTF in which Outlook keeps the text of some messages ([MS-OXRTFCP]), as plain text."""

from __future__ import annotations

import struct

from dataroom.extract.draft import Draft
from dataroom.extract.rtf import read
from dataroom.extract.source import Limits, Source

_START = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS "
    b"Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20"
    b"\\b\\i\\u\\tab\\tx"
)
_MOST = 64 << 20
_PACKED, _PLAIN = b"LZFu", b"MELA"


def text_of(data: bytes) -> str:
    """Give the words of a packed RTF; raises ValueError where it is neither packed nor plain."""
    draft = Draft(Limits())
    read(Source.of_bytes("corps.rtf", unpacked(data)), draft)
    return "\n".join(draft.pages)


def unpacked(data: bytes) -> bytes:
    """Give the RTF, as far as it goes where its end is missing."""
    if len(data) < 16:
        raise ValueError("too short")
    size, kind = struct.unpack_from("<I", data, 4)[0], data[8:12]
    if kind == _PLAIN:
        return data[16 : 16 + size]
    if kind != _PACKED:
        raise ValueError("neither packed nor plain")
    return bytes(_inflated(data, min(size, _MOST)))


def _inflated(data: bytes, size: int) -> bytearray:
    window, at = bytearray(_START.ljust(4096, b" ")), len(_START)
    out, place = bytearray(), 16
    while place < len(data) and len(out) < size:
        flags, place = data[place], place + 1
        for bit in range(8):
            if place >= len(data) or len(out) >= size:
                break
            if not flags >> bit & 1:
                window[at] = data[place]
                out.append(data[place])
                place, at = place + 1, (at + 1) % 4096
                continue
            if place + 1 >= len(data):
                return out
            code, place = data[place] << 8 | data[place + 1], place + 2
            if code >> 4 == at:
                return out
            for step in range((code & 15) + 2):
                byte = window[((code >> 4) + step) % 4096]
                window[at] = byte
                out.append(byte)
                at = (at + 1) % 4096
    return out
