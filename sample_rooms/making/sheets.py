"""Tables in each format: XLSX, CSV, TSV; and slides."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence

from openpyxl import Workbook
from pptx import Presentation
from pptx.util import Pt

from making.packing import settled

Row = Sequence[str | int | float]


def workbook(sheets: Mapping[str, Sequence[Row]], *, hidden: tuple[str, ...] = ()) -> bytes:
    """Give a workbook of the sheets; those named in `hidden` do not show."""
    made = Workbook()
    del made["Sheet"]
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        sheet.column_dimensions["A"].width = 42
        if name in hidden:
            sheet.sheet_state = "hidden"
    out = io.BytesIO()
    made.save(out)
    return settled(out.getvalue())


def separated(rows: Sequence[Row], mark: str = ";") -> bytes:
    """Give the rows as text with that mark between the cells, as a French Excel writes it."""
    out = io.StringIO()
    csv.writer(out, delimiter=mark, lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode("utf-8-sig")


def slides(pages: Sequence[tuple[str, Sequence[str]]]) -> bytes:
    """Give slides, each with its title and its lines."""
    made = Presentation()
    for title, lines in pages:
        slide = made.slides.add_slide(made.slide_layouts[1])
        slide.shapes.title.text = title
        frame = slide.placeholders[1].text_frame
        frame.text = lines[0]
        for line in lines[1:]:
            frame.add_paragraph().text = line
        for paragraph in frame.paragraphs:
            paragraph.font.size = Pt(18)
    out = io.BytesIO()
    made.save(out)
    return settled(out.getvalue())
