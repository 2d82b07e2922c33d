"""What the stages together say of one text: above all, what keeps it from counting."""

from __future__ import annotations

import datetime as dt

import pytest

from dataroom.clause_rules import load_clauses
from dataroom.describe import Describer, Stages
from dataroom.model import Content, Document
from dataroom.reading import Reading
from dataroom.room import Company, Outsourced, Profile
from dataroom.rules import load_rules

AS_OF = dt.date(2026, 3, 31)
PROFILE = Profile(
    company=Company(name="Atelier Exemple SARL"),
    outsourcing=(Outsourced(process="payroll", provider="Paie Exemple"),),
)
CONTRACT = """CONTRAT DE PRESTATION DE SERVICES
Entre les soussignés :
{client}, société à responsabilité limitée au capital de 10 000 €, ci-après « le Client »,
et PAIE EXEMPLE, société par actions simplifiée, ci-après « le Prestataire », il a été convenu ce qui suit.
Article 1 – Objet. Le Prestataire établit les bulletins de paie et les déclarations sociales du Client.
Article 2 – Durée. {term}
Article 3 – Résiliation. Chaque partie peut résilier en cas de manquement grave, après mise en demeure.
Article 4 – Confidentialité. Les parties gardent secrètes les informations échangées.
Fait à Lyon, le 15 décembre 2023, en deux exemplaires. Pour le Client : lu et approuvé, Anne Martin.
Pour le Prestataire : lu et approuvé, Paul Durand.
"""
TACIT = (
    "Le contrat est conclu pour une durée d’un an à compter du 1er janvier 2024, renouvelable par tacite reconduction."
)
ENDED = "Le contrat prend effet le 1er janvier 2024 et prend fin le 31 décembre 2025, sans reconduction tacite."
CERTIFICATE = """URSSAF Rhône-Alpes
Attestation de vigilance
PAIE EXEMPLE SAS – SIREN 732 829 320
Attestation de fourniture des déclarations sociales et de paiement des cotisations (article L. 243-15 du code de la
sécurité sociale). {said}
Lyon, le 5 janvier 2026
"""
UP_TO_DATE = "À la date du 31 décembre 2025, l’entreprise est à jour de ses obligations. Code de sécurité : 5FD2KL."
REFUSED = "Nous ne pouvons vous délivrer cette attestation : des cotisations demeurent impayées."


@pytest.fixture(scope="module")
def describer() -> Describer:
    return Describer(Stages.of(load_rules(), load_clauses()), PROFILE, AS_OF)


def _described(describer: Describer, text: str, name: str = "piece.pdf") -> Document:
    reading = Reading.of(name, (), Content("application/pdf", pages=(text,), page_count=1))
    return describer.describe(Document(name, 1), reading)


@pytest.mark.parametrize(
    ("text", "type_id", "present", "absent"),
    [
        (
            CONTRACT.format(client="ATELIER EXEMPLE", term=TACIT),
            "service-contract",
            set(),
            {"expired", "other-company"},
        ),
        (CONTRACT.format(client="ATELIER EXEMPLE", term=ENDED), "service-contract", {"expired"}, {"other-company"}),
        (CONTRACT.format(client="SAVONNERIE DU PORT", term=TACIT), "service-contract", {"other-company"}, {"expired"}),
        (CERTIFICATE.format(said=UP_TO_DATE), "vigilance-certificate", set(), {"contrary", "expired"}),
        (CERTIFICATE.format(said=REFUSED), "vigilance-certificate", {"contrary"}, set()),
    ],
)
def test_flags(describer: Describer, text: str, type_id: str, present: set[str], absent: set[str]) -> None:
    document = _described(describer, text)
    assert type_id in document.classification.type_path
    assert document.provider == "Paie Exemple"
    assert present <= set(document.flags)
    assert not absent & set(document.flags)


POWER = """POUVOIR
Je soussignée Anne Martin, gérante de la société Atelier Exemple SARL, donne pouvoir à la société Paie Exemple, ou à
toute personne qu’elle se substituerait, de signer et déposer en mon nom toutes déclarations et formalités au guichet
unique. {said}
Fait à Lyon le 3 janvier 2023
Bon pour pouvoir – A. Martin (signé)
"""


@pytest.mark.parametrize(
    ("said", "expires"),
    [
        ("Le présent pouvoir est donné jusqu’au 31 décembre 2025.", dt.date(2025, 12, 31)),
        ("Le présent pouvoir est donné sans limitation de durée.", None),
        ("Il est donné pour un an, renouvelable par tacite reconduction.", None),
        ("", None),
    ],
)
def test_a_power_ends_on_the_day_that_it_states(describer: Describer, said: str, expires: dt.date | None) -> None:
    found = _described(describer, POWER.format(said=said), "pouvoir formalités.pdf")
    assert found.type in {"delegation-of-authority", "filing-mandate"}
    assert found.expires == expires
    assert ("expired" in found.flags) is (expires is not None)
