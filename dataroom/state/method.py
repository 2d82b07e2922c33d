"""By what a room was read: the program's own source, what it is built on, the OCR engine and converters that it finds.

A result is remembered under the digest of all that, so that another version of any of it reads the room anew.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent
_APART = ("cli", "report", "state")
"""Parts of the program that change no reading and no description."""


def method_digest() -> bytes:
    """Give the digest of what makes a reading and a description of bytes."""
    digest = hashlib.sha256(sys.version.encode())
    for line in (*_source(_APART), *_libraries(), *_engine(), *_converters()):
        digest.update(line.encode("utf-8", "surrogateescape") + b"\n")
    return digest.digest()


def data_digest(*folders: Path | None) -> bytes:
    """Give the digest of folders of rules and checklists, as they lie on the disk."""
    digest = hashlib.sha256()
    for folder in folders:
        digest.update(b"\0folder")
        if folder is None:
            continue
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            digest.update(str(path.relative_to(folder)).encode() + b"\0")
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.digest()


def whole_digest() -> bytes:
    """Give the digest of the whole program, reports included."""
    digest = hashlib.sha256(method_digest())
    for line in _source(()):
        digest.update(line.encode("utf-8", "surrogateescape"))
    return digest.digest()


def _source(apart: tuple[str, ...]) -> Iterator[str]:
    for path in sorted(_PACKAGE.rglob("*.py")):
        below = path.relative_to(_PACKAGE)
        if below.parts[0] not in apart:
            yield f"{below} {hashlib.sha256(path.read_bytes()).hexdigest()}"


def _libraries() -> Iterator[str]:
    # The names of these folders hold the versions; reading the metadata itself takes ten times as long.
    for place in sorted({entry for entry in sys.path if entry.endswith("-packages")}):
        if os.path.isdir(place):  # noqa: PTH112 - a plain string, from the interpreter
            yield from sorted(name for name in os.listdir(place) if name.endswith(".dist-info"))  # noqa: PTH208 - likewise


def _engine() -> Iterator[str]:
    path = shutil.which("tesseract")
    if path is None:
        return
    found = os.stat(path)  # noqa: PTH116 - a plain string, from the system
    yield f"{path} {found.st_size} {found.st_mtime_ns}"
    for folder in (os.environ.get("TESSDATA_PREFIX"), *map(str, Path("/usr/share/tesseract-ocr").glob("*/tessdata"))):
        if folder and os.path.isdir(folder):  # noqa: PTH112 - likewise
            yield f"{folder} {os.stat(folder).st_mtime_ns}"  # noqa: PTH116 - likewise


def _converters() -> Iterator[str]:
    for name in ("soffice", "antiword", "heif-dec", "heif-convert"):
        path = shutil.which(name)
        if path is not None:
            real = os.path.realpath(path)
            # Parts that LibreOffice gets later, Writer for instance, change the folder of its program.
            for place in (real, os.path.dirname(real)) if name == "soffice" else (real,):  # noqa: PTH120 - likewise
                yield f"{place} {os.stat(place).st_mtime_ns}"  # noqa: PTH116 - likewise
