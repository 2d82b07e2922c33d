"""What a reader finds in a rendered report, whatever its format: text of pages, of parts of an archive, of names."""

from __future__ import annotations

import io
import re
import zipfile

import pypdf
import pypdfium2


def readable(rendered: str | bytes) -> str:
    """Give everything that stands in a file, packed or not."""
    if isinstance(rendered, str):
        return rendered
    if rendered.startswith(b"%PDF"):
        return f"{pages_of(rendered)}\n{_beside(rendered)}"
    if not rendered.startswith(b"PK"):
        return rendered.decode("utf-8", "replace")
    with zipfile.ZipFile(io.BytesIO(rendered)) as archive:
        parts = [archive.read(name).decode("utf-8", "replace") for name in archive.namelist()]
        return "\n".join([*archive.namelist(), *parts])


def pages_of(rendered: bytes) -> str:
    """Give the text of a PDF, page by page."""
    document = pypdfium2.PdfDocument(rendered)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


def _beside(rendered: bytes) -> str:
    reader = pypdf.PdfReader(io.BytesIO(rendered))
    metadata = reader.xmp_metadata
    # Every string of every object: alternate texts, titles of the outline, names.
    objects = [
        str(reader.get_object(number)) for number in range(1, len(reader.xref[0]) + 1) if _is_there(reader, number)
    ]
    return "\n".join([str(reader.metadata), str(metadata.stream.get_data()) if metadata else "", *objects])


def _is_there(reader: pypdf.PdfReader, number: int) -> bool:
    return number in reader.xref[0] or number in reader.xref_objStm


def squeezed(text: str) -> str:
    """Give a text without what line breaking puts into words."""
    return re.sub(r"[\s\x02\u00ad\u200b\u2010-]+", "", text)
