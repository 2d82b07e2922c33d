"""What several formats show of a report: why the verdict, gaps grouped, actions, coverage. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dataroom.model import Bilingual, Document, Period, Report, Result, Severity, State, Status
from dataroom.report.texts import BY_OCR, COUNTS, STATES, STATUSES, TEXTS, TO_DO
from dataroom.report.words import listed, period, pick, some, some_both

_WORST = (
    Status.MISSING,
    Status.UNUSABLE,
    Status.PARTIAL,
    Status.TO_CONFIRM,
    Status.WITHHELD,
    Status.WAIVED,
    Status.SATISFIED,
    Status.NOT_APPLICABLE,
)
_GRAINS = (
    ("monthly", re.compile(r"\d{4}-\d{2}")),
    ("quarterly", re.compile(r"\d{4}-Q\d")),
    ("half-yearly", re.compile(r"\d{4}-H\d")),
    ("yearly", re.compile(r".*")),
)
_KINDS = {
    Severity.BLOCKING: (Bilingual("bloquante", "blocking"), Bilingual("bloquantes", "blocking")),
    Severity.MAJOR: (Bilingual("majeure", "major"), Bilingual("majeures", "major")),
    Severity.MINOR: (Bilingual("mineure", "minor"), Bilingual("mineures", "minor")),
}
_UNREAD = (
    Bilingual("fichier n’a pas été entièrement lu", "file was not fully read"),
    Bilingual("fichiers n’ont pas été entièrement lus", "files were not fully read"),
)


@dataclass(frozen=True, slots=True)
class Gap:
    """One requirement that is not plainly satisfied, for one provider and process, over all its periods."""

    first: Result
    periods: tuple[Period, ...]
    reasons: tuple[Bilingual, ...]
    requests: tuple[Bilingual, ...]
    documents: tuple[str, ...]
    count: int


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


def _opened(report: Report) -> list[Result]:
    return [result for result in report.requirements if result.status.is_open]


def open_counts(results: Iterable[Result]) -> Counter[Severity]:
    """Count the open requirements by severity."""
    return Counter(result.severity for result in results if result.status.is_open)


def why(report: Report) -> Bilingual:
    """Give the reasons of the verdict in one sentence."""
    return Bilingual(_why(report, "fr"), _why(report, "en"))


def _why(report: Report, lang: str) -> str:
    counts = open_counts(report.requirements)
    parts = []
    if not (counts[Severity.BLOCKING] or counts[Severity.MAJOR]):
        parts.append(pick(TEXTS["ready-reason"], lang))
    if counts.total():
        parts.append(_still_open(counts, lang))
    waived = sum(r.status is Status.WAIVED and r.severity is Severity.BLOCKING for r in report.requirements)
    if waived:
        parts.append(some(waived, *COUNTS["blocking-waived"], lang))
    if report.unread:
        parts.append(some(len(report.unread), *_UNREAD, lang))
    sentence = ("\u00a0; " if lang == "fr" else "; ").join(parts)
    return sentence[:1].upper() + sentence[1:] + "."


def _still_open(counts: Counter[Severity], lang: str) -> str:
    present = [severity for severity in Severity if counts[severity]]
    each = [some(counts[severity], *_KINDS[severity], lang) for severity in present]
    single = counts.total() == 1
    if lang == "en":
        return f"{listed(each, lang)} {'requirement is' if single else 'requirements are'} open"
    number, kind = each[0].split("\u00a0")
    noun = "exigence" if counts[present[0]] == 1 else "exigences"
    first = f"{number}\u00a0{noun} {kind}"
    return f"{listed([first, *each[1:]], lang)} {'reste ouverte' if single else 'restent ouvertes'}"


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
    return (not first.status.is_open, -first.severity.rank, _WORST.index(first.status), first.id, first.key)


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
    return tuple((status, counts[status]) for status in _WORST if counts[status])


def _labels(results: Iterable[Result]) -> tuple[str, ...]:
    periods = {r.period.label: r.period for r in results if r.period}
    return tuple(label for label, _ in sorted(periods.items(), key=lambda item: (item[1].start, item[0])))


def to_do(action: Action) -> Bilingual:
    """Give what an action asks for: `Obtenir ou remplacer`, `Obtain or replace`."""
    verbs = [TO_DO[status] for status, _ in action.statuses if status in TO_DO]
    fr, en = listed([verb.fr for verb in verbs], "fr", " ou "), listed([verb.en for verb in verbs], "en", " or ")
    return Bilingual(fr.capitalize(), en.capitalize())


def span(labels: tuple[str, ...]) -> Bilingual:
    """Give a list of periods in short: all up to three, else the first, the last and their number."""
    return Bilingual(_span(labels, "fr"), _span(labels, "en"))


def _span(labels: tuple[str, ...], lang: str) -> str:
    names = [period(label, lang) for label in labels]
    return ", ".join(names) if len(names) <= 3 else f"{names[0]} → {names[-1]} ({len(names)})"


def by_ocr(documents: Iterable[Document]) -> frozenset[str]:
    """Give the paths of images whose text is known by recognition alone."""
    return frozenset(d.path for d in documents if d.state is State.IMAGE_ONLY and "ocr" in d.flags)


def state_name(state: State, *, recognised: bool) -> Bilingual:
    """Give the state of a file for people."""
    return BY_OCR if recognised and state is State.IMAGE_ONLY else STATES[state]


def gauges(report: Report) -> dict[str, dict[str, int]]:
    """Give the four kinds of counts by name; of the images, also how many were read by recognition."""
    usability: dict[str, int] = {}
    for name, number in report.gauges.usability.items():
        usability[name] = number
        if name == State.IMAGE_ONLY.value and (recognised := len(by_ocr(report.documents))):
            usability["by-ocr"] = recognised
    return {
        "completeness": dict(report.gauges.completeness),
        "usability": usability,
        "integrity": dict(report.gauges.integrity),
        "confidentiality": dict(report.gauges.confidentiality),
    }


def company(report: Report) -> str:
    """Give the name of the company whose room it is, or the room's own."""
    known = report.profile.get("company")
    name = known.get("name") if isinstance(known, Mapping) else None
    return name if isinstance(name, str) and name.strip("? ") else report.room


def statuses_text(statuses: Iterable[tuple[Status, int]]) -> Bilingual:
    """Give `2 manquantes, 1 partielle`; a single one without its number."""
    counted = list(statuses)
    if len(counted) == 1 and counted[0][1] == 1:
        known = STATUSES[counted[0][0]]
        return Bilingual(known.fr.lower(), known.en.lower())
    both = [some_both(number, *COUNTS[status.value]) for status, number in counted]
    return Bilingual(", ".join(t.fr for t in both), ", ".join(t.en for t in both))


def cell(results: Iterable[Result]) -> Cell | None:
    """Sum up several results: an open one never disappears behind those that are satisfied."""
    statuses = Counter(r.status for r in results)
    total = sum(statuses.values()) - statuses[Status.NOT_APPLICABLE]
    if not statuses:
        return None
    worst = next(status for status in _WORST if statuses[status])
    if worst.is_open and statuses[Status.SATISFIED]:
        worst = Status.PARTIAL
    return Cell(worst, statuses[Status.SATISFIED], total)


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
    return Row(results[0].title, severity, _process(results), provider, cells)


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
