"""The rows of a document's tables: lines of cells, and where the columns that are looked for stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dataroom.model import Content
from dataroom.text import fold

MOST_ROWS = 20_000


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one line, as they stand, with the page they stand on (from 1)."""

    page: int
    cells: tuple[str, ...]

    def cell(self, at: int | None) -> str:
        """Give a cell, empty where there is none."""
        return self.cells[at].strip() if at is not None and at < len(self.cells) else ""


def rows_of(content: Content) -> Iterator[Row]:
    """Give the lines that have more than one cell, parted by TAB, else by a bar."""
    taken = 0
    for page, text in enumerate(content.pages, 1):
        for line in text.split("\n"):
            cells = line.split("\t") if "\t" in line else line.split("|")
            if len(cells) > 1:
                yield Row(page, tuple(cells))
                taken += 1
            if taken >= MOST_ROWS:
                return


def lines_of(content: Content) -> Iterator[tuple[int, str]]:
    """Give each line that is not blank with its page."""
    taken = 0
    for page, text in enumerate(content.pages, 1):
        for line in text.split("\n"):
            if line.strip():
                yield page, line
                taken += 1
            if taken >= MOST_ROWS:
                return


def columns_of(row: Row, wanted: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """Find columns in a row of headings: for each name the first cell that begins with one of its folded words."""
    cells = [fold(cell).strip() for cell in row.cells]
    found: dict[str, int] = {}
    for name, words in wanted.items():
        for word in words:
            at = next((i for i, cell in enumerate(cells) if cell.startswith(word) and i not in found.values()), None)
            if at is not None:
                found[name] = at
                break
    return found
