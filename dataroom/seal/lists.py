"""The lists and records of a seal, written in one pass over the room and then read back."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from dataroom.seal import CANONICAL, FAST, LONG, ODD, RECORDS, SUMS
from dataroom.seal.manifest import Line, canonical_line, plain_line, read_list, tagged_line
from dataroom.seal.merkle import merkle_root
from dataroom.seal.names import list_of
from dataroom.seal.observe import Observed
from dataroom.seal.publish import Written, require_same
from dataroom.seal.records import record_line


@dataclass(frozen=True, slots=True)
class Listed:
    """What lies in the lists: their digests by name, the counts, the root, the digest of the other objects' names."""

    digests: dict[str, str]
    counts: dict[str, int]
    root: str
    others: str


class _Lists:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: dict[str, Written] = {}
        for name in (SUMS, CANONICAL, RECORDS):
            self._file(name)
        self.counts: Counter[str] = Counter()
        self.others = hashlib.sha256()

    def add(self, seen: Observed, check: str) -> None:
        self._file(RECORDS).write(record_line(seen, check))
        for kind in _kinds(seen):
            self.counts[kind] += 1
        if seen.is_other:
            self.others.update(b"./" + seen.entry.raw + b"\0")
        if seen.fingerprint is None:
            return
        self.counts["bytes"] += seen.fingerprint.size
        line = Line(seen.entry.raw, seen.fingerprint.sha256)
        self._file(CANONICAL).write(canonical_line(line))
        name = list_of(line.raw)
        self._file(name).write(plain_line(line) if name == SUMS else tagged_line(line))
        if name == SUMS:
            self._file(FAST).write(plain_line(Line(line.raw, seen.fingerprint.blake3)))

    def finish(self) -> Listed:
        digests = {name: file.finish() for name, file in sorted(self._files.items())}
        for name, digest in digests.items():
            require_same(self._folder / name, digest)
        lines = {name: file.lines for name, file in self._files.items()}
        root = self._read_back(lines)
        counts = {
            "listed": lines[RECORDS],
            "hashed": lines[CANONICAL],
            "plain": lines[SUMS],
            "odd": lines.get(ODD, 0),
            "long": lines.get(LONG, 0),
        }
        names = ("seen", "explained", "files", "others", "folders", "unseen", "bytes")
        counts.update({name: self.counts[name] for name in names})
        return Listed(digests, counts, root, self.others.hexdigest())

    def close(self) -> None:
        for file in self._files.values():
            file.close()

    def _file(self, name: str) -> Written:
        if name not in self._files:
            self._files[name] = Written(self._folder / name)
        return self._files[name]

    def _read_back(self, lines: dict[str, int]) -> str:
        """Read every list as a stranger would; gives the root over what lies on the disk."""
        for name in lines.keys() & {SUMS, ODD, LONG, FAST}:
            with (self._folder / name).open("rb") as stream:
                found = sum(1 for _ in read_list(name, stream))
            _require_count(name, found, lines[name])
        with (self._folder / CANONICAL).open("rb") as stream:
            counted = _Counted(line.leaf for line in read_list(CANONICAL, stream))
            root = merkle_root(counted)
        _require_count(CANONICAL, counted.count, lines[CANONICAL])
        return root


class _Counted:
    def __init__(self, leaves: Iterable[bytes]) -> None:
        self._leaves, self.count = leaves, 0

    def __iter__(self) -> _Counted:
        self._each = iter(self._leaves)
        return self

    def __next__(self) -> bytes:
        leaf = next(self._each)
        self.count += 1
        return leaf


def write_lists(folder: Path, room: Iterable[Observed], check: str) -> Listed:
    """Write all lists and records into `folder`, push them to the disk, and read them back."""
    lists = _Lists(folder)
    try:
        for seen in room:
            lists.add(seen, check)
        return lists.finish()
    finally:
        lists.close()


def _kinds(seen: Observed) -> Iterable[str]:
    yield "seen"
    if seen.fingerprint is None:
        yield "explained"
    if seen.is_other:
        yield "others"
    elif seen.entry.kind == "folder":
        yield "folders"
    else:
        yield "unseen" if seen.is_unseen else "files"


def _require_count(name: str, found: int, written: int) -> None:
    if found != written:
        raise OSError(f"{name}: {written} lines were written, {found} were read back")
