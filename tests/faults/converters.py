"""Readers that are locked beside an attendant, as those of the program. Light on imports: workers load it."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from dataroom import isolation
from dataroom.extract import Source, attend, conversion, extract, warm_up
from dataroom.model import Content

_LIMIT = 3.0


def open_converters(room: Path, programs: Path | None, scratch: Path) -> None:
    """Have the programs of a folder found first, and little patience with them."""
    tempfile.tempdir = str(scratch)
    if programs is not None:
        os.environ["PATH"] = f"{programs}{os.pathsep}{os.environ['PATH']}"
        conversion._LONGEST = int(_LIMIT)
    os.chdir(room)


def lock_converters(room: Path, _programs: Path | None, _scratch: Path) -> isolation.Locks:
    """Lock the worker in, as a reader is."""
    warm_up()
    attend()
    return isolation.lock(room, most_written=1 << 20)


def convert(task: tuple[str, bytes]) -> tuple[str, bytes]:
    """Give what a conversion says."""
    return conversion.convert(*task, None)


def extracted(path: Path) -> Content:
    """Read a document of the room."""
    return extract(Source.of_file(path.name, lambda: path.open("rb")))
