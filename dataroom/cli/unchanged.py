"""The short way of a check: where nothing changed since the last one, its report is written again."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from dataroom.shipped import shipped
from dataroom.state.kept import Kept, write_again
from dataroom.state.method import data_digest, whole_digest
from dataroom.state.session import Session

APART = frozenset(
    {"room", "formats", "out", "state", "fail_on", "fail_on_unread", "full", "no_text", "expect_head", "jobs"}
)
"""Parameters of `check` that change nothing in its JSON report, `run` aside; whatever is added to them tells."""


def given_of(parameters: Mapping[str, object]) -> bytes:
    """Give the digest of all that a check is given beside the room and the day, by the names of its parameters."""
    digest = hashlib.sha256(whole_digest() + data_digest(shipped("rules"), shipped("checklists")))
    for name in sorted(set(parameters) - APART):
        digest.update(f"\0{name}\0".encode())
        digest.update(_told(parameters[name]))
    return digest.digest()


def _told(value: object) -> bytes:
    """Give what a value says, with the content of the file or folder that it may name."""
    if isinstance(value, tuple | list):
        return hashlib.sha256(b"".join(map(_told, value))).digest()
    if value is None or isinstance(value, bool | int | float | dt.date):
        return hashlib.sha256(repr(value).encode()).digest()
    text = str(value)
    digest, place = hashlib.sha256(text.encode("utf-8", "surrogateescape")), Path(text)
    if text and place.is_dir():
        digest.update(b"\0folder" + data_digest(place))
    elif text and place.is_file():
        digest.update(b"\0file" + hashlib.sha256(place.read_bytes()).digest())
    return digest.digest()


def write_unchanged(session: Session, kept: Kept, run: dict[str, object], folder: Path) -> Path | None:
    """Write a kept report with the run of this check; None where what was kept is damaged."""
    place = folder / "report.json"
    text = json.dumps(run, ensure_ascii=False, allow_nan=False)
    return place if write_again(session.folder, session.memory.room, kept, text, place) else None
