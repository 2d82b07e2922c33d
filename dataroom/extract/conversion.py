"""Programs of the machine that write a file in another format, each run in a scratch folder and behind its own locks.

A locked reader can start none that writes. So before it is locked it forks an attendant, which takes the name of a
conversion and the bytes of a document, and gives bytes back; nothing else passes between them. The attendant opens no
document: each conversion is a program of its own that sees the system's programs and its scratch folder alone, reaches
no network, and is ended with all that it started.
"""

from __future__ import annotations

import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Literal, NoReturn

from dataroom import isolation

if sys.platform != "win32":
    import resource

Outcome = Literal["made", "failed", "slow", "large", "locked"]

MOST_IN, MOST_OUT = 64 << 20, 128 << 20
_MOST_SCRATCH, _MOST_MEMORY = 512 << 20, 1 << 30
_SECONDS, _LONGEST, _BEAT = 14, 56, 0.5
"""Of the processor: a busy machine must not decide what is read; on the clock; between two looks."""
_SIGN_OF_LIFE = 2
_SAID = "piece.txt"
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse">
<value>true</value></prop><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse">
<value>0</value></prop></item></oor:items>
"""


@dataclass(frozen=True, slots=True)
class Conversion:
    """The programs that can do it, the name that the document gets, and the names that the result may have."""

    programs: tuple[str, ...]
    given: str
    made: tuple[str, ...]


CONVERSIONS = {
    "doc": Conversion(("soffice",), "piece.doc", ("piece.docx",)),
    "ppt": Conversion(("soffice",), "piece.ppt", ("piece.pptx",)),
    "doc-text": Conversion(("antiword",), "piece.doc", (_SAID,)),
    # Of several pictures in one file, each gets a number.
    "heic": Conversion(("heif-dec", "heif-convert"), "piece.heic", ("piece.jpg", "piece-1.jpg")),
}
_attendant: list[Connection] = []
"""The way to it, in a process that has one: what is locked can open no other."""


def find(name: str) -> str | None:
    """Give the program of this machine that does a conversion."""
    paths = map(shutil.which, CONVERSIONS[name].programs)
    # A program in the current folder, which may be the room itself, is none of ours.
    return next((path for path in paths if path is not None and Path(path).is_absolute()), None)


def attend() -> None:
    """Start the attendant of this process, which is about to be locked; none where no program is there for it."""
    if sys.platform != "linux" or not any(map(find, CONVERSIONS)):
        return
    ours, theirs = Pipe()
    if os.fork():
        theirs.close()
        _attendant[:] = [ours]
        return
    _serve(theirs)


def convert(name: str, document: bytes, alive: Callable[[], None] | None) -> tuple[Outcome, bytes]:
    """Give what a conversion makes of a document, by the attendant where this process has one."""
    if not _attendant:
        return _convert(name, document, partial(_stay, alive))
    pipe = _attendant[0]
    with suppress(EOFError, OSError):
        pipe.send_bytes(name.encode())
        pipe.send_bytes(document)
        for _ in range(2 * _LONGEST // _SIGN_OF_LIFE):
            if pipe.poll(_SIGN_OF_LIFE):
                outcome: Outcome = pipe.recv_bytes().decode()  # type: ignore[assignment]  # from our own process
                return outcome, pipe.recv_bytes()
            _stay(alive)
    # It is gone, or the two no longer speak of the same document.
    _attendant.clear()
    pipe.close()
    return "failed", b""


def _stay(alive: Callable[[], None] | None) -> bool:
    if alive is not None:
        alive()
    return False


def _serve(pipe: Connection) -> NoReturn:
    """Convert until the reader is gone: the whole life of the attendant, which outlives it to leave nothing behind."""
    try:
        os.setsid()
        nowhere, kept = os.open(os.devnull, os.O_RDWR), pipe.fileno()
        for handle in (0, 1, 2):
            os.dup2(nowhere, handle)
        # Whoever waits for the reader's end waits for its pipes.
        os.closerange(3, kept)
        os.closerange(kept + 1, os.sysconf("SC_OPEN_MAX"))
        while True:
            name, document = pipe.recv_bytes(16).decode(), pipe.recv_bytes(MOST_IN)
            outcome, made = _convert(name, document, pipe.poll)
            pipe.send_bytes(outcome.encode())
            pipe.send_bytes(made)
    finally:
        os._exit(0)


def _convert(name: str, document: bytes, stop: Callable[[], bool]) -> tuple[Outcome, bytes]:
    program = find(name)
    if program is None:
        return "failed", b""
    try:
        scratch = tempfile.TemporaryDirectory(prefix="dataroom-", ignore_cleanup_errors=True)
    except OSError:  # in a locked reader without an attendant
        return "locked", b""
    with scratch as folder:
        place = Path(folder).resolve()
        (place / CONVERSIONS[name].given).write_bytes(document)
        outcome = _run(program, _options(name, place), place, stop)
        made = _result(place, CONVERSIONS[name].made) if outcome == "made" else b""
    if made is None:
        return "failed", b""
    return ("large", b"") if len(made) > MOST_OUT else (outcome, made)


def _options(name: str, place: Path) -> list[str]:
    conversion = CONVERSIONS[name]
    given, made = str(place / conversion.given), str(place / conversion.made[0])
    if name == "doc-text":
        return ["-m", "UTF-8.txt", "-w", "0", given]
    if name == "heic":
        return ["-q", "90", given, made]
    profile = place / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    options = ["--headless", "--norestore", "--nolockcheck", "--nodefault", "--nofirststartwizard"]
    target = ["--convert-to", made.rpartition(".")[2], "--outdir", str(place), given]
    return [f"-env:UserInstallation={profile.as_uri()}", *options, *target]


def _run(program: str, options: list[str], place: Path, stop: Callable[[], bool]) -> Outcome:
    environment = {
        "PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8", "LANG": "C.UTF-8", "HOME": str(place),
        "TMPDIR": str(place), "SAL_USE_VCLPLUGIN": "svp",
    }  # fmt: skip
    began, outcome = _taken(), None
    try:
        with (place / _SAID).open("wb") as said:
            process = subprocess.Popen(  # noqa: S603 - no word of a document among the arguments
                [*_guard(), program, *options], stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.DEVNULL,
                cwd=place, env=environment, start_new_session=True,
                preexec_fn=None if sys.platform == "win32" else partial(_shut_in, Path(program), place),  # noqa: PLW1509 - the attendant has no threads
            )  # fmt: skip
    except subprocess.SubprocessError:
        return "locked"
    try:
        outcome = _watched(process, place, stop)
    finally:
        _end(process)
    if outcome is None and (process.returncode in {124, 137, -9, -24} or _taken() - began >= _SECONDS):
        return "slow"
    return outcome or ("large" if process.returncode == -25 else "made")


def _guard() -> list[str]:
    """Have the system end a program also when whoever waits for it is killed."""
    guard = shutil.which("timeout") if sys.platform == "linux" else None
    return [] if guard is None else [guard, "-k", "1", str(_LONGEST + 4)]


def _shut_in(program: Path, place: Path) -> None:
    """Bound and lock this process, which becomes the program; raises OSError where a lock of this kernel fails."""
    limits = {resource.RLIMIT_CPU: _SECONDS, resource.RLIMIT_FSIZE: MOST_OUT + 1, resource.RLIMIT_CORE: 0}
    if sys.platform == "linux":
        limits[resource.RLIMIT_DATA] = _MOST_MEMORY
    for kind, most in limits.items():
        isolation.lower(kind, most)
    os.umask(0o077)
    if not isolation.lock_converter(program, place):
        raise OSError("a lock of this kernel was refused")


def _watched(process: subprocess.Popen[bytes], place: Path, stop: Callable[[], bool]) -> Outcome | None:
    """Wait for the end of a program; gives why it is to be ended before."""
    for _ in range(int(_LONGEST / _BEAT)):
        with suppress(subprocess.TimeoutExpired):
            process.wait(_BEAT)
            return None
        if stop():
            return "failed"
        if _size(place) > _MOST_SCRATCH:
            return "large"
    return "slow"


def _end(process: subprocess.Popen[bytes]) -> None:
    if sys.platform == "win32":
        process.kill()
    else:
        # Its group, which the lock lets none of its children leave.
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _size(folder: Path) -> int:
    total = 0
    for parent, _, names in os.walk(folder):
        for name in names:
            with suppress(OSError):
                total += os.lstat(os.path.join(parent, name)).st_size  # noqa: PTH118 - plain strings, many
    return total


def _result(place: Path, names: tuple[str, ...]) -> bytes | None:
    """Give the file that was made; never what a link leads to, which a program that was taken over may have made."""
    flags = os.O_RDONLY | sum(getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY"))
    for name in names:
        with suppress(OSError), os.fdopen(os.open(place / name, flags), "rb") as file:
            found = os.fstat(file.fileno())
            if stat.S_ISREG(found.st_mode) and found.st_nlink == 1:
                return file.read(MOST_OUT + 1)
    return None


def _taken() -> float:
    """Give the processor time of the programs that this process has waited for."""
    times = os.times()
    return times.children_user + times.children_system
