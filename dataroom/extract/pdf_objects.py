"""What is drawn on a PDF page, asked of pdfium itself: its Python layer takes longer than all that is asked of it."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

_MOST_LEVELS = 15


@dataclass(frozen=True, slots=True, eq=False)
class Thing:
    """One thing drawn: its handle, its type (`FPDF_PAGEOBJ_…`), and how many forms it lies in."""

    raw: Any
    type: int
    level: int

    def get_bounds(self) -> tuple[float, float, float, float]:
        """Give left, bottom, right and top in points; raises PdfiumError where pdfium cannot tell."""
        left, bottom, right, top = ctypes.c_float(), ctypes.c_float(), ctypes.c_float(), ctypes.c_float()
        if not pdfium.FPDFPageObj_GetBounds(self.raw, left, bottom, right, top):
            raise pypdfium2.PdfiumError("no bounds")
        return left.value, bottom.value, right.value, top.value

    def get_fill(self) -> tuple[int, int, int, int] | None:
        """Give red, green, blue and opacity of what it is filled with, each up to 255; None where it has no colour."""
        red, green, blue, alpha = ctypes.c_uint(), ctypes.c_uint(), ctypes.c_uint(), ctypes.c_uint()
        if not pdfium.FPDFPageObj_GetFillColor(self.raw, red, green, blue, alpha):
            return None
        return red.value, green.value, blue.value, alpha.value

    def get_matrix(self) -> Any:
        """Give its matrix, with `a` to `f`; raises PdfiumError where pdfium cannot tell."""
        matrix = pdfium.FS_MATRIX()
        if not pdfium.FPDFPageObj_GetMatrix(self.raw, matrix):
            raise pypdfium2.PdfiumError("no matrix")
        return matrix

    def is_filled(self) -> bool:
        """Tell whether a path is filled, and not drawn as a line alone."""
        mode, stroke = ctypes.c_int(), ctypes.c_int()
        return bool(pdfium.FPDFPath_GetDrawMode(self.raw, mode, stroke)) and mode.value != 0

    @property
    def address(self) -> int:
        """Where pdfium keeps it: handles to the same thing differ."""
        return ctypes.addressof(self.raw.contents)


def things(page: pypdfium2.PdfPage) -> Iterator[Thing]:
    """Give all that is drawn, in its order, each form before what lies in it; raises PdfiumError."""
    raw = page.raw
    yield from _things(raw, pdfium.FPDFPage_CountObjects(raw), pdfium.FPDFPage_GetObject, 0)


def _things(parent: Any, count: int, give: Any, level: int) -> Iterator[Thing]:
    if count < 0:
        raise pypdfium2.PdfiumError("no objects")
    for index in range(count):
        raw = give(parent, index)
        kind = pdfium.FPDFPageObj_GetType(raw) if raw else pdfium.FPDF_PAGEOBJ_UNKNOWN
        if kind == pdfium.FPDF_PAGEOBJ_UNKNOWN:
            raise pypdfium2.PdfiumError("no object")
        yield Thing(raw, kind, level)
        if kind == pdfium.FPDF_PAGEOBJ_FORM and level + 1 < _MOST_LEVELS:
            yield from _things(raw, pdfium.FPDFFormObj_CountObjects(raw), pdfium.FPDFFormObj_GetObject, level + 1)
