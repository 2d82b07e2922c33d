"""The process of one room: told what to do, gives its answer in a file, ends when nobody waits for it any more.

A process of its own may crash, hang or be killed without harming the other rooms.
"""

from __future__ import annotations

import datetime as dt
import errno
import faulthandler
import json
import multiprocessing
import os
import signal
import sys
import threading
import time
import traceback
from contextlib import suppress
from multiprocessing import resource_tracker
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

from dataroom.errors import DataroomError, NothingToCheck, RoomGone, RoomLocked, UsageError
from dataroom.model import Bilingual
from dataroom.nightly.outcome import FAULT, IO_FAULT, Outcome, as_dict
from dataroom.nightly.task import Task, from_json
from dataroom.nightly.work import check_room
from dataroom.store import write_private

if sys.platform != "win32":
    from multiprocessing import forkserver

_LAST_BREATH = 10.0
_KINDS: tuple[tuple[type[DataroomError], str], ...] = (
    (RoomLocked, "locked"),
    (NothingToCheck, "empty"),
    (RoomGone, "gone"),
    (UsageError, "usage"),
)
_SAID = {
    "locked": Bilingual("un autre contrôle tient la salle", "another run holds the room"),
    "empty": Bilingual("la salle est vide", "the room is empty"),
    "gone": Bilingual("la salle a disparu pendant le contrôle", "the room went away during the check"),
    "usage": Bilingual("un réglage est à corriger", "a setting has to be corrected"),
    "io": Bilingual("le disque ou le réseau a fait défaut", "the disk or the network failed"),
    "fault": Bilingual("défaut du programme", "a fault of the program"),
}
_ABSENT = Bilingual("la salle n’est pas là", "the room is not there")


class _Terminated(BaseException):
    pass


def serve(line: str) -> None:
    """Check the room of a task, and leave the answer where the task says: the whole life of the process."""
    task = from_json(line)
    _settle(complaints(task.answer))
    _share_server()
    began = time.monotonic()
    try:
        found = answer(task)
    except _Terminated:
        os._exit(143)  # readers and locks die with the process
    values = as_dict(found) | {"seconds": round(time.monotonic() - began, 3)}
    write_private(task.answer, json.dumps(values, ensure_ascii=True))


def complaints(answer: Path) -> Path:
    """Give where the process writes what it would write to standard error."""
    return answer.with_suffix(".err")


def _settle(place: Path) -> None:
    """Write to nobody's terminal, end on SIGTERM, and do not outlive whoever waits."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    kept = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    for handle, fd in ((nowhere, 0), (nowhere, 1), (kept, 2)):
        os.dup2(handle, fd)
    faulthandler.enable()
    if os.name == "posix":
        with suppress(OSError):
            os.setsid()
    signal.signal(signal.SIGTERM, _on_term)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_leave_with, args=(parent,), daemon=True).start()


def _share_server() -> None:
    """Have the readers forked from the server that this process came from, which has loaded what they need.

    What is shared has read no document and never will. Readers themselves are never shared: the locks of each leave
    it one room, for good, and a document that took one over would find nothing of another mandate in it.
    """
    # Python means children to use their parent's server, but looks for its process number, which they do not have.
    if sys.platform != "linux" or sys.version_info >= (3, 14) or "dataroom.preloaded" not in sys.modules:
        return
    module: Any = forkserver
    server = module._forkserver  # noqa: SLF001 - there is no public way
    if server._forkserver_address is not None and server._forkserver_alive_fd is not None:  # noqa: SLF001 - likewise
        server.ensure_running = module.ensure_running = resource_tracker.ensure_running


def answer(task: Task) -> Outcome:
    """Check a room; what goes wrong is its answer, but for an end from outside."""
    try:
        return check_room(task, lambda: dt.datetime.now(dt.UTC))
    except DataroomError as error:
        kind = next((name for wanted, name in _KINDS if isinstance(error, wanted)), "fault")
        known = _ABSENT if kind == "usage" and not task.room.path.exists() else _SAID[kind]
        return _failed(task, error.exit_code, kind, _with(known, str(error)))
    except OSError as error:
        name = errno.errorcode.get(error.errno or 0, "error")
        where = f"{error.filename}: " if error.filename else ""
        said = _with(_SAID["io"], f"{where}{error.strerror or error} – {name}")
        return _failed(task, IO_FAULT, "io", said)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is this room's fault and nobody else's
        traceback.print_exc()  # kept beside the room's reports, for the operator alone
        place = _place(error)
        return _failed(task, FAULT, "fault", _with(_SAID["fault"], f"{type(error).__name__}, {place}"), place)


def _failed(task: Task, code: int, kind: str, why: Bilingual, place: str | None = None) -> Outcome:
    return Outcome(task.room.name, code, failure=kind, why=why, place=place)


def _with(first: Bilingual, detail: str) -> Bilingual:
    return Bilingual(f"{first.fr} ({detail})", f"{first.en} ({detail})")


def _place(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    return f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"


def _on_term(_signum: int, _frame: FrameType | None) -> NoReturn:
    raise _Terminated


def _leave_with(parent: BaseProcess) -> None:
    parent.join()
    if os.name == "posix":
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(_LAST_BREATH)
    os._exit(143)
