"""The process of one room: told what to do on one line, gives its answer in a file, ends when nobody waits any more.

A process of its own may crash, hang or be killed without harming the other rooms.
"""

from __future__ import annotations

import datetime as dt
import errno
import json
import os
import signal
import sys
import threading
import time
import traceback
from pathlib import Path
from types import FrameType
from typing import NoReturn

from dataroom.errors import DataroomError, NothingToCheck, RoomGone, RoomLocked, UsageError
from dataroom.model import Bilingual
from dataroom.nightly.outcome import FAULT, IO_FAULT, Outcome, as_dict
from dataroom.nightly.task import Task, from_json
from dataroom.nightly.work import check_room
from dataroom.store import write_private

_LAST_BREATH = 10.0
_KINDS: tuple[tuple[type[DataroomError], str], ...] = (
    (RoomLocked, "locked"),
    (NothingToCheck, "empty"),
    (RoomGone, "gone"),
    (UsageError, "usage"),
)


class _Terminated(BaseException):
    pass


def main() -> int:
    """Check the room that standard input names, and leave the answer where it says; gives the exit code."""
    signal.signal(signal.SIGTERM, _on_term)
    task = from_json(sys.stdin.buffer.readline().decode("utf-8"))
    threading.Thread(target=_leave_with_the_others, daemon=True).start()
    began = time.monotonic()
    found = answer(task)
    values = as_dict(found) | {"seconds": round(time.monotonic() - began, 3)}
    write_private(task.answer, json.dumps(values, ensure_ascii=True))
    return found.code


def answer(task: Task) -> Outcome:
    """Check a room; what goes wrong is its answer, but for an end from outside."""
    try:
        return check_room(task, lambda: dt.datetime.now(dt.UTC))
    except DataroomError as error:
        kind = next((name for wanted, name in _KINDS if isinstance(error, wanted)), "fault")
        return _failed(task, error.exit_code, kind, str(error))
    except OSError as error:
        name = errno.errorcode.get(error.errno or 0, "error")
        where = f"{error.filename}: " if error.filename else ""
        return _failed(task, IO_FAULT, "io", f"{where}{error.strerror or error} ({name})")
    except Exception as error:  # noqa: BLE001 - whatever it is, it is this room's fault and nobody else's
        traceback.print_exc()  # kept beside the room's reports, for the operator alone
        place = _place(error)
        return _failed(task, FAULT, "fault", f"{type(error).__name__} ({place})", place)


def _failed(task: Task, code: int, kind: str, said: str, place: str | None = None) -> Outcome:
    return Outcome(task.room.name, code, failure=kind, why=Bilingual(said, said), place=place)


def _place(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    return f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"


def _on_term(_signum: int, _frame: FrameType | None) -> NoReturn:
    raise _Terminated


def _leave_with_the_others() -> None:
    """End when the process that started this one ended, however it did: its end of the pipe closes."""
    while sys.stdin.buffer.read(1024):
        pass
    if os.name == "posix":
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(_LAST_BREATH)
    os._exit(143)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except _Terminated:
        os._exit(143)  # workers and locks die with the process
