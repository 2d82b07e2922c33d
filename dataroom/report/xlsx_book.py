"""A workbook in the making: every cell a string, a number or a date; what does not fit is cut, and said to be cut.

The same report gives the same bytes: every date in the file is the report's own.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import xlsxwriter

from dataroom.model import Bilingual
from dataroom.report.columns import PEN as PEN_SIGN
from dataroom.report.columns import Column, Value
from dataroom.report.words import pick, some
from dataroom.report.xlsx_looks import BY_SIGN, PEN, STYLES, TONES
from dataroom.report.xlsx_sheet import OLDEST, RowSheet, letters, number_of

MOST_ROWS, MOST_COLUMNS, MOST_UNITS = 1_048_576, 16_384, 32_767
"""What a sheet of Excel and one of its cells can hold; a cell in units of UTF-16."""

_TALLEST = 6
_POINTS = 13.5
_OPTIONS = {
    "in_memory": True,  # no words of the report in the machine's temporary folder
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_CUT = Bilingual("… [coupé]", "… [cut]")
_CUTS = (
    (
        Bilingual("ligne de plus que n’en contient", "row more than fits in"),
        Bilingual("lignes de plus que n’en contient", "rows more than fit in"),
    ),
    (
        Bilingual("colonne de plus que n’en contient", "column more than fits in"),
        Bilingual("colonnes de plus que n’en contient", "columns more than fit in"),
    ),
    (
        Bilingual("cellule coupée, plus longue que ne le permet", "cell cut, longer than fits in"),
        Bilingual("cellules coupées, plus longues que ne le permet", "cells cut, longer than fits in"),
    ),
)
"""What a sheet could not hold: rows, columns, the ends of cells; for one, for several."""
_CUT_AT = Bilingual(
    "Feuille « {sheet} » : {cut} une feuille Excel ; voir le rapport JSON.",
    "Sheet “{sheet}”: {cut} an Excel sheet; see the JSON report.",
)


class _Place(NamedTuple):
    """A column as its cells need it, worked out once for all rows."""

    name: str
    kind: str
    width: int
    letters: str
    look: int
    toned: bool


@dataclass(frozen=True, slots=True)
class Layout:
    """How a table stands on its sheet: how many columns stay in sight, whose are people's, how tall a row may be."""

    name: str
    kept: int = 1
    pens: frozenset[str] = frozenset()
    toned: frozenset[str] = frozenset()
    """The columns whose values begin with a sign, which tells their colours."""
    tallest: int = _TALLEST
    paper: int = 9
    printed: str | None = None
    """The last column that is printed; None for all of them."""


class Book:
    """The workbook with its formats; `cut` holds what did not fit, for the summary to tell."""

    def __init__(self, lang: str, as_of: dt.date, edition: str) -> None:
        """Begin a workbook in one language, dated as the report; the edition stands among its properties."""
        self.lang, self.cut = lang, list[str]()
        self._drawn = io.BytesIO()
        self._book = xlsxwriter.Workbook(self._drawn, _OPTIONS)
        day = dt.datetime(as_of.year, as_of.month, as_of.day)  # noqa: DTZ001 - the library takes no zone
        self._book.set_properties({"title": "dataroom", "subject": edition, "created": day})
        self._looks: dict[tuple[str, str | None, bool], Any] = {}
        self._tables: list[RowSheet] = []
        self._cells_cut = 0

    def say(self, text: Bilingual) -> str:
        """Give a text in the workbook's language."""
        return pick(text, self.lang)

    def look(self, style: str, tone: str | None = None, *, pen: bool = False) -> Any:
        """Give the format of a style, in the colours of a tone where one is named."""
        wanted = (style, tone, pen)
        if wanted not in self._looks:
            chosen = dict(STYLES[style]) | (PEN if pen else {})
            if tone is not None:
                chosen |= {"font_color": TONES[tone][0], "bg_color": TONES[tone][1], "bold": True}
            self._looks[wanted] = self._book.add_format(chosen)
        return self._looks[wanted]

    def tone(self, tone: str, **more: Any) -> Any:
        """Give the format that a condition lays over a cell."""
        ink, ground = TONES[tone]
        return self._book.add_format({"font_color": ink, "bg_color": ground, "bold": True, **more})

    def head(self, *, pen: bool = False) -> Any:
        """Give the format of a heading; those of people's columns look different."""
        wanted = ("head", None, pen)
        if wanted not in self._looks:
            ground = {"bg_color": "#7A4A06"} if pen else {}
            self._looks[wanted] = self._book.add_format(STYLES["head"] | ground)
        return self._looks[wanted]

    def sheet(self, title: str, paper: int = 9, *, upright: bool = False, kind: type | None = None) -> Any:
        """Begin a sheet that prints on A4 (9) or A3 (8), its width on one page."""
        sheet = self._book.add_worksheet(title, kind)
        sheet.hide_gridlines(2)
        sheet.set_paper(paper)
        (sheet.set_portrait if upright else sheet.set_landscape)()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(0.4, 0.4, 0.6, 0.6)
        page = "Page &P sur &N" if self.lang == "fr" else "Page &P of &N"
        sheet.set_footer(f"&L&8&A&R&8{page}")
        return sheet

    def write(self, sheet: Any, row: int, column: int, value: Value, look: Any) -> None:
        """Write a value: a string as a string whatever it begins with, a number as a number, a date as a date."""
        if value is None or value == "":
            code = sheet.write_blank(row, column, None, look)
        elif isinstance(value, str):
            code = sheet.write_string(row, column, self._fitting(value), look)
        elif isinstance(value, int):
            code = sheet.write_number(row, column, value, look)
        elif value >= OLDEST:
            code = sheet.write_datetime(row, column, value, look)
        else:
            code = sheet.write_string(row, column, value.isoformat(), look)
        if code:
            raise ValueError(f"cell {row},{column} of {sheet.get_name()}: the library gave {code}")

    def _fitting(self, text: str) -> str:
        text = no_markup(text)
        if len(text) * 2 <= MOST_UNITS or _units(text) <= MOST_UNITS:
            return text
        self._cells_cut += 1
        mark = self.say(_CUT)
        kept = text.encode("utf-16-le")[: (MOST_UNITS - len(mark)) * 2].decode("utf-16-le", "ignore")
        return kept + mark

    def table(self, title: str, columns: Sequence[Column], rows: Iterable[Mapping[str, Value]], layout: Layout) -> Any:
        """Write a sheet that holds one table: headings that stay, filters, a row for each of `rows`."""
        sheet, self._cells_cut = self.sheet(title, layout.paper, kind=RowSheet), 0
        self._tables.append(sheet)
        sheet.set_default_row(4 + _POINTS)
        shown = columns[:MOST_COLUMNS]
        last, places = 0, self._places(shown, layout)
        for last, row in enumerate(rows, start=1):
            if last < MOST_ROWS:
                self._row(sheet, last, places, row, layout)
        self._finish(sheet, title, shown, min(last, MOST_ROWS - 1), layout)
        self._tell_cut(title, last - (MOST_ROWS - 1), len(columns) - MOST_COLUMNS)
        return sheet

    def _row(
        self, sheet: RowSheet, at: int, places: Sequence[_Place], row: Mapping[str, Value], layout: Layout
    ) -> None:
        lines, cells = 1, []
        for place in places:
            value, look = row.get(place.name), place.look
            if isinstance(value, str):
                value = self._fitting(value)
                if place.toned and (tone := BY_SIGN.get(value[:1])):
                    look = number_of(self.look(place.kind, tone))
                if place.kind == "wrap":
                    lines = max(lines, lines_of(value, place.width))
            cells.append((place.letters, value, look))
        sheet.put(at, cells, 4 + _POINTS * min(lines, layout.tallest))

    def _places(self, columns: Sequence[Column], layout: Layout) -> list[_Place]:
        looks = [number_of(self.look(column.kind, pen=column.name in layout.pens)) for column in columns]
        return [
            _Place(c.name, c.kind, c.width, letters(at), look, c.name in layout.toned)
            for at, (c, look) in enumerate(zip(columns, looks, strict=True))
        ]

    def _finish(self, sheet: Any, title: str, columns: Sequence[Column], last: int, layout: Layout) -> None:
        heads = distinct(
            f"{PEN_SIGN} {self.say(c.heading)}" if c.name in layout.pens else self.say(c.heading) for c in columns
        )
        for place, column in enumerate(columns):
            sheet.set_column(place, place, column.width)
        formats = [
            {"header": head, "header_format": self.head(pen=column.name in layout.pens)}
            for head, column in zip(heads, columns, strict=True)
        ]
        options = {"name": layout.name, "columns": formats, "style": None, "title": title}
        if sheet.add_table(0, 0, max(last, 1), len(columns) - 1, options):
            raise ValueError(f"{title}: the table could not be made")
        sheet.set_row(0, 32)
        sheet.freeze_panes(1, layout.kept)
        sheet.repeat_rows(0)
        if layout.printed is not None:
            sheet.print_area(0, 0, max(last, 1), [column.name for column in columns].index(layout.printed))

    def _tell_cut(self, title: str, rows: int, columns: int) -> None:
        for (one, many), number in zip(_CUTS, (rows, columns, self._cells_cut), strict=True):
            if number > 0:
                self.cut.append(self.say(_CUT_AT).format(sheet=title, cut=some(number, one, many, self.lang)))

    def first(self, title: str) -> None:
        """Open the workbook at a sheet."""
        self._book.get_worksheet_by_name(title).activate()

    def name(self, name: str, title: str, column: int, last: int) -> str:
        """Name the cells of a column below its heading, for the lists of choices to refer to."""
        letter = chr(ord("A") + column)
        self._book.define_name(name, f"='{title}'!${letter}$2:${letter}${max(last, 1) + 1}")
        return f"={name}"

    def done(self) -> bytes:
        """Give the file."""
        self._book.close()
        if not all(sheet.whole for sheet in self._tables):
            raise ValueError("the library has left rows out of the workbook")
        return self._drawn.getvalue()


def lines_of(text: str, width: int) -> int:
    """Guess how many lines a text takes in a column of `width` characters."""
    if len(text) * 20 <= width * 23 and "\n" not in text:
        return 1
    return sum(max(1, -(-len(line) * 20 // (width * 23))) for line in text.split("\n"))


def no_markup(text: str) -> str:
    """Give a text that the library does not take for markup of its own, which it would write as it stands."""
    return f"{text} " if text.startswith("<r>") and text.endswith("</r>") else text


def distinct(headings: Iterable[str]) -> list[str]:
    """Give headings that Excel takes: none empty, none over 255 units, none the same as another in any case."""
    given: dict[str, str] = {}
    for heading in headings:
        plain = no_markup(heading.encode("utf-16-le")[:480].decode("utf-16-le", "ignore").strip()) or "–"
        name, count = plain, 1
        while name.lower() in given:
            count += 1
            name = f"{plain} ({count})"
        given[name.lower()] = name
    return list(given.values())


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
