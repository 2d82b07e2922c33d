"""The processes of the rooms: one a room, watched by the clock, ended with everything that they started.

They come out of a server that has loaded the program once (Linux; elsewhere each loads it anew): on a night in which
nothing changed, loading would take longer than checking.
"""

from __future__ import annotations

import json
import multiprocessing
import signal
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from multiprocessing.connection import wait
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from pathlib import Path

from dataroom.engine import undisturbed
from dataroom.model import Bilingual
from dataroom.nightly import child
from dataroom.nightly.outcome import FAULT, Outcome, from_dict
from dataroom.nightly.record import FOLDER
from dataroom.nightly.task import Task, as_json
from dataroom.store import make_private, write_private

GRACE = 10.0
"""Seconds between asking a process to end and ending it."""
_COMPLAINTS = 64_000
_BUDGET = Bilingual(
    "le contrôle n’était pas fini après {minutes:g} min ; ce qui a été lu est retenu pour la prochaine nuit",
    "the check was not done after {minutes:g} min; what was read is remembered for the next night",
)
_CRASH = Bilingual("le contrôle s’est arrêté net ({how})", "the check broke off ({how})")
_STOPPED = Bilingual("le passage a été arrêté", "the run was stopped")


class Processes:
    """Checks rooms, each in a process of its own; safe to use from several threads."""

    def __init__(self, serve: Callable[[str], None] = child.serve, grace: float = GRACE, *, busy: bool = True) -> None:
        """Prepare to call `serve`, a function of an importable module, in a process for each room.

        `busy` tells that some room will have to be checked: then what that takes is loaded once, for all of them.
        """
        self._serve, self._grace, self._context = serve, grace, _context(busy=busy)
        self._guard = threading.Lock()
        self._running: set[BaseProcess] = set()
        self._stopped = False

    def check(self, task: Task, seconds: float, minutes: float) -> Outcome:
        """Check a room within some seconds; never raises for what its process does. `minutes` is what was allowed."""
        make_private(task.answer.parent)
        for left in (task.answer, child.complaints(task.answer)):
            left.unlink(missing_ok=True)
        began = time.monotonic()
        process = self._start(task)
        if process is None:
            return _failed(task, "stopped", _STOPPED)
        code, late = self._wait(process, seconds)
        found = _answer(task) or self._unanswered(task, code, minutes, late=late)
        _keep_complaints(task, found)
        return replace(found, seconds=round(time.monotonic() - began, 3))

    def stop(self) -> None:
        """End all processes, and start no further one."""
        with self._guard:
            self._stopped = True
            running = list(self._running)
        for process in running:
            process.terminate()
        ended = set(wait([process.sentinel for process in running], self._grace)) if running else set()
        for process in running:
            # Whoever waits for the process reads how it ended: here nothing may be read.
            if process.sentinel not in ended or not wait([process.sentinel], 0):
                process.kill()

    def _start(self, task: Task) -> BaseProcess | None:
        with self._guard:
            if self._stopped:
                return None
            process: BaseProcess = self._context.Process(target=self._serve, args=(as_json(task),))  # type: ignore[attr-defined]  # every context has it
            with undisturbed():
                process.start()
            self._running.add(process)
            return process

    def _wait(self, process: BaseProcess, seconds: float) -> tuple[int | None, bool]:
        """Wait for a process; gives how it ended, and whether it had to be ended."""
        process.join(seconds)
        late = process.is_alive()
        if late:
            process.terminate()
            process.join(self._grace)
            if process.is_alive():
                process.kill()
                # What sleeps in a dead network mount cannot be killed: it is left behind.
                process.join(self._grace)
        with self._guard:
            self._running.discard(process)
        return process.exitcode, late

    def _unanswered(self, task: Task, code: int | None, minutes: float, *, late: bool) -> Outcome:
        if late:
            return _failed(task, "budget", _filled(_BUDGET, minutes=minutes))
        if self._stopped:
            return _failed(task, "stopped", _STOPPED)
        return _failed(task, "crash", _filled(_CRASH, how=_ending(code)))


def _context(*, busy: bool) -> BaseContext:
    if sys.platform != "linux":
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    # On a busy night the readers come from it as well.
    heavy = ["dataroom.nightly.checking", "dataroom.report.html", "dataroom.preloaded"] if busy else []
    context.set_forkserver_preload(["dataroom.nightly.child", *heavy])
    return context


def _failed(task: Task, kind: str, why: Bilingual) -> Outcome:
    return Outcome(task.room.name, FAULT, failure=kind, why=why)


def _filled(text: Bilingual, **values: object) -> Bilingual:
    return Bilingual(text.fr.format(**values), text.en.format(**values))


def _answer(task: Task) -> Outcome | None:
    try:
        found = from_dict(json.loads(task.answer.read_text(encoding="ascii")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    task.answer.unlink(missing_ok=True)
    return found if found.room == task.room.name else None


def _keep_complaints(task: Task, found: Outcome) -> None:
    """Keep what the process of a room without a verdict wrote before it ended, beside its reports."""
    place = child.complaints(task.answer)
    with suppress(OSError):
        said = place.read_bytes()[-_COMPLAINTS:]
        place.unlink()
        if said and not found.has_verdict and not _holds_room(task):
            write_private(make_private(task.shelf) / "fault.txt", said)


def _holds_room(task: Task) -> bool:
    return task.room.path in (task.shelf, *task.shelf.parents)


def _ending(code: int | None) -> str:
    if code is None or code >= 0:
        return f"status {code}"
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"signal {-code}"


def answer_place(out: Path, room: str) -> Path:
    """Give where the process of a room leaves its answer."""
    return out / FOLDER / "answers" / f"{room}.json"
