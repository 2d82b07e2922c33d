"""Small rooms of text, checked in this process with what is remembered."""

from __future__ import annotations

import datetime as dt
import time
import zipfile
from pathlib import Path
from typing import Any

from dataroom.model import Report
from dataroom.pipeline import Options, check
from dataroom.report import to_dict
from dataroom.room import Company, Deal, Outsourced, Profile
from dataroom.state.memory import Trust
from dataroom.state.session import open_session

AS_OF = dt.date(2026, 3, 31)
PROFILE = Profile(
    company=Company(name="Atelier Exemple"),
    deal=Deal(as_of=AS_OF),
    outsourcing=(Outsourced(process="payroll", provider="Paie Exemple"),),
)
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
VIGILANCE = """URSSAF
ATTESTATION DE VIGILANCE
Attestation de fourniture des déclarations sociales et de paiement des cotisations et contributions de sécurité sociale
PAIE EXEMPLE est à jour de ses obligations au 28 février 2026. La validité de cette attestation est de six mois.
Fait à Lyon, le 2 mars 2026.
"""


def make_room(place: Path) -> Path:
    """Lay down a contract, a certificate, notes, an archive and a link."""
    room = place / "salle"
    (room / "Paie").mkdir(parents=True)
    (room / "Paie" / "contrat paie.txt").write_text(CONTRACT, encoding="utf-8")
    (room / "Paie" / "attestation vigilance.txt").write_text(VIGILANCE, encoding="utf-8")
    for number in range(3):
        (room / f"note {number}.txt").write_text(f"Note de service {number}\n" * 5, encoding="utf-8")
    with zipfile.ZipFile(room / "archive.zip", "w") as archive:
        archive.writestr(zipfile.ZipInfo("sous/attestation.txt"), VIGILANCE)
        archive.writestr(zipfile.ZipInfo("vide.txt"), "")
    (room / "lien.txt").symlink_to("note 1.txt")
    (room / "vide.pdf").touch()
    return room


class Run:
    """A check with what is remembered: its report's body, what it did and what it says of earlier ones."""

    def __init__(self, room: Path, state: Path, **how: Any) -> None:
        trust = Trust(how.get("full", False), how.get("night"), how.get("words", True))
        session = open_session(state, room.resolve(), how.get("now_ns") or time.time_ns(), trust)
        try:
            options = Options(jobs=how.get("jobs", 0), rules=how.get("rules"), passwords=how.get("passwords", ()))
            profile = how.get("profile", PROFILE)
            self.report = check(room, profile, how.get("as_of", AS_OF), options, None, session.memory)
            self.history = session.finish(self.report)
        finally:
            session.close()
        self.body = body(self.report)
        self.counts = session.memory.counts
        self.notices = [notice.en for notice in session.notices]

    def did(self) -> tuple[int, int, int, int]:
        """Give how many files were remembered, described anew, digested and read."""
        return self.counts.remembered, self.counts.described, self.counts.digested, self.counts.read


def cold(room: Path, **how: Any) -> dict[str, Any]:
    """Give what a check says that remembers nothing."""
    options = Options(jobs=0, rules=how.get("rules"))
    return body(check(room, how.get("profile", PROFILE), how.get("as_of", AS_OF), options))


def body(report: Report) -> dict[str, Any]:
    """Give a report without its `run`."""
    found = dict(to_dict(report))
    del found["run"]
    return found
