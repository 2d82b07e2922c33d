"""What is remembered under faults: kills, a full disk, a state that cannot be written, two runs, a room that goes."""

from __future__ import annotations

import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.state.rooms import make_room

pytestmark = [pytest.mark.faults, pytest.mark.skipif(sys.platform != "linux", reason="the faults are Linux’s")]
ROOT = Path(__file__).parent.parent.parent
KILLS = int(os.environ.get("DATAROOM_KILLS", "12"))
"""The benchmark asks for 200."""


def command(room: Path, state: Path, out: Path, *more: str) -> list[str]:
    work = [sys.executable, "-m", "tests.faults.state_work", "check", str(room), "--as-of", "2026-03-31", "--jobs", "1"]
    return [*work, "--format", "json", "--fail-on", "never", "--state", str(state), "--out", str(out), *more]


def run(room: Path, state: Path, out: Path, *more: str, **how: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(room, state, out, *more), check=False, capture_output=True, text=True, cwd=ROOT, timeout=120, **how
    )


def body(out: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((out / "report.json").read_text(encoding="utf-8"))
    del found["run"]
    return found


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """Give a room and what an undisturbed check says of it."""
    place = tmp_path_factory.mktemp("faults")
    room = make_room(place)
    assert run(room, place / "state", place / "out").returncode == 0
    return room, body(place / "out")


def test_a_run_killed_at_any_moment_leaves_a_state_from_which_the_next_one_goes_on(
    whole: tuple[Path, dict[str, Any]], tmp_path: Path
) -> None:
    room, said = whole
    chance = random.Random(8)  # noqa: S311 - moments, not secrets
    for _ in range(KILLS):
        process = subprocess.Popen(
            command(room, tmp_path / "state", tmp_path / "out"),
            cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            process.wait(chance.uniform(0.2, 4.0))
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
    again = run(room, tmp_path / "state", tmp_path / "last")
    assert again.returncode == 0, again.stderr
    assert again.stderr == ""
    assert body(tmp_path / "last") == said
    assert not list((tmp_path / "state").glob("*.damaged-*"))


_COMMIT = """
import sys
from pathlib import Path
from dataroom.state import seen
from dataroom.state.memory import Memory
from dataroom.state.method import Method
from dataroom.state.database import open_database
from dataroom.state.ledger import append, entry, read_ledger
from dataroom.state.seen import Seen

folder, room, at = Path(sys.argv[1]), Path("/salle"), int(sys.argv[2])
memory = Memory(open_database(folder), room, at, Method(b"reading", b"describing"))
rows = [Seen(b"%d" % n, at, 0, 0, 0, 1, b"b" * 32, b"s" * 32, at, at) for n in range(50)]
memory.write(lambda c: seen.write(c, memory.number, rows))
memory.close()
ledger = read_ledger(folder, room)
append(ledger, entry(ledger, {"at": at}))
"""
_READ = """
import sys
from pathlib import Path
from dataroom.state import seen
from dataroom.state.database import open_database
from dataroom.state.memory import Memory
from dataroom.state.method import Method
from dataroom.state.ledger import read_ledger

folder, room = Path(sys.argv[1]), Path("/salle")
memory = Memory(open_database(folder), room, 0, Method(b"reading", b"describing"))
rows = memory.ask(lambda c: [row.size for row in seen.rows(c, memory.number)])
ledger = read_ledger(folder, room)
print(len(rows), len(set(rows)), len(ledger.lines), len(ledger.broken), len(memory.notices))
"""


def _strace(folder: Path, number: int) -> int:
    done = subprocess.run(
        ["strace", "-f", "-qq", "-o", os.devnull, "-e", "trace=%file,%desc", "-e",
         f"inject=pwrite64,write,fsync,fdatasync,rename,renameat,unlink,ftruncate:signal=KILL:when={number}",
         sys.executable, "-c", _COMMIT, str(folder), "2"],
        check=False, cwd=ROOT, capture_output=True, timeout=120,
    )  # fmt: skip
    return done.returncode


@pytest.mark.skipif(
    shutil.which("strace") is None, reason="strace is not installed: kills at system calls are not tried"
)
def test_a_kill_at_every_system_call_of_a_commit_leaves_the_old_state_or_the_new_one(tmp_path: Path) -> None:
    before = tmp_path / "before"
    subprocess.run([sys.executable, "-c", _COMMIT, str(before), "1"], check=True, cwd=ROOT)
    killed = 0
    for number in range(1, 80):
        folder = shutil.copytree(before, tmp_path / str(number))
        code = _strace(folder, number)
        if code == 0:
            break
        killed += 1
        told = subprocess.run(
            [sys.executable, "-c", _READ, str(folder)], check=True, cwd=ROOT, capture_output=True, text=True
        ).stdout.split()
        assert told[:2] == ["50", "1"], (number, told)
        assert told[2] in {"1", "2"}
        assert told[3:] == ["0", "0"]
    assert killed >= 8


def test_a_full_disk_is_said_and_the_state_stays_sound(whole: tuple[Path, dict[str, Any]], tmp_path: Path) -> None:
    room, said = whole
    assert run(room, tmp_path / "state", tmp_path / "out").returncode == 0
    (room / "note 0.txt").write_text("Une autre note.", encoding="utf-8")
    try:
        size = (tmp_path / "state" / "memory.sqlite3").stat().st_size
        bound = min(size, 8192)
        full = run(
            room, tmp_path / "state", tmp_path / "out",
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (bound, bound)),
        )  # fmt: skip
        assert full.returncode == 74, (full.returncode, full.stderr)
        assert full.stderr.startswith("No verdict was given.")
        assert "Traceback" not in full.stderr
    finally:
        (room / "note 0.txt").write_text("Note de service 0\n" * 5, encoding="utf-8")
    assert run(room, tmp_path / "state", tmp_path / "last").returncode == 0
    assert body(tmp_path / "last") == said


_FILLED = """
mount -t tmpfs -o size=32m none "$1" && cp -a "$2/." "$1" || exit 99
dd if=/dev/zero of="$1/filler" bs=4k 2>/dev/null
state=$1 kept=$3; shift 3; "$@"; code=$?
rm "$state/filler"; cp -a "$state/." "$kept"; exit $code
"""


@pytest.mark.skipif(os.geteuid() != 0 or shutil.which("unshare") is None, reason="mounting is root’s")
def test_a_disk_without_a_free_block_is_said_and_the_state_stays_sound(
    whole: tuple[Path, dict[str, Any]], tmp_path: Path
) -> None:
    room = shutil.copytree(whole[0], tmp_path / whole[0].name, symlinks=True)
    assert run(room, tmp_path / "before", tmp_path / "out").returncode == 0
    said = body(tmp_path / "out")
    (room / "note 0.txt").write_text("Une autre note.", encoding="utf-8")
    for name in ("full", "kept"):
        (tmp_path / name).mkdir()
    places = [str(tmp_path / name) for name in ("full", "before", "kept")]
    done = subprocess.run(
        ["unshare", "-m", "sh", "-c", _FILLED, "sh", *places, *command(room, tmp_path / "full", tmp_path / "gone")],
        check=False, capture_output=True, text=True, cwd=ROOT, timeout=120,
    )  # fmt: skip
    if done.returncode == 99:
        pytest.skip("this system lets nobody mount")
    assert done.returncode == 74, (done.returncode, done.stderr)
    assert done.stderr.startswith("No verdict was given.")
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "gone" / "report.json").exists()
    (room / "note 0.txt").write_text("Note de service 0\n" * 5, encoding="utf-8")
    again = run(room, tmp_path / "kept", tmp_path / "last")
    assert (again.returncode, again.stderr) == (0, "")
    assert body(tmp_path / "last") == said
    assert _history(tmp_path / "last")["checks"] == 2, "the one that failed is none"


_READ_ONLY = 'mount --bind "$1" "$1" && mount -o remount,ro,bind "$1" || exit 99; shift; exec "$@"'


@pytest.mark.skipif(os.geteuid() != 0 or shutil.which("unshare") is None, reason="mounting is root’s")
def test_a_state_that_cannot_be_written_is_said_and_the_check_goes_on(
    whole: tuple[Path, dict[str, Any]], tmp_path: Path
) -> None:
    room, said = whole
    state = tmp_path / "state"
    assert run(room, state, tmp_path / "out").returncode == 0
    kept = {path: path.read_bytes() for path in state.rglob("*") if path.is_file()}
    mounted = ["unshare", "-m", "sh", "-c", _READ_ONLY, "sh", str(state)]
    done = subprocess.run(
        [*mounted, *command(room, state, tmp_path / "last")],
        check=False, capture_output=True, text=True, cwd=ROOT, timeout=120,
    )  # fmt: skip
    if done.returncode in {1, 99} and "report.json" not in done.stdout:
        pytest.skip("this system lets nobody mount")
    assert done.returncode == 0, done.stderr
    assert "cannot be written" in done.stderr
    assert body(tmp_path / "last") == said
    assert {path: path.read_bytes() for path in state.rglob("*") if path.is_file()} == kept


def test_two_runs_at_once(whole: tuple[Path, dict[str, Any]], tmp_path: Path) -> None:
    room, _ = whole
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    hold = (
        "import sys; from pathlib import Path; from dataroom.store import locked\n"
        "with locked(Path(sys.argv[1]), Path(sys.argv[2])): open(sys.argv[3], 'w').close(); input()"
    )
    given = [str(tmp_path / "other"), str(room), str(fifo)]
    holder = subprocess.Popen([sys.executable, "-c", hold, *given], cwd=ROOT, stdin=subprocess.PIPE)
    try:
        fifo.read_text(encoding="utf-8")
        # Whatever the state, the room is one.
        second = run(room, tmp_path / "state", tmp_path / "out")
        assert second.returncode == 75
        assert "locked by another run" in second.stderr
    finally:
        holder.communicate(b"\n")
    assert run(room, tmp_path / "state", tmp_path / "out").returncode == 0


@pytest.mark.parametrize("vanish", [shutil.rmtree, lambda room: room.rename(room.with_name("ailleurs"))])
def test_a_room_that_went_is_no_room_that_was_emptied(
    vanish: Callable[[Path], object], whole: tuple[Path, dict[str, Any]], tmp_path: Path
) -> None:
    room = shutil.copytree(whole[0], tmp_path / "salle", symlinks=True)
    assert run(room, tmp_path / "state", tmp_path / "out").returncode == 0
    vanish(room)
    gone = run(room, tmp_path / "state", tmp_path / "out")
    assert gone.returncode == 2
    room.mkdir()
    # A mount point without its mount.
    assert run(room, tmp_path / "state", tmp_path / "out").returncode == 3
    room.rmdir()
    shutil.copytree(whole[0], room, symlinks=True)
    back = run(room, tmp_path / "state", tmp_path / "last")
    history = _history(tmp_path / "last")
    assert back.returncode == 0
    assert history["gone"] == []
    assert history["added"] == []
    assert history["checks"] == 2


def test_a_clock_that_was_set_back_is_said_and_everything_is_read(
    whole: tuple[Path, dict[str, Any]], tmp_path: Path
) -> None:
    room, said = whole
    ahead = {**os.environ, "DATAROOM_AHEAD": "86400"}
    assert run(room, tmp_path / "state", tmp_path / "out", env=ahead).returncode == 0
    back = run(room, tmp_path / "state", tmp_path / "last")
    history = _history(tmp_path / "last")
    assert back.returncode == 0
    assert "The clock is behind the last check" in back.stderr
    assert history["counters"]["remembered"] == 0
    assert history["counters"]["read"] > 0
    assert body(tmp_path / "last") == said


_MOUNTED = 'mount -t tmpfs none "$1" && cp -a "$2/." "$1" || exit 99; shift 2; "$@"'


@pytest.mark.skipif(os.geteuid() != 0 or shutil.which("unshare") is None, reason="mounting is root’s")
def test_a_mount_that_vanishes_while_it_is_read_gives_no_verdict_and_loses_nothing(
    whole: tuple[Path, dict[str, Any]], tmp_path: Path
) -> None:
    room = tmp_path / "salle"
    room.mkdir()
    mounted = ["unshare", "-m", "sh", "-c", _MOUNTED, "sh", str(room), str(whole[0])]

    def check(out: Path, **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*mounted, *command(room, tmp_path / "state", out)],
            check=False, capture_output=True, text=True, cwd=ROOT, timeout=120, env={**os.environ, **more},
        )  # fmt: skip

    first = check(tmp_path / "out")
    if first.returncode == 99:
        pytest.skip("this system lets nobody mount")
    assert first.returncode == 0, first.stderr
    gone = check(tmp_path / "gone", DATAROOM_AFTER_ONE=f"umount -l '{room}'")
    assert gone.returncode == 74, gone.stderr
    assert gone.stderr.startswith("No verdict was given.")
    assert not (tmp_path / "gone" / "report.json").exists()
    assert check(tmp_path / "last").returncode == 0
    history = _history(tmp_path / "last")
    assert history["gone"] == []
    assert history["added"] == []
    assert history["checks"] == 2
    assert body(tmp_path / "last") == whole[1]


def _history(out: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((out / "report.json").read_text(encoding="utf-8"))["run"]["history"]
    return found
