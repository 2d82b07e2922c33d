from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook  # type: ignore[import-untyped]  # it brings no types

from dataroom.cli import app
from dataroom.cli.exits import run
from dataroom.tracker import read_tracker

Call = Callable[..., int]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


@pytest.fixture
def dataroom(monkeypatch: pytest.MonkeyPatch) -> Call:
    def call(*arguments: str | Path) -> int:
        monkeypatch.setattr(sys, "argv", ["dataroom", *map(str, arguments)])
        return run(app)

    return call


@pytest.fixture
def check(dataroom: Call, tmp_path: Path, out: Path) -> Call:
    room = tmp_path / "salle"
    room.mkdir()
    (room / "note.txt").write_text("Bonjour.", encoding="utf-8")
    common = ("--state", tmp_path / "state", "--out", out, "--as-of", "2026-03-31", "--fail-on", "never", "--jobs", "1")
    return lambda *more: dataroom("check", room, *common, *more)


def write(file: Path, words: str) -> None:
    book = load_workbook(file)
    sheet = book["Registre des lacunes"]
    at = next(cell.column for cell in sheet[1] if "Commentaire" in str(cell.value))
    sheet.cell(2, at, words)
    book.save(file)


def comments(file: Path) -> list[str]:
    return [work.comment for work in read_tracker(file).values()]


def test_words_live_through_runs_of_check_and_report(check: Call, dataroom: Call, out: Path) -> None:
    assert check("--format", "json,xlsx") == 0
    file = out / "report.xlsx"
    write(file, "Relancé")
    assert check("--format", "xlsx") == 0
    assert comments(file) == ["Relancé"]
    assert dataroom("report", out / "report.json", "--format", "xlsx", "--lang", "en") == 0
    assert comments(file) == ["Relancé"]
    other = out.parent / "Suivi équipe.xlsx"
    file.rename(other)
    assert check("--tracker", other, "--format", "json") == 0
    assert comments(file) == ["Relancé"]
    assert "Relancé" not in (out / "report.json").read_text(encoding="utf-8")


def test_a_tracker_that_cannot_be_understood_is_not_overwritten(
    check: Call, out: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert check("--format", "xlsx") == 0
    file = out / "report.xlsx"
    book = load_workbook(file)
    book["Registre des lacunes"].title = "Suivi"
    book.save(file)
    before = file.read_bytes()
    for more in (("--format", "xlsx"), ("--tracker", file)):
        capfd.readouterr()
        assert check(*more) == 2
        assert "Registre des lacunes" in capfd.readouterr().err
        assert file.read_bytes() == before


def test_the_acquirers_edition_does_not_overwrite_peoples_words(
    check: Call, out: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    for edition in ("acquirer", "seller", "acquirer", "seller"):
        assert check("--format", "xlsx", "--edition", edition) == 0
    write(out / "report.xlsx", "Interne")
    assert check("--format", "xlsx", "--edition", "acquirer") == 2
    assert "people wrote" in capfd.readouterr().err
    assert comments(out / "report.xlsx") == ["Interne"]
