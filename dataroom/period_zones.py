"""Where in a document its period is said: in a labelled field, in the title, or all over the text."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from dataroom.dates import WHOLE, DateHit, day, find_dates, lowered
from dataroom.model import Period
from dataroom.patterns import compiled, near
from dataroom.period_forms import PeriodHit, find_periods
from dataroom.spans import contains, fiscal_year, half, kind_of, month, quarter

_HEAD = 10_000
_TITLE = 1_200


@dataclass(frozen=True, slots=True)
class Zones:
    """The head of a document, its title zone in front, with the days and periods that stand in it."""

    low: str
    title_end: int
    days: Sequence[DateHit]
    hits: Sequence[PeriodHit]
    fiscal_year_end: str
    as_of: dt.date | None

    @property
    def title(self) -> str:
        """The title zone, in lower case."""
        return self.low[: self.title_end]


def read_zones(title_zone: str, text: str, fiscal_year_end: str, as_of: dt.date | None) -> Zones:
    """Find the days and the periods in the title zone and in the first pages."""
    title = (title_zone if title_zone.strip() else text)[:_TITLE]
    head = text[:_HEAD] if text.startswith(title) else f"{title}\n\n{text[:_HEAD]}"
    shared = text.startswith(head) and len(text) <= WHOLE
    days = [hit for hit in find_dates(text) if hit.end <= len(head)] if shared else find_dates(head)
    zones = Zones(lowered(head), len(title), days, (), fiscal_year_end, as_of)
    hits = [*_boxed_closings(zones), *find_periods(head, fiscal_year_end, days)]
    return replace(zones, hits=tuple(hit for hit in hits if possible(hit, as_of)))


def possible(hit: PeriodHit, as_of: dt.date | None) -> bool:
    """Tell whether a document that exists on `as_of` may cover the period: next year's budget may, 2031 may not."""
    return as_of is None or hit.period.start.year <= as_of.year + 1


_BOXED = r"(?:clos(?:e|es)?\s+le|ended)\s*:?\s*((?:[0-9]\s?){7}[0-9])(?![0-9])"


def _boxed_closings(zones: Zones) -> Iterable[PeriodHit]:
    # Tax forms give the closing day figure by figure: « clos le : 3 1 1 2 2 0 2 4 ».
    for match in compiled(_BOXED).finditer(zones.low):
        digits = re.sub(r"\s", "", match[1])
        end = day(int(digits[4:]), int(digits[2:4]), int(digits[:2]))
        if end and 1990 <= end.year <= 2049:
            yield PeriodHit(fiscal_year(end.year, f"{end:%m-%d}"), *match.span(), 4, "closing")


_LABEL_STEMS = (
    "riode", "au titre", "mois", "trimestre", "semestre", "exercice", "ann", "relev", "paie", "bulletin", "claration",
    "period", "for the", "month", "quarter", "services",
)  # fmt: skip


@cache
def _labels() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:p[ée]riodes?(?:\s+(?:d['’]emploi|de\s+paie|de\s+paye|d['’]imposition|concern[ée]e|couverte|analys[ée]e"
        r"|de\s+r[ée]f[ée]rence|de\s+facturation|de\s+reporting|d[ée]clar[ée]e|comptable|de\s+d[ée]claration))?\s*[:\t]"
        r"|p[ée]riode\s+(?:d['’]emploi|de\s+paie|d['’]imposition|concern[ée]e|couverte)|p[ée]riode\s+(?:du|de|d['’])"
        r"|au\s+titre\s+(?:de|du|des|d['’])|(?:pour|sur|de|du|le|prestations\s+du)\s+mois\s+(?:de|d['’])"
        r"|mois(?:\s+(?:concern[ée]|d[ée]clar[ée]|de\s+paie|principal\s+d[ée]clar[ée]|civil))?\s*[:\t]"
        r"|\bmois\s+(?:de|d['’])"
        r"|(?:trimestre|semestre|exercice|ann[ée]e)(?:\s+\w+)?\s*[:\t]|relev[ée]\s+(?:du|de)|paie\s+(?:de|du|d['’])"
        r"|bulletin\s+(?:de\s+(?:paie|salaire)\s+)?(?:de|du|d['’])|d[ée]claration\s+(?:du|de\s+la\s+p[ée]riode)"
        r"|(?:pay|reporting|statement|billing|tax|accounting)\s+period|period(?:\s+covered)?\s*[:\t]"
        r"|period\s+(?:of|from)"
        r"|for\s+the\s+(?:period|month|quarter|half|year)|(?:pay\s+)?month\s*[:\t]|quarter\s*[:\t]"
        r"|services\s+(?:for|in))"
    )


_SENTENCE = r"[.;,€%]\s|\n\n|\n[^\n]*\n"


def labelled(zones: Zones) -> list[PeriodHit]:
    """Give the periods that follow a label such as « Période : » within a few words."""
    ends = [match.end() for match in near(_labels(), zones.low, _LABEL_STEMS, 16, 60)]
    found = []
    for hit in zones.hits:
        close = [end for end in ends if -40 <= hit.start - end <= 45 and hit.end > end]
        if close and not compiled(_SENTENCE).search(zones.low, max(close), hit.start):
            found.append(hit)
    return found


_PERIODICITY = {
    "month": re.compile(r"\b(?:mensuel|monthly|du\s+mois)"),
    "quarter": re.compile(r"\b(?:trimestriel|quarterly|trimestre)"),
    "half": re.compile(r"\b(?:semestriel|half[\s-]year|semestre)"),
    "year": re.compile(r"\b(?:annuel|annual|yearly)"),
}
_BREADTH = {"quarter": 4, "half": 4, "year": 2, "month": 0}


def title_choice(zones: Zones, hits: Sequence[PeriodHit], wanted: Sequence[str]) -> PeriodHit | None:
    """Give the hit that best says what the document covers: explicit, early, as long as announced."""
    loud = announced(zones)

    def weight(hit: PeriodHit) -> float:
        kind = kind_of(hit.period)
        rank = (len(wanted) - wanted.index(kind)) if len(wanted) < 4 else _BREADTH[kind] / 2
        return hit.strength * 4 + rank * 2 + (12 if kind in loud else 0) - min(hit.start, _TITLE) / 100

    fit = [hit for hit in hits if kind_of(hit.period) in wanted]
    best = max(fit, key=weight, default=None)
    return best and next((hit for hit in fit if _narrows(hit, best)), best)


def announced(zones: Zones) -> set[str]:
    """Give the kinds of period that the title calls by their adjective: « rapport annuel » announces a year."""
    return {kind for kind, pattern in _PERIODICITY.items() if pattern.search(zones.title, 0, 200)}


def _narrows(hit: PeriodHit, best: PeriodHit) -> bool:
    # « FY2025 (September 2025) », « Exercice 2025 – T3 2025 »: the second one says what is meant.
    beside = 0 <= hit.start - best.end <= 6
    return (
        best.form == "fiscal-year"
        and beside
        and hit.strength > 1
        and hit.period != best.period
        and contains(best.period, hit.period)
    )


def dominant(hits: Sequence[PeriodHit], wanted: Sequence[str]) -> PeriodHit | None:
    """Give the hit whose period is named most, early places first among equals."""
    fit = [hit for hit in hits if kind_of(hit.period) in wanted and not (hit.form == "year" and len(wanted) < 4)]
    if not fit:
        return None
    weights: Counter[str] = Counter()
    for hit in fit:
        weights[hit.period.label] += hit.strength
    best = max(weights, key=lambda label: (weights[label], -min(h.start for h in fit if h.period.label == label)))
    if weights[best] * 2 < sum(weights.values()) and len(weights) > 2:
        return None
    return next(hit for hit in fit if hit.period.label == best)


def of_days(days: Sequence[dt.date], fiscal_year_end: str, wanted: Sequence[str]) -> Period | None:
    """Give the shortest wanted period in which nearly all of many days lie: the rows of a statement or a ledger."""
    if len(days) < 4:
        return None
    cuts: dict[str, Callable[[dt.date], Period]] = {
        "month": lambda d: month(d.year, d.month),
        "quarter": lambda d: quarter(d.year, (d.month + 2) // 3),
        "half": lambda d: half(d.year, 1 if d.month <= 6 else 2),
        "year": lambda d: year_of(d, fiscal_year_end),
    }
    for kind, cut in cuts.items():
        if kind in wanted:
            [(top, count)] = Counter(map(cut, days)).most_common(1)
            if count >= 0.8 * len(days):
                return top
    return None


def year_of(date: dt.date, fiscal_year_end: str) -> Period:
    """Give the fiscal year in which a day lies."""
    year = fiscal_year(date.year, fiscal_year_end)
    return year if date <= year.end else fiscal_year(date.year + 1, fiscal_year_end)
