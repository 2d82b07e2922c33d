"""Things in the tree that are no documents, or that are hard to reach."""

from __future__ import annotations

import os
import socket
from contextlib import suppress
from pathlib import Path

from dataroom.model import State


def plant(room: Path) -> dict[str, frozenset[State]]:
    """Put them into a room; gives the states in which each may end."""
    unsupported, ok = frozenset({State.UNSUPPORTED}), frozenset({State.OK})
    hole = frozenset({State.UNREADABLE})
    place = room / "arbre"
    place.mkdir()
    os.mkfifo(place / "tube")
    server = socket.socket(socket.AF_UNIX)
    with suppress(OSError):  # the path of the room may be longer than a socket's may be
        server.bind(str(place / "prise"))
    server.close()
    (place / "boucle").symlink_to(place)
    (place / "un").symlink_to("deux")
    (place / "deux").symlink_to("un")
    (place / "dehors.pdf").symlink_to("/etc/passwd")
    with (place / "creux.pdf").open("wb") as file:
        file.truncate(10 << 30)
    expected = {
        "arbre/tube": unsupported, "arbre/boucle": unsupported, "arbre/un": unsupported, "arbre/deux": unsupported,
        "arbre/dehors.pdf": unsupported, "arbre/creux.pdf": hole,
    }  # fmt: skip
    if (place / "prise").exists():
        expected["arbre/prise"] = unsupported
    if os.geteuid() == 0:
        with suppress(OSError):
            os.mknod(place / "disque", 0o20600, os.makedev(1, 5))
            expected["arbre/disque"] = unsupported
    return expected | _names(place, ok)


def _names(place: Path, ok: frozenset[State]) -> dict[str, frozenset[State]]:
    text = b"Une note."
    raw = os.fsencode(place)
    for name in (b"caf\xe9.txt", b"deux\nlignes.txt", b"\x1b[31m.txt", b"-rf.txt", b"a" * 251 + b".txt"):
        Path(os.fsdecode(raw + b"/" + name)).write_bytes(text)
    deep = place
    for level in range(60):
        deep /= f"niveau {level:02}"
    deep.mkdir(parents=True)
    (deep / "note.txt").write_bytes(text)
    levels = "/".join(f"niveau {level:02}" for level in range(60))
    names = ("caf\\xe9.txt", "deux\nlignes.txt", "\x1b[31m.txt", "-rf.txt", "a" * 251 + ".txt", f"{levels}/note.txt")
    return {f"arbre/{name}": ok for name in names}
