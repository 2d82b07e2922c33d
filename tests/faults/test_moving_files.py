"""Files and folders that move under the reading, or that may not be read: each is said, all others are read."""

from __future__ import annotations

import ctypes
import json
import os
import select
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytestmark = [pytest.mark.faults, pytest.mark.skipif(sys.platform != "linux", reason="the faults are Linux’s")]
PROGRAM = """
import dataroom.read
from tests.faults.torture.readers import open_faulty_reader
dataroom.read.open_reader = open_faulty_reader
from dataroom.cli import main
main()
"""
PROFILE = "outsourcing: [{process: payroll, provider: Paie Exemple}]\n"
TEXT = "Une note de service."
_DROP_CAPABILITY, _MAY_READ_ALL = 24, (1, 2)  # PR_CAPBSET_DROP; CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH


def command(room: Path, place: Path) -> list[str]:
    (place / "profile.yaml").write_text(PROFILE, encoding="utf-8")
    found = [sys.executable, "-c", PROGRAM, "check", str(room), "--out", str(place / "out"), "--jobs", "1"]
    found += ["--state", str(place / "state"), "--profile", str(place / "profile.yaml"), "--as-of", "2026-03-31"]
    return [*found, "--format", "json", "--fail-on", "never", "--fail-on-unread"]


def states(place: Path) -> dict[str, str]:
    report: dict[str, Any] = json.loads((place / "out" / "report.json").read_text(encoding="utf-8"))
    assert all(entry["reason"] for entry in report["unread"])
    found = {document["path"]: document["state"] for document in report["documents"]}
    unread = {entry["path"] for entry in report["unread"]}
    assert {path for path, state in found.items() if state != "ok"} == unread
    return found


def grow(path: Path) -> None:
    with path.open("a") as file:
        file.write(TEXT)


def replace(path: Path) -> None:
    other = path.with_name("autre")
    other.write_text(TEXT * 2)
    other.rename(path)


def link(path: Path) -> None:
    path.unlink()
    path.symlink_to("/etc/passwd")


def pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


# What is done while the file is read, and the state in which it ends: a change is read again, once it holds still.
MOVES: dict[str, tuple[Callable[[Path], object], str]] = {
    "grandit.txt": (grow, "ok"),
    "rétrécit.txt": (lambda path: os.truncate(path, 9), "ok"),
    "remplacé.txt": (replace, "ok"),
    "disparaît.txt": (Path.unlink, "unreadable"),
    "devient un lien.txt": (link, "unreadable"),
    "devient un tube.txt": (pipe, "unreadable"),
}


def names_said(gate: Path) -> Iterator[str]:
    """Give the names of the files at which a worker stands; it goes on when the next one is asked for."""
    said = os.open(gate / "said", os.O_RDONLY | os.O_NONBLOCK)
    answered = os.open(gate / "answered", os.O_RDWR)  # never blocks, whoever else has it open
    try:
        while select.select([said], [], [], 60)[0] and (line := os.read(said, 1000)):
            yield line.decode().rstrip("\n")
            os.write(answered, b"\n")
    finally:
        os.close(said)
        os.close(answered)


def test_files_that_move_while_they_are_read(tmp_path: Path) -> None:
    room, gate = tmp_path / "salle", tmp_path / "gate"
    room.mkdir()
    gate.mkdir()
    for name in ("a.txt", *MOVES, "z.txt"):
        (room / name).write_text(TEXT, encoding="utf-8")
    for name in ("said", "answered"):
        os.mkfifo(gate / name)
    left = dict(MOVES)
    environment = {**os.environ, "TORTURE_GATE": str(gate), "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(command(room, tmp_path), stderr=subprocess.PIPE, text=True, env=environment) as process:
        for name in names_said(gate):
            if name in left:
                left.pop(name)[0](room / name)
        _, errors = process.communicate(timeout=60)
    assert (process.returncode, "Traceback" in errors) == (4, False)
    assert not left
    assert states(tmp_path) == {"a.txt": "ok", "z.txt": "ok", **{name: state for name, (_, state) in MOVES.items()}}


def _without_privilege() -> None:
    """Give up, as root, the right to read what nobody may read; for others there is nothing to give up."""
    libc = ctypes.CDLL(None)
    for capability in _MAY_READ_ALL:
        libc.prctl(_DROP_CAPABILITY, capability, 0, 0, 0)


def test_what_may_not_be_read_is_said_and_all_else_is_read(tmp_path: Path) -> None:
    room = tmp_path / "salle"
    (room / "fermé").mkdir(parents=True)
    for name in ("a.txt", "interdit.txt", "fermé/note.txt", "z.txt"):
        (room / name).write_text(TEXT, encoding="utf-8")
    (room / "interdit.txt").chmod(0)
    (room / "fermé").chmod(0)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    try:
        done = subprocess.run(
            command(room, tmp_path), capture_output=True, text=True, check=False, timeout=120, env=environment,
            preexec_fn=_without_privilege,
        )  # fmt: skip
    finally:
        (room / "fermé").chmod(0o700)
    assert (done.returncode, "Traceback" in done.stderr) == (4, False)
    assert states(tmp_path) == {"a.txt": "ok", "interdit.txt": "unreadable", "fermé/": "unreadable", "z.txt": "ok"}
