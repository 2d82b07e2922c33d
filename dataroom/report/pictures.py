"""Pictures as numbers: where each bar, cell and point stands; the templates draw them. Pure."""

from __future__ import annotations

import datetime as dt
import itertools
import textwrap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from dataroom.model import Bilingual, Report, Result, Severity
from dataroom.printable import visible
from dataroom.report import texts, views
from dataroom.report.views import Cell, End, Life, Point

_MOST_COLUMNS = 9
_MOST_LIVES = 40
_TOP, _LINE, _GAP = 32, 22, 8
_REACH = dt.timedelta(days=366 * 3)


@dataclass(frozen=True, slots=True)
class HeatCell:
    """One cell: its counts, the step of its colour (0 to 4), whether something blocking is open."""

    satisfied: int
    total: int
    step: int
    blocking: bool


@dataclass(frozen=True, slots=True)
class HeatRow:
    """One checklist across providers; None where it asks nothing of a provider."""

    title: Bilingual
    cells: tuple[HeatCell | None, ...]


@dataclass(frozen=True, slots=True)
class Heat:
    """Checklists by providers; a column of None is the company's own, and one of "" what had no room."""

    columns: tuple[str | None, ...]
    rows: tuple[HeatRow, ...]


def heat(report: Report) -> Heat:
    """Give the coverage of each checklist by provider, the widest providers first where not all have room."""
    asked: dict[str | None, int] = {}
    for r in report.requirements:
        asked[r.provider] = asked.get(r.provider, 0) + 1
    named = sorted((name for name in asked if name is not None), key=lambda name: (-asked[name or ""], name or ""))
    kept = sorted(named[:_MOST_COLUMNS])
    columns: list[str | None] = [
        *kept,
        *([""] if len(named) > _MOST_COLUMNS else []),
        *([None] if None in asked else []),
    ]
    rows = []
    for checklist in report.checklists:
        mine = [r for r in report.requirements if r.checklist == checklist.id]
        if mine:
            cells = [_heat_cell([r for r in mine if _column(r.provider, kept) == column]) for column in columns]
            rows.append(HeatRow(checklist.title, tuple(cells)))
    return Heat(tuple(columns), tuple(rows))


def _column(provider: str | None, kept: Sequence[str]) -> str | None:
    return provider if provider is None or provider in kept else ""


def _heat_cell(results: Sequence[Result]) -> HeatCell | None:
    summed: Cell | None = views.cell(results)
    if summed is None or summed.total == 0:
        return None
    blocking = any(r.severity is Severity.BLOCKING and r.status.is_open for r in results)
    return HeatCell(summed.satisfied, summed.total, _step(summed), blocking)


def _step(cell: Cell) -> int:
    """Give 0 for nothing, then a third at a time, 4 for everything."""
    if cell.satisfied == cell.total:
        return 4
    return 0 if cell.satisfied == 0 else 1 + min(2, 3 * cell.satisfied // cell.total)


@dataclass(frozen=True, slots=True)
class Bar:
    """A life drawn: where it begins and ends (0 to 1000), and how far down it stands."""

    life: Life
    left: int
    right: int
    y: int


@dataclass(frozen=True, slots=True)
class Heading:
    """Whose the bars below are: a provider's, or the company's (None)."""

    provider: str | None
    y: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """Bars over years; `marks` are the first days of years, `now` the day of reference (0 to 1000)."""

    bars: tuple[Bar, ...]
    marks: tuple[tuple[int, int], ...]
    now: int
    all: tuple[Life, ...]
    headings: tuple[Heading, ...]
    height: int

    @property
    def cut(self) -> bool:
        """Tell whether some lives have no room in the picture."""
        return len(self.all) > len(self.bars)


def timeline(report: Report) -> Timeline:
    """Give contracts and certificates with their ends, around the day of reference."""
    known = views.lives(report)
    shown = _urgent(known)
    days = [day for life in shown for day in (life.start, life.end) if day]
    first = max(min([*days, report.as_of]), report.as_of - _REACH)
    last = min(max([*days, report.as_of]), report.as_of + _REACH)
    first, last = dt.date(first.year, 1, 1), dt.date(last.year, 12, 31)

    def at(day: dt.date) -> int:
        return max(0, min(1000, 1000 * (day - first).days // max(1, (last - first).days)))

    marks = tuple((year, at(dt.date(year, 1, 1))) for year in range(first.year, last.year + 1))
    bars, headings, y = [], [], _TOP
    for provider, mine in itertools.groupby(shown, key=lambda life: life.provider):
        headings.append(Heading(provider, y))
        lines = [_bar(life, at, y + _LINE * n) for n, life in enumerate(mine, 1)]
        bars += lines
        y += _LINE * (len(lines) + 1) + _GAP
    return Timeline(tuple(bars), marks, at(report.as_of), known, tuple(headings), y)


def _urgent(known: Sequence[Life]) -> tuple[Life, ...]:
    # What has ended long ago is less urgent than what ends soon, yet never dropped from the table.
    ranked = sorted(known, key=lambda life: (life.standing is End.UNKNOWN, life.end or dt.date.max))
    kept = ranked[:_MOST_LIVES]
    return tuple(sorted(kept, key=lambda life: (life.provider or "", life.end or dt.date.max, life.path)))


def _bar(life: Life, at: Callable[[dt.date], int], y: int) -> Bar:
    right = at(life.end) if life.end else 1000
    left = at(life.start) if life.start else max(0, right - 12)
    return Bar(life, left, max(right, left + 6), y)


@dataclass(frozen=True, slots=True)
class Curve:
    """The open requirements check after check: places from 0 to 1000, 1000 at the top standing for `top`."""

    places: tuple[tuple[int, int, Point], ...]
    top: int

    @property
    def line(self) -> str:
        """Give the places as the picture's line wants them."""
        return " ".join(f"{48 + x * 790 // 1000},{190 - y * 150 // 1000}" for x, y, _ in self.places)


def curve(report: Report) -> Curve:
    """Give the trend as places; empty for fewer than two checks."""
    points = views.trend(report)
    top = max([1, *(point.open for point in points)])
    if len(points) < 2:
        return Curve((), top)
    last = len(points) - 1
    return Curve(tuple((1000 * n // last, 1000 * p.open // top, p) for n, p in enumerate(points)), top)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a stacked bar: its name, where it begins and how wide it is (0 to 1000)."""

    name: str
    left: int
    width: int


def stacked(counts: Mapping[str, int], names: Sequence[str]) -> tuple[Part, ...]:
    """Give the named counts as parts of one bar; nothing where all are nought."""
    kept = [(name, counts.get(name, 0)) for name in names if counts.get(name, 0) > 0]
    total = sum(number for _, number in kept)
    parts, before = [], 0
    for name, number in kept:
        left, right = 1000 * before // total, 1000 * (before + number) // total
        parts.append(Part(name, left, max(right - left, 1)))
        before += number
    return tuple(parts)


def short_name(name: str | None) -> list[Bilingual]:
    """Give the name of a column in at most three short lines."""
    if not name:
        return [texts.PAGE["other-providers"] if name == "" else texts.TEXTS["company"]]
    lines = textwrap.wrap(visible(name), 15, max_lines=3, placeholder="…")
    return [Bilingual(line, line) for line in lines]


def clipped(text: Bilingual, most: int = 46) -> Bilingual:
    """Give a text short enough to stand beside a picture; the table behind it holds the whole."""
    return Bilingual(_clip(text.fr, most), _clip(text.en, most))


def _clip(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
