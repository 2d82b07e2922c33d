"""What is remembered of one room, open for one check: what need not be read again, and what this check adds.

Nothing here is trusted for what it says of the room: what is damaged, written by a newer version or dated in the
future is set aside or passed over with a notice, and the room is read.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from dataroom.asides import Ending, Retold, Told
from dataroom.model import Bilingual, Document, Entry, Fingerprint
from dataroom.state import readings, seen
from dataroom.state.database import READ_ONLY, Database, as_fault, is_machine_fault, transaction
from dataroom.state.kept import TreeDigest
from dataroom.state.method import Method
from dataroom.state.packing import Damaged
from dataroom.state.readings import Result, Setting, iso
from dataroom.state.seen import NO_KEY, SUITE, Seen
from dataroom.traced import Bounds, TracedDay

T = TypeVar("T")

_BATCH = 128
"""Files after which what was read is written down: a run that is killed loses no more."""
_NIGHTS = 7
_BUSY = Bilingual(
    "Mémoire occupée par un autre contrôle : celui-ci n’a pas tout retenu.",
    "The state was in use by another run: this check did not remember everything.",
)


@dataclass(slots=True)
class Counts:
    """How much was done; `remembered` counts the entries of which nothing was done at all."""

    entries: int = 0
    remembered: int = 0
    described: int = 0
    digested: int = 0
    read: int = 0


@dataclass(frozen=True, slots=True)
class Planned:
    """An entry with its documents where they are remembered, else with the task that makes them."""

    entry: Entry
    documents: tuple[Document, ...] | None = None
    body: bytes | None = None
    """The documents as they were kept."""
    task: Entry | Retold | None = None


@dataclass(frozen=True, slots=True)
class Trust:
    """How much of what is remembered is believed: nothing with `full`; a seventh is read again on a `night`."""

    full: bool = False
    night: int | None = None
    words: bool = True
    """Whether the words of documents are kept."""


@dataclass(slots=True)
class Memory:
    """The state of one room, from the beginning of a check to its end; `now` in seconds of the clock."""

    database: Database
    room: Path
    now: int
    method: Method
    trust: Trust = Trust()
    counts: Counts = field(default_factory=Counts)
    alarms: list[str] = field(default_factory=list)
    """Paths of files whose content changed while size, times and inode stayed the same."""
    first: bool = False
    """Whether the room was never checked before: that everything is new to it need not be noted."""
    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    gone: list[Seen] = field(default_factory=list)
    _room: int = 0
    _rows: dict[bytes, Seen] = field(default_factory=dict)
    """What is known of the files that are being read now."""
    _new_rows: list[Seen] = field(default_factory=list)
    _new_results: list[Result] = field(default_factory=list)
    _new_words: list[tuple[bytes, str, tuple[bytes, ...]]] = field(default_factory=list)
    unsettled: int = 0
    """Entries that will have to be looked at again next time, whatever the listing says."""
    tree: TreeDigest = field(default_factory=TreeDigest)
    _judged: Bounds = field(default_factory=Bounds)
    """The days on which the room would be judged just so."""
    _since: str = str(dt.date.min)
    _until: str = str(dt.date.max)
    """The days on which all documents would be described just so."""
    _pending: int = 0
    _setting: Setting | None = None
    _closed: list[bytes] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Find the room, or give it a place."""
        with self._guarded() as connection:
            if connection is not None:
                self._room = _room_of(connection, self.room)

    @property
    def notices(self) -> list[Bilingual]:
        """What could not be remembered or believed, for people."""
        return self.database.notices

    @property
    def number(self) -> int:
        """The number of the room in the state."""
        return self._room

    @property
    def disk(self) -> Path | None:
        """The folder of the state, where it can be written."""
        return self.database.path.parent if self.database.connection is not None else None

    @property
    def knows_the_room(self) -> bool:
        """Whether anything is remembered of the room."""
        return bool(self.ask(lambda c: seen.is_known(c, self._room)))

    def opened_with(self, passwords: tuple[str, ...]) -> bytes:
        """Say which passwords are tried, since they make other readings; gives the digest of the whole method."""
        if passwords:
            tried = repr(passwords).encode()
            self.method = Method(*(hashlib.sha256(digest + tried).digest() for digest in self.method))
        return self.method.describing

    def traced(self, day: dt.date) -> dt.date:
        """Give a day that takes note of what it is compared with while the room is judged, for `bounds`."""
        self._judged.widen()
        return TracedDay.of(day, self._judged)

    @property
    def bounds(self) -> tuple[str, str]:
        """The first and the last day on which this check would say the same of these files, but for the day itself.

        Asked once the report is written: also what is written of the day is noted.
        """
        return max(self._since, iso(self._judged.since)), min(self._until, iso(self._judged.until))

    def known_contents(self) -> bytes:
        """Give which contents need not be read for their words, for `is_known` in a worker."""
        with self._guarded() as connection:
            if connection is not None:
                return readings.known_contents(connection, self.method.reading, self._only_of())
        return b""

    def plan(self, entries: Iterable[Entry], setting: Setting) -> Iterator[Planned]:
        """Give each entry with what is remembered of it, or what is to be done for it, in their order."""
        self._setting, self.counts.remembered, self.counts.entries = setting, 0, 0
        self.gone, self._closed, self.unsettled, self.tree = [], [], 0, TreeDigest()
        if setting.slot == 0:
            self._since, self._until = str(dt.date.min), str(dt.date.max)
        kept = _Beside(self._scan(lambda c: readings.results(c, self._room, setting.slot)))
        for entry, row in seen.beside(self.tree.watch(entries), self._scan(lambda c: seen.rows(c, self._room))):
            if entry is None:
                if row is not None and row.gone_at is None:
                    self.gone.append(row)
                continue
            self.counts.entries += 1
            if entry.kind == "folder":
                self._closed.append(entry.raw)
                self.unsettled += 1
            yield self._planned(entry, row, kept.at(entry.raw))

    def again(self, entry: Entry, ending: Ending) -> Planned:
        """Give what is to be done for an entry whose words turned out to be remembered."""
        found = None
        with self._guarded() as connection:
            if connection is not None and self._setting is not None:
                kept = readings.result_at(connection, self._room, self._setting.slot, entry.raw)
                found = self._reused(entry, ending.fingerprint, None if self.trust.full else kept)
        if found is None:
            return Planned(entry, task=entry)
        self.counts.digested += 1
        self._settle(entry, self._row(entry, ending))
        return found

    def take(self, entry: Entry, told: Told) -> None:
        """Remember what was read of an entry."""
        if told.ending is not None:
            self.counts.digested += 1
            self.counts.read += 1
            self._take_words(entry, told, told.ending.fingerprint)
            self._take_result(entry, told, told.ending.fingerprint)
        self.unsettled += not _is_whole(told)
        self._settle(entry, self._row(entry, told.ending))

    def take_retold(self, task: Retold, told: Told) -> None:
        """Remember what was made anew of remembered words."""
        self.counts.described += 1
        self.unsettled += not _is_whole(told)
        self._take_result(task.entry, told, task.fingerprint)
        self._pending += 1
        self._flush_if_many()

    def flush(self) -> None:
        """Write down what was taken so far."""
        if self._setting is None:
            return
        with self._guarded() as connection:
            if connection is not None:
                with transaction(connection):
                    seen.write(connection, self._room, self._new_rows)
                    readings.write_results(connection, self._room, self._setting.slot, self._new_results)
                    for blake3, form, parts in self._new_words:
                        readings.write_words(connection, blake3, form, self.method.reading, self.now, parts)
        self._pending = 0
        for taken in (self._new_rows, self._new_results, self._new_words):
            taken.clear()

    def forget_gone(self) -> list[Seen]:
        """Note which files are no longer there, those in folders that could not be read aside; gives them."""
        self.gone = [row for row in self.gone if not row.raw.startswith(tuple(self._closed))]
        with self._guarded() as connection:
            if connection is not None and self.gone:
                with transaction(connection):
                    seen.write(connection, self._room, (replace(row, gone_at=self.now) for row in self.gone))
                    readings.drop_results(connection, self._room, (row.raw for row in self.gone))
        return self.gone

    def write(self, work: Callable[[sqlite3.Connection], object]) -> None:
        """Do some writing of one's own, wholly or not at all; nothing where nothing can be remembered."""
        with self._guarded() as connection:
            if connection is not None:
                with transaction(connection):
                    work(connection)

    def ask(self, question: Callable[[sqlite3.Connection], T]) -> T | None:
        """Ask something of the state; None where nothing is remembered."""
        with self._guarded() as connection:
            if connection is not None:
                return question(connection)
        return None

    def close(self) -> None:
        """Let go of the state."""
        self.database.close()

    def _planned(self, entry: Entry, row: Seen | None, result: Result | None) -> Planned:
        if row is not None and row.is_same(entry) and not self._distrusts(row) and not self._is_due(row):
            found = self._reused(entry, row.fingerprint, None if self.trust.full else result)
            if found is not None:
                self.counts.remembered += found.documents is not None
                if row.gone_at is not None:
                    self._note_added(entry)
                    self._add_row(replace(row, gone_at=None))
                return found
        if row is None or row.gone_at is not None:
            self._note_added(entry)
        if entry.kind != "file":
            if row is None or row.gone_at is not None:
                self._add_row(replace(row or _blank(entry, self.now), gone_at=None))
            return Planned(entry)
        if row is not None:
            self._rows[entry.raw] = row
        return Planned(entry, task=entry)

    def _reused(self, entry: Entry, fingerprint: Fingerprint, result: Result | None) -> Planned | None:
        setting, blake3 = self._setting, bytes.fromhex(fingerprint.blake3)
        if setting is not None and result is not None and result.holds(setting, blake3):
            documents = result.documents()
            if documents is not None:
                self._narrow(result)
                return Planned(entry, documents, result.packed)
        parts = self._words(entry, blake3)
        return Planned(entry, task=Retold(entry, fingerprint, parts)) if parts else None

    def _words(self, entry: Entry, blake3: bytes) -> tuple[bytes, ...]:
        name = entry.path.rpartition("/")[2]
        with self._guarded() as connection:
            if connection is not None:
                forms = (readings.form_of(name), name)
                return readings.words(connection, blake3, forms, self.method.reading, self._only_of())
        return ()

    def _take_result(self, entry: Entry, told: Told, fingerprint: Fingerprint) -> None:
        if self._setting is not None and _is_whole(told):
            blake3 = bytes.fromhex(fingerprint.blake3)
            self._new_results.append(readings.result_of(entry.raw, told.body, told.asides, self._setting, blake3))

    def _narrow(self, result: Result) -> None:
        self._since, self._until = max(self._since, result.since), min(self._until, result.until)

    def _take_words(self, entry: Entry, told: Told, fingerprint: Fingerprint) -> None:
        parts = tuple(aside.part for aside in told.asides if aside.part is not None)
        if not self.trust.words or not _is_whole(told) or len(parts) != len(told.documents):
            return
        name = entry.path.rpartition("/")[2]
        with suppress(Damaged):
            itself = readings.names_itself(parts, name)
            form = name if itself else readings.form_of(name)
            self._new_words.append((bytes.fromhex(fingerprint.blake3), form, parts))

    def _settle(self, entry: Entry, row: Seen) -> None:
        self.unsettled += not row.is_same(entry)
        self._add_row(row)

    def _add_row(self, row: Seen) -> None:
        self._rows.pop(row.raw, None)
        self._new_rows.append(row)
        self._pending += 1
        self._flush_if_many()

    def _flush_if_many(self) -> None:
        if self._pending >= _BATCH:
            self.flush()

    def _row(self, entry: Entry, ending: Ending | None) -> Seen:
        """Give what is now known of a file; tells of a content that changed under an unchanged key."""
        before = self._rows.get(entry.raw) or _blank(entry, self.now)
        if ending is None:
            return replace(before, size=NO_KEY, gone_at=None)
        blake3, stamp = bytes.fromhex(ending.fingerprint.blake3), ending.stamp
        other = before.blake3 is not None and before.blake3 != blake3
        if other and before.gone_at is None:
            self._note(entry, before, ending)
        settled = seen.is_settled(stamp, ending.began_ns)
        return Seen(
            entry.raw, stamp.size if settled else NO_KEY, stamp.mtime_ns, stamp.ctime_ns, stamp.inode, SUITE,
            blake3, bytes.fromhex(ending.fingerprint.sha256), self.now, before.first_at,
            self.now if other else before.changed_at,
        )  # fmt: skip

    def _note_added(self, entry: Entry) -> None:
        if not self.first:
            self.added.append(entry.path)

    def _note(self, entry: Entry, before: Seen, ending: Ending) -> None:
        stamp = ending.stamp
        found = replace(entry, size=stamp.size, mtime_ns=stamp.mtime_ns, ctime_ns=stamp.ctime_ns, inode=stamp.inode)
        told = self.alarms if before.is_same(found) else self.changed
        if entry.path not in told:
            told.append(entry.path)

    def _distrusts(self, row: Seen) -> bool:
        # What this very check has read may be believed by its second round.
        return self.trust.full and row.read_at != self.now

    def _is_due(self, row: Seen) -> bool:
        night, first = self.trust.night, self._setting is None or self._setting.slot == 0
        return night is not None and first and zlib.crc32(row.raw) % _NIGHTS == night % _NIGHTS

    def _only_of(self) -> int | None:
        return self.now if self.trust.full else None

    def _scan(self, ask: Callable[[sqlite3.Connection], Iterator[T]]) -> Iterator[T]:
        with self._guarded() as connection:
            if connection is not None:
                yield from ask(connection)

    @contextmanager
    def _guarded(self) -> Iterator[sqlite3.Connection | None]:
        """Lend the connection; what is wrong with the file ends its use, what is wrong with the disk the run."""
        try:
            yield self.database.connection
        except sqlite3.Error as error:
            if is_machine_fault(error):
                raise as_fault(error, self.database.path) from error
            self._give_up(error)

    def _give_up(self, error: sqlite3.Error) -> None:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN}:
            self.database.close()
            self.notices.append(READ_ONLY if code == sqlite3.SQLITE_READONLY else _BUSY)
            return
        self.database.set_aside()
        if self.database.connection is not None:
            self._room = _room_of(self.database.connection, self.room)


def _is_whole(told: Told) -> bool:
    """Tell whether all that was told holds as long as the file does."""
    return len(told.asides) == len(told.documents) and readings.is_lasting(told.documents)


class _Beside:
    """Results in the order of the paths, asked for in the same order."""

    def __init__(self, results: Iterator[Result]) -> None:
        self._results = results
        self._next = next(results, None)

    def at(self, raw: bytes) -> Result | None:
        while self._next is not None and self._next.raw < raw:
            self._next = next(self._results, None)
        return self._next if self._next is not None and self._next.raw == raw else None


def _room_of(connection: sqlite3.Connection, room: Path) -> int:
    place = os.fsencode(room)
    with transaction(connection):
        connection.execute("INSERT OR IGNORE INTO rooms (place) VALUES (?)", (place,))
        row = connection.execute("SELECT id FROM rooms WHERE place = ?", (place,)).fetchone()
    return int(row[0])


def _blank(entry: Entry, now: int) -> Seen:
    return Seen(entry.raw, NO_KEY, 0, 0, 0, SUITE, None, None, None, now)
