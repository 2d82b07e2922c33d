"""Everything that is not satisfied, the periods of a series together. Pure."""

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


def gaps(report: Report) -> tuple[Gap, ...]:
    """Give everything that is not satisfied, the periods of one series together, the most serious first."""
    groups: dict[tuple[object, ...], list[Result]] = {}
    for result in report.requirements:
        if result.status is not Status.SATISFIED:
            key = (result.checklist, result.id, result.process, result.provider, result.status, result.severity)
            groups.setdefault(key, []).append(result)
    found = [_gap(results) for results in groups.values()]
    return tuple(sorted(found, key=_gravity))


def _gap(results: list[Result]) -> Gap:
    periods = {r.period.label: r.period for r in results if r.period}
    return Gap(
        first=results[0],
        periods=tuple(sorted(periods.values(), key=lambda p: (p.start, p.end, p.label))),
        reasons=_distinct(reason for r in results for reason in r.reasons),
        requests=_distinct(r.request for r in results if r.request),
        documents=tuple(dict.fromkeys(path for r in results for path in r.documents)),
        count=len(results),
    )


def _distinct(texts: Iterable[Bilingual]) -> tuple[Bilingual, ...]:
    return tuple(dict.fromkeys(texts))


def _gravity(gap: Gap) -> tuple[bool, int, int, str, str]:
    first = gap.first
    return (not first.status.is_open, -first.severity.rank, WORST.index(first.status), first.id, first.key)
