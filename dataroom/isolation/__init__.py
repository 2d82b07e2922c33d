"""The locks of a worker: what it may still do once its parsers are loaded and the first document is opened.

A document that takes a parser over gets a process without network, which can write nowhere and read nothing but the
room and the libraries of the program. Each lock is the kernel's; where it has none, the report says so.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, fields
from pathlib import Path

from dataroom.isolation import landlock, places, seccomp, spools

if sys.platform != "win32":
    import resource

__all__ = ["OPEN", "Locks", "lock", "lock_converter", "weakest"]


@dataclass(frozen=True, slots=True)
class Locks:
    """Which locks stand on a worker; in words that are the same on all machines."""

    network: bool = False
    """No connection to anything, not even on this machine."""
    writing: bool = False
    """No file written, made, renamed, removed, or given other rights or times."""
    reading: bool = False
    """No file read outside the room and the program's own libraries."""
    processes: bool = False
    """No other process looked into, changed or, but for its own children, signalled."""
    memory: bool = False
    """No more memory than allowed."""

    def shown(self) -> dict[str, bool]:
        """Give the locks by name, as the report holds them."""
        return {item.name: bool(getattr(self, item.name)) for item in fields(self)}


OPEN = Locks()


def lock(room: Path, *, most_written: int, extra: Iterable[Path] = ()) -> Locks:
    """Lock this process and all that it will start, for good; gives the locks that stand. Never raises.

    `room` and `extra` stay readable. Spools for large members are opened beforehand; none takes more than
    `most_written` bytes.
    """
    if sys.platform == "win32":
        return OPEN
    _limit(most_written)
    memory = resource.getrlimit(resource.RLIMIT_DATA if sys.platform == "linux" else resource.RLIMIT_AS)[0]
    bounded = memory != resource.RLIM_INFINITY
    if sys.platform != "linux":
        return Locks(memory=bounded)
    spools.prepare()
    files = landlock.restrict(places.allowed(room, extra))
    calls = seccomp.restrict()
    return Locks(
        network=calls,
        # Landlock knows nothing of rights and times, and the filter nothing of paths: only both together keep it.
        writing=files.writing and calls,
        reading=files.reading,
        processes=files.signals and calls,
        memory=bounded,
    )


def lock_converter(program: Path, scratch: Path) -> bool:
    """Lock this process, which becomes `program`, for good: it writes in `scratch` alone, and reads no document else.

    Gives whether every lock stands that this kernel has, which are those of the readers.
    """
    files = landlock.restrict(places.of_converter(program, scratch))
    calls = seccomp.restrict(converter=True)
    return (files.reading or not landlock.version()) and (calls or seccomp.known() is None)


def weakest(locks: Iterable[Locks]) -> Locks:
    """Give the locks that stand on every one of some workers; none stand on no worker."""
    known = list(locks)
    if not known:
        return OPEN
    return Locks(**{item.name: all(getattr(one, item.name) for one in known) for item in fields(Locks)})


def lower(kind: int, most: int) -> None:
    """Lower a limit of this process for good, and never raise it; raises ValueError and OSError."""
    hard = resource.getrlimit(kind)[1]
    value = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(kind, (value, value))


def _limit(most_written: int) -> None:
    # Not the number of processes: the system counts all that the user runs.
    for kind, most in ((resource.RLIMIT_FSIZE, most_written), (resource.RLIMIT_CORE, 0)):
        with suppress(ValueError, OSError):
            lower(kind, most)
    with suppress(OSError):
        os.umask(0o077)
