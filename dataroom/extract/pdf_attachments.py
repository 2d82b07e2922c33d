"""The files embedded in a PDF, inflated under the limits."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Any

import pikepdf

from dataroom.extract import passwords, reasons
from dataroom.extract.containers import Budget, problem
from dataroom.extract.draft import Refusal
from dataroom.extract.pdf_streams import filters_of
from dataroom.extract.pdf_structure import embedded
from dataroom.extract.source import Limits, Member, Source
from dataroom.model import State


def pdf_members(source: Source, limits: Limits) -> Iterator[Member]:
    """Give the embedded files of a PDF, those of its name tree and those that stand on its pages."""
    try:
        yield from _members(source, limits)
    except pikepdf.PasswordError as error:
        with source.open() as stream:
            opened = passwords.unlocked_pdf(stream, limits.passwords)
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
    try:
        data = _inflated(name, content, budget)
    except Refusal as refusal:
        return problem(name, refusal)
    except (pikepdf.PdfError, zlib.error, ValueError, TypeError):
        return problem(name, Refusal(State.CORRUPT, reasons.broken_part("PDF", name)))
    short = name.replace("\\", "/").rpartition("/")[2] or name
    return Member(name, name.encode("utf-8", "backslashreplace"), Source.of_bytes(short, data))


def _inflated(name: str, content: Any, budget: Budget) -> bytes:
    # Inflated here and not by qpdf, which takes in whatever comes: a kilobyte may hold a gigabyte.
    raw = content.read_raw_bytes()
    names = filters_of(content)
    if not names:
        budget.spend(len(raw), len(raw), name)
        return bytes(raw)
    if names != ["/FlateDecode"] or "/DecodeParms" in content:
        raise Refusal(State.UNSUPPORTED, reasons.method(name))
    inflater = zlib.decompressobj()
    pieces, size = [inflater.decompress(raw, 1 << 20)], 0
    while pieces[-1]:
        size += len(pieces[-1])
        budget.spend(len(pieces[-1]), size, name)
        pieces.append(inflater.decompress(inflater.unconsumed_tail, 1 << 20))
    return b"".join(pieces)
