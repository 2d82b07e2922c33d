"""What to do first, and with whom. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from dataroom.model import Bilingual, Report, Result, Severity, Status
from dataroom.report.texts import COUNTS, STATUSES, TO_DO
from dataroom.report.views.order import WORST
from dataroom.report.words import listed, period, some_both


@dataclass(frozen=True, slots=True)
class Step:
    """What is open with one provider (None: the company): where it stands, for when, and why if more is to be said."""

    provider: str | None
    statuses: tuple[tuple[Status, int], ...]
    periods: tuple[str, ...]
    reason: Bilingual | None


@dataclass(frozen=True, slots=True)
class Action:
    """One requirement with everything that is open about it."""

    title: Bilingual
    severity: Severity
    statuses: tuple[tuple[Status, int], ...]
    providers: tuple[str, ...]
    periods: tuple[str, ...]
    reason: Bilingual | None
    steps: tuple[Step, ...] = ()


def _opened(report: Report) -> list[Result]:
    return [result for result in report.requirements if result.status.is_open]


def actions(report: Report, most: int = 5) -> tuple[Action, ...]:
    """Give the most serious open requirements, everything open about one of them in one action."""
    groups: dict[tuple[str, str, Severity], list[Result]] = {}
    for result in _opened(report):
        groups.setdefault((result.checklist, result.id, result.severity), []).append(result)
    ranked = sorted(groups.items(), key=lambda item: (-item[0][2].rank, -len(item[1]), item[0][:2]))
    return tuple(_action(results) for _, results in ranked[:most])


def _action(results: list[Result]) -> Action:
    whom = sorted({r.provider or "" for r in results})
    return Action(
        title=results[0].title,
        severity=results[0].severity,
        statuses=_counted(results),
        providers=tuple(name for name in whom if name),
        periods=_labels(results),
        reason=next((reason for r in results for reason in r.reasons), None),
        steps=tuple(_step([r for r in results if (r.provider or "") == name]) for name in whom),
    )


def _step(results: list[Result]) -> Step:
    # That nothing was found is what "missing" says already.
    telling = (r for r in results if r.status is not Status.MISSING)
    reason = next((reason for r in telling for reason in r.reasons), None)
    return Step(results[0].provider, _counted(results), _labels(results), reason)


def _counted(results: Iterable[Result]) -> tuple[tuple[Status, int], ...]:
    counts = Counter(r.status for r in results)
    return tuple((status, counts[status]) for status in WORST if counts[status])


def _labels(results: Iterable[Result]) -> tuple[str, ...]:
    periods = {r.period.label: r.period for r in results if r.period}
    return tuple(label for label, _ in sorted(periods.items(), key=lambda item: (item[1].start, item[0])))


def to_do(action: Action) -> Bilingual:
    """Give what an action asks for: `Obtenir ou remplacer`, `Obtain or replace`."""
    verbs = [TO_DO[status] for status, _ in action.statuses if status in TO_DO]
    fr, en = listed([verb.fr for verb in verbs], "fr", " ou "), listed([verb.en for verb in verbs], "en", " or ")
    return Bilingual(fr.capitalize(), en.capitalize())


def statuses_text(statuses: Iterable[tuple[Status, int]]) -> Bilingual:
    """Give `2 manquantes, 1 partielle`; a single one without its number."""
    counted = list(statuses)
    if len(counted) == 1 and counted[0][1] == 1:
        known = STATUSES[counted[0][0]]
        return Bilingual(known.fr.lower(), known.en.lower())
    both = [some_both(number, *COUNTS[status.value]) for status, number in counted]
    return Bilingual(", ".join(t.fr for t in both), ", ".join(t.en for t in both))


def span(labels: tuple[str, ...]) -> Bilingual:
    """Give a list of periods in short: all up to three, else the first, the last and their number."""
    return Bilingual(_span(labels, "fr"), _span(labels, "en"))


def _span(labels: tuple[str, ...], lang: str) -> str:
    names = [period(label, lang) for label in labels]
    return ", ".join(names) if len(names) <= 3 else f"{names[0]} → {names[-1]} ({len(names)})"
