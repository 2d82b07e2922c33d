"""Coverage: requirement by provider, by series and by period. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from dataroom.model import Bilingual, Report, Result, Severity, Status
from dataroom.report.views.order import WORST
from dataroom.report.views.verdict import open_counts

_GRAINS = (
    ("monthly", re.compile(r"\d{4}-\d{2}")),
    ("quarterly", re.compile(r"\d{4}-Q\d")),
    ("half-yearly", re.compile(r"\d{4}-H\d")),
    ("yearly", re.compile(r".*")),
)


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a requirement stands for one column: the status shown, how many of how many are satisfied."""

    status: Status
    satisfied: int
    total: int


@dataclass(frozen=True, slots=True)
class Row:
    """One requirement across the columns of a matrix; None where the column does not concern it."""

    title: Bilingual
    severity: Severity
    process: str | None
    provider: str | None
    cells: tuple[Cell | None, ...]
    checklist: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of one checklist, with what they come to in each column."""

    checklist: str
    cells: tuple[Cell | None, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """A table of cells; its kind is `provider`, `company`, `monthly`, `quarterly`, `half-yearly` or `yearly`."""

    kind: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class ProviderCoverage:
    """How a provider stands: requirements satisfied out of those that apply, and those open by severity."""

    provider: str
    satisfied: int
    applicable: int
    open: tuple[tuple[Severity, int], ...]


def cell(results: Iterable[Result]) -> Cell | None:
    """Sum up several results: an open one never disappears behind those that are satisfied."""
    statuses = Counter(r.status for r in results)
    total = sum(statuses.values()) - statuses[Status.NOT_APPLICABLE]
    if not statuses:
        return None
    worst = next(status for status in WORST if statuses[status])
    if worst.is_open and statuses[Status.SATISFIED]:
        worst = Status.PARTIAL
    return Cell(worst, statuses[Status.SATISFIED], total)


def merged(cells: Iterable[Cell | None]) -> Cell | None:
    """Sum up cells as `cell` sums up results."""
    known = [one for one in cells if one is not None]
    if not known:
        return None
    satisfied, total = sum(one.satisfied for one in known), sum(one.total for one in known)
    worst = min((one.status for one in known), key=WORST.index)
    return Cell(Status.PARTIAL if worst.is_open and satisfied else worst, satisfied, total)


def grouped(matrix: Matrix) -> tuple[Group, ...]:
    """Give the rows of a matrix checklist by checklist."""
    groups: dict[str, list[Row]] = {}
    for row in matrix.rows:
        groups.setdefault(row.checklist, []).append(row)
    return tuple(
        Group(name, tuple(merged(row.cells[n] for row in rows) for n in range(len(matrix.columns))), tuple(rows))
        for name, rows in sorted(groups.items())
    )


def matrices(report: Report) -> tuple[Matrix, ...]:
    """Give the coverage: requirement × provider, those of the company, then series × period, coarse to fine."""
    found = [_by_provider(report), _of_company(report), *(_by_period(report, grain) for grain, _ in _GRAINS)]
    return tuple(matrix for matrix in found if matrix.rows)


def _by_provider(report: Report) -> Matrix:
    bound = [r for r in report.requirements if r.provider]
    columns = tuple(sorted({r.provider for r in bound if r.provider}))
    rows = [
        _row(results, tuple(cell(r for r in results if r.provider == column) for column in columns), provider=None)
        for results in _series(bound, by_provider=False, by_process=False)
    ]
    return Matrix("provider", columns, tuple(rows))


def _of_company(report: Report) -> Matrix:
    free = [r for r in report.requirements if not r.provider]
    rows = [_row(results, (cell(results),), provider=None) for results in _series(free, by_provider=False)]
    return Matrix("company", ("company",), tuple(rows))


def _by_period(report: Report, grain: str) -> Matrix:
    bound = [r for r in report.requirements if r.period and _grain(r.period.label) == grain]
    columns = tuple(sorted({r.period.label for r in bound if r.period}))
    rows = [
        _row(
            results,
            tuple(cell(r for r in results if r.period and r.period.label == column) for column in columns),
            provider=results[0].provider,
        )
        for results in _series(bound, by_provider=True)
    ]
    return Matrix(grain, columns, tuple(rows))


def _grain(label: str) -> str:
    return next(name for name, form in _GRAINS if form.fullmatch(label))


def _series(results: Iterable[Result], *, by_provider: bool, by_process: bool = True) -> list[list[Result]]:
    groups: dict[tuple[object, ...], list[Result]] = {}
    for r in results:
        key = (r.checklist, r.id, by_process and r.process, by_provider and r.provider)
        groups.setdefault(key, []).append(r)
    return sorted(groups.values(), key=_place)


def _place(series: list[Result]) -> tuple[str, int, str, str]:
    first = series[0]
    return (_process(series) or "", -first.severity.rank, first.id, first.provider or "")


def _process(series: list[Result]) -> str | None:
    processes = {r.process for r in series}
    return processes.pop() if len(processes) == 1 else None


def _row(results: list[Result], cells: tuple[Cell | None, ...], provider: str | None) -> Row:
    severity = max((r.severity for r in results), key=lambda s: s.rank)
    return Row(results[0].title, severity, _process(results), provider, cells, results[0].checklist)


def providers(report: Report) -> tuple[ProviderCoverage, ...]:
    """Give the coverage of each provider that a requirement names."""
    names = sorted({r.provider for r in report.requirements if r.provider})
    return tuple(_provider(name, [r for r in report.requirements if r.provider == name]) for name in names)


def _provider(name: str, results: list[Result]) -> ProviderCoverage:
    counts = open_counts(results)
    return ProviderCoverage(
        provider=name,
        satisfied=sum(r.status is Status.SATISFIED for r in results),
        applicable=sum(r.status is not Status.NOT_APPLICABLE for r in results),
        open=tuple((severity, counts[severity]) for severity in Severity if counts[severity]),
    )
