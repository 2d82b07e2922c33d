"""One text in each written format: PDF, Word, OpenDocument, HTML, Markdown, plain text."""

from __future__ import annotations

import html
import io
from collections.abc import Callable

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from making.opendocument import opendocument
from making.packing import settled
from making.pages import Block, blocks

_BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=9.5, leading=13, spaceAfter=5)
_STYLES = {
    "paragraph": _BODY,
    "point": ParagraphStyle("point", parent=_BODY, leftIndent=12),
    "right": ParagraphStyle("right", parent=_BODY, alignment=TA_RIGHT, spaceAfter=0),
    "title": ParagraphStyle(
        "title", parent=_BODY, fontName="Helvetica-Bold", fontSize=14, leading=18, alignment=TA_CENTER
    ),
    "heading": ParagraphStyle(
        "heading", parent=_BODY, fontName="Helvetica-Bold", fontSize=11, leading=15, spaceBefore=6
    ),
}
_GRID = TableStyle([("GRID", (0, 0), (-1, -1), 0.4, colors.grey), ("VALIGN", (0, 0), (-1, -1), "TOP")])
_WIDTH = 17 * cm
_USED_STYLES = {
    "Normal", "Heading 1", "Heading 2", "List Bullet", "Table Grid", "Normal Table", "Default Paragraph Font",
    "Heading 1 Char", "Heading 2 Char", "No List",
}  # fmt: skip


def pdf(text: str, *, title: str = "", author: str = "") -> bytes:
    """Give the text as a PDF with the pages numbered."""
    out = io.BytesIO()
    made = SimpleDocTemplate(
        out, pagesize=A4, leftMargin=2 * cm, rightMargin=2 * cm, topMargin=2 * cm, bottomMargin=2 * cm,
        title=title or _first_title(text), author=author, invariant=1, pageCompression=0,
    )  # fmt: skip
    made.build([_flowable(block) for block in blocks(text)], onFirstPage=_foot, onLaterPages=_foot)
    return out.getvalue()


def _first_title(text: str) -> str:
    return next((block.text for block in blocks(text) if block.kind == "title"), "")


def _foot(canvas: Canvas, made: SimpleDocTemplate) -> None:
    canvas.setFont("Helvetica", 8)
    canvas.drawRightString(A4[0] - 2 * cm, 1.2 * cm, f"Page {made.page}")


def _flowable(block: Block) -> Flowable:
    if block.kind == "break":
        return PageBreak()
    if block.kind == "table":
        cells = [[Paragraph(html.escape(cell), _BODY) for cell in row] for row in block.rows]
        return Table(cells, colWidths=[_WIDTH / len(cells[0])] * len(cells[0]), style=_GRID)
    if not block.text:
        return Spacer(1, 6)
    return Paragraph(html.escape(block.text), _STYLES[block.kind])


def word(text: str, *, author: str = "") -> bytes:
    """Give the text as a Word document."""
    made = docx.Document()
    fill_word(made, text)
    return saved_word(made, author)


def fill_word(made: Document, text: str) -> None:
    """Add the blocks of the text to a Word document."""
    for block in blocks(text):
        if block.kind == "break":
            made.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        elif block.kind == "table":
            table = made.add_table(rows=0, cols=len(block.rows[0]), style="Table Grid")
            for row in block.rows:
                for cell, value in zip(table.add_row().cells, row, strict=True):
                    cell.text = value
        elif block.kind in {"title", "heading"}:
            made.add_heading(block.text, 1 if block.kind == "title" else 2)
        else:
            paragraph = made.add_paragraph(block.text, style="List Bullet" if block.kind == "point" else None)
            if block.kind == "right":
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def saved_word(made: Document, author: str = "") -> bytes:
    """Give the bytes of a Word document, the same on every run."""
    made.core_properties.author = author
    made.core_properties.comments = ""
    _trim(made)
    out = io.BytesIO()
    made.save(out)
    return settled(out.getvalue())


def _trim(made: Document) -> None:
    # The library's own template holds 850 kB of styles that nobody uses, and a picture of its first page.
    for style in list(made.styles):
        if style.name not in _USED_STYLES:
            style.delete()
    for rels in (made.part.rels, made.part.package.rels):
        for key, relation in list(rels.items()):
            if relation.reltype.endswith(("/stylesWithEffects", "/thumbnail")):
                del rels[key]


def web(text: str, *, author: str = "") -> bytes:  # noqa: ARG001 - every format is called alike
    """Give the text as an HTML page."""
    tags = {"title": "h1", "heading": "h2", "point": "li"}
    lines = ["<!DOCTYPE html>", '<html lang="fr">', '<head><meta charset="utf-8">']
    lines += [f"<title>{html.escape(_first_title(text))}</title></head>", "<body>"]
    for block in blocks(text):
        if block.kind == "table":
            rows = ("".join(f"<td>{html.escape(cell)}</td>" for cell in row) for row in block.rows)
            lines += ["<table>", *(f"<tr>{row}</tr>" for row in rows), "</table>"]
        elif block.kind == "break":
            lines.append("<hr>")
        else:
            tag = tags.get(block.kind, "p")
            lines.append(f"<{tag}>{html.escape(block.text)}</{tag}>")
    return "\n".join([*lines, "</body>", "</html>", ""]).encode()


def markdown(text: str, *, author: str = "") -> bytes:  # noqa: ARG001 - every format is called alike
    """Give the text as Markdown."""
    lines: list[str] = []
    for block in blocks(text):
        if block.kind == "table":
            rows = ["| " + " | ".join(row) + " |" for row in block.rows]
            lines += [rows[0], "|" + " --- |" * len(block.rows[0]), *rows[1:], ""]
        else:
            mark = {"title": "# ", "heading": "## ", "point": "- "}.get(block.kind, "")
            lines += [mark + (block.text or "---"), ""]
    return "\n".join(lines).encode()


def plain(text: str, *, author: str = "") -> bytes:  # noqa: ARG001 - every format is called alike
    """Give the text as it is read in a plain file."""
    lines: list[str] = []
    for block in blocks(text):
        if block.kind == "table":
            lines += ["\t".join(row) for row in block.rows] + [""]
        else:
            lines += [block.text.upper() if block.kind == "title" else block.text, ""]
    return "\n".join(lines).encode()


FORMATS: dict[str, Callable[..., bytes]] = {
    "pdf": pdf,
    "docx": word,
    "odt": opendocument,
    "html": web,
    "md": markdown,
    "txt": plain,
}


def as_format(name: str, text: str, author: str = "") -> bytes:
    """Give the text in the format that the file's name says."""
    return FORMATS[name.rpartition(".")[2]](text, author=author)
