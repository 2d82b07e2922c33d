"""Which periods, dates or numbers a requirement asks for, and which document answers for each. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from dataroom.checklists import Requirement
from dataroom.model import Document, Period
from dataroom.rules import ENGAGING
from dataroom.series import (
    Expected,
    closed_years,
    covers,
    last_periods,
    meeting_cadence,
    months_before,
    shown_cadence,
)
from dataroom.spans import add_months, label_period, month, months_of
from dataroom.subjects import Subject

_STATES_CADENCE = ("contract-amendment", "service-level-agreement", "service-contract", "engagement-letter")
_GRACE = dt.timedelta(days=31)
_WINDOW_DAYS = 7  # a certificate of the very day before its six months are over still does for the half-year


@dataclass(frozen=True, slots=True)
class Asked:
    """One of a series: a period, or (`item`) the number of an amendment; neither for a thing asked for once."""

    period: Period | None = None
    due: bool = True
    item: str | None = None


@dataclass(frozen=True, slots=True)
class Expecting:
    """What is known of the room when a series is worked out."""

    by_type: Mapping[str, Sequence[Document]]
    as_of: dt.date
    fiscal_year_end: str

    def asked(self, requirement: Requirement, subject: Subject, pool: Sequence[Document]) -> list[Asked] | None:
        """Give what is asked, oldest first; None for a thing asked for once, [] where nothing has to be there."""
        match requirement.series:
            case "once":
                return None
            case "fiscal-year":
                years = closed_years(self.as_of, self.fiscal_year_end, requirement.last, requirement.delay_days)
                return _periods(years)
            case "cadence":
                kind = self._cadence(requirement, subject, pool)
                return _periods(last_periods(kind, self.as_of, requirement.last, subject.since)) if kind else None
            case "rhythm":
                return [Asked(month(day.year, day.month)) for day in self._due_days(requirement, subject)]
            case "amendment":
                numbered = [Asked(item=str(number)) for number in self._amendments(subject)]
                return numbered or (None if pool else [])
            case kind:
                return _periods(last_periods(kind, self.as_of, requirement.last, subject.since, requirement.delay_days))

    def _cadence(self, requirement: Requirement, subject: Subject, pool: Sequence[Document]) -> str | None:
        stated = self._stated(requirement, subject)
        if requirement.cadence_of == "meeting":
            return meeting_cadence([d.date for d in pool if d.date]) or stated
        shown, count = shown_cadence(d.period for d in pool if d.period is not None)
        return shown if count >= 2 else stated or shown

    def _stated(self, requirement: Requirement, subject: Subject) -> str | None:
        if subject.provider is None or requirement.cadence_of == "own":
            return None
        key = f"cadence-{requirement.cadence_of}"
        for document in self._of(_STATES_CADENCE, subject):
            kind = document.mentions.get(key)
            if kind and not set(document.flags) & {"template", "draft"}:
                return {"weekly": "month"}.get(kind, kind)
        return None

    def _of(self, types: Iterable[str], subject: Subject) -> list[Document]:
        found = [d for t in types for d in self.by_type.get(t, ()) if d.provider == subject.provider]
        return list({d.path: d for d in found}.values())

    def _due_days(self, requirement: Requirement, subject: Subject) -> list[dt.date]:
        start = subject.since or self._signed_on(subject)
        if start is None:
            return []
        first = months_before(self.as_of, requirement.last)
        steps = range(requirement.rhythm_months, 12 * 100, requirement.rhythm_months)
        days = (add_months(start, step) for step in steps)
        return [day for day in _until(days, self.as_of - _GRACE) if day >= first]

    def _signed_on(self, subject: Subject) -> dt.date | None:
        dates = [d.date for d in self._of(ENGAGING, subject) if d.date and not set(d.flags) & {"template", "draft"}]
        return min(dates, default=None)

    def _amendments(self, subject: Subject) -> list[int]:
        documents = self._of((*_STATES_CADENCE, *ENGAGING), subject)
        if subject.process is not None:
            documents = [d for d in documents if not d.processes or subject.process in d.processes]
        texts = [d.mentions.get(key, "") for d in documents for key in ("amendment", "amendments-cited")]
        numbers = [int(number) for text in texts for number in text.split()]
        return list(range(1, max(numbers, default=0) + 1))


def _until(days: Iterable[dt.date], last: dt.date) -> list[dt.date]:
    found = []
    for day in days:
        if day > last:
            break
        found.append(day)
    return found


def _periods(expected: Iterable[Expected]) -> list[Asked]:
    return [Asked(item.period, item.due) for item in expected]


def answers(requirement: Requirement, document: Document, asked: Asked) -> bool:
    """Tell whether a document, of the right type and party, is the one asked for in a series."""
    if asked.item is not None:
        return document.mentions.get("amendment") == asked.item
    if asked.period is None:
        return True
    return _ANSWERS.get(requirement.series, _covers)(requirement, document, asked.period)


def span_of(requirement: Requirement, document: Document) -> Period | None:
    """Give where a document lies in its series: a meeting on its day, a report in its period."""
    if requirement.cadence_of == "meeting" and (reviewed := _reviewed(document)) is not None:
        return reviewed
    if requirement.series == "rhythm" or requirement.cadence_of == "meeting":
        return None if document.date is None else Period(document.date.isoformat(), document.date, document.date)
    return document.period


def _reviewed(document: Document) -> Period | None:
    """Give the quarter or half-year that a meeting says it reviewed."""
    label = document.mentions.get("reviewed")
    return label_period(label) if label is not None else None


def _covers(requirement: Requirement, document: Document, period: Period) -> bool:
    if requirement.cadence_of == "meeting":
        return _met_in(document, period)
    return document.period is not None and covers(document.period, period)


def _same_year(_: Requirement, document: Document, period: Period) -> bool:
    found = document.period
    return found is not None and found.end == period.end and found.label == period.label


def _at_the_rhythm(requirement: Requirement, document: Document, period: Period) -> bool:
    if requirement.cadence_of == "meeting":
        return _met_in(document, period)
    # What is expected at a rhythm is answered at that rhythm: a yearly balance is no monthly report.
    return document.period is not None and document.period.label == period.label


def _met_in(document: Document, period: Period) -> bool:
    """Tell whether a meeting answers for a period: the one that it says it reviewed, else that of its day."""
    reviewed = _reviewed(document)
    if reviewed is not None and months_of(reviewed) == months_of(period):
        return reviewed.label == period.label
    return document.date is not None and period.start <= document.date <= period.end


def _valid_then(requirement: Requirement, document: Document, period: Period) -> bool:
    """Tell whether a certificate covered the month in which one was due: by its end if that is known, else its date."""
    if document.date is None or document.date > period.end + _GRACE:
        return False
    if document.expires is not None:
        return document.expires >= period.start
    return document.date >= add_months(period.start, -requirement.rhythm_months) - dt.timedelta(days=_WINDOW_DAYS)


_ANSWERS: Mapping[str, Callable[[Requirement, Document, Period], bool]] = {
    "fiscal-year": _same_year,
    "cadence": _at_the_rhythm,
    "rhythm": _valid_then,
}
