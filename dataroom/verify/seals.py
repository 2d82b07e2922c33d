"""A seal checked: first itself, then, where a room is given, the room against it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Generic, TypeVar

from dataroom.errors import UsageError
from dataroom.seal import HEADER
from dataroom.seal.header import BadHeader, Header, head_of, read_header
from dataroom.seal.manifest import BadList
from dataroom.verify.asked import NOTHING, Asked
from dataroom.verify.listpass import ListPass
from dataroom.verify.outcome import Outcome, Point, Tally
from dataroom.verify.points import bad
from dataroom.verify.records import without_digest
from dataroom.verify.soundness import lists_point, seal_points, small_file
from dataroom.verify.tally import tally

T = TypeVar("T")


def verify_seal(seal: Path, room: Path | None, asked: Asked = NOTHING, jobs: int | None = None) -> Outcome:
    """Check a seal and, with `room`, that the room is the sealed one.

    Raises UsageError for a folder that is no seal and a room that is none, RoomGone and OSError.
    """
    raw = small_file(seal / HEADER)
    if raw is None:
        raise UsageError(f"{seal}: expected the folder of a seal, got one without {HEADER}")
    try:
        header = read_header(raw)
    except BadHeader as error:
        return Outcome("seal", "", (bad("header", why=str(error).partition(": ")[2]),))
    head = head_of(raw)
    own = _Beside(lambda: seal_points(seal, header, head, asked))
    try:
        counted, lists = _count(seal, header, room, jobs)
    finally:
        own.wait()
    return Outcome("seal", header.room, (*own.result(), lists), counted, head=head, created=header.created)


def _count(seal: Path, header: Header, room: Path | None, jobs: int | None) -> tuple[Tally | None, Point]:
    lists = ListPass(seal)
    counted = None
    try:
        if room is not None:
            known, others = without_digest(seal) if header.counts["explained"] else ({}, header.others)
            if others != header.others:
                return None, bad("lists", why="others_sha256")
            counted = tally(lists, room, known=known, jobs=jobs)
        return counted, lists_point(lists.finish(), header)
    except BadList as error:
        return None, bad("lists", why=str(error))
    except FileNotFoundError as error:
        if error.filename is None or Path(error.filename).parent != seal:
            raise
        return None, bad("lists", why=Path(error.filename).name)


class _Beside(Generic[T]):
    """Done in a thread, beside the reading of the room: digests of large files let others run."""

    def __init__(self, work: Callable[[], T]) -> None:
        self._work, self._done, self._error = work, list[T](), list[BaseException]()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def wait(self) -> None:
        self._thread.join()

    def result(self) -> T:
        if self._error:
            raise self._error[0]
        return self._done[0]

    def _run(self) -> None:
        try:
            self._done.append(self._work())
        except BaseException as error:  # noqa: BLE001 - raised again where the result is asked for
            self._error.append(error)
