"""Passwords that the operator gave, tried one after the other on what is locked; none is told or kept anywhere."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator, Sequence

from dataroom.extract.source import Source

_SECONDS = 8.0
"""How long the passwords may be tried on one thing: strong encryption takes a good part of a second for each."""
_MOST_BYTES = 64 << 20


def tries(passwords: Sequence[str]) -> Iterator[str]:
    """Give the passwords in their order, as long as there is time."""
    end = time.monotonic() + _SECONDS
    for password in passwords:
        if time.monotonic() > end:
            return
        yield password


def unlocked_office(source: Source, passwords: Sequence[str]) -> Source | None:
    """Give a Word, Excel or PowerPoint file, new or old, without its encryption; None where no password opens it."""
    if not passwords or source.size > _MOST_BYTES:
        return None
    from msoffcrypto import OfficeFile  # noqa: PLC0415 - needed for locked files alone
    from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError  # noqa: PLC0415

    for password in tries(passwords):
        with source.open() as stream:
            opened = io.BytesIO()
            try:
                office = OfficeFile(stream)
                # Old files are always checked, and have no word for it.
                checked = {"verify_password": True} if office.format == "ooxml" else {}
                office.load_key(password=password, **checked)
                office.decrypt(opened)
            except InvalidKeyError:
                continue
            except (DecryptionError, FileFormatError):
                return None
            return Source.of_bytes(source.name, opened.getvalue())
    return None
