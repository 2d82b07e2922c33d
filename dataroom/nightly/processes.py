"""The processes of the rooms: started one a room, watched by the clock, ended with everything that they started."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import IO

from dataroom.model import Bilingual
from dataroom.nightly.outcome import FAULT, Outcome, from_dict
from dataroom.nightly.record import FOLDER
from dataroom.nightly.task import Task, as_json
from dataroom.store import make_private, write_private

# -P: nothing of the folder that this happens to run in is taken for a part of the program.
COMMAND = (sys.executable, "-P", "-m", "dataroom.nightly.child")
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

    def __init__(self, environment: Mapping[str, str], command: Sequence[str] = COMMAND, grace: float = GRACE) -> None:
        """Prepare to start `command` for each room."""
        self._environment, self._command, self._grace = environment, tuple(command), grace
        self._guard = threading.Lock()
        self._running: set[subprocess.Popen[bytes]] = set()
        self._stopped = False

    def check(self, task: Task, seconds: float, minutes: float) -> Outcome:
        """Check a room within some seconds; never raises for what its process does. `minutes` is what was allowed."""
        make_private(task.answer.parent)
        task.answer.unlink(missing_ok=True)
        began = time.monotonic()
        with tempfile.TemporaryFile() as complaints:
            process = self._start(complaints)
            if process is None:
                return _failed(task, "stopped", _STOPPED)
            late = self._wait(process, task, seconds)
            found = _answer(task)
            if found is None:
                _keep_complaints(task, complaints)
                found = self._unanswered(task, process.returncode, minutes, late=late)
        return replace(found, seconds=round(time.monotonic() - began, 3))

    def stop(self) -> None:
        """End all processes, and start no further one."""
        with self._guard:
            self._stopped = True
            running = list(self._running)
        for process in running:
            self._end(process)

    def _start(self, complaints: IO[bytes]) -> subprocess.Popen[bytes] | None:
        with self._guard:
            if self._stopped:
                return None
            process = subprocess.Popen(  # noqa: S603 - our own module, under our own interpreter
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=complaints,
                env=dict(self._environment),
                start_new_session=True,
            )
            self._running.add(process)
            return process

    def _wait(self, process: subprocess.Popen[bytes], task: Task, seconds: float) -> bool:
        """Wait for a process; tells whether it had to be ended. Its input stays open until then: a line to this one."""
        late = False
        try:
            with suppress(OSError):
                if process.stdin is not None:
                    process.stdin.write(as_json(task).encode("ascii") + b"\n")
                    process.stdin.flush()
            try:
                process.wait(seconds)
            except subprocess.TimeoutExpired:
                late = True
        finally:
            self._end(process)
            with suppress(OSError):
                if process.stdin is not None:
                    process.stdin.close()
            with self._guard:
                self._running.discard(process)
        return late

    def _end(self, process: subprocess.Popen[bytes]) -> None:
        if process.poll() is None:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(self._grace)
        if os.name == "posix":
            # What it started, even where it is gone itself. Readers have groups of their own, and die with it.
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
        elif process.poll() is None:
            process.kill()
        process.wait()

    def _unanswered(self, task: Task, code: int | None, minutes: float, *, late: bool) -> Outcome:
        if late:
            return _failed(task, "budget", _filled(_BUDGET, minutes=minutes))
        if self._stopped:
            return _failed(task, "stopped", _STOPPED)
        return _failed(task, "crash", _filled(_CRASH, how=_ending(code)))


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


def _keep_complaints(task: Task, complaints: IO[bytes]) -> None:
    size = complaints.seek(0, os.SEEK_END)
    complaints.seek(max(0, size - _COMPLAINTS))
    said = complaints.read()
    with suppress(OSError):
        if said and not _holds_room(task):
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
