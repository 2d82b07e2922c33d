"""A file read member by member: whatever is lost on the way is lost alone, and nothing is told twice or not at all."""

from __future__ import annotations

import datetime as dt
import io
import tarfile
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from dataroom import extract, file_reader
from dataroom.errand import Errand, Mark, go_on
from dataroom.file_reader import Reader
from dataroom.model import Document, Entry, State
from dataroom.room import Profile
from dataroom.settings import Settings
from dataroom.walk import walk
from dataroom.worker import Lost
from tests.extract.papers import SENTENCE, zipped

NOTE = SENTENCE.encode()
LEAVES = ["a.txt", "c.txt", "d.txt", "f.txt", "g.txt", "h.txt"]


class Boom(BaseException):
    """Stands for the end of a worker."""


def tarred(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def nested() -> bytes:
    innermost = zipped({"d.txt": NOTE})
    inner = zipped({"c.txt": NOTE, "e.zip": innermost, "f.txt": NOTE})
    return zipped({"a.txt": NOTE, "b.zip": inner, "g.txt": NOTE, "vide.zip": zipped({}), "h.txt": NOTE})


def nested_tar() -> bytes:
    inner = tarred({"c.txt": NOTE, "e.zip": zipped({"d.txt": NOTE}), "f.txt": NOTE})
    return tarred({"a.txt": NOTE, "b.tar": inner, "g.txt": NOTE, "h.txt": NOTE})


def documents(items: Any) -> list[Document]:
    return [item for item in items if isinstance(item, Document)]


class Told:
    """What a parent keeps of a task: its parts and its place."""

    def __init__(self) -> None:
        self.documents: list[Document] = []
        self.place: Mark | None = None

    def __call__(self, part: Any, place: Any, *, restart: bool = False) -> None:
        if restart:
            self.documents.clear()
        self.documents.extend(documents(part))
        self.place = place

    def alive(self) -> None:
        pass


@lru_cache(maxsize=1)
def loaded() -> Reader:
    return Reader(Settings(Path(), Profile(), dt.date(2026, 3, 31)))


def reader_of(room: Path) -> Reader:
    # The rules are loaded once for all tests: they take longer than all readings.
    found = loaded()
    found._settings = replace(found._settings, room=room)
    return found


def read_through(room: Path, entry: Entry, kind: Any = "timeout") -> tuple[dict[str, State], int]:
    """Read as the engine has it read; gives the states by path, and how many workers were lost."""
    reading, told = reader_of(room), Told()
    task: Entry | Errand | None = entry
    for lost in range(100):
        assert task is not None
        try:
            found = [*documents(reading.read(task, told)), *told.documents]
        except Boom:
            assert told.place is not None
            task = go_on(task, told.place, Lost(kind, ""))
            continue
        assert len({d.path for d in found}) == len(found), "told twice"
        return {d.path: d.state for d in found}, lost
    raise AssertionError("no end")


@pytest.fixture(params=[nested, nested_tar], ids=["zip", "tar"])
def entry(request: pytest.FixtureRequest, tmp_path: Path) -> Entry:
    (tmp_path / "archive").write_bytes(request.param())
    (found,) = walk(tmp_path)
    return found


def failing(monkeypatch: pytest.MonkeyPatch, fails: Callable[[str], bool]) -> None:
    known = extract.extract

    def extracted(source: Any, limits: Any) -> Any:
        if fails(source.name):
            raise Boom
        return known(source, limits)

    monkeypatch.setattr(file_reader, "extract", extracted)


def test_all_is_told_in_its_order(tmp_path: Path, entry: Entry) -> None:
    states, lost = read_through(tmp_path, entry)
    assert lost == 0
    assert [p.rpartition("!")[2] for p in states if p.endswith(".txt")] == LEAVES


@pytest.mark.parametrize("culprit", [*LEAVES, "b", "e.zip"])
@pytest.mark.parametrize(
    ("kind", "state"), [("timeout", State.TIMEOUT), ("memory", State.TOO_LARGE), ("crash", State.CORRUPT)]
)
def test_what_is_lost_is_lost_alone(  # noqa: PLR0917 - two tables and three fixtures
    culprit: str, kind: str, state: State, tmp_path: Path, entry: Entry, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, _ = read_through(tmp_path, entry)
    failing(monkeypatch, lambda name: name.startswith(culprit))
    states, lost = read_through(tmp_path, entry, kind)
    (path,) = [p for p in whole if p.rpartition("!")[2].startswith(culprit)]
    assert lost == 1
    assert states.pop(path) is state
    # What lies in a container that was lost is lost with it.
    assert states == {p: s for p, s in whole.items() if p != path and not p.startswith(f"{path}!")}


def test_several_losses_are_several_losses(tmp_path: Path, entry: Entry, monkeypatch: pytest.MonkeyPatch) -> None:
    whole, _ = read_through(tmp_path, entry)
    failing(monkeypatch, lambda name: name in {"a.txt", "d.txt", "h.txt"})
    states, lost = read_through(tmp_path, entry, "crash")
    assert lost == 3
    assert states.keys() == whole.keys()
    assert {p.rpartition("!")[2] for p, s in states.items() if s is State.CORRUPT} >= {"a.txt", "d.txt", "h.txt"}


def test_too_many_losses_give_up_the_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({f"{n:02}.txt": NOTE for n in range(50)}))
    failing(monkeypatch, lambda name: name.endswith(".txt"))
    states, lost = read_through(tmp_path, next(walk(tmp_path)), "timeout")
    assert (lost, states["a.zip!…"]) == (3, State.TIMEOUT)
    assert [s for p, s in states.items() if p.endswith(".txt")] == [State.TIMEOUT] * 2


@pytest.mark.parametrize("broken", ["archive", "b.zip", "e.zip"])
def test_a_container_that_cannot_be_gone_through_is_given_up(
    broken: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "archive").write_bytes(nested())
    (entry,) = walk(tmp_path)
    whole, _ = read_through(tmp_path, entry)
    known = extract.members

    def members(source: Any, limits: Any) -> Any:
        if source.name == broken:
            raise Boom
        return known(source, limits)

    monkeypatch.setattr(file_reader, "members", members)
    states, _ = read_through(tmp_path, entry)
    (path,) = [p for p in whole if p.rpartition("!")[2] == broken]
    assert states.pop(f"{path}!…") is State.TIMEOUT
    assert states == {p: s for p, s in whole.items() if not p.startswith(f"{path}!")}


def test_a_container_broken_behind_its_first_member(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "archive").write_bytes(nested())
    (entry,) = walk(tmp_path)
    known = extract.members

    def members(source: Any, limits: Any) -> Any:
        for number, member in enumerate(known(source, limits)):
            if source.name == "b.zip" and number == 1:
                raise Boom
            yield member

    monkeypatch.setattr(file_reader, "members", members)
    states, _ = read_through(tmp_path, entry)
    assert states["archive!b.zip!c.txt"] is State.OK
    assert State.TIMEOUT in {s for p, s in states.items() if p.startswith("archive!b.zip!")}
    assert (states["archive!g.txt"], states["archive!h.txt"]) == (State.OK, State.OK)


def test_another_content_begins_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "archive").write_bytes(nested())
    (entry,) = walk(tmp_path)
    told, reading = Told(), reader_of(tmp_path)
    failing(monkeypatch, lambda name: name == "g.txt")
    with pytest.raises(Boom):
        reading.read(entry, told)
    assert told.place is not None
    monkeypatch.undo()
    (tmp_path / "archive").write_bytes(zipped({"z.txt": NOTE}))
    task = go_on(entry, told.place, Lost("timeout", ""))
    assert task is not None
    found = [*documents(reading.read(task, told)), *told.documents]
    assert [d.path for d in found] == ["archive", "archive!z.txt"]


def test_an_archive_out_of_time_says_what_was_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({f"{n}.txt": NOTE for n in range(5)}))
    monkeypatch.setattr(file_reader, "_seconds_for", lambda _: 0.0)
    states, _ = read_through(tmp_path, next(walk(tmp_path)))
    assert State.TIMEOUT in states.values()
    assert not [p for p in states if p.endswith("4.txt")]


def test_archives_within_an_archive_may_not_inflate_without_end(tmp_path: Path) -> None:
    inner = zipped({f"{n}.txt": bytes(10 << 20) for n in range(4)})
    (tmp_path / "a.zip").write_bytes(zipped({"b.zip": inner, "c.txt": NOTE}))
    (tmp_path / "c.zip").write_bytes(zipped({"b.zip": zipped({f"{n}.txt": NOTE for n in range(4)})}))
    bomb, sound = walk(tmp_path)
    states, _ = read_through(tmp_path, bomb)
    assert states["a.zip!b.zip!…"] is State.TOO_LARGE
    assert states["a.zip!…"] is State.TOO_LARGE
    assert not [path for path in states if path.endswith("!3.txt")]
    states, _ = read_through(tmp_path, sound)
    assert set(states.values()) == {State.OK}


def test_large_archives_have_more_time() -> None:
    assert file_reader._seconds_for(0) == 15
    assert file_reader._seconds_for(10 << 20) == 60
    assert file_reader._seconds_for(4 << 30) > 2000
