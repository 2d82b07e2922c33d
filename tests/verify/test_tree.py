"""What lies in a room, by runs: the order and the care of the walk."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from dataroom.errors import RoomGone, UsageError
from dataroom.fingerprint import merkle_root
from dataroom.verify.ahead import Ahead
from dataroom.verify.hashing import Group, hash_files
from dataroom.verify.ladder import Ladder
from dataroom.verify.listpass import _Tree
from dataroom.verify.pairing import moved, respelled, spelling
from dataroom.verify.tally import tally
from dataroom.verify.tree import Aside, Run, runs
from dataroom.walk import walk
from tests.seal.rooms import HOSTILE, fill, hostile_room


def paths(room: Path) -> list[bytes]:
    found: list[bytes] = []
    for run in runs(room):
        found += [run.prefix + name for name in run.names] if isinstance(run, Run) else [run.raw]
    return found


def test_the_order_is_that_of_the_walk(tmp_path: Path) -> None:
    room = hostile_room(tmp_path)
    fill(room, [b"x!", b"x/y", b"x0", b"x/y!", b"x/z/1", b"x/z!"])
    (room / "link").symlink_to("x")
    os.mkfifo(room / "x" / "pipe")
    assert paths(room) == [entry.raw for entry in walk(room)]
    asides = [(run.raw, run.reason) for run in runs(room) if isinstance(run, Aside)]
    assert asides == [(b"link", "link"), (b"x/pipe", "fifo")]


def test_deep_and_long_paths(tmp_path: Path) -> None:
    room = tmp_path / "room"
    room.mkdir()
    handle = os.open(room, os.O_RDONLY)
    for _ in range(160):
        os.mkdir(b"n" * 20, dir_fd=handle)
        below = os.open(b"n" * 20, os.O_RDONLY, dir_fd=handle)
        os.close(os.open(b"file", os.O_CREAT | os.O_WRONLY, dir_fd=handle))
        os.close(handle)
        handle = below
    os.close(handle)
    try:
        found = paths(room)
        assert found == [entry.raw for entry in walk(room)]
        assert len(found) == 160
        empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        assert tally(lambda: iter([(found, empty * len(found))]), room, jobs=0).same
    finally:
        subprocess.run(["rm", "-rf", str(room)], check=True)


def test_a_room_that_is_none_or_goes_away(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        list(runs(tmp_path / "nothing"))
    room = fill(tmp_path / "room", [b"a/1", b"b/2"])
    walking = runs(room)
    next(walking)
    room.rename(tmp_path / "elsewhere")
    with pytest.raises(RoomGone):
        list(walking)
    with pytest.raises((RoomGone, UsageError)):
        tally(lambda: iter([([b"a/1"], "0" * 64)]), room, jobs=0)


@pytest.mark.parametrize("raw", [b"..", b"a/../..", b"link", b"link/below", b".", b"a//b", b"file", b"nothing"])
def test_the_ladder_leads_nowhere_else(tmp_path: Path, raw: bytes) -> None:
    room = fill(tmp_path / "room", [b"a/b/c", b"file"])
    (room / "link").symlink_to(tmp_path)
    with Ladder(room) as ladder, pytest.raises(OSError, match=r"."):
        ladder.folder(raw)


def test_the_ladder_lets_go_of_its_handles(tmp_path: Path) -> None:
    room = fill(tmp_path / "room", [b"/".join([b"d"] * 200) + b"/x", b"a/b/c", b"e/f"])
    handles = Path("/proc/self/fd")
    before = len(list(handles.iterdir())) if handles.is_dir() else 0
    with Ladder(room) as ladder:
        for raw in (b"a/b", b"/".join([b"d"] * 200), b"e/", b"", b"/".join([b"d"] * 199) + b"/", b"a"):
            assert os.fstat(ladder.folder(raw)).st_ino == (room / os.fsdecode(raw)).stat().st_ino
    after = len(list(handles.iterdir())) if before else 0
    assert after == before


def test_files_that_are_none_are_not_waited_for(tmp_path: Path) -> None:
    room = fill(tmp_path / "room", [b"a"])
    os.mkfifo(room / "pipe")
    (room / "link").symlink_to("a")
    (room / "folder").mkdir()
    group = Group(b"", b"pipe\0link\0folder\0a\0gone", "")
    [(_, answers)] = list(hash_files(room, "sha256", [(group,)], jobs=0))
    assert [(answer.index, answer.reason) for answer in answers if answer.reason] == [
        (0, "ESTALE"),
        (1, "ELOOP"),
        (2, "ESTALE"),
        (4, "ENOENT"),
    ]


def test_large_and_small_files_alike_in_processes(tmp_path: Path) -> None:
    room = fill(tmp_path / "room", HOSTILE)
    (room / "large").write_bytes(b"x" * 3_000_000)
    groups = [(Group(b"", raw, ""),) for raw in (b"large", b"Bilan.pdf", b"*")]
    alone = [answers for _, answers in hash_files(room, "sha256", groups, jobs=0)]
    assert [answers for _, answers in hash_files(room, "sha256", groups, jobs=2)] == alone
    fast = [answers for _, answers in hash_files(room, "blake3", groups, jobs=0)]
    assert fast != alone
    with pytest.raises(ValueError, match="sha3"):
        list(hash_files(room, "sha3", groups, jobs=0))


def test_what_a_source_raises_is_passed_on() -> None:
    def source() -> object:
        yield 1
        raise UsageError("wrong")

    ahead = Ahead(iter(source()), 4)  # type: ignore[call-overload]
    items = iter(ahead)
    assert next(items) == 1
    with pytest.raises(UsageError, match="wrong"):
        next(items)
    ahead.stop()
    endless = Ahead(iter(range(10**9)), 2)
    assert next(iter(endless)) == 0
    endless.stop()


def test_pairs() -> None:
    assert spelling("e\u0301".encode()) == "é".encode()
    assert spelling(b"\xe9") == b"\xe9"
    assert respelled([b"a", "é".encode()], ["e\u0301".encode(), b"b"]) == {"é".encode(): "e\u0301".encode()}
    assert respelled([], [b"a"]) == {}
    assert moved({b"a": "1", b"b": "1", b"c": ""}, {b"x": "1", b"y": "2", b"z": ""}) == {b"a": b"x"}


@pytest.mark.parametrize("size", [0, 1, 2, 3, 5, 4095, 4096, 4097, 12289])
def test_the_tree_over_subtrees_is_that_of_the_seal(size: int) -> None:
    leaves = [b"%d" % number for number in range(size)]
    tree = _Tree()
    for at in range(0, size, 1000):
        tree.add(leaves[at : at + 1000])
    assert (tree.root(), tree.count) == (merkle_root(leaves), size)
