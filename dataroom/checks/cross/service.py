"""Whether reports measure what the service levels promise, and whether misses are acted upon."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import cast

from dataroom.checks.cross.given import Check, Comparison, Given, Rule, agrees, cannot, differs, figures
from dataroom.facts.service import same
from dataroom.model import Bilingual, Confidence, Document, Finding, Severity

Level = Mapping[str, object]
_FEWEST = 3
_MOST = 4
_NEXT = dt.timedelta(days=45)  # from the end of one report's period to the beginning of the next one's
_TALK = dt.timedelta(days=200)


def _levels(document: Document) -> list[Level]:
    return cast("list[Level]", figures(document, "levels").get("rows", []))


def _reports(given: Given, provider: str) -> list[Document]:
    found = [d for d in given.of("kpi-report") if d.provider == provider and d.period is not None and _levels(d)]
    return sorted(found, key=lambda d: (d.period.end if d.period else given.as_of, d.path))


def _coverage(given: Given) -> Iterator[Comparison]:
    for provider, _ in given.providers():
        agreements = [d for d in given.of("service-level-agreement") if d.provider == provider and _levels(d)]
        reports = _reports(given, provider)
        if not agreements:
            continue
        agreement = max(agreements, key=lambda d: (d.date or dt.date.min, d.path))
        promised = _levels(agreement)
        if not reports:
            yield cannot(
                f"{provider} : aucun rapport dont les indicateurs soient lisibles.",
                f"{provider}: no report whose indicators can be read.",
                agreement,
            )
            continue
        measured = [row for report in reports[-_MOST:] for row in _levels(report)]
        absent = [row for row in promised if not any(same(row, other) for other in measured)]
        if len(promised) < _FEWEST or 2 * len(absent) > len(promised):
            yield cannot(
                f"{provider} : les libellés des rapports et de l’annexe de service ne se rapprochent pas.",
                f"{provider}: the wordings of the reports and of the service levels cannot be matched.",
                agreement,
                *reports[-_MOST:],
            )
        elif absent:
            yield _unmeasured(provider, agreement, reports[-1], absent)
        else:
            yield agrees(
                f"{provider} : {len(promised)} niveaux de service promis, tous mesurés.",
                f"{provider}: {len(promised)} service levels promised, all measured.",
                agreement,
                *reports[-_MOST:],
            )


def _unmeasured(provider: str, agreement: Document, report: Document, absent: Sequence[Level]) -> Comparison:
    labels = [str(row["label"]) for row in absent[:_MOST]]
    message = Bilingual(
        f"{provider} : « {agreement.name} » promet des niveaux que les derniers rapports ne mesurent pas : "
        f"{' ; '.join(labels)}.",
        f"{provider}: “{agreement.name}” promises levels that the latest reports do not measure: {'; '.join(labels)}.",
    )
    where = absent[0]["page"]
    found = COVERAGE.finding(
        "service-level-not-measured",
        Confidence.MEDIUM,
        message,
        agreement,
        report,
        page=where if isinstance(where, int) else None,
    )
    return differs([found], agreement, report)


def _misses(given: Given) -> Iterator[Comparison]:
    for provider, _ in given.providers():
        reports = _reports(given, provider)
        measured = [d for d in reports if any("result" in row for row in _levels(d))]
        if len(measured) < 2:
            if reports:
                yield cannot(
                    f"{provider} : moins de deux rapports donnent à la fois cible et résultat.",
                    f"{provider}: fewer than two reports give target and result.",
                    *reports,
                )
            continue
        found = [answer for pair in pairwise(measured) for answer in _twice(given, provider, *pair)]
        yield from found
        if not found:
            yield agrees(
                f"{provider} : aucun indicateur sous sa cible deux fois de suite sans suite donnée.",
                f"{provider}: no indicator below its target twice in a row without action.",
                *measured,
            )


def _twice(given: Given, provider: str, first: Document, second: Document) -> Iterator[Comparison]:
    if first.period is None or second.period is None:
        return
    gap = second.period.start - first.period.end
    if not dt.timedelta(0) < gap <= _NEXT:
        return
    for row in _levels(second):
        before = next((other for other in _levels(first) if same(row, other)), None)
        if before is None or not (_below(row) and _below(before)):
            continue
        minutes = _after(given, provider, first.period.end, second.period.end)
        if not minutes:
            yield cannot(
                f"{provider} : pas de compte rendu lisible après les rapports.",
                f"{provider}: no minutes that can be read after the reports.",
                first,
                second,
            )
            continue
        words = set(cast("list[str]", row["words"]))
        if any(words & set(cast("list[str]", figures(d, "minutes").get("words", []))) for d in minutes):
            continue
        yield differs([_missed(provider, first, second, row)], first, second, *minutes)


def _below(row: Level) -> bool:
    target, result = row.get("target"), row.get("result")
    return isinstance(target, int) and isinstance(result, int) and result < target


def _after(given: Given, provider: str, first: dt.date, last: dt.date) -> list[Document]:
    found = (
        d for d in given.of("steering-minutes", "provider-review") if d.provider == provider and d.date is not None
    )
    return [d for d in found if d.date is not None and first < d.date <= last + _TALK]


def _missed(provider: str, first: Document, second: Document, row: Level) -> Finding:
    label = str(row["label"])
    message = Bilingual(
        f"{provider} : « {label} » est sous sa cible deux fois de suite (« {first.name} », « {second.name} ») et "
        "aucun "
        "compte rendu n’en parle.",
        f"{provider}: “{label}” is below its target twice in a row (“{first.name}”, “{second.name}”) and no minutes "
        "speak of it.",
    )
    where = row["page"]
    return MISSES.finding(
        "service-level-missed-twice",
        Confidence.MEDIUM,
        message,
        second,
        first,
        page=where if isinstance(where, int) else None,
    )


COVERAGE = Check(
    id="service-levels",
    title=Bilingual("Niveaux de service promis et mesurés", "Service levels promised and measured"),
    compares="The lines of the latest service-level agreement of each provider with the indicators of its last four "
    "reports",
    tolerance="The same code, or most of the words of the shorter label; nothing is told where fewer than half of the "
    "lines can be matched",
    source="practice",
    true_at="2026-01",
    rules={
        "service-level-not-measured": Rule(
            Severity.MINOR,
            Bilingual(
                "Demander au prestataire d’ajouter ces indicateurs à son rapport.",
                "Ask the provider to add these indicators to its report.",
            ),
        )
    },
    run=_coverage,
)
MISSES = Check(
    id="service-level-misses",
    title=Bilingual("Cibles manquées et comités de pilotage", "Missed targets and steering committees"),
    compares="Indicators below their target in two reports that follow one another with the minutes that come after",
    tolerance="Percentages of which more is better, alone; one word of the indicator in the minutes counts as action",
    source="practice",
    true_at="2026-01",
    rules={
        "service-level-missed-twice": Rule(
            Severity.MINOR,
            Bilingual(
                "Demander un plan d’action au prestataire et le noter au prochain comité.",
                "Ask the provider for a plan of action and note it at the next committee.",
            ),
        )
    },
    run=_misses,
)
