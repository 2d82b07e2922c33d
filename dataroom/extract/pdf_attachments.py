"""The files embedded in a PDF, inflated under the limits."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from typing import Any

import pikepdf

from dataroom.extract import pdf_locked, reasons
from dataroom.extract.containers import Budget, Stream, problem, spooled
from dataroom.extract.draft import Refusal
from dataroom.extract.pdf_streams import filters_of
from dataroom.extract.pdf_structure import embedded
from dataroom.extract.source import Limits, Member, Source
from dataroom.extract.zips import HARMLESS
from dataroom.model import State


def pdf_members(source: Source, limits: Limits) -> Iterator[Member]:
    """Give the embedded files of a PDF, those of its name tree and those that stand on its pages."""
    try:
        yield from _members(source, limits)
    except pikepdf.PasswordError as error:
        with source.open() as stream:
            opened = pdf_locked.unlocked_pdf(stream, limits.passwords)
        if opened is None:
            raise Refusal(State.ENCRYPTED, reasons.PASSWORD) from error
        yield from _members(Source.of_bytes(source.name, opened), limits)


def _members(source: Source, limits: Limits) -> Iterator[Member]:
    budget = Budget(limits)
    try:
        with source.open() as stream, pikepdf.open(stream, suppress_warnings=True) as document:
            for number, (name, content) in enumerate(embedded(document), start=1):
                if number > limits.max_members:
                    raise Refusal(State.TOO_LARGE, reasons.too_many_members(limits.max_members))
                yield _member(name, content, budget)
    except pikepdf.PasswordError:
        raise
    except pikepdf.PdfError as error:
        raise Refusal(State.CORRUPT, reasons.truncated("PDF")) from error


def _member(name: str, content: Any, budget: Budget) -> Member:
    short = name.replace("\\", "/").rpartition("/")[2] or name
    try:
        source = spooled(short, _inflating(name, content, budget.limits.max_ratio), budget)
    except Refusal as refusal:
        return problem(name, refusal)
    except (pikepdf.PdfError, zlib.error, ValueError, TypeError):
        return problem(name, Refusal(State.CORRUPT, reasons.broken_part("PDF", name)))
    return Member(name, name.encode("utf-8", "backslashreplace"), source)


def _inflating(name: str, content: Any, most_ratio: int) -> Stream:
    # Inflated here and not by qpdf, which takes in whatever comes: a kilobyte may hold a gigabyte.
    raw = bytes(content.read_raw_bytes())
    names = filters_of(content)
    if not names:
        return io.BytesIO(raw)
    if names != ["/FlateDecode"] or "/DecodeParms" in content:
        raise Refusal(State.UNSUPPORTED, reasons.method(name))
    return _Inflating(name, raw, most_ratio)


class _Inflating:
    """The inflated bytes of an embedded file, up to those of a bomb."""

    def __init__(self, name: str, raw: bytes, most_ratio: int) -> None:
        self._name, self._rest, self._ratio = name, raw, most_ratio
        self._most = max(HARMLESS, len(raw) * most_ratio)
        self._inflater = zlib.decompressobj()

    def read(self, size: int, /) -> bytes:
        data = self._inflater.decompress(self._rest, size)
        self._rest = self._inflater.unconsumed_tail
        self._most -= len(data)
        if self._most < 0:
            raise Refusal(State.TOO_LARGE, reasons.ratio(self._name, self._ratio))
        return data
