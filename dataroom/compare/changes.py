"""The changes between two states of a room; pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from dataroom.compare.snapshot import Item, Requirement, Snapshot
from dataroom.model import Bilingual
from dataroom.verify.pairing import moved, originals, respelled


class Change(StrEnum):
    """What became of a document."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"
    DUPLICATED = "duplicated"
    UNKNOWN = "unknown"
    """On one side it was not read, so nobody can tell."""


class When(StrEnum):
    """Whether a change came on or after the day that was asked about."""

    AFTER = "after"
    """The older state was taken on that day or later."""
    DATED_AFTER = "dated-after"
    """The file bears such a date."""
    DATED_BEFORE = "dated-before"
    """The file bears an earlier date; a date can be set at will, so the change is not set aside."""
    UNKNOWN = "unknown"
    """Between the two states; nothing says when."""
    BEFORE = "before"
    """The newer state was taken before that day."""


@dataclass(frozen=True, slots=True)
class Changed:
    """One document that is not in both states the same.

    `raw` is its path in the newer state, or in the older where it is gone; `other` the path it had before, or of which
    it is a copy. `when` is None where no day was asked about.
    """

    change: Change
    raw: bytes
    other: bytes | None = None
    mtime_ns: int | None = None
    when: When | None = None


@dataclass(frozen=True, slots=True)
class Shift:
    """A requirement that stands elsewhere than before; None where it did not exist."""

    key: str
    title: Bilingual
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that changed, in the order of the paths; `requirements` is None unless both states know of them."""

    old: Snapshot
    new: Snapshot
    same: int
    changes: tuple[Changed, ...]
    requirements: tuple[Shift, ...] | None
    since: dt.date | None = None

    def count(self, change: Change) -> int:
        """Count the documents of which this became."""
        return sum(found.change is change for found in self.changes)


def compare(old: Snapshot, new: Snapshot, since: dt.date | None = None) -> Comparison:
    """Compare two states; with `since`, each change says what is known of its being on or after that day."""
    pairs = _paired(old.items, new.items)
    together = [(before, now, _same(old.items[before], new.items[now])) for before, now in pairs.items()]
    fast = not any(item.sha256 for item in old.items.values()) or not any(i.sha256 for i in new.items.values())
    changes = [
        Changed(Change.UNKNOWN if same is None else Change.CHANGED, now, before if before != now else None)
        for before, now, same in together
        if same is not True
    ]
    changes += _unpaired(old.items, new.items, pairs, fast=fast)
    dated = (replace(found, mtime_ns=_date(new.items, found)) for found in changes)
    if since is not None:
        dated = (replace(found, when=_when(found, old.taken, new.taken, since)) for found in dated)
    return Comparison(
        old=old,
        new=new,
        same=sum(same is True for *_, same in together),
        changes=tuple(sorted(dated, key=lambda found: (found.raw, found.change))),
        requirements=_shifts(old.requirements, new.requirements),
        since=since,
    )


def _paired(old: Mapping[bytes, Item], new: Mapping[bytes, Item]) -> dict[bytes, bytes]:
    pairs = {raw: raw for raw in old if raw in new}
    return pairs | respelled((raw for raw in old if raw not in pairs), (raw for raw in new if raw not in pairs))


def _same(old: Item, new: Item) -> bool | None:
    if old.sha256 and new.sha256:
        return old.sha256 == new.sha256
    if old.blake3 and new.blake3:
        return old.blake3 == new.blake3
    return None


def _unpaired(
    old: Mapping[bytes, Item], new: Mapping[bytes, Item], pairs: Mapping[bytes, bytes], *, fast: bool
) -> Iterator[Changed]:
    def digest(item: Item) -> str:
        return item.blake3 if fast else item.sha256

    arrived = set(pairs.values())
    gone = {raw: digest(item) for raw, item in old.items() if raw not in pairs}
    come = {raw: digest(item) for raw, item in new.items() if raw not in arrived}
    moves = moved(gone, come)
    yield from (Changed(Change.MOVED, place, raw) for raw, place in moves.items())
    yield from (Changed(Change.REMOVED, raw) for raw in gone if raw not in moves)
    places = set(moves.values())
    left = {raw: value for raw, value in come.items() if raw not in places}
    first = originals(left.values(), ((raw, digest(item)) for raw, item in sorted(old.items())))
    for raw, value in left.items():
        copied = first.get(value)
        yield Changed(Change.ADDED if copied is None else Change.DUPLICATED, raw, copied)


def _date(new: Mapping[bytes, Item], found: Changed) -> int | None:
    item = new.get(found.raw)
    return None if item is None or found.change is Change.REMOVED else item.mtime_ns


def _when(found: Changed, old: dt.datetime | None, new: dt.datetime | None, since: dt.date) -> When:
    start = dt.datetime.combine(since, dt.time(), dt.UTC)
    if old is not None and old >= start:
        return When.AFTER
    if new is not None and new < start:
        return When.BEFORE
    # A move or a copy leaves the file's own date as it was.
    if found.mtime_ns is None or found.change in {Change.MOVED, Change.DUPLICATED, Change.UNKNOWN}:
        return When.UNKNOWN
    return When.DATED_AFTER if found.mtime_ns >= start.timestamp() * 10**9 else When.DATED_BEFORE


def _shifts(old: Mapping[str, Requirement] | None, new: Mapping[str, Requirement] | None) -> tuple[Shift, ...] | None:
    if old is None or new is None:
        return None
    found = []
    for key in sorted(old.keys() | new.keys()):
        before, now = old.get(key), new.get(key)
        known = now or before
        if known is not None and (before is None or now is None or before.status != now.status):
            found.append(Shift(key, known.title, _status(before), _status(now)))
    return tuple(found)


def _status(requirement: Requirement | None) -> str | None:
    return None if requirement is None else requirement.status
