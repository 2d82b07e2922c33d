"""What is taken of a document’s text: each wording as it stands in real papers, and what must not be taken."""

from __future__ import annotations

from typing import Any

import pytest

from dataroom.facts import TABLE, figures_of
from dataroom.facts.amounts import cell_cents, first_cents
from dataroom.facts.service import same
from dataroom.model import Content
from dataroom.rules import load_rules


def of(kind: str, *pages: str) -> Any:
    """Give the figures of a text, those of the only kind without their name."""
    found = figures_of((kind,), Content("text/plain", pages=pages))
    return next(iter(found.values()), {}) if len(found) < 2 else found


def test_every_type_is_known() -> None:
    assert set(TABLE) <= set(load_rules().documents)


def test_a_type_below_another_takes_its_figures() -> None:
    content = Content("text/plain", pages=("Résultat net\t10,00",))
    assert figures_of(("financial-statements", "interim-statements"), content)
    assert figures_of((), content) == {}


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("1 234,50", 123_450), ("1\u202f234 €", 123_400), ("1234.5", 123_450), ("(1 234)", -123_400), ("-12", -1_200),
        ("1,234.50", 123_450), ("1.234,50", 123_450), ("1,234", 123_400), ("0", 0), ("", None), ("n/a", None),
        ("12/05", None), ("3 jours", None),
    ],
)  # fmt: skip
def test_a_cell(text: str, cents: int | None) -> None:
    assert cell_cents(text) == cents


@pytest.mark.parametrize(
    ("rest", "cents"),
    [
        (" 140 764", 14_076_400),
        (" 140 764 118 930 +18,4 %", 14_076_400),
        (" 2 987 412 2 842 150 +5,1 %", 298_741_200),
        (" 23 900 11 900", 2_390_000),
        (" -9 458 -10 860 +12,9 %", -945_800),
        (" (12 345) 6 789", -1_234_500),
        ("\t163 920\t131 136", 16_392_000),
        ("\t1305.5\t\t", 130_550),
        (" : 1 221 525 euros", 122_152_500),
        (" 12,50 13,75", 1_250),
        (" néant", None),
    ],
)
def test_the_first_amount_after_a_label(rest: str, cents: int | None) -> None:
    assert first_cents(rest) == cents


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("Résultat net\t163 920\t131 136", 16_392_000),
        ("BÉNÉFICE 140 764 118 930 +18,4 %", 14_076_400),
        ("DI RÉSULTAT DE L'EXERCICE 140 764\nHN BÉNÉFICE 140 764", 14_076_400),
        ("HN BÉNÉFICE OU PERTE -12 300", -1_230_000),
        ("Perte de l’exercice 12 300", -1_230_000),
        ("Net profit for the year\t1,234", 123_400),
        # No results of the year: before tax, of operations, for the tax office, in two readings.
        ("Résultat d’exploitation 221 292", None),
        ("Résultat fiscal 196 284\nBénéfice imposable à 15 % 42 500", None),
        ("Résultat net avant impôt 200 000", None),
        ("Résultat net 10 000\nRésultat 20 000", None),
        ("Comptes en milliers d’euros\nRésultat net 164", None),
    ],
)
def test_the_result_of_accounts(text: str, result: int | None) -> None:
    assert of("financial-statements", text).get("result") == result


def test_the_result_that_minutes_approve() -> None:
    text = "L’assemblée approuve les comptes de l’exercice clos le 31 décembre 2024, avec un bénéfice de {} euros."
    assert of("general-meeting-minutes", text.format("140 764,20"))["result"] == 14_076_420
    assert of("general-meeting-minutes", text.format("140 764"))["closed"] == "2024-12-31"
    assert "result" not in of("general-meeting-minutes", text.format("140 764") + " Bénéfice de 20 000 euros.")


def test_a_trial_balance() -> None:
    text = (
        "Compte\tIntitulé\tDébit\tCrédit\tSolde débiteur\tSolde créditeur\n"
        "411000\tClients\t900\t100\t800\t\n401\tF\t\t\t\t5,5"
    )
    assert of("trial-balance", text)["balances"] == {"411000": 80_000, "401": -550}
    assert of("trial-balance", "Compte\tLibellé\tDébit\tCrédit\n512\tBanque\t10\t4")["balances"] == {"512": 600}
    assert of("trial-balance", "Compte Intitulé Débit Crédit\n411000 Clients 900 100") == {}


def test_other_balances() -> None:
    aged = "Client\tTotal\tNon échu\t> 90 j\nA\t10\t10\t0\nTotal\t148200\t101000\t47200"
    assert of("aged-balance", aged)["total"] == 14_820_000
    books = "Rapprochement au 31/12/2025\nBanque\tcompte 512000\nSolde comptable\t1162400.11\nSolde du relevé\t10"
    assert of("bank-reconciliation", books) == {"books": 116_240_011, "page": 1, "account": "512000"}
    assert of("vat-return", "16 Total de la TVA brute due 80 436")["gross"] == 8_043_600


def test_staff() -> None:
    register = (
        "N°\tNom\tType de contrat\tDate d’entrée\tDate de sortie\n"
        "1\tA\tCDI\t01/06/2009\t\n2\tB\tCDI\t07/01/2013\t30/06/2025\n3\tC\tStage\t03/02/2025\t31/07/2025"
    )
    assert of("staff-register", register)["people"] == [
        ["2009-06-01", "", True],
        ["2013-01-07", "2025-06-30", True],
        ["2025-02-03", "2025-07-31", False],
    ]
    pay = "Matricule\tNom\tMois\tBrut\n001\tA\t01/2025\t1901\n002\tB\t01/2025\t2000,5\nTotal\t\t\t3901,5"
    found = of("payroll-register", pay)
    assert found == {"counts": {"2025-01": 2}, "gross": {"2025-01": 390_150}}
    assert of("payroll-register", "Total 22 bulletins 59 939,04")["counts"] == {"": 22}
    assert of("social-declaration", "Nombre d’individus 40\nEffectif déclaré 40")["count"] == 40
    assert of("social-declaration", "Individus déclarés : 22. Nombre d’individus : 23.") == {}
    assert of("vigilance-certificate", "Effectif déclaré en mai 2025 : 41 salariés")["count"] == 41
    assert of("payslip", "Convention collective : IDCC 1880")["idcc"] == ["1880"]


def test_service_levels_and_measures() -> None:
    agreement = (
        "N° Engagement Mesure Cible\nE1 Bulletins à l’heure 100 %\n"
        "E2 Réponse 4 h 90 %\nE3 Sortie J+3 98 %\nPlafond 15 %"
    )
    assert [row["code"] for row in of("service-level-agreement", agreement)["rows"]] == ["e1", "e2", "e3"]
    report = "Indicateur Engagement Résultat\nDisponibilité des serveurs 99,5 % 99,2 %\nTaux d’erreur 1 % 2 %"
    first, second = of("kpi-report", report)["rows"]
    assert (first["target"], first["result"]) == (9950, 9920)
    # Less is better here: nothing is said of it.
    assert "result" not in second
    turned = of("kpi-report", "Mesure\tRésultat\tObjectif\nTaux de disponibilité\t99,2 %\t99,5 %")["rows"][0]
    assert (turned["target"], turned["result"]) == (9950, 9920)
    assert of("kpi-report", "Bonjour, disponibilité 99 % ce mois-ci.") == {}


def test_the_same_indicator() -> None:
    one = {"code": "e1", "words": ["bullet"]}
    assert same(one, {"code": "e1", "words": ["autre"]})
    assert not same(one, {"code": "e2", "words": ["bullet"]})
    assert same({"code": "", "words": ["dispon", "serveu"]}, {"code": "p1", "words": ["dispon", "serveu", "mensue"]})
    assert not same({"code": "", "words": ["dispon", "serveu"]}, {"code": "", "words": ["serveu", "panne"]})
    assert not same({"code": "", "words": []}, {"code": "", "words": []})


def test_minutes_and_actions() -> None:
    text = (
        "Présents : A (Paie Sud)\nAction\tQui\tÉchéance\tÉtat\n"
        "Plan écrit\tPS\t31/01/2026\ten cours\nAutre\tPS\t01/02/2026\tfait"
    )
    found = of("steering-minutes", text)
    assert found["present"] == "presents : a (paie sud)"
    assert found["open"] == [["Plan écrit", "2026-01-31", 2 - 1]]
    assert "ecrit" in found["words"]
    assert of("exit-plan", "Compte rendu du test de réversibilité du 4 mai 2025")["page"] == 1
    assert of("exit-plan", "Le test de connexion a réussi") == {}


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Capital de 60 000 € divisé en 600 parts sociales", 600),
        ("12 000 actions de 15 EUR chacune", 12_000),
        ("soit la totalité des 600 parts", 600),
        ("divisé en 600 parts… divisé en 700 parts", None),
        ("Mme A cède 90 parts", None),
    ],
)
def test_shares(text: str, number: int | None) -> None:
    assert of("articles-of-association", text).get("shares") == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("AVENANT N° 2 au contrat", 2),
        ("Amendment no. 3 to the agreement", 3),
        ("Avenant 1", 1),
        ("Avenant du 12 mars 2024", None),
        ("Avenant 12/03/2024", None),
    ],
)
def test_amendments(text: str, number: int | None) -> None:
    assert of("contract-amendment", text).get("number") == number


def test_an_index() -> None:
    text = f"1.1\tStatuts signés.pdf\tok\n1.2\tdossier/Kbis.PDF\t{'A' * 64}\n2\tRubrique sans fichier"
    assert of("data-room-index", text)["files"] == [["Statuts signés.pdf", 1, ""], ["Kbis.PDF", 1, "a" * 64]]


@pytest.mark.parametrize("kind", TABLE)
@pytest.mark.parametrize("text", ["", "\t\t\t", "|||", "\x00", "9" * 5000, "é" * 5000 + "\t", "Total\t" * 500])
def test_nothing_is_taken_of_nothing(kind: str, text: str) -> None:
    found = figures_of((kind,), Content("text/plain", pages=(text,)))
    assert set(found) <= {"minutes"}
