"""The periods for which a document is expected, and why each."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from dataroom.model import Period
from dataroom.spans import add_months, fiscal_year, half, kind_of, month, months_of, previous, quarter
from dataroom.traced import moved


class Gap(StrEnum):
    """Where a period without a document lies in its series."""

    HOLE = "hole"
    LATE = "late"
    SHORT = "short"
    ALONE = "alone"


@dataclass(frozen=True, slots=True)
class Expected:
    """A period for which a document is expected; `due` is False while its legal deadline has not passed."""

    period: Period
    due: bool = True


_LENGTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}
_DAYS = {"month": 31, "quarter": 45, "half": 45, "year": 90}  # how long after its end a report may still come


def closed_years(as_of: dt.date, fiscal_year_end: str, last: int, delay_days: int) -> list[Expected]:
    """Give the last closed fiscal years whose legal deadline has passed, and those closed since, oldest first."""
    year = fiscal_year(as_of.year + 1, fiscal_year_end)
    while year.end >= as_of:
        year = fiscal_year(int(year.label) - 1, fiscal_year_end)
    expected: list[Expected] = []
    while sum(1 for item in expected if item.due) < last:
        expected.append(Expected(year, due=year.end + dt.timedelta(days=delay_days) <= as_of))
        year = fiscal_year(int(year.label) - 1, fiscal_year_end)
    return expected[::-1]


def last_periods(
    kind: str, as_of: dt.date, months: int, since: dt.date | None = None, delay_days: int | None = None
) -> list[Expected]:
    """Give the periods of a kind that ended in the last `months` and are due at `as_of`, oldest first."""
    period = period_with(kind, as_of)
    delay = dt.timedelta(days=_DAYS[kind] if delay_days is None else delay_days)
    expected: list[Expected] = []
    while len(expected) < max(1, months // _LENGTHS[kind]):
        if period.end + delay <= as_of:
            if since is not None and period.start < since:
                break
            expected.append(Expected(period))
        period = previous(period)
    return expected[::-1]


def period_with(kind: str, day: dt.date) -> Period:
    """Give the month, quarter, half or year in which a day lies."""
    makers: dict[str, Callable[[], Period]] = {
        "month": lambda: month(day.year, day.month),
        "quarter": lambda: quarter(day.year, (day.month + 2) // 3),
        "half": lambda: half(day.year, 1 if day.month <= 6 else 2),
        "year": lambda: fiscal_year(day.year),
    }
    return makers[kind]()


def shown_cadence(periods: Iterable[Period]) -> tuple[str | None, int]:
    """Give the kind of period that a series mostly has, and how many of its documents say so.

    A yearly balance beside monthly reports does not make a series yearly.
    """
    kinds = Counter(kind_of(p) for p in {p.label: p for p in periods}.values())
    shorter = {kind: count for kind, count in kinds.items() if kind != "year"}
    best = max(shorter or kinds, key=lambda k: (kinds[k], -_LENGTHS[k]), default=None)
    return best, kinds[best] if best else 0


def meeting_cadence(dates: Sequence[dt.date]) -> str | None:
    """Give the rhythm of at least three meetings, by the middle of the times between them."""
    days = sorted(set(dates))
    if len(days) < 3:
        return None
    gaps = sorted((b - a).days for a, b in pairwise(days))
    middle = gaps[len(gaps) // 2]
    return next((kind for kind, most in (("month", 45), ("quarter", 120), ("half", 240)) if middle <= most), "year")


def gap_kind(period: Period, present: Sequence[Period]) -> Gap:
    """Say where a missing period lies among those present."""
    if not present:
        return Gap.ALONE
    if period.start < min(p.start for p in present):
        return Gap.SHORT
    return Gap.LATE if period.end > max(p.end for p in present) else Gap.HOLE


def months_before(day: dt.date, months: int) -> dt.date:
    """Give the day so many months earlier."""
    return moved(day, lambda found: add_months(found, -months))


def covers(period: Period, expected: Period) -> bool:
    """Tell whether a document of `period` answers for `expected`: the same months, or more of them."""
    return period.start <= expected.start and expected.end <= period.end and months_of(period) <= 12
