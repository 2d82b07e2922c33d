"""One file made into Documents, whole, inside a worker: fingerprint, read, classify, date, attribute.

A container gives one Document for itself and one for each member, under `archive.zip!member`.
"""

from __future__ import annotations

import datetime as dt
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from dataroom import losses
from dataroom.asides import Aside, Ending, Part, Retold, is_known
from dataroom.clause_rules import load_clauses
from dataroom.describe import Describer, Stages
from dataroom.errand import Errand, Mark
from dataroom.extract import extract, members
from dataroom.extract.source import Limits, Source
from dataroom.extract.zips import HARMLESS
from dataroom.fec_document import may_be_fec, with_entries
from dataroom.fingerprint import fingerprint, read_stable
from dataroom.model import Bilingual, Content, Document, Entry, State
from dataroom.reading import Reading
from dataroom.rules import load_rules
from dataroom.settings import Item, Settings, unopened
from dataroom.state.readings import part_of, squeezed_part
from dataroom.traced import Bounds, TracedDay
from dataroom.walk import why
from dataroom.worker import Tell

_CONTAINERS = (
    "application/zip", "application/x-tar", "application/gzip", "application/x-7z-compressed", "application/mbox",
    "application/x-bzip2", "application/x-xz", "application/pkcs7-mime",
)  # fmt: skip
_MIB = 1 << 20
_PATIENCE = 4.0
"""How many times its time an archive may take while it waits for a processor or a disk."""


def _stages(overlay: Path | None) -> Stages:
    loaded = sys.modules.get("dataroom.preloaded") if overlay is None else None
    ready: Stages | None = loaded.STAGES if loaded is not None else None
    return ready or Stages.of(load_rules(overlay), load_clauses(overlay))


class Reader:
    """Everything a worker keeps between two files."""

    def __init__(self, settings: Settings) -> None:
        """Load the rules and make them ready."""
        self._settings = settings
        stages = _stages(settings.overlay)
        self._bounds = Bounds()
        day = TracedDay.of(settings.as_of, self._bounds) if settings.remember else settings.as_of
        self._describer = Describer(stages, settings.profile, day)
        self._pulse: Callable[[], None] | None = None

    def read(self, task: Entry | Errand | Retold, tell: Tell) -> list[Item]:
        """Give the Document of one entry, having told those of its members; never raises for what is in a file."""
        if isinstance(task, Retold):
            return list(self._retell(task))
        errand = task if isinstance(task, Errand) else Errand(task)
        self._pulse = tell.alive
        limits = replace(self._settings.limits, alive=tell.alive)
        entry = errand.entry
        began = time.time_ns()
        if entry.kind != "file":
            return [unopened(entry)]
        if self._settings.known:
            seen = read_stable(self._settings.room, entry, pulse=tell.alive)
            if seen.fingerprint and seen.stamp and is_known(self._settings.known, seen.fingerprint):
                return [Ending(seen.fingerprint, seen.stamp, began, known=True)]
        reading = read_stable(
            self._settings.room,
            entry,
            then=lambda stream: _Pass(limits, self._told, errand, tell, stream).read(),
            pulse=tell.alive,
        )
        if reading.outcome is None or reading.fingerprint is None or reading.stamp is None:
            tell([], Mark((), (), 0.0), restart=True)
            reason = why(reading.reason or "changed")
            return [Document(entry.path, entry.size, entry.inexact, state=reading.state, reason=reason)]
        document, asides = reading.outcome
        whole = replace(document, raw=entry.inexact, fingerprint=reading.fingerprint)
        ending = [Ending(reading.fingerprint, reading.stamp, began)] if self._settings.remember else []
        return [whole, *asides, *ending]

    def _retell(self, task: Retold) -> Iterator[Item]:
        for squeezed in task.parts:
            part = part_of(squeezed)
            document = part.placed(task.entry, task.fingerprint)
            self._bounds.widen()
            if part.content is not None:
                name, folders = part.place_in(task.entry)
                document = self._describer.describe(document, Reading.of(name, folders, part.content))
            yield document
            yield Aside(self._bounds.since, self._bounds.until)

    def _document(self, folders: tuple[str, ...], source: Source, content: Content, blank: Document) -> Document:
        facts = {fact.name for fact in content.facts}
        if content.media_type in _CONTAINERS or "system-file" in facts:
            return blank
        described = self._describer.describe(blank, Reading.of(source.name, folders, content))
        return with_entries(described, source.open, content, self._pulse) if may_be_fec(content) else described

    def _told(
        self, entry: Entry, folders: tuple[str, ...], source: Source, content: Content, blank: Document
    ) -> tuple[Document, list[Aside]]:
        """Give what is made of a blank document; beside it, where somebody remembers, its words and for how long."""
        whole = replace(
            blank,
            size=source.size,
            media_type=content.media_type,
            pages=content.page_count,
            state=content.state,
            reason=content.reason,
        )
        self._bounds.widen()
        document = self._document(folders, source, content, whole)
        if not self._settings.remember or _is_passing(content, document):
            return document, []
        part = None
        # The figures of accounting entries come from the file itself.
        if self._settings.words and not may_be_fec(content):
            below = folders[entry.path.count("/") + 1 :]
            kept = None if document is whole else content
            part = squeezed_part(Part(replace(whole, path=whole.path[len(entry.path) :]), source.name, below, kept))
        return document, [Aside(self._bounds.since, self._bounds.until, part)]


_Describe = Callable[[Entry, tuple[str, ...], Source, Content, Document], tuple[Document, list[Aside]]]


def _is_passing(content: Content, document: Document) -> bool:
    """Tell whether time ran out over a document, so that another reading may give more."""
    if any(fact.name == "ocr-unread" and fact.value == "time" for fact in content.facts):
        return True
    return may_be_fec(content) and "fec" not in document.figures


def _without_words(document: Document, entry: Entry) -> list[Item]:
    """Give a member of which nothing was read, to be remembered as such."""
    part = squeezed_part(Part(replace(document, path=document.path[len(entry.path) :])))
    return [document, Aside(dt.date.min, dt.date.max, part)]


class _Pass:
    """One reading of one file: goes through its documents in their order, and tells each with its place."""

    def __init__(self, limits: Limits, told: _Describe, errand: Errand, tell: Tell, stream: BinaryIO) -> None:
        self._limits, self._told, self._tell = limits, told, tell
        self._entry = errand.entry
        self._source = Source.of_file(errand.entry.path.rpartition("/")[2], stream)
        found = os.fstat(stream.fileno())
        self._stamp = (found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)
        # What an earlier reading told of another content is worth nothing.
        known = errand.done is not None and errand.done.stamp == self._stamp
        self._errand = errand if known else Errand(errand.entry)
        self._done = errand.done.position if known and errand.done is not None else None
        self._opened = self._errand.done is not None and self._errand.done.opened
        self._blame = self._errand.blame
        self._began, self._busy = time.monotonic(), _processor_seconds()
        self._taken = 0
        self._spent = self._errand.done.spent if self._errand.done is not None else 0.0
        self._most = _seconds_for(self._source.size)
        self._recognition = self._most / 2

    def read(self) -> tuple[Document, list[Aside]]:
        """Give the document of the file itself and what is said beside it, having told those inside it."""
        path = self._entry.path
        content = self._extract(self._source)
        folders = tuple(path.split("/")[:-1])
        answer = self._told(self._entry, folders, self._source, content, Document(path, self._source.size))
        if _has_members(content):
            if self._done is None:
                self._say([], (), restart=True, opened=True)
            self._inside(path, folders, self._source, ())
        return answer

    def _inside(self, path: str, folders: tuple[str, ...], source: Source, place: tuple[int, ...]) -> None:
        if len(place) >= self._limits.max_depth:
            self._give_up(path, place, State.TOO_LARGE, losses.too_deep(self._limits.max_depth))
            return
        if self._errand.closed == place:
            self._give_up(path, place, State.TIMEOUT, losses.REST)
            return
        for number, member in enumerate(members(source, self._limits_at(place))):
            here = (*place, number)
            inner = f"{path}!{member.name}"
            own = (*folders, source.name, *member.name.split("/")[:-1])
            if self._is_done(here):
                if self._leads_on(here) and member.source is not None:
                    self._inside(inner, own, member.source, here)
            elif self._seconds() > self._most:
                self._give_up(path, here, State.TIMEOUT, losses.REST)
                return
            elif self._taken > max(HARMLESS, self._limits.max_ratio * self._source.size):
                self._give_up(path, here, State.TOO_LARGE, losses.NESTED)
                return
            elif self._blame is not None:
                self._lost(inner, here)
            elif member.source is None:
                state = member.state or State.UNREADABLE
                unread = Document(inner, 0, state=state, reason=member.reason, inside=True)
                self._say(_without_words(unread, self._entry), here)
            else:
                self._member(inner, own, member.source, here)

    def _member(self, path: str, folders: tuple[str, ...], source: Source, place: tuple[int, ...]) -> None:
        if len(place) > 1:
            # What lies directly in the file is bounded by the limits on one container.
            self._taken += source.size
        with source.open() as stream:
            digests = fingerprint(stream, pulse=self._tell.alive)
        content = self._extract(source)
        blank = Document(path, source.size, fingerprint=digests, inside=True)
        document, asides = self._told(self._entry, folders, source, content, blank)
        opened = _has_members(content)
        self._say([document, *asides], place, opened=opened)
        if opened:
            self._inside(path, folders, source, place)

    def _lost(self, path: str, place: tuple[int, ...]) -> None:
        kind, self._blame = self._blame, None
        if kind is not None:
            state, reason = losses.STATES[kind], losses.REASONS[kind]
            self._say([Document(path, 0, state=state, reason=reason, inside=True)], place)

    def _give_up(self, path: str, place: tuple[int, ...], state: State, reason: Bilingual) -> None:
        self._blame = None
        rest = Document(f"{path}!…", 0, state=state, reason=reason, inside=True)
        self._say([rest] if state is State.TIMEOUT else _without_words(rest, self._entry), place)

    def _say(
        self, documents: Sequence[Item], place: tuple[int, ...], *, restart: bool = False, opened: bool = False
    ) -> None:
        self._tell(list(documents), Mark(place, self._stamp, self._seconds(), opened), restart=restart)

    def _seconds(self) -> float:
        # Of the processor first of all: on a busy machine as much is read as on a quiet one.
        passed = (time.monotonic() - self._began) / _PATIENCE
        return self._spent + max(_processor_seconds() - self._busy, passed)

    def _extract(self, source: Source) -> Content:
        # Scans share what time the whole file has for recognition, so that many of them do not cost the rest its own.
        seconds = max(0.0, min(self._limits.max_ocr_seconds, self._recognition))
        began = time.monotonic()
        content = extract(source, replace(self._limits, max_ocr_seconds=seconds))
        if any(fact.name == "ocr-engine" for fact in content.facts):
            self._recognition -= time.monotonic() - began
        return content

    def _limits_at(self, place: tuple[int, ...]) -> Limits:
        """Have the members passed over that are done, and the one to blame where it is known to be the next."""
        if self._done is None or self._done[: len(place)] != place:
            return self._limits
        blamed = self._blame is not None
        if len(self._done) == len(place):
            return replace(self._limits, passed_over=int(blamed))
        number = self._done[len(place)]
        last = len(self._done) == len(place) + 1 and not self._opened
        return replace(self._limits, passed_over=number + 1 + blamed if last else number)

    def _is_done(self, place: tuple[int, ...]) -> bool:
        return self._done is not None and place <= self._done

    def _leads_on(self, place: tuple[int, ...]) -> bool:
        if self._done is None or self._done[: len(place)] != place:
            return False
        return len(place) < len(self._done) or self._opened


def _processor_seconds() -> float:
    """Give what this process and those that it waited for have taken of the processor."""
    taken = os.times()
    return taken.user + taken.system + taken.children_user + taken.children_system


def _seconds_for(size: int) -> float:
    """Give what a healthy archive of that size takes at most on a slow machine; what is lost is not counted."""
    return 0.75 * losses.TIMEOUT + min(2 * losses.TIMEOUT, 4 * size / _MIB) + size / (2 * _MIB)


def _has_members(content: Content) -> bool:
    return any(fact.name == "members" for fact in content.facts)
