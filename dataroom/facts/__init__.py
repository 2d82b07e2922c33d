"""Figures and rows that the checks across documents compare: taken from what was read of one document, pure.

Each function gives plain JSON values, empty where the document does not say. Amounts are whole cents, days ISO dates.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from dataroom.facts.accounts import accounts
from dataroom.facts.corporate import amendment, annual_meeting, shares
from dataroom.facts.ledgers import aged_total, reconciliation, trial_balance, vat_return
from dataroom.facts.listing import listed
from dataroom.facts.meetings import actions, minutes, rehearsed
from dataroom.facts.service import measured, promised
from dataroom.facts.staff import collective_rules, declared, headcount, payroll, staff_register
from dataroom.model import Content

Facts = Callable[[Content], Mapping[str, object]]

TABLE: Mapping[str, Mapping[str, Facts]] = {
    "financial-statements": {"accounts": accounts},
    "tax-return": {"accounts": accounts},
    "trial-balance": {"balance": trial_balance},
    "aged-balance": {"aged": aged_total},
    "supplier-aged-balance": {"aged": aged_total},
    "bank-reconciliation": {"bank": reconciliation},
    "vat-return": {"vat": vat_return},
    "staff-register": {"staff": staff_register},
    "headcount-table": {"declared": headcount},
    "payroll-register": {"payroll": payroll, "rules": collective_rules},
    "social-declaration": {"declared": declared},
    "vigilance-certificate": {"declared": declared},
    "payslip": {"rules": collective_rules},
    "payroll-settings": {"rules": collective_rules},
    "collective-agreement": {"rules": collective_rules},
    "company-agreement": {"rules": collective_rules},
    "employment-contract": {"rules": collective_rules},
    "service-level-agreement": {"levels": promised},
    "kpi-report": {"levels": measured},
    "steering-minutes": {"minutes": minutes},
    "provider-review": {"minutes": minutes},
    "incident-log": {"minutes": actions},
    "general-meeting-minutes": {"meeting": annual_meeting},
    "articles-of-association": {"shares": shares},
    "share-register": {"shares": shares},
    "cap-table": {"shares": shares},
    "beneficial-owners-declaration": {"shares": shares},
    "contract-amendment": {"amendment": amendment},
    "exit-plan": {"rehearsal": rehearsed},
    "access-handover-record": {"rehearsal": rehearsed},
    "provider-audit-report": {"rehearsal": rehearsed},
    "data-room-index": {"index": listed},
}
"""What is taken of a document, by its type: the name under which it stands, and how it is found."""


def figures_of(type_path: Sequence[str], content: Content) -> dict[str, object]:
    """Give the figures of a document by its type, or by the nearest type above it that has some."""
    for type_id in reversed(type_path):
        if type_id in TABLE:
            found = {name: dict(take(content)) for name, take in TABLE[type_id].items()}
            return {name: values for name, values in found.items() if values}
    return {}
