"""PDF files: text by pdfium, soundness and structure by qpdf, a second opinion by pypdf where a page looks empty.

pdfium alone loses text of damaged files without a word (137 of 1,050 damaged copies; qpdf flags 130 of them), so no
single parser is trusted.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import BinaryIO

import pypdfium2
import pypdfium2.raw as pdfium

from dataroom.extract import ocr, pdf_layers, pdf_locked, pdf_render, pdf_second, pdf_structure, plausible, reasons
from dataroom.extract.draft import Draft, Refusal
from dataroom.extract.pdf_hidden import visible_text
from dataroom.extract.pdf_objects import Thing, things
from dataroom.extract.pdf_redaction import covered_letters
from dataroom.extract.source import Source
from dataroom.model import Bilingual, State

_IN_MEMORY = 64 << 20
_MOST_OBJECTS = 20_000
_COVERS = 0.6
_FEW_LETTERS = 50
_GARBLED = re.compile(r"[\ufffd\ue000-\uf8ff]|/g\d+|\(cid:\d+\)")


@dataclass(frozen=True, slots=True)
class _Page:
    text: str
    letters: int
    """How many letters and digits there are, as far as `_FEW_LETTERS`."""
    pictures: bool
    covered: bool
    garbled: bool


def read(source: Source, draft: Draft) -> None:
    """Read a PDF: what text its pages give is kept whatever is wrong with it."""
    data = _bytes(source)
    try:
        structure = _structure(data, draft)
    except Refusal as refusal:
        opened = pdf_locked.unlocked_pdf(stream_of(data), draft.limits.passwords)
        if refusal.state is not State.ENCRYPTED or opened is None:
            raise
        draft.fact("opened-with-password")
        data = opened
        structure = _structure(data, draft)
    if structure is not None and structure.layered:
        data = pdf_layers.without_hidden_layers(stream_of(data), draft) or data
    pages = _pages(data, draft, structure)
    draft.page_count = structure.pages if structure is not None else (len(pages) or None)
    if structure is not None and len(draft.pages) != structure.pages and draft.state is State.OK:
        draft.fault(State.CORRUPT, reasons.pages_differ(len(draft.pages), structure.pages))
    _doubt(data, draft, pages)
    _judge(data, draft, pages, structure)


def _bytes(source: Source) -> bytes | BinaryIO:
    if source.size > _IN_MEMORY:
        return source.open()
    with source.open() as stream:
        return stream.read()


def stream_of(data: bytes | BinaryIO) -> BinaryIO:
    """Give a stream at its beginning."""
    if isinstance(data, bytes):
        return io.BytesIO(data)
    data.seek(0)
    return data


def _structure(data: bytes | BinaryIO, draft: Draft) -> pdf_structure.Structure | None:
    try:
        return pdf_structure.survey(stream_of(data), draft)
    except Refusal as refusal:
        if refusal.state is not State.CORRUPT:
            raise
        draft.fault(refusal.state, refusal.reason)
        return None


def _pages(data: bytes | BinaryIO, draft: Draft, structure: pdf_structure.Structure | None) -> list[_Page]:
    try:
        document = pypdfium2.PdfDocument(data if isinstance(data, bytes) else stream_of(data))
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise Refusal(State.ENCRYPTED, reasons.PASSWORD) from error
        draft.fault(State.CORRUPT, reasons.corrupt("PDF", "structure illisible", "structure cannot be read"))
        return []
    try:
        known = structure or pdf_structure.Structure(0)
        return [_add(document, index, draft, known) for index in range(len(document))]
    finally:
        document.close()


def _add(document: pypdfium2.PdfDocument, index: int, draft: Draft, known: pdf_structure.Structure) -> _Page:
    filled = known.filled.get(index, "")
    try:
        page = _page(document, index, draft, known.covers.get(index, ()))
    except pypdfium2.PdfiumError:
        draft.fault(State.CORRUPT, reasons.page_fails(index + 1))
        page = _Page("", 0, pictures=False, covered=False, garbled=False)
    if page.garbled:
        draft.fact("garbled-page", page=index + 1)
    elif plausible.has_lost_letters(page.text) or plausible.has_wrong_accents(page.text):
        draft.fact("garbled-text", page=index + 1)
    text = page.text if not filled else f"{page.text}\n{filled}"
    draft.page("" if page.garbled else text)
    return page


def _page(document: pypdfium2.PdfDocument, index: int, draft: Draft, covers: Sequence[pdf_structure.Box]) -> _Page:
    page = document[index]
    words = page.get_textpage()
    try:
        objects = list(islice(things(page), _MOST_OBJECTS))
        area = max(page.get_width() * page.get_height(), 1.0)
        images = [o for o in objects if o.type == pdfium.FPDF_PAGEOBJ_IMAGE]
        covered = sum(map(_area, _backgrounds(objects, images))) > area * _COVERS
        drawn = len(images) > 0 or sum(o.type == pdfium.FPDF_PAGEOBJ_PATH for o in objects) > 20
        under = frozenset() if covered else covered_letters(words, objects, covers)
        text, hidden, beneath = visible_text(page, words, objects, covered=covered, under=under)
        for piece in hidden:
            draft.fact("hidden-text", piece, index + 1)
        for piece in beneath:
            draft.fact("covered-text", piece, index + 1)
        return _Page(text, _letters(text), drawn, covered, _is_garbled(text))
    finally:
        words.close()
        page.close()


def _letters(text: str) -> int:
    return sum(1 for _ in islice(filter(str.isalnum, text), _FEW_LETTERS))


def _backgrounds(objects: list[Thing], images: list[Thing]) -> list[Thing]:
    """Give what may make a scan: pictures, in strips or not, and forms when pictures lie inside them."""
    kinds = {pdfium.FPDF_PAGEOBJ_IMAGE}
    if any(image.level for image in images):
        kinds.add(pdfium.FPDF_PAGEOBJ_FORM)
    return [o for o in objects if o.level == 0 and o.type in kinds]


def _area(thing: Thing) -> float:
    try:
        left, bottom, right, top = thing.get_bounds()
    except pypdfium2.PdfiumError:
        return 0.0
    return float(max(0.0, right - left) * max(0.0, top - bottom))


def _is_garbled(text: str) -> bool:
    visible = len(text) - sum(map(text.count, " \r\n\t"))
    strange = sum(len(found) for found in _GARBLED.findall(text))
    return strange * 3 > visible > 0 or plausible.is_gibberish(text)


def _doubt(data: bytes | BinaryIO, draft: Draft, pages: list[_Page]) -> None:
    """Ask pypdf about pages on which pdfium saw neither words nor pictures."""
    blank = [i for i, page in enumerate(pages) if not page.letters and not page.pictures]
    if draft.state is not State.OK or not blank:
        return
    lost = pdf_second.first_with_text(stream_of(data), blank)
    if lost is not None:
        draft.fault(State.CORRUPT, reasons.parsers_differ(lost + 1))


def _judge(data: bytes | BinaryIO, draft: Draft, pages: list[_Page], structure: pdf_structure.Structure | None) -> None:
    if structure is not None and structure.refusal is not None:
        draft.fault(State.UNSUPPORTED, structure.refusal)
    if not pages:
        draft.fault(State.CORRUPT, reasons.PDF_NO_PAGE)
        return
    filled = structure.filled if structure is not None else {}
    images = [i for i, page in enumerate(pages) if _is_image(page) and not (i in filled and not page.covered)]
    garbled = any(page.garbled for page in pages)
    read = [i for i, page in enumerate(pages) if i not in images and (page.letters or i in filled)]
    if not read:
        blank = not images and not any(page.pictures for page in pages)
        reason = reasons.GARBLED if garbled else reasons.NO_TEXT if blank else reasons.SCAN
        seen = [i for i, page in enumerate(pages) if page.pictures]
        reason = _recognise(data, draft, images or seen, reason)
        draft.fault(State.EMPTY if blank else State.IMAGE_ONLY, reason)
        return
    _recognise(data, draft, images, reasons.SCAN)
    for index in images:
        draft.fact("image-page", page=index + 1)
        if pages[index].garbled:
            draft.fault(State.CORRUPT, reasons.garbled_page(index + 1))


def _recognise(data: bytes | BinaryIO, draft: Draft, images: list[int], otherwise: Bilingual) -> Bilingual:
    """Recognise the text of pages that are pictures, unless the document is faulty anyway; gives what to say."""
    if draft.state is not State.OK or not images:
        return otherwise
    document = pypdfium2.PdfDocument(data if isinstance(data, bytes) else stream_of(data))
    try:
        told = ("--dpi", str(pdf_render.DPI))
        pictures = [ocr.Picture(i + 1, partial(pdf_render.page_image, document, i), told) for i in images]
        return ocr.read_pictures(draft, pictures, otherwise)
    finally:
        document.close()


def _is_image(page: _Page) -> bool:
    if page.garbled:
        return True
    return page.letters < _FEW_LETTERS if page.covered else page.pictures and not page.letters
