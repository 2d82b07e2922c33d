"""Cells of a workbook that nobody sees: in hidden rows and columns, in the colour of their ground, or tiny.

Names of elements: ECMA-376, part 1, SpreadsheetML.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from dataroom.extract.draft import Refusal
from dataroom.extract.zips import Parts

_MOST_CELLS = 500_000
_SMALLEST = 2.0  # points
_BLACK, _WHITE = "000000", "ffffff"
_INDEXED = {"0": _BLACK, "8": _BLACK, "64": _BLACK, "1": _WHITE, "9": _WHITE, "65": _WHITE}
_THEMED = {"0": _WHITE, "1": _BLACK}
_NOTHING_SHOWN = {";;;"}
_CELL = re.compile(rb"<(?:\w+:)?c\s([^>]*[^>/])>")
_STYLE = re.compile(rb"\bs\s*=\s*[\"']([0-9]+)[\"']")
_PLACE = re.compile(rb"\br\s*=\s*[\"']([A-Za-z]{1,3})([0-9]{1,7})[\"']")
_AREA = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Z]{1,3})\$?([0-9]{1,7}))?")
_CONDITIONAL = re.compile(rb"<(?:\w+:)?conditionalFormatting\b[^>]*\bsqref=\"([^\"]*)\"")
_FILLED_HEAD = re.compile(r"TableStyle(?:Medium|Dark)[0-9]+|TableStyleLight(?:[89]|1[0-4])")

Area = tuple[int, int, int, int]
"""First row and column, last row and column, all from 0."""


@dataclass(slots=True)
class Unseen:
    """What is not seen of one sheet; rows and columns count from 0."""

    rows: set[int] = field(default_factory=set)
    columns: list[tuple[int, int]] = field(default_factory=list)
    cells: set[tuple[int, int]] = field(default_factory=set)
    everything: bool = False
    """Where it cannot be told what is seen, nothing is taken as seen."""

    def __bool__(self) -> bool:
        """Tell whether anything is not seen."""
        return bool(self.everything or self.rows or self.columns or self.cells)

    def is_hidden(self, row: int) -> bool:
        """Tell whether a whole row is hidden."""
        return self.everything or row in self.rows

    def hidden_columns(self) -> HiddenColumns:
        """Give the columns made ready for many questions."""
        return HiddenColumns(self.columns)

    def add(self, row: int, column: int) -> None:
        """Add a cell."""
        if len(self.cells) < _MOST_CELLS:
            self.cells.add((row, column))
        else:
            self.everything = True

    def spare(self, areas: Iterable[Area]) -> None:
        """Take the cells of some areas as seen after all: something else gives them their ground."""
        for top, left, bottom, right in areas:
            self.cells = {(r, c) for r, c in self.cells if not (top <= r <= bottom and left <= c <= right)}


class HiddenColumns:
    """Ranges of columns, joined and sorted."""

    def __init__(self, ranges: Iterable[tuple[int, int]]) -> None:
        """Join what overlaps."""
        joined: list[tuple[int, int]] = []
        for first, last in sorted(ranges):
            if joined and first <= joined[-1][1] + 1:
                joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
            else:
                joined.append((first, last))
        self._starts = [first for first, _ in joined]
        self._ends = [last for _, last in joined]

    def __contains__(self, column: int) -> bool:
        """Tell whether a column is hidden."""
        at = bisect_right(self._starts, column) - 1
        return at >= 0 and column <= self._ends[at]


def column_number(letters: bytes | str) -> int:
    """Give the number of a column from 0: A is 0, AA 26."""
    number = 0
    for letter in letters.upper() if isinstance(letters, bytes) else letters.upper().encode():
        number = number * 26 + letter - 64
    return number - 1


def unseen_styles(office: Parts) -> frozenset[bytes]:
    """Give the numbers of the cell styles under which a cell cannot be read: its ground's colour, tiny, or blank."""
    if "xl/styles.xml" not in office:
        return frozenset()
    try:
        root = office.xml("xl/styles.xml")
    except Refusal:
        return frozenset()
    fonts = [_font(font) for font in root.iterfind("{*}fonts/{*}font")]
    grounds = [_ground(fill) for fill in root.iterfind("{*}fills/{*}fill")]
    blank = {f.get("numFmtId") for f in root.iterfind("{*}numFmts/{*}numFmt") if f.get("formatCode") in _NOTHING_SHOWN}
    found = set()
    for number, style in enumerate(root.iterfind("{*}cellXfs/{*}xf")):
        colour, tiny = _at(fonts, style.get("fontId"), (_BLACK, False))
        ground = _at(grounds, style.get("fillId"), _WHITE)
        if tiny or colour == ground or style.get("numFmtId") in blank:
            found.add(b"%d" % number)
    return frozenset(found)


def _at(things: list[Any], index: str | None, otherwise: Any) -> Any:
    return things[int(index)] if index and index.isdigit() and int(index) < len(things) else otherwise


def _font(font: Any) -> tuple[str, bool]:
    size = font.find("{*}sz")
    points = "" if size is None else size.get("val") or ""
    tiny = points.replace(".", "", 1).isdigit() and float(points) <= _SMALLEST
    return _colour(font.find("{*}color"), _BLACK), tiny


def _ground(fill: Any) -> str | None:
    """Give the colour of a plain fill, white for none, and None for what is of more than one colour."""
    pattern = fill.find("{*}patternFill")
    if pattern is None:
        return None
    kind = pattern.get("patternType") or "none"
    if kind == "none":
        return _WHITE
    return _colour(pattern.find("{*}fgColor"), _BLACK) if kind == "solid" else None


def _colour(element: Any, otherwise: str) -> str:
    if element is None or element.get("auto") in {"1", "true"}:
        return otherwise
    shade = element.get("tint") or "0"
    if shade.strip("-0.") and not shade.startswith("-0.0"):
        return f"{element.get('theme')} {element.get('indexed')} {element.get('rgb')} {shade}"
    if (theme := element.get("theme")) is not None:
        return _THEMED.get(theme, f"theme {theme}")
    if (indexed := element.get("indexed")) is not None:
        return _INDEXED.get(indexed, f"indexed {indexed}")
    return (element.get("rgb") or otherwise)[-6:].lower()


def styled_cells(data: bytes, styles: frozenset[bytes]) -> Iterator[tuple[int, int] | None]:
    """Give row and column of each cell that has one of the styles and a value; None for one without a place."""
    for match in _CELL.finditer(data):
        style = _STYLE.search(match[1])
        # A cell that says no style has the first one.
        if (style[1] if style else b"0") in styles:
            place = _PLACE.search(match[1])
            yield (int(place[2]) - 1, column_number(place[1])) if place else None


def areas(text: str) -> Iterator[Area]:
    """Give the areas of a reference such as `A1:C9 E4`."""
    for match in _AREA.finditer(text):
        top, left = int(match[2]) - 1, column_number(match[1])
        yield top, left, int(match[4] or match[2]) - 1, column_number(match[3]) if match[3] else left


def conditional(data: bytes) -> Iterator[Area]:
    """Give the areas whose ground a condition may change."""
    for match in _CONDITIONAL.finditer(data):
        yield from areas(match[1].decode("ascii", "replace"))


def table_grounds(office: Parts, targets: Iterable[str]) -> Iterator[Area]:
    """Give the areas that the styles of tables fill: their heads, of dark ones all."""
    for target in targets:
        if target not in office:
            continue
        root = office.xml(target)
        style = root.find("{*}tableStyleInfo")
        name = "" if style is None else style.get("name") or ""
        for top, left, bottom, right in areas(root.get("ref") or ""):
            if name.startswith("TableStyleDark"):
                yield top, left, bottom, right
            elif _FILLED_HEAD.fullmatch(name) and root.get("headerRowCount") != "0":
                yield top, left, top, right
