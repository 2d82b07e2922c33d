"""A check from end to end: what is said, what is never said, and that it is the same each time."""

from __future__ import annotations

import datetime as dt
import os
import unicodedata
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dataroom.engine import Lost, Pieces
from dataroom.errors import FileFaults, NothingToCheck, RoomGone, UsageError
from dataroom.isolation import OPEN
from dataroom.model import Entry, Report, State, Verdict
from dataroom.pipeline import Options, check
from dataroom.report import render_json
from dataroom.room import Company, Deal, Decision, Outsourced, Profile, Waiver
from dataroom.rules import load_rules
from dataroom.walk import walk

AS_OF = dt.date(2026, 3, 31)
HERE = Options(jobs=0)
CONTRACT = """CONTRAT DE PRESTATION DE SERVICES
Entre les soussignés :
ATELIER EXEMPLE, société à responsabilité limitée au capital de 10 000 €, ci-après « le Client »,
et PAIE EXEMPLE, société par actions simplifiée, ci-après « le Prestataire », il a été convenu ce qui suit.
Article 1 – Objet : le Prestataire établit les bulletins de paie et la DSN du Client (gestion de la paie).
Article 2 – Durée : le contrat est conclu pour une durée de trois ans à compter du 1er janvier 2025.
Article 3 – Résiliation : chacune des parties peut résilier moyennant un préavis de trois mois.
Fait à Lyon, le 15 décembre 2024, en deux exemplaires.
Pour le Client : lu et approuvé, Anne Martin            Pour le Prestataire : lu et approuvé, Paul Durand
"""
PROFILE = Profile(
    company=Company(name="Atelier Exemple"),
    deal=Deal(as_of=AS_OF),
    outsourcing=(Outsourced(process="payroll", provider="Paie Exemple"),),
)


@pytest.fixture
def room(tmp_path: Path) -> Path:
    folder = tmp_path / "salle"
    folder.mkdir()
    (folder / "contrat paie.txt").write_text(CONTRACT, encoding="utf-8")
    return folder


def test_no_date_no_room_no_file(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="as_of"):
        check(tmp_path, options=HERE)
    with pytest.raises(UsageError, match="does not exist"):
        check(tmp_path / "nowhere", as_of=AS_OF, options=HERE)
    with pytest.raises(NothingToCheck):
        check(tmp_path, as_of=AS_OF, options=HERE)


def test_without_a_profile_the_contracts_speak(room: Path) -> None:
    report = check(room, as_of=AS_OF, options=HERE)
    said = " ".join(text.en for text in report.assumptions)
    assert "No profile was given" in said
    assert "Company assumed: ATELIER EXEMPLE" in said
    assert "PAIE EXEMPLE (process: payroll)" in said
    (contract,) = report.documents
    assert contract.provider == "PAIE EXEMPLE"
    assert report.verdict is Verdict.NOT_READY


def test_a_profile_that_names_no_provider(room: Path) -> None:
    report = check(room, Profile(company=Company(name="Atelier Exemple"), deal=Deal(as_of=AS_OF)), options=HERE)
    said = " ".join(text.en for text in report.assumptions)
    assert "No profile was given" not in said
    assert "does not say who" in said
    assert report.assumptions
    assert check(room, PROFILE, options=HERE).assumptions == ()


def test_the_same_room_gives_the_same_bytes(room: Path) -> None:
    for number in range(5):
        (room / f"note {number}.txt").write_text(f"Note de service {number}\n" * 3, encoding="utf-8")
    first, second = (render_json(check(room, PROFILE, options=HERE)) for _ in range(2))
    assert first == second
    # All but the run, which says how the workers were locked in.
    locked = check(room, PROFILE, options=Options(jobs=2))
    assert render_json(replace(locked, run={"isolation": OPEN.shown()})) == first


def _gone(room: Path) -> None:
    room.rename(room.with_name("ailleurs"))


def _replaced(room: Path) -> None:
    _gone(room)
    room.mkdir()


@pytest.mark.parametrize("vanish", [_gone, _replaced])
def test_a_room_that_goes_away_while_it_is_read_gets_no_verdict(
    room: Path, vanish: Any, monkeypatch: pytest.MonkeyPatch
) -> None:

    def walk_whole(place: Path) -> list[Entry]:
        entries = list(walk(place))  # the walk is over before the mount goes
        vanish(room)
        return entries

    monkeypatch.setattr("dataroom.gather.walk", walk_whole)
    with pytest.raises(RoomGone, match="went away"):
        check(room, PROFILE, options=HERE)


@pytest.mark.parametrize(
    ("kind", "state"), [("timeout", State.TIMEOUT), ("memory", State.TOO_LARGE), ("crash", State.CORRUPT)]
)
def test_a_lost_document_is_said_to_be_unread(
    room: Path, kind: Any, state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(tasks: Any, *_: Any, **__: Any) -> Any:
        return ((task, Pieces((), Lost(kind, "detail of the machine"))) for task in tasks)

    monkeypatch.setattr("dataroom.engine.run", run)
    report = check(room, PROFILE, options=HERE)
    assert [(u.path, u.state) for u in report.unread] == [("contrat paie.txt", state)]
    assert "machine" not in str(report)
    assert report.gauges.usability["unread"] == 1
    assert report.gauges.confidentiality["checked"] == 0
    assert not [r for r in report.requirements if r.documents]


def test_names_that_are_no_text(tmp_path: Path) -> None:
    place = os.fsencode(tmp_path) + b"/sal\xffle\x1b\n"
    os.mkdir(place)  # noqa: PTH102 - a path of bytes
    for name in (b"caf\xe9.txt", b"a\nb.txt", unicodedata.normalize("NFD", "é.txt").encode(), b"-rf .txt"):
        with open(place + b"/" + name, "w", encoding="utf-8") as file:  # noqa: PTH123 - a path of bytes
            file.write("Bonjour, ceci est une note.")
    report = check(Path(os.fsdecode(place)), PROFILE, options=HERE)
    assert report.room == "sal\\xffle\x1b\n"
    assert sorted(d.path for d in report.documents) == sorted(["caf\\xe9.txt", "a\nb.txt", "e\u0301.txt", "-rf .txt"])
    assert {d.path: d.raw for d in report.documents if d.raw is not None} == {"caf\\xe9.txt": b"caf\xe9.txt"}
    assert render_json(report)
    assert {f.rule for f in report.findings} >= {"name-not-utf8", "name-invisible-characters"}


def test_links_and_pipes_are_listed_not_read(room: Path) -> None:
    (room / "lien.txt").symlink_to(room / "contrat paie.txt")
    (room / "dehors.txt").symlink_to("/etc/passwd")
    os.mkfifo(room / "tube.txt")
    report = check(room, PROFILE, options=HERE)
    assert sorted(u.path for u in report.unread) == ["dehors.txt", "lien.txt", "tube.txt"]
    assert all("symbolic link" in u.reason.en or "pipe" in u.reason.en for u in report.unread)
    about = {f.path: f.message.en for f in report.findings if f.rule.startswith("file-")}
    assert "symbolic link" in about["lien.txt"]


def test_decisions_and_waivers_that_nothing_answers_to_are_findings(room: Path) -> None:
    profile = PROFILE.model_copy(
        update={
            "decisions": (Decision(path="perdu.pdf", type="nda", by="A. B."),),
            "waivers": (Waiver(requirement="nothing", status="waived", reason="voir A. B.", by="A. B.", until=AS_OF),),
        }
    )
    report = check(room, profile, options=HERE)
    assert {"decision-without-document", "waiver-without-requirement"} <= {f.rule for f in report.findings}
    ranks = [f.severity.rank for f in report.findings]
    assert ranks == sorted(ranks, reverse=True)


def test_a_decision_about_an_unknown_type_is_wrong_usage(room: Path) -> None:
    profile = PROFILE.model_copy(update={"decisions": (Decision(path="perdu.pdf", type="zzz", by="A. B."),)})
    with pytest.raises(FileFaults, match=r"decisions\[0\].type"):
        check(room, profile, options=HERE)


def test_broken_clause_rules_are_wrong_usage(room: Path, tmp_path: Path) -> None:
    (tmp_path / "regles" / "documents").mkdir(parents=True)
    (tmp_path / "regles" / "clauses").mkdir()
    (tmp_path / "regles" / "clauses" / "audit.toml").write_text("title = [", encoding="utf-8")
    with pytest.raises(FileFaults, match=r"audit\.toml"):
        check(room, PROFILE, options=Options(jobs=0, rules=tmp_path / "regles"))


def test_clause_rules_count_in_the_digest(room: Path) -> None:
    report: Report = check(room, PROFILE, options=HERE)
    assert len(report.rules_digest) == 64
    assert report.rules_digest != load_rules().digest
