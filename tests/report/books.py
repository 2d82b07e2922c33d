"""Workbooks opened again, for tests: their cells, their parts, the rows of a table by heading."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import python_calamine

from dataroom.model import Report
from dataroom.report import FORMATS
from dataroom.report.columns import PEN


def rendered(report: Report, name: str = "xlsx") -> bytes:
    raw = FORMATS[name].render(report)
    assert isinstance(raw, bytes)
    return raw


def sheets(raw: bytes) -> dict[str, list[list[Any]]]:
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(raw))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def table(raw: bytes, sheet: str) -> list[dict[str, Any]]:
    heads, *rows = sheets(raw)[sheet]
    names = [str(head).replace(PEN, "").strip() for head in heads]
    return [dict(zip(names, row, strict=True)) for row in rows if any(row)]


def parts(raw: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}
