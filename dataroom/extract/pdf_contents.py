"""The drawing instructions of PDF pages that break off or have holes: no parser says so, the text is just not there."""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Iterator
from itertools import islice
from typing import Any

import pikepdf

from dataroom.extract.pdf_streams import filters_of

_MOST = 4 << 20
_MOST_PAGES = 200
_HOLE = bytes(8)
_FLATE = {"/FlateDecode", "/Fl"}
_KNOWN = {*_FLATE, "/ASCII85Decode", "/A85"}
_STRING = re.compile(rb"\([^()\\]*(?:\\.[^()\\]*)*\)", re.DOTALL)
# The letters come first, since they are what is searched for.
_BEGIN, _END = re.compile(rb"BT(?<![\w/*'\"]BT)(?![\w*])"), re.compile(rb"ET(?<![\w/*'\"]ET)(?![\w*])")
# ISO 32000-1, annex A: an operator is letters, an asterisk or a quote; a page that ends otherwise was cut.
_LAST = re.compile(rb"(?:[A-Za-z][A-Za-z0-9]*\*?|['\"]|%[^\r\n]*)[\s\x00]*$")
_NAMES = (b"true", b"false", b"null")
# ASCII85, ISO 32000-1, 7.4.3: five digits of base 85 for four bytes.
_BLANKS = b" \t\n\r\v"
_DIGITS = bytes(range(33, 118))
_VALUES = bytes.maketrans(_DIGITS, bytes(range(85)))


def broken_off(document: pikepdf.Pdf) -> Iterator[int]:
    """Give the numbers of the pages whose instructions, or tables of letters, are cut or have holes.

    The first some hundred pages are looked at.
    """
    sound: dict[tuple[int, int], bool] = {}
    for number, page in enumerate(islice(document.pages, _MOST_PAGES), start=1):
        data = _instructions(page.obj.get("/Contents"))
        if (data is not None and (data == b"damaged" or _is_broken(data))) or not all(
            _is_sound(table, sound) for table in _tables(page.obj)
        ):
            yield number


def _instructions(contents: Any) -> bytes | None:
    """Give the instructions of a page; None where they are not looked at, `damaged` where they do not inflate."""
    streams = list(islice(contents, 1_000)) if isinstance(contents, pikepdf.Array) else [contents]
    found = []
    for stream in streams:
        data = _inflated(stream) if isinstance(stream, pikepdf.Stream) else None
        if data is None:
            return None
        found.append(data)
    return b"damaged" if b"damaged" in found else b"\n".join(found)


def _inflated(stream: Any) -> bytes | None:
    # qpdf takes a wrong check sum for harmless.
    filters = filters_of(stream)
    if not set(filters) <= _KNOWN or int(stream.get("/Length", 0)) > _MOST:
        return None
    try:
        data = bytes(stream.read_raw_bytes())
        for name in filters:
            data = _unpacked(data) if name in _FLATE else _from_letters(data)
    except (pikepdf.PdfError, ValueError, zlib.error):
        return b"damaged"
    return data if len(data) <= _MOST else None


def _unpacked(data: bytes) -> bytes:
    if not data:
        return data
    inflater = zlib.decompressobj()
    found = inflater.decompress(data, _MOST + 1)
    if not inflater.eof and len(found) <= _MOST:
        raise ValueError("cut")
    return found


def _from_letters(data: bytes) -> bytes:
    body, end, _ = data.strip().removeprefix(b"<~").partition(b"~>")
    if not end:
        raise ValueError("cut")
    digits = body.translate(None, _BLANKS)
    return base64.a85decode(body) if digits.translate(None, _DIGITS) else _decoded(digits)


def _decoded(digits: bytes) -> bytes:
    """Give what base64.a85decode does, for all groups at once: it takes a millisecond for 3 kB."""
    groups = -(-len(digits) // 5)
    values = digits.ljust(5 * groups, b"u").translate(_VALUES)
    # One long number holds all groups, eight bytes for each, so that none can grow into the next.
    number = 0
    for place in range(5):
        column = bytearray(8 * groups)
        column[7::8] = values[place::5]
        number = 85 * number + int.from_bytes(column, "big")
    wide = number.to_bytes(8 * groups, "big")
    if any(wide[3::8]):
        raise ValueError("Ascii85 overflow")
    found = bytearray(4 * groups)
    for place in range(4):
        found[place::4] = wide[4 + place :: 8]
    return bytes(found[: len(digits) - groups])


def _tables(page: Any) -> Iterator[Any]:
    fonts = (page.get("/Resources") or {}).get("/Font")
    for _, font in islice(fonts.items(), 100) if isinstance(fonts, pikepdf.Dictionary) else ():
        table = font.get("/ToUnicode") if isinstance(font, pikepdf.Dictionary) else None
        if isinstance(table, pikepdf.Stream):
            yield table


def _is_sound(table: Any, known: dict[tuple[int, int], bool]) -> bool:
    if table.objgen not in known:
        data = _inflated(table)
        known[table.objgen] = data is None or (data != b"damaged" and _HOLE not in data and b"endcmap" in data)
    return known[table.objgen]


def _is_broken(data: bytes) -> bool:
    if not data.strip(b"\x00 \t\r\n\x0c"):
        return len(data) >= len(_HOLE) and b"\x00" in data
    if b" ID" in data or b"\nID" in data:
        return False  # a picture among the instructions may hold any bytes
    if _HOLE in data:
        return True
    plain = _STRING.sub(b"()", data)
    last = _LAST.search(plain[-400:])
    if last is None or last[0].strip().endswith(_NAMES):
        return True
    return len(_BEGIN.findall(plain)) > len(_END.findall(plain))
