"""What tasks may do to their worker. Light on imports: every worker of the tests loads it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import zlib
from pathlib import Path
from typing import Any

state: dict[str, Any] = {}


class Panic(BaseException):
    """As Rust libraries raise it."""


class Trap:
    """Travels, and breaks where it arrives."""

    def __reduce__(self) -> tuple[Any, ...]:
        return int, ("not a number",)


def hang() -> None:
    threading.Event().wait()


def eat() -> int:
    held = []
    while True:
        held.append(bytearray(1 << 24))


def len_of(text: str) -> int:
    return len(text)


def fill() -> str:
    state["leak"] = bytearray(150 << 20)
    return "filled"


def need() -> str:
    bytearray(150 << 20)
    return "needed"


def shout() -> str:
    print("pollution")  # noqa: T201  # what is tried
    os.write(1, b"pollution")
    os.write(2, b"pollution")
    return "shouted"


def die_once(mark: str) -> str:
    if not Path(mark).exists():
        Path(mark).touch()
        os._exit(9)
    return "second time"


def killed_once(mark: str) -> str:
    if not Path(mark).exists():
        Path(mark).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return "second time"


def abort_full() -> None:
    """End as pdfium does: without a word, after taking what there is."""
    state["held"] = bytearray(200 << 20)
    for _ in range(10):  # to fill it in earnest takes as long
        zlib.crc32(state["held"])
    os.abort()


def abort_saying(words: bytes) -> None:
    os.write(2, words)
    os.abort()


def hold(fifo: str) -> None:
    """Keep a pipe open for as long as this process lives."""
    state["fifo"] = os.open(fifo, os.O_WRONLY)
    os.write(state["fifo"], b"held\n")


def hold_and_hang(fifo: str) -> None:
    hold(fifo)
    hang()


def child_and_hang(fifo: str) -> None:
    hold(fifo)
    command = [sys.executable, "-c", "import signal; signal.pause()"]
    subprocess.run(command, check=False, pass_fds=[state["fifo"]])


def fail() -> None:
    raise ValueError("a secret word of the document")


def panic() -> None:
    raise Panic


def segfault() -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


FAULTS: dict[str, Any] = {
    "exit": lambda: os._exit(3),
    "sys.exit": lambda: sys.exit(3),
    "kill": lambda: os.kill(os.getpid(), signal.SIGKILL),
    "segfault": segfault,
    "interrupt": lambda: os.kill(os.getpid(), signal.SIGINT),
    "raise": fail,
    "panic": panic,
    "hang": hang,
    "hang in C": lambda: os.read(os.pipe()[0], 1),
    "eat": eat,
    "fill": fill,
    "need": need,
    "unpicklable": lambda: lambda: None,
    "trap": Trap,
    "close the pipe": lambda: os.closerange(3, 256),
    "shout": shout,
    "large": lambda: b"x" * 3_000_000,
    "loaded": lambda: state.get("rules"),
    "pid": os.getpid,
    "abort, full": abort_full,
    "abort, saying why": lambda: abort_saying(b"memory allocation of 103079215080 bytes failed\n"),
    "abort, saying secrets": lambda: abort_saying(b"secrets\n"),
}


def work(task: object) -> object:
    """Do what the task says; a number comes back squared."""
    if isinstance(task, int):
        return task * task
    if isinstance(task, tuple):
        return globals()[task[0]](*task[1:])
    return FAULTS[str(task)]()


def load(rules: str) -> None:
    """Stand for the loading of rules."""
    state["rules"] = rules


def load_nothing(message: str) -> None:
    """Fail, as an initialiser."""
    raise RuntimeError(message)


def die_loading() -> None:
    """Die, as an initialiser."""
    os._exit(7)
