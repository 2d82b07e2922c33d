"""What is written outside the room, for its owner alone, and the lock."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from dataroom.errors import RoomLocked, UsageError
from dataroom.store import folder_for, locked, make_private, outside, require_writable, write_private


@pytest.fixture
def room(tmp_path: Path) -> Path:
    folder = tmp_path / "salle"
    (folder / "sous").mkdir(parents=True)
    (tmp_path / "lien").symlink_to(folder / "sous")
    (tmp_path / "fichier").touch()
    (tmp_path / "nulle part").symlink_to(tmp_path / "absent" / "plus loin")
    return folder


@pytest.mark.parametrize("place", ["salle", "salle/out", "salle/sous/a/b", "lien", "lien/out", "x/../salle/out"])
def test_nothing_is_written_into_the_room(room: Path, place: str) -> None:
    with pytest.raises(UsageError, match="outside the room"):
        outside(room, room.parent / place, "--out")


@pytest.mark.parametrize("place", ["", "out", "salle-2", "lien2/out", "salle.out/deep"])
def test_what_lies_beside_the_room_is_passed(room: Path, place: str) -> None:
    assert outside(room, room.parent / place, "--out") == room.parent / place


@pytest.mark.parametrize(("place", "passes"), [
    ("new", True), ("new/deeper", True), ("salle", True), ("fichier", False), ("fichier/in", False),
    ("nulle part", False),
])  # fmt: skip
def test_a_file_in_the_way_is_wrong_usage(room: Path, place: str, passes: bool) -> None:
    if passes:
        assert folder_for(room.parent / place, "--out")
    else:
        with pytest.raises(UsageError, match="expected a folder"):
            folder_for(room.parent / place, "--out")


def test_folders_and_files_are_their_owners_alone(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        folder = make_private(tmp_path / "a" / "b" / "c")
        file = write_private(folder / "report.json", "é")
    finally:
        os.umask(old)
    assert [p.stat().st_mode & 0o777 for p in (folder, folder.parent, folder.parent.parent)] == [0o700] * 3
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.read_bytes() == "é".encode()


def test_a_folder_that_cannot_be_written_is_said_early(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert require_writable(tmp_path / "new" / "deeper") == tmp_path / "new" / "deeper"
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(PermissionError, match="nothing can be written there"):
        require_writable(tmp_path / "new" / "deeper")


def test_what_is_there_keeps_its_rights(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    make_private(tmp_path)
    assert tmp_path.stat().st_mode & 0o777 == 0o755


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = write_private(tmp_path / "report.json", "old")

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_private(file, "new")
    assert file.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["report.json"]


def test_a_room_is_held_by_one_run(tmp_path: Path, room: Path) -> None:
    state = tmp_path / "state"
    with locked(state, room):
        with locked(state, room / "sous"):
            pass
        with pytest.raises(RoomLocked, match="another run"), locked(state, room.parent / "x" / ".." / "salle"):
            pass
        assert [p.stat().st_mode & 0o777 for p in state.iterdir()] == [0o600] * 2
    with locked(state, room):
        pass
    assert sorted(p.name for p in room.iterdir()) == ["sous"]


def test_what_comes_in_pieces_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    file = write_private(tmp_path / "report.json", iter(["é", "", "\n"]))
    assert file.read_bytes() == "é\n".encode()

    def broken() -> Iterator[str]:
        yield "half"
        raise OSError(5, "EIO")

    with pytest.raises(OSError, match="EIO"):
        write_private(file, broken())
    assert file.read_bytes() == "é\n".encode()
    assert list(tmp_path.iterdir()) == [file]
