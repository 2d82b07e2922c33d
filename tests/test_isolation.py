"""A locked worker can read the room and its own libraries, and nothing else."""

from __future__ import annotations

import platform
import shutil
import socket
import struct
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dataroom import isolation
from dataroom.engine import run
from dataroom.extract.ocr_engine import find
from dataroom.isolation import OPEN, Locks, landlock, places, seccomp, spools, weakest
from tests.faults.probes import OUTSIDE, ROOM, lock_probes, open_probes, probe

ALL = Locks(*[True] * 5)
lockable = pytest.mark.skipif(
    landlock.version() < 6 or platform.machine() not in {"x86_64", "aarch64"},
    reason="this kernel has no Landlock of version 6, or this machine no filter of calls",
)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, object], list[Locks]]:
    """Give what came of each probe in a locked worker, and the locks that stood."""
    folder = tmp_path_factory.mktemp("place")
    room = folder / "room"
    room.mkdir()
    (room / "note.txt").write_text("note", encoding="utf-8")
    (folder / "secret.txt").write_text("secret", encoding="utf-8")
    (room / "lien").symlink_to(folder / "secret.txt")
    locks: list[Locks] = []
    found: dict[str, object] = dict(
        run(
            [*ROOM, *OUTSIDE], probe, jobs=1, memory_limit=1 << 30, initializer=open_probes, initargs=(room,),
            lock=lock_probes, ready=locks.append,
        )
    )  # fmt: skip
    assert sorted(p.name for p in room.iterdir()) == ["lien", "note.txt"]
    assert (room / "note.txt").read_text(encoding="utf-8") == "note"
    return found, locks


@lockable
def test_all_locks_stand(told: tuple[dict[str, object], list[Locks]]) -> None:
    assert told[1] == [ALL]


@lockable
@pytest.mark.parametrize("name", OUTSIDE)
def test_a_locked_worker_cannot(name: str, told: tuple[dict[str, object], list[Locks]]) -> None:
    assert str(told[0][name]).startswith("refused: ")


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("list the room", 2), ("read the room", b"note"), ("load a library", None), ("spool a member", 1 << 19),
        ("spool many", None), ("ask the engine", None),
    ],
)  # fmt: skip
def test_a_locked_worker_can_still(name: str, answer: object, told: tuple[dict[str, object], list[Locks]]) -> None:
    assert told[0][name] == answer


@lockable
@pytest.mark.skipif(find() is None, reason="no recognition engine is installed")
def test_the_recognition_engine_runs_behind_the_locks(tmp_path: Path) -> None:
    (found,) = run([""], recognise_text, jobs=1, initializer=open_probes, initargs=(tmp_path,), lock=lock_probes)
    assert "Contrat" in found[1]


def recognise_text(_: str) -> str:
    import io  # noqa: PLC0415 - only the worker needs them

    from PIL import Image, ImageDraw  # noqa: PLC0415

    from dataroom.extract import ocr_engine  # noqa: PLC0415

    picture, out = Image.new("L", (900, 250), 255), io.BytesIO()
    ImageDraw.Draw(picture).text((60, 80), "Contrat de paie", font_size=70)
    picture.save(out, "PNG")
    engine = ocr_engine.find()
    return "" if engine is None else ocr_engine.run(engine, out.getvalue(), 20)


def test_where_the_kernel_has_nothing_nothing_is_claimed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(landlock, "version", lambda: 0)
    assert landlock.restrict([]) == landlock.Kept()
    monkeypatch.setattr(platform, "machine", lambda: "riscv64")
    assert seccomp.restrict() is False


@pytest.mark.parametrize(
    ("kept", "calls", "expected"),
    [
        (landlock.Kept(), False, OPEN),
        (landlock.Kept(), True, Locks(network=True)),
        (landlock.Kept(writing=True, reading=True, signals=True), False, Locks(reading=True)),
        (landlock.Kept(reading=True), True, Locks(network=True, reading=True)),
        (landlock.Kept(writing=True, reading=True, signals=True), True, replace(ALL, memory=False)),
    ],
)
def test_only_what_both_locks_keep_is_claimed(
    kept: landlock.Kept,
    calls: bool,
    expected: Locks,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(isolation, "_limit", lambda _: None)
    monkeypatch.setattr(spools, "prepare", lambda: None)
    monkeypatch.setattr(landlock, "restrict", lambda _: kept)
    monkeypatch.setattr(seccomp, "restrict", lambda: calls)
    assert isolation.lock(Path(), most_written=1) == expected


def test_the_weakest_worker_counts() -> None:
    assert weakest([]) == OPEN
    assert weakest([ALL, replace(ALL, reading=False)]) == replace(ALL, reading=False)
    assert OPEN.shown() == dict.fromkeys(("network", "writing", "reading", "processes", "memory"), False)


@pytest.mark.parametrize("machine", seccomp._MACHINES.values())
def test_the_filter_leads_every_call_to_an_end(machine: Any) -> None:
    steps = [struct.unpack("=HBBI", step) for step in seccomp.program(machine)]

    def answer(architecture: int, number: int) -> int:
        at, held = 0, 0
        while True:
            code, yes, no, value = steps[at]
            if code == seccomp._RETURN:
                return int(value)
            if code == seccomp._LOAD:
                held = architecture if value == seccomp._ARCHITECTURE else number
                at += 1
                continue
            holds = held == value if code == seccomp._EQUAL else held >= value
            at += 1 + (yes if holds else no)

    assert {answer(machine.architecture, n) for n in (*machine.calls, *seccomp._EVERYWHERE)} == {seccomp._REFUSE}
    others = [n for n in range(500) if n not in {*machine.calls, *seccomp._EVERYWHERE}]
    assert {answer(machine.architecture, n) for n in others} == {seccomp._ALLOW}
    assert answer(0x40000003, 1) == seccomp._KILL
    if machine.highest is not None:
        assert answer(machine.architecture, machine.highest + 41) == seccomp._REFUSE


@pytest.mark.parametrize("machine", seccomp._MACHINES.values())
def test_a_converter_can_have_a_socket_and_do_nothing_with_it(machine: Any) -> None:
    steps = [struct.unpack("=HBBI", step) for step in seccomp.program(machine, converter=True)]

    def answer(number: int, first: int = 0, second: int = 0) -> int:
        at, held = 0, 0
        given = {seccomp._ARCHITECTURE: machine.architecture, seccomp._NUMBER: number}
        given |= {seccomp._FIRST: first, seccomp._SECOND: second}
        while steps[at][0] != seccomp._RETURN:
            code, yes, no, value = steps[at]
            at += 1
            if code == seccomp._LOAD:
                held = given[value]
            elif code == seccomp._AND:
                held &= value
            else:
                at += yes if (held == value if code == seccomp._EQUAL else held >= value) else no
        return int(steps[at][3])

    local = (socket.AF_UNIX, socket.SOCK_STREAM | 0o2000000)
    assert answer(machine.socket, *local) == seccomp._ALLOW
    for family, kind in ((socket.AF_INET, socket.SOCK_STREAM), (socket.AF_INET6, 1), (16, 3), (1, socket.SOCK_DGRAM)):
        assert answer(machine.socket, family, kind) == seccomp._REFUSE
    assert {answer(number) for number in machine.serving} == {seccomp._PRETEND}
    others = {*machine.calls, *seccomp._EVERYWHERE, *machine.leaving} - {machine.socket, *machine.serving}
    assert {answer(number) for number in others} == {seccomp._REFUSE}
    known = others | {machine.socket, *machine.serving}
    assert {answer(number) for number in range(500) if number not in known} == {seccomp._ALLOW}


def test_a_converter_writes_in_its_scratch_folder_alone(tmp_path: Path) -> None:
    found = {place.path: place.rights for place in places.of_converter(Path("/usr/bin/antiword"), tmp_path)}
    changing = [path for path, rights in found.items() if rights & landlock.CHANGE & ~landlock.READ]
    assert changing == [tmp_path, Path("/dev/null")]
    assert not {Path("/"), Path("/etc"), Path("/usr"), Path("/tmp"), Path.home()} & set(found)  # noqa: S108 - not used


def test_places_are_the_room_the_libraries_and_the_programs(tmp_path: Path) -> None:
    found = {place.path: place.rights for place in places.allowed(tmp_path)}
    assert found[tmp_path] == landlock.READ
    writable = [path for path, rights in found.items() if rights & landlock.WRITE]
    assert writable == [Path("/dev/null")]
    assert not {Path("/"), Path("/etc"), Path("/usr"), Path("/tmp"), Path.home()} & set(found)  # noqa: S108 - not used
    engine = shutil.which("tesseract")
    assert engine is None or found[Path(engine).resolve()] & landlock.EXECUTE


def test_a_spool_is_empty_when_it_is_lent_again() -> None:
    spools.prepare(2)
    held = len(spools._free)
    first = spools.temporary()
    first.write(b"a secret")
    first.close()
    first.close()
    assert len(spools._free) == held
    second = spools.temporary()
    assert second.read() == b""
    second.close()
