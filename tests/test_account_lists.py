"""Lists of accounts without the word password, and lists that only look so."""

from __future__ import annotations

import pytest

from dataroom.account_lists import hints_access, is_password
from dataroom.confidential import examine


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "acces.txt",
            "Acces Nova\n\nserveur TSE  admin-nova / Colline#4821\npare-feu https://10.0.0.1  root / Br3tz3l!2021",
        ),
        ("wifi.txt", "bureau : NovaNet / Sapin2024bleu\ninvites : NovaGuest / Chene#77"),
        ("x.xlsx", "Comptes informatiques\nERP\tjpetit\tMarron!884\nMail\taleroy\tBleuet$12b"),
        ("notes.txt", "Accès portails\nURSSAF : jpetit -> Marron!884\nimpots : aleroy -> Bleuet$12b"),
    ],
)
def test_accounts(name: str, text: str) -> None:
    found = examine([text], name, ())
    assert found.flags == ("secret",)
    assert all("884" not in finding.message.fr for finding in found.findings)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("acces.txt", "serveur : admin / Colline#4821"),
        ("notes.txt", "Réunion\nserveur : admin / Colline#4821\nportail : root / Br3tz3l!2021"),
        ("Matrice des accès.xlsx", "Outil\tPaul\tAnne\nERP\tL/E\tL\nPaie\tAdmin#2024\tLecture#2024"),
        ("acces fournisseurs.txt", "PBS-2023-0117\tFA2023-0098\nsite : https://x.fr/A1b2#c"),
        (
            "acces.docx",
            "Accès aux locaux\nParking : 12 rue des Lilas\nHoraires : 8h30-18h00\nMél : Paul.Martin@nova.fr",
        ),
        ("contrat accès.docx", "Contrat d’accès\nRéférence : Abc123DEF\nVersion : V2.1beta"),
        ("politique d’accès.docx", "Politique\nMinimum : Abc123!x\nExemple : Def456?y"),
    ],
)
def test_no_accounts(name: str, text: str) -> None:
    assert "secret" not in examine([text], name, ()).flags


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("Colline#4821", True),
        ("Sapin2024bleu", True),
        ("sapin", False),
        ("FA-2023-0098", False),
        ("https://x.fr/A1b2", False),
        ("paul.martin@nova.fr", False),
        ("12/03/2024", False),
        ("FR7630006000011234567890189", False),
    ],
)
def test_is_password(word: str, *, said: bool) -> None:
    assert is_password(word) is said


@pytest.mark.parametrize(
    ("heading", "said"),
    [("acces nova", True), ("comptes annuels 2025", False), ("charte des acces", False), ("code du travail", False)],
)
def test_hints_access(heading: str, *, said: bool) -> None:
    assert hints_access(heading) is said


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        (
            "Monsieur Paul Martin\nObjet : convocation à un entretien préalable\nÀ votre égard, une sanction.",
            ("personal-data",),
        ),
        ("Règlement\nLa convocation à un entretien préalable précède toute sanction. Le salarié est entendu.", ()),
        ("Nom\tBrut\nLE GALL M.\t1901\t418.2\nABI N.\t2031\t1", ("personal-data",)),
        (
            "641000\tRémunérations du personnel\t31/10/2023\tSalaires bruts\t0,00\n512000\tBanque Jean Petit\t1200,00",
            (),
        ),
    ],
)
def test_employees(text: str, flags: tuple[str, ...]) -> None:
    assert examine([text], "a.txt", ()).flags == flags
