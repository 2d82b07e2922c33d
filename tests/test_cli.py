"""The command line as its users meet it: what it says, what it writes, how it ends."""

from __future__ import annotations

import hashlib
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from dataroom.cli import app
from dataroom.cli.exits import run
from dataroom.store import locked

CONTRACT = """CONTRAT DE PRESTATION DE SERVICES

Entre les soussignés :
ATELIER EXEMPLE, société à responsabilité limitée au capital de 10 000 €, ci-après « le Client »,
et
PAIE EXEMPLE, société par actions simplifiée, ci-après « le Prestataire »,
il a été convenu ce qui suit.
Article 1 – Objet : le Prestataire établit les bulletins de paie du Client.
Article 2 – Durée : le contrat est conclu pour une durée de trois ans à compter du 1er janvier 2025.
Article 3 – Résiliation : chacune des parties peut résilier moyennant un préavis de trois mois.
Fait à Lyon, le 15 décembre 2024, en deux exemplaires.
Pour le Client : lu et approuvé, Anne Martin            Pour le Prestataire : lu et approuvé, Paul Durand
"""


def _dataroom(monkeypatch: pytest.MonkeyPatch, *arguments: str | Path) -> int:
    monkeypatch.setattr(sys, "argv", ["dataroom", *map(str, arguments)])
    return run(app)


@pytest.fixture
def room(tmp_path: Path) -> Path:
    folder = tmp_path / "salle"
    folder.mkdir()
    (folder / "contrat paie.txt").write_text(CONTRACT, encoding="utf-8")
    (folder / "vide.pdf").touch()
    return folder


@pytest.fixture
def safe(tmp_path: Path) -> tuple[str, ...]:
    return ("--state", str(tmp_path / "state"), "--out", str(tmp_path / "out"), "--as-of", "2026-03-31", "--jobs", "1")


def _report(tmp_path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    return found


def _snapshot(room: Path) -> list[tuple[str, int, str]]:
    return [
        (str(p), p.stat().st_mtime_ns, hashlib.sha256(p.read_bytes()).hexdigest())
        for p in sorted(room.rglob("*"))
        if p.is_file()
    ]


def test_a_room_is_checked_and_left_untouched(
    room: Path,
    safe: tuple[str, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    before = _snapshot(room)
    assert _dataroom(monkeypatch, "check", room, *safe) == 1
    first = _report(tmp_path)
    assert _dataroom(monkeypatch, "check", room, *safe) == 1
    second = _report(tmp_path)
    first.pop("run"), second.pop("run")
    assert first == second
    assert _snapshot(room) == before
    assert {d["path"]: d["state"] for d in first["documents"]} == {"contrat paie.txt": "ok", "vide.pdf": "empty"}
    assert [u["path"] for u in first["unread"]] == ["vide.pdf"]
    printed = capfd.readouterr()
    assert printed.out.rstrip().endswith("report.html")
    assert printed.err == ""
    assert {p.name for p in (tmp_path / "out").iterdir()} == {"report.json", "report.html"}
    if os.name == "posix":
        assert all(p.stat().st_mode & 0o077 == 0 for p in (tmp_path / "out").iterdir())


def test_a_saved_report_is_explained_and_rendered_again(
    room: Path,
    safe: tuple[str, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    _dataroom(monkeypatch, "check", room, *safe, "--format", "json", "--fail-on", "never")
    saved = tmp_path / "out" / "report.json"
    capfd.readouterr()
    assert _dataroom(monkeypatch, "explain", saved, "contrat paie.txt") == 0
    assert "service-contract" in capfd.readouterr().out
    assert _dataroom(monkeypatch, "report", saved, "--lang", "en", "--edition", "acquirer") == 0
    assert capfd.readouterr().out
    assert _dataroom(monkeypatch, "explain", saved, "nowhere.pdf") == 2
    assert "nowhere.pdf" in capfd.readouterr().err


def test_a_room_that_another_run_holds(
    room: Path,
    safe: tuple[str, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    with locked(tmp_path / "state", room):
        assert _dataroom(monkeypatch, "check", room, *safe) == 75
    said = capfd.readouterr()
    assert said.out == ""
    assert said.err.startswith("No verdict was given.")
    assert "another run" in said.err
    assert not (tmp_path / "out").exists()


def test_a_file_where_a_folder_is_wanted(
    room: Path,
    safe: tuple[str, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "a file").touch()
    for option, place in (("--out", "a file"), ("--state", "a file"), ("--out", "a file/out")):
        assert _dataroom(monkeypatch, "check", room, *safe, option, tmp_path / place) == 2
        assert f"{option}: expected a folder" in capfd.readouterr().err


def test_what_was_not_read_and_what_was_found_decide_the_end(
    tmp_path: Path, safe: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    room = tmp_path / "salle"
    room.mkdir()
    (room / "note.txt").write_text("Bonjour, ceci est une note de service.", encoding="utf-8")
    (room / "vide.pdf").touch()
    checklist = tmp_path / "liste.toml"
    checklist.write_text(
        'title = {fr = "Liste", en = "List"}\n[[requirement]]\nid = "secrecy"\nseverity = "minor"\naccepts = ["nda"]\n'
        'title = {fr = "Accord", en = "Agreement"}\nwhy = {fr = "Ainsi.", en = "Thus."}\n'
        'request = {fr = "Merci.", en = "Please."}\n',
        encoding="utf-8",
    )
    run: list[str | Path] = ["check", room, *safe, "--checklist", checklist, "--format", "json"]
    assert _dataroom(monkeypatch, *run) == 0  # an empty file is a major finding, the requirement is minor
    assert _dataroom(monkeypatch, *run, "--fail-on", "major") == 1
    assert _dataroom(monkeypatch, *run, "--fail-on", "never", "--fail-on-unread") == 4
    assert capfd.readouterr().err == ""


def test_explain_says_how_many_it_leaves_out(
    tmp_path: Path,
    safe: tuple[str, ...],
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    room = tmp_path / "salle"
    room.mkdir()
    for number in range(23):
        (room / f"note {number}.txt").write_text(f"Bonjour {number}.", encoding="utf-8")
    _dataroom(monkeypatch, "check", room, *safe, "--format", "json", "--fail-on", "never")
    capfd.readouterr()
    assert _dataroom(monkeypatch, "explain", tmp_path / "out" / "report.json", "note", "--lang", "en") == 0
    assert "… 3 more documents" in capfd.readouterr().out


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"{", "JSON"), (b"[" * 100_000, "JSON"), (b"\xff", "JSON"), (b"[]", "format"), (b'{"format": "x/9"}', "x/9")],
)
def test_a_saved_report_that_is_none(
    content: bytes, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "report.json"
    file.write_bytes(content)
    assert _dataroom(monkeypatch, "report", file) == 2
    assert said in capfd.readouterr().err


def test_renamed_text_files_satisfy_nothing(
    safe: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = tmp_path / "fausse"
    room.mkdir()
    names = (
        "Contrat de prestation.pdf", "DPA.docx", "FEC.xlsx", "Attestation de vigilance.pdf", "Kbis.pdf", "SLA.pdf",
        "Attestation RC Pro 2026.pdf", "PCA.docx", "Comptes annuels 2024.pdf", "Rapport KPI 2025-12.pdf",
    )  # fmt: skip
    for name in names:
        (room / name).write_text("Bonjour, ceci est un fichier de texte sans intérêt.\n", encoding="utf-8")
    profile = tmp_path / "p.yaml"
    profile.write_text(
        "outsourcing: [{process: payroll, provider: Paie Exemple}, {process: accounting, provider: Cabinet Exemple}]",
        encoding="utf-8",
    )
    assert _dataroom(monkeypatch, "check", room, "--profile", profile, *safe, "--format", "json") == 1
    report = _report(tmp_path)
    assert report["verdict"] == "not-ready"
    assert not [r for r in report["requirements"] if r["status"] in {"satisfied", "partial"}]


def test_an_empty_room_is_nothing_to_check(
    safe: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "vide" / "encore").mkdir(parents=True)
    assert _dataroom(monkeypatch, "check", tmp_path / "vide", *safe) == 3
    said = capfd.readouterr().err
    assert said.startswith("No verdict was given.")
    assert "nothing to check" in said


def test_wrong_usage_is_said_plainly(
    room: Path,
    safe: tuple[str, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    profile = tmp_path / "p.yaml"
    profile.write_text("company: {name: X}\ndeal: {type: s, phase: t, as_of: u}\nlangage: fr\n", encoding="utf-8")
    cases: list[tuple[list[str | Path], str]] = [
        (["check", tmp_path / "nowhere"], "does not exist"),
        (["check", room / "vide.pdf"], "got a file"),
        (["check", room, "--out", room / "out"], "outside the room"),
        (["check", room, "--state", room], "outside the room"),
        (["check", room, "--format", "paper", *safe], "paper"),
        (["check", room, "--as-of", "hier"], "YYYY-MM-DD"),
        (["check", room, "--profile", profile, *safe], "did you mean 'language'?"),
        (["check", room, "--checklist", "nowhere", *safe], "nowhere"),
        (["check", room, "--rules", tmp_path / "nowhere", *safe], "nowhere"),
        (["check"], "ROOM"),
        (["nonsense"], "nonsense"),
        (["report", profile], "JSON"),
        (["rules", "show", "nonsense"], "nonsense"),
    ]
    for arguments, expected in cases:
        assert _dataroom(monkeypatch, *arguments) == 2, arguments
        said = capfd.readouterr().err
        assert expected in said, arguments
        assert said.startswith("No verdict was given.") or "Usage" in said
        assert "Traceback" not in said


def test_init_writes_a_profile_that_check_takes(
    room: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    flags = ["--name", "Atelier Exemple", "--siren", "732829320", "--outsourced", "payroll=Paie Exemple"]
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    assert _dataroom(monkeypatch, "init", room, *flags) == 0
    assert (tmp_path / "profile.yaml").is_file()
    assert _dataroom(monkeypatch, "init", room, *flags) == 2
    assert _dataroom(monkeypatch, "init", room, *flags, "--force", "--siren", "123456789") == 2
    assert "check digit" in capfd.readouterr().err


def test_help_needs_nothing_heavy() -> None:
    code = (
        "import sys; sys.argv = ['dataroom', '--help']\n"
        "from dataroom.cli.exits import run\nfrom dataroom.cli import app\nrun(app)\n"
        "print(sorted({'pydantic', 'lxml', 'jinja2', 'pypdfium2', 'yaml', 'jsonschema'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "Usage" in done.stdout
    assert done.stdout.rstrip().endswith("[]")


def test_clauses_of_any_contract(
    room: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    assert _dataroom(monkeypatch, "clauses", room, "--json", "--jobs", "1") == 0
    printed = capfd.readouterr()
    found = {Path(m["path"]).name: m for m in json.loads(printed.out)}
    contract = {c["id"]: c for c in found["contrat paie.txt"]["clauses"]}
    assert found["contrat paie.txt"]["language"] == "fr"
    assert contract["notice-period"]["found"]
    assert contract["notice-period"]["page"] == 1
    assert "préavis" in contract["notice-period"]["quote"]
    assert not contract["audit"]["found"]
    assert "vide.pdf: empty" in printed.err
    assert _dataroom(monkeypatch, "clauses", room / "contrat paie.txt", "--lang", "en", "--jobs", "1") == 0
    assert "not found in 1 pages" in capfd.readouterr().out
    assert _dataroom(monkeypatch, "clauses", room / "nowhere") == 2
