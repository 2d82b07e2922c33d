"""A second opinion on a PDF, by another parser: slow, so asked only about pages that look empty."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from itertools import islice
from typing import BinaryIO

_MOST_PAGES = 20
_ENOUGH = 10


def first_with_text(stream: BinaryIO, pages: Iterable[int]) -> int | None:
    """Give the first of the pages (by index from 0) on which pypdf reads words, or None."""
    from pypdf import PdfReader  # noqa: PLC0415 - 0.2 s to import, needed for few files

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(stream)
        for index in islice(pages, _MOST_PAGES):
            if sum(map(str.isalnum, reader.pages[index].extract_text())) >= _ENOUGH:
                return index
    except Exception:  # noqa: BLE001 - pypdf raises whatever it stumbles on; then it has no opinion
        return None
    return None
