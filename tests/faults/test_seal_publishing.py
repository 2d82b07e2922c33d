"""A kill or a fault at any system call of publishing leaves no seal, or a whole one; the last one stays."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.faults.seal_driver import NAMES

ROOT = Path(__file__).parents[2]

pytestmark = [
    pytest.mark.faults,
    pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed: kills are not tried"),
]


class _Driver:
    def __init__(self, process: subprocess.Popen[str], folder: Path) -> None:
        self._process, self._folder = process, folder
        self.log = folder / "log"

    def publish(self, injection: str) -> tuple[int, Path]:
        """Publish under a fault; gives how it ended, and the folder."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        out = self._folder / "out"
        shutil.rmtree(out, ignore_errors=True)
        (out / "seal-old").mkdir(parents=True)
        (out / "seal-old" / "seal.json").write_text("old")
        self._process.stdin.write(f"{out}\n")
        self._process.stdin.flush()
        child = int(self._process.stdout.readline())
        command = ["strace", "-o", str(self.log), "-p", str(child), "-e", f"inject={injection}"]
        with subprocess.Popen(command, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True) as tracer:
            if not _is_traced(tracer):
                os.kill(child, signal.SIGKILL)
                pytest.skip("strace may not attach to a process here: kills are not tried")
            os.kill(child, signal.SIGCONT)
            ended = int(self._process.stdout.readline())
        return ended, out


def _is_traced(tracer: subprocess.Popen[str]) -> bool:
    # Before it says so, the child might run ahead of it.
    assert tracer.stderr is not None
    return any("attached" in line for line in iter(tracer.stderr.readline, ""))


@contextmanager
def driving(folder: Path) -> Iterator[_Driver]:
    command = [sys.executable, "-m", "tests.faults.seal_driver"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        yield _Driver(process, folder)
        process.communicate()


def _is_whole(seal: Path) -> bool:
    return {path.name: path.read_bytes() for path in seal.iterdir()} == {n: n.encode() * 100 for n in NAMES}


def _calls(log: Path) -> Iterator[tuple[str, int]]:
    """Give each system call of a run by its name and how many of that name there had been: so strace counts."""
    seen: Counter[str] = Counter()
    for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
        name = line.partition("(")[0]
        if name.isidentifier() and name != "exit_group":
            seen[name] += 1
            yield name, seen[name]


def test_a_kill_at_every_system_call(tmp_path: Path) -> None:
    with driving(tmp_path) as driver:
        ended, out = driver.publish("all:delay_enter=0")
        assert (ended, _is_whole(out / "seal-new")) == (0, True)
        calls = list(_calls(driver.log))
        assert len(calls) > 40
        killed: Counter[bool] = Counter()
        for name, number in calls:
            ended, out = driver.publish(f"{name}:signal=KILL:when={number}")
            assert (out / "seal-old" / "seal.json").read_text() == "old"
            assert ended in {0, -signal.SIGKILL}
            there = (out / "seal-new").exists()
            assert not there or _is_whole(out / "seal-new")
            assert there or ended
            killed[there] += ended != 0
        assert killed[False] > 30
        assert killed[True] > 3
        assert killed.total() > len(calls) - 4  # a number drawn or a memory page may not be asked for every time


@pytest.mark.parametrize("call", ["write", "fsync", "openat", "rename", "mkdir", "read"])
@pytest.mark.parametrize("error", ["ENOSPC", "EIO"])
def test_a_full_or_failing_disk(tmp_path: Path, call: str, error: str) -> None:
    faults = 0
    with driving(tmp_path) as driver:
        for number in range(1, 30):
            ended, out = driver.publish(f"{call}:error={error}:when={number}")
            assert (out / "seal-old" / "seal.json").read_text() == "old"
            assert ended in {0, 74}
            names = sorted(path.name for path in out.iterdir())
            if ended == 0:
                assert names == ["seal-new", "seal-old"]
                assert _is_whole(out / "seal-new")
                break
            faults += 1
            # Only the folder above could not be pushed to the disk: the seal is whole, and the run said so.
            whole = [name for name in names if name == "seal-new"]
            assert all(_is_whole(out / name) for name in whole)
            assert not [name for name in names if name.endswith(".partial")] or call == "openat"
    assert faults > 0 or call in {"openat", "read"}
