from __future__ import annotations

import errno
import os
import socket
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dataroom.errors import RoomGone, UsageError
from dataroom.model import Entry
from dataroom.walk import display, ensure_same, identity, open_entry, walk, why


def fill(room: Path, *names: bytes) -> Path:
    for name in names:
        path = os.path.join(os.fsencode(room), name)  # noqa: PTH118  # names that are not text
        os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120  # the same
        if not name.endswith(b"/"):
            Path(os.fsdecode(path)).write_bytes(name)
    return room


def raws(room: Path) -> list[bytes]:
    return [entry.raw for entry in walk(room)]


def test_an_empty_room_gives_nothing(tmp_path: Path) -> None:
    assert raws(tmp_path) == []


def test_empty_folders_give_nothing(tmp_path: Path) -> None:
    assert raws(fill(tmp_path, b"a/b/", b"c/")) == []


def test_the_order_is_that_of_whole_paths(tmp_path: Path) -> None:
    names = [b"a!", b"a-b/x", b"a/b", b"a/b!/c", b"a/b.d", b"a0", b"a\xc3\xa9", b"z"]
    assert raws(fill(tmp_path, *reversed([n for n in names if n != b"a/b"]))) == [n for n in names if n != b"a/b"]


NAMES = [
    b"caf\xe9.pdf",
    b"line\nbreak.txt",
    b"carriage\rreturn",
    b"\x1b[31mred",
    b"back\\slash",
    b" leading and trailing ",
    b"-rf",
    b"~$lock.docx",
    b".DS_Store",
    b"Thumbs.db",
    b"n" * 255,
    "é".encode() * 127,
    "e\u0301".encode(),
    "é".encode(),
    b"\xed\xa0\x80",
]


@pytest.mark.parametrize("name", NAMES)
def test_any_name_is_kept_byte_for_byte_and_can_be_opened(tmp_path: Path, name: bytes) -> None:
    (entry,) = walk(fill(tmp_path, name))
    assert (entry.raw, entry.kind, entry.reason, entry.size) == (name, "file", None, len(name))
    with open_entry(tmp_path, entry) as stream:
        assert stream.read() == name


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        (b"plain", "plain"),
        ("Hélène/œ".encode(), "Hélène/œ"),
        ("e\u0301".encode(), "e\u0301"),
        (b"caf\xe9", "caf\\xe9"),
        (b"\xff\xc3\xa9", "\\xffé"),
        (b"\xed\xa0\x80", "\\xed\\xa0\\x80"),
    ],
)
def test_display(raw: bytes, shown: str) -> None:
    assert display(raw) == shown


@given(st.binary())
def test_display_can_always_be_encoded(raw: bytes) -> None:
    assert display(raw).encode("utf-8")[:0] == b""


def dig(room: Path, name: bytes, levels: int) -> None:
    fd = os.open(room, os.O_RDONLY)
    for _ in range(levels):
        os.mkdir(name, dir_fd=fd)
        below = os.open(name, os.O_RDONLY, dir_fd=fd)
        os.close(fd)
        fd = below
    leaf = os.open(b"leaf", os.O_WRONLY | os.O_CREAT, dir_fd=fd)
    os.write(leaf, b"deep")
    os.close(leaf)
    os.close(fd)


def bury(room: Path, name: bytes, levels: int) -> None:
    # pytest's own removal dies on such trees: bring each folder up before its parent goes.
    fd = os.open(room, os.O_RDONLY)
    for _ in range(levels - 1):
        os.rename(name + b"/" + name, b"up", src_dir_fd=fd, dst_dir_fd=fd)
        os.rmdir(name, dir_fd=fd)
        os.rename(b"up", name, src_dir_fd=fd, dst_dir_fd=fd)
    os.close(fd)


@pytest.mark.parametrize(("name", "levels"), [(b"d", 1500), (b"w" * 255, 40)], ids=["1,500 levels", "10,000 bytes"])
def test_deep_and_long_paths_are_walked_and_opened(tmp_path: Path, name: bytes, levels: int) -> None:
    dig(tmp_path, name, levels)
    fill(tmp_path, b"zz")
    before = len(os.listdir("/dev/fd"))  # noqa: PTH208  # counts handles, its own included both times
    steps = walk(tmp_path)
    deep = next(steps)
    assert len(os.listdir("/dev/fd")) == before + 1  # noqa: PTH208  # the same
    (last,) = steps
    assert (deep.raw, last.raw) == ((name + b"/") * levels + b"leaf", b"zz")
    with open_entry(tmp_path, deep) as stream:
        assert stream.read() == b"deep"
    bury(tmp_path, name, levels)


def test_links_are_listed_and_never_followed(tmp_path: Path) -> None:
    outside = fill(tmp_path / "outside", b"secret").resolve()
    room = fill(tmp_path / "room", b"a/file")
    (room / "a" / "loop").symlink_to(room)
    (room / "self").symlink_to("self")
    (room / "out").symlink_to(outside)
    (room / "to-file").symlink_to(outside / "secret")
    found = {entry.raw: (entry.kind, entry.reason) for entry in walk(room)}
    link = ("link", "link")
    assert found == {b"a/file": ("file", None), b"a/loop": link, b"out": link, b"self": link, b"to-file": link}


def test_a_fifo_and_a_socket_are_listed_and_never_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # a socket's path is short
    os.mkfifo("pipe")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("sock")
        entries = list(walk(tmp_path))
    assert [(e.raw, e.kind, e.reason) for e in entries] == [(b"pipe", "fifo", "fifo"), (b"sock", "socket", "socket")]
    for entry in entries:
        with pytest.raises(OSError, match="not a file"):
            open_entry(tmp_path, entry)


def test_a_device_is_listed(tmp_path: Path) -> None:
    try:
        os.mknod(tmp_path / "null", stat.S_IFCHR | 0o600, os.makedev(1, 3))
    except PermissionError:
        pytest.skip("only root makes devices")
    assert [(e.kind, e.reason) for e in walk(tmp_path)] == [("device", "device")]


def test_a_sparse_giant_is_listed_and_never_opened(tmp_path: Path) -> None:
    with (tmp_path / "giant").open("wb") as stream:
        stream.truncate(1 << 40)
    (entry,) = walk(tmp_path)
    assert (entry.kind, entry.reason, entry.size) == ("file", "sparse", 1 << 40)
    with pytest.raises(OSError, match="not a file"):
        open_entry(tmp_path, entry)


def test_what_turned_into_a_fifo_or_a_link_is_not_read_and_does_not_block(tmp_path: Path) -> None:
    entry = Entry("x", b"x", 0, 0)
    os.mkfifo(tmp_path / "x")
    with pytest.raises(OSError, match="no regular file"):
        open_entry(tmp_path, entry)
    (tmp_path / "x").unlink()
    (tmp_path / "x").symlink_to("/etc/hostname")
    with pytest.raises(OSError, match="x") as caught:
        open_entry(tmp_path, entry)
    assert caught.value.errno == errno.ELOOP


def test_a_folder_that_turned_into_a_link_is_not_passed(tmp_path: Path) -> None:
    outside = fill(tmp_path / "outside", b"file")
    (tmp_path / "room").mkdir()
    (tmp_path / "room" / "folder").symlink_to(outside)
    with pytest.raises(OSError, match="folder"):
        open_entry(tmp_path / "room", Entry("folder/file", b"folder/file", 0, 0))


@pytest.mark.parametrize("raw", [b"../x", b"a/../../x", b"/etc/hostname", b"a//x", b".", b"", b"a/"])
def test_a_path_out_of_the_room_is_refused(tmp_path: Path, raw: bytes) -> None:
    fill(tmp_path, b"x", b"room/a/x")
    with pytest.raises(OSError, match="not a name inside the room"):
        open_entry(tmp_path / "room", Entry(display(raw), raw, 0, 0))


class Refusal:
    """Wraps a function of `os` so that it fails with an error for some names."""

    def __init__(self, real: Any, code: int, *names: object) -> None:
        self.real, self.code, self.names = real, code, names

    def __call__(self, name: Any, *args: Any, **kwargs: Any) -> Any:
        if name in self.names:
            raise OSError(self.code, os.strerror(self.code), name)
        return self.real(name, *args, **kwargs)


def refuse(monkeypatch: pytest.MonkeyPatch, function: str, code: int, *names: object) -> None:
    real = getattr(os, function)
    fake = Refusal(real, code, *names)
    monkeypatch.setattr(os, function, fake)
    for support in (os.supports_fd, os.supports_dir_fd):
        if real in support:
            monkeypatch.setattr(os, "supports_fd", os.supports_fd | {fake})
            monkeypatch.setattr(os, "supports_dir_fd", os.supports_dir_fd | {fake})


@pytest.mark.parametrize(("code", "reason"), [(errno.EACCES, "EACCES"), (errno.EIO, "EIO")])
def test_a_folder_that_stays_closed_is_an_entry_and_all_else_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, reason: str
) -> None:
    fill(tmp_path, b"a", b"shut/inside", b"shut!", b"z/inside")
    refuse(monkeypatch, "open", code, b"shut")
    found = [(e.raw, e.kind, e.reason) for e in walk(tmp_path)]
    assert found == [
        (b"a", "file", None),
        (b"shut!", "file", None),
        (b"shut/", "folder", reason),
        (b"z/inside", "file", None),
    ]


def test_a_file_that_cannot_be_looked_at_is_an_entry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(tmp_path, b"a", b"b")
    refuse(monkeypatch, "stat", errno.EIO, b"a")
    assert [(e.raw, e.kind, e.reason) for e in walk(tmp_path)] == [(b"a", "file", "EIO"), (b"b", "file", None)]


class Cut:
    """A listing of a folder that fails after its first name."""

    def __init__(self, real: Any, inode: int) -> None:
        self.real, self.inode = real, inode

    def __call__(self, fd: int) -> Any:
        listing = self.real(fd)
        return _Broken(listing) if os.fstat(fd).st_ino == self.inode else listing


class _Broken:
    def __init__(self, listing: Any) -> None:
        self.listing = listing

    def __enter__(self) -> Iterator[Any]:
        with self.listing as found:
            first = list(found)[:1]
        return self._few(first)

    def __exit__(self, *_: object) -> None:
        return None

    def _few(self, first: list[Any]) -> Iterator[Any]:
        yield from first
        raise OSError(errno.EIO, "cut")


def cut(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    fake = Cut(os.scandir, folder.stat().st_ino)
    monkeypatch.setattr(os, "scandir", fake)
    monkeypatch.setattr(os, "supports_fd", os.supports_fd | {fake})


def test_a_folder_listed_in_part_says_so_before_what_was_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(tmp_path, b"bad/one", b"bad/two", b"good/file")
    cut(monkeypatch, tmp_path / "bad")
    first, second, third = walk(tmp_path)
    assert (first.raw, first.kind, first.reason) == (b"bad/", "folder", "EIO")
    assert second.raw in {b"bad/one", b"bad/two"}
    assert third.raw == b"good/file"


def test_the_rest_of_a_folder_moved_away_under_the_walk_is_listed_as_unread(tmp_path: Path) -> None:
    room = fill(tmp_path / "room", b"a/b/file", b"a/c", b"a/d/file", b"z")
    steps = walk(room)
    assert next(steps).raw == b"a/b/file"
    (room / "a" / "b").rename(tmp_path / "b")
    (room / "a").rename(tmp_path / "a")
    assert [(e.raw, e.kind, e.reason) for e in steps] == [
        (b"a/c", "file", "ENOENT"),
        (b"a/d/", "folder", "ENOENT"),
        (b"z", "file", None),
    ]


@pytest.mark.parametrize("name", [b"file", b"folder/file"])
def test_what_vanishes_under_the_walk_is_listed_as_unread(tmp_path: Path, name: bytes) -> None:
    room = fill(tmp_path, b"a", name)
    steps = walk(room)
    next(steps)
    (room / os.fsdecode(name)).unlink()
    if b"/" in name:
        (room / "folder").rmdir()
    (left,) = steps
    assert left.reason == "ENOENT"


@pytest.mark.parametrize("make", [lambda _: None, lambda room: room.write_bytes(b"")], ids=["missing", "a file"])
def test_a_room_that_is_none_is_wrong_usage(tmp_path: Path, make: Any) -> None:
    make(tmp_path / "room")
    with pytest.raises(UsageError, match="expected a folder that can be read"):
        raws(tmp_path / "room")


def test_a_room_that_vanishes_is_a_fault(tmp_path: Path) -> None:
    room = fill(tmp_path / "room", b"a", b"b")
    steps = walk(room)
    next(steps)
    room.rename(tmp_path / "elsewhere")
    with pytest.raises(RoomGone, match="ENOENT"):
        list(steps)


def test_another_folder_in_the_place_of_the_room_is_a_fault(tmp_path: Path) -> None:
    room = fill(tmp_path / "room", b"a")
    known = identity(room)
    ensure_same(room, known)
    room.rename(tmp_path / "elsewhere")
    fill(room, b"a")
    with pytest.raises(RoomGone, match="another folder"):
        ensure_same(room, known)


def test_a_mount_error_on_the_room_itself_is_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(tmp_path, b"a")
    cut(monkeypatch, tmp_path)
    with pytest.raises(RoomGone, match="EIO"):
        raws(tmp_path)


def test_a_dead_mount_stops_the_walk_at_its_first_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    room = fill(tmp_path, b"a/x", b"b/x", b"c/x")
    steps = walk(room)
    next(steps)
    refuse(monkeypatch, "open", errno.ENOTCONN, b"b", room)
    with pytest.raises(RoomGone, match="ENOTCONN"):
        next(steps)


def test_access_times_stay_as_they_were(tmp_path: Path) -> None:
    room = fill(tmp_path, b"folder/file")
    old = 1_000_000_000
    for path in (room / "folder" / "file", room / "folder", room):
        os.utime(path, ns=(old, path.stat().st_mtime_ns))
    for entry in walk(room):
        with open_entry(room, entry) as stream:
            stream.read()
    seen = [path.stat().st_atime_ns for path in (room / "folder" / "file", room / "folder", room)]
    assert seen == [old] * 3


def test_no_handle_is_left_open(tmp_path: Path) -> None:
    room = fill(tmp_path, b"a/b/c", b"a/d", b"e")
    before = len(os.listdir("/dev/fd"))  # noqa: PTH208  # counts handles, its own included both times
    steps = walk(room)
    next(steps)
    steps.close()  # type: ignore[attr-defined]  # a generator
    raws(room)
    assert len(os.listdir("/dev/fd")) == before  # noqa: PTH208  # the same


PARTS = st.sampled_from([b"a", b"b", b"a!", b"a0", b"\xff", b"a\n", b"A"])


@settings(max_examples=30, deadline=None)
@given(st.sets(st.lists(PARTS, min_size=1, max_size=4).map(b"/".join), max_size=12))
def test_every_file_once_in_the_order_of_raw_bytes(tmp_path_factory: pytest.TempPathFactory, paths: set[bytes]) -> None:
    files = {p for p in paths if not any(other.startswith(p + b"/") for other in paths)}
    assert raws(fill(tmp_path_factory.mktemp("room"), *files)) == sorted(files)


@pytest.mark.parametrize("reason", ["link", "fifo", "socket", "device", "sparse", "EACCES", "ENOENT", "EMFILE"])
def test_every_reason_is_said_in_both_languages(reason: str) -> None:
    said = why(reason)
    assert said.fr
    assert said.en
    assert said.fr != said.en
