"""Readers of the tests alone: a worker in which some names make a parser crash, hang or eat memory."""

from __future__ import annotations

import ctypes
import os
import threading
from collections.abc import Callable

from dataroom.extract import plain
from dataroom.extract.draft import Draft
from dataroom.extract.source import Source
from dataroom.reader import Settings, open_reader


def crash() -> None:
    """Read what is not there, as a parser written in C may."""
    ctypes.string_at(0)


def hang() -> None:
    threading.Event().wait()


def eat() -> None:
    held = []
    while True:
        held.append(b"x" * (1 << 24))


_FAULTS: dict[str, Callable[[], None]] = {"plante.txt": crash, "bloque.txt": hang, "dévore.txt": eat}
_read = plain.read


_gate: list[int] = []
"""Where names are told, and where the answer is waited for."""


def _faulty(source: Source, draft: Draft) -> None:
    _FAULTS.get(source.name, lambda: None)()
    _read(source, draft)
    if _gate:
        os.write(_gate[0], source.name.encode() + b"\n")
        os.read(_gate[1], 1)


def open_faulty_reader(settings: Settings) -> None:
    """Make this process a worker with those faults."""
    plain.read = _faulty
    if fifo := os.environ.get("TORTURE_HELD"):
        # Kept open for as long as this process lives.
        held = os.open(fifo, os.O_WRONLY)
        os.write(held, b"held\n")
    if gate := os.environ.get("TORTURE_GATE"):
        _gate[:] = [os.open(f"{gate}/said", os.O_WRONLY), os.open(f"{gate}/answered", os.O_RDONLY)]
    open_reader(settings)
