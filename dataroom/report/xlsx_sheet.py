"""A sheet of many rows: each is put into its last form as it comes.

The library keeps an object and a note for every cell, and looks at each of them again when the file is written: twice
the time and three times the memory of a large room's tracker. What stands here reaches into the library, so it tells
by `whole` whether every row arrived in the file.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from dataroom.report.columns import Value

OLDEST = dt.date(1900, 3, 1)
"""Before it Excel counts a day that never was."""

_EPOCH = dt.date(1899, 12, 30).toordinal()


class _Unnoted(dict[tuple[int, int], str]):
    # Where the library notes the cells of each table, to find two tables in one place: here there is but one.
    def __setitem__(self, place: tuple[int, int], table: str) -> None:
        pass


class RowSheet(Worksheet):  # type: ignore[misc]  # the library names no types
    """A sheet whose first row is the library's, and whose other rows come in order, each at once."""

    def __init__(self) -> None:
        """Begin an empty sheet."""
        super().__init__()
        self.table_cells = _Unnoted()
        self._lines: list[str] = []
        self.whole = True

    def put(self, row: int, cells: Iterable[tuple[str, Value, int]], height: float) -> None:
        """Write a row of `height` points, from the column, the value and the number of the look of each cell."""
        number = str(row + 1)
        inner = "".join([self._cell(letters + number, value, look) for letters, value, look in cells])
        self._lines.append(f'<row r="{number}" ht="{height:g}" customHeight="1">{inner}</row>')
        self.dim_rowmax, self.whole = row, False

    def _cell(self, place: str, value: Value, look: int) -> str:
        if value is None or value == "":
            return f'<c r="{place}" s="{look}"/>'
        if isinstance(value, dt.date):
            if value >= OLDEST:
                return f'<c r="{place}" s="{look}"><v>{value.toordinal() - _EPOCH}</v></c>'
            value = value.isoformat()
        if isinstance(value, str):
            return f'<c r="{place}" s="{look}" t="s"><v>{self.str_table._get_shared_string_index(value)}</v></c>'  # noqa: SLF001 - see above
        return f'<c r="{place}" s="{look}"><v>{value:d}</v></c>'

    def _write_rows(self) -> None:
        last, self.dim_rowmax = self.dim_rowmax, 0
        super()._write_rows()
        self.dim_rowmax = last
        self.fh.writelines(self._lines)
        self._lines.clear()
        self.whole = True


def letters(column: int) -> str:
    """Give the letters of a column, counted from 0."""
    return str(xl_col_to_name(column))


def number_of(look: Any) -> int:
    """Give the number under which the file knows a format of the library."""
    return int(look._get_xf_index())  # noqa: SLF001 - see above
