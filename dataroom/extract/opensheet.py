"""OpenDocument sheets (ODS): each visible sheet a page, repeated cells and rows within the limits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from dataroom.extract import reasons
from dataroom.extract.draft import Draft
from dataroom.extract.markup import attribute, local
from dataroom.extract.opendocument import content_of, hidden_styles
from dataroom.extract.opendocument_looks import faint_styles
from dataroom.extract.sheets import finish, shown
from dataroom.extract.source import Source
from dataroom.extract.unseen_cells import HiddenColumns
from dataroom.extract.zips import Parts, parts
from dataroom.model import State

_CELLS = {"table-cell", "covered-table-cell"}
_DRAWING = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_MARGINS = [f"{{*}}{kind}{side}" for kind in ("header", "footer") for side in ("", "-left", "-first")]
_WIDEST = 16_384
_HIDDEN = {"collapse", "filter"}
_GROUPS = {"table-rows", "table-row-group", "table-header-rows"}


class _Look:
    """What of a sheet is not seen: columns by their number from 0, and styles in the colour of their ground."""

    def __init__(self, table: Any, faint: frozenset[str]) -> None:
        self._faint = faint
        self._styles: list[tuple[int, str]] = []
        self.ranges: list[tuple[int, int]] = []
        at = 0
        for column in table.iter("{*}table-column"):
            times = _times(column, "number-columns-repeated", _WIDEST)
            if attribute(column, "visibility") in _HIDDEN:
                self.ranges.append((at, at + times - 1))
            self._styles.append((at, attribute(column, "default-cell-style-name") or ""))
            at += times
        self._columns = HiddenColumns(self.ranges)

    def place(self, row: Any, cell: Any, column: int) -> str:
        """Tell whether a cell is `seen`, `hidden` or `blended`; hidden rows and columns come first."""
        if is_hidden_row(row) or column in self._columns:
            return "hidden"
        own = attribute(cell, "style-name") or attribute(row, "default-cell-style-name")
        return "blended" if (own or self._style_of(column)) in self._faint else "seen"

    def _style_of(self, column: int) -> str:
        return next((style for start, style in reversed(self._styles) if start <= column), "")


def is_hidden_row(row: Any) -> bool:
    """Tell whether a row, or a group that it lies in, is folded away or filtered out."""
    if attribute(row, "visibility") in _HIDDEN:
        return True
    return any(attribute(group, "display") == "false" for group in row.iterancestors("{*}table-row-group"))


def read(source: Source, draft: Draft) -> None:
    """Read a spreadsheet."""
    with parts(source, draft.limits, "OpenDocument") as office:
        root = content_of(office, draft)
        hidden, faint = hidden_styles(root), faint_styles(office, root, "table-cell")
        for table in root.iterfind("{*}body/{*}spreadsheet/{*}table"):
            name = attribute(table, "name") or ""
            look = _Look(table, faint)
            if attribute(table, "style-name") in hidden:
                draft.fact("hidden-sheet", name)
                draft.unseen("hidden-sheet-text", [*_lines(table, name, draft, look, ""), *_drawn(table)])
            else:
                _sheet(table, name, draft, look)
        for note in root.iter("{*}annotation"):
            draft.fact("comment", " ".join("".join(p.itertext()) for p in note.iter("{*}p")))
        pictures = bool(office.names("Pictures/"))
        if draft.has_text:
            draft.more(1, "\n".join(_margins(office)))
    finish(draft, pictures=pictures)


def _sheet(table: Any, name: str, draft: Draft, look: _Look) -> None:
    draft.heading(name)
    if hidden := sum(is_hidden_row(row) for row in table.iter("{*}table-row")):
        draft.fact("hidden-rows", f"{name} ({hidden})")
    if look.ranges:
        draft.fact("hidden-columns", f"{name} ({len(look.ranges)})")
    number = draft.here
    draft.lines(_lines(table, name, draft, look, "seen"))
    draft.more(number, "\n".join(_drawn(table)))
    draft.unseen("hidden-cells-text", _lines(table, name, draft, look, "hidden"), number)
    draft.unseen("hidden-text", _lines(table, name, draft, look, "blended"), number)


def _lines(table: Any, name: str, draft: Draft, look: _Look, part: str) -> Iterator[str]:
    """Give the rows of a sheet as lines: of their cells those of one `part`, or all where that is empty."""
    left = draft.limits.max_cells
    for row in _rows(table):
        cells = list(_cells(row, look, part))
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


def _drawn(table: Any) -> Iterator[str]:
    """Give the words of the shapes on a sheet."""
    for shape in table.iter(f"{_DRAWING}*"):
        for paragraph in shape.iterfind("{*}p"):
            if words := " ".join("".join(paragraph.itertext()).split()):
                yield words


def _margins(office: Parts) -> list[str]:
    """Give the words of headers and footers, without what is filled in on printing."""
    found: dict[str, None] = {}
    margins = office.xml("styles.xml").iter(*_MARGINS) if "styles.xml" in office else ()
    for margin in margins:
        for paragraph in margin.iter("{*}p") if attribute(margin, "display") != "false" else ():
            parts_of = [paragraph.text, *(t for e in paragraph.iter() for t in _printed(e))]
            words = " ".join("".join(filter(None, parts_of)).split()).strip("/() ")
            if len(words) > 2 and words != "Page":
                found[words] = None
    return list(found)


def _printed(element: Any) -> tuple[str | None, ...]:
    if local(element) == "p":
        return ()
    return (element.text if local(element) in {"span", "a"} else None, element.tail)


def _rows(table: Any) -> Iterator[Any]:
    for child in table:
        if local(child) == "table-row":
            yield child
        elif local(child) in _GROUPS:
            yield from _rows(child)


def _cells(row: Any, look: _Look, part: str) -> Iterator[str]:
    empty = column = 0
    for cell in row:
        if local(cell) not in _CELLS:
            continue
        times, text = _times(cell, "number-columns-repeated", _WIDEST), _cell(cell)
        kept = [
            text if text and part in {"", look.place(row, cell, column + n)} else ""
            for n in range(times if text else 0)
        ]
        column += times
        if not any(kept):
            empty += times
            continue
        yield from [""] * min(empty, _WIDEST)
        yield from kept
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
