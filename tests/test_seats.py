"""In which country the parties to a contract are established."""

from __future__ import annotations

import pytest

from dataroom.parties import Parties
from dataroom.room import Company, Outsourced, Profile
from dataroom.rules import load_rules
from dataroom.seats import seats

PROFILE = Profile(
    company=Company(name="Atelier Exemple"),
    outsourcing=(
        Outsourced(process="payroll", provider="Paie Exemple", aliases=("Exemple Pay Ltd",)),
        Outsourced(process="it", provider="Nordlys"),
    ),
)
PARTIES = Parties(PROFILE, load_rules().processes)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Contrat entre Atelier Exemple, SARL, Lyon, et Paie Exemple, SAS, Nantes.", []),
        ("Nordlys Ltd, a company incorporated\nin Mauritius, and Atelier Exemple SARL, Lyon.", [("Nordlys", "MU")]),
        ("Nordlys S.A., 4 rue du Fossé, L-1536 Luxembourg, et Atelier Exemple", [("Nordlys", "LU")]),
        ("Atelier Exemple, a French company at Grasse, France; and Exemple Pay Ltd, registered in England",
         [("Paie Exemple", "GB")]),
        ("Atelier Exemple, société française, Lyon, et Nordlys GmbH, Kehl (Allemagne)", [("Nordlys", "DE")]),
        ("Paie Exemple, SAS, 12 rue du Luxembourg, 67000 Strasbourg, RCS Strasbourg", []),
        ("Paie Exemple, SARL, 12 place d’Italie, Paris. Les données sont hébergées en Irlande.", []),
        ("Paie Exemple, SAS, 552 100 554 RCS Paris, dont le siège de la mère est en Belgique.", []),
        ("Atelier Exemple, établie à Genève, Suisse, et Nordlys, Lyon", []),
        ("Maurice Nordlys, gérant de Paie Exemple", []),
    ],
)  # fmt: skip
def test_where_a_provider_is_established(text: str, found: list[tuple[str, str]]) -> None:
    assert list(seats(text, PARTIES)) == found
