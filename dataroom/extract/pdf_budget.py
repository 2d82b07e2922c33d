"""What a PDF would cost, judged before a library pays for it: tables of objects that are bombs, forms without end."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from itertools import islice
from typing import Any, BinaryIO

import pikepdf

from dataroom.extract import reasons
from dataroom.extract.draft import Refusal
from dataroom.extract.pdf_streams import filters_of
from dataroom.model import State

_MOST_TABLE = 64 << 20
_MOST_INFLATION = 1_032  # deflate gives no more bytes than that for one
_LARGEST_FILE = 64 << 20
_TABLE = re.compile(rb"/Type\s*/(?:ObjStm|XRef)\b")
_BEGIN = re.compile(rb"stream\r?\n")
_HEAD = 4096
_FLATE = re.compile(rb"/Fl(?:ateDecode)?\b")
_PIECE = 1 << 20

_MOST_DRAWN = 100_000
_LONGEST_FORM = 4 << 20
_MOST_FORMS = 10_000
_DO = re.compile(rb"/([^\s/<>\[\](){}%]+)\s+Do\b")


def judge_tables(stream: BinaryIO) -> None:
    """Raise Refusal where a table of objects, which every library inflates whole on opening, is a bomb."""
    size = stream.seek(0, 2)
    stream.seek(0)
    if size > _LARGEST_FILE:
        return  # held by the limit on memory alone
    data = stream.read()
    stream.seek(0)
    for found in _TABLE.finditer(data):
        begin = _BEGIN.search(data, found.end(), found.end() + _HEAD)
        if begin is None:
            continue
        head = data[data.rfind(b"obj", 0, found.start()) : begin.start()]
        end = data.find(b"endstream", begin.end())
        stored = memoryview(data)[begin.end() : end if end > 0 else len(data)]
        if _inflated(stored, len(_FLATE.findall(head))) > _MOST_TABLE:
            raise Refusal(State.TOO_LARGE, reasons.table_too_large(_MOST_TABLE))


def _inflated(stored: memoryview, times: int) -> int:
    """Give the inflated size, or what it is at least beyond the cap; what cannot be a bomb counts as nothing."""
    if times == 0 or len(stored) * _MOST_INFLATION**times < _MOST_TABLE:
        return 0
    data: bytes | memoryview = stored
    for _ in range(times - 1):
        data = b"".join(_pieces(data))
    return sum(map(len, _pieces(data)))


def _pieces(data: bytes | memoryview) -> Iterator[bytes]:
    inflater, rest, size = zlib.decompressobj(), data, 0
    try:
        while size <= _MOST_TABLE and (piece := inflater.decompress(rest, _PIECE)):
            size += len(piece)
            rest = inflater.unconsumed_tail
            yield piece
    except zlib.error:
        return


def judge_forms(document: pikepdf.Pdf, most_pages: int) -> None:
    """Raise Refusal for the first page whose forms, each drawn by others, would be drawn without end."""
    drawn = _Drawn()
    for number, page in enumerate(islice(document.pages, most_pages), start=1):
        if drawn.of_page(page.obj) > _MOST_DRAWN:
            raise Refusal(State.TOO_LARGE, reasons.page_without_end(number, _MOST_DRAWN))


class _Drawn:
    """How many forms are drawn for one, itself included, each counted once; what leads back to itself ends there."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], int] = {}
        self._left = _MOST_FORMS

    def of_page(self, page: Any) -> int:
        # A form that draws no other is drawn as often as it is asked for: only those that do can grow beyond all.
        nested = [form for form in _forms(page).values() if _forms(form)]
        return max(map(self._of_form, nested), default=0)

    def _of_form(self, form: Any) -> int:
        # Without recursion: a chain of forms may be longer than the stack.
        waiting = [form]
        while waiting:
            one = waiting[-1]
            if one.objgen in self._known and self._known[one.objgen] >= 0:
                waiting.pop()
                continue
            inner = _forms(one)
            unknown = [other for other in inner.values() if other.objgen not in self._known]
            if one.objgen not in self._known and unknown and self._left > 0:
                self._known[one.objgen] = -1
                self._left -= 1
                waiting.extend(unknown)
                continue
            waiting.pop()
            self._known[one.objgen] = min(_MOST_DRAWN + 1, 1 + self._sum(one, inner))
        return self._known[form.objgen]

    def _sum(self, form: Any, inner: dict[str, Any]) -> int:
        if not inner:
            return 0
        known = {name: max(0, self._known.get(other.objgen, 0)) for name, other in inner.items()}
        return sum(known.get(name, 0) for name in _asked_for(form))


def _forms(thing: Any) -> dict[str, Any]:
    resources = thing.get("/Resources")
    objects = resources.get("/XObject") if isinstance(resources, pikepdf.Dictionary) else None
    if not isinstance(objects, pikepdf.Dictionary):
        return {}
    found = islice(objects.items(), _MOST_FORMS)
    return {n: o for n, o in found if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/Form"}


def _asked_for(form: Any) -> list[str]:
    filters = filters_of(form)
    try:
        data = bytes(form.read_raw_bytes())
        for _ in filters:
            data = zlib.decompressobj().decompress(data, _LONGEST_FORM)
    except (pikepdf.PdfError, zlib.error, ValueError):
        return []
    return ["/" + name.decode("latin-1") for name in _DO.findall(data)]
