"""Every document of a room: what is remembered of it, and the rest read by workers; in the order of the walk."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from dataroom.asides import Ending, Retold
from dataroom.catalogue import Catalogue
from dataroom.errors import NothingToCheck
from dataroom.isolation import Locks
from dataroom.model import Document, Entry
from dataroom.read import Task, read
from dataroom.reader import Settings, unopened
from dataroom.spool import Spool
from dataroom.state.memory import Memory, Planned
from dataroom.state.packing import packed
from dataroom.state.readings import Setting
from dataroom.walk import ensure_same, identity, walk

Progress = Callable[[int, str], None]


def gather(
    settings: Settings, jobs: int | None, memory: Memory | None, setting: Setting, progress: Progress | None
) -> tuple[Catalogue, list[Locks]]:
    """Give the documents of a room, and the locks that each worker was under.

    Raises NothingToCheck for a room without files, RoomGone when the room goes away.
    """
    there = identity(settings.room)
    work = _Gathering(settings, jobs, memory, progress)
    work.run(walk(settings.room), setting)
    # The walk is over long before the last file is read: what went away meanwhile must not look like damaged files.
    ensure_same(settings.room, there)
    work.found.finish()
    if not len(work.found):
        raise NothingToCheck(f"{settings.room}: nothing to check, the room holds no file")
    return work.found, work.locks


def setting_of(settings: Settings, rules: str, method: bytes, slot: int) -> Setting:
    """Give under what the room is described: `rules` is their digest, `method` that of the program."""
    profile = settings.profile.model_dump_json(exclude={"waivers", "decisions"})
    parts = (method, rules.encode(), profile.encode(), repr(settings.limits).encode())
    whole = hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts))
    return Setting(whole.digest(), settings.as_of, slot)


class _Gathering:
    """The documents of the entries that were walked so far; the places of those being read are still empty."""

    def __init__(self, settings: Settings, jobs: int | None, memory: Memory | None, progress: Progress | None) -> None:
        self._settings, self._jobs, self._memory, self._progress = settings, jobs, memory, progress
        self.found = Catalogue(memory.disk if memory is not None else None)
        self.locks: list[Locks] = []
        self._places: dict[bytes, int] = {}
        self._done = 0

    def run(self, entries: Iterable[Entry], setting: Setting) -> None:
        """Read what is not remembered; a file whose words turn out to be known under another name comes last."""
        if self._memory is None:
            self._read(self._tasks(Planned(entry, task=entry) for entry in entries), self._settings)
            return
        words = self._memory.trust.words
        known = self._memory.known_contents()
        asked = replace(self._settings, remember=True, words=words, known=known)
        later = self._read(self._tasks(self._memory.plan(entries, setting)), asked)
        # Asked of the state one by one, so that few of their words are held at once.
        again = (self._memory.again(*one) for one in later)
        self._read(self._tasks(again), replace(asked, known=b""))
        self._memory.flush()

    def _tasks(self, planned: Iterable[Planned]) -> Iterator[Task]:
        for item in planned:
            if item.entry.raw not in self._places:
                self._places[item.entry.raw] = self.found.add_place()
            if item.entry.kind != "file":
                self._put(item.entry, (unopened(item.entry),))
            elif item.task is not None:
                yield item.task
            elif item.documents is not None:
                self._put(item.entry, item.documents, item.body)

    def _read(self, tasks: Iterable[Task], settings: Settings) -> Iterable[tuple[Entry, Ending]]:
        # On the disk: of a room that was copied or restored these are all files.
        later = Spool[tuple[Entry, Ending]](self._memory.disk if self._memory is not None else None)
        for task, told in read(tasks, settings, self._jobs, self.locks.append):
            entry = task.entry if isinstance(task, Retold) else task
            if told.ending is not None and told.ending.known:
                later.add((entry, told.ending))
                continue
            if self._memory is not None and isinstance(task, Retold):
                self._memory.take_retold(task, told)
            elif self._memory is not None:
                self._memory.take(entry, told)
            self._put(entry, told.documents, told.body)
        return later

    def _put(self, entry: Entry, documents: tuple[Document, ...], body: bytes | None = None) -> None:
        self.found.put(self._places.pop(entry.raw), documents, body or packed(Document, documents))
        self._done += 1
        if self._progress is not None:
            self._progress(self._done, entry.path)
