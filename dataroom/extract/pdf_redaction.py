"""Text that lies under opaque dark rectangles: redacted for the eye alone, it can still be copied out."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from typing import Any

import pypdfium2.raw as pdfium

from dataroom.extract.pdf_objects import Thing
from dataroom.extract.pdf_structure import Box

_DARK = 90
_SMALLEST = (8.0, 4.0)  # points: what is thinner is a rule or an underlining
_LARGEST = 0.9  # of the page: what is larger is a background
_MOST_COVERS = 200
_MOST_CHARS = 100_000
_MOST_STEPS = 4_000_000


def covered_letters(words: Any, objects: Sequence[Thing], notes: Sequence[Box] = ()) -> frozenset[int]:
    """Give the characters (by index) under dark rectangles drawn after them, or under dark `notes` of the page."""
    covers = list(_rectangles(objects))[:_MOST_COVERS]
    covers += [(len(objects), box) for box in notes][:_MOST_COVERS]
    count = min(words.count_chars(), _MOST_CHARS) if covers else 0
    if not count or count * len(covers) > _MOST_STEPS:
        return frozenset()
    order_of = {thing.address: order for order, thing in enumerate(objects)}
    found = frozenset(_covered(words, count, covers, order_of))
    return found if any(chr(pdfium.FPDFText_GetUnicode(words.raw, index)).isalnum() for index in found) else frozenset()


def _rectangles(objects: Sequence[Thing]) -> Iterator[tuple[int, Box]]:
    for order, thing in enumerate(objects):
        if thing.type == pdfium.FPDF_PAGEOBJ_PATH and thing.level == 0 and _is_dark(thing):
            left, bottom, right, top = thing.get_bounds()
            if right - left >= _SMALLEST[0] and top - bottom >= _SMALLEST[1]:
                yield order, (left, bottom, right, top)


def _is_dark(path: Thing) -> bool:
    if not path.is_filled() or _is_outline(path):
        return False
    fill = path.get_fill()
    return fill is not None and fill[3] > 230 and max(fill[:3]) <= _DARK


def _is_outline(path: Thing) -> bool:
    # Frames and drawings have many segments; a rectangle has four or five.
    return bool(pdfium.FPDFPath_CountSegments(path.raw) > 6)


def _covered(words: Any, count: int, covers: list[tuple[int, Box]], order_of: dict[int, int]) -> Iterator[int]:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    for index in range(count):
        owner = pdfium.FPDFText_GetTextObject(words.raw, index)
        if not owner:
            continue  # a space or line end that pdfium adds
        order = order_of.get(ctypes.addressof(owner.contents), -1)
        pdfium.FPDFText_GetCharBox(words.raw, index, left, right, bottom, top)
        x, y = (left.value + right.value) / 2, (bottom.value + top.value) / 2
        if any(over > order and box[0] <= x <= box[2] and box[1] <= y <= box[3] for over, box in covers):
            yield index
