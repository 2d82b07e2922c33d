"""`history`, `state` and what `check` does with what it remembers, as their users meet them."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from dataroom import engine
from dataroom.cli import app
from dataroom.cli.check import command as check_command
from dataroom.cli.exits import IO_FAULT, NOTHING, OK, OPEN, USAGE, run
from dataroom.cli.unchanged import APART, given_of
from dataroom.report.saved import validate
from dataroom.state import seen
from dataroom.state.ledger import key_of
from tests.state.conftest import _loaded_once  # noqa: F401 - rules take longer to load than a small room to check
from tests.state.rooms import make_room

PROFILE = """company: {name: Atelier Exemple}
outsourcing:
  - {process: payroll, provider: Paie Exemple}
"""


@pytest.fixture(autouse=True)
def _old_enough_and_here(monkeypatch: pytest.MonkeyPatch) -> None:
    # Workers are tried elsewhere: starting one takes longer than all the rest.
    everywhere = engine.run
    monkeypatch.setattr(seen, "SETTLED_NS", 0)
    monkeypatch.setattr(engine, "run", lambda *given, **how: everywhere(*given, **{**how, "jobs": 0}))


class Console:
    """A person at the command line, with a room, a folder of state and one of results."""

    def __init__(self, place: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
        self.place, self.room, self.state = place, make_room(place), place / "state"
        (place / "profile.yaml").write_text(PROFILE, encoding="utf-8")
        self._monkeypatch, self._capfd = monkeypatch, capfd

    def __call__(self, *words: str | Path) -> tuple[int, str, str]:
        self._monkeypatch.setattr(sys, "argv", ["dataroom", *map(str, words), "--state", str(self.state)])
        code = run(app)
        said = self._capfd.readouterr()
        return code, said.out, said.err

    def check(self, *words: str | Path) -> tuple[int, str, str]:
        # Each check at a second of its own: what was read in this very second is believed by its second round.
        clock = time.time_ns
        self._monkeypatch.setattr(time, "time_ns", lambda: clock() + 2 * 10**9)
        fixed = ("--as-of", "2026-03-31", "--jobs", "1", "--format", "json", "--fail-on", "never")
        return self("check", self.room, *fixed, "--out", self.place / "out", *words)

    @property
    def report(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.place / "out" / "report.json").read_text(encoding="utf-8"))
        return found

    @property
    def history(self) -> dict[str, Any]:
        found: dict[str, Any] = self.report["run"]["history"]
        return found

    @property
    def ledger(self) -> Path:
        return self.state / "ledger" / f"{key_of(self.room.resolve())}.jsonl"


@pytest.fixture
def console(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Console:
    return Console(tmp_path, monkeypatch, capfd)


def test_the_chain_is_shown_and_its_documents_are_listed(console: Console) -> None:
    code, _, err = console("history", console.room)
    assert (code, "no check of this room is remembered" in err) == (NOTHING, True)
    assert console("state", "show")[1].endswith("nothing is remembered / rien n’est en mémoire\n")

    assert console.check()[0] == OK
    first = console.history
    (console.room / "note 0.txt").write_text("Une autre note.\n", encoding="utf-8")
    (console.room / "note 2.txt").unlink()
    (console.room / "tardif.txt").write_text("Une note tardive.\n", encoding="utf-8")
    assert console.check()[0] == OK
    second = console.history
    assert (second["previous_head"], second["checks"]) == (first["head"], 2)
    assert (second["added"], second["changed"], second["gone"]) == (["tardif.txt"], ["note 0.txt"], ["note 2.txt"])

    code, out, _ = console("history", console.room)
    assert code == OK
    assert [line.split()[0] for line in out.splitlines()] == ["1", "2"]
    assert first["head"] in out
    assert "tardif.txt" not in out
    code, out, _ = console("history", console.room, "--documents")
    told = {line.partition(": ")[0]: line for line in out.splitlines()[2:]}
    assert "changed" in told["note 0.txt"]
    assert "gone" in told["note 2.txt"]
    assert "gone" not in told["tardif.txt"]
    assert console("history", console.room, "--since", "2099-01-01")[1].count("\n") == 2
    assert "tardif.txt" in console("history", console.room, "--since", "2020-01-01")[1]
    assert console("history", console.room, "--ledger")[1] == console.ledger.read_text(encoding="utf-8")
    found = json.loads(console("history", console.room, "--json")[1])
    assert found["head"] == second["head"]
    assert [check["head"] for check in found["checks"]] == [first["head"], second["head"]]
    assert {document["path"] for document in found["documents"]} >= {"note 2.txt", "tardif.txt"}


def test_a_head_kept_elsewhere_tells_a_chain_that_was_rewritten_or_cut_off(console: Console) -> None:
    console.check()
    first = console.history["head"]
    assert console.check("--expect-head", first)[0] == OK
    second = console.history["head"]
    assert console("history", console.room, "--expect-head", first.upper())[0] == OK
    assert console("history", console.room, "--expect-head", "0" * 64)[0] == OPEN

    whole = console.ledger.read_text(encoding="utf-8")
    console.ledger.write_text(whole.splitlines(keepends=True)[0], encoding="utf-8")
    code, _, err = console.check("--expect-head", second)
    assert (code, "No verdict was given." in err, "cut off" in err) == (OPEN, True, True)
    assert console("history", console.room)[0] == OK

    console.ledger.write_text(whole.replace('"verdict":"', '"verdict":"x', 1), encoding="utf-8")
    code, out, err = console("history", console.room)
    assert (code, "does not follow on" in out, "broken at line 2" in err) == (OPEN, True, True)
    assert console.check()[0] == OK
    assert any("ledger" in notice["en"] for notice in console.history["notices"])

    console.ledger.unlink()
    assert console("history", console.room, "--expect-head", second)[0] == OPEN


def test_an_unchanged_room_is_not_read_and_says_the_same(console: Console) -> None:
    console.check()
    first = console.report
    assert first["run"]["history"]["counters"]["read"] > 0
    console.check()
    again = console.report
    counters = again["run"]["history"]["counters"]
    assert (counters["described"], counters["digested"], counters["read"]) == (0, 0, 0)
    assert again["run"]["history"]["checks"] == 2
    assert {**first, "run": None} == {**again, "run": None}
    validate(again)


def test_full_reads_everything_and_no_text_keeps_no_words(console: Console) -> None:
    console.check("--no-text")
    files = console.history["counters"]["read"]
    assert "0 texts remembered" in console("state", "show")[1]
    console.check("--full")
    assert console.history["counters"]["read"] == files
    assert console.report["run"]["options"]["full"] is True
    assert "0 texts remembered" not in console("state", "show")[1]


def test_what_is_remembered_can_be_forgotten_but_the_chain_stays(console: Console) -> None:
    console.check()
    files = console.history["counters"]["read"]
    shown = console("state", "show")[1]
    assert f"{console.room.resolve()}: " in shown
    words = "Article 2"
    assert console("state", "purge", "--text")[:2] == (OK, "purged\n")
    assert "0 texts remembered" in console("state", "show")[1]
    console.check()
    assert console.history["counters"]["read"] == 0
    assert console("state", "purge", "--room", console.room)[:2] == (OK, "purged\n")
    assert str(console.room.resolve()) not in console("state", "show")[1]
    console.check()
    assert console.history["counters"]["read"] == files
    assert console("state", "purge")[:2] == (OK, "purged\n")
    assert not [p for p in console.state.rglob("*") if p.is_file() and words.encode() in p.read_bytes()]
    assert sorted(p.parent.name for p in console.state.rglob("*") if p.suffix not in {".lock", ""}) == ["ledger"]
    assert console("state", "purge")[1] == "nothing is remembered / rien n’est en mémoire\n"
    console.check()
    assert console.history["counters"]["read"] == files
    assert console.history["checks"] == 4


def test_another_password_file_is_another_check(console: Console) -> None:
    secrets = console.place / "mots de passe.txt"
    secrets.write_text("un secret\n", encoding="utf-8")
    console.check()
    files = console.history["counters"]["read"]
    for _ in range(2):
        console.check("--password-file", secrets)
        assert console.history["counters"]["read"] == files
    assert not [p for p in console.state.rglob("*") if p.is_file() and b"un secret" in p.read_bytes()]


@pytest.mark.parametrize("words", [("history", "room", "--since", "hier"), ("state", "forget")])
def test_wrong_usage(console: Console, words: tuple[str, ...]) -> None:
    assert console(*words)[0] == USAGE


def test_nothing_can_be_forgotten_where_nothing_can_be_written(
    console: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    console.check()

    def fail(*_given: object) -> object:
        raise PermissionError(13, "Permission denied", "memory.sqlite3")

    monkeypatch.setattr("dataroom.state.database._claim", fail)
    code, _, err = console("state", "purge", "--text")
    assert (code, "cannot be written" in err) == (IO_FAULT, True)


_PARAMETERS = {parameter.name: None for parameter in check_command.params if parameter.name is not None}


@pytest.mark.parametrize("name", sorted(set(_PARAMETERS) - APART))
def test_each_option_that_a_report_depends_on_is_part_of_its_key(name: str, tmp_path: Path) -> None:
    plain = given_of(_PARAMETERS)
    assert given_of({**_PARAMETERS, "jobs": 2}) == plain
    file, folder = tmp_path / "file", tmp_path / "folder"
    file.write_text("eins", encoding="utf-8")
    folder.mkdir()
    found = [
        plain,
        *(given_of({**_PARAMETERS, name: value}) for value in ("x", ("x", "y"), file, (str(file),), folder)),
    ]
    file.write_text("zwei", encoding="utf-8")
    (folder / "rule.toml").touch()
    found += [given_of({**_PARAMETERS, name: value}) for value in (file, (str(file),), folder)]
    assert len(set(found)) == len(found)


def test_what_stands_apart_is_still_a_parameter() -> None:
    assert set(_PARAMETERS) >= APART
