"""A whole report, kept for the nights in which nothing changed: the listing alone tells.

The same room, rules, profile and day give the same report, its `run` aside. So where every entry bears the key under
which it was read, and the program and all that it was given are the same bytes, the report is what it was.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

from dataroom.model import Entry
from dataroom.state.ledger import key_of
from dataroom.store import make_private

_BLOCK = 1 << 20
_FOLDER = "kept"
_BEFORE = 3
"""The lines of a report up to its `run`: the brace, the format, the run."""
_DAY = b'"as_of": '


@dataclass(frozen=True, slots=True)
class Kept:
    """A report that was kept: under what it was made, where its lines after `run` lie, and what else is to be told."""

    given: bytes
    tree: bytes
    day: str | None
    """The day that it was made for, where that was not given but the day of the check; else None."""
    sum: bytes
    told: Mapping[str, Any]
    """What else is to be told of it; from `since` to `until` it would be the same, but for the day itself."""

    def holds_on(self, day: str) -> bool:
        """Tell whether the report would be the same on a day, but for the day itself."""
        return self.day in {None, day} or self.told["since"] <= day <= self.told["until"]


class TreeDigest:
    """The digest of everything that a walk tells of a room."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._digest = hashlib.sha256()

    def add(self, entry: Entry) -> None:
        """Add an entry."""
        self._digest.update(
            b"%b\0%d %d %d %d %b %b\n"
            % (
                entry.raw, entry.size, entry.mtime_ns, entry.ctime_ns, entry.inode, entry.kind.encode(),
                (entry.reason or "").encode(),
            )
        )  # fmt: skip

    def watch(self, entries: Iterable[Entry]) -> Iterator[Entry]:
        """Add entries as they pass."""
        for entry in entries:
            self.add(entry)
            yield entry

    def value(self) -> bytes:
        """Give the digest."""
        return self._digest.digest()


def tree_of(entries: Iterable[Entry]) -> bytes:
    """Give the digest of a whole walk."""
    tree = TreeDigest()
    for entry in entries:
        tree.add(entry)
    return tree.value()


def find(connection: sqlite3.Connection, room: int, given: bytes, day: str) -> Kept | None:
    """Give the report kept of a room, if it was made of the same and holds on the day."""
    row = connection.execute("SELECT given, tree, day, sum, told FROM kept WHERE room = ?", (room,)).fetchone()
    if row is None or row[0] != given:
        return None
    kept = Kept(row[0], row[1], row[2], row[3], json.loads(row[4]))
    return kept if kept.holds_on(day) else None


def keep(connection: sqlite3.Connection, room: int, kept: Kept) -> None:
    """Note a report whose lines were kept by `keep_lines`."""
    connection.execute(
        "INSERT OR REPLACE INTO kept (room, given, tree, day, body, sum, told) VALUES (?, ?, ?, ?, '', ?, ?)",
        (room, kept.given, kept.tree, kept.day, kept.sum, json.dumps(kept.told)),
    )


def keep_lines(folder: Path, room: Path, report: Path) -> bytes:
    """Keep the lines of a written report after its `run`; gives their digest. Raises OSError."""
    place = _place(folder, room)
    make_private(place.parent)
    with report.open("rb") as source:
        for _ in islice(source, _BEFORE):
            pass
        return _written(place, b"", source)


def write_again(folder: Path, room: Path, kept: Kept, run: str, day: str, report: Path) -> bool:  # noqa: PLR0913, PLR0917 - each is another thing
    """Write a kept report with another `run`, and for another day where it was for that of its check.

    Tells whether its lines were what they were, else nothing is written.
    """
    head = f'{{\n"format": {json.dumps(kept.told["format"])},\n"run": {run},\n'.encode()
    try:
        source = _place(folder, room).open("rb")
    except OSError:
        return False
    make_private(report.parent)
    with source:
        return _written(report, head, source, kept.sum, None if kept.day is None else day) == kept.sum


def lines_size(folder: Path, room: Path) -> int | None:
    """Give how many bytes of lines are kept of a room; None where there are none."""
    with suppress(OSError):
        return _place(folder, room).stat().st_size
    return None


def drop_lines(folder: Path) -> None:
    """Forget all reports kept."""
    for path in (folder / _FOLDER).glob("*"):
        with suppress(FileNotFoundError):
            path.unlink()


def _up_to_the_day(source: BinaryIO) -> Iterator[bytes]:
    for line in source:
        yield line
        if line.startswith(_DAY):
            return


def _place(folder: Path, room: Path) -> Path:
    return folder / _FOLDER / f"{key_of(room)}.lines"


def _written(place: Path, head: bytes, source: BinaryIO, wanted: bytes | None = None, day: str | None = None) -> bytes:
    """Write a head and the lines of a source, of these that of the day for another one; gives the digest of all lines.

    Where another digest is wanted, nothing is written.
    """
    digest = hashlib.sha256()
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=f".{place.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(head)
            for line in _up_to_the_day(source) if day is not None else ():
                digest.update(line)
                file.write(_DAY + json.dumps(day).encode() + b",\n" if line.startswith(_DAY) else line)
            while block := source.read(_BLOCK):
                digest.update(block)
                file.write(block)
            file.flush()
            os.fsync(file.fileno())
        if wanted is None or digest.digest() == wanted:
            Path(name).replace(place)
        else:
            Path(name).unlink()
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise
    return digest.digest()
