"""Every requirement, and those that are not satisfied, the periods of a series together. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dataroom.model import Bilingual, Period, Report, Result, Status
from dataroom.report.views.order import WORST


@dataclass(frozen=True, slots=True)
class Gap:
    """One requirement that is not plainly satisfied, for one provider and process, over all its periods."""

    first: Result
    periods: tuple[Period, ...]
    reasons: tuple[Bilingual, ...]
    requests: tuple[Bilingual, ...]
    documents: tuple[str, ...]
    count: int
    keys: tuple[str, ...] = ()
    """Of each requirement in it."""


def gaps(report: Report) -> tuple[Gap, ...]:
    """Give everything that is not satisfied, the periods of one series together, the most serious first."""
    return _grouped(result for result in report.requirements if result.status is not Status.SATISFIED)


def register(report: Report) -> tuple[Gap, ...]:
    """Give every requirement in the same way: what is open, what is reserved, what is satisfied."""
    return _grouped(report.requirements)


def _grouped(results: Iterable[Result]) -> tuple[Gap, ...]:
    groups: dict[tuple[object, ...], list[Result]] = {}
    for result in results:
        key = (result.checklist, result.id, result.process, result.provider, result.status, result.severity)
        groups.setdefault(key, []).append(result)
    return tuple(sorted(map(_gap, groups.values()), key=_gravity))


def _gap(results: list[Result]) -> Gap:
    periods = {r.period.label: r.period for r in results if r.period}
    return Gap(
        first=results[0],
        periods=tuple(sorted(periods.values(), key=lambda p: (p.start, p.end, p.label))),
        reasons=_distinct(reason for r in results for reason in r.reasons),
        requests=_distinct(r.request for r in results if r.request),
        documents=tuple(dict.fromkeys(path for r in results for path in r.documents)),
        count=len(results),
        keys=tuple(r.key for r in results),
    )


def _distinct(texts: Iterable[Bilingual]) -> tuple[Bilingual, ...]:
    return tuple(dict.fromkeys(texts))


def _gravity(gap: Gap) -> tuple[int, int, int, str, str]:
    first = gap.first
    # What is open first, what is satisfied last.
    act = 0 if first.status.is_open else 2 if first.status is Status.SATISFIED else 1
    return (act, -first.severity.rank, WORST.index(first.status), first.id, first.key)
