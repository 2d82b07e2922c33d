"""The promise: stock tools alone check a seal, and find whatever was done to the room or to the seal."""

from __future__ import annotations

import base64
import json
import os
import shutil
import socket
import subprocess
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from dataroom.seal import FAST, HEADER, LONG, ODD, SIGNATURE, SUMS
from dataroom.seal.canonical import dump
from dataroom.seal.make import Sealed
from tests.seal.rooms import HOSTILE, SHELLS, fill, hostile_room, place, sealed, snapshot, ssh_key, tools_only, verify

LABELLED = Path(__file__).parents[3] / "shared" / "rooms" / "atelier-lumiere" / "room"
needs_ssh = pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="signatures need ssh-keygen")
pytestmark = [needs_ssh, pytest.mark.skipif(shutil.which("sha256sum") is None, reason="needs GNU sha256sum")]

Made = tuple[Path, Sealed]
Attack = Callable[[Path, Path], object]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("hostile")
    room = hostile_room(folder)
    (room / "link").symlink_to("Bilan.pdf")
    (room / "out").symlink_to("/etc")
    os.mkfifo(room / "pipe")
    with socket.socket(socket.AF_UNIX) as end:
        here = Path.cwd()
        os.chdir(room)  # the names of sockets are short
        try:
            end.bind("plug")
        finally:
            os.chdir(here)
    before = snapshot(room)
    done = sealed(room, folder / "seals", sign_key=ssh_key(folder))
    assert snapshot(room) == before
    return room, done


@pytest.fixture
def copied(made: Made, tmp_path: Path) -> tuple[Path, Path]:
    room, seal = tmp_path / "room", tmp_path / "seal"
    subprocess.run(["cp", "-a", str(made[0]), str(room)], check=True)
    shutil.copytree(made[1].place, seal)
    return room, seal


def test_there_are_hostile_names_enough(made: Made) -> None:
    assert len(HOSTILE) >= 60
    counts = made[1].header.counts
    assert counts["hashed"] == counts["files"] == len(HOSTILE) + 1
    assert (counts["others"], counts["explained"], counts["seen"]) == (4, 4, len(HOSTILE) + 5)
    assert counts["plain"] + counts["odd"] == counts["hashed"]
    assert min(counts["plain"], counts["odd"]) > 20


@pytest.mark.parametrize(
    ("command", "name"),
    [
        (["sha256sum", "--strict", "-c"], SUMS),
        (["sha256sum", "--strict", "-c"], ODD),
        (["shasum", "-a", "256", "--strict", "-c"], SUMS),
        (["shasum", "-a", "256", "--strict", "-c"], ODD),
        (["b3sum", "--check"], FAST),
        (["busybox", "sha256sum", "-c"], SUMS),
    ],
)
def test_each_tool_reads_its_list(made: Made, command: list[str], name: str) -> None:
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not installed")
    room, seal = made
    done = subprocess.run([*command, str(seal.place / name)], cwd=room, capture_output=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    lines = (seal.place / name).read_bytes().count(b"\n")
    assert done.stdout.count(b": OK\n") == lines


def test_the_complete_list_is_what_the_tools_write(made: Made) -> None:
    recipe = "find . -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum -z -- | cmp - "
    done = subprocess.run(
        ["sh", "-c", recipe + '"$0"', str(made[1].place / "manifest.sha256z")], cwd=made[0], check=False
    )
    assert done.returncode == 0


@pytest.mark.parametrize("under", SHELLS, ids=lambda under: str(under[0]))
def test_the_script_proves_the_room(made: Made, under: list[str]) -> None:
    room, seal = made
    done = verify(seal.place, room, under=under)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.endswith("IDENTICAL: the room is the one of the seal.\n")
    assert "UNKNOWN SIGNER" in done.stdout
    assert done.stdout.count("NOT CHECKED") == 4  # head, signer, date, where links lead
    known = ("--head", seal.head, "--signer", str(seal.header.signer))
    done = verify(seal.place, room, *known, under=under)
    assert done.returncode == 0
    assert done.stdout.count("NOT CHECKED") == 2
    assert done.stderr == ""


@pytest.mark.parametrize("tools", [("sha256sum",), ("shasum", "perl")], ids=lambda tools: str(tools[0]))
def test_the_script_needs_no_other_tools(made: Made, tmp_path: Path, tools: tuple[str, ...]) -> None:
    if any(shutil.which(tool) is None for tool in tools):
        pytest.skip(f"{tools[0]} is not installed")
    room, seal = made
    known = ("--head", seal.head, "--signer", str(seal.header.signer))
    few = tools_only(
        tmp_path / "few", "sh", "dash", "bash", "busybox", "ssh-keygen", "find", "sort", "xargs", "cmp", *tools
    )
    done = verify(seal.place, room, *known, path=few)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stderr == ""
    place(room, b"one more").touch()
    try:
        assert verify(seal.place, room, *known, path=few).returncode == 1
    finally:
        place(room, b"one more").unlink()


@pytest.mark.skipif(shutil.which("busybox") is None, reason="busybox is not installed")
def test_the_script_on_a_machine_of_busybox_alone(copied: tuple[Path, Path], tmp_path: Path) -> None:
    room, seal = copied
    few = tmp_path / "few"
    tools_only(few, "busybox")
    for name in ("sh", "find", "sort", "xargs", "cmp", "sha256sum"):
        (few / name).symlink_to(str(shutil.which("busybox")))
    done = verify(seal, room, under=[str(few / "sh")], path=str(few))
    assert done.returncode == 3, done.stdout + done.stderr
    assert "NOT PROVEN  the signature: there is no ssh-keygen here" in done.stdout
    assert "DIFFERENT" not in done.stdout
    flip(place(room, b"latin\xe9\nline"))
    assert verify(seal, room, under=[str(few / "sh")], path=str(few)).returncode == 1


def flip(path: Path) -> None:
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    held = path.stat()
    path.write_bytes(raw)
    os.utime(path, ns=(held.st_atime_ns, held.st_mtime_ns))


def swap(room: Path, one: bytes, other: bytes) -> None:
    first, second = place(room, one).read_bytes(), place(room, other).read_bytes()
    place(room, one).write_bytes(second)
    place(room, other).write_bytes(first)


def instead(path: Path) -> None:
    """A link to the same content, and another file so that their number stays."""
    aside = path.parent.parent / "aside"
    path.rename(aside)
    path.symlink_to(aside)
    (path.parent / "filler").touch()


def edit(path: Path, old: bytes, new: bytes) -> None:
    raw = path.read_bytes()
    assert old in raw
    path.write_bytes(raw.replace(old, new, 1))


def resealed(seal: Path, **changes: object) -> None:
    header = json.loads((seal / HEADER).read_bytes())
    (seal / HEADER).write_bytes(dump({**header, **changes}))


def forge(seal: Path) -> None:
    first, *middle, last = (seal / SIGNATURE).read_text().strip().split("\n")
    raw = bytearray(base64.b64decode("".join(middle)))
    raw[-1] ^= 1
    (seal / SIGNATURE).write_text("\n".join([first, base64.b64encode(raw).decode(), last, ""]))


def signed_by_another(seal: Path) -> None:
    key = ssh_key(seal.parent, "another")
    command = ["ssh-keygen", "-Y", "sign", "-f", str(key), "-n", "dataroom-seal"]
    done = subprocess.run(command, input=(seal / HEADER).read_bytes(), capture_output=True, check=True)
    (seal / SIGNATURE).write_bytes(done.stdout)


ATTACKS: dict[str, Attack] = {
    "one flipped bit": lambda room, _: flip(place(room, b"Bilan.pdf")),
    "one flipped bit in an odd name": lambda room, _: flip(place(room, b"latin\xe9\nline")),
    "a removed file": lambda room, _: place(room, b"-rf").unlink(),
    "a removed file with an odd name": lambda room, _: place(room, b"\n").unlink(),
    "an added file": lambda room, _: place(room, b"added").write_bytes(b"more"),
    "an added empty file": lambda room, _: place(room, b"\xff").touch(),
    "an added empty file, hidden": lambda room, _: place(room, b".\n").touch(),
    "a renamed file": lambda room, _: place(room, b"-").rename(place(room, b"+")),
    "a file renamed to its other spelling": lambda room, _: place(room, b"\x01").rename(place(room, b"\x02")),
    "two swapped files": lambda room, _: swap(room, b"x: OK", b"x: FAILED"),
    "two swapped spellings": lambda room, _: swap(room, "Hélène.pdf".encode(), "He\u0301le\u0300ne.pdf".encode()),
    "a file replaced by a link": lambda room, _: instead(place(room, b"Bilan.pdf")),
    "a renamed link": lambda room, _: (room / "link").rename(room / "lien"),
    "an added link": lambda room, _: (room / "lien").symlink_to("link"),
    "a removed pipe": lambda room, _: (room / "pipe").unlink(),
    "an edited complete list": lambda _, seal: edit(seal / "manifest.sha256z", b"./Bilan", b"./Solde"),
    "an edited plain list": lambda _, seal: edit(seal / SUMS, b"a", b"b"),
    "an edited odd list": lambda _, seal: edit(seal / ODD, b"a", b"b"),
    "an edited BLAKE3 list": lambda _, seal: edit(seal / FAST, b"a", b"b"),
    "edited records": lambda _, seal: edit(seal / "records.jsonl", b"hashed", b"HASHED"),
    "a list removed": lambda _, seal: (seal / ODD).unlink(),
    "a file slipped into the seal": lambda _, seal: (seal / "readme.txt").touch(),
    "a hidden file slipped into the seal": lambda _, seal: (seal / ".readme").touch(),
    "an edited header": lambda _, seal: edit(seal / HEADER, b"2026-03", b"2025-03"),
    "a line added to the header": lambda _, seal: edit(seal / HEADER, b"},", b"},\n"),
    "a line end at the header's end": lambda _, seal: (seal / HEADER).write_bytes((seal / HEADER).read_bytes() + b"\n"),
    "an empty header": lambda _, seal: (seal / HEADER).write_bytes(b""),
    "a forged signature": lambda _, seal: forge(seal),
    "a signature by another key": lambda _, seal: signed_by_another(seal),
    "a signature of nothing": lambda _, seal: (seal / SIGNATURE).write_bytes(b""),
    "a removed signature": lambda _, seal: (seal / SIGNATURE).unlink(),
    "other allowed signers": lambda _, seal: edit(seal / "allowed_signers", b"dataroom-seal", b"*"),
    "a signature no longer announced": lambda _, seal: resealed(seal, signer=None),
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_the_script_finds(copied: tuple[Path, Path], attack: str) -> None:
    room, seal = copied
    ATTACKS[attack](room, seal)
    done = verify(seal, room)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "DIFFERENT" in done.stdout
    assert "IDENTICAL" not in done.stdout


# Those on the room: the seal itself is looked at in the same way whatever the tools.
@pytest.mark.faults
@pytest.mark.parametrize("attack", list(ATTACKS)[:15])
def test_the_script_finds_without_the_option_z(copied: tuple[Path, Path], tmp_path: Path, attack: str) -> None:
    if shutil.which("shasum") is None:
        pytest.skip("shasum is not installed")
    room, seal = copied
    few = tools_only(tmp_path / "few", *SHELLS[0], "ssh-keygen", "find", "sort", "xargs", "cmp", "shasum", "perl", "sh")
    ATTACKS[attack](room, seal)
    done = verify(seal, room, path=few)
    assert done.returncode == 1, done.stdout + done.stderr


def test_a_seal_of_another_room(made: Made, tmp_path: Path) -> None:
    other = sealed(fill(tmp_path / "room", [b"Bilan.pdf", b"-rf"]), tmp_path / "seals")
    assert verify(other.place, made[0]).returncode == 1
    assert verify(made[1].place, tmp_path / "room").returncode == 1


def test_a_replayed_old_seal_and_a_swapped_signer(tmp_path: Path) -> None:
    room = fill(tmp_path / "room", [b"contract.pdf"])
    key, other = ssh_key(tmp_path), ssh_key(tmp_path, "other")
    old = sealed(room, tmp_path / "old", sign_key=key)
    new = sealed(room, tmp_path / "new", sign_key=key, previous=old.head)
    assert new.header.previous == old.head
    # The room as it was, under the seal that it had then: only the head tells.
    assert verify(old.place, room).returncode == 0
    done = verify(old.place, room, "--head", new.head)
    assert (done.returncode, "an old one" in done.stdout) == (1, True)
    assert verify(new.place, room, "--head", f"sha256:{new.head}").returncode == 0
    swapped = sealed(room, tmp_path / "swapped", sign_key=other)
    done = verify(swapped.place, room)
    assert (done.returncode, "UNKNOWN SIGNER" in done.stdout) == (0, True)
    done = verify(swapped.place, room, "--signer", str(new.header.signer))
    assert (done.returncode, "UNKNOWN SIGNER" in done.stdout) == (1, True)
    unsigned = sealed(room, tmp_path / "unsigned")
    assert verify(unsigned.place, room).returncode == 0
    assert verify(unsigned.place, room, "--signer", str(new.header.signer)).returncode == 1


@pytest.mark.parametrize(
    "options",
    [
        ("--head",),
        ("--head", ""),
        ("--signer", ""),
        ("--tsa-ca", ""),
        ("--unknown",),
        ("--lang", "de"),
        ("one", "two"),
        ("--seal", "/nowhere"),
    ],
)
def test_wrong_usage_of_the_script(made: Made, options: tuple[str, ...]) -> None:
    done = verify(made[1].place, made[0], *options)
    assert (done.returncode, done.stdout) == (2, "")


@pytest.mark.skipif(not LABELLED.is_dir(), reason="the labelled room lies beside the repository")
def test_the_labelled_room(tmp_path: Path) -> None:
    done = sealed(LABELLED, tmp_path / "seals", sign_key=ssh_key(tmp_path))
    proven = verify(done.place, LABELLED, "--head", done.head, "--signer", str(done.header.signer))
    assert proven.returncode == 0, proven.stdout
    assert done.header.counts["explained"] == 0


def deep(room: Path, parts: list[bytes], content: bytes) -> None:
    handle = os.open(room, os.O_RDONLY)
    for part in parts:
        with suppress(FileExistsError):
            os.mkdir(part, dir_fd=handle)
        below = os.open(part, os.O_RDONLY, dir_fd=handle)
        os.close(handle)
        handle = below
    file = os.open(b"file\n\\", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, dir_fd=handle)
    os.write(file, content)
    os.close(file)
    os.close(handle)


@pytest.mark.faults
@pytest.mark.parametrize("under", SHELLS, ids=lambda under: str(under[0]))
def test_paths_that_no_tool_takes(tmp_path: Path, under: list[str]) -> None:
    room = fill(tmp_path / "room", [b"short"])
    levels, lengths = [b"level"] * 1500, [b"n" * 255] * 17
    deep(room, levels, b"deep")
    deep(room, lengths, b"long")
    done = sealed(room, tmp_path / "seals")
    try:
        assert (done.header.counts["long"], done.header.counts["hashed"]) == (2, 3)
        assert (done.place / LONG).read_bytes().count(b"\n") == 2
        proven = verify(done.place, room, under=under)
        assert proven.returncode == 0, proven.stdout + proven.stderr
        deep(room, levels, b"DEEP")
        assert verify(done.place, room, under=under).returncode == 1
        deep(room, levels, b"deep")
        deep(room, [*lengths, b"more"], b"")
        assert verify(done.place, room, under=under).returncode == 1
    finally:
        subprocess.run(["rm", "-rf", str(room)], check=True)
