"""Pages of PDF files, and JPEG pictures, drawn in grey at the size that text recognition likes."""

from __future__ import annotations

import io
import math
from contextlib import suppress
from itertools import islice
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

DPI = 200
_MOST_PIXELS = 8_000_000
_A4_PIXELS = 3_870_000
_MOST_OBJECTS = 50


def page_image(document: pypdfium2.PdfDocument, index: int) -> bytes | None:
    """Give a page as a PGM picture, or None when it cannot be drawn."""
    try:
        page = document[index]
        try:
            return _drawn(page, _scale(page))
        finally:
            page.close()
    except pypdfium2.PdfiumError:
        return None


def jpeg_image(data: bytes, turn: int) -> bytes | None:
    """Give a JPEG, turned clockwise by `turn` degrees, as a PGM picture, or None when it cannot be drawn."""
    document = pypdfium2.PdfDocument.new()
    try:
        image = pypdfium2.PdfImage.new(document)
        image.load_jpeg(io.BytesIO(data), inline=True)
        width, height = image.get_px_size()
        image.set_matrix(pypdfium2.PdfMatrix().scale(width, height))
        page = document.new_page(width, height)
        page.insert_obj(image)
        page.gen_content()
        return _drawn(page, math.sqrt(_pixels(width * height) / max(width * height, 1)), turn)
    except pypdfium2.PdfiumError:
        return None
    finally:
        document.close()


def _pixels(own: int) -> int:
    # Letters of a picture below some 150 dpi are too small for the engine: it reads them better enlarged.
    return min(own if own > _A4_PIXELS // 2 else own * 4, _MOST_PIXELS)


def _scale(page: Any) -> float:
    """Give the pixels per point: those of DPI, more where a small page holds a fine picture, fewer on a huge page."""
    area = max(page.get_width() * page.get_height(), 1.0)
    own = max((_size(o) for o in islice(page.get_objects(), _MOST_OBJECTS) if _is_image(o)), default=0)
    wanted = max(area * (DPI / 72) ** 2, min(own, _A4_PIXELS))
    return math.sqrt(min(wanted, _MOST_PIXELS) / area)


def _is_image(thing: Any) -> bool:
    return bool(thing.type == pdfium.FPDF_PAGEOBJ_IMAGE)


def _size(image: Any) -> int:
    with suppress(pypdfium2.PdfiumError):
        width, height = image.get_px_size()
        return int(width * height)
    return 0


def _drawn(page: Any, scale: float, turn: int = 0) -> bytes:
    bitmap = page.render(scale=scale, rotation=turn, grayscale=True)
    try:
        width, height, stride = bitmap.width, bitmap.height, bitmap.stride
        grey = memoryview(bitmap.buffer).cast("B")
        rows = [grey[y * stride : y * stride + width] for y in range(height)]
        return b"".join((b"P5 %d %d 255\n" % (width, height), *rows))
    finally:
        bitmap.close()
