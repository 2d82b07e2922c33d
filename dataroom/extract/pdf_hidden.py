"""The text of a PDF page that a reader sees: not white on white, not too small, not beside the page, not invisible."""

from __future__ import annotations

import ctypes
import math
import re
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from dataroom.extract.pdf_objects import Thing

_NEARLY_WHITE = 247
_SMALLEST = 1.5  # points; smaller letters are no text for people
_INVISIBLE = {3, 7}  # text rendering modes: neither filled nor stroked
_MOST_CHARS = 200_000
_Box = tuple[float, float, float, float]
_LINES = re.compile(r"[\r\n]+")


def visible_text(
    page: Any, words: Any, objects: list[Thing], *, covered: bool, under: frozenset[int] = frozenset()
) -> tuple[str, list[str], list[str]]:
    """Give the visible text, the pieces that are hidden, and those `under` something (characters by index).

    On a page `covered` by a picture invisible text is what character recognition read, and is kept.
    """
    area = page.get_cropbox()
    hidden = [o for o in objects if o.type == pdfium.FPDF_PAGEOBJ_TEXT and _is_hidden(o, area, objects, covered)]
    if not hidden and not under:
        return words.get_text_range(), [], []
    return _without(words, {o.address for o in hidden}, under)


def _is_hidden(text: Thing, area: _Box, objects: list[Thing], covered: bool) -> bool:
    invisible = pdfium.FPDFTextObj_GetTextRenderMode(text.raw) in _INVISIBLE
    if invisible or covered:
        # Over a picture nothing can be told of colours: the picture is the background.
        return invisible and not covered
    if text.level == 0 and (_is_tiny(text) or _is_outside(text, area)):
        return True
    fill = text.get_fill()
    if fill is None:
        return False
    if fill[3] == 0:
        return True
    return min(fill[:3]) >= _NEARLY_WHITE and _on_white(text, objects)


def _is_tiny(text: Thing) -> bool:
    size = ctypes.c_float()
    if not pdfium.FPDFTextObj_GetFontSize(text.raw, size):
        return False
    matrix = text.get_matrix()
    return abs(size.value) * math.hypot(matrix.c, matrix.d) < _SMALLEST


def _is_outside(text: Thing, area: _Box) -> bool:
    box = _bounds(text)
    if box is None or box[0] >= box[2]:
        return False
    left, bottom, right, top = area
    return box[2] < left or box[0] > right or box[3] < bottom or box[1] > top


def _on_white(text: Thing, objects: list[Thing]) -> bool:
    box = _bounds(text)
    if box is None or text.level:
        return False  # inside a form the places are relative: in doubt it is seen
    white = True
    for other in objects:
        if other is text or other.raw == text.raw:
            break
        if other.type == pdfium.FPDF_PAGEOBJ_PATH:
            fill = other.get_fill() if other.is_filled() else None
            if fill is not None and fill[3] and _covers(other, box):
                white = min(fill[:3]) >= _NEARLY_WHITE
        elif other.type != pdfium.FPDF_PAGEOBJ_TEXT and _covers(other, box):
            white = False  # a picture, a shading or a form lies under it
    return white


def _covers(other: Thing, box: _Box) -> bool:
    under = _bounds(other)
    if under is None:
        return False
    if other.level:
        return True
    middle_x, middle_y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return under[0] <= middle_x <= under[2] and under[1] <= middle_y <= under[3]


def _bounds(thing: Thing) -> _Box | None:
    try:
        return thing.get_bounds()
    except pypdfium2.PdfiumError:
        return None


def _without(words: Any, hidden: set[int], under: frozenset[int]) -> tuple[str, list[str], list[str]]:
    """Part the characters by the text object from which each comes; those that pdfium adds follow the last one."""
    seen: list[str] = []
    pieces: list[list[str]] = []
    beneath: list[list[str]] = [[]]
    last, inside = 0, False
    for index in range(min(words.count_chars(), _MOST_CHARS)):
        char = chr(pdfium.FPDFText_GetUnicode(words.raw, index))
        owner = pdfium.FPDFText_GetTextObject(words.raw, index)
        if owner:
            address = ctypes.addressof(owner.contents)
            inside = address in hidden
            if inside and address != last:
                pieces.append([])
            last = address
        if index in under:
            beneath[-1].append(char)
            continue
        if beneath[-1] and (owner or char in "\r\n"):
            beneath.append([])
        if inside and pieces:
            pieces[-1].append(char)
        if not inside or char in "\r\n":
            seen.append(char)
    return _LINES.sub("\n", "".join(seen)).strip("\n"), _said(pieces), _said(beneath)


def _said(pieces: list[list[str]]) -> list[str]:
    return [piece for piece in map("".join, pieces) if piece.strip()]
