"""A look at the parts of an Excel workbook before its cells are taken in: spans, hidden rows, comments, formulas."""

from __future__ import annotations

import posixpath
import re
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from dataroom.extract import reasons
from dataroom.extract.binary_records import comments, faint_styles, records, wide_text
from dataroom.extract.binary_records import conditional as conditional_areas
from dataroom.extract.binary_records import table_grounds as binary_tables
from dataroom.extract.draft import Draft, Refusal
from dataroom.extract.markup import attribute, local
from dataroom.extract.relations import tell_external
from dataroom.extract.sheet_drawings import drawn, margins
from dataroom.extract.unseen_cells import (
    Area,
    Unseen,
    column_number,
    conditional,
    styled_cells,
    table_grounds,
    unseen_styles,
)
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
_OFF = rb"\b(?:hidden\s*=\s*[\"'](?:1|true)[\"']|%s\s*=\s*[\"']0(?:\.0*)?[\"'])"
_HIDDEN_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*?" + _OFF % b"ht" + rb"[^>]*>")
_HIDDEN_COLUMN = re.compile(rb"<(?:\w+:)?col\b[^>]*?" + _OFF % b"width" + rb"[^>]*>")
_BUNDLE, _COLUMN, _CONDITIONS = 156, 60, 461
"""Records of XLSB: a sheet of the workbook, a column's width, conditions."""
_NO_SIZE = re.compile(rb"\b(?:ht|width)\s*=\s*[\"']0")
_FROM, _TO = (re.compile(rb"\b%s\s*=\s*[\"']([0-9]{1,5})[\"']" % name) for name in (b"min", b"max"))
_NO_RESULT = re.compile(rb"</(?:\w+:)?f>(?:<(?:\w+:)?v\s*/>|<v></v>)?</(?:\w+:)?c>")
_ERROR = re.compile(rb'<(?:\w+:)?c\b[^>]*\bt="e"')


@dataclass(slots=True)
class _Span:
    top: int = 1 << 30
    bottom: int = 0
    left: int = 1 << 30
    right: int = 0
    unseen: Unseen = field(default_factory=Unseen)
    no_result: int = 0
    errors: int = 0
    beside: list[str] = field(default_factory=list)

    @property
    def cells(self) -> int:
        return max(0, self.bottom - self.top + 1) * max(0, self.right - self.left + 1)

    def add(self, column: int, row: int) -> None:
        self.top, self.bottom = min(self.top, row), max(self.bottom, row)
        self.left, self.right = min(self.left, column), max(self.right, column)


@dataclass(frozen=True, slots=True)
class Survey:
    """What the look at the parts gave: sheets that span too many cells, and what is not seen of each sheet."""

    wide: frozenset[str] = frozenset()
    unseen: Mapping[str, Unseen] = field(default_factory=dict)
    beside: Mapping[str, list[str]] = field(default_factory=dict)
    """The words that each sheet shows beside its cells."""


def survey(office: Parts, draft: Draft) -> Survey:
    """Add facts on the sheets; give those that span too many cells, having said so, and what is not seen of each.

    Raises Refusal where a part is missing or damaged, or where there is more than may be taken in.
    """
    for name in office.names("xl/sharedStrings"):
        for _ in office.chunks(name, _MOST_STRINGS):
            pass
    wide, unseen, beside, styles = set(), {}, {}, unseen_styles(office)
    numbers = faint_styles(office.read("xl/styles.bin", _MOST_STRINGS)) if "xl/styles.bin" in office else frozenset()
    for number, (sheet, part) in enumerate(_sheet_parts(office), start=1):
        if number > draft.limits.max_pages:
            raise Refusal(State.TOO_LARGE, reasons.too_many_pages(draft.limits.max_pages))
        binary = part.endswith(".bin")
        span = _survey_binary(office, part, numbers) if binary else _survey_xml(office, part, styles)
        unseen[sheet] = span.unseen
        beside[sheet] = [*drawn(office, part), *span.beside]
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
    beside |= {sheet: list(drawn(office, part)) for sheet, part in _sheet_parts(office, "xl/chartsheets/")}
    return Survey(frozenset(wide), unseen, beside)


def _tell(sheet: str, span: _Span, draft: Draft) -> None:
    tell_hidden(sheet, span.unseen, draft)
    for name, count in {"formulas-without-result": span.no_result, "error-cells": span.errors}.items():
        if count:
            draft.fact(name, f"{sheet} ({count})")


def tell_hidden(sheet: str, unseen: Unseen, draft: Draft) -> None:
    """Add facts on hidden rows and columns of a sheet."""
    for name, count in {"hidden-rows": len(unseen.rows), "hidden-columns": len(unseen.columns)}.items():
        if count:
            draft.fact(name, f"{sheet} ({count})")


def _sheet_parts(office: Parts, folder: str = "xl/worksheets/") -> Iterator[tuple[str, str]]:
    if "xl/workbook.xml" not in office and "xl/workbook.bin" not in office:
        raise Refusal(State.CORRUPT, reasons.missing_part("Excel", "xl/workbook.xml"))
    if "xl/workbook.xml" not in office:
        yield from _binary_parts(office, folder)
        return
    targets = _targets(office, "xl/_rels/workbook.xml.rels")
    for element in office.xml("xl/workbook.xml").iter("{*}sheet"):
        part = targets.get(attribute(element, "id"))
        if part is not None and part.startswith(folder):
            yield element.get("name") or "", part


def _targets(office: Parts, rels: str) -> dict[str | None, str]:
    return {
        relation.get("Id"): posixpath.normpath(posixpath.join("/xl", relation.get("Target") or ""))[1:]
        for relation in (office.xml(rels) if rels in office else ())
    }


def _binary_parts(office: Parts, folder: str) -> Iterator[tuple[str, str]]:
    """Give name and part of each sheet of an XLSB file: BrtBundleSh, [MS-XLSB] 2.4.304."""
    targets = _targets(office, "xl/_rels/workbook.bin.rels")
    for kind, body in records(office.read("xl/workbook.bin")):
        if kind != _BUNDLE:
            continue
        key, at = wide_text(body, 8)
        name, _ = wide_text(body, at)
        part = targets.get(key)
        if part is not None and part.startswith(folder):
            yield name, part


def _tables_of(office: Parts, part: str) -> Iterator[str]:
    folder, name = posixpath.split(part)
    rels = f"{folder}/_rels/{name}.rels"
    for relation in office.xml(rels) if rels in office else ():
        if (relation.get("Type") or "").endswith("/table"):
            yield posixpath.normpath(posixpath.join("/", folder, relation.get("Target") or ""))[1:]


def _survey_xml(office: Parts, part: str, styles: frozenset[bytes]) -> _Span:
    span, rest = _Span(), b""
    grounds: list[Area] = []
    for piece in office.chunks(part, _MOST_XML):
        if b"\x00" in piece:  # UTF-16, which no program writes there, would pass unseen
            raise Refusal(State.CORRUPT, reasons.broken_part("Excel", part))
        data = rest + piece
        # The end is looked at again with the next piece: what is cut there must not be missed or counted twice.
        cut = data.rfind(b"<", 0, len(data) - _OVERLAP) if len(piece) == 1 << 20 else len(data)
        cut = max(cut, 0)
        _scan(data[:cut], span, styles)
        grounds += conditional(data[:cut])
        rest = data[cut:]
    _scan(rest, span, styles)
    if span.unseen.cells:
        span.unseen.spare([*grounds, *conditional(rest), *table_grounds(office, _tables_of(office, part))])
    return span


def _scan(data: bytes, span: _Span, styles: frozenset[bytes]) -> None:
    cells = _CELL.findall(data)
    if len(cells) == len(_ANY_CELL.findall(data)) == len(_REFERENCE.findall(data)):
        _add({c for c, _, slash in cells if not slash}, {r for _, r, slash in cells if not slash}, span)
    else:
        _add_odd(data, span)
    _scan_hidden(data, span.unseen)
    for place in styled_cells(data, styles) if styles else ():
        if place is None:
            span.unseen.everything = True
        else:
            span.unseen.add(*place)
    span.no_result += len(_NO_RESULT.findall(data)) if b"f>" in data else 0
    span.beside.extend(margins(data) if b"headerFooter" in data else ())
    span.errors += len(_ERROR.findall(data)) if b't="e"' in data else 0


def _scan_hidden(data: bytes, unseen: Unseen) -> None:
    if b"hidden" not in data and _NO_SIZE.search(data) is None:
        return
    for match in _HIDDEN_ROW.finditer(data):
        number = _ROW.match(match[0])
        if number is None:
            unseen.everything = True  # rows without a number: which one it is cannot be told from here
        else:
            unseen.rows.add(int(number[1]) - 1)
    for match in _HIDDEN_COLUMN.finditer(data):
        first, last = _FROM.search(match[0]), _TO.search(match[0])
        if first and last:
            unseen.columns.append((int(first[1]) - 1, int(last[1]) - 1))


def _add(columns: set[bytes], rows: set[bytes], span: _Span) -> None:
    if rows:
        numbers, lines = [column_number(letters) + 1 for letters in columns], list(map(int, rows))
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


def _survey_binary(office: Parts, part: str, styles: frozenset[int]) -> _Span:
    """Follow the records of an XLSB sheet ([MS-XLSB] 2.1.4): rows are type 0, cells types 1 to 11."""
    span, row = _Span(), 0
    spared: list[Area] = []
    for kind, body in records(office.read(part, _MOST_STRINGS)):
        if kind == 0 and len(body) >= 4:
            row = int.from_bytes(body[:4], "little") + 1
            if len(body) >= 12 and body[11] & 0x10:  # BrtRowHdr, fDyZero
                span.unseen.rows.add(row - 1)
        elif 2 <= kind <= 11 and len(body) >= 7:
            column = int.from_bytes(body[:4], "little")
            span.add(column + 1, row)
            if int.from_bytes(body[4:7], "little") in styles:
                span.unseen.add(row - 1, column)
        elif kind == _COLUMN and len(body) >= 17 and body[16] & 1:  # fHidden
            span.unseen.columns.append(struct.unpack_from("<II", body))
        elif kind == _CONDITIONS:
            spared.extend(conditional_areas(body))
    if span.unseen.cells:
        tables = (office.read(name, _MOST_STRINGS) for name in _tables_of(office, part) if name in office)
        span.unseen.spare([*spared, *binary_tables(tables)])
    return span


def _comments(office: Parts, draft: Draft) -> None:
    for part in office.names("xl/comments", ".bin"):
        for comment in comments(office.read(part, _MOST_STRINGS)):
            draft.fact("comment", comment)
    for part in [*office.names("xl/comments", ".xml"), *office.names("xl/threadedComments/", ".xml")]:
        try:
            root = office.xml(part)
        except Refusal:
            continue
        for element in root.iter("{*}comment", "{*}threadedComment"):
            draft.fact("comment", "".join(t.text or "" for t in element.iter() if local(t) in {"t", "text"}))
