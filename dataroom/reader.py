"""One file made into Documents, whole, inside a worker: fingerprint, read, classify, date, attribute.

A container gives one Document for itself and one for each member, under `archive.zip!member`.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from dataroom.clause_rules import load_clauses
from dataroom.describe import Describer, Stages
from dataroom.extract import extract, members
from dataroom.extract.source import Limits, Source
from dataroom.fec_document import may_be_fec, with_entries
from dataroom.fingerprint import fingerprint, read_stable
from dataroom.model import Bilingual, Content, Document, Entry, State
from dataroom.reading import Reading
from dataroom.room import Profile
from dataroom.rules import load_rules
from dataroom.walk import why

_CONTAINERS = ("application/zip", "application/x-tar", "application/gzip", "application/x-7z-compressed")


@dataclass(frozen=True, slots=True)
class Settings:
    """What a worker needs to know; small, and sent to it once."""

    room: Path
    profile: Profile
    as_of: dt.date
    overlay: Path | None = None
    limits: Limits = field(default_factory=Limits)


class Reader:
    """Everything a worker keeps between two files."""

    def __init__(self, settings: Settings) -> None:
        """Load the rules and make them ready."""
        self._settings = settings
        stages = Stages.of(load_rules(settings.overlay), load_clauses(settings.overlay))
        self._describer = Describer(stages, settings.profile, settings.as_of)
        self._ocr_until = 0.0

    def read(self, entry: Entry) -> list[Document]:
        """Give the Documents of one entry, members after their container; never raises for what is in a file."""
        if entry.kind != "file":
            reason = why(entry.reason or entry.kind)
            state = State.UNREADABLE if entry.kind == "folder" else State.UNSUPPORTED
            return [Document(entry.path, entry.size, entry.inexact, state=state, reason=reason)]
        # One file, members included, has one worker's time: its scans share it.
        self._ocr_until = time.monotonic() + self._settings.limits.max_ocr_seconds
        folders = tuple(entry.path.split("/")[:-1])
        name = entry.path.rpartition("/")[2]
        reading = read_stable(
            self._settings.room,
            entry,
            then=lambda stream: list(self._documents(entry.path, folders, Source.of_file(name, stream), 0)),
        )
        if reading.outcome is None or reading.fingerprint is None:
            reason = why(reading.reason or "changed")
            return [Document(entry.path, entry.size, entry.inexact, state=reading.state, reason=reason)]
        first, *inside = reading.outcome
        return [replace(first, raw=entry.inexact, fingerprint=reading.fingerprint), *inside]

    def _documents(self, path: str, folders: tuple[str, ...], source: Source, depth: int) -> Iterator[Document]:
        seconds = max(0.0, self._ocr_until - time.monotonic())
        content = extract(source, replace(self._settings.limits, max_ocr_seconds=seconds))
        yield self._document(path, folders, source, content)
        if not any(fact.name == "members" for fact in content.facts):
            return
        if depth >= self._settings.limits.max_depth:
            yield self._too_deep(path)
            return
        for member in members(source, self._settings.limits):
            inner = f"{path}!{member.name}"
            if member.source is None:
                state = member.state or State.UNREADABLE
                yield Document(inner, 0, state=state, reason=member.reason, inside=True)
                continue
            own = (*folders, source.name, *member.name.split("/")[:-1])
            with member.source.open() as stream:
                digests = fingerprint(stream)
            first, *rest = self._documents(inner, own, member.source, depth + 1)
            yield replace(first, fingerprint=digests, inside=True)
            yield from rest

    def _too_deep(self, path: str) -> Document:
        reason = Bilingual(
            f"archives dans des archives : au-delà de {self._settings.limits.max_depth} niveaux, rien n’a été ouvert",
            f"archives within archives: beyond {self._settings.limits.max_depth} levels nothing was opened",
        )
        return Document(f"{path}!…", 0, state=State.TOO_LARGE, reason=reason, inside=True)

    def _document(self, path: str, folders: tuple[str, ...], source: Source, content: Content) -> Document:
        blank = Document(
            path,
            source.size,
            media_type=content.media_type,
            pages=content.page_count,
            state=content.state,
            reason=content.reason,
        )
        facts = {fact.name for fact in content.facts}
        if content.media_type in _CONTAINERS or "system-file" in facts:
            return blank
        reading = Reading.of(source.name, folders, content)
        described = self._describer.describe(blank, reading)
        return with_entries(described, source.open, content) if may_be_fec(content) else described


_reader: Reader | None = None


def open_reader(settings: Settings) -> None:
    """Make this process a worker."""
    global _reader  # noqa: PLW0603 - a worker is one process with one reader
    _reader = Reader(settings)


def read_entry(entry: Entry) -> list[Document]:
    """Read one entry in a worker made by `open_reader`."""
    if _reader is None:
        raise RuntimeError("open_reader must come first")
    return _reader.read(entry)
