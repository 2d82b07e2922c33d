"""The timestamp: asked of a real authority, checked by openssl alone; without it there is a seal all the same."""

from __future__ import annotations

import shutil
import socket
import subprocess
from pathlib import Path

import pytest

from dataroom.errors import UsageError
from dataroom.seal import HEADER, SIGNATURE, STAMP
from dataroom.seal.make import Sealed, add_stamp
from dataroom.seal.timestamp import NoStamp, read_stamp
from tests.seal.authority import answer_to, make_authority, serving
from tests.seal.rooms import fill, sealed, ssh_key, verify

pytestmark = pytest.mark.skipif(
    not (shutil.which("openssl") and shutil.which("ssh-keygen")), reason="needs openssl and ssh-keygen"
)


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_authority(tmp_path_factory.mktemp("tsa") / "authority")


@pytest.fixture(scope="module")
def stamped(authority: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Sealed]:
    folder = tmp_path_factory.mktemp("stamped")
    room = fill(folder / "room", [b"contract.pdf"])
    with serving(authority) as address:
        return room, sealed(room, folder / "seals", sign_key=ssh_key(folder), tsa=address)


def test_the_seal_is_timestamped(stamped: tuple[Path, Sealed], authority: Path) -> None:
    room, seal = stamped
    assert seal.no_stamp is None
    assert seal.header.timestamp == "pending"  # the header is older than the timestamp
    asked = ["openssl", "ts", "-verify", "-data", SIGNATURE, "-in", STAMP, "-CAfile", str(authority / "ca.pem")]
    assert subprocess.run(asked, cwd=seal.place, capture_output=True, check=False).returncode == 0
    done = verify(seal.place, room, "--tsa-ca", str(authority / "ca.pem"))
    assert done.returncode == 0, done.stdout
    assert "proven      timestamped at" in done.stdout
    done = verify(seal.place, room)
    assert done.returncode == 0, done.stdout
    assert "NOT CHECKED who gave it" in done.stdout


def test_the_timestamp_is_read(stamped: tuple[Path, Sealed], authority: Path) -> None:
    _, seal = stamped
    raw, signature = (seal.place / STAMP).read_bytes(), (seal.place / SIGNATURE).read_bytes()
    assert read_stamp(raw, signature, authority / "ca.pem").known
    assert not read_stamp(raw, signature).known
    for wrong in (raw[:-10], b"", b"junk", raw.replace(b"Authority", b"Authorita")):
        with pytest.raises(NoStamp):
            read_stamp(wrong, signature)
    with pytest.raises(NoStamp):
        read_stamp(raw, signature + b"\n")


@pytest.mark.parametrize("what", ["another signature's", "another authority's", "junk"])
def test_the_script_finds_a_wrong_timestamp(
    stamped: tuple[Path, Sealed], authority: Path, tmp_path: Path, what: str
) -> None:
    room, seal = stamped
    place = tmp_path / "seal"
    shutil.copytree(seal.place, place)
    known = ["--tsa-ca", str(authority / "ca.pem")]
    if what == "junk":
        (place / STAMP).write_bytes(b"junk")
    else:
        data = place / (HEADER if what == "another signature's" else SIGNATURE)
        query = subprocess.run(
            ["openssl", "ts", "-query", "-data", str(data), "-sha256", "-cert"], capture_output=True, check=True
        ).stdout
        other = authority if what == "another signature's" else make_authority(tmp_path / "other")
        (place / STAMP).write_bytes(answer_to(other, query))
    assert verify(place, room, *known).returncode == 1
    assert verify(place, room).returncode == (0 if what == "another authority's" else 1)


def _closed_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.mark.parametrize("faulty", [503, b"junk", None])
def test_without_the_authority_the_timestamp_is_pending(
    tmp_path: Path, authority: Path, faulty: bytes | int | None
) -> None:
    room = fill(tmp_path / "room", [b"contract.pdf"])
    key = ssh_key(tmp_path)
    if faulty is None:
        address = f"http://127.0.0.1:{_closed_port()}/"
        done = sealed(room, tmp_path / "seals", sign_key=key, tsa=address)
    else:
        with serving(authority, faulty) as address:
            done = sealed(room, tmp_path / "seals", sign_key=key, tsa=address)
    assert done.no_stamp
    assert not (done.place / STAMP).exists()
    before = (done.place / HEADER).read_bytes()
    proven = verify(done.place, room, "--head", done.head)
    assert proven.returncode == 3, proven.stdout
    assert "NOT PROVEN  the date" in proven.stdout
    with pytest.raises(NoStamp):
        add_stamp(done.place, f"http://127.0.0.1:{_closed_port()}/")
    assert not (done.place / STAMP).exists()
    with serving(authority) as address:
        add_stamp(done.place, address)
        with pytest.raises(UsageError, match="without a timestamp"):
            add_stamp(done.place, address)
    assert (done.place / HEADER).read_bytes() == before
    assert verify(done.place, room, "--tsa-ca", str(authority / "ca.pem")).returncode == 0
    assert sorted(path.name for path in done.place.parent.iterdir()) == [done.place.name]


def test_an_answer_to_an_older_request_is_refused(tmp_path: Path, authority: Path) -> None:
    room, key = fill(tmp_path / "room", [b"contract.pdf"]), ssh_key(tmp_path)
    done = sealed(room, tmp_path / "seals", sign_key=key)
    asked = ["openssl", "ts", "-query", "-data", str(done.place / SIGNATURE), "-sha256", "-cert"]
    query = subprocess.run(asked, capture_output=True, check=True).stdout
    with serving(authority, answer_to(authority, query)) as address, pytest.raises(NoStamp):
        add_stamp(done.place, address)


@pytest.mark.parametrize("address", ["", "tsa.example", "ftp://tsa.example", "file:///etc/passwd", "http://"])
def test_an_address_that_is_none(tmp_path: Path, address: str) -> None:
    room, key = fill(tmp_path / "room", [b"contract.pdf"]), ssh_key(tmp_path)
    with pytest.raises(UsageError, match="--tsa"):
        sealed(room, tmp_path / "seals", sign_key=key, tsa=address)
    assert list((tmp_path / "seals").iterdir()) == []


def test_a_timestamp_needs_a_signature(tmp_path: Path) -> None:
    room = fill(tmp_path / "room", [b"contract.pdf"])
    with pytest.raises(UsageError, match="--sign-key"):
        sealed(room, tmp_path / "seals", tsa="http://127.0.0.1:1/")
    done = sealed(room, tmp_path / "seals")
    with pytest.raises(UsageError, match="signed seal"):
        add_stamp(done.place, "http://127.0.0.1:1/")
