"""`dataroom seal`: what it says, where it writes, how it ends."""

from __future__ import annotations

import io
import json
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import replace
from pathlib import Path

import pytest

from dataroom.cli import app
from dataroom.cli.exits import _code_of
from dataroom.report import as_edition, render_json
from dataroom.seal import HEADER, RECORDS, REPORT, SIGNATURE
from dataroom.seal.header import head_of, read_seal
from tests.report.factory import rich
from tests.seal.rooms import fill, snapshot, ssh_key, verify

needs_ssh = pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="needs ssh-keygen")


@pytest.fixture
def room(tmp_path: Path) -> Path:
    return fill(tmp_path / "room", [b"contract.pdf", b"sub/note.txt"])


def run(room: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run the command in this process: starting one takes longer than a small seal."""
    common = ["--out", str(room.parent / "out"), "--state", str(room.parent / "state"), "--jobs", "0"]
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err), chdir(room.parent):
        try:
            code = app.main(["seal", *common, *options], standalone_mode=False)
        except Exception as error:  # noqa: BLE001 - every end has its code
            code = _code_of(error)
    return subprocess.CompletedProcess([], code, out.getvalue(), err.getvalue())


@pytest.fixture(autouse=True)
def _no_pass_phrase(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSH_ASKPASS", "/bin/false")
    monkeypatch.setenv("SSH_ASKPASS_REQUIRE", "force")


def seals(room: Path) -> list[Path]:
    out = room.parent / "out"
    return sorted(out.iterdir()) if out.is_dir() else []


@needs_ssh
def test_a_seal(room: Path) -> None:
    before = snapshot(room)
    done = run(room, str(room), "--sign-key", str(ssh_key(room.parent)), "--lang", "en")
    assert (done.returncode, done.stderr) == (0, "")
    assert snapshot(room) == before
    (place,) = seals(room)
    header, head = read_seal(place)
    lines = done.stdout.splitlines()
    assert lines[-1] == str(place)
    assert f"head     sha256:{head}" in lines
    assert f"key      {header.signer}" in lines
    assert "somebody@machine" not in "".join(path.read_text(errors="replace") for path in place.iterdir())
    assert header.room == "room"
    assert header.previous is None
    assert stat.S_IMODE(place.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in place.iterdir()} <= {0o600, 0o700}
    assert verify(place, room).returncode == 0


def test_the_next_seal_names_the_one_before(room: Path) -> None:
    heads = []
    for options in ([], [], ["--previous", "ab" * 32], ["--previous", "FIRST"]):
        given = [str(seals(room)[0]) if option == "FIRST" else option for option in options]
        done = run(room, str(room), *given)
        assert done.returncode == 0, done.stderr
        heads.append(read_seal(Path(done.stdout.splitlines()[-1])))
    assert len(seals(room)) == 4
    first = heads[0][1]
    assert [header.previous for header, _ in heads] == [None, first, "ab" * 32, first]


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (["ROOM", "--out", "ROOM"], 2, "outside the room"),
        (["ROOM", "--out", "ROOM/sub/new"], 2, "outside the room"),
        (["ROOM", "--state", "ROOM"], 2, "outside the room"),
        (["nowhere"], 2, "does not exist"),
        (["ROOM/contract.pdf"], 2, "got a file"),
        ([], 2, "expected the folder of a room"),
        (["EMPTY"], 3, "holds no file"),
        (["LINKS"], 3, "holds no file"),
        (["ROOM", "--sign-key", "nowhere"], 2, "expected an SSH key"),
        (["ROOM", "--sign-key", "ROOM/contract.pdf"], 2, "expected a key that signs"),
        (["ROOM", "--previous", "nowhere"], 2, "expected the folder of a seal"),
        (["ROOM", "--previous", "ROOM"], 2, "expected the folder of a seal"),
        (["ROOM", "--report", "nowhere"], 2, "nowhere"),
        (["ROOM", "--report", "ROOM/contract.pdf"], 2, "a report in JSON"),
        (["ROOM", "--tsa", "http://127.0.0.1:1/"], 2, "--sign-key"),
        (["--timestamp", "ROOM"], 2, "--tsa"),
        (["ROOM", "--timestamp", "ROOM", "--tsa", "http://127.0.0.1:1/"], 2, "no room"),
        (["--timestamp", "ROOM", "--tsa", "http://127.0.0.1:1/"], 2, "expected the folder of a seal"),
    ],
)
def test_what_gives_no_seal(room: Path, options: list[str], code: int, said: str) -> None:
    if "expected a key that signs" in said and shutil.which("ssh-keygen") is None:
        pytest.skip("needs ssh-keygen")
    (room.parent / "EMPTY").mkdir()
    (room.parent / "LINKS").mkdir()
    (room.parent / "LINKS" / "link").symlink_to(room)
    before = snapshot(room)
    done = run(room, *(option.replace("ROOM", str(room)) for option in options))
    assert (done.returncode, done.stdout) == (code, "")
    assert said in done.stderr
    assert snapshot(room) == before
    assert seals(room) == []


def test_a_key_whose_pass_phrase_is_not_given(room: Path) -> None:
    if shutil.which("ssh-keygen") is None:
        pytest.skip("needs ssh-keygen")
    key = ssh_key(room.parent)
    subprocess.run(
        ["ssh-keygen", "-q", "-p", "-P", "", "-N", "secret", "-f", str(key)], check=True, capture_output=True
    )
    done = run(room, str(room), "--sign-key", str(key))
    assert (done.returncode, "expected a key that signs" in done.stderr) == (2, True)
    assert seals(room) == []


@pytest.fixture
def agent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    if shutil.which("ssh-agent") is None or shutil.which("ssh-add") is None:
        pytest.skip("needs ssh-agent")
    key, place = ssh_key(tmp_path), tmp_path / "agent"
    with subprocess.Popen(["ssh-agent", "-D", "-a", str(place)], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        monkeypatch.setenv("SSH_AUTH_SOCK", str(place))
        subprocess.run(["ssh-add", "-q", str(key)], check=True, capture_output=True)
        key.unlink()
        yield key
        process.terminate()


@pytest.mark.parametrize("half", ["key", "key.pub"])
def test_a_key_that_an_agent_holds(room: Path, agent: Path, half: str) -> None:
    done = run(room, str(room), "--sign-key", str(agent.with_name(half)))
    assert done.returncode == 0, done.stderr
    (place,) = seals(room)
    assert (place / SIGNATURE).is_file()
    assert verify(place, room).returncode == 0


@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root reads everything")
def test_what_could_not_be_read_is_counted(room: Path) -> None:
    (room / "contract.pdf").chmod(0)
    _expect_one_unread(room)


def test_a_sparse_giant_is_listed_and_not_opened(room: Path) -> None:
    with (room / "giant").open("wb") as stream:
        stream.truncate(2 << 30)
    _expect_one_unread(room)


def _expect_one_unread(room: Path) -> None:
    assert run(room, str(room), "--fail-on-unread").returncode == 4
    done = run(room, str(room), "--lang", "en")
    assert done.returncode == 0
    assert "1 files or folders could not be read" in done.stderr
    place = Path(done.stdout.splitlines()[-1])
    header, _ = read_seal(place)
    assert header.counts["explained"] == header.counts["seen"] - header.counts["hashed"] == 1
    records = [json.loads(line) for line in (place / RECORDS).read_text().splitlines()]
    (silent,) = [record for record in records if record["status"] != "hashed"]
    assert (silent["sha256"], silent["reason"] in {"EACCES", "sparse"}) == (None, True)
    proven = verify(place, room)
    assert proven.returncode == 3, proven.stdout
    assert "NOT PROVEN  1 files or folders could not be read" in proven.stdout
    (room / "added").touch()
    assert verify(place, room).returncode == 1


@pytest.mark.parametrize("edition", ["seller", "acquirer"])
def test_the_report_that_goes_with_it_is_the_acquirers(room: Path, edition: str) -> None:
    assert run(room, str(room)).returncode == 0
    root = read_seal(seals(room)[0])[0].root
    report = replace(rich(), integrity=replace(rich().integrity, root=root))
    file = room.parent / "report.json"
    file.write_text(render_json(as_edition(report, edition)), encoding="utf-8")
    done = run(room, str(room), "--report", str(file), "--lang", "en")
    assert done.returncode == 0, done.stderr
    assert "another state" not in done.stderr
    place = Path(done.stdout.splitlines()[-1])
    header, _ = read_seal(place)
    raw = (place / REPORT).read_bytes()
    assert json.loads(raw)["edition"] == "acquirer"
    assert header.report == {"edition": "acquirer", "root": header.root, "sha256": head_of(raw)}
    assert header.files[REPORT] == head_of(raw)
    if edition == "acquirer":
        assert raw == file.read_bytes()
    (room / "more").write_bytes(b"more")
    done = run(room, str(room), "--report", str(file), "--lang", "en")
    assert (done.returncode, "another state" in done.stderr) == (0, True)


def test_two_runs_at_once(room: Path) -> None:
    holder = (
        "import sys, pathlib; from dataroom.store import locked\n"
        "with locked(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])): print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", holder, str(room.parent / "state"), str(room)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    ) as other:  # fmt: skip
        assert other.stdout is not None
        other.stdout.readline()
        assert run(room, str(room)).returncode == 75
        other.communicate()
    assert run(room, str(room)).returncode == 0


def test_what_a_killed_run_left_is_swept_away(room: Path) -> None:
    assert run(room, str(room)).returncode == 0
    (place,) = seals(room)
    from dataroom.seal.make import _key  # noqa: PLC0415 - private

    left = room.parent / "out" / f".seal-{_key(room)}-x.partial"
    left.mkdir()
    (left / HEADER).touch()
    others = room.parent / "out" / ".seal-0000000000000000-x.partial"
    others.mkdir()
    assert run(room, str(room)).returncode == 0
    assert not left.exists()
    assert others.exists()
    assert place.exists()
