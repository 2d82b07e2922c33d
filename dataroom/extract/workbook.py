"""A look at the parts of an Excel workbook before its cells are taken in: spans, hidden rows, comments, formulas."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass

from dataroom.extract import reasons
from dataroom.extract.draft import Draft, Refusal
from dataroom.extract.markup import attribute, local
from dataroom.extract.relations import tell_external
from dataroom.extract.zips import Parts
from dataroom.model import State

_MOST_XML = 512 << 20
_MOST_STRINGS = 128 << 20
_OVERLAP = 512
# Cells as all programs write them: letters and digits of the reference, and the slash of one that has only a style.
_CELL = re.compile(rb'<(?:\w+:)?c [^>]*?\br="([A-Z]{1,3})([0-9]{1,7})"[^>]*?(/?)>')
# References however they are written: where there are more of them than such cells, the file was not made by a program.
_REFERENCE = re.compile(rb"\br\s*=\s*[\"']\s*([A-Za-z]+)([0-9]+)\s*[\"']")
_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*?\br\s*=\s*[\"']\s*([0-9]+)")
_ANY_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_MOST_COLUMNS = 16_384
_HIDDEN_ROW = re.compile(rb'<(?:\w+:)?row\b[^>]*\bhidden="(?:1|true)"')
_HIDDEN_COLUMN = re.compile(rb'<(?:\w+:)?col\b[^>]*\bhidden="(?:1|true)"')
_NO_RESULT = re.compile(rb"</(?:\w+:)?f>(?:<(?:\w+:)?v\s*/>|<v></v>)?</(?:\w+:)?c>")
_ERROR = re.compile(rb'<(?:\w+:)?c\b[^>]*\bt="e"')


@dataclass(slots=True)
class _Span:
    top: int = 1 << 30
    bottom: int = 0
    left: int = 1 << 30
    right: int = 0
    hidden_rows: int = 0
    hidden_columns: int = 0
    no_result: int = 0
    errors: int = 0

    @property
    def cells(self) -> int:
        return max(0, self.bottom - self.top + 1) * max(0, self.right - self.left + 1)

    def add(self, column: int, row: int) -> None:
        self.top, self.bottom = min(self.top, row), max(self.bottom, row)
        self.left, self.right = min(self.left, column), max(self.right, column)


def survey(office: Parts, draft: Draft) -> frozenset[str]:
    """Add facts on the sheets; give the names of those that span too many cells, having said so.

    Raises Refusal where a part is missing or damaged, or where there is more than may be taken in.
    """
    for name in office.names("xl/sharedStrings"):
        for _ in office.chunks(name, _MOST_STRINGS):
            pass
    wide = set()
    for number, (sheet, part) in enumerate(_sheet_parts(office), start=1):
        if number > draft.limits.max_pages:
            raise Refusal(State.TOO_LARGE, reasons.too_many_pages(draft.limits.max_pages))
        span = _survey_binary(office, part) if part.endswith(".bin") else _survey_xml(office, part)
        _tell(sheet, span, draft)
        if span.cells > draft.limits.max_cells:
            wide.add(sheet)
            draft.fault(State.TOO_LARGE, reasons.too_wide(sheet, draft.limits.max_cells))
    _comments(office, draft)
    for name in office.names("xl/embeddings/"):
        draft.fact("embedded-file", posixpath.basename(name))
    if "xl/vbaProject.bin" in office or office.names("xl/macrosheets/"):
        draft.fact("macros")
    tell_external(office, draft)
    return frozenset(wide)


def _tell(sheet: str, span: _Span, draft: Draft) -> None:
    facts = {
        "hidden-rows": span.hidden_rows, "hidden-columns": span.hidden_columns,
        "formulas-without-result": span.no_result, "error-cells": span.errors,
    }  # fmt: skip
    for name, count in facts.items():
        if count:
            draft.fact(name, f"{sheet} ({count})")


def _sheet_parts(office: Parts) -> Iterator[tuple[str, str]]:
    if "xl/workbook.xml" not in office and "xl/workbook.bin" not in office:
        raise Refusal(State.CORRUPT, reasons.missing_part("Excel", "xl/workbook.xml"))
    if "xl/workbook.xml" not in office:
        names = office.names("xl/worksheets/sheet")
        yield from ((posixpath.basename(name), name) for name in names)
        return
    targets = {}
    if "xl/_rels/workbook.xml.rels" in office:
        for relation in office.xml("xl/_rels/workbook.xml.rels"):
            targets[relation.get("Id")] = posixpath.normpath(posixpath.join("/xl", relation.get("Target") or ""))[1:]
    for element in office.xml("xl/workbook.xml").iter("{*}sheet"):
        part = targets.get(attribute(element, "id"))
        if part is not None and part.startswith("xl/worksheets/"):
            yield element.get("name") or "", part


def _survey_xml(office: Parts, part: str) -> _Span:
    span, rest = _Span(), b""
    for piece in office.chunks(part, _MOST_XML):
        if b"\x00" in piece:  # UTF-16, which no program writes there, would pass unseen
            raise Refusal(State.CORRUPT, reasons.broken_part("Excel", part))
        data = rest + piece
        # The end is looked at again with the next piece: what is cut there must not be missed or counted twice.
        cut = data.rfind(b"<", 0, len(data) - _OVERLAP) if len(piece) == 1 << 20 else len(data)
        cut = max(cut, 0)
        _scan(data[:cut], span)
        rest = data[cut:]
    _scan(rest, span)
    return span


def _scan(data: bytes, span: _Span) -> None:
    cells = _CELL.findall(data)
    if len(cells) == len(_ANY_CELL.findall(data)) == len(_REFERENCE.findall(data)):
        _add({c for c, _, slash in cells if not slash}, {r for _, r, slash in cells if not slash}, span)
    else:
        _add_odd(data, span)
    span.hidden_rows += len(_HIDDEN_ROW.findall(data)) if b"hidden" in data else 0
    span.hidden_columns += len(_HIDDEN_COLUMN.findall(data)) if b"hidden" in data else 0
    span.no_result += len(_NO_RESULT.findall(data)) if b"f>" in data else 0
    span.errors += len(_ERROR.findall(data)) if b't="e"' in data else 0


def _add(columns: set[bytes], rows: set[bytes], span: _Span) -> None:
    if rows:
        numbers, lines = list(map(_column, columns)), list(map(int, rows))
        span.add(min(numbers), min(lines))
        span.add(max(numbers), max(lines))


def _add_odd(data: bytes, span: _Span) -> None:
    """Count as widely as the file may be understood: cells without a reference stand one after the other."""
    found = _REFERENCE.findall(data)
    _add({c for c, _ in found}, {r for _, r in found}, span)
    rows = [int(row) for row in _ROW.findall(data)]
    widest = max((len(_ANY_CELL.findall(row)) for row in data.split(b"row")), default=0)
    if widest:
        span.add(1, min(rows, default=1))
        span.add(min(widest, _MOST_COLUMNS), max(rows, default=data.count(b"row") // 2 + 1))


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _survey_binary(office: Parts, part: str) -> _Span:
    """Follow the records of an XLSB sheet ([MS-XLSB] 2.1.4): rows are type 0, cells types 1 to 11."""
    data = office.read(part, _MOST_STRINGS)
    span, at, row = _Span(), 0, 0
    while at < len(data):
        kind, at = _varint(data, at, 2)
        length, at = _varint(data, at, 4)
        if kind == 0 and length >= 4:
            row = int.from_bytes(data[at : at + 4], "little") + 1
        elif 2 <= kind <= 11 and length >= 4:
            span.add(int.from_bytes(data[at : at + 4], "little") + 1, row)
        at += length
    return span


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


def _comments(office: Parts, draft: Draft) -> None:
    for part in [*office.names("xl/comments", ".xml"), *office.names("xl/threadedComments/", ".xml")]:
        try:
            root = office.xml(part)
        except Refusal:
            continue
        for element in root.iter("{*}comment", "{*}threadedComment"):
            draft.fact("comment", "".join(t.text or "" for t in element.iter() if local(t) in {"t", "text"}))
