"""What the readers of a room are told once, and what they give for each of its entries."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path

from dataroom.asides import Aside, Body, Ending
from dataroom.extract.source import Limits
from dataroom.model import Document, Entry, State
from dataroom.room import Profile
from dataroom.walk import why

Item = Document | Aside | Ending | Body


@dataclass(frozen=True, slots=True)
class Settings:
    """What a worker needs to know; small, and sent to it once."""

    room: Path
    profile: Profile
    as_of: dt.date
    overlay: Path | None = None
    limits: Limits = field(default_factory=Limits)
    remember: bool = False
    """Whether somebody remembers: then asides are told beside the documents."""
    words: bool = True
    """Whether the words are among them."""
    known: bytes = b""
    """The contents whose words are remembered, for `is_known`: of these, only the bytes are read."""


def unopened(entry: Entry) -> Document:
    """Give the document of something that is no file."""
    state = State.UNREADABLE if entry.kind == "folder" else State.UNSUPPORTED
    return Document(entry.path, entry.size, entry.inexact, state=state, reason=why(entry.reason or entry.kind))
