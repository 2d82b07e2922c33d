"""Every word of the reports that is not the room's own, in French and in English."""

from __future__ import annotations

from collections.abc import Mapping

from dataroom.model import Bilingual as B  # noqa: N817 - one letter keeps hundreds of pairs readable
from dataroom.report.texts.clauses import CLAUSES
from dataroom.report.texts.counts import BAD_COUNTS, COUNTS, GAUGE_QUESTIONS, GAUGES, NOT_CHECKED, PARTS, SHOWN_ZEROS
from dataroom.report.texts.page import LIMITS, OUTCOME_SIGNS, OUTCOMES, PAGE, RUNGS
from dataroom.report.texts.review import REVIEW
from dataroom.report.texts.sentences import TEXTS
from dataroom.report.texts.values import (
    BY_OCR,
    CONFIDENCES,
    DEALS,
    EDITIONS,
    FINDING_SEVERITIES,
    FLAGS,
    LANGUAGES,
    PHASES,
    PROCESSES,
    SEVERITIES,
    SEVERITY_SIGNS,
    STATES,
    STATUS_SIGNS,
    STATUSES,
    TO_DO,
    VERDICT_SIGNS,
    VERDICTS,
    WHERES,
)

_TABLES: dict[str, Mapping[str, B]] = {
    "status": STATUSES,
    "severity": SEVERITIES,
    "confidence": CONFIDENCES,
    "state": STATES,
    "where": WHERES,
    "flag": FLAGS,
    "process": PROCESSES,
    "verdict": VERDICTS,
    "deal": DEALS,
    "phase": PHASES,
    "edition": EDITIONS,
    "language": LANGUAGES,
    "gauge": GAUGES,
    "clause": CLAUSES,
    "outcome": OUTCOMES,
    "rung": RUNGS,
    "text": TEXTS,
}


def label(table: str, name: str, titles: Mapping[str, B] | None = None) -> B:
    """Give what people call `name`: the report's own title for it, else the table's, else its words."""
    plain = name.replace("-", " ")
    if known := (titles or {}).get(name):
        return B(known.fr.replace("'", "’"), known.en.replace("'", "’"))
    return _TABLES.get(table, {}).get(name) or B(plain, plain)


def count_label(name: str) -> tuple[B, B]:
    """Give the words after a number, singular and plural."""
    plain = name.replace("-", " ").replace("_", " ")
    return COUNTS.get(name.replace("_", "-"), (B(plain, plain), B(plain, plain)))


__all__ = [
    "BAD_COUNTS",
    "BY_OCR",
    "CLAUSES",
    "CONFIDENCES",
    "COUNTS",
    "DEALS",
    "EDITIONS",
    "FINDING_SEVERITIES",
    "FLAGS",
    "GAUGES",
    "GAUGE_QUESTIONS",
    "LANGUAGES",
    "LIMITS",
    "NOT_CHECKED",
    "OUTCOMES",
    "OUTCOME_SIGNS",
    "PAGE",
    "PARTS",
    "PHASES",
    "PROCESSES",
    "REVIEW",
    "RUNGS",
    "SEVERITIES",
    "SEVERITY_SIGNS",
    "SHOWN_ZEROS",
    "STATES",
    "STATUSES",
    "STATUS_SIGNS",
    "TEXTS",
    "TO_DO",
    "VERDICTS",
    "VERDICT_SIGNS",
    "WHERES",
    "count_label",
    "label",
]
