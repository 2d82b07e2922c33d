"""The short way of a check: where nothing changed since the last one, its report is written again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from dataroom.shipped import shipped
from dataroom.state.kept import Kept, write_again
from dataroom.state.method import data_digest, whole_digest
from dataroom.state.session import Session


def given_of(rules: Path | None, checklists: Iterable[str], files: Iterable[Path | None], words: object) -> bytes:
    """Give the digest of all that a check is given beside the room and the day."""
    named = [Path(name) for name in checklists]
    known = [*files, *(path if path.is_file() else None for path in named)]
    contents = [b"" if path is None else hashlib.sha256(path.read_bytes()).digest() for path in known]
    parts = [whole_digest(), data_digest(shipped("rules"), shipped("checklists"), rules), *contents]
    return hashlib.sha256(b"\0".join([*parts, repr((list(checklists), words)).encode()])).digest()


def write_unchanged(session: Session, kept: Kept, run: dict[str, object], folder: Path) -> Path | None:
    """Write a kept report with the run of this check; None where what was kept is damaged."""
    place = folder / "report.json"
    text = json.dumps(run, ensure_ascii=False, allow_nan=False)
    return place if write_again(session.folder, session.memory.room, kept, text, place) else None
