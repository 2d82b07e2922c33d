"""What the files and the counts of a report are called. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dataroom.model import Bilingual, Document, Report, State
from dataroom.report.texts import BY_OCR, STATES


def by_ocr(documents: Iterable[Document]) -> frozenset[str]:
    """Give the paths of images whose text is known by recognition alone."""
    return frozenset(d.path for d in documents if d.state is State.IMAGE_ONLY and "ocr" in d.flags)


def state_name(state: State, *, recognised: bool) -> Bilingual:
    """Give the state of a file for people."""
    return BY_OCR if recognised and state is State.IMAGE_ONLY else STATES[state]


def gauges(report: Report) -> dict[str, dict[str, int]]:
    """Give the four kinds of counts by name; of the images, also how many were read by recognition."""
    usability: dict[str, int] = {}
    for name, number in report.gauges.usability.items():
        usability[name] = number
        if name == State.IMAGE_ONLY.value and (recognised := len(by_ocr(report.documents))):
            usability["by-ocr"] = recognised
    return {
        "completeness": dict(report.gauges.completeness),
        "usability": usability,
        "integrity": dict(report.gauges.integrity),
        "confidentiality": dict(report.gauges.confidentiality),
    }


def company(report: Report) -> str:
    """Give the name of the company whose room it is, or the room's own."""
    known = report.profile.get("company")
    name = known.get("name") if isinstance(known, Mapping) else None
    return name if isinstance(name, str) and name.strip("? ") else report.room
