"""What the name of a file announces."""

from __future__ import annotations

import pytest

from dataroom.cues import Cues
from dataroom.rules import load_rules


@pytest.fixture(scope="module")
def cues() -> Cues:
    return Cues(load_rules())


@pytest.mark.parametrize(
    ("name", "heading", "own", "announced"),
    [
        ("Kbis Durand.pdf", "", None, {"registration-extract"}),
        ("Devis pour la paie.pdf", "", None, {"provider-proposal"}),
        # The text takes up what the name says: it misleads nobody, whatever the text then is.
        ("point paie mars.pdf", "Point mensuel de paie – mars 2025", "kpi-report", set()),
        ("point paie mars.pdf", "Bulletins émis en mars", "kpi-report", {"steering-minutes"}),
        # One word is too little: « bilan » heads accounts as well as reviews.
        ("Bilan 2024.pdf", "Bilan 2024 de la prestation", "kpi-report", {"financial-statements"}),
        ("statement-2025-04.pdf", "AFFACTOR\nMonthly client statement – April 2025", "kpi-report", set()),
        ("statement-2025-04.pdf", "Statement of April 2025", "kpi-report", {"bank-statement"}),
        # The words of the folder of its own type are the document's own words.
        ("accès caisse.txt", "", "access-security-policy", {"access-rights-matrix", "access-security-policy"}),
        ("accès caisse.txt", "", "nda", {"access-rights-matrix"}),
    ],
)
def test_announced(cues: Cues, name: str, heading: str, own: str | None, announced: set[str]) -> None:
    assert set(cues.announced(name, heading, own)) == announced
