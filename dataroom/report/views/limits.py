"""What a check did not read, did not compare or did not know: as visible as what it found. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from dataroom.model import Bilingual, Confidence, Outcome, Report, State
from dataroom.report.texts import LIMITS
from dataroom.report.words import some_both


@dataclass(frozen=True, slots=True)
class Limit:
    """One thing that was not done: how many, in words, and the section of the page that lists them."""

    number: int
    text: Bilingual
    place: str


def limits(report: Report) -> tuple[Limit, ...]:
    """Give what was not checked, each with its number; nothing for what was wholly done."""
    unknown = sum(d.state is State.OK and d.type is None for d in report.documents)
    unsure = sum(d.classification.confidence is Confidence.LOW for d in report.documents)
    unchecked = sum(c.outcome is Outcome.NOT_COMPARABLE for c in report.checks)
    counted = (
        ("unread", len(report.unread), "unread"),
        ("not-identified", unknown, "index"),
        ("unsure", unsure, "index"),
        ("not-compared", unchecked, "checks"),
        ("not-confidential", report.gauges.confidentiality.get("not-checked", 0), "unread"),
        ("no-digest", report.gauges.integrity.get("unhashed", 0), "integrity"),
        ("assumed", len(report.assumptions), "assumptions"),
    )
    return tuple(Limit(n, some_both(n, *LIMITS[name]), place) for name, n, place in counted if n)
