"""The inside of a worker process: one task after the other, under limits, each answered before the next is begun."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import sys
import threading
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Protocol, TypeVar

if sys.platform != "win32":
    import fcntl
    import resource

R = TypeVar("R")

READY, FAILED, ALIVE, PART, RESULT, RAISED, LAST, FULL = b"+", b"-", b"*", b"~", b"=", b"?", b".", b"!"
"""The first byte of a message: ready; not to be made ready, with the reason; still at it; a part of an answer; an
answer; a loss; a loss and the end of the worker; the same, because its memory is full."""

_TRACE_LIMIT = 4000


@dataclass(frozen=True, slots=True)
class Lost:
    """Stands for the result of a task that came to nothing.

    `detail` names no word of the document and no path of this machine; `trace`, for the operator's own log, may.
    """

    kind: Literal["timeout", "crash", "memory"]
    detail: str
    trace: str = ""


class Tell(Protocol):
    """How a task that is done piece by piece says what it has done so far; whoever waits for it then waits anew."""

    def __call__(self, part: object, place: object, *, restart: bool = False) -> None:
        """Give a part of the answer, and the place from which to go on without it; `restart` drops earlier parts."""

    def alive(self) -> None:
        """Say that the work goes on: only ever after a bounded amount of it."""


def attempt(work: Callable[[], R]) -> tuple[R | Lost, bool]:
    """Do some work; gives its result, or `Lost` for whatever it raised, and whether the process is still sound."""
    try:
        return work(), True
    except MemoryError:
        return Lost("memory", "more memory than allowed"), False
    except Exception as error:  # noqa: BLE001  # a document may make a parser raise anything
        return _raised(error), True
    except (KeyboardInterrupt, GeneratorExit):
        raise
    except BaseException as error:  # noqa: BLE001  # panics of Rust libraries, and libraries that call sys.exit
        return _raised(error), False


@dataclass(frozen=True, slots=True)
class Setup:
    """What a worker is told once; `initializer` and `lock` are both called with `initargs`."""

    work: Callable[..., object]
    memory_limit: int | None = None
    initializer: Callable[..., object] | None = None
    initargs: tuple[object, ...] = ()
    lock: Callable[..., object] | None = None
    piecemeal: bool = False
    """Whether `work` takes a `Tell` beside its task."""


def serve(pipe: Connection, words: Connection, setup: Setup) -> None:
    """Answer batches of tasks until the pipe is closed; the whole life of a worker.

    What its libraries print on their way out goes to `words`.
    """
    _settle(words)
    try:
        if setup.initializer is not None:
            setup.initializer(*setup.initargs)
        _limit_memory(setup.memory_limit)
        locks = setup.lock(*setup.initargs) if setup.lock is not None else None
    except BaseException as error:  # noqa: BLE001  # told to the parent, which raises it
        said = "".join(traceback.format_exception_only(error)).strip()
        pipe.send_bytes(FAILED + said.encode("utf-8", "backslashreplace"))
        return
    pipe.send_bytes(READY + _pickled(locks))
    work = partial(setup.work, tell=_Telling(pipe)) if setup.piecemeal else setup.work
    with suppress(EOFError, OSError):
        while _answer_batch(pipe, pipe.recv(), work):
            pass


class _Telling:
    """Tells the parent, through the pipe."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe

    def __call__(self, part: object, place: object, *, restart: bool = False) -> None:
        # Pickled each for itself: the parent keeps both as they are.
        self._pipe.send_bytes(PART + _pickled((restart, _pickled(place), _pickled(part))))

    def alive(self) -> None:
        self._pipe.send_bytes(ALIVE)


def _answer_batch(pipe: Connection, batch: list[bytes], work: Callable[..., object]) -> bool:
    for task in batch:
        # Pickled inside the attempt: a result that cannot travel is a fault of its document alone.
        answer, sound = attempt(lambda task=task: _pickled(work(pickle.loads(task))))  # type: ignore[misc]  # noqa: S301  # mypy cannot infer such a lambda; from our own parent
        kind = RESULT
        if isinstance(answer, Lost):
            kind = FULL if answer.kind == "memory" else RAISED if sound else LAST
            answer = _pickled(answer)
        pipe.send_bytes(kind + answer)
        if not sound:
            return False
    return True


def _pickled(value: object) -> bytes:
    return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)


def _raised(error: BaseException) -> Lost:
    trace = "".join(traceback.format_exception(error))
    return Lost("crash", f"{type(error).__name__} at {_place(error.__traceback__)}", trace[-_TRACE_LIMIT:])


def _place(trace: TracebackType | None) -> str:
    place = "an unknown place"
    while trace is not None:
        place = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place


def _settle(words: Connection) -> None:
    """Cut the ways by which a worker could disturb: Ctrl-C, the terminal, core dumps, a life after its parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _silence(words)
    if sys.platform == "win32":
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(OSError):
        os.setsid()
    _die_with_parent()


def _silence(words: Connection) -> None:
    # Parsers print what documents make them print; results travel through the pipe alone.
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for fd in (1, 2):
        os.dup2(nowhere, fd)
    os.close(nowhere)
    if sys.platform != "win32":
        # Nobody reads it before the end, so it must not block; what no longer fits is lost.
        os.set_blocking(words.fileno(), False)
        os.dup2(words.fileno(), 2)
    sys.stdout = sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115  # for as long as the process lives


def _die_with_parent() -> None:
    """Arrange to be killed with the parent, even while hanging; an idle worker ends when its pipe does."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return
    if sys.platform == "linux":
        # The kernel does it when the parent's end of this pipe closes: a thread would wait for the interpreter's lock,
        # and the process that forked this one (the forkserver) lives for as long as its children do.
        fcntl.fcntl(parent.sentinel, fcntl.F_SETOWN, os.getpid())
        fcntl.fcntl(parent.sentinel, fcntl.F_SETSIG, signal.SIGKILL)
        flags = fcntl.fcntl(parent.sentinel, fcntl.F_GETFL)
        fcntl.fcntl(parent.sentinel, fcntl.F_SETFL, flags | os.O_ASYNC)
    else:
        threading.Thread(target=_outlive_nobody, args=(parent,), daemon=True).start()
    if not parent.is_alive():
        os._exit(1)


def _outlive_nobody(parent: Any) -> None:
    parent.join()
    os._exit(1)


def _limit_memory(limit: int | None) -> None:
    if limit is None or sys.platform == "win32":
        return
    # On Linux what is really used, since pdfium and others reserve far more address space than they ever touch.
    kind = resource.RLIMIT_DATA if sys.platform == "linux" else resource.RLIMIT_AS
    hard = resource.getrlimit(kind)[1]
    with suppress(ValueError, OSError):
        resource.setrlimit(kind, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard))
