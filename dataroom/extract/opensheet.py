"""OpenDocument sheets (ODS): each visible sheet a page, repeated cells and rows within the limits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from dataroom.extract import reasons
from dataroom.extract.draft import Draft
from dataroom.extract.markup import attribute, local
from dataroom.extract.opendocument import content_of, hidden_styles
from dataroom.extract.sheets import finish, shown
from dataroom.extract.source import Source
from dataroom.extract.zips import parts
from dataroom.model import State

_CELLS = {"table-cell", "covered-table-cell"}
_WIDEST = 16_384
_GROUPS = {"table-rows", "table-row-group", "table-header-rows"}


def read(source: Source, draft: Draft) -> None:
    """Read a spreadsheet."""
    with parts(source, draft.limits, "OpenDocument") as office:
        root = content_of(office, draft)
        hidden = hidden_styles(root)
        for table in root.iterfind("{*}body/{*}spreadsheet/{*}table"):
            name = attribute(table, "name") or ""
            if attribute(table, "style-name") in hidden:
                draft.fact("hidden-sheet", name)
                draft.unseen("hidden-sheet-text", _lines(table, name, draft))
            else:
                _sheet(table, name, draft)
        for note in root.iter("{*}annotation"):
            draft.fact("comment", " ".join("".join(p.itertext()) for p in note.iter("{*}p")))
        pictures = bool(office.names("Pictures/"))
    finish(draft, pictures=pictures)


def _sheet(table: Any, name: str, draft: Draft) -> None:
    draft.heading(name)
    hidden = sum(attribute(row, "visibility") == "collapse" for row in table.iter("{*}table-row"))
    if hidden:
        draft.fact("hidden-rows", f"{name} ({hidden})")
    if columns := sum(attribute(column, "visibility") == "collapse" for column in table.iter("{*}table-column")):
        draft.fact("hidden-columns", f"{name} ({columns})")
    draft.lines(_lines(table, name, draft))


def _lines(table: Any, name: str, draft: Draft) -> Iterator[str]:
    left = draft.limits.max_cells
    for row in _rows(table):
        cells = list(_cells(row))
        line = "\t".join(cells).rstrip()
        if not line:
            continue
        repeated = _times(row, "number-rows-repeated", 1 << 20)
        left -= repeated * len(cells)
        if left < 0:
            draft.fault(State.TOO_LARGE, reasons.too_wide(name, draft.limits.max_cells))
            return
        for _ in range(repeated):
            yield line


def _rows(table: Any) -> Iterator[Any]:
    for child in table:
        if local(child) == "table-row":
            yield child
        elif local(child) in _GROUPS:
            yield from _rows(child)


def _cells(row: Any) -> Iterator[str]:
    empty = 0
    for cell in row:
        if local(cell) not in _CELLS:
            continue
        times, text = _times(cell, "number-columns-repeated", _WIDEST), _cell(cell)
        if not text:
            empty += times
            continue
        yield from [""] * min(empty, _WIDEST)
        yield from [text] * times
        empty = 0


def _times(element: Any, name: str, most: int) -> int:
    given = attribute(element, name) or "1"
    return min(max(int(given), 1), most) if given.isdigit() else 1


def _cell(cell: Any) -> str:
    if (day := attribute(cell, "date-value")) is not None:
        try:
            return shown(dt.datetime.fromisoformat(day))
        except ValueError:
            return day
    if attribute(cell, "value-type") == "float":
        try:
            return shown(float(attribute(cell, "value") or ""))
        except ValueError:
            pass
    return " ".join(" ".join("".join(p.itertext()) for p in cell.iterfind("{*}p")).split())
