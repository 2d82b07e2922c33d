"""Converters of locked readers: they convert, and one that was taken over does nothing else."""

from __future__ import annotations

import os
import platform
import shutil
import socket
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dataroom.engine import Lost, run
from dataroom.isolation import Locks, landlock
from dataroom.model import State
from tests.extract.papers import SENTENCE, docx, facts, image, pptx
from tests.faults.converters import convert, extracted, lock_converters, open_converters

pytestmark = [
    pytest.mark.faults,
    pytest.mark.skipif(
        landlock.version() < 6 or platform.machine() not in {"x86_64", "aarch64"} or shutil.which("bash") is None,
        reason="this kernel has no Landlock of version 6, this machine no filter of calls, or no bash",
    ),
]
_MARK = "86417.5"
_STRAY = Path(f"/tmp/dataroom-stray-{os.getpid()}")  # noqa: S108 - a place where all may write
_HOSTILE = """#!/bin/bash
exec 2>/dev/null
try() { if ( eval "$2" ); then echo "$1: done"; else echo "$1: refused"; fi; }
try scratch 'echo a > ici'
try "write outside" 'echo a > "$OUTSIDE/new"'
try "append" 'echo a >> "$OUTSIDE/secret"'
try "write in /tmp" 'echo a > STRAY'
try "read" 'cat "$OUTSIDE/secret"'
try "list" 'ls "$OUTSIDE"'
try "change rights" 'chmod 640 "$OUTSIDE/secret"'
try "rename" 'mv "$OUTSIDE/secret" "$OUTSIDE/b" && mv "$OUTSIDE/b" "$OUTSIDE/secret"'
try "TCP" 'echo a > /dev/tcp/127.0.0.1/$PORT'
try "UDP" 'echo a > /dev/udp/127.0.0.1/$PORT'
try "signal" 'kill -0 $ATTENDANT'
try "leave the group" 'setsid true'
"""


class Place:
    """A room, programs and scratch, and the readers there."""

    def __init__(self, folder: Path) -> None:
        self.room, self.programs, self.scratch = (folder / name for name in ("room", "programs", "scratch"))
        for part in (self.room, self.programs, self.scratch):
            part.mkdir()
        (folder / "secret").write_text("secret", encoding="utf-8")
        self.outside = folder

    def antiword(self, script: str) -> None:
        """Make the stand-in for antiword; what it needs to know is written into it."""
        path = self.programs / "antiword"
        path.write_text(script, encoding="utf-8")
        path.chmod(0o755)

    def run(self, work: Callable[..., Any], tasks: list[Any], *, real: bool = False, timeout: float = 60) -> list[Any]:
        """Give the answers of one locked reader."""
        locks: list[Locks] = []
        found = run(
            tasks, work, jobs=1, timeout=timeout, memory_limit=1 << 30, initializer=open_converters,
            initargs=(self.room, None if real else self.programs, self.scratch), lock=lock_converters,
            ready=locks.append,
        )  # fmt: skip
        answers = [answer for _, answer in found]
        assert all(all(one.shown().values()) for one in locks)
        return answers

    def is_left_clean(self) -> bool:
        """Tell whether scratch and processes go, within a few seconds where the reader was killed."""
        for _ in range(100):
            if not list(self.scratch.iterdir()) and not _running(_MARK):
                return True
            time.sleep(0.05)
        return False


def _running(mark: str) -> list[str]:
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            found += [path.parent.name] if mark.encode() in path.read_bytes() else []
        except OSError:
            continue
    return found


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """Give an empty place."""
    return Place(tmp_path)


def test_a_converter_that_was_taken_over_reaches_nothing(place: Place) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        told = f"OUTSIDE='{place.outside}' PORT={server.getsockname()[1]} ATTENDANT={os.getpid()}\n"
        place.antiword(_HOSTILE.replace("exec 2>", told + "exec 2>", 1).replace("STRAY", str(_STRAY)))
        ((outcome, said),) = place.run(convert, [("doc-text", b"x")])
        server.settimeout(0)
        with pytest.raises(BlockingIOError):
            server.accept()
        lines = said.decode().splitlines()
        assert (outcome, lines[0], len(lines)) == ("made", "scratch: done", 12)
        assert {line.rpartition(": ")[2] for line in lines[1:]} == {"refused"}
        assert (place.outside / "secret").read_text(encoding="utf-8") == "secret"
        assert not _STRAY.exists()
        assert place.is_left_clean()
        # Without the locks, all of it can be done.
        free = subprocess.run([place.programs / "antiword"], check=True, capture_output=True, cwd=place.scratch)
        _STRAY.unlink()
        assert b"refused" not in free.stdout


def test_a_link_is_no_result(place: Place) -> None:
    place.antiword(f'#!/bin/bash\nrm piece.txt; ln -s "{place.outside}/secret" piece.txt\n')
    assert place.run(convert, [("doc-text", b"x")]) == [("failed", b"")]


@pytest.mark.parametrize(
    ("script", "outcome"),
    [
        (f"sleep {_MARK} & setsid sleep {_MARK} & (sleep {_MARK} &) ; sleep {_MARK}", "slow"),
        ("trap '' TERM INT XCPU; while :; do :; done", "slow"),
        ("head -c 200000000 /dev/zero", "large"),
        ("for i in 1 2 3 4 5 6; do head -c 120000000 /dev/zero > f$i; done; sleep 86417.5", "large"),
        (f"sleep {_MARK} & echo Bonjour", "made"),
    ],
)
def test_a_converter_that_does_not_end_or_fills_the_disk_is_ended(place: Place, script: str, outcome: str) -> None:
    place.antiword(f"#!/bin/bash\n{script}\n")
    assert [answer[0] for answer in place.run(convert, [("doc-text", b"x")])] == [outcome]
    assert place.is_left_clean()


def test_one_document_leaves_nothing_for_the_next(place: Place) -> None:
    place.antiword("#!/bin/bash\nls; cat piece.doc\necho a > trace\n")
    said = place.run(convert, [("doc-text", b"un"), ("doc-text", b"deux")])
    assert said == [("made", b"piece.doc\npiece.txt\n" + text) for text in (b"un", b"deux")]


def test_a_reader_that_is_killed_takes_its_converter_with_it(place: Place) -> None:
    place.antiword(f"#!/bin/bash\nsleep {_MARK} & sleep {_MARK}\n")
    (lost,) = place.run(convert, [("doc-text", b"x")], timeout=1)
    assert isinstance(lost, Lost)
    assert place.is_left_clean()


def test_old_files_are_read_behind_all_the_locks(place: Place, tmp_path: Path) -> None:
    made = _old_files(place.room, tmp_path)
    contents = dict(zip(made, place.run(extracted, [place.room / name for name in made], real=True), strict=True))
    for name, content in contents.items():
        assert "converted" in facts(content), name
        assert content.state is (State.IMAGE_ONLY if name == "c.heic" else State.OK), (name, content.reason)
        assert name == "c.heic" or SENTENCE in "".join(content.pages)
    assert place.is_left_clean()


@pytest.mark.skipif(shutil.which("antiword") is None, reason="antiword is not installed: `apt install antiword`")
def test_old_texts_are_read_by_antiword_behind_all_the_locks(place: Place, tmp_path: Path) -> None:
    if "a.doc" not in _old_files(place.room, tmp_path):
        pytest.skip("no old Word file could be made: `apt install libreoffice-writer-nogui`")
    ((outcome, text),) = place.run(convert, [("doc-text", (place.room / "a.doc").read_bytes())], real=True)
    assert (outcome, SENTENCE in text.decode()) == ("made", True)
    assert place.is_left_clean()


def _old_files(room: Path, folder: Path) -> list[str]:
    """Make a file of each kind for which the machine has a program that makes it."""
    (folder / "a.docx").write_bytes(docx(lambda d: d.add_paragraph(" ".join([SENTENCE] * 40))))
    (folder / "b.pptx").write_bytes(pptx(("Titre", SENTENCE)))
    (folder / "c.png").write_bytes(image("PNG"))
    if office := shutil.which("soffice"):
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        for new, old in (("a.docx", "doc"), ("b.pptx", "ppt")):
            command = [office, profile, "--headless", "--convert-to", old, "--outdir", str(room), str(folder / new)]
            subprocess.run(command, check=False, capture_output=True, timeout=120)
    if (encoder := shutil.which("heif-enc")) and (shutil.which("heif-dec") or shutil.which("heif-convert")):
        subprocess.run([encoder, str(folder / "c.png"), "-o", str(room / "c.heic")], check=False, capture_output=True)
    made = sorted(path.name for path in room.iterdir())
    if not made:
        pytest.skip("no converter is installed: `apt install libreoffice-writer-nogui libheif-examples`")
    return made
