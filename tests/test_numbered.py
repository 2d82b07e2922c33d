"""Whose a certificate is, by company number."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dataroom.model import Classification, Confidence, Document
from dataroom.numbered import by_number
from dataroom.room import Outsourced, Profile

PAIE, OTHER = "Paie Exemple", "Cabinet Autre"
PROFILE = Profile(
    outsourcing=(Outsourced(process="payroll", provider=PAIE), Outsourced(process="accounting", provider=OTHER))
)
OWN, STRANGE = "732829320", "552100554"


def _doc(path: str, type_id: str, provider: str | None, *sirens: str, flags: tuple[str, ...] = ()) -> Document:
    answer = Classification(type_id, (type_id,), Confidence.HIGH)
    mentions = {"sirens": "\n".join(sirens)}
    return Document(path, 1, classification=answer, provider=provider, flags=flags, mentions=mentions)


KNOWN = (
    _doc("contrat.pdf", "service-contract", PAIE, OWN),
    _doc("facture.pdf", "invoice", PAIE, OWN),
    _doc("lettre.pdf", "engagement-letter", OTHER, "999999014"),
)


@pytest.mark.parametrize(
    ("document", "provider", "stranger"),
    [
        (_doc("v.pdf", "vigilance-certificate", PAIE, OWN), PAIE, False),
        (_doc("v.pdf", "vigilance-certificate", PAIE), PAIE, False),
        (_doc("v.pdf", "vigilance-certificate", PAIE, STRANGE), PAIE, True),
        (_doc("v.pdf", "vigilance-certificate", OTHER, STRANGE), OTHER, False),  # its number is not known for sure
        (_doc("v.pdf", "vigilance-certificate", None, OWN, flags=("other-company",)), PAIE, False),
        (_doc("v.pdf", "vigilance-certificate", None, STRANGE), None, False),
        (_doc("n.pdf", "nda", PAIE, STRANGE), PAIE, False),  # a contract names the other party's number too
    ],
)
def test_a_certificate(document: Document, provider: str | None, *, stranger: bool) -> None:
    found = by_number([*KNOWN, document], PROFILE)[-1]
    assert found.provider == provider
    assert ("other-company" in found.flags) is stranger
    assert (found == document) is (not stranger and provider == document.provider)


@pytest.mark.parametrize(
    ("sirens", "open_"), [((OWN,), False), ((), False), ((STRANGE,), True), ((STRANGE, OWN), False)]
)
def test_an_insurer_may_print_its_own_number(sirens: tuple[str, ...], *, open_: bool) -> None:
    document = _doc("rc.pdf", "insurance-certificate", PAIE, *sirens)
    found = by_number([*KNOWN, document], PROFILE)[-1]
    assert (found.mentions.get("number") == "another") is open_


def test_a_number_that_two_providers_share_is_nobody_s() -> None:
    shared = [replace(d, provider=OTHER, path=f"x{d.path}") for d in KNOWN[:2]]
    document = _doc("v.pdf", "vigilance-certificate", PAIE, STRANGE)
    assert by_number([*KNOWN, *shared, document], PROFILE)[-1] == document
