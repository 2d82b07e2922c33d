"""At which stage of a sale each document may be shown, for the seller's eyes.

D1 after the non-disclosure agreement, D2 after the letter of intent, D3 to the clean team alone, D4 at closing, DX
never in a shared room. These are the habits of the trade, not law: what is not named here is shown at D2, as most is.
"""

from __future__ import annotations

from dataclasses import dataclass

from dataroom.model import Bilingual, Document, Report, Status
from dataroom.report import texts
from dataroom.report.editions import SELLER

_STAGES = {
    "D1": Bilingual("D1 – après accord de confidentialité", "D1 – after the NDA"),
    "D2": Bilingual("D2 – après lettre d’intention", "D2 – after the letter of intent"),
    "D3": Bilingual("D3 – équipe restreinte (clean team)", "D3 – clean team only"),
    "D4": Bilingual("D4 – à la réalisation (closing)", "D4 – at closing"),
    "DX": Bilingual("DX – jamais dans une salle partagée", "DX – never in a shared room"),
    "own": Bilingual("Interne au cédant", "Internal to the seller"),
}
_UNKNOWN = Bilingual("À déterminer", "To be decided")
_REDACTED = Bilingual("{}, version expurgée", "{}, redacted")
_USUAL = "D2"
_BEFORE_CLOSING = frozenset({"D1", "D2", "D3"})
_TYPES = {
    "D1": (
        "accounts-filing-receipt", "articles-of-association", "company-presentation", "information-memorandum",
        "organisation-chart", "press-release", "product-sheet", "professional-certificate", "registration-extract",
        "security-certification", "terms-of-sale", "vigilance-certificate",
    ),
    "D3": (
        "access-rights-matrix", "bank-statement", "business-case", "closing-file", "continuity-plan", "dpia",
        "dunning-letter", "employment-contract", "executive-minutes", "incident-log", "labour-dispute",
        "leaver-documents", "mail-log", "maturity-assessment", "normalised-ebitda", "payroll-inputs", "payslip",
        "provider-audit-report", "risk-register", "security-audit", "shareholders-agreement", "transition-plan",
        "working-time-record",
    ),
    "D4": ("access-handover-record", "cv", "employee-sale-notice", "hiring-declaration"),
    "DX": ("bank-details", "sepa-mandate"),
    "own": ("data-room-rules", "letter-of-intent", "nda"),
}  # fmt: skip
_STAGE_OF = {name: stage for stage, names in _TYPES.items() for name in names}
_NAMED = frozenset({
    "career-interview-tracker", "employment-contract", "foreign-workers-list", "headcount-table", "labour-dispute",
    "leaver-documents", "payroll-accruals", "payroll-inputs", "payroll-register", "payslip", "staff-register",
    "working-time-record", "works-council-minutes",
})  # fmt: skip
"""What names people by its nature, so that it is shown redacted before closing, whatever was found in it."""


@dataclass(frozen=True, slots=True)
class Stages:
    """Knows what is withheld, and at which stage the rest may be shown; of the rest, an acquirer is told nothing."""

    held: frozenset[str]
    internal: bool

    def of(self, doc: Document) -> Bilingual | None:
        """Give the stage of a document."""
        if doc.path in self.held:
            return texts.STATUSES[Status.WITHHELD]
        return _stage(doc) if self.internal else None


def stages(report: Report) -> Stages:
    """Give the stages of a report's documents."""
    held = (path for r in report.requirements if r.status is Status.WITHHELD for path in r.documents)
    return Stages(frozenset(held), internal=report.edition == SELLER)


def _stage(doc: Document) -> Bilingual:
    if "secret" in doc.flags:
        return _STAGES["DX"]
    if doc.type is None:
        return _UNKNOWN
    kinds = (doc.type, *reversed(doc.classification.type_path))
    name = next((_STAGE_OF[kind] for kind in kinds if kind in _STAGE_OF), _USUAL)
    stage = _STAGES[name]
    redacted = name in _BEFORE_CLOSING and ("personal-data" in doc.flags or not _NAMED.isdisjoint(kinds))
    return Bilingual(_REDACTED.fr.format(stage.fr), _REDACTED.en.format(stage.en)) if redacted else stage
