"""Periods as a calendar or a fiscal year cuts them, and the way from one to the next."""

from __future__ import annotations

import calendar
import datetime as dt

from dataroom.model import Period
from dataroom.patterns import compiled

_LABEL = r"([12][0-9]{3})(?:-(?:H([12])|Q([1-4])|(0[1-9]|1[0-2])))?"
_ONE_DAY = dt.timedelta(days=1)


def _whole_months(year: int, first: int, months: int) -> tuple[dt.date, dt.date]:
    last = first + months - 1
    return dt.date(year, first, 1), month_end(year, last)


def month_end(year: int, number: int) -> dt.date:
    """Give the last day of a month."""
    return dt.date(year, number, calendar.monthrange(year, number)[1])


def add_months(date: dt.date, months: int) -> dt.date:
    """Give the same day so many months later (or earlier), or the last day of a shorter month."""
    year, index = divmod(date.year * 12 + date.month - 1 + months, 12)
    return dt.date(year, index + 1, min(date.day, calendar.monthrange(year, index + 1)[1]))


def month(year: int, number: int) -> Period:
    """Give a month: `2025-03`."""
    return Period(f"{year:04d}-{number:02d}", *_whole_months(year, number, 1))


def quarter(year: int, number: int) -> Period:
    """Give a quarter of the calendar year: `2025-Q1`."""
    return Period(f"{year:04d}-Q{number}", *_whole_months(year, 3 * number - 2, 3))


def half(year: int, number: int) -> Period:
    """Give a half of the calendar year: `2025-H1`."""
    return Period(f"{year:04d}-H{number}", *_whole_months(year, 6 * number - 5, 6))


def fiscal_year(year: int, fiscal_year_end: str = "12-31") -> Period:
    """Give the fiscal year that ends in `year`, labelled by that year; `fiscal_year_end` is `MM-DD`."""
    end = closing_day(year, fiscal_year_end)
    return Period(f"{year:04d}", closing_day(year - 1, fiscal_year_end) + _ONE_DAY, end)


def closing_day(year: int, fiscal_year_end: str) -> dt.date:
    """Give the day of `year` on which a fiscal year ends; the end of February follows the leap years."""
    number, day = (int(part) for part in fiscal_year_end.split("-"))
    last = month_end(year, number).day
    return dt.date(year, number, last if number == 2 and day >= 28 else min(day, last))


def label_period(label: str, fiscal_year_end: str = "12-31") -> Period:
    """Give the period of a label; raises ValueError for what is none."""
    match = compiled(_LABEL).fullmatch(label)
    if match is None or label.startswith("1000"):
        raise ValueError(f"a period such as 2025, 2025-H1, 2025-Q1 or 2025-03, got {label!r}")
    year = int(match[1])
    if match[2]:
        return half(year, int(match[2]))
    if match[3]:
        return quarter(year, int(match[3]))
    return month(year, int(match[4])) if match[4] else fiscal_year(year, fiscal_year_end)


def months_of(period: Period) -> int:
    """Give the number of months that a period covers."""
    last = period.end + _ONE_DAY
    return (last.year - period.start.year) * 12 + last.month - period.start.month


def shifted(period: Period, steps: int) -> Period:
    """Give the period so many times its own length later."""
    months = months_of(period) * steps
    start = add_months(period.start, months)
    end = add_months(period.end + _ONE_DAY, months) - _ONE_DAY
    return Period(_label_after(period.label, steps), start, end)


def _label_after(label: str, steps: int) -> str:
    year, _, part = label.partition("-")
    if not part:
        return f"{int(year) + steps:04d}"
    mark = part[0] if part[0] in "HQ" else ""
    parts = {"H": 2, "Q": 4, "": 12}[mark]
    years, index = divmod(int(year) * parts + int(part.removeprefix(mark)) - 1 + steps, parts)
    return f"{years:04d}-{mark}{index + 1:0{1 if mark else 2}d}"


def next(period: Period) -> Period:  # noqa: A001 - reads as periods.next(period)
    """Give the period of the same kind that follows."""
    return shifted(period, 1)


def previous(period: Period) -> Period:
    """Give the period of the same kind that comes before."""
    return shifted(period, -1)


def contains(outer: Period, inner: Period) -> bool:
    """Tell whether every day of `inner` lies in `outer`."""
    return outer.start <= inner.start and inner.end <= outer.end


def kind_of(period: Period) -> str:
    """Give `year`, `half`, `quarter` or `month`, as the label says."""
    part = period.label.partition("-")[2]
    return {"": "year", "H": "half", "Q": "quarter"}.get(part[:1], "month")


def exact_span(start: dt.date, end: dt.date) -> Period | None:
    """Give the month, quarter, half or (fiscal) year that goes from `start` to `end`, or None where none does."""
    after = end + _ONE_DAY
    if not start < end or start.day != after.day:
        return None
    months = (after.year - start.year) * 12 + after.month - start.month
    if months >= 12:
        return Period(f"{end.year:04d}", start, end) if months == 12 else None
    if start.day != 1:
        return None
    if months == 1:
        return month(start.year, start.month)
    if months == 3:
        return _part(start, end, "Q", (end.month + 2) // 3)
    return _part(start, end, "H", 1 if end.month <= 6 else 2) if months == 6 else None


def _part(start: dt.date, end: dt.date, mark: str, number: int) -> Period:
    # A quarter of a fiscal year may straddle those of the calendar: it takes the label of the one in which it ends.
    return Period(f"{end.year:04d}-{mark}{number}", start, end)


def fiscal_part(year: int, number: int, months: int, fiscal_year_end: str) -> Period:
    """Give quarter (3 months) or half (6) `number` of the fiscal year that ends in `year`."""
    start = add_months(fiscal_year(year, fiscal_year_end).start, months * (number - 1))
    end = add_months(start, months) - _ONE_DAY
    return exact_span(start, end) or Period(f"{year:04d}-{'Q' if months == 3 else 'H'}{number}", start, end)
