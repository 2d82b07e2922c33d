"""What the system tells of a worker from outside: how long it waited for a processor, and what it died of."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path

_NEAR = 0.5
"""Of the memory allowed: a buffer that is doubled asks for what is not there once half of it is taken."""
_ENDINGS = {"SIGABRT", "SIGSEGV", "SIGTRAP", "SIGILL", "SIGBUS", "SIGKILL"}
_WORDS = (b"memory allocation of", b"bad_alloc", b"ut of memory", b"annot allocate memory")
_MOST_WORDS = 1 << 16


class Watch:
    """Looks at one process, where the system shows it; elsewhere it sees nothing."""

    def __init__(self, pid: int | None) -> None:
        """Begin to look; raises nothing where there is nothing to be seen."""
        self._place = Path(f"/proc/{pid}") if pid is not None and sys.platform == "linux" else None
        self._waited = 0
        self.most_memory = 0
        """The most that was seen in use since the last task was begun, in bytes."""

    def begin(self) -> None:
        """Say that another task is begun."""
        self.most_memory = 0

    def stalled(self) -> float:
        """Give how many seconds it waited for a processor since this was asked last; looks at its memory as well."""
        self.most_memory = max(self.most_memory, self._number("statm", 5) * _page())
        waited = self._number("schedstat", 1)
        since, self._waited = waited - self._waited, max(waited, self._waited)
        return max(0, since) / 1e9

    def _number(self, name: str, column: int) -> int:
        if self._place is not None:
            with suppress(OSError, ValueError, IndexError):
                return int((self._place / name).read_bytes().split()[column])
        return 0


def ended_for_memory(code: int | None, words: Connection, watch: Watch, limit: int | None) -> bool:
    """Tell whether a worker that ended by itself did so because it got no more memory.

    Libraries written in C++ and Rust do not raise then: they say so on their way out, or are just gone.
    """
    if code is None or limit is None or sys.platform == "win32":
        return False
    name = signal.Signals(-code).name if -code in set(signal.Signals) else ""
    if name not in _ENDINGS:
        return False
    return watch.most_memory > limit * _NEAR or any(word in _last(words) for word in _WORDS)


def _last(words: Connection) -> bytes:
    with suppress(OSError):
        os.set_blocking(words.fileno(), False)
        return os.read(words.fileno(), _MOST_WORDS)
    return b""


def _page() -> int:
    return os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096
