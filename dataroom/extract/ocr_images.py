"""Pictures that are files of their own: scans and photographs as JPEG, PNG, TIFF, BMP, GIF or HEIC."""

from __future__ import annotations

from functools import partial

from dataroom.extract import converted, kinds, reasons
from dataroom.extract.draft import Draft
from dataroom.extract.ocr import Picture, read_pictures
from dataroom.extract.ocr_sizes import Shape, shape_of
from dataroom.extract.source import Source
from dataroom.model import State

_MOST_BYTES = 64 << 20
_MOST_PIXELS = 40_000_000
_MOST_JPEG_PIXELS = 80_000_000
_FEWEST_PIXELS = 60_000


def read(source: Source, draft: Draft) -> None:
    """Read a picture: its text where that can be recognised. It stays `image-only` all the same."""
    with source.open() as stream:
        data = stream.read(_MOST_BYTES + 1)
    unconverted = data[4:8] == b"ftyp"
    if unconverted and (made := converted.jpeg_of(data, draft)) is not None:
        data, unconverted = made, False
    shapes = shape_of(data)
    draft.page_count = max(len(shapes), 1)
    shapes = shapes[: draft.limits.max_pages]
    for _ in range(max(len(shapes), 1)):
        draft.page("")
    reason = reasons.IMAGE
    if draft.state is State.OK:
        reason = read_pictures(draft, _pictures(data, shapes), reason)
    draft.fault(State.IMAGE_ONLY, reasons.HEIC if unconverted else reason)


def _pictures(data: bytes, shapes: tuple[Shape, ...]) -> list[Picture]:
    """Give the pictures of a file, one for each page; what is no bigger than an icon is left out."""
    if len(shapes) < 2:
        shape = shapes[0] if shapes else Shape("", 0, 0)
        if shape.kind and shape.width * shape.height < _FEWEST_PIXELS:
            return []
        return [Picture(1, partial(_image, data, shape))]
    return [
        Picture(index + 1, partial(_image, data, shape), ("-c", f"tessedit_page_number={index}"))
        for index, shape in enumerate(shapes)
    ]


def _image(data: bytes, shape: Shape) -> bytes | None:
    pixels = shape.width * shape.height
    if len(data) > _MOST_BYTES or not pixels:
        return None
    if shape.kind == kinds.JPEG:
        from dataroom.extract.pdf_render import jpeg_image  # noqa: PLC0415 - pdfium is loaded for what needs it

        return jpeg_image(data, shape.turn) if pixels <= _MOST_JPEG_PIXELS else None
    return data if pixels <= _MOST_PIXELS else None
