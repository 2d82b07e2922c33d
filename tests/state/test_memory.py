"""What is remembered saves work and changes nothing: a warm run says what a cold one says."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from dataroom.model import State
from dataroom.room import Company
from dataroom.shipped import shipped
from dataroom.state import seen
from dataroom.state.database import FILE, VERSION
from dataroom.state.method import Method
from tests.state.rooms import AS_OF, CONTRACT, PROFILE, Run, cold, make_room

FILES = 7
SECOND = 10**9


@pytest.fixture
def room(tmp_path: Path) -> Path:
    return make_room(tmp_path)


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    # The files of a test are younger than a minute: here that is old enough.
    monkeypatch.setattr(seen, "SETTLED_NS", 0)
    return tmp_path / "state"


def test_nothing_changed_nothing_is_read(room: Path, state: Path) -> None:
    first = Run(room, state)
    assert first.did() == (0, 0, FILES, FILES)
    second = Run(room, state)
    assert second.did() == (FILES, 0, 0, 0)
    assert second.body == first.body == cold(room)
    assert second.history["added"] == second.history["changed"] == second.history["gone"] == []
    assert second.history["previous_head"] == first.history["head"]
    assert second.notices == []


def test_a_young_file_is_never_remembered_under_its_key(room: Path, tmp_path: Path) -> None:
    Run(room, tmp_path / "state")
    again = Run(room, tmp_path / "state")
    # The bytes are read again; the words, which go by digest, are not.
    assert again.did() == (0, 0, FILES, 0)
    assert again.body == cold(room)


def _rename(room: Path) -> None:
    (room / "note 1.txt").rename(room / "Paie" / "facture 2025-06.txt")


def _rename_archive(room: Path) -> None:
    (room / "archive.zip").rename(room / "Attestations 2026.zip")


def _rename_to_system(room: Path) -> None:
    (room / "note 0.txt").rename(room / "~$note.txt")


def _rename_ending(room: Path) -> None:
    (room / "note 0.txt").rename(room / "note 0.pdf")


def _add(room: Path) -> None:
    (room / "Paie" / "avenant.txt").write_text(CONTRACT.replace("CONTRAT", "AVENANT AU CONTRAT"), encoding="utf-8")


def _remove(room: Path) -> None:
    (room / "Paie" / "contrat paie.txt").unlink()


def _rewrite(room: Path) -> None:
    (room / "note 2.txt").write_text(CONTRACT, encoding="utf-8")


def _touch(room: Path) -> None:
    os.utime(room / "Paie" / "contrat paie.txt", (1, 1))


def _copy(room: Path) -> None:
    shutil.copy(room / "Paie" / "contrat paie.txt", room / "contrat (1).txt")


def _turn_into_link(room: Path) -> None:
    _remove(room)
    (room / "Paie" / "contrat paie.txt").symlink_to("/etc/hostname")


def _swap(room: Path) -> None:
    (room / "note 0.txt").rename(room / "x")
    (room / "note 1.txt").rename(room / "note 0.txt")
    (room / "x").rename(room / "note 1.txt")


def _empty(room: Path) -> None:
    (room / "Paie" / "attestation vigilance.txt").write_bytes(b"")


CHANGES = [
    _rename, _rename_archive, _rename_to_system, _rename_ending, _add, _remove, _rewrite, _touch, _copy,
    _turn_into_link, _swap, _empty,
]  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_after_a_change_a_warm_run_says_what_a_cold_one_says(
    room: Path, state: Path, change: Callable[[Path], None]
) -> None:
    Run(room, state)
    change(room)
    warm = Run(room, state)
    assert warm.body == cold(room)
    assert warm.counts.remembered >= FILES - 3
    assert warm.counts.read <= 1
    assert Run(room, state).did()[1:] == (0, 0, 0)


def test_a_renamed_file_is_described_anew_from_its_words(room: Path, state: Path) -> None:
    Run(room, state)
    _rename(room)
    warm = Run(room, state)
    assert warm.did() == (FILES - 1, 1, 1, 0)
    assert warm.history["added"] == ["Paie/facture 2025-06.txt"]
    assert warm.history["gone"] == ["note 1.txt"]


def test_another_room_with_the_same_contents_reads_no_words(room: Path, state: Path, tmp_path: Path) -> None:
    Run(room, state)
    other = shutil.copytree(room, tmp_path / "autre", symlinks=True)
    assert Run(other, state).did() == (0, FILES, FILES, 0)


def test_another_profile_is_a_matter_of_words_alone(room: Path, state: Path) -> None:
    Run(room, state)
    other = PROFILE.model_copy(update={"company": Company(name="Une Autre")})
    warm = Run(room, state, profile=other)
    assert warm.did() == (0, FILES, 0, 0)
    assert warm.body == cold(room, profile=other)


def test_other_rules_are_a_matter_of_words_alone(room: Path, state: Path, tmp_path: Path) -> None:
    Run(room, state)
    rules = tmp_path / "regles" / "documents" / "contract"
    rules.mkdir(parents=True)
    known = (shipped("rules") / "documents" / "contract" / "service-contract.toml").read_text(encoding="utf-8")
    (rules / "service-contract.toml").write_text(known + "\n# changed\n", encoding="utf-8")
    warm = Run(room, state, rules=tmp_path / "regles")
    assert warm.did() == (0, FILES, 0, 0)
    assert warm.body == cold(room, rules=tmp_path / "regles")


def test_a_room_without_a_profile_is_described_twice_and_read_once(room: Path, state: Path) -> None:
    first = Run(room, state, profile=None)
    assert first.counts.read == FILES
    second = Run(room, state, profile=None)
    assert second.did() == (FILES, 0, 0, 0)
    assert second.body == first.body == cold(room, profile=None)


@pytest.mark.parametrize("days", [-400, -29, -1, 0, 1, 30, 154, 155, 156, 200, 900])
def test_on_another_day_only_what_depends_on_it_is_described_anew(room: Path, state: Path, days: int) -> None:
    Run(room, state)
    day = AS_OF + dt.timedelta(days=days)
    warm = Run(room, state, as_of=day)
    assert warm.body == cold(room, as_of=day)
    assert warm.counts.read == 0
    if 0 <= days <= 30:
        assert warm.counts.remembered >= FILES - 1


def test_without_words_a_change_of_rules_reads_again(room: Path, state: Path) -> None:
    Run(room, state, words=False)
    connection = sqlite3.connect(state / FILE)
    assert connection.execute("SELECT count(*) FROM readings").fetchone() == (0,)
    connection.close()
    assert Run(room, state, words=False).did() == (FILES, 0, 0, 0)
    other = PROFILE.model_copy(update={"company": Company(name="Une Autre")})
    assert Run(room, state, words=False, profile=other).counts.read == FILES


def test_other_passwords_read_again(room: Path, state: Path) -> None:
    Run(room, state)
    assert Run(room, state, passwords=("sésame",)).counts.read == FILES
    assert Run(room, state, passwords=("sésame",)).counts.read == 0


def test_another_version_of_a_library_reads_everything_and_says_so(
    room: Path, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert Run(room, state).notices == []
    again = Run(room, state)
    assert (again.counts.read, again.notices) == (0, [])
    monkeypatch.setattr("dataroom.state.session.method_of", lambda: Method(b"another", b"another"))
    other = Run(room, state)
    assert (other.counts.remembered, other.counts.described, other.counts.read) == (0, 0, FILES)
    assert ["libraries, changed" in notice for notice in other.notices] == [True]
    assert Run(room, state).notices == []


def test_another_way_of_describing_reads_nothing_again(
    room: Path, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Run(room, state)
    monkeypatch.setattr("dataroom.state.session.method_of", lambda: Method(b"reading", b"another"))
    other = Run(room, state)
    assert (other.did(), other.notices) == ((0, FILES, 0, 0), [])
    assert other.body == cold(room)


def test_full_believes_nothing(room: Path, state: Path) -> None:
    Run(room, state, now_ns=SECOND)
    assert Run(room, state, full=True).did() == (0, 0, FILES, FILES)
    assert Run(room, state, full=True, profile=None, now_ns=4 * 10**18).counts.read == FILES


def test_seven_nights_read_everything_once(room: Path, state: Path) -> None:
    Run(room, state)
    nights = [Run(room, state, night=night).counts.digested for night in range(7)]
    assert sum(nights) == FILES
    assert max(nights) < FILES


def _change_silently(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Change a content so that the system tells nothing of it: its key is made to be the same."""
    raw = path.read_bytes()
    before = path.stat()
    path.write_bytes(raw[:-2] + b"X" + raw[-1:])
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    after = path.stat()
    monkeypatch.setattr(seen.Seen, "is_same", _forgetful(seen.Seen.is_same, {after.st_ctime_ns: before.st_ctime_ns}))


def _forgetful(real: Callable[..., bool], times: dict[int, int]) -> Callable[..., bool]:
    def is_same(row: seen.Seen, entry: object) -> bool:
        from dataclasses import replace  # noqa: PLC0415 - here alone

        ctime = times.get(entry.ctime_ns, entry.ctime_ns)  # type: ignore[attr-defined]  # an Entry
        return real(row, replace(entry, ctime_ns=ctime))  # type: ignore[type-var]  # an Entry

    return is_same


@pytest.mark.parametrize("how", [{"full": True}, {"night": None}])
def test_a_content_that_changed_under_an_unchanged_key_is_an_alarm(
    room: Path, state: Path, how: dict[str, bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    Run(room, state, now_ns=SECOND)
    _change_silently(room / "note 1.txt", monkeypatch)
    told = Run(room, state, **how)
    alarms = [f.path for f in told.report.findings if f.rule == "content-changed-silently"]
    assert alarms == (["note 1.txt"] if "full" in how else [])
    once = Run(room, state, **how)
    assert not [f for f in once.report.findings if f.rule == "content-changed-silently"]


def test_what_was_not_read_is_tried_again(room: Path, state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(5, "cannot be read")

    with monkeypatch.context() as patched:
        patched.setattr("dataroom.fingerprint.open_entry", refuse)
        assert {d.state for d in Run(room, state).report.documents} <= {State.UNREADABLE, State.UNSUPPORTED}
    assert Run(room, state).counts.read == FILES


def _truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])


def _scribble(path: Path) -> None:
    raw = bytearray(path.read_bytes())
    raw[20000:60000] = bytes(40000)
    path.write_bytes(raw)


def _other_program(path: Path) -> None:
    path.unlink()
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE precious (x)")
    connection.commit()
    connection.close()


@pytest.mark.parametrize("harm", [_truncate, _scribble, _other_program, lambda path: path.write_bytes(b"x" * 9000)])
def test_a_damaged_state_is_set_aside_and_rebuilt(room: Path, state: Path, harm: Callable[[Path], None]) -> None:
    Run(room, state)
    harm(state / FILE)
    again = Run(room, state)
    assert again.body == cold(room)
    assert any("set aside" in notice for notice in again.notices)
    assert len(list(state.glob(f"{FILE}.damaged-1"))) == 1
    assert again.history["checks"] == 2  # the ledger is no part of the damage
    assert Run(room, state).did() == (FILES, 0, 0, 0)


@pytest.mark.parametrize("column", ["blake3", "sha256", "size"])
def test_a_flipped_bit_is_not_believed(room: Path, state: Path, column: str) -> None:
    Run(room, state)
    connection = sqlite3.connect(state / FILE)
    value = "size + 1" if column == "size" else "zeroblob(32)"
    connection.execute(f"UPDATE seen SET {column} = {value} WHERE raw = CAST('note 1.txt' AS BLOB)")  # noqa: S608
    connection.execute("UPDATE results SET packed = zeroblob(99) WHERE raw = CAST('note 0.txt' AS BLOB)")
    connection.commit()
    connection.close()
    again = Run(room, state)
    assert again.body == cold(room)
    assert again.counts.remembered == FILES - 2


def test_a_newer_state_is_left_alone(room: Path, state: Path) -> None:
    Run(room, state)
    connection = sqlite3.connect(state / FILE)
    connection.execute(f"PRAGMA user_version={VERSION + 1}")
    connection.close()
    before = (state / FILE).read_bytes()
    again = Run(room, state)
    assert again.body == cold(room)
    assert any("newer version" in notice for notice in again.notices)
    assert (state / FILE).read_bytes() == before


def test_a_clock_that_was_set_back_is_noticed(room: Path, state: Path) -> None:
    Run(room, state, now_ns=4 * 10**18)
    again = Run(room, state)
    assert again.did() == (0, 0, FILES, FILES)
    assert any("clock" in notice for notice in again.notices)


def test_files_of_a_folder_that_was_not_read_are_not_gone(
    room: Path, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dataroom.model import Entry  # noqa: PLC0415 - here alone
    from dataroom.walk import walk  # noqa: PLC0415 - here alone

    Run(room, state)

    def closed(place: Path) -> list[Entry]:
        rest = [entry for entry in walk(place) if not entry.raw.startswith(b"Paie/")]
        shut = Entry("Paie/", b"Paie/", 0, 0, "folder", "EACCES")
        return sorted([shut, *rest], key=lambda entry: entry.raw)

    with monkeypatch.context() as patched:
        patched.setattr("dataroom.gather.walk", closed)
        assert Run(room, state).history["gone"] == []
    assert Run(room, state).counts.read == 0


def test_only_the_owner_can_read_the_state(room: Path, state: Path) -> None:
    Run(room, state)
    places = [state, *state.rglob("*")]
    assert len(places) >= 4
    assert {place.stat().st_mode & 0o077 for place in places} == {0}


def test_requirements_keep_the_day_on_which_they_came_to_stand_as_they_do(room: Path, state: Path) -> None:
    def since(run: Run) -> dict[str, str]:
        found = run.history["since"]
        assert isinstance(found, dict)
        return found

    first = Run(room, state, now_ns=10**18)
    second = Run(room, state, now_ns=2 * 10**18)
    assert since(first) == since(second)
    _remove(room)
    third = Run(room, state, now_ns=3 * 10**18)
    moved = {key for key, at in since(third).items() if at != since(first).get(key)}
    assert moved
    assert len(moved) < len(since(third))
