"""What goes wrong in a room is its answer: which kind of fault, under which code, in words of both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from dataroom.errors import Fault, FileFaults, NothingToCheck, RoomGone, RoomLocked, UsageError
from dataroom.nightly import child
from dataroom.nightly.outcome import Outcome
from tests.nightly.visits import House


@pytest.mark.parametrize(
    ("raised", "code", "kind", "french", "english"),
    [
        (RoomLocked("x"), 75, "locked", "un autre contrôle tient la salle (x)", "another run holds the room (x)"),
        (NothingToCheck("x"), 3, "empty", "la salle est vide (x)", "the room is empty (x)"),
        (RoomGone("x"), 74, "gone", "la salle a disparu pendant le contrôle (x)", "the room went away during"),
        (UsageError("x"), 2, "usage", "un réglage est à corriger (x)", "a setting has to be corrected (x)"),
        (FileFaults([Fault("f", "w", "e", "g")]), 2, "usage", "(f: w: expected e, got g)", "(f: w: expected e, got g)"),
        (OSError(28, "full", "f"), 74, "io", "le disque ou le réseau a fait défaut (f: full – ENOSPC)", "ENOSPC"),
        (ValueError("x"), 70, "fault", "défaut du programme (ValueError, test_child.py:", "a fault of the program"),
    ],
)
def test_each_fault_has_its_kind(  # noqa: PLR0917 - one column each
    raised: Exception,
    code: int,
    kind: str,
    french: str,
    english: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def check_room(*_: object) -> Outcome:
        raise raised

    monkeypatch.setattr(child, "check_room", check_room)
    house = House(tmp_path)
    house.room.mkdir(parents=True)
    found = child.answer(house.task())
    assert (found.code, found.failure, found.has_verdict) == (code, kind, False)
    assert found.why is not None
    assert french in found.why.fr
    assert english in found.why.en


def test_a_room_that_is_not_there_is_told_from_a_wrong_setting(tmp_path: Path) -> None:
    found = child.answer(House(tmp_path).task())
    assert (found.code, found.failure) == (2, "usage")
    assert found.why is not None
    assert found.why.fr.startswith("la salle n’est pas là (")
