from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from dataroom.model import Bilingual, ChecklistRef, Clause, Report, Severity, State, Status
from dataroom.report import pictures, render_html, views
from dataroom.report.views import End

from .factory import AS_OF, checks, document, empty, result, rich


def lasting(path: str, end: dt.date | None, **more: object) -> Any:
    return document(path, "service-contract", expires=end, date=dt.date(2024, 1, 1), **more)


def report_of(*documents: Any, **more: Any) -> Report:
    return replace(empty(), documents=documents, **more)


@pytest.mark.parametrize(
    ("end", "standing"),
    [
        (AS_OF - dt.timedelta(days=1), End.OVER),
        (AS_OF, End.SOON),
        (AS_OF + dt.timedelta(days=90), End.SOON),
        (AS_OF + dt.timedelta(days=91), End.LATER),
    ],
)
def test_an_end_stands_to_the_day_of_reference(end: dt.date, standing: End) -> None:
    (life,) = views.lives(report_of(lasting("a.pdf", end)))
    assert life.standing is standing


def test_a_contract_without_a_known_end_is_shown_and_a_draft_is_not() -> None:
    clauses = (Clause("term", found=True),)
    open_ended = lasting("a.pdf", None, provider="P", clauses=clauses)
    draft = lasting("b.pdf", AS_OF, flags=("draft",))
    (life,) = views.lives(report_of(open_ended, draft, document("c.pdf", "invoice")))
    assert (life.path, life.standing) == ("a.pdf", End.UNKNOWN)


def test_every_life_is_drawn_within_the_picture_and_the_table_holds_those_that_are_not() -> None:
    many = [lasting(f"{n}.pdf", AS_OF + dt.timedelta(days=40 * (n - 20)), provider=f"P{n % 3}") for n in range(60)]
    drawn = pictures.timeline(report_of(*many))
    assert (len(drawn.bars), len(drawn.all), drawn.cut) == (40, 60, True)
    assert all(0 <= bar.left < bar.right <= 1006 for bar in drawn.bars)
    assert 0 <= drawn.now <= 1000
    places = [bar.y for bar in drawn.bars] + [heading.y for heading in drawn.headings]
    assert len(places) == len(set(places))
    assert [heading.provider for heading in drawn.headings] == ["P0", "P1", "P2"]


@pytest.mark.parametrize(
    ("satisfied", "total", "step"), [(0, 3, 0), (1, 4, 1), (1, 3, 2), (1, 2, 2), (2, 3, 3), (8, 9, 3), (9, 9, 4)]
)
def test_the_steps_of_colour(satisfied: int, total: int, step: int) -> None:
    results = [result(str(n), Status.SATISFIED if n < satisfied else Status.MISSING) for n in range(total)]
    drawn = pictures.heat(replace(rich(), requirements=tuple(results)))
    cell = drawn.rows[0].cells[0]
    assert cell is not None
    assert (cell.satisfied, cell.total, cell.step) == (satisfied, total, step)


def test_heat_marks_what_blocks_and_counts_every_requirement_once() -> None:
    names = [f"Prestataire {n:02}" for n in range(15)]
    results = [result(f"r{n}", Status.MISSING, Severity.BLOCKING, provider=name) for n, name in enumerate(names)]
    lists = (ChecklistRef("back-office", Bilingual("L", "L"), ""),)
    drawn = pictures.heat(replace(empty(), requirements=(*results, result("own", Status.SATISFIED)), checklists=lists))
    assert drawn.columns[-2:] == ("", None)
    cells = [cell for cell in drawn.rows[0].cells if cell]
    assert sum(cell.total for cell in cells) == 16
    assert [cell.blocking for cell in cells] == [True] * 10 + [False]


def said(at: str, opened: int) -> dict[str, object]:
    return {"at": at, "verdict": "not-ready", "requirements": {"missing": opened, "satisfied": 3}, "documents": 7}


@pytest.mark.parametrize(
    ("history", "points", "places"),
    [
        ({}, 0, 0),
        ({"trend": "none"}, 0, 0),
        ({"trend": [said("2026-01-01T00:00:00+00:00", 4)]}, 1, 0),
        ({"trend": [said("2026-01-01T00:00:00+00:00", 4), {"at": 3}, said("2026-01-02T00:00:00+00:00", 2)]}, 2, 2),
    ],
)
def test_the_trend(history: dict[str, object], points: int, places: int) -> None:
    report = replace(empty(), run={"history": history})
    assert len(views.trend(report)) == points
    drawn = pictures.curve(report)
    assert len(drawn.places) == places
    if places:
        assert [(x, y) for x, y, _ in drawn.places] == [(0, 1000), (1000, 500)]
        assert "<polyline" in render_html(report)


def test_parts_of_a_bar_fill_it() -> None:
    parts = pictures.stacked({"a": 1, "b": 0, "c": 3}, ("a", "b", "c"))
    assert [(part.name, part.left, part.width) for part in parts] == [("a", 0, 250), ("c", 250, 750)]
    assert pictures.stacked({}, ("a",)) == ()


def test_what_was_not_checked_is_counted() -> None:
    unknown, unread = document("a.pdf"), document("b.pdf", state=State.CORRUPT)
    found = {one.place: one.number for one in views.limits(report_of(unknown, unread, checks=checks()))}
    assert found == {"index": 1, "checks": 1}
    assert views.limits(empty()) == ()


def test_every_picture_has_a_table_behind_it() -> None:
    text = render_html(rich())
    for picture in text.split('role="img"')[1:]:
        assert "<table" in picture.partition("</section>")[0]
