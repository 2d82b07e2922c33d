"""A night: its code, its order, what is told after a failure, and what it writes; with checks that are played."""

from __future__ import annotations

import datetime as dt
import json
import stat
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from dataroom.errors import RoomLocked
from dataroom.model import Bilingual
from dataroom.nightly import run as nights
from dataroom.nightly.config import Loaded, load_config
from dataroom.nightly.events import Event, Kind
from dataroom.nightly.outcome import Ending, Gap, Outcome
from dataroom.nightly.record import read_record, write_record
from dataroom.nightly.task import Task, as_json, from_json
from dataroom.store import locked, make_private
from tests.nightly.reports import SAID

NOW = dt.datetime(2027, 1, 3, 2, 30, tzinfo=dt.UTC)
PERSON = "Zébulon Quidam"


def _good(task: Task, code: int = 0) -> Outcome:
    event = Event("1", Kind.CHANGED, task.room.name, Bilingual(f"Paie de {PERSON}.pdf", f"Paie de {PERSON}.pdf"))
    verdict = "ready" if code == 0 else "not-ready"
    return Outcome(
        task.room.name, code, 1.5, why=SAID, verdict=verdict, open={"blocking": code, "major": 0, "minor": 0},
        requirements=3, settled=2, documents=4, events=(event,), gaps=(Gap("nda", SAID, "major"),),
        ends=(Ending(f"Paie/Contrat <b>{PERSON}<i>.pdf", "2027-01-31", None),), files=("report.html", "report.json"),
        last_verdict=verdict, last_verdict_at="2027-01-03T02:30:00+00:00",
    )  # fmt: skip


def _bad(task: Task, code: int = 74, kind: str = "gone") -> Outcome:
    said = f"/home/{PERSON}/x: gone"
    return Outcome(task.room.name, code, failure=kind, why=Bilingual(said, said))


def _ending_with(code: int) -> Callable[[Task], Outcome]:
    return lambda task: _good(task, code) if code in {0, 1, 4} else _bad(task, code)


class Played:
    """Stands for the processes of the rooms: `ends` says what becomes of a room each time."""

    def __init__(self, ends: dict[str, list[Callable[[Task], Outcome]]]) -> None:
        self.ends, self.tasks = ends, list[Task]()

    def __call__(self, *_: object, **__: object) -> Played:
        return self

    def check(self, task: Task, _seconds: float, _minutes: float) -> Outcome:
        self.tasks.append(from_json(as_json(task)))
        ends = self.ends.get(task.room.name, [])
        return (ends.pop(0) if len(ends) > 1 else ends[0] if ends else _good)(task)

    def stop(self) -> None:
        pass

    @property
    def names(self) -> list[str]:
        return [task.room.name for task in self.tasks]


def _loaded(folder: Path, more: str = "", rooms: str = "abc") -> Loaded:
    entries = "".join(f'[[rooms]]\nname = "{name}"\npath = "rooms/{name}"\n' for name in rooms)
    (folder / "n.toml").write_text(f'out = "out"\nparallel = 1\n{more}\n{entries}', encoding="utf-8")
    return load_config(folder / "n.toml", {})


def _run(
    loaded: Loaded, played: Played, monkeypatch: pytest.MonkeyPatch, now: dt.datetime = NOW, *, resume: bool = False
) -> tuple[int, list[str], list[str]]:
    said: list[str] = []
    complaints: list[str] = []
    monkeypatch.setattr(nights, "Processes", played)
    edge = nights.Edge(lambda: now, said.append, complaints.append, lambda _seconds: None)
    return nights.run(loaded, loaded.out.parent / "state", edge, resume=resume), said, complaints


@pytest.mark.parametrize(
    ("codes", "code"),
    [
        ((0, 0, 0), 0), ((0, 1, 0), 1), ((0, 4, 1), 4), ((2, 0, 0), 70), ((0, 3, 0), 70), ((0, 70, 1), 70),
        ((0, 74, 4), 70), ((75, 0, 0), 70),
    ],
)  # fmt: skip
def test_the_code_of_a_night(
    codes: tuple[int, ...], code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ends = {name: [_ending_with(c)] for name, c in zip("abc", codes, strict=True)}
    found, said, _ = _run(_loaded(tmp_path), Played(ends), monkeypatch)
    assert found == code
    assert [line.partition(" ")[0] for line in said] == ["a", "b", "c", "3\u00a0salles,"]
    assert [f"[{c}]" in line for c, line in zip(codes, said, strict=False)] == [True] * 3
    summary = json.loads((tmp_path / "out" / "summary.json").read_text())
    assert (summary["code"], [room["code"] for room in summary["rooms"]]) == (code, list(codes))


def test_what_is_written_is_private_and_the_log_says_nothing_of_anybody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded = _loaded(tmp_path, '[metrics]\nfile = "m/dataroom.prom"')
    _run(loaded, Played({"b": [_bad]}), monkeypatch)
    for path in (tmp_path / "out").rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) in {0o600, 0o700}
    log = (tmp_path / "out" / "nightly.jsonl").read_text()
    lines = [json.loads(line) for line in log.splitlines()]
    assert [line["event"] for line in lines] == ["began", "room-checked", "room-failed", "room-checked", "ended"]
    metrics = (tmp_path / "m" / "dataroom.prom").read_text()
    assert 'dataroom_room_has_verdict{room="b"} 0\n' in metrics
    assert 'dataroom_room_verdict{room="a",verdict="ready"} 1\n' in metrics
    assert "dataroom_nightly_exit_code 70\n" in metrics
    for text in (log, metrics):
        assert "bulon" not in text
        assert "/home" not in text
        assert ".pdf" not in text


def test_the_page_shows_names_as_text_and_loads_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _run(_loaded(tmp_path), Played({"c": [_bad]}), monkeypatch)
    page = (tmp_path / "out" / "summary.html").read_text(encoding="utf-8")
    assert f"Contrat &lt;b&gt;{PERSON}&lt;i&gt;.pdf" in page
    assert "default-src &#39;none&#39;" in page
    assert 'href="a/report.html"' in page
    assert 'href="c/report.html"' not in page
    assert page.index(">c</bdi>") < page.index(">a</bdi>"), "the room without a verdict comes first"
    assert not any(part in page for part in ("<script", "http:", "https:", "src="))


def test_a_failure_is_told_when_it_comes_when_it_changes_and_once_a_week(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mail = '[[mail]]\nname = "m"\nhost = "localhost"\nport = 1\nsecurity = "none"\nsender = "a@b"\nto = ["c@d"]'
    loaded = _loaded(tmp_path, mail, rooms="a")
    told: list[int] = []
    for night, kind in enumerate(["gone"] * 9 + ["usage"]):
        moment = NOW + dt.timedelta(days=night)
        code, _, complaints = _run(loaded, Played({"a": [partial(_bad, kind=kind)]}), monkeypatch, moment)
        assert code == 70
        assert complaints == ["m: ConnectionRefusedError: Connection refused"] if night == 0 else complaints
        told.append(len(read_record(loaded.out, "a").queue))
    # Nobody could be told: everything still waits.
    assert told == [1, 1, 1, 1, 1, 1, 1, 2, 2, 3]


def test_news_that_could_not_be_told_ends_with_74(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mail = '[[mail]]\nname = "m"\nhost = "localhost"\nport = 1\nsecurity = "none"\nsender = "a@b"\nto = ["c@d"]'
    loaded = _loaded(tmp_path, mail)
    assert _run(loaded, Played({}), monkeypatch)[0] == 0, "there was nothing to tell"
    write_record(
        loaded.out, "a", read_record(loaded.out, "a").with_events("x", [Event("1", Kind.ENDS, "a", SAID)], ["m"])
    )
    assert _run(loaded, Played({}), monkeypatch)[0] == 74
    page = (tmp_path / "out" / "summary.html").read_text(encoding="utf-8")
    assert "1\u00a0message n’a pas pu être envoyé" in page


@pytest.mark.parametrize(
    ("policy", "checked", "code"),
    [("continue", ["a", "b", "c"], 70), ("retry", ["a", "b", "b", "c"], 0), ("stop", ["a", "b"], 70)],
)
def test_what_to_do_on_failure(
    policy: str, checked: list[str], code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    played = Played({"b": [_bad, _good]})
    found, said, _ = _run(_loaded(tmp_path, f'[defaults]\non_failure = "{policy}"'), played, monkeypatch)
    assert (found, played.names) == (code, checked)
    assert len(said) == 4, "a room that was not checked says so"


def test_a_night_that_broke_off_is_gone_on_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def cut(_task: Task) -> Outcome:
        raise KeyboardInterrupt

    loaded = _loaded(tmp_path)
    with pytest.raises(KeyboardInterrupt):
        _run(loaded, Played({"c": [cut]}), monkeypatch)
    again = Played({"c": [_bad]})
    assert _run(loaded, again, monkeypatch, resume=True)[0] == 70
    assert again.names == ["c"]
    last = Played({})
    code, _, complaints = _run(loaded, last, monkeypatch, resume=True)
    assert (code, last.names, complaints) == (0, ["c"], ["Reprise\u00a0: 2\u00a0salles ont déjà leur verdict."])
    summary = json.loads((tmp_path / "out" / "summary.json").read_text())
    assert [room["code"] for room in summary["rooms"]] == [0, 0, 0]


@pytest.mark.parametrize(
    ("later", "more"), [(dt.timedelta(days=1), ""), (dt.timedelta(hours=-1), ""), (dt.timedelta(), "# changed")]
)
def test_another_night_is_never_taken_for_the_last_one(
    later: dt.timedelta, more: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _run(_loaded(tmp_path), Played({"b": [_bad]}), monkeypatch)
    played = Played({})
    assert _run(_loaded(tmp_path, more), played, monkeypatch, NOW + later, resume=True)[0] == 0
    assert played.names == ["a", "b", "c"]


def test_a_second_run_leaves_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loaded = _loaded(tmp_path)
    make_private(loaded.out)
    with locked(tmp_path / "state", loaded.out), pytest.raises(RoomLocked, match="locked by another run"):
        _run(loaded, Played({}), monkeypatch)
    assert not (loaded.out / "summary.json").exists()


def test_when_time_runs_out_those_come_first_that_have_waited_longest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded = _loaded(tmp_path, "minutes = 600")
    for name, at in (("a", "2027-01-02"), ("c", "2027-01-01")):
        write_record(loaded.out, name, replace(read_record(loaded.out, name), verdict_at=at))
    played = Played({})
    _run(loaded, played, monkeypatch)
    assert played.names == ["b", "c", "a"]


def test_a_full_disk_is_said_and_the_rooms_are_checked_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", "run.json")

    monkeypatch.setattr(nights, "write_journal", full)
    played = Played({})
    code, _, complaints = _run(_loaded(tmp_path), played, monkeypatch)
    assert (code, played.names) == (74, ["a", "b", "c"])
    assert "run.json: No space left on device" in complaints
