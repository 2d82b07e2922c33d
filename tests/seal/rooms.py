"""Rooms to be sealed, and the stock tools that check them."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import subprocess
import sys
from pathlib import Path

from dataroom.seal import SCRIPT
from dataroom.seal.make import Options, Sealed, seal

NOW = dt.datetime(2026, 3, 31, 12, 0, 0, tzinfo=dt.UTC)

HOSTILE = [
    # line ends, blanks and backslashes
    b"line\nbreak.pdf",
    b"\nfirst",
    b"last\n",
    b"\n",
    b"carriage\rreturn",
    b"last\r",
    b"both\r\n",
    b"tab\there",
    b"trailing ",
    b"trailing folder /inside.pdf",
    b" leading",
    b" ",
    b"two  spaces",
    b"back\\slash",
    b"last\\",
    b"\\",
    b"\\\\twice",
    b"literal\\n",
    b"mixed\\n\n\\",
    # bytes that are no text
    b"latin-\xe9.pdf",
    b"\xff\xfe",
    b"surrogate-\xed\xa0\x80",
    b"overlong-\xc0\xaf",
    b"cut-\xe2\x82",
    b"latin\xe9\nline",
    # characters that do not show, or show as something else
    "replacement-\ufffd".encode(),
    b"escape-\x1b[2J",
    b"bell-\x07",
    b"delete-\x7f",
    b"\x01",
    "next-line-\x85".encode(),
    "separator-\u2028".encode(),
    "override-\u202efdp.exe".encode(),
    "joiner-\u200d".encode(),
    "\ufeffmark".encode(),
    "no-break\u00a0space".encode(),
    "private-\ue000".encode(),
    "unassigned-\U000e0fff".encode(),
    "\u0301".encode(),
    "emoji-👩‍💼".encode(),
    "契約書.pdf".encode(),
    "عقد.pdf".encode(),
    # twins
    "Hélène.pdf".encode(),
    "He\u0301le\u0300ne.pdf".encode(),
    b"Bilan.pdf",
    b"BILAN.PDF",
    b"bilan.pdf",
    # what a shell or a tool could take for something else
    b"-rf",
    b"--",
    b"-",
    b"...",
    b"..hidden",
    b".hidden",
    b"*",
    b"*star",
    b"[a-z]?",
    b"$(touch pwned)",
    b"`id`;&|<>",
    b"'single' \"double\"",
    b"#comment",
    b"~",
    b"%s%n%00",
    b"x: OK",
    b"x: FAILED",
    b"SHA256 (y) = 00",
    b"z) = " + b"0" * 64,
    b"a" * 64 + b"  .",
    # lengths
    b"n" * 255,
    "é".encode() * 127,
    b"/".join([b"d"] * 40) + b"/deep",
]


def place(path: Path, raw: bytes) -> Path:
    """Give the path of a raw name in a folder."""
    return Path(os.fsdecode(os.fsencode(path) + b"/" + raw))


def fill(room: Path, names: list[bytes]) -> Path:
    """Make a file of each name, whose content is its name twice over and a number."""
    for number, raw in enumerate(names):
        path = place(room, raw)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw * 2 + b"%d" % number)
    return room


def hostile_room(folder: Path) -> Path:
    """Make a room of hostile names, with an empty file in it."""
    room = fill(folder / "room", HOSTILE)
    place(room, b"empty").touch()
    return room


def sealed(room: Path, folder: Path, **options: object) -> Sealed:
    """Seal a room in this process."""
    folder.mkdir(exist_ok=True)
    return seal(room, folder, NOW, Options(jobs=0, version="0", **options))  # type: ignore[arg-type]


def ssh_key(folder: Path, name: str = "key") -> Path:
    """Make an Ed25519 key without a pass phrase."""
    path = folder / name
    command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "somebody@machine", "-f", str(path)]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
    return path


SHELLS = [shell for shell in (["dash"], ["bash", "--posix"], ["busybox", "sh"]) if shutil.which(shell[0])] or [["sh"]]


def verify(
    place: Path, room: Path, *options: str, under: list[str] | None = None, path: str | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the seal's own script."""
    return subprocess.run(
        [*(under or SHELLS[0]), str(place / SCRIPT), "--lang", "en", *options, str(room)],
        capture_output=True, text=True, check=False, errors="surrogateescape", stdin=subprocess.DEVNULL, timeout=60,
        env={**os.environ, "PATH": path if path is not None else os.environ["PATH"]},
    )  # fmt: skip


def tools_only(folder: Path, *names: str) -> str:
    """Give a PATH on which there are these tools and no others."""
    folder.mkdir()
    for name in names:
        found = shutil.which(name)
        if found:
            (folder / name).symlink_to(found)
    return str(folder)


def snapshot(room: Path) -> list[tuple[bytes, bytes, int, int]]:
    """Give everything in a room, times of last change included."""
    found = []
    for folder, _, names in os.walk(os.fsencode(room)):
        for name in [b"", *names]:
            path = os.path.join(folder, name) if name else folder  # noqa: PTH118 - names that are not text
            held = os.lstat(path)
            content = Path(os.fsdecode(path)).read_bytes() if name and Path(os.fsdecode(path)).is_file() else b""
            found.append((path, content, held.st_mtime_ns, held.st_mode))
    return sorted(found)


PYTHON = sys.executable
