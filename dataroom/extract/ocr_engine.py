"""The recognition engine: Tesseract, where it is installed, run as a program of its own on one page at a time.

A program of its own can hang, crash or be fooled by a hostile picture without taking the reader with it.
"""

from __future__ import annotations

import math
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

if sys.platform == "linux":
    import resource

LANGUAGES = ("fra", "eng")
_ASKING_SECONDS = 10.0
_LONGEST_WAIT = 18.0  # seconds by the clock for one page; whoever waits for a sign of life gives up at twenty
_OUT_OF_TIME = 24  # SIGXCPU
_MOST_MEMORY = 1 << 30


class EngineFault(Exception):
    """The engine gave no answer; the message is `time` or `failed`."""


@dataclass(frozen=True, slots=True)
class Engine:
    """An engine that can be run: its program, version and languages, and whether it sees which way a page is up."""

    path: str
    version: str
    languages: tuple[str, ...]
    turns: bool = False

    @property
    def name(self) -> str:
        """The name to show, with the languages where one of ours is missing."""
        missing = "" if len(self.languages) == len(LANGUAGES) else f" ({', '.join(self.languages)})"
        return f"tesseract {self.version}{missing}"


def find() -> Engine | None:
    """Give the engine of this machine, or None where it, or its French, is not installed."""
    path = shutil.which("tesseract")
    # A program in the current folder, which may be the room itself, is none of ours.
    return None if path is None or not Path(path).is_absolute() else _described(path)


@lru_cache(maxsize=4)
def _described(path: str) -> Engine | None:
    try:
        version = re.match(r"tesseract v?([0-9][\w.+-]*)", _ask(path, "--version"))
        installed = set(_ask(path, "--list-langs").split())
    except (OSError, subprocess.SubprocessError):
        return None
    languages = tuple(language for language in LANGUAGES if language in installed)
    if version is None or LANGUAGES[0] not in languages:
        return None
    return Engine(path, version[1], languages, turns="osd" in installed)


def _ask(path: str, question: str) -> str:
    done = subprocess.run(  # noqa: S603 - no shell, and no word of a document among the arguments
        [path, question], capture_output=True, check=True, timeout=_ASKING_SECONDS, stdin=subprocess.DEVNULL
    )
    # Older versions answer on the other stream.
    return (done.stdout or done.stderr).decode("utf-8", "replace")


def run(engine: Engine, image: bytes, seconds: float, options: Sequence[str] = (), *, upright: bool = False) -> str:
    """Give the table (TSV) that the engine makes of a picture; raises EngineFault.

    `seconds` is processor time: how busy the machine is must not decide what is read. `upright` saves
    finding out how the page lies.
    """
    mode = "1" if engine.turns and not upright else "3"
    command = [engine.path, "stdin", "stdout", "-l", "+".join(engine.languages), "--psm", mode, *options, "tsv"]
    # One thread: more of them gain little on a page, and the workers already fill the machine.
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    try:
        with subprocess.Popen(  # noqa: S603 - no shell, and no word of a document among the arguments
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
        ) as process:
            _bound(process.pid, seconds)
            return _answer(process, image)
    except OSError as error:
        raise EngineFault("failed") from error


def _bound(pid: int, seconds: float) -> None:
    """Make the kernel end the program as well, should this process be killed while it waits."""
    if sys.platform != "linux":
        return
    longest = max(1, math.ceil(seconds))
    with suppress(OSError, ValueError):
        resource.prlimit(pid, resource.RLIMIT_CPU, (longest, longest))
        resource.prlimit(pid, resource.RLIMIT_DATA, (_MOST_MEMORY, _MOST_MEMORY))


def _answer(process: subprocess.Popen[bytes], image: bytes) -> str:
    try:
        answer, _ = process.communicate(image, timeout=_LONGEST_WAIT)
    except subprocess.TimeoutExpired as error:
        raise EngineFault("time") from error
    finally:
        process.kill()
    if process.returncode == -_OUT_OF_TIME:
        raise EngineFault("time")
    if process.returncode != 0:
        raise EngineFault("failed")
    return answer.decode("utf-8", "replace")
