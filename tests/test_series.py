"""Which periods are expected, and what kind of gap a missing one is."""

from __future__ import annotations

import datetime as dt

import pytest

from dataroom.series import Gap, closed_years, covers, gap_kind, last_periods, meeting_cadence, shown_cadence
from dataroom.spans import fiscal_year, label_period

AS_OF = dt.date(2026, 3, 31)


@pytest.mark.parametrize(
    ("kind", "since", "first", "last", "count"),
    [
        ("month", None, "2025-03", "2026-02", 12),
        ("quarter", None, "2025-Q1", "2025-Q4", 4),
        ("half", None, "2025-H1", "2025-H2", 2),
        ("year", None, "2025", "2025", 1),
        ("month", dt.date(2025, 11, 10), "2025-12", "2026-02", 3),
    ],
)
def test_last_periods(kind: str, since: dt.date | None, first: str, last: str, count: int) -> None:
    found = [e.period.label for e in last_periods(kind, AS_OF, 12, since)]
    assert (found[0], found[-1], len(found)) == (first, last, count)


def test_nothing_is_expected_of_a_provider_who_begins_today() -> None:
    assert last_periods("month", AS_OF, 12, AS_OF) == []


@pytest.mark.parametrize(
    ("as_of", "end", "due", "to_come"),
    [
        (AS_OF, "12-31", ["2022", "2023", "2024"], ["2025"]),
        (dt.date(2026, 7, 2), "12-31", ["2023", "2024", "2025"], []),
        (AS_OF, "06-30", ["2023", "2024", "2025"], []),
        (AS_OF, "09-30", ["2023", "2024", "2025"], []),
        (dt.date(2026, 1, 1), "12-31", ["2022", "2023", "2024"], ["2025"]),
        (dt.date(2025, 12, 31), "12-31", ["2022", "2023", "2024"], []),
    ],
)
def test_closed_years(as_of: dt.date, end: str, due: list[str], to_come: list[str]) -> None:
    found = closed_years(as_of, end, 3, 182)
    assert [e.period.label for e in found if e.due] == due
    assert [e.period.label for e in found if not e.due] == to_come


@pytest.mark.parametrize(
    ("labels", "cadence"),
    [
        ([], (None, 0)),
        (["2025-09", "2025-10", "2024"], ("month", 2)),
        (["2025-Q2", "2025-Q4"], ("quarter", 2)),
        (["2025-Q2", "2025-Q2"], ("quarter", 1)),
        (["2024"], ("year", 1)),
    ],
)
def test_shown_cadence(labels: list[str], cadence: tuple[str | None, int]) -> None:
    assert shown_cadence(map(label_period, labels)) == cadence


@pytest.mark.parametrize(
    ("days", "cadence"),
    [([], None), ([0, 30], None), ([0, 30, 61], "month"), ([0, 91, 182], "quarter"), ([0, 180, 365], "half")],
)
def test_meeting_cadence(days: list[int], cadence: str | None) -> None:
    assert meeting_cadence([dt.date(2025, 1, 1) + dt.timedelta(days=d) for d in days]) == cadence


@pytest.mark.parametrize(
    ("label", "present", "gap"),
    [
        ("2025-03", [], Gap.ALONE),
        ("2025-03", ["2025-04"], Gap.SHORT),
        ("2025-03", ["2025-02", "2025-04"], Gap.HOLE),
        ("2025-03", ["2025-02"], Gap.LATE),
    ],
)
def test_gap_kind(label: str, present: list[str], gap: Gap) -> None:
    assert gap_kind(label_period(label), [label_period(p) for p in present]) is gap


@pytest.mark.parametrize(
    ("period", "expected", "answer"),
    [("2025-03", "2025-03", True), ("2025-Q1", "2025-03", True), ("2025-03", "2025-Q1", False), ("2025", "2025", True)],
)
def test_covers(period: str, expected: str, *, answer: bool) -> None:
    assert covers(label_period(period), label_period(expected)) is answer


def test_a_fiscal_year_is_labelled_by_the_year_in_which_it_ends() -> None:
    assert (fiscal_year(2025, "06-30").start, fiscal_year(2025, "06-30").end) == (
        dt.date(2024, 7, 1),
        dt.date(2025, 6, 30),
    )
