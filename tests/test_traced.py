"""Whatever is asked of a traced day, the answer holds on every day within the bounds, and they are not too narrow."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from dataroom.series import closed_years, last_periods, months_before, period_with
from dataroom.traced import Bounds, TracedDay, moved

DAY = dt.timedelta(days=1)
OTHER = dt.date(2024, 2, 29)
TIED: dict[str, Callable[[dt.date], object]] = {
    "str": str,
    "sub": lambda day: day - OTHER,
    "day": lambda day: day.day,
    "hash": hash,
}
ASKED: dict[str, Callable[[dt.date], object]] = {
    "lt": lambda day: day < OTHER,
    "le": lambda day: day <= OTHER,
    "gt": lambda day: day > OTHER,
    "ge": lambda day: day >= OTHER,
    "eq": lambda day: day == OTHER,
    "turned": lambda day: min(OTHER, day) == OTHER,
    "max": lambda day: max(OTHER, OTHER - DAY) < day,
    "later": lambda day: day + 31 * DAY > OTHER,
    "earlier": lambda day: (day - 31 * DAY) - 2 * DAY >= OTHER,
    "year": lambda day: day.year,
    "month": lambda day: day.month,
    "month of another": lambda day: (day - 31 * DAY).month,
    "six months": lambda day: months_before(day, 6) <= OTHER,
    "six months, exactly": lambda day: months_before(day, 6) == OTHER,
    "a month and a day": lambda day: months_before(day, 1) - DAY < OTHER,
    "a day and a month": lambda day: months_before(day - DAY, 1) > OTHER,
    "to come": lambda day: months_before(day, -3) < OTHER,
    "window": lambda day: months_before(day, 12) <= OTHER <= day,
    "closed years": lambda day: closed_years(day, "02-29", 3, 180),
    "quarters": lambda day: last_periods("quarter", day, 12),
    "half": lambda day: period_with("half", day),
    "ever": lambda day: dt.date.min < months_before(day, 12) < dt.date.max,
    "plain": lambda _: 1,
}
DAYS = [OTHER + away * DAY for away in (*range(-34, 35), -400, -366, 180, 181, 182, 183, 184, 185, 366, 400)]


def _bounds(asked: Callable[[dt.date], object], day: dt.date) -> tuple[object, Bounds]:
    bounds = Bounds()
    return asked(TracedDay.of(day, bounds)), bounds


@pytest.mark.parametrize("name", [*ASKED, *TIED])
def test_an_answer_holds_within_its_bounds(name: str) -> None:
    asked = (ASKED | TIED)[name]
    for day in DAYS:
        answer, bounds = _bounds(asked, day)
        assert bounds.since <= day <= bounds.until
        first, last = max(bounds.since, day - 500 * DAY), min(bounds.until, day + 500 * DAY)
        assert all(asked(first + n * DAY) == answer for n in range((last - first).days + 1)), (day, first, last)


@pytest.mark.parametrize("name", ["lt", "ge", "later", "earlier", "year", "six months", "a month and a day", "to come"])
def test_bounds_end_where_the_answer_changes(name: str) -> None:
    for day in DAYS:
        answer, bounds = _bounds(ASKED[name], day)
        ends = [end for end in (bounds.since - DAY if bounds.since > dt.date.min else None, _after(bounds)) if end]
        assert all(ASKED[name](end) != answer for end in ends), (day, bounds.since, bounds.until)


def _after(bounds: Bounds) -> dt.date | None:
    return bounds.until + DAY if bounds.until < dt.date.max else None


@pytest.mark.parametrize("name", TIED)
def test_what_is_no_comparison_ties_the_answer_to_the_day(name: str) -> None:
    _, bounds = _bounds(TIED[name], OTHER)
    assert (bounds.since, bounds.until) == (OTHER, OTHER)


def test_a_plain_day_stays_plain() -> None:
    assert type(moved(OTHER, lambda day: day + DAY)) is dt.date
