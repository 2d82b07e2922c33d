"""Workbooks of old and binary kinds, record by record: BIFF8 (XLS), plain or locked, and XLSB."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tests.extract.papers import zipped
from tests.extract.test_formats import compound

Rows = Sequence[Sequence[str]]
_FILEPASS, _SHEET = 0x2F, 0x85


@dataclass(frozen=True)
class Look:
    """How the cells of one row look: the font's colour and height, the ground's colour, the format of numbers."""

    row: int = 1
    colour: int = 0
    height: int = 200
    ground: int | None = None
    shape: str = ""


def xls(
    rows: Rows,
    *,
    hidden_rows: Sequence[int] = (),
    hidden_columns: Sequence[int] = (),
    password: str = "",
    look: Look | None = None,
    beside: bytes = b"",
) -> bytes:
    """Make a workbook of one sheet whose cells are texts; rows and columns count from 0.

    Colours of a `look` are numbers of the palette, in which 32 is blue; `beside` are further records of the sheet.
    """
    style = {look.row: 1} if look is not None else {}
    cells = [(r, c, text) for r, row in enumerate(rows) for c, text in enumerate(row)]
    sheet = [
        _bof(0x10),
        *(_record(0x7D, struct.pack("<HHHHHH", c, c, 2560, 0, 1, 0)) for c in hidden_columns),
        _record(0x200, struct.pack("<IIHHH", 0, len(rows), 0, max(map(len, rows)), 0)),
        *(_record(0x208, struct.pack("<HHHHHHI", r, 0, 9, 255, 0, 0, 0x100 | 0x20 * (r in hidden_rows)))
          for r in range(len(rows))),
        *(_record(0x204, struct.pack("<HHHHB", r, c, style.get(r, 0), len(text), 1) + text.encode("utf-16-le"))
          for r, c, text in cells),
        beside,
        _record(0x0A),
    ]  # fmt: skip
    lock = [_record(_FILEPASS, _Lock(password).head)] if password else []
    head = [_bof(5), *lock, _record(0x42, struct.pack("<H", 1200)), *(_looks(look) if look is not None else ())]
    at = sum(map(len, head)) + 4 + 13 + 4
    name = _record(_SHEET, struct.pack("<IBBBB", at, 0, 0, 5, 0) + b"Paie!")
    stream = b"".join([*head, name, _record(0x0A), *sheet])
    return compound({"Workbook": _Lock(password).locked(stream) if password else stream})


def _looks(look: Look) -> Iterator[bytes]:
    yield _record(0x92, struct.pack("<H", 56) + bytes(4) + b"\xff\xff\xff\0" + bytes([0, 0, 200, 0]) * 54)
    for height, colour in ((200, 0x7FFF), (look.height, look.colour)):
        yield _record(0x31, struct.pack("<HHHHHBBBB", height, 0, colour, 400, 0, 0, 0, 0, 0) + b"\5\0Arial")
    if look.shape:
        yield _record(0x41E, struct.pack("<HHB", 170, len(look.shape), 0) + look.shape.encode())
    for font in (0, 1):
        filled = font == 1 and look.ground is not None
        number = 170 if font == 1 and look.shape else 0
        ground = struct.pack("<IH", int(filled) << 26, (look.ground or 0) if filled else 0x40)
        yield _record(0xE0, struct.pack("<HHH", font, number, 1) + bytes(8) + ground)


def note(text: str, *, comment: bool = False) -> bytes:
    """Make the records of a text box on a sheet, or of a comment."""
    head = _record(0x5D, struct.pack("<HHHHH", 0x15, 18, 0x19 if comment else 6, 1, 0) + bytes(12))
    half = len(text) // 2
    wide = _record(0x3C, b"\1" + text[:half].encode("utf-16-le")) + _record(0x3C, b"\0" + text[half:].encode("latin-1"))
    return head + _record(0x1B6, struct.pack("<HH6xHHI", 0, 0, len(text), 16, 0)) + wide + _record(0x3C, bytes(16))


def margin(text: str) -> bytes:
    """Make the record of a header."""
    return _record(0x14, struct.pack("<HB", len(text), 1) + text.encode("utf-16-le"))


def conditions(row: int) -> bytes:
    """Make the record of a conditional format over a row."""
    return _record(0x1B0, struct.pack("<HHHHHHHHHHH", 1, 0, row, row, 0, 9, 1, row, row, 0, 9))


def chart(title: str) -> bytes:
    """Make a chart on a sheet, of its title alone."""
    said = _record(0x100D, struct.pack("<HBB", 0, len(title), 1) + title.encode("utf-16-le"))
    return _bof(0x20) + said + _record(0x0A)


def _record(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _bof(kind: int) -> bytes:
    return _record(0x809, struct.pack("<HHHHII", 0x600, kind, 0xDBB, 0x7CC, 0x41, 0x306))


class _Lock:
    """RC4 of 40 bits as Excel 97 has it ([MS-OFFCRYPTO] 2.3.6)."""

    def __init__(self, password: str) -> None:
        self._salt = bytes(range(16))
        start = hashlib.md5(password.encode("utf-16-le"), usedforsecurity=False).digest()[:5]
        long = (start + self._salt) * 16
        self._start = hashlib.md5(long, usedforsecurity=False).digest()[:5]
        proof = bytes(range(100, 116))
        both = proof + hashlib.md5(proof, usedforsecurity=False).digest()
        mask = self._mask(0, 32)
        self.head = struct.pack("<HHH", 1, 1, 1) + self._salt + _mixed(both, mask)

    def _stream(self, block: int) -> Iterator[int]:
        return rc4(hashlib.md5(self._start + struct.pack("<I", block), usedforsecurity=False).digest())

    def _mask(self, block: int, count: int) -> bytes:
        stream = self._stream(block)
        return bytes(next(stream) for _ in range(count))

    def locked(self, data: bytes) -> bytes:
        """Lock a workbook's stream: heads of records, the first two of them, and places of sheets stay as they are."""
        mask = b"".join(self._mask(block, 1024) for block in range(-(-len(data) // 1024)))
        out, at = bytearray(_mixed(data, mask)), 0
        while at < len(data):
            kind, size = struct.unpack_from("<HH", data, at)
            open_ = size if kind in {0x809, _FILEPASS} else 4 if kind == _SHEET else 0
            out[at : at + 4 + open_] = data[at : at + 4 + open_]
            at += 4 + size
        return bytes(out)


def rc4(key: bytes) -> Iterator[int]:
    """Give the bytes of RC4."""
    box, j = list(range(256)), 0
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) % 256
        box[i], box[j] = box[j], box[i]
    i = j = 0
    while True:
        i = (i + 1) % 256
        j = (j + box[i]) % 256
        box[i], box[j] = box[j], box[i]
        yield box[(box[i] + box[j]) % 256]


def _mixed(data: bytes, mask: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(data, mask, strict=False))


def xlsb(
    rows: Rows,
    *,
    hidden_rows: Sequence[int] = (),
    hidden_columns: Sequence[int] = (),
    look: Look | None = None,
    conditional: bool = False,
    comment: str = "",
) -> bytes:
    """Make a binary workbook of one sheet whose cells are texts; a `look` may be under a condition."""
    style = {look.row: 1} if look is not None else {}
    columns = b"".join(_binary(60, struct.pack("<IIIIH", c, c, 2560, 0, 1)) for c in hidden_columns)
    lines = b"".join(
        _binary(0, struct.pack("<IIHBBBI", r, 0, 300, 0, 0x10 * (r in hidden_rows), 0, 0))
        + b"".join(_binary(6, struct.pack("<II", c, style.get(r, 0)) + _wide(text)) for c, text in enumerate(row))
        for r, row in enumerate(rows)
    )
    span = _binary(148, struct.pack("<IIII", 0, len(rows) - 1, 0, max(map(len, rows)) - 1))
    held = _binary(390) + columns + _binary(391) if columns else b""
    sheet = _binary(129) + span + held + _binary(145) + lines + _binary(146)
    if look is not None and conditional:
        area = struct.pack("<IIIII", 1, look.row, look.row, 0, 9)
        sheet += _binary(461, struct.pack("<II", 1, 0) + area) + _binary(462)
    sheet += _binary(130)
    bundle = _binary(156, struct.pack("<II", 0, 1) + _wide("rId1") + _wide("Paie"))
    book = _binary(131) + _binary(143) + bundle + _binary(144) + _binary(132)
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{kind}" Target="worksheets/sheet1.bin"/></Relationships>'
    )
    return zipped(
        {
            "[Content_Types].xml": b"<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>",
            "xl/workbook.bin": book,
            "xl/_rels/workbook.bin.rels": rels.encode(),
            "xl/worksheets/sheet1.bin": sheet,
            **({"xl/styles.bin": b"".join(_binary_looks(look))} if look is not None else {}),
            **({"xl/comments1.bin": _binary(637, b"\0" + _wide(comment))} if comment else {}),
        }
    )


def _binary_looks(look: Look) -> Iterator[bytes]:
    for height, colour in ((200, 64), (look.height, look.colour)):
        yield _binary(
            43, struct.pack("<HHHHBBBB", height, 0, 400, 0, 0, 2, 0, 0) + _tint(colour) + b"\0" + _wide("Arial")
        )
    for ground in (None, look.ground):
        pattern = struct.pack("<I", 0 if ground is None else 1)
        yield _binary(45, pattern + _tint(ground or 64) + _tint(65) + bytes(48))
    if look.shape:
        yield _binary(44, struct.pack("<H", 170) + _wide(look.shape))
    yield (
        _binary(626, struct.pack("<I", 1))
        + _binary(47, struct.pack("<HHHH", 0xFFFF, 0, 0, 0) + bytes(8))
        + _binary(627)
    )
    yield _binary(617, struct.pack("<I", 2))
    for font in (0, 1):
        yield _binary(47, struct.pack("<HHHH", 0, 170 if font and look.shape else 0, font, font) + bytes(8))
    yield _binary(618)


def _tint(colour: int) -> bytes:
    """Give a colour by its number, white and black by theme and value."""
    if colour == 1:
        return struct.pack("<BBhBBBB", 3 << 1, 0, 0, 255, 255, 255, 255)
    return struct.pack("<BBhBBBB", (1 << 1) | 1, colour, 0, 0, 0, 0, 255)


def _binary(kind: int, body: bytes = b"") -> bytes:
    head = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, left = b"", len(body)
    while left >= 0x80:
        size, left = size + bytes([left & 0x7F | 0x80]), left >> 7
    return head + size + bytes([left]) + body


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")
