"""How time and memory of a first check grow with the room: `python -m benchmarks.growth [COUNT…] [--mixed]`.

Reading a million files takes hours and costs the same for each, so it is left out: a few documents are read in truth,
and every file of the room is given what was read of one of them, under its own path, size and digests. The rest is
the program itself: the walk, the state, what documents have to do with each other, the report of every document.

Without `--mixed` the room is one of short notes of no known type; with it, of contracts, tables, mails and archives,
two thirds of them of a known type. `--changed` checks each room a second time, with one file in a hundred changed.

The rooms (4 kB a file) and the states lie in a folder that is removed at the end; `--room FOLDER` takes one that is
there, made by `rooms.py`.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks import measured, rooms

_DAY = "2026-03-31"
_READ = 60
_COUNTS = (10_000, 50_000, 200_000)


def _same_for_all(real: Callable[..., Iterator[Any]], sample: Path, *, digests: bool) -> Callable[..., Iterator[Any]]:
    """Give a reading that says of every file what is true of one of the sample; with `digests`, but for these."""
    from dataroom.walk import walk  # noqa: PLC0415 - by the process that checks alone

    kept: list[Any] = []

    def read(tasks: Iterable[Any], settings: Any, jobs: int | None, locks: Callable[[Any], object]) -> Iterator[Any]:
        if not kept:
            kept.extend(told for _, told in real(walk(sample), replace(settings, room=sample), jobs, locks))
        for task in tasks:
            entry = getattr(task, "entry", task)
            like = kept[int(hashlib.sha256(entry.raw).hexdigest()[:8], 16) % len(kept)]
            yield task, _told_of(entry, like, settings.room if digests else None)

    return read


def _told_of(entry: Any, told: Any, room: Path | None) -> Any:
    from dataroom.fingerprint import Stamp, read_stable  # noqa: PLC0415 - likewise

    mark = hashlib.sha256(entry.raw + str(entry.mtime_ns).encode()).hexdigest()
    chance, old = random.Random(mark), told.documents[0].path  # noqa: S311 - the same each time
    fingerprint = replace(told.ending.fingerprint, blake3=mark, sha256=mark[::-1], size=entry.size)
    if room is not None:
        fingerprint = read_stable(room, entry).fingerprint or fingerprint
    documents = []
    for number, document in enumerate(told.documents):
        own = {"fingerprint": fingerprint, "size": entry.size, "raw": entry.inexact} if not number else {}
        sketch = tuple(sorted(chance.getrandbits(32) for _ in document.sketch))
        documents.append(replace(document, path=entry.path + document.path.removeprefix(old), sketch=sketch, **own))
    stamp = Stamp(entry.size, entry.mtime_ns, entry.ctime_ns, 0, entry.inode)
    ending = replace(told.ending, fingerprint=fingerprint, stamp=stamp, known=False)
    return replace(told, documents=tuple(documents), ending=ending)


def leave_out_reading(sample: Path, *, digests: bool = False) -> None:
    """Have this process read the documents of a sample alone, and say of each file what is true of one of them."""
    from dataroom import gather, read  # noqa: PLC0415 - likewise
    from dataroom.state import seen  # noqa: PLC0415 - likewise

    seen.SETTLED_NS = -(10**18)  # a room made a minute ago is old enough
    vars(gather)["read"] = _same_for_all(read.read, sample, digests=digests)


def check(room: Path, sample: Path, state: Path) -> None:
    """Check a room by the command line, its reading left out."""
    from dataroom.cli import main  # noqa: PLC0415 - likewise

    leave_out_reading(sample)
    sys.argv = ["dataroom", *command_of(room, state)]
    main()


def command_of(room: Path, state: Path) -> list[str]:
    """Give what is asked of the program."""
    asked = ["check", str(room), "--as-of", _DAY, "--format", "json", "--fail-on", "never"]
    return [*asked, "--state", str(state), "--out", str(state / "out"), "--jobs", "1"]


def _measured(room: Path, sample: Path, state: Path) -> tuple[float, float]:
    """Give processor microseconds a file and peak megabytes of one check."""
    command = [sys.executable, "-m", "benchmarks.growth", "--check", *map(str, (room, sample, state))]
    cost = measured.measure(command)
    files = sum(len(names) for _, _, names in os.walk(room))
    return cost.processor / files * 1e6, cost.proportional / 1e6


def _change_some(room: Path) -> None:
    for number, path in enumerate(sorted(path for path in room.rglob("*") if path.is_file())):
        if number % 100 == 0:
            os.utime(path, ns=(1, number))


def table(counts: Iterable[int], room: Path | None, *, mixed: bool, changed: bool) -> None:
    """Measure rooms of some sizes and print a line for each."""
    measured.adopt_orphans()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        rooms.make(work / "sample", _READ, plain_only=not mixed)
        first = None
        for count in [len(list(room.rglob("*.*")))] if room is not None else counts:
            place = room or work / f"room {count}"
            if room is None:
                rooms.make(place, count, plain_only=True)
            for what in ("first", "changed") if changed else ("first",):
                if what == "changed":
                    _change_some(place)
                spent, peak = _measured(place, work / "sample", work / f"state {count}")
                first = first or spent
                print(
                    f"{count:>9,} files, {what}: {spent:.0f} µs a file ({spent / first - 1:+.0%}), {peak:.0f} MB",
                    flush=True,
                )


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("counts", type=int, nargs="*", default=_COUNTS)
    asked.add_argument("--mixed", action="store_true")
    asked.add_argument("--changed", action="store_true")
    asked.add_argument("--room", type=Path)
    asked.add_argument("--check", type=Path, nargs=3, metavar=("ROOM", "SAMPLE", "STATE"), help=argparse.SUPPRESS)
    given = asked.parse_args()
    if given.check is not None:
        check(*given.check)
    else:
        table(given.counts, given.room, mixed=given.mixed, changed=given.changed)
