"""The checks across documents, joined in one table: each agrees, differs, or cannot compare and says why."""

from __future__ import annotations

from dataroom.checks.cross.collective import COLLECTIVE
from dataroom.checks.cross.contracts import AMENDMENTS, DATES, INVOICES, POWERS
from dataroom.checks.cross.corporate import FILINGS, MEETINGS, SHARES
from dataroom.checks.cross.fec_accounts import BALANCES, OPENING, RESULT
from dataroom.checks.cross.fec_identity import FEC_IDENTITY
from dataroom.checks.cross.fec_structure import FEC_STRUCTURE
from dataroom.checks.cross.given import Check, Given
from dataroom.checks.cross.headcount import HEADCOUNT, LEAVERS, PAYROLL
from dataroom.checks.cross.listing import INDEX
from dataroom.checks.cross.meetings import ACTIONS, SIDES
from dataroom.checks.cross.providers import PROVIDERS
from dataroom.checks.cross.service import COVERAGE, MISSES
from dataroom.checks.cross.standing import CERTIFICATES, REHEARSALS
from dataroom.checks.cross.treasury import AGED, BANK, VAT
from dataroom.model import Bilingual, CrossCheck, Finding, Outcome

__all__ = ["CROSS_CHECKS", "Check", "Given", "run_cross_checks"]

CROSS_CHECKS: tuple[Check, ...] = (
    RESULT, BALANCES, OPENING, FEC_STRUCTURE, FEC_IDENTITY, VAT, BANK, AGED, HEADCOUNT, PAYROLL, LEAVERS, COLLECTIVE,
    PROVIDERS, INVOICES, COVERAGE, MISSES, SIDES, ACTIONS, SHARES, MEETINGS, FILINGS, CERTIFICATES, POWERS, DATES,
    AMENDMENTS, REHEARSALS, INDEX,
)  # fmt: skip
"""In the order of the questions that they answer; see docs/checks.md."""
_NOTHING = Bilingual(
    "Les pièces à comparer ne sont pas dans la salle, ou n’ont pas pu être lues.",
    "The documents to compare are not in the room, or could not be read.",
)


def run_cross_checks(given: Given) -> tuple[tuple[CrossCheck, ...], tuple[Finding, ...]]:
    """Give what every check came to, none left out, and the findings of those that differ."""
    answers: list[CrossCheck] = []
    findings: list[Finding] = []
    for check in CROSS_CHECKS:
        comparisons = list(check.run(given))
        if not comparisons:
            answers.append(CrossCheck(check.id, check.title, Outcome.NOT_COMPARABLE, (), _NOTHING))
        for one in comparisons:
            answers.append(CrossCheck(check.id, check.title, one.outcome, one.documents, one.reason))
            findings.extend(one.findings)
    return tuple(answers), tuple(findings)
