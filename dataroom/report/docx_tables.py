"""The tables of the Word file, and what a firm puts at the head and foot of its pages."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from dataroom.report.brand import Logo
from dataroom.report.docx_styles import repeat

_HAIR, _WASH = "C9D2D8", "EEF2F4"


def table(
    document: Any, widths: Sequence[float], head: Sequence[str], rows: Iterable[Sequence[str]], right: int
) -> Any:
    """Add a table with a heading that comes again on every page; from column `right` on, figures stand at the right.

    `widths` in centimetres. Rows are not parted between two pages.
    """
    made = document.add_table(rows=1, cols=len(widths), style="Table Grid")
    made.autofit = False
    _borders(made)
    for cell, text in zip(made.rows[0].cells, head, strict=True):
        cell.paragraphs[0].add_run(text).bold = True
        _shade(cell)
    repeat(made.rows[0])
    for texts in rows:
        for cell, text in zip(made.add_row().cells, texts, strict=True):
            cell.paragraphs[0].add_run(text)
    for row in made.rows:
        _lay(row, widths, right)
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Cm(width)
    return made


def _lay(row: Any, widths: Sequence[float], right: int) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001 - python-docx has no other way to it
    for number, (cell, width) in enumerate(zip(row.cells, widths, strict=True)):
        cell.width = Cm(width)
        line = cell.paragraphs[0].paragraph_format
        line.space_before, line.space_after = Pt(2), Pt(2)
        if number >= right:
            line.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _borders(made: Any) -> None:
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", _HAIR)):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    for side in ("left", "right", "insideV"):
        line = OxmlElement(f"w:{side}")
        line.set(qn("w:val"), "nil")
        borders.append(line)
    order = {name: place for place, name in enumerate(("top", "left", "bottom", "right", "insideH", "insideV"))}
    borders[:] = sorted(borders, key=lambda line: order[line.tag.rpartition("}")[2]])
    made._tbl.tblPr.append(borders)  # noqa: SLF001 - nor to the lines of a table


def _shade(cell: Any) -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", _WASH)):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001 - nor to a ground


def head(section: Any, name: str, logo: Logo | None) -> None:
    """Put a firm's logo, else its name, at the head of every page. Word shows no SVG by this way: the name then."""
    if not name and logo is None:
        return
    line = section.header.paragraphs[0]
    if logo is None or logo.media_type != "image/png":
        line.add_run(name or (logo.alt if logo else "")).bold = True
        return
    picture = line.add_run().add_picture(io.BytesIO(logo.content), height=Cm(1.3))
    properties = picture._inline.docPr  # noqa: SLF001 - nor to the words for those who do not see it
    properties.set("descr", logo.alt)
    properties.set("name", "logo")


def foot(section: Any, text: str) -> None:
    """Put a firm's own line under the foot of every page."""
    if text:
        section.footer.add_paragraph(text, section.footer.paragraphs[0].style).runs[0].font.size = Pt(8)
