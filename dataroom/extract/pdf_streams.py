"""The streams of a PDF inflated under a cap: a kilobyte may hold a gigabyte, and no PDF library stops in time."""

from __future__ import annotations

import zlib
from itertools import islice
from typing import Any

import pikepdf

from dataroom.extract import reasons
from dataroom.extract.draft import Refusal
from dataroom.model import State

_MOST = 64 << 20
_MOST_INFLATION = 1_032  # deflate gives no more bytes than that for one
_FLATE = {"/FlateDecode", "/Fl"}
_RUNS = {"/RunLengthDecode", "/RL"}
_MOST_RUNS = 1 << 20  # two bytes give 128 at most


def filters_of(stream: Any) -> list[str]:
    """Give the names of the filters of a stream in the order in which they are undone."""
    filters = stream.get("/Filter")
    if filters is None:
        return []
    return [str(f) for f in islice(filters, 50)] if isinstance(filters, pikepdf.Array) else [str(filters)]


def judge_pages(document: pikepdf.Pdf, most_pages: int) -> None:
    """Raise Refusal for the first page whose drawing instructions are a bomb."""
    for number, page in enumerate(islice(document.pages, most_pages), start=1):
        contents = page.obj.get("/Contents")
        streams = list(islice(contents, 1_000)) if isinstance(contents, pikepdf.Array) else [contents]
        if sum(_size(stream) for stream in streams if isinstance(stream, pikepdf.Stream)) > _MOST:
            raise Refusal(State.TOO_LARGE, reasons.page_too_large(number, _MOST))


def is_bomb(stream: Any) -> bool:
    """Tell whether a stream inflates beyond what a library should be made to take in."""
    return _size(stream) > _MOST


def _size(stream: Any) -> int:
    """Give the inflated size, or what it is at least beyond the cap; streams that cannot be a bomb count as nothing."""
    filters = filters_of(stream)
    if filters and filters[0] in _RUNS:
        stored = int(stream.get("/Length", 0))
        return stored * 64 if stored > _MOST_RUNS else 0
    flates = sum(name in _FLATE for name in filters)
    if flates == 0 or int(stream.get("/Length", 0)) * _MOST_INFLATION**flates < _MOST:
        return 0
    try:
        data = bytes(stream.read_raw_bytes())
    except pikepdf.PdfError:
        return 0
    for name in filters:
        if name not in _FLATE:
            break
        data = _inflated(data)
    return len(data)


def _inflated(data: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(data, _MOST + 1)
    except zlib.error:
        return b""
