from __future__ import annotations

import pytest

from dataroom.clause_details import details
from dataroom.clause_rules import load_clauses

CLAUSES = load_clauses()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bonjour.", {}),
        ("Le contrat est conclu pour une durée de trente-six (36) mois.", {"term": "P36M"}),
        ("Le contrat est conclu pour une durée indéterminée.", {"term": "indefinite"}),
        ("La responsabilité du Prestataire est limitée à 50 000,00 € par sinistre.", {"liability-cap": "50000 EUR"}),
        (
            "La responsabilité du Prestataire est limitée au montant des honoraires des douze derniers mois.",
            {"liability-cap": "fees of P12M"},
        ),
        (
            "Il est reconduit tacitement, sauf dénonciation trois mois avant l’échéance.",
            {"notice": "P3M", "renewal": "tacit", "renewal-notice": "P3M"},
        ),
        (
            "Either party may terminate this Agreement upon ninety (90) days’ prior written notice to the other party.",
            {"notice": "P90D"},
        ),
        ("Le contrat ne peut être cédé sans accord écrit.", {"assignment": "consent"}),
    ],
)
def test_details(text: str, expected: dict[str, str]) -> None:
    assert details([text], CLAUSES) == expected
