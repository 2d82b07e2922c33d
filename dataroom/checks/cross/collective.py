"""Whether payslips, contracts and agreements apply the same collective agreement."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from dataroom.checks.cross.given import Check, Comparison, Given, Rule, agrees, cannot, differs, figures
from dataroom.model import Bilingual, Confidence, Document, Severity

_TYPES = (
    "payslip",
    "payroll-settings",
    "payroll-register",
    "collective-agreement",
    "company-agreement",
    "employment-contract",
)


def _run(given: Given) -> Iterator[Comparison]:
    found = [(d, set(cast("list[str]", figures(d, "rules").get("idcc", [])))) for d in given.of(*_TYPES)]
    found = [(document, numbers) for document, numbers in found if numbers]
    documents = [document for document, _ in found]
    if len(found) < 2 or len({d.type for d in documents}) < 2:
        yield cannot(
            "Il faut deux pièces de nature différente qui portent un numéro IDCC.",
            "Two documents of different kinds that bear an IDCC number are needed.",
            *documents,
        )
        return
    common = set.intersection(*(numbers for _, numbers in found))
    if common:
        number = min(common)
        yield agrees(
            f"IDCC {number} dans {len(found)} pièces.", f"IDCC {number} in {len(found)} documents.", *documents
        )
        return
    first: dict[str, Document] = {}
    for document, numbers in found:
        first.setdefault("/".join(sorted(numbers)), document)
    fr = ", ".join(f"{numbers} (« {document.name} »)" for numbers, document in first.items())
    en = ", ".join(f"{numbers} (“{document.name}”)" for numbers, document in first.items())
    message = Bilingual(
        f"Les pièces n’appliquent pas la même convention collective : IDCC {fr}.",
        f"The documents do not apply the same collective agreement: IDCC {en}.",
    )
    yield differs([COLLECTIVE.finding("idcc-differs", Confidence.HIGH, message, *first.values())], *documents)


COLLECTIVE = Check(
    id="collective-agreement",
    title=Bilingual("Convention collective d’une pièce à l’autre", "Collective agreement from one document to another"),
    compares="The IDCC numbers on payslips, payroll settings, contracts and agreements",
    tolerance="One number in common is enough",
    source="C. trav. art. L2261-2 and R3243-1, 3°",
    true_at="2026-01",
    rules={
        "idcc-differs": Rule(
            Severity.MAJOR,
            Bilingual(
                "Faire confirmer la convention applicable, puis corriger le paramétrage de la paie.",
                "Have the applicable agreement confirmed, then correct the payroll settings.",
            ),
        )
    },
    run=_run,
)
