"""Lists that others made: every format that stock tools write, and what a hostile list cannot do."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from pathlib import Path

import pytest
from blake3 import blake3

from dataroom.errors import FileFaults, UsageError
from dataroom.verify.foreign import Disorder, in_passing, parse_line, read_foreign
from dataroom.verify.listing import one_by_one
from dataroom.verify.lists import verify_list
from tests.seal.rooms import fill, place

ROOM = {b"a.txt": b"one", b"b/c d.txt": b"two", "b/été.txt".encode(): b"three", b"odd\\\nname": b"four"}


@pytest.fixture
def room(tmp_path: Path) -> Path:
    for raw, content in ROOM.items():
        path = place(tmp_path / "room", raw)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return tmp_path / "room"


def listed(form: bytes, algorithm: str = "sha256") -> bytes:
    digest = blake3 if algorithm == "blake3" else getattr(hashlib, algorithm)
    out = b""
    for raw, content in ROOM.items():
        name = raw.replace(b"\\", b"\\\\").replace(b"\n", b"\\n")
        mark = b"\\" if name != raw else b""
        out += mark + form.replace(b"NAME", name).replace(b"HEX", digest(content).hexdigest().encode()) + b"\n"
    return out


FORMS = {
    "sha256sum": ("list", listed(b"HEX  NAME")),
    "binary mode": ("list", listed(b"HEX *NAME")),
    "from the folder": ("list", listed(b"HEX  ./NAME")),
    "capitals": (
        "list",
        b"".join(x[:64].upper() + x[64:] for x in listed(b"HEX  NAME").splitlines(keepends=True)[:3])
        + listed(b"HEX  NAME").splitlines(keepends=True)[3],
    ),
    "BSD tags": ("list", listed(b"SHA256 (NAME) = HEX")),
    "openssl tags": ("list", listed(b"SHA2-256 (NAME) = HEX").replace(b"SHA2-256", b"SHA-256")),
    "md5sum": ("list", listed(b"HEX  NAME", "md5")),
    "sha1sum": ("list", listed(b"HEX  NAME", "sha1")),
    "sha512sum": ("list", listed(b"SHA512 (NAME) = HEX", "sha512")),
    "b3sum by its name": ("B3SUMS", listed(b"HEX  NAME", "blake3")),
    "b3sum --tag": ("list", listed(b"BLAKE3 (NAME) = HEX", "blake3")),
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_read_and_the_room_is_identical(room: Path, tmp_path: Path, form: str) -> None:
    name, raw = FORMS[form]
    path = tmp_path / name
    path.write_bytes(raw)
    outcome = verify_list(path, room, jobs=0)
    assert outcome.good
    assert outcome.tally is not None
    assert outcome.tally.identical == len(ROOM)
    weak = any(point.id == "weak" for point in outcome.points)
    assert weak == (outcome.tally.algorithm in {"md5", "sha1"})
    place(room, b"a.txt").write_bytes(b"One")
    assert not verify_list(path, room, jobs=0).good


@pytest.mark.parametrize(
    "command",
    [["sha256sum"], ["sha256sum", "-z"], ["sha256sum", "--tag"], ["sha512sum"], ["shasum", "-a", "384"], ["md5sum"]],
    ids=" ".join,
)
def test_what_the_tools_write_is_read(room: Path, tmp_path: Path, command: list[str]) -> None:
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not installed")
    names = [raw for raw in ROOM if not (command[0] == "shasum" and b"\n" in raw)]
    done = subprocess.run([*command, "--", *names], cwd=room, capture_output=True, check=True)
    (tmp_path / "list").write_bytes(done.stdout)
    found = read_foreign(tmp_path / "list")
    assert [raw for raw, _ in found.entries] == sorted(names)
    assert verify_list(tmp_path / "list", room, jobs=0).good == (len(names) == len(ROOM))


def test_the_digest_may_be_said(room: Path, tmp_path: Path) -> None:
    path = tmp_path / "list"
    path.write_bytes(listed(b"HEX  NAME", "blake3"))
    assert not verify_list(path, room, jobs=0).good
    assert verify_list(path, room, "blake3", jobs=0).good


def test_a_list_in_the_room_does_not_count_itself(room: Path) -> None:
    path = room / "SHA256SUMS"
    path.write_bytes(listed(b"HEX  NAME"))
    tally = verify_list(path, room, jobs=0).tally
    assert tally is not None
    assert (tally.same, tally.explained, tally.seen) == (True, 1, 4)


def test_a_file_that_nobody_listed_is_found(room: Path, tmp_path: Path) -> None:
    path = tmp_path / "list"
    path.write_bytes(listed(b"HEX  NAME"))
    place(room, b"\xff more").touch()
    (room / "link").symlink_to("/etc/passwd")
    tally = verify_list(path, room, jobs=0).tally
    assert tally is not None
    assert [(d.kind.value, d.raw) for d in tally.differences] == [("unreadable", b"link"), ("added", b"\xff more")]


A = b"a" * 64
FAULTS = {
    "a way out": (A + b"  ../x\n", "line 1", "a path inside the room"),
    "a way out below": (A + b"  a/../../x\n", "line 1", "a path inside the room"),
    "an absolute path": (A + b"  /etc/passwd\n", "line 1", "a path inside the room"),
    "a folder": (A + b"  a/\n", "line 1", "a path inside the room"),
    "nothing but dots": (A + b"  ./.\n", "line 1", "a path inside the room"),
    "a name twice": (A + b"  a\n" + A + b"  ./a\n", "line 2", "again, as on line 1"),
    "Windows line ends": (A + b"  a\r\n", "line 1", "CR LF"),
    "a byte order mark": (b"\xef\xbb\xbf" + A + b"  a\n", "line 1", "a byte order mark"),
    "a comment": (A + b"  a\n# comment\n", "line 2", "`DIGEST  NAME`"),
    "an empty line": (A + b"  a\n\n" + A + b"  b\n", "line 2", "`DIGEST  NAME`"),
    "one space": (A + b" a\n", "line 1", "`DIGEST  NAME`"),
    "a digest of no kind": (b"a" * 50 + b"  a\n", "line 1", "hex digits"),
    "two kinds": (A + b"  a\n" + b"b" * 40 + b"  b\n", "line 2", "sha256 on every line"),
    "two tags": (b"SHA256 (a) = " + A + b"\nBLAKE3 (b) = " + A + b"\n", "line 2", "sha256 on every line"),
    "an unknown tag": (b"SHA3 (a) = " + A + b"\n", "line 1", "expected one of"),
    "an unknown escape": (b"\\" + A + b"  a\\tb\n", "line 1", "the escapes"),
    "an endless line": (A + b"  " + b"x" * (1 << 21) + b"\n", "line 1", "bytes"),
    "no text at all": (b"\x89PNG\r\n\x1a\n\xff\xff", "line 1", "got"),
    "nothing": (b"", "the file", "got nothing"),
    "UTF-16": ((A + b"  a\n").decode().encode("utf-16"), "line 1", "`DIGEST  NAME`"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_what_is_no_list_is_said_with_its_place(tmp_path: Path, fault: str) -> None:
    raw, place_named, said = FAULTS[fault]
    path = tmp_path / "list"
    path.write_bytes(raw)
    with pytest.raises(FileFaults) as raised:
        read_foreign(path)
    assert f"{path}: {place_named}: " in str(raised.value)
    assert said in str(raised.value)
    assert len(str(raised.value)) < 20_000


def test_faults_are_counted_out(tmp_path: Path) -> None:
    path = tmp_path / "list"
    path.write_bytes(b"nothing\n" * 1000)
    with pytest.raises(FileFaults) as raised:
        read_foreign(path)
    assert len(raised.value.faults) == 20


@pytest.mark.parametrize("odd", [b"", b"\\" + A + b"  a\\nb", b"SHA256 (tagged) = " + A, A.upper() + b"  upper"])
@pytest.mark.parametrize("dot", [b"", b"./"])
def test_a_long_list_is_read_as_its_lines_are_one_by_one(tmp_path: Path, odd: bytes, dot: bytes) -> None:
    lines = [b"%064x  %sfolder/%05d \xff" % (number, dot, number * 7919 % 9000) for number in range(9000)]
    lines[8500:8500] = [odd] if odd else []
    (tmp_path / "list").write_bytes(b"\n".join(lines))
    expected = sorted(parse_line(line)[:2] for line in lines)
    assert list(read_foreign(tmp_path / "list").entries) == expected


@pytest.mark.parametrize(
    ("lines", "ordered"),
    [
        ([A + b"  a", A + b"  b"], True),
        ([A + b"  b", A + b"  a"], False),
        ([A + b"  a", A + b"  a"], False),
        ([A + b"  a", b"\\" + A + b"  a\\nb"], False),
        ([A + b"  a", b"# b"], False),
        ([], True),
    ],
)
def test_a_list_in_order_is_read_in_passing(tmp_path: Path, lines: list[bytes], *, ordered: bool) -> None:
    (tmp_path / "list").write_bytes(b"\n".join(lines))
    if ordered:
        pages = in_passing(tmp_path / "list", "sha256")
        assert list(one_by_one(pages)) == [(line[66:], line[:64].decode()) for line in lines]
    else:
        with pytest.raises(Disorder):
            list(in_passing(tmp_path / "list", "sha256"))


def test_a_name_twice_in_a_long_list_is_found(tmp_path: Path) -> None:
    lines = [b"%064x  ./%05d" % (number, number % 8000) for number in range(8001)]
    (tmp_path / "list").write_bytes(b"\n".join(lines))
    with pytest.raises(FileFaults, match=r"line 8001.*again, as on line 1"):
        read_foreign(tmp_path / "list")


def test_names_that_are_not_text_are_kept_to_the_byte() -> None:
    assert parse_line(A + b"  latin-\xe9\r!") == (b"latin-\xe9\r!", "a" * 64, None)
    assert parse_line(b"\\" + A + b"  a\\\\b\\nc\\rd")[0] == b"a\\b\nc\rd"
    assert parse_line(A + b"  a\\nb")[0] == b"a\\nb"
    assert parse_line(b"SHA256 (x) = 0 (y) = " + A) == (b"x) = 0 (y", "a" * 64, "sha256")


def test_a_list_needs_a_room_and_a_file(tmp_path: Path) -> None:
    fill(tmp_path / "room", [b"a"])
    with pytest.raises(UsageError):
        verify_list(tmp_path / "nothing", tmp_path / "room")
    (tmp_path / "list").write_bytes(A + b"  a\n")
    with pytest.raises(UsageError):
        verify_list(tmp_path / "list", None)
    with pytest.raises(UsageError):
        verify_list(tmp_path / "list", tmp_path / "list", jobs=0)
