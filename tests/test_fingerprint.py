from __future__ import annotations

import errno
import hashlib
import io
import os
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

import pytest
from blake3 import blake3
from hypothesis import given
from hypothesis import strategies as st

from dataroom import fingerprint as under_test
from dataroom.fingerprint import BLOCK, fingerprint, merkle_root, read_stable, record
from dataroom.model import Entry, State
from dataroom.walk import walk


@pytest.mark.parametrize("size", [0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 3 * BLOCK])
def test_both_digests_of_one_read(size: int) -> None:
    content = os.urandom(size)
    found = fingerprint(io.BytesIO(content))
    assert found.sha256 == hashlib.sha256(content).hexdigest()
    assert found.blake3 == blake3(content).hexdigest()
    assert found.size == size


def test_the_digests_of_nothing_are_the_published_ones() -> None:
    found = fingerprint(io.BytesIO())
    assert found.blake3 == "af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262"
    assert found.sha256 == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def test_memory_stays_flat(tmp_path: Path) -> None:
    with (tmp_path / "big").open("wb") as stream:
        stream.truncate(64 * BLOCK)
    (entry,) = walk(tmp_path)
    tracemalloc.start()
    try:
        read_stable(tmp_path, entry)
        assert tracemalloc.get_traced_memory()[1] < 3 * BLOCK
    finally:
        tracemalloc.stop()


class Meddler:
    """Does something to a file after each digest of it, as another program might meanwhile."""

    def __init__(self, meddle: Callable[[], object], times: int) -> None:
        self.meddle, self.times, self.readings = meddle, times, 0

    def __call__(self, stream: BinaryIO, *, size: int | None = None, **_: Any) -> Any:
        found = fingerprint(stream, size=size)
        self.readings += 1
        if self.readings <= self.times:
            self.meddle()
        return found


def a_tick_later(path: Path, meddle: Callable[[Path], object]) -> None:
    # Older kernels stamp changes with a clock of some milliseconds: touch the file that is read until it shows.
    fd = os.open(path, os.O_RDONLY)
    before = os.fstat(fd).st_ctime_ns
    meddle(path)
    while os.fstat(fd).st_ctime_ns == before:
        os.fchmod(fd, 0o600)
    os.close(fd)


def grow(path: Path) -> None:
    with path.open("ab") as stream:
        stream.write(b"more")


def shrink(path: Path) -> None:
    os.truncate(path, 1)


def rewrite(path: Path) -> None:
    was = path.stat()
    path.write_bytes(b"CONTENT")
    os.utime(path, ns=(was.st_atime_ns, was.st_mtime_ns))  # ctime still tells


def replace(path: Path) -> None:
    other = path.with_name("other")
    other.write_bytes(b"content")
    other.replace(path)


MEDDLING = [grow, shrink, rewrite, replace]


@pytest.fixture
def file(tmp_path: Path) -> tuple[Path, Entry]:
    path = tmp_path / "file"
    path.write_bytes(b"content")
    os.utime(path, ns=(10**18, 10**18))
    return path, Entry("file", b"file", 7, 10**18)


@pytest.mark.parametrize("meddle", MEDDLING)
def test_a_file_that_never_holds_still_has_no_digest(
    file: tuple[Path, Entry], monkeypatch: pytest.MonkeyPatch, meddle: Callable[[Path], None]
) -> None:
    path, entry = file
    meddler = Meddler(lambda: a_tick_later(path, meddle), 99)
    monkeypatch.setattr(under_test, "fingerprint", meddler)
    reading = read_stable(path.parent, entry)
    assert (reading.state, reading.reason, reading.fingerprint) == (State.CHANGED, "changed", None)
    assert meddler.readings == 3


@pytest.mark.parametrize("meddle", MEDDLING)
def test_a_file_that_changed_once_is_read_again(
    file: tuple[Path, Entry], monkeypatch: pytest.MonkeyPatch, meddle: Callable[[Path], None]
) -> None:
    path, entry = file
    meddler = Meddler(lambda: a_tick_later(path, meddle), 1)
    monkeypatch.setattr(under_test, "fingerprint", meddler)
    reading = read_stable(path.parent, entry)
    assert reading.state is State.OK
    assert reading.fingerprint == fingerprint(io.BytesIO(path.read_bytes()))
    assert meddler.readings == 2


def test_a_file_that_vanishes_under_the_reading_is_unreadable(
    file: tuple[Path, Entry], monkeypatch: pytest.MonkeyPatch
) -> None:
    path, entry = file
    monkeypatch.setattr(under_test, "fingerprint", Meddler(path.unlink, 1))
    reading = read_stable(path.parent, entry)
    assert (reading.state, reading.reason, reading.fingerprint) == (State.UNREADABLE, "ENOENT", None)


def test_a_file_that_grows_as_fast_as_it_is_read_comes_to_an_end() -> None:
    class Endless(io.RawIOBase):
        def readable(self) -> bool:
            return True

        def readinto(self, buffer: Any) -> int:
            return len(buffer)

    found = fingerprint(Endless(), size=5 * BLOCK)  # type: ignore[arg-type]  # enough of a stream
    assert 5 * BLOCK < found.size <= 6 * BLOCK


def test_a_medium_that_fails_is_unreadable(file: tuple[Path, Entry], monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(errno.EIO, "bad sector")

    path, entry = file
    monkeypatch.setattr(under_test, "fingerprint", fail)
    reading = read_stable(path.parent, entry)
    assert (reading.state, reading.reason) == (State.UNREADABLE, "EIO")


def test_what_the_walk_left_closed_keeps_its_reason(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (entry,) = walk(tmp_path)
    reading = read_stable(tmp_path, entry)
    assert (reading.state, reading.reason) == (State.UNREADABLE, "fifo")


def test_what_is_made_of_a_file_belongs_to_its_fingerprint(file: tuple[Path, Entry]) -> None:
    path, entry = file
    reading = read_stable(path.parent, entry, then=lambda stream: stream.read())
    assert reading.outcome == b"content"
    assert reading.fingerprint is not None
    assert reading.fingerprint.sha256 == hashlib.sha256(b"content").hexdigest()
    assert reading.stamp is not None
    assert (reading.stamp.size, reading.stamp.inode) == (7, path.stat().st_ino)


def test_what_changes_while_it_is_used_is_read_again(file: tuple[Path, Entry]) -> None:
    path, entry = file

    def use(stream: BinaryIO) -> bytes:
        found = stream.read()
        if found == b"content":
            grow(path)
        return found

    reading = read_stable(path.parent, entry, then=use)
    assert reading.outcome == b"contentmore"
    assert reading.fingerprint is not None
    assert reading.fingerprint.size == 11


# The test vectors of RFC 6962's reference implementation; RFC 9162 kept its tree.
LEAVES = [
    bytes.fromhex(leaf)
    for leaf in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


@pytest.mark.parametrize("count", range(9))
def test_the_root_is_that_of_the_published_vectors(count: int) -> None:
    assert merkle_root(LEAVES[:count]) == ROOTS[count]


def mth(leaves: list[bytes]) -> bytes:
    if not leaves:
        return hashlib.sha256().digest()
    if len(leaves) == 1:
        return hashlib.sha256(b"\x00" + leaves[0]).digest()
    k = 1 << ((len(leaves) - 1).bit_length() - 1)
    return hashlib.sha256(b"\x01" + mth(leaves[:k]) + mth(leaves[k:])).digest()


@given(st.lists(st.binary(max_size=8), max_size=70))
def test_the_root_is_that_of_the_recursive_definition(leaves: list[bytes]) -> None:
    """Check RFC 9162, 2.1.1: "let k be the largest power of two smaller than n (i.e., k < n <= 2k)"."""
    assert merkle_root(iter(leaves)) == mth(leaves).hex()


def test_a_leaf_is_one_record_of_the_canonical_list() -> None:
    assert record(b"a\xff", "ab" * 32) == b"ab" * 32 + b"  ./a\xff"
