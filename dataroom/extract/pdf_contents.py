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
_STRING = re.compile(rb"\((?:\\.|[^()\\])*\)", re.DOTALL)
_BEGIN, _END = re.compile(rb"(?<![\w/*'\"])BT(?![\w*])"), re.compile(rb"(?<![\w/*'\"])ET(?![\w*])")
# ISO 32000-1, annex A: an operator is letters, an asterisk or a quote; a page that ends otherwise was cut.
_LAST = re.compile(rb"(?:[A-Za-z][A-Za-z0-9]*\*?|['\"]|%[^\r\n]*)[\s\x00]*$")
_NAMES = (b"true", b"false", b"null")


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
    return base64.a85decode(body)


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
