"""What a document that took its worker over would try. Light on imports: workers of the tests load it."""

from __future__ import annotations

import ctypes
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from dataroom import isolation
from dataroom.extract import ocr_engine
from dataroom.isolation.spools import temporary

_place: list[Path] = []


def open_probes(room: Path) -> None:
    """Remember the room."""
    _place[:] = [room]


def lock_probes(room: Path) -> isolation.Locks:
    """Lock the worker in, as a reader is."""
    return isolation.lock(room, most_written=1 << 20)


def _spool(size: int) -> int:
    file = temporary()
    try:
        file.write(bytes(size))
        file.flush()
        file.seek(0)
        return len(file.read())
    finally:
        file.close()


def _call(number: int, *arguments: int) -> int:
    if ctypes.CDLL(None, use_errno=True).syscall(number, *arguments) == -1:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return 0


ROOM: dict[str, Callable[[Path], object]] = {
    "list the room": lambda room: len(list(room.iterdir())),
    "read the room": lambda room: (room / "note.txt").read_bytes(),
    "load a library": lambda _: len(__import__("wave").__all__) and None,
    "spool a member": lambda _: _spool(1 << 19),
    "spool many": lambda _: [_spool(10) for _ in range(100)] and None,
    "ask the engine": lambda _: ocr_engine.find() and None,
}
OUTSIDE: dict[str, Callable[[Path], object]] = {
    "read a password file": lambda _: Path("/etc/passwd").read_bytes(),
    "list the home": lambda _: list(Path.home().iterdir()),
    "read beside the room": lambda room: (room.parent / "secret.txt").read_bytes(),
    "read through a link": lambda room: (room / "lien").read_bytes(),
    "write beside the room": lambda room: (room.parent / "new").write_bytes(b"x"),
    "write into the room": lambda room: (room / "new").write_bytes(b"x"),
    "change a document": lambda room: (room / "note.txt").open("r+b"),
    "empty a document": lambda room: os.truncate(room / "note.txt", 0),
    "rename a document": lambda room: (room / "note.txt").rename(room / "b"),
    "remove a document": lambda room: (room / "note.txt").unlink(),
    "make a folder": lambda room: (room / "d").mkdir(),
    "make a link": lambda room: (room / "l").symlink_to("note.txt"),
    "change rights": lambda room: (room / "note.txt").chmod(0o777),
    "change times": lambda room: os.utime(room / "note.txt"),
    "start a shell": lambda _: subprocess.run(["/bin/sh", "-c", "true"], check=True),
    "start an interpreter": lambda _: subprocess.run([sys.executable, "-c", ""], check=True),
    "signal the parent": lambda _: os.kill(os.getppid(), 0),
    "spool too much": lambda _: _spool(3 << 20),
    "open TCP": lambda _: socket.create_connection(("127.0.0.1", 9)),
    "open UDP": lambda _: socket.socket(socket.AF_INET, socket.SOCK_DGRAM),
    "open IPv6": lambda _: socket.socket(socket.AF_INET6),
    "open a local socket": lambda _: socket.socket(socket.AF_UNIX),
    "open a raw socket": lambda _: socket.socket(socket.AF_PACKET, socket.SOCK_RAW),
    "set up io_uring": lambda _: _call(425, 1, 0),
    "open by handle": lambda _: _call(304 if os.uname().machine == "x86_64" else 265, 0, 0, 0),
}


def probe(name: str) -> object:
    """Try one of them; gives `refused` with the error where the system says no."""
    tried = {**ROOM, **OUTSIDE}[name]
    try:
        return tried(_place[0])
    except OSError as error:
        return f"refused: {type(error).__name__} {error.errno}"
