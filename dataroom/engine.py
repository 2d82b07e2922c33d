"""Where work runs: processes of this machine that a document may crash, hang or fill without harming the others.

Documents are the only thing that a dead worker loses, and only the one that it was at: a worker gets a few tasks at a
time and answers each as it is done, so the first without an answer is the one to blame; the others go to the next
worker. A task at which a worker died that had done others is tried once more in a fresh one, since an earlier task may
have done the damage; so is one for which such a worker had too little memory left.

`concurrent.futures` and loky lose every task in flight when one worker dies, and forked workers deadlock: hence this.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import sys
import threading
import time
import types
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from typing import Any, TypeVar

from dataroom.errors import DataroomError
from dataroom.turns import Again, Pieces, Turns
from dataroom.watch import Watch, ended_for_memory
from dataroom.worker import ALIVE, FAILED, FULL, PART, RAISED, READY, RESULT, Lost, Setup, attempt, serve

T = TypeVar("T")
R = TypeVar("R")

__all__ = ["EngineFault", "Lost", "Pieces", "default_jobs", "prepare", "run", "undisturbed"]

_START_SECONDS = 120.0
_START_TRIES = 3
_LAST_BREATH = 5.0
_BATCH_SECONDS = 0.05
"""How much work a worker gets at once: enough to hide the way there, little enough to wait behind a slow document."""
_BATCH_LIMIT = 64
_BEAT_SECONDS = 0.1
_KILL = 9
"""SIGKILL, by its number: Windows does not know the name."""
_PATIENCE = 3.0
"""How many times its time a task may have on top while its worker waits for a processor."""


class EngineFault(DataroomError):
    """Workers could not be started, or their initialiser failed."""


def default_jobs() -> int:
    """Count the processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def prepare(module: str) -> None:
    """Have a module loaded by the process from which workers are forked, and that process started meanwhile.

    Worth while only before the first worker; where workers are not forked, nothing is done.
    """
    if sys.platform != "linux":
        return
    from multiprocessing import forkserver  # noqa: PLC0415  # exists on Unix alone

    multiprocessing.set_forkserver_preload([module])
    with undisturbed():
        forkserver.ensure_running()


def run(  # noqa: PLR0913  # each option stands alone, by keyword
    tasks: Iterable[T],
    work: Callable[..., R],
    *,
    jobs: int | None = None,
    timeout: float = 20.0,
    memory_limit: int | None = None,
    initializer: Callable[..., object] | None = None,
    initargs: tuple[object, ...] = (),
    lock: Callable[..., object] | None = None,
    ready: Callable[[Any], object] | None = None,
    again: Again | None = None,
    window: int = 4096,
) -> Generator[tuple[T, Any], None, None]:
    """Do `work` on each of `tasks` in processes of their own; gives each task with its result, in the tasks' order.

    `work` and `initializer` are functions of an importable module; tasks and results can be pickled. A task that takes
    more than `timeout` seconds, more than `memory_limit` bytes (Linux, and elsewhere as far as the system knows such a
    limit; the interpreter and what `initializer` loaded count) or its worker's life gives `Lost` in place of a result.
    At most `window` tasks are taken ahead of the one given last. `jobs` counts the workers; with 0 the work is done in
    this process, for tests and debugging, without any isolation or limit.

    `lock` is called after `initializer`, with the same arguments, in workers alone: what it gives up there is given up
    for good. What it returns is given to `ready`, once for each worker.

    With `again`, work is done piece by piece: `work(task, tell=…)` tells each part as it is done, `timeout` counts
    from the last part, and each task is given with `Pieces`. What is lost between two parts is lost alone: the task
    that `again(task, place, lost)` gives goes on in another worker, and without one the loss is the end.

    Workers die with the generator and with this process. Raises EngineFault when workers cannot be started.
    """
    if jobs == 0:
        yield from _here(tasks, work, initializer, initargs, piecemeal=again is not None)
        return
    setup = Setup(work, memory_limit, initializer, initargs, lock, again is not None)
    pool = _Pool(setup, default_jobs() if jobs is None else jobs, timeout, ready)
    turns = Turns(iter(tasks), window, again)
    try:
        while not turns.finished():
            pool.feed(turns)
            pool.listen(turns)
            pool.feed(turns)  # nobody is to wait while what came is taken up
            yield from turns.answered()
        pool.dismiss()
    finally:
        pool.stop()


def _here(
    tasks: Iterable[T],
    work: Callable[..., R],
    initializer: Callable[..., object] | None,
    initargs: tuple[object, ...],
    *,
    piecemeal: bool,
) -> Iterator[tuple[T, Any]]:
    if initializer is not None:
        initializer(*initargs)
    for task in tasks:
        if piecemeal:
            parts = _Parts()
            end = attempt(lambda task=task, parts=parts: work(task, tell=parts))[0]  # type: ignore[misc]  # mypy cannot infer such a lambda
            yield task, Pieces(tuple(parts.kept), end)
        else:
            yield task, attempt(lambda task=task: work(task))[0]  # type: ignore[misc]  # the same


class _Parts:
    """Keeps what a task tells in this process."""

    def __init__(self) -> None:
        self.kept: list[object] = []

    def __call__(self, part: object, _place: object, *, restart: bool = False) -> None:
        if restart:
            self.kept.clear()
        self.kept.append(part)

    def alive(self) -> None:
        pass


@dataclass(slots=True, eq=False)
class _Worker:
    process: BaseProcess
    pipe: Connection
    words: Connection
    watch: Watch
    deadline: float
    since: float
    spare: float = 0.0
    looked: float = 0.0
    ready: bool = False
    fresh: bool = True
    batch: deque[int] = field(default_factory=deque)
    """The numbers of the tasks without an answer; the worker is at the first."""
    pace: float = _BATCH_SECONDS
    """Seconds a task, after the slowest of late."""

    def allow(self, now: float, seconds: float) -> None:
        """Give so many seconds from now on."""
        self.deadline, self.spare = now + seconds, _PATIENCE * seconds

    def look(self, now: float) -> None:
        """Move the end by what it waited for a processor: the same documents are read on a busy machine.

        It costs as much as to take an answer, so it is done now and then, and before the worker is given up.
        """
        if now < min(self.looked + _BEAT_SECONDS, self.deadline):
            return
        self.looked = now
        stalled = min(self.watch.stalled(), self.spare)
        self.deadline += stalled
        self.spare -= stalled

    def stop(self) -> None:
        """End the process, whatever it is doing, and what it has started."""
        if self.process.pid is not None and hasattr(os, "killpg"):
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)
        self.process.kill()
        self.pipe.close()
        self.words.close()
        # What sleeps in a dead network mount cannot be killed: it is left behind.
        self.process.join(_LAST_BREATH)
        if not self.process.is_alive():
            self.process.close()


class _Pool:
    """The workers: fed when idle, listened to, replaced when lost."""

    def __init__(self, setup: Setup, jobs: int, timeout: float, ready: Callable[[Any], object] | None) -> None:
        self._setup, self._jobs, self._timeout, self._ready = setup, jobs, timeout, ready
        self._context = _context()
        self._workers: list[_Worker] = []
        self._failed_starts = 0

    def feed(self, turns: Turns[Any]) -> None:
        """Give work to the idle, and start workers while there is work that nobody will take."""
        for worker in list(self._workers):
            if worker.ready and not worker.batch:
                self._send(worker, turns)
        starting = sum(not worker.ready for worker in self._workers)
        while len(self._workers) < self._jobs and starting < turns.look_ahead(self._jobs):
            self._workers.append(self._start())
            starting += 1

    def listen(self, turns: Turns[Any]) -> None:
        """Wait until a worker says something, ends or is late, and take note of it."""
        now = time.monotonic()
        busy = [worker for worker in self._workers if worker.batch or not worker.ready]
        patience = max(0.0, min((worker.deadline for worker in busy), default=now) - now)
        handles = [handle for worker in self._workers for handle in (worker.pipe, worker.process.sentinel)]
        heard = set(wait(handles, min(patience, _BEAT_SECONDS))) if busy else set()
        now = time.monotonic()
        for worker in busy:
            worker.look(now)
        for worker in list(self._workers):
            ended = worker.process.sentinel in heard
            if worker.pipe in heard or (ended and _speaks(worker.pipe)):
                self._hear(worker, turns)
            elif ended:
                self._bury(worker, turns)
            elif worker.deadline <= now:
                self._give_up(worker, turns)

    def dismiss(self) -> None:
        """Let the workers end by themselves: they do when their pipe is closed."""
        for worker in self._workers:
            worker.pipe.close()
        for worker in self._workers:
            worker.process.join(1.0)

    def stop(self) -> None:
        """End all workers."""
        while self._workers:
            self._workers.pop().stop()

    def _start(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        words, said = self._context.Pipe(duplex=False)
        process = self._context.Process(target=serve, args=(theirs, said, self._setup), daemon=True)  # type: ignore[attr-defined]  # every context has it
        with undisturbed():
            process.start()
        theirs.close()
        said.close()
        now = time.monotonic()
        return _Worker(process, ours, words, Watch(process.pid), now + _START_SECONDS, now)

    def _send(self, worker: _Worker, turns: Turns[Any]) -> None:
        # Only to a worker that has answered everything: it is reading, so neither side can block the other.
        share = int(_BATCH_SECONDS / worker.pace) if worker.pace else _BATCH_LIMIT
        worker.batch.extend(turns.take(max(1, min(_BATCH_LIMIT, share))))
        if not worker.batch:
            worker.deadline = float("inf")
            return
        worker.since = time.monotonic()
        worker.allow(worker.since, self._timeout)
        worker.watch.begin()
        try:
            worker.pipe.send([turns.pickled(number) for number in worker.batch])
        except OSError:
            # It ended while idle, over no task.
            turns.give_back(worker.batch)
            worker.batch.clear()
            self._drop(worker)

    def _hear(self, worker: _Worker, turns: Turns[Any]) -> None:
        try:
            message = worker.pipe.recv_bytes()
        except (EOFError, OSError):
            self._bury(worker, turns)
        else:
            self._note(worker, message, turns)

    def _note(self, worker: _Worker, message: bytes, turns: Turns[Any]) -> None:
        kind, rest = message[:1], message[1:]
        if kind == FAILED:
            raise EngineFault(f"a worker could not be made ready: {rest.decode()}")
        if kind == READY:
            worker.ready, self._failed_starts = True, 0
            worker.deadline = float("inf")
            if self._ready is not None:
                self._ready(pickle.loads(rest))  # noqa: S301  # from our own worker
            return
        now = time.monotonic()
        if kind in {ALIVE, PART}:
            worker.allow(now, self._timeout)
            if kind == PART:
                worker.fresh = False
                turns.part(worker.batch[0], rest)
            return
        worker.pace = max(now - worker.since, worker.pace * 0.9)
        worker.since = now
        worker.allow(now, self._timeout)
        worker.watch.begin()
        self._end_task(worker, kind, rest, turns)
        worker.fresh = False

    def _end_task(self, worker: _Worker, kind: bytes, rest: bytes, turns: Turns[Any]) -> None:
        number = worker.batch.popleft()
        if kind not in {RESULT, RAISED}:
            turns.give_back(worker.batch)
            self._drop(worker)
        if kind == RESULT:
            turns.answer(number, rest)
        elif kind == FULL and not worker.fresh:
            turns.try_again(number, Lost("memory", "more memory than allowed"))
        else:
            turns.lose(number, pickle.loads(rest))  # noqa: S301  # from our own worker

    def _bury(self, worker: _Worker, turns: Turns[Any]) -> None:
        worker.process.join(1.0)
        code = worker.process.exitcode
        self._count_start(worker, detail := _ending(code))
        if worker.batch:
            culprit = worker.batch.popleft()
            turns.give_back(worker.batch)
            full = ended_for_memory(code, worker.words, worker.watch, self._setup.memory_limit)
            lost = Lost("memory", "more memory than allowed") if full else Lost("crash", detail)
            # No other document has been in a fresh worker: there is nobody else to blame, but for whoever killed it.
            certain = worker.fresh and code != -_KILL
            (turns.lose if certain else turns.try_again)(culprit, lost)
        self._drop(worker)

    def _give_up(self, worker: _Worker, turns: Turns[Any]) -> None:
        self._count_start(worker, f"not ready after {_START_SECONDS:g} s")
        if worker.batch:
            culprit = worker.batch.popleft()
            turns.give_back(worker.batch)
            turns.lose(culprit, Lost("timeout", f"not done after {self._timeout:g} s"))
        self._drop(worker)

    def _count_start(self, worker: _Worker, detail: str) -> None:
        if worker.ready:
            return
        self._failed_starts += 1
        if self._failed_starts >= _START_TRIES:
            raise EngineFault(f"workers cannot be started: {detail}")

    def _drop(self, worker: _Worker) -> None:
        self._workers.remove(worker)
        worker.stop()


def _speaks(pipe: Connection) -> bool:
    with suppress(OSError):
        return pipe.poll()
    return False


def _ending(code: int | None) -> str:
    if code is None:
        return "closed its pipe"
    if code >= 0:
        return f"exited with status {code}"
    try:
        return f"killed by {signal.Signals(-code).name}"
    except ValueError:
        return f"killed by signal {-code}"


def _context() -> BaseContext:
    # The system libraries of macOS do not survive a fork; Windows knows none.
    return multiprocessing.get_context("forkserver" if sys.platform == "linux" else "spawn")


_STARTING = threading.Lock()


@contextmanager
def undisturbed() -> Iterator[None]:
    """Start a process that neither Ctrl-C nor the caller's own script gets at.

    A new worker would import the main module: a script without `if __name__ == "__main__"` would start itself over.
    Work lives in importable modules, so an empty one is shown instead. Ctrl-C is held back until the worker, which
    inherits that, ignores it for good.
    """
    with _STARTING:
        blocked = None
        if hasattr(signal, "pthread_sigmask"):
            blocked = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        main = sys.modules["__main__"]
        sys.modules["__main__"] = types.ModuleType("__main__")
        try:
            with _own_modules():
                yield
        finally:
            sys.modules["__main__"] = main
            if blocked is not None:
                signal.pthread_sigmask(signal.SIG_SETMASK, blocked)


@contextmanager
def _own_modules() -> Iterator[None]:
    """Have a new interpreter import from where this one does, and never from the folder that it stands in.

    That folder may be the room: a `multiprocessing` among the documents would be run.
    """
    places = os.pathsep.join(place for place in sys.path if os.path.isabs(place))  # noqa: PTH117 - plain strings
    kept = {name: os.environ.get(name) for name in ("PYTHONSAFEPATH", "PYTHONPATH")}
    os.environ.update(PYTHONSAFEPATH="1", PYTHONPATH=places)
    try:
        yield
    finally:
        for name, value in kept.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
