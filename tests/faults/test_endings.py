"""A run that is stopped while a document hangs: the documented code, no traceback, nobody left behind."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from dataroom.model import State
from dataroom.pipeline import Options, check
from dataroom.room import Deal, Outsourced, Profile

pytestmark = pytest.mark.faults
PROGRAM = """
import dataroom.read
from tests.faults.torture.readers import open_faulty_reader
dataroom.read.open_reader = open_faulty_reader
from dataroom.cli import main
main()
"""
PROFILE = "outsourcing: [{process: payroll, provider: Paie Exemple}]\n"


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_stopped_run_leaves_nobody_behind(number: signal.Signals, code: int, tmp_path: Path) -> None:
    room, fifo = tmp_path / "salle", tmp_path / "held"
    room.mkdir()
    (room / "bloque.txt").write_text("une note", encoding="utf-8")
    (tmp_path / "profile.yaml").write_text(PROFILE, encoding="utf-8")
    os.mkfifo(fifo)
    held = os.open(fifo, os.O_RDONLY | os.O_NONBLOCK)
    command = [sys.executable, "-c", PROGRAM, "check", str(room), "--out", str(tmp_path / "out"), "--jobs", "1"]
    command += ["--state", str(tmp_path / "state"), "--profile", str(tmp_path / "profile.yaml")]
    environment = {**os.environ, "TORTURE_HELD": str(fifo), "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment, start_new_session=True
    ) as process:
        assert select.select([held], [], [], 60)[0], "no worker was made ready"
        assert os.read(held, 100) == b"held\n"
        if number is signal.SIGINT:
            os.killpg(process.pid, number)  # as a terminal does
        else:
            process.send_signal(number)
        out, errors = process.communicate(timeout=60)
        while os.read(held, 100):  # the end comes when the last process that holds the pipe is gone
            select.select([held], [], [], 60)
    os.close(held)
    assert process.returncode == code
    assert out == ""
    assert errors.lstrip().startswith("No verdict was given.")
    assert "Traceback" not in errors
    assert not list((tmp_path / "out").glob("report*"))


def test_a_file_that_never_holds_still_is_said_to_have_changed(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("Une note.", encoding="utf-8")
    (tmp_path / "journal.txt").write_bytes(b"ligne\n" * 3_000_000)
    done = threading.Event()

    def grow() -> None:
        with (tmp_path / "journal.txt").open("ab", buffering=0) as file:
            while not done.is_set():
                file.write(b"ligne\n")

    writer = threading.Thread(target=grow)
    writer.start()
    try:
        profile = Profile(outsourcing=(Outsourced(process="payroll", provider="Paie Exemple"),))
        day = Deal.model_validate({"as_of": "2026-03-31"}).as_of
        report = check(tmp_path, profile, as_of=day, options=Options(jobs=2))
    finally:
        done.set()
        writer.join()
    states = {document.path: document.state for document in report.documents}
    assert states == {"journal.txt": State.CHANGED, "note.txt": State.OK}
    assert [entry.path for entry in report.unread] == ["journal.txt"]
