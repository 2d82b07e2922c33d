"""The promise: `verify` finds whatever the seal's own script finds, counts it, and says what it did not check."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner

from dataroom.cli.verify import command
from dataroom.seal import HEADER, SIGNATURE
from dataroom.seal.make import Sealed
from dataroom.verify import ladder
from dataroom.verify.asked import Asked
from dataroom.verify.outcome import Kind, Outcome, Standing
from dataroom.verify.seals import verify_seal
from dataroom.verify.texts import as_json, lines
from tests.seal.rooms import fill, hostile_room, place, sealed, ssh_key, verify
from tests.seal.test_stock_tools import ATTACKS

pytestmark = pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="signatures need ssh-keygen")
Made = tuple[Path, Sealed]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("hostile")
    room = hostile_room(folder)
    (room / "link").symlink_to("Bilan.pdf")
    (room / "out").symlink_to("/etc")
    os.mkfifo(room / "pipe")
    return room, sealed(room, folder / "seals", sign_key=ssh_key(folder))


@pytest.fixture
def copied(made: Made, tmp_path: Path) -> tuple[Path, Path]:
    room, seal = tmp_path / "room", tmp_path / "seal"
    subprocess.run(["cp", "-a", str(made[0]), str(room)], check=True)
    shutil.copytree(made[1].place, seal)
    return room, seal


def standings(outcome: Outcome) -> dict[str, str]:
    return {point.id: point.standing.value for point in outcome.points}


def counts(outcome: Outcome) -> dict[str, int]:
    assert outcome.tally is not None
    return dict(Counter(difference.kind.value for difference in outcome.tally.differences))


def test_the_sealed_room_is_identical(made: Made) -> None:
    room, seal = made
    outcome = verify_seal(seal.place, room, jobs=0)
    assert outcome.tally is not None
    assert outcome.good
    assert outcome.tally.balanced
    assert outcome.tally.identical == outcome.tally.listed == outcome.tally.seen == seal.header.counts["hashed"]
    assert (outcome.tally.explained, outcome.head) == (3, seal.head)
    assert standings(outcome) == {
        "files": "good",
        "head": "not-checked",
        "signature": "good",
        "signer": "not-checked",
        "timestamp": "not-checked",
        "lists": "good",
    }
    known = Asked(head=seal.head, signer=seal.header.signer)
    asked = standings(verify_seal(seal.place, room, known, jobs=0))
    assert (asked["head"], asked["signer"]) == ("good", "good")


def test_without_a_room_only_the_seal_is_checked(made: Made) -> None:
    outcome = verify_seal(made[1].place, None)
    assert (outcome.good, outcome.tally) == (True, None)
    assert any("NO DOCUMENT WAS CHECKED" in line for line in lines(outcome, "en"))


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_the_script_finds_is_found(copied: tuple[Path, Path], attack: str) -> None:
    room, seal = copied
    ATTACKS[attack](room, seal)
    outcome = verify_seal(seal, room, jobs=0)
    assert not outcome.good
    assert outcome.tally is None or outcome.tally.balanced
    assert list(lines(outcome, "en"))[-1].startswith(("DIFFERENT", "NOT SOUND"))


COUNTED = {
    "one flipped bit": {"changed": 1},
    "one flipped bit in an odd name": {"changed": 1},
    "a removed file": {"missing": 1},
    "an added file": {"added": 1},
    "an added empty file": {"duplicate": 1},
    "a renamed file": {"moved": 1},
    "two swapped files": {"changed": 2},
    "two swapped spellings": {"changed": 2},
    "a file replaced by a link": {"unreadable": 1, "duplicate": 1},
    "a renamed link": {"missing": 1, "unreadable": 1},
    "an added link": {"unreadable": 1},
    "a removed pipe": {"missing": 1},
}


@pytest.mark.parametrize("attack", COUNTED)
def test_what_was_done_to_the_room_is_counted(copied: tuple[Path, Path], attack: str) -> None:
    room, seal = copied
    ATTACKS[attack](room, seal)
    outcome = verify_seal(seal, room, jobs=0)
    assert outcome.sound
    assert counts(outcome) == COUNTED[attack]


def test_swapped_files_say_what_they_hold_now(copied: tuple[Path, Path]) -> None:
    room, seal = copied
    ATTACKS["two swapped files"](room, seal)
    tally = verify_seal(seal, room, jobs=0).tally
    assert tally is not None
    assert [(d.raw, d.other) for d in tally.differences] == [(b"x: FAILED", b"x: OK"), (b"x: OK", b"x: FAILED")]


def test_a_seal_of_another_room(made: Made, tmp_path: Path) -> None:
    other = sealed(fill(tmp_path / "room", [b"Bilan.pdf", b"-rf"]), tmp_path / "seals")
    outcome = verify_seal(other.place, made[0], jobs=0)
    assert outcome.sound
    assert not outcome.good
    assert not verify_seal(made[1].place, tmp_path / "room", jobs=0).good


def test_replayed_seals_swapped_signers_and_the_chain(tmp_path: Path) -> None:
    room = fill(tmp_path / "room", [b"contract.pdf"])
    key, other = ssh_key(tmp_path), ssh_key(tmp_path, "other")
    old = sealed(room, tmp_path / "old", sign_key=key)
    new = sealed(room, tmp_path / "new", sign_key=key, previous=old.head)
    swapped = sealed(room, tmp_path / "swapped", sign_key=other)
    unsigned = sealed(room, tmp_path / "unsigned")
    signer = new.header.signer
    cases = [
        (old, Asked(), None, ""),
        (old, Asked(head=new.head), "head", "--head " + new.head),
        (new, Asked(head=new.head, signer=signer, previous=old.head), None, f"--head {new.head} --signer {signer}"),
        (new, Asked(previous=unsigned.head), "chain", None),
        (swapped, Asked(), None, ""),
        (swapped, Asked(signer=signer), "signer", f"--signer {signer}"),
        (unsigned, Asked(), None, ""),
        (unsigned, Asked(signer=signer), "signer", f"--signer {signer}"),
    ]
    for seal, asked, wrong, script in cases:
        outcome = verify_seal(seal.place, room, asked, jobs=0)
        bad = [point.id for point in outcome.points if point.standing is Standing.BAD]
        assert bad == ([] if wrong is None else [wrong])
        if script is not None:
            assert verify(seal.place, room, *script.split()).returncode == (0 if wrong is None else 1)
    assert "UNKNOWN SIGNER" in "\n".join(lines(verify_seal(swapped.place, room, jobs=0), "en"))
    assert standings(verify_seal(new.place, room, jobs=0))["chain"] == "not-checked"


def test_names_are_the_same_on_copies_of_another_spelling(tmp_path: Path) -> None:
    names = ["Procès-verbal d’été.pdf", "Délégués/Élections.pdf", "plain.txt"]
    room = fill(tmp_path / "room", [name.encode() for name in names])
    seal = sealed(room, tmp_path / "seals")
    copy = tmp_path / "copy"
    for name in names:
        target = copy / unicodedata.normalize("NFD", name)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes((room / name).read_bytes())
    outcome = verify_seal(seal.place, copy, jobs=0)
    assert outcome.good
    assert outcome.tally is not None
    assert (outcome.tally.identical, outcome.tally.respelled) == (3, 2)
    (copy / unicodedata.normalize("NFD", names[0])).write_bytes(b"other")
    changed = verify_seal(seal.place, copy, jobs=0)
    assert counts(changed) == {"changed": 1}


def test_a_moved_folder_a_copy_and_a_new_document(tmp_path: Path) -> None:
    room = fill(tmp_path / "room", [b"a/1", b"a/2", b"b/3", b"c"])
    seal = sealed(room, tmp_path / "seals")
    (room / "a").rename(room / "z")
    shutil.copy(room / "c", room / "c again")
    (room / "new").write_bytes(b"new")
    tally = verify_seal(seal.place, room, jobs=0).tally
    assert tally is not None
    assert [(d.kind.value, d.raw, d.other) for d in tally.differences] == [
        ("moved", b"a/1", b"z/1"),
        ("moved", b"a/2", b"z/2"),
        ("duplicate", b"c again", b"c"),
        ("added", b"new", None),
    ]
    assert (tally.listed, tally.seen, tally.identical, tally.balanced) == (4, 6, 2, True)


def test_what_cannot_be_read_is_neither_missing_nor_identical(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    room = fill(tmp_path / "room", [b"a/1", b"a/2", b"b", b"c"])
    seal = sealed(room, tmp_path / "seals")
    true_open, true_below = os.open, ladder.below

    def opened(name: bytes, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
        if name == b"b":
            raise PermissionError(errno.EACCES, "denied")
        return true_open(name, flags, mode, dir_fd=dir_fd)

    def below(folder: int, name: bytes) -> int:
        if name == b"a":
            raise PermissionError(errno.EACCES, "denied")
        return true_below(folder, name)

    monkeypatch.setattr(os, "open", opened)
    monkeypatch.setattr(os, "supports_dir_fd", {*os.supports_dir_fd, opened})
    monkeypatch.setattr(ladder, "below", below)
    tally = verify_seal(seal.place, room, jobs=0).tally
    assert tally is not None
    assert [(d.kind.value, d.raw, d.reason) for d in tally.differences] == [
        ("unreadable", b"a/", "EACCES"),
        ("unreadable", b"a/1", "EACCES"),
        ("unreadable", b"a/2", "EACCES"),
        ("unreadable", b"b", "EACCES"),
    ]
    assert (tally.listed, tally.seen, tally.identical, tally.balanced) == (4, 2, 1, True)


def test_what_the_seal_could_not_read_is_never_proven(tmp_path: Path) -> None:
    room = fill(tmp_path / "room", [b"a", b"b"])
    with (room / "holes").open("wb") as file:
        file.truncate(1 << 30)
    seal = sealed(room, tmp_path / "seals")
    assert seal.header.counts["explained"] == 1
    outcome = verify_seal(seal.place, room, jobs=0)
    assert outcome.sound
    assert counts(outcome) == {"unreadable": 1}
    assert any("could not be read when the room was sealed" in line for line in lines(outcome, "en"))


HOSTILE_LISTS = {
    "a way out": b"a" * 64 + b"  ./../etc/passwd\0",
    "an absolute path": b"a" * 64 + b"  .//etc/passwd\0",
    "a path twice": (b"a" * 64 + b"  ./x\0") * 2,
    "out of order": b"a" * 64 + b"  ./y\0" + b"a" * 64 + b"  ./x\0",
    "an endless line": b"a" * 64 + b"  ./" + b"x" * (3 << 20),
    "cut off": b"a" * 64 + b"  ./x",
    "no digest": b"g" * 64 + b"  ./x\0",
    "empty": b"",
}


@pytest.mark.parametrize("listed", HOSTILE_LISTS.values(), ids=HOSTILE_LISTS.keys())
def test_hostile_lists_are_faults(tmp_path: Path, listed: bytes) -> None:
    room = fill(tmp_path / "room", [b"x"])
    seal = sealed(room, tmp_path / "seals").place
    (seal / "manifest.sha256z").write_bytes(listed)
    outcome = verify_seal(seal, room, jobs=0)
    assert standings(outcome)["files"] == standings(outcome)["lists"] == "bad"
    assert not outcome.good


def test_links_in_the_seal_are_not_followed(tmp_path: Path) -> None:
    room = fill(tmp_path / "room", [b"x"])
    seal = sealed(room, tmp_path / "seals").place
    (seal / "B3SUMS").rename(tmp_path / "aside")
    (seal / "B3SUMS").symlink_to(tmp_path / "aside")
    assert standings(verify_seal(seal, room, jobs=0))["files"] == "bad"


def test_the_command_line(made: Made, tmp_path: Path) -> None:
    room, seal = made
    run = CliRunner().invoke
    done = run(command, [str(seal.place), str(room), "--lang", "en"], standalone_mode=False)
    assert done.return_value == 0, done.output
    names = ("identical", "changed", "missing", "added", "moved", "unreadable", "duplicates")
    assert [line for line in done.output.splitlines() if line.split(":")[0] in names] == [
        f"{name}: {seal.header.counts['hashed'] if name == 'identical' else 0}" for name in names
    ]
    done = run(command, [str(seal.place), str(room), "--json", "--expect-head", "0" * 64], standalone_mode=False)
    answer = json.loads(done.output)
    assert (done.return_value, answer["verdict"], answer["room"]["missing"]) == (1, "unsound", 0)
    for wrong in (["--expect-head", "abc"], ["--signer", "me"], ["--tsa-ca", "nowhere.pem"], ["--previous", "nowhere"]):
        assert run(command, [str(seal.place), str(room), *wrong]).exit_code == 1  # UsageError, 2 at the program's edge
    assert type(run(command, [str(tmp_path / "nothing")]).exception).__name__ == "UsageError"
    assert type(run(command, [str(tmp_path)]).exception).__name__ == "UsageError"
    assert type(run(command, [str(seal.place), str(tmp_path / "nothing")]).exception).__name__ == "UsageError"


def test_json_holds_every_difference(copied: tuple[Path, Path]) -> None:
    room, seal = copied
    for number in range(60):
        place(room, b"new \xff %d" % number).write_bytes(b"%d" % number)
    answer = json.loads(as_json(verify_seal(seal, room, jobs=0)))
    assert len(answer["room"]["differences"]) == answer["room"]["added"] == 60
    said = list(lines(verify_seal(seal, room, jobs=0), "fr"))
    assert any("et 10 autres" in line for line in said)


def test_an_altered_header_is_no_seal(copied: tuple[Path, Path]) -> None:
    room, seal = copied
    (seal / HEADER).write_bytes(b"{}")
    assert standings(verify_seal(seal, room)) == {"header": "bad"}
    (seal / SIGNATURE).unlink()
    assert not verify_seal(seal, room).good


def test_the_order_of_kinds_is_that_of_the_answer() -> None:
    assert [kind.value for kind in Kind] == ["changed", "missing", "added", "moved", "unreadable", "duplicate"]
