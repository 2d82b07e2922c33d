"""A room counted against a list: both in the order of the path bytes, so that neither has to be held whole."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby, islice
from pathlib import Path
from types import MappingProxyType

from dataroom.verify.bookmark import Bookmark
from dataroom.verify.hashing import Answer, Group, Task, hash_files
from dataroom.verify.listing import Listed, Page, as_page, one_by_one
from dataroom.verify.outcome import Difference, Kind, Tally
from dataroom.verify.pairing import moved, originals, respelled
from dataroom.verify.tree import Aside, Run, runs
from dataroom.walk import ensure_same, identity

_FIRST, _TASK = 16, 512
_NONE: Mapping[bytes, str] = MappingProxyType({})
UNSEALED = "unsealed"
"""The reason of a document that could not be read when the list was made: nothing is known of it."""
ITSELF = "itself"
"""The reason of a list that lies in the room which it lists, and cannot list itself."""
_BESIDES = frozenset({UNSEALED, ITSELF})

Listing = Callable[[], Iterator[Page]]
"""Reads a list from its beginning, in the order of the path bytes."""


def tally(
    listing: Listing,
    room: Path,
    algorithm: str = "sha256",
    known: Mapping[bytes, str] = _NONE,
    jobs: int | None = None,
) -> Tally:
    """Count the files of `room` against a list that gives their digests.

    `known` is what may be there besides: links, pipes and the like by their kind (`link`, …), what could not be read
    by `UNSEALED`, the list by `ITSELF`. `jobs` counts the processes that read, as in `engine.run`.

    Raises UsageError where there is no room, RoomGone where it goes away, and what `listing` raises.
    """
    there = identity(room)
    join = _Join(room, algorithm, jobs)
    join.read_listed(listing())
    join.read_respelled()
    join.read_unlisted(known)
    # The names were gathered long before the last file was read: a mount that died meanwhile is no difference.
    ensure_same(room, there)
    join.set_aside(known)
    return join.settled(listing)


class _Join:
    """One count under way: what was listed, what was seen, and what has no partner yet."""

    def __init__(self, room: Path, algorithm: str, jobs: int | None) -> None:
        self._room, self._algorithm, self._jobs = room, algorithm, jobs
        self._paired = self._seen = self._respelled = self._explained = 0
        self._left: dict[bytes, str] = {}  # listed, and not in its place
        self._extra: list[bytes] = []  # in the room, and not listed
        self._asides: list[Aside] = []
        self._changed: dict[bytes, str] = {}  # what each listed one that differs holds now
        self._come: dict[bytes, str] = {}  # what each that is not listed holds
        self._unread: list[Difference] = []

    def read_listed(self, listed: Iterator[Page]) -> None:
        """Read what lies where the list says."""
        for raw, answer in self._hash(self._tasks(Bookmark(listed), runs(self._room))):
            self._note(raw, answer)

    def read_respelled(self) -> None:
        """Read what lies there under another spelling of the same name: copies by way of a Mac are such."""
        listed_as = {new: old for old, new in respelled(self._left, self._extra).items()}
        pairs = [(new, self._left.pop(listed_as[new])) for new in self._extra if new in listed_as]
        self._extra = [raw for raw in self._extra if raw not in listed_as]
        self._respelled, self._paired = len(pairs), self._paired + len(pairs)
        for raw, answer in self._hash(_grouped(pairs)):
            self._note(listed_as[raw], answer)

    def read_unlisted(self, known: Mapping[bytes, str]) -> None:
        """Read what nobody listed, since it may have come from elsewhere in the room."""
        for raw in self._extra:
            if known.get(raw) == UNSEALED:
                self._unread.append(Difference(Kind.UNREADABLE, raw, reason=UNSEALED, listed=False))
            elif known.get(raw) == ITSELF:
                self._seen, self._explained = self._seen - 1, self._explained + 1
        new = ((raw, "") for raw in self._extra if known.get(raw) not in _BESIDES)
        for raw, answer in self._hash(_grouped(new)):
            if answer.digest:
                self._come[raw] = answer.digest
            else:
                self._unread.append(Difference(Kind.UNREADABLE, raw, reason=answer.reason, listed=False))

    def set_aside(self, known: Mapping[bytes, str]) -> None:
        """Account for what is no file, and for what is listed below folders that stayed closed."""
        gone = {raw: kind for raw, kind in known.items() if kind not in _BESIDES}
        paths = sorted(self._left) if self._asides else []
        for aside in self._asides:
            hidden = list(_under(aside.raw, paths))
            for raw in hidden:
                if self._left.pop(raw, None) is not None:
                    self._unread.append(Difference(Kind.UNREADABLE, raw, reason=aside.reason, seen=False))
            if gone.get(aside.raw) == aside.reason and not hidden:
                del gone[aside.raw]
                self._explained += 1
            elif not hidden or aside.raw.endswith(b"/"):
                self._unread.append(
                    Difference(Kind.UNREADABLE, aside.raw, reason=aside.reason, listed=False, seen=False)
                )
        lost = (Difference(Kind.MISSING, raw, reason=kind, listed=False, seen=False) for raw, kind in gone.items())
        self._unread.extend(lost)

    def settled(self, listing: Listing) -> Tally:
        """Pair what moved, recognise copies, and give the counts."""
        pairs = moved(self._left, self._come)
        arrived = set(pairs.values())
        come = {raw: digest for raw, digest in self._come.items() if raw not in arrived}
        first = originals({*come.values(), *self._changed.values()}, one_by_one(listing()))
        found = [
            *self._unread,
            *(Difference(Kind.CHANGED, raw, first.get(digest)) for raw, digest in self._changed.items()),
            *(Difference(Kind.MOVED, old, new) for old, new in pairs.items()),
            *(Difference(Kind.MISSING, raw, seen=False) for raw in self._left if raw not in pairs),
            *(_come(raw, first.get(digest)) for raw, digest in come.items()),
        ]
        unread = sum(d.listed and d.seen for d in self._unread)
        return Tally(
            algorithm=self._algorithm,
            listed=self._paired + len(self._left) + sum(d.listed and not d.seen for d in self._unread),
            seen=self._seen,
            identical=self._paired - len(self._changed) - unread,
            respelled=self._respelled,
            explained=self._explained,
            differences=tuple(sorted(found, key=lambda d: (d.raw, d.kind))),
        )

    def _hash(self, tasks: Iterable[Task]) -> Iterator[tuple[bytes, Answer]]:
        for group, answers in hash_files(self._room, self._algorithm, tasks, self._jobs):
            paths = group.paths if answers else []
            yield from ((paths[answer.index], answer) for answer in answers)

    def _note(self, raw: bytes, answer: Answer) -> None:
        if answer.digest:
            self._changed[raw] = answer.digest
        else:
            self._unread.append(Difference(Kind.UNREADABLE, raw, reason=answer.reason))

    def _tasks(self, listed: Bookmark, found: Iterable[Run | Aside]) -> Iterator[Task]:
        task: list[Group] = []
        size = 0
        for group in self._groups(listed, found):
            task.append(group)
            size += group.names.count(b"\0") + 1
            if size >= _share(self._seen):
                yield tuple(task)
                task, size = [], 0
        if task:
            yield tuple(task)

    def _groups(self, listed: Bookmark, found: Iterable[Run | Aside]) -> Iterator[Group]:
        """Give what is both listed and there, folder by folder; keep what is not."""
        for run in found:
            if isinstance(run, Aside):
                self._asides.append(run)
                continue
            there = iter(run.names)
            while some := list(islice(there, _share(self._seen))):
                self._seen += len(some)
                names, digests = self._listed(listed, run.prefix, some)
                self._paired += len(names)
                if names:
                    yield Group(run.prefix, b"\0".join(names), digests)
        self._left.update(listed.rest())

    def _listed(self, listed: Bookmark, prefix: bytes, names: list[bytes]) -> tuple[list[bytes], str]:
        """Give those names that are listed, with their digests; keep what is listed or there alone."""
        digests = listed.take_all([prefix + name for name in names])
        if digests is not None:
            return names, digests
        found: list[tuple[bytes, str]] = []
        for name in names:
            self._left.update(listed.before(prefix + name))
            digest = listed.take(prefix + name)
            if digest is None:
                self._extra.append(prefix + name)
            else:
                found.append((name, digest))
        return as_page(found)


def _share(done: int) -> int:
    """Say how many files make a task after so many: few first, so that every worker has some of a few large files."""
    return max(_FIRST, min(_TASK, done // _FIRST))


def _grouped(pairs: Iterable[Listed]) -> Iterator[Task]:
    for prefix, there in groupby(pairs, key=lambda pair: pair[0][: pair[0].rfind(b"/") + 1]):
        while some := list(islice(there, _TASK)):
            names = b"\0".join(raw[len(prefix) :] for raw, _ in some)
            yield (Group(prefix, names, "".join(digest for _, digest in some)),)


def _under(aside: bytes, paths: list[bytes]) -> Iterator[bytes]:
    """Give the sorted paths that a thing hides: itself, or what lies below it where it is a folder."""
    for raw in islice(paths, bisect_left(paths, aside), None):
        if not (raw.startswith(aside) if aside.endswith(b"/") else raw == aside):
            break
        yield raw


def _come(raw: bytes, original: bytes | None) -> Difference:
    kind = Kind.ADDED if original is None else Kind.DUPLICATE
    return Difference(kind, raw, original, listed=False)
