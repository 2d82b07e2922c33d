"""The chain of checks of a room: one line of canonical JSON each, which holds the digest of the line before.

A file of its own, in plain text: it outlives a damaged database, and `printf %s "$line" | sha256sum` gives each head.
Whoever keeps a head elsewhere (it stands in every report) can tell later whether lines were rewritten or cut off.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dataroom.store import make_private, sync_folder, write_private

_FOLDER = "ledger"


@dataclass(frozen=True, slots=True)
class Line:
    """A check in the chain: its text, the head that it makes, and what it says; `said` is None where it is no entry."""

    text: str
    head: str
    said: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Ledger:
    """The chain of one room, oldest check first; `broken` numbers the lines (from 1) that do not follow on."""

    path: Path
    lines: tuple[Line, ...] = ()
    broken: tuple[int, ...] = ()

    @property
    def head(self) -> str | None:
        """The digest of the last line, or None before the first check."""
        return self.lines[-1].head if self.lines else None

    def holds(self, head: str) -> bool:
        """Tell whether a head that was kept elsewhere is one of this chain, or stands for nothing yet."""
        return any(line.head == head for line in self.lines)

    def reaches(self, head: str) -> bool:
        """Tell whether the chain leads from a head to the last line without a break."""
        at = next((number for number, line in enumerate(self.lines, 1) if line.head == head), None)
        return at is not None and not any(number > at for number in self.broken)


def key_of(room: Path) -> str:
    """Give the name under which a room is kept."""
    return hashlib.sha256(os.fsencode(room)).hexdigest()[:32]


def read_ledger(folder: Path, room: Path) -> Ledger:
    """Read the chain of a room; an empty one where there is none. Raises OSError."""
    path = folder / _FOLDER / f"{key_of(room)}.jsonl"
    try:
        raw = path.read_text(encoding="utf-8", errors="backslashreplace")
    except (FileNotFoundError, NotADirectoryError):
        return Ledger(path)
    lines = tuple(map(_line, raw.split("\n")[: -1 if raw.endswith("\n") else None]))
    return Ledger(path, lines, tuple(_breaks(lines)))


def entry(ledger: Ledger, said: Mapping[str, object]) -> Line:
    """Give the line that follows on; nothing is written."""
    return _line(json.dumps({**said, "previous": ledger.head}, sort_keys=True, separators=(",", ":")))


def append(ledger: Ledger, line: Line) -> Ledger:
    """Write the chain with one more line, wholly or not at all; gives the longer chain."""
    text = "".join(f"{known.text}\n" for known in (*ledger.lines, line))
    write_private(make_private(ledger.path.parent) / ledger.path.name, text)
    _settle(ledger.path.parent)
    return Ledger(ledger.path, (*ledger.lines, line), ledger.broken)


def _line(text: str) -> Line:
    said = None
    with suppress(ValueError):
        found = json.loads(text)
        said = found if isinstance(found, dict) else None
    return Line(text, hashlib.sha256(text.encode()).hexdigest(), said)


def _breaks(lines: Sequence[Line]) -> list[int]:
    before: str | None = None
    broken = []
    for number, line in enumerate(lines, 1):
        if line.said is None or line.said.get("previous") != before:
            broken.append(number)
        before = line.head
    return broken


def _settle(folder: Path) -> None:
    # A new name is on the disk only when its folder is; some systems cannot say so.
    with suppress(OSError):
        sync_folder(folder)
