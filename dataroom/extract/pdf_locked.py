"""Locked PDF files, opened with a password that was given."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import BinaryIO

import pikepdf

from dataroom.extract.passwords import tries


def unlocked_pdf(stream: BinaryIO, passwords: Sequence[str]) -> bytes | None:
    """Give a PDF without its encryption, or None where no password opens it."""
    for password in tries(passwords):
        stream.seek(0)
        try:
            with pikepdf.open(stream, password=password, suppress_warnings=True) as document:
                copy = io.BytesIO()
                document.save(copy, stream_decode_level=pikepdf.StreamDecodeLevel.none, compress_streams=False)
                return copy.getvalue() if not document.get_warnings() else None
        except pikepdf.PasswordError:
            continue
        except pikepdf.PdfError:
            return None
    return None
