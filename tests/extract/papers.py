"""Tiny real files, made by the programs' own libraries."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable
from html import escape
from typing import Any

import pikepdf
from docx import Document
from openpyxl import Workbook  # type: ignore[import-untyped]  # it brings no types
from PIL import Image
from pptx import Presentation
from pptx.util import Inches
from reportlab.pdfgen import canvas  # type: ignore[import-untyped]  # it brings no types

from dataroom.extract import Limits, Source, extract
from dataroom.model import Content, Fact

SENTENCE = "La présente convention de prestation est conclue pour une durée de trois ans."


def read(name: str, data: bytes, limits: Limits | None = None) -> Content:
    """Extract bytes under a name."""
    return extract(Source.of_bytes(name, data), limits or Limits())


def facts(content: Content) -> dict[str, list[str]]:
    """Give the values of the facts by name, without the properties."""
    found: dict[str, list[str]] = {}
    for fact in content.facts:
        if not fact.name.startswith("meta-"):
            found.setdefault(fact.name, []).append(fact.value)
    return found


def named(content: Content, name: str) -> list[Fact]:
    """Give the facts of a name."""
    return [fact for fact in content.facts if fact.name == name]


def pdf(*pages: str | Callable[[Any], None], **properties: str) -> bytes:
    """Make a PDF: of each text a page, of each function a page that it draws."""
    out = io.BytesIO()
    page = canvas.Canvas(out, invariant=1)
    for content in pages:
        if isinstance(content, str):
            for number, line in enumerate(content.splitlines()):
                page.drawString(72, 760 - 14 * number, line)
        else:
            content(page)
        page.showPage()
    for name, value in properties.items():
        getattr(page, f"set{name.title()}")(value)
    page.save()
    return out.getvalue()


def changed(data: bytes, change: Callable[[pikepdf.Pdf], None], **saving: Any) -> bytes:
    """Give a PDF after a change to its structure."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as document:
        change(document)
        document.save(out, **saving)
    return out.getvalue()


def picture(size: tuple[int, int] = (600, 800)) -> Image.Image:
    """Make a picture that is not of one colour."""
    return Image.linear_gradient("L").resize(size)


def image(kind: str = "PNG") -> bytes:
    """Make an image file."""
    out = io.BytesIO()
    picture((60, 80)).convert("RGB").save(out, kind)
    return out.getvalue()


def docx(fill: Callable[[Any], None]) -> bytes:
    """Make a Word file."""
    document = Document()
    fill(document)
    return _saved(document)


def xlsx(fill: Callable[[Any], None]) -> bytes:
    """Make an Excel file; `fill` gets a workbook of one sheet."""
    workbook = Workbook()
    fill(workbook)
    return _saved(workbook)


def pptx(*slides: tuple[str, str], fill: Callable[[Any], None] | None = None) -> bytes:
    """Make a presentation of slides with title and body."""
    deck = Presentation()
    for title, body in slides:
        slide = deck.slides.add_slide(deck.slide_layouts[1])
        slide.shapes.title.text = title
        slide.placeholders[1].text = body
    if fill is not None:
        fill(deck)
    return _saved(deck)


def odt(*paragraphs: str, heading: str = "", rows: Iterable[Iterable[str]] = ()) -> bytes:
    """Make an OpenDocument text."""
    title = f'<text:h text:outline-level="1">{escape(heading)}</text:h>' if heading else ""
    body = title + "".join(f"<text:p>{escape(p)}</text:p>" for p in paragraphs) + _table("Tableau", rows)
    return _opendocument("text", f"<office:text>{body}</office:text>")


def ods(sheets: dict[str, Iterable[Iterable[str]]], hidden: str = "") -> bytes:
    """Make an OpenDocument spreadsheet, one of its sheets hidden."""
    style = (
        '<office:automatic-styles><style:style style:name="unseen" style:family="table">'
        '<style:table-properties table:display="false"/></style:style></office:automatic-styles>'
    )
    tables = "".join(_table(name, rows, unseen=name == hidden) for name, rows in sheets.items())
    return _opendocument("spreadsheet", f"<office:spreadsheet>{tables}</office:spreadsheet>", style)


def _table(name: str, rows: Iterable[Iterable[str]], *, unseen: bool = False) -> str:
    look = ' table:style-name="unseen"' if unseen else ""
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    made = (f"<table:table-row>{''.join(cell.format(escape(v)) for v in row)}</table:table-row>" for row in rows)
    return f'<table:table table:name="{escape(name)}"{look}>{"".join(made)}</table:table>'


def _opendocument(kind: str, body: str, styles: str = "") -> bytes:
    mimetype = f"application/vnd.oasis.opendocument.{kind}"
    names = " ".join(
        f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in ("office", "text", "table", "style")
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {names} office:version="1.2">'
        f"{styles}<office:body>{body}</office:body></office:document-content>"
    )
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{mimetype}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as file:
        file.writestr("mimetype", mimetype)
        file.writestr("content.xml", content)
        file.writestr("META-INF/manifest.xml", manifest)
    return stream.getvalue()


def zipped(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Make a ZIP."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def rezipped(data: bytes, change: Callable[[str, bytes], bytes | None], extra: dict[str, bytes] | None = None) -> bytes:
    """Give a ZIP with each part changed, dropped (None) or kept, and parts added."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        kept = {n: new for n in archive.namelist() if (new := change(n, archive.read(n))) is not None}
    return zipped({**kept, **(extra or {})})


def body(xml: str) -> bytes:
    """Make a Word file whose body is the XML given."""

    def swap(name: str, data: bytes) -> bytes:
        if name != "word/document.xml":
            return data
        start, end = data.index(b"<w:body>") + 8, data.index(b"</w:body>")
        return data[:start] + xml.encode() + data[end:]

    return rezipped(docx(lambda _: None), swap)


def slide_picture(deck: Any) -> None:
    """Add a slide that is nothing but a picture."""
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    slide.shapes.add_picture(io.BytesIO(image()), Inches(0), Inches(0))


def _saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
