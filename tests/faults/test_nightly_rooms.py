"""Whole nights with real rooms: forty at once, three of them faulty; what changed is told once."""

from __future__ import annotations

import datetime as dt
import fcntl
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from dataroom.nightly.config import load_config
from dataroom.nightly.run import Edge, run
from dataroom.report import validate
from dataroom.store import locked, make_private
from tests.faults.nightly_rooms import serve
from tests.notify.conftest import Site, _site

pytestmark = pytest.mark.faults
ROOT = Path(__file__).parent.parent.parent
PROFILE = "company: {name: Brévignon Mobilier}\noutsourcing: [{process: payroll, provider: Solvépaie}]\n"
DEFAULTS = 'checklists = ["externalisation-administrative"]\nformats = ["json"]\njobs = 1\n'
PAPER = "ATTESTATION DE VIGILANCE\nSolvépaie\nÉmise le 12 janvier 2026, valable jusqu’au {end}.\n"
NOW = dt.datetime(2026, 3, 30, 2, 30, tzinfo=dt.UTC)


def _config(folder: Path, rooms: dict[str, str], more: str = "") -> Path:
    text = f'out = "out"\nstate = "state"\nparallel = 2\n{more}\n[defaults]\n{DEFAULTS}'
    for name, extra in rooms.items():
        text += f'[[rooms]]\nname = "{name}"\npath = "rooms/{name}"\nprofile = "profile.yaml"\n{extra}\n'
    (folder / "profile.yaml").write_text(PROFILE, encoding="utf-8")
    (folder / "nightly.toml").write_text(text, encoding="utf-8")
    return folder / "nightly.toml"


def _room(folder: Path, name: str, files: dict[str, str]) -> Path:
    room = folder / "rooms" / name
    room.mkdir(parents=True, exist_ok=True)
    for path, text in files.items():
        (room / path).write_text(text, encoding="utf-8")
        os.utime(room / path, (0, 0))
    return room


def _night(config: Path, now: dt.datetime = NOW) -> tuple[int, list[str]]:
    said: list[str] = []
    # The tests' own faults, and no patience: nobody waits for a room that hangs.
    edge = Edge(lambda: now, said.append, said.append, lambda _seconds: None, serve, 0.2)
    loaded = load_config(config, {})
    return run(loaded, loaded.state or loaded.out, edge), said


def test_forty_rooms_three_of_them_faulty(tmp_path: Path) -> None:
    good = [f"mandat-{number:02}" for number in range(37)]
    for name in [*good, "killed", "hangs"]:
        _room(tmp_path, name, {"note.txt": f"Une note de {name}."})
    rooms = {**dict.fromkeys(good[:20], ""), "killed": "", "hangs": "minutes = 0.02", "gone": ""}
    config = _config(tmp_path, rooms | dict.fromkeys(good[20:], ""))
    code, said = _night(config)
    assert code == 70
    assert len(said) == 41, "a line a room, and one for all"
    for name in good:
        report = json.loads((tmp_path / "out" / name / "report.json").read_bytes())
        validate(report)
        assert report["verdict"] == "not-ready"
        assert [document["path"] for document in report["documents"]] == ["note.txt"]
    summary = json.loads((tmp_path / "out" / "summary.json").read_bytes())
    failed = {room["name"]: room["failure"]["kind"] for room in summary["rooms"] if room["verdict"] is None}
    assert failed == {"killed": "crash", "hangs": "budget", "gone": "usage"}
    assert (summary["totals"]["rooms"], summary["totals"]["without_verdict"], summary["code"]) == (40, 3, 70)
    assert [line for line in said if "AUCUN VERDICT" in line and "SIGKILL" in line]
    page = (tmp_path / "out" / "summary.html").read_text(encoding="utf-8")
    assert "3\u00a0salles n’ont reçu aucun verdict" in page
    assert not any((tmp_path / "out" / name / "report.json").exists() for name in failed)
    assert not (tmp_path / "out" / "started-a-server").exists(), "what readers need is loaded once a night"


@contextmanager
def _hook() -> Iterator[Site]:
    yield from _site(None)


def test_what_changed_is_told_once_and_again_only_if_it_was_not_delivered(tmp_path: Path) -> None:
    room = _room(
        tmp_path,
        "a",
        {"note.txt": "Une note.", "partie.txt": "Une autre.", "vigilance.txt": PAPER.format(end="12 avril 2026")},
    )
    with _hook() as site:
        more = f'[[webhooks]]\nname = "w"\ndetails = true\nurl = "{site.url}"\n'
        config = _config(tmp_path, {"a": ""}, more)
        assert _night(config)[0] == 1
        assert _told(site) == [["first", "ends"]]
        assert _night(config, NOW + dt.timedelta(days=1))[0] == 1
        assert _told(site) == [], "nothing changed"
        (room / "partie.txt").unlink()
        (room / "note.txt").write_text("Une note changée.", encoding="utf-8")
        site.answers += [503] * 3
        assert _night(config, NOW + dt.timedelta(days=2))[0] == 74, "nobody was told"
        assert _told(site) == [["vanished", "changed"]] * 3
        assert _night(config, NOW + dt.timedelta(days=3))[0] == 1
        assert _told(site) == [["vanished", "changed"]], "told again, as nobody heard it"
        assert _night(config, NOW + dt.timedelta(days=4))[0] == 1
        assert _told(site) == []
    nights = sorted(path.name for path in (tmp_path / "out" / "a").iterdir() if path.is_dir())
    assert len(nights) == 5


def _told(site: Site) -> list[list[str]]:
    found = [json.loads(body) for _, _, body in site.asked]
    site.asked.clear()
    return [[event["kind"] for room in message["rooms"] for event in room["events"]] for message in found]


_ONE_NIGHT = """
import datetime, pathlib, sys
from tests.faults.test_nightly_rooms import NOW, _night

sys.exit(_night(pathlib.Path(sys.argv[1]), NOW + datetime.timedelta(days=int(sys.argv[2])))[0])
"""
"""In a process of its own, as every night: what one has loaded, the next has not."""


def test_a_quiet_night_loads_nothing_and_a_change_that_nobody_expected_is_found(
    tmp_path: Path,
) -> None:
    room = _room(tmp_path, "quiet", {"note.txt": "Une note.", "autre.txt": "Une autre."})
    config, out = _config(tmp_path, {"quiet": "as_of = 2026-03-31"}), tmp_path / "out"
    found = []
    for night in range(3):
        if night == 2:
            (room / "note.txt").write_text("Une note changée.", encoding="utf-8")
        asked = [sys.executable, "-c", _ONE_NIGHT, str(config), str(night)]
        done = subprocess.run(asked, cwd=ROOT, check=False, capture_output=True, text=True, timeout=120)
        assert done.returncode == 1, done.stderr
        (said,) = json.loads((out / "summary.json").read_bytes())["rooms"]
        found.append((said["unchanged_since"], said["changes"].get("changed", 0), (out / "started-a-server").exists()))
    assert found == [(None, 0, False), ("2026-03-30T023000Z", 0, False), (None, 1, True)]


def test_a_night_that_was_killed_is_gone_on_with(tmp_path: Path) -> None:
    rooms = {name: _room(tmp_path, name, {"note.txt": f"Une note de {name}."}) for name in "abc"}
    config = _config(tmp_path, dict.fromkeys(rooms, ""))
    config.write_text(config.read_text(encoding="utf-8").replace("parallel = 2", "parallel = 1"), encoding="utf-8")
    command = [sys.executable, "-u", "-m", "dataroom", "nightly", str(config)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as killed:
        assert killed.stdout is not None
        assert killed.stdout.readline().startswith("a [1]")
        killed.kill()
    for room in rooms.values():
        handle = os.open(room, os.O_RDONLY)  # waits for what was checking it, which does not outlive the night
        fcntl.flock(handle, fcntl.LOCK_EX)
        os.close(handle)
    done = subprocess.run([*command, "--resume"], cwd=ROOT, check=False, capture_output=True, text=True, timeout=120)
    assert done.returncode == 1, done.stderr
    assert done.stderr.startswith("Reprise\u00a0: ")
    assert not any(line.startswith("a [") for line in done.stdout.splitlines()), "it has its verdict"
    summary = json.loads((tmp_path / "out" / "summary.json").read_bytes())
    assert [(room["name"], room["verdict"]) for room in summary["rooms"]] == [(name, "not-ready") for name in rooms]
    for name in rooms:
        validate(json.loads((tmp_path / "out" / name / "report.json").read_bytes()))
        assert not list((tmp_path / "out" / name).glob(".*.part"))


def test_a_room_that_another_run_holds_says_so_and_the_others_are_checked(tmp_path: Path) -> None:
    held = _room(tmp_path, "held", {"note.txt": "Une note."})
    _room(tmp_path, "free", {"note.txt": "Une note."})
    config = _config(tmp_path, {"held": "", "free": ""})
    with locked(make_private(tmp_path / "state"), held):
        code, said = _night(config)
    assert code == 70
    assert [line.partition("]")[0] for line in sorted(said)[1:]] == ["free [1", "held [75"]
    assert "locked by another run" in next(line for line in said if line.startswith("held"))
