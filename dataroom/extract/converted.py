"""Old Word and PowerPoint files (DOC, PPT), pictures of telephones (HEIC): a program of the machine reads them.

No kept, permissive library does. LibreOffice writes old files again as DOCX and PPTX, which are read with all they
hide; antiword gives the text alone; the tools of libheif write pictures again as JPEG. The program gets a copy under a
plain name in a private folder, no macros, no network proxy, little time and memory.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import olefile

from dataroom.extract import kinds, passwords, reasons, slides, unsupported, word
from dataroom.extract.draft import Draft, Refusal
from dataroom.extract.source import Source
from dataroom.model import State

_SECONDS, _LONGEST, _BEAT = 14, 56, 2
"""Of the processor; on the clock; between two signs of life."""
_STOPPED = {124, 137, 152, -9, -24}
"""How `timeout` ends, and who ran out of processor time."""
_MOST_IN, _MOST_OUT = 64 << 20, 256 << 20
_LOCKED_SLIDES = 0xF3D1C4DF
_TARGETS = {kinds.DOC: ("doc", "docx", word.read), kinds.PPT: ("ppt", "pptx", slides.read)}
_COMPONENTS = {kinds.DOC: "libswlo.so", kinds.PPT: "libsdlo.so", kinds.XLS: "libsclo.so"}
"""Where they stand beside the program: Writer, Impress, Calc."""
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse">
<value>true</value></prop><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse">
<value>0</value></prop></item></oor:items>
"""


def read_doc(source: Source, draft: Draft) -> None:
    """Read an old Word file."""
    _read(source, draft, kinds.DOC)


def read_ppt(source: Source, draft: Draft) -> None:
    """Read an old PowerPoint file."""
    _read(source, draft, kinds.PPT)


def _read(source: Source, draft: Draft, kind: str) -> None:
    if source.size > _MOST_IN:
        raise Refusal(State.TOO_LARGE, reasons.inflates_too_much(source.name, _MOST_IN))
    if _is_locked(source, kind):
        opened = passwords.unlocked_office(source, draft.limits.passwords)
        if opened is None:
            raise Refusal(State.ENCRYPTED, reasons.PASSWORD)
        draft.fact("opened-with-password")
        source = opened
    office, antiword = _program("soffice"), _program("antiword")
    if office is not None and _lacks(office, kind):
        office = None
    if office is not None:
        _by_office(office, source, draft, kind)
    elif kind == kinds.DOC and antiword is not None:
        _by_antiword(antiword, source, draft)
    else:
        raise Refusal(State.UNSUPPORTED, unsupported.reason(kind, source.extension))


def _is_locked(source: Source, kind: str) -> bool:
    """Tell whether a file is encrypted: [MS-DOC] 2.5.1 FibBase, fEncrypted; [MS-PPT] 2.3.2 CurrentUserAtom."""
    name, at, size = ("WordDocument", 10, 2) if kind == kinds.DOC else ("Current User", 12, 4)
    with source.open() as stream, olefile.OleFileIO(stream) as file:
        head = file.openstream(name).read(at + size) if file.exists(name) else b""
    value = int.from_bytes(head[at:], "little")
    return bool(value & 0x0100) if kind == kinds.DOC else value == _LOCKED_SLIDES


def _program(name: str) -> str | None:
    path = shutil.which(name)
    # A program in the current folder, which may be the room itself, is none of ours.
    return path if path is not None and Path(path).is_absolute() else None


def _lacks(program: str, kind: str) -> bool:
    """Tell whether LibreOffice was installed without the part that reads a kind: it would call sound files damaged."""
    folder = Path(program).resolve().parent
    there = {part for part in _COMPONENTS.values() if (folder / part).is_file()}
    return bool(there) and _COMPONENTS[kind] not in there


def _by_office(program: str, source: Source, draft: Draft, kind: str) -> None:
    old, new, reader = _TARGETS[kind]
    with _own_folder() as folder:
        place = Path(folder)
        (place / "profile" / "user").mkdir(parents=True)
        (place / "profile" / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
        _copy(source, place / f"piece.{old}")
        profile = f"-env:UserInstallation={(place / 'profile').as_uri()}"
        options = ["--headless", "--norestore", "--nolockcheck", "--nodefault", "--nofirststartwizard"]
        target = ["--convert-to", new, "--outdir", str(place / "out"), str(place / f"piece.{old}")]
        _run([program, profile, *options, *target], place, draft.limits.alive)
        made = place / "out" / f"piece.{new}"
        if not made.is_file():
            raise Refusal(State.CORRUPT, reasons.crashed(old.upper(), "LibreOffice"))
        if made.stat().st_size > _MOST_OUT:
            raise Refusal(State.TOO_LARGE, reasons.inflates_too_much(source.name, _MOST_OUT))
        draft.fact("converted", "LibreOffice")
        reader(Source.of_file(made.name, lambda: made.open("rb")), draft)


def _by_antiword(program: str, source: Source, draft: Draft) -> None:
    with _own_folder() as folder:
        place = Path(folder)
        _copy(source, place / "piece.doc")
        command = [program, "-m", "UTF-8.txt", "-w", "0", str(place / "piece.doc")]
        text = _run(command, place, draft.limits.alive).decode("utf-8", "replace")
    draft.fact("converted", "antiword")
    draft.fact("converted-text-only")
    draft.page(text)
    if not draft.has_text:
        draft.fault(State.EMPTY, reasons.NO_TEXT)


def jpeg_of(data: bytes, draft: Draft) -> bytes | None:
    """Give a HEIC picture as JPEG, or None where no program of the machine makes one of it."""
    program = _program("heif-dec") or _program("heif-convert")
    if program is None or len(data) > _MOST_IN or not draft.limits.ocr:
        return None
    try:
        return _jpeg(program, data, draft)
    except Refusal:
        return None  # it stays a picture that was not read


def _jpeg(program: str, data: bytes, draft: Draft) -> bytes | None:
    with _own_folder() as folder:
        place = Path(folder)
        (place / "piece.heic").write_bytes(data)
        _run([program, "-q", "90", str(place / "piece.heic"), str(place / "piece.jpg")], place, draft.limits.alive)
        # Of several pictures in one file, each gets a number.
        made = next((file for file in (place / "piece.jpg", place / "piece-1.jpg") if file.is_file()), None)
        if made is None or made.stat().st_size > _MOST_IN:
            return None
        draft.fact("converted", Path(program).name)
        return made.read_bytes()


@contextmanager
def _own_folder() -> Iterator[str]:
    """Give a private folder, gone afterwards; raises Refusal in a locked reader, which can write nowhere."""
    try:
        folder = tempfile.TemporaryDirectory(prefix="dataroom-")
    except OSError as error:
        raise Refusal(State.UNSUPPORTED, reasons.LOCKED_IN) from error
    with folder as path:
        yield path


def _copy(source: Source, path: Path) -> None:
    with source.open() as stream, path.open("wb") as file:
        shutil.copyfileobj(stream, file, 1 << 20)


def _run(command: list[str], folder: Path, alive: Callable[[], None] | None) -> bytes:
    """Give what a program prints; its time is that of the processor: a busy machine must not decide what is read."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL") if name in os.environ}
    home = {"HOME": str(folder), "TMPDIR": str(folder), "SAL_USE_VCLPLUGIN": "svp"}
    began = _taken()
    with subprocess.Popen(  # noqa: S603 - no word of a document among the arguments
        _bounded(command), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=folder,
        env={**kept, **home},
    ) as process:  # fmt: skip
        out = _answer(process, alive)
    if process.returncode in _STOPPED or _taken() - began >= _SECONDS:
        raise Refusal(State.TIMEOUT, reasons.SLOW_CONVERSION)
    return out


def _bounded(command: list[str]) -> list[str]:
    """Have the system end the program and its children, also when this process is killed while it waits."""
    guard, shell = (shutil.which(name) if sys.platform == "linux" else None for name in ("timeout", "sh"))
    if guard is None or shell is None:
        return command
    return [shell, "-c", f'ulimit -t {_SECONDS}; exec "$@"', "sh", guard, "-k", "1", str(_LONGEST), *command]


def _answer(process: subprocess.Popen[bytes], alive: Callable[[], None] | None) -> bytes:
    for _ in range(_LONGEST // _BEAT + 2):
        try:
            return process.communicate(timeout=_BEAT)[0]
        except subprocess.TimeoutExpired:
            if alive is not None:
                alive()
    process.kill()
    raise Refusal(State.TIMEOUT, reasons.SLOW_CONVERSION)


def _taken() -> float:
    """Give the processor time of the programs that this process has waited for."""
    times = os.times()
    return times.children_user + times.children_system
