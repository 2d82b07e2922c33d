"""Periods written in a text or in a file's name: months, quarters, halves, fiscal years and spans of days."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Literal

from dataroom.dates import MONTH, DateHit, find_dates, full_year, joined, lowered, month_number
from dataroom.dates import day as calendar_day
from dataroom.model import Period
from dataroom.patterns import compiled, near
from dataroom.spans import add_months, exact_span, fiscal_part, fiscal_year, half, month, quarter

Form = Literal["range", "closing", "fiscal-year", "half", "quarter", "month", "month-number", "span", "year"]
Strength = Literal[1, 2, 3, 4]


@dataclass(frozen=True, slots=True)
class PeriodHit:
    """A period and its place in the text; `strength` goes from 1 (a bare year) to 4 (a span of days)."""

    period: Period
    start: int
    end: int
    strength: Strength
    form: Form


_Y = r"(?:19[89][0-9]|20[0-4][0-9])"
_YY = r"[0-3][0-9]"
_YEAR = rf"(?:{_Y}|{_YY})(?![0-9a-z%€]|[.,/][0-9]|\s?(?:%|€))"
# « T1 », then « 12 » in the next cell of a table: a head and a figure, no year.
_PART_YEAR = rf"(?:{_YEAR}|(?:{_Y}|{_YY})(?=/(?:{_Y}|{_YY})(?![0-9a-z]|[-/.,][0-9])))"
"""The year of a quarter or half-year, or the first of two: « T1 2024/2025 »."""
_NO_CELL = r"(?!\.?[^\S\t\n]?[\t\n]\s?[0-9]{2}(?![0-9]))"
_ORDINALS = {
    "premier": 1, "première": 1, "premiere": 1, "first": 1, "1st": 1, "deuxième": 2, "deuxieme": 2, "second": 2,
    "seconde": 2, "2nd": 2, "troisième": 3, "troisieme": 3, "third": 3, "3rd": 3, "quatrième": 4, "quatrieme": 4,
    "fourth": 4, "4th": 4, "dernier": 4, "last": 4,
}  # fmt: skip
_ORDINAL = rf"(?:{'|'.join(sorted(_ORDINALS, key=len, reverse=True))}|[1-4]\s?(?:er|ère|e|è|ème|eme|nd|de|ᵉ)?)"
_PART_STEMS = ("trim", "sem", "quarter", "half")
_GAP = r"[\s_\-.]{0,2}"
# Numbers of forms of the French tax office that read like years to come.
_FORM_NUMBERS = frozenset({2031, 2033, 2035, 2036, 2042, 2044})


@cache
def _months() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<month>[jfmasond](?<![a-zà-ÿ].)(?<=(?={MONTH}).)[a-zéû\u0301\u0302]+){_NO_CELL}"
        rf"(?:\.?[\s_\-./,]{{0,3}}(?:of\s+|de\s+(?:l['’]ann[ée]e\s+)?)?['’]?(?P<year>{_YEAR})"
        rf"|\.?\s?(?P<to>à|au|-|–|/|to|et|and|through)\s?(?P<last>{MONTH})\.?[\s_\-./]{{0,2}}(?P<lastyear>{_YEAR}))"
    )


@cache
def _parts() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<word>[tqsh](?<![a-zà-ÿ0-9].))(?P<number>[1-4])(?![0-9]){_NO_CELL}(?:[\s_\-./,'’]{{0,2}}(?P<fy>fy)?[\s_\-]?(?P<year>{_PART_YEAR}))"
    )


@cache
def _worded_parts() -> re.Pattern[str]:
    return re.compile(
        rf"""(?P<word>[tsq](?<![a-zà-ÿ].)(?:rim(?:estre)?|em(?:estre)?|uarter)\.?)\s?(?:n[°o]\s?)?(?P<number>[1-4])(?![0-9])
            {_GAP}(?:de\s+|of\s+)?(?P<fy>fy\s?)?(?P<year>{_PART_YEAR})""",
        re.VERBOSE,
    )


@cache
def _ordinal_parts() -> re.Pattern[str]:
    return re.compile(
        rf"""(?<![a-zà-ÿ0-9])(?P<ordinal>{_ORDINAL})\s{{1,2}}(?P<part>trimestre|trim|semestre|sem|quarter|half(?:[\s\-]year)?)\b\.?
           (?:\s+(?:of\s+|de\s+)?(?:the\s+)?(?:l['’]\s?)?(?:ann[ée]e\s+|year\s+|civil\w*\s+)?)?(?P<fy>fy\s?|fiscal\s(?:year\s)?|exercice\s)?
           (?P<year>{_PART_YEAR})?""",
        re.VERBOSE,
    )


@cache
def _year_first() -> re.Pattern[str]:
    return re.compile(r"(?P<year>[12](?<![a-z0-9].)[0-9]{3})[\s_\-./]?(?P<mark>[tqsh])(?P<number>[1-4])(?![0-9a-z])")


@cache
def _number_first() -> re.Pattern[str]:
    # « 1T25 », « 2S2025 »: no space, for « 2 s 25 » and « 1h15 » are times.
    return re.compile(
        rf"(?P<number>[1-4])(?<![0-9a-zà-ÿ.,].)(?P<mark>[tqs])[\-_./'’]?(?P<year>{_Y}|[12][0-9]|3[0-5])(?![0-9a-zà-ÿ])"
    )


@cache
def _fiscal() -> re.Pattern[str]:
    span = rf"(?P<first>{_Y}|{_YY})(?:\s?[-/]\s?(?P<last>{_Y}|{_YY}))?(?![0-9])"
    return re.compile(
        rf"""[efa](?<![a-zà-ÿ0-9].)(?:
          (?<=f)y|(?<=f)iscal\s+year|(?<=f)inancial\s+year|(?<=e)x(?:ercices?|o|e)?\.?(?:\s+(?:comptable|social|fiscal))?
          |(?<=a)nn[ée]e(?:\s+(?:civile|fiscale))?
        )(?:\s+(?:de\s+l['’]ann[ée]e|n[°o]))?[\s_\-:]{{0,3}}['’]?{span}""",
        re.VERBOSE,
    )


@cache
def _numbers() -> re.Pattern[str]:
    return re.compile(
        rf"""[0-9](?<![0-9][0-9])(?<![0-9][./\-,:][0-9])(?:
          (?<=[12])(?P<year>[0-9]{{3}})(?:(?P<sep>[-_/.])(?P<num>0[1-9]|1[0-2])(?![0-9]|[-/.][0-9])
             |\s?[-/–]\s?(?P<last>20[0-9]{{2}}|[0-9]{{2}})(?![0-9]|[-/.][0-9])
             |(?![0-9]|[,./:\-][0-9]|\s[0-9]{{3}}(?![0-9])|\s?(?:€|%|euros?\b|heures?\b|k€|m²|kg|h\b)))
         |(?<=[01])(?P<first>[0-9])[-_/.\s](?P<fullyear>{_Y})(?![0-9]|[-/.][0-9])
        )""",
        re.VERBOSE,
    )


_CLOSING_STEMS = (
    "clos", "cl", "ended", "ending", "arr", "situation", "as at", "as of", "solde", "encours", "balance", "bilan",
    "comptes", "exercice", "rapproch", "reconcil", "créances", "creances", "receivable", "payable",
)  # fmt: skip
_CLOSING = (
    r"(?:(?P<year>exercice\b[^.\n]{0,50}?\s(?:clos|clôturé|cloture|se\s+clôturant|s['’]achevant|terminé|arrêté)e?s?"
    r"|(?:year|period\s+of\s+12\s+months|twelve\s+months|12\s+months"
    r"|financial\s+statements)(?:\s+\w+)?\s+(?:ended|ending)"
    r"|clôture|cloture)"
    r"|(?P<half>(?:half[\s-]year|six\s+months|6\s+months)\s+(?:ended|ending))"
    r"|(?P<quarter>(?:quarter|three\s+months|3\s+months)\s+(?:ended|ending))"
    r"|(?P<month>(?:month|period)\s+(?:ended|ending))"
    r"|(?P<state>arrêtée?s?|arretee?s?|situation|clos(?:e|es)?|closing|as\s+(?:at|of)"
    r"|(?<!ancien )(?<!précédent )(?<!initial )solde|encours|balance"
    r"|rapprochements?|reconciliations?|créances|creances|receivables|payables|bilan|comptes(?:\s+\w+){0,2}"
    r"|date\s+d['’]arrêté))"
    r"(?:(?: [\w'’()]+){0,4}? (?:au|à\s+la\s+date\s+du)|\s*:?\s*(?:\w+\s+)?(?:le|au|du|on|at|of"
    r"|en\s+date\s+du|:)?\s*:?)\s*$"
)
_PARTIAL = (
    rf"(?P<both>(?:entre\s+le|between(?:\s+the)?)\s+)?(?P<day>[0-3]?[0-9])(?:\s?er|st|nd|rd"
    rf"|th)?(?:\s+(?P<month>{MONTH})\.?|[/.](?P<num>[01]?[0-9]))?\s*"
    r"(?(both)(?:et|and)|(?:au|à|to|-|–|until|through))\s*(?:le\s+|the\s+)?$"
)


def find_periods(text: str, fiscal_year_end: str = "12-31", dates: Sequence[DateHit] | None = None) -> list[PeriodHit]:
    """Give every period that stands in `text`, in the order of the places; what lies inside another one is left out.

    `dates` spares a second search where the caller already holds the days of the same text.
    """
    low = lowered(text)
    days = find_dates(text) if dates is None else list(dates)
    hits = [*_ranges(low, days), *_closings(low, days)]
    taken = [(hit.start, hit.end) for hit in days]
    for find in _FINDERS:
        hits += [hit for hit in find(low, fiscal_year_end) if apart_from(hit, taken)]
    kept = widest(hits)
    return widest([*kept, *_month_ranges(low, kept)])


def _month_ranges(low: str, hits: Sequence[PeriodHit]) -> Iterator[PeriodHit]:
    # « de janvier 2025 à décembre 2025 », « 01/2025 – 03/2025 ».
    months = [hit for hit in hits if hit.form in {"month", "month-number"}]
    for first, last in pairwise(months):
        if joined(low, first, last):
            period = exact_span(first.period.start, last.period.end)
            if period:
                yield PeriodHit(period, first.start, last.end, 4, "range")


def apart_from(hit: PeriodHit, taken: Sequence[tuple[int, int]]) -> bool:
    """Tell whether a hit shares no character with the places `taken`."""
    # `taken` is in the order of the text and its stretches do not overlap.
    at = bisect_left(taken, (hit.end, 0))
    return at == 0 or taken[at - 1][1] <= hit.start


def widest(hits: list[PeriodHit]) -> list[PeriodHit]:
    """Keep of hits that overlap the strongest, and the longest of equals."""
    kept: list[PeriodHit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.strength, -hit.end)):
        if kept and hit.start < kept[-1].end:
            if hit.strength > kept[-1].strength:
                kept[-1] = hit
        else:
            kept.append(hit)
    return kept


def _ranges(low: str, days: Sequence[DateHit]) -> Iterator[PeriodHit]:
    for first, last in pairwise(days):
        if joined(low, first, last):
            period = near_span(first.date, last.date) or _long_year(low, first, last)
            if period:
                yield PeriodHit(period, first.start, last.end, 4, "range")
    for hit in days:
        if low[hit.start - 4 : hit.start].isalnum():
            continue
        before = compiled(_PARTIAL).search(low, max(0, hit.start - 45), hit.start)
        if before:
            number = month_number(before["month"]) if before["month"] else int(before["num"] or hit.date.month)
            start = calendar_day(hit.date.year, number, int(before["day"]))
            period = near_span(start, hit.date) if start else None
            if period:
                yield PeriodHit(period, before.start(), hit.end, 4, "range")


def _long_year(low: str, first: DateHit, last: DateHit) -> Period | None:
    # A company's first fiscal year may run for up to 24 months.
    if "exercice" in low[max(0, first.start - 40) : first.start] and 366 < (last.date - first.date).days < 732:
        return Period(f"{last.date.year:04d}", first.date, last.date)
    return None


def near_span(start: dt.date, end: dt.date) -> Period | None:
    """Give the period from `start` to `end`; about a month counts for the month that it mostly covers."""
    exact = exact_span(start, end) or exact_span(start, end - dt.timedelta(days=1))
    if exact or not 24 <= (end - start).days <= 40:
        return exact
    middle = start + (end - start) / 2
    return month(middle.year, middle.month)


def _closings(low: str, days: Sequence[DateHit]) -> Iterator[PeriodHit]:
    for hit in days:
        before = low[max(0, hit.start - 80) : hit.start]
        match = compiled(_CLOSING).search(before) if any(stem in before for stem in _CLOSING_STEMS) else None
        if match is None or _column_head(match):
            continue
        end = hit.date
        if match["year"]:
            yield PeriodHit(_year_to(end), hit.start - len(before) + match.start(), hit.end, 4, "closing")
        elif match["half"] or match["quarter"]:
            start = add_months(end + dt.timedelta(days=1), -6 if match["half"] else -3)
            period = exact_span(start, end)
            if period:
                yield PeriodHit(period, hit.start - len(before) + match.start(), hit.end, 4, "closing")
        else:
            yield PeriodHit(month(end.year, end.month), hit.start - len(before) + match.start(), hit.end, 3, "closing")


def _column_head(match: re.Match[str]) -> bool:
    # « … Débit  Crédit  Solde » above the first row of a ledger says nothing of the day in that row.
    words = ("solde", "encours", "balance", "créances", "creances", "comptes", "receivables", "payables")
    bare = re.search(r"(?:\b(?:le|au|du|on|at|of)|:)\s*$", match[0]) is None
    return bare and "\n" in match[0] and (match["state"] or "").startswith(words)


def _year_to(end: dt.date) -> Period:
    start = add_months(end + dt.timedelta(days=1), -12)
    return Period(f"{end.year:04d}", start, end)


def _month_hits(low: str, _fiscal_year_end: str) -> Iterator[PeriodHit]:
    for match in _months().finditer(low):
        year = match["year"] or match["lastyear"]
        number = month_number(match["month"])
        if match["last"]:
            first, last = month(full_year(year), number), month(full_year(year), month_number(match["last"]))
            period = exact_span(first.start, last.end)
            if period:
                yield PeriodHit(period, *match.span(), 4, "range")
        elif len(year) == 4 or _short_month(match):
            yield PeriodHit(month(full_year(year), number), *match.span(), 3 if len(year) == 4 else 2, "month")


def _short_month(match: re.Match[str]) -> bool:
    # « mars 25 » may be the start of « mars 25 000 € », “may 20” an English sentence.
    word = match["month"]
    return match["year"] >= "10" and (word not in {"may", "mars", "march"} or not match[0][len(word)].isspace())


def _build(mark: str, number: int, year: int, fiscal_year_end: str | None) -> Period | None:
    kind = {"t": "quarter", "q": "quarter", "s": "half", "h": "half"}[mark]
    if kind == "half" and number > 2:
        return None
    if fiscal_year_end and fiscal_year_end != "12-31":
        return fiscal_part(year, number, 3 if kind == "quarter" else 6, fiscal_year_end)
    return quarter(year, number) if kind == "quarter" else half(year, number)


_OTHER_YEAR = rf"(?P<mark>[-/–])(?P<last>{_Y}|{_YY})(?![0-9a-z]|[-/.,][0-9])"


def _part(low: str, match: re.Match[str], mark: str, number: int, fiscal_year_end: str) -> PeriodHit | None:
    """Give a quarter or half-year; « T1 2024/2025 » is the first of the fiscal year that ends in 2025."""
    year, end, fiscal = full_year(match["year"]), match.end(), fiscal_year_end if match["fy"] else None
    other = compiled(_OTHER_YEAR).match(low, end)
    if other and fiscal_year_end != "12-31" and full_year(other["last"]) == year + 1:
        year, end, fiscal = year + 1, other.end(), fiscal_year_end
    elif other and other["mark"] == "/":
        return None  # neither one year nor a fiscal year
    period = _build(mark, number, year, fiscal)
    return PeriodHit(period, match.start(), end, 3, "quarter" if mark in "tq" else "half") if period else None


def _part_hits(low: str, fiscal_year_end: str) -> Iterator[PeriodHit]:
    worded = near(_worded_parts(), low, _PART_STEMS, 10, 40)
    for match in (*_parts().finditer(low), *worded):
        hit = _part(low, match, match["word"][0], int(match["number"]), fiscal_year_end)
        if hit:
            yield hit
    for match in _year_first().finditer(low):
        period = _build(match["mark"], int(match["number"]), int(match["year"]), None)
        if period and 1990 <= int(match["year"]) <= 2049:
            yield PeriodHit(period, *match.span(), 3, "quarter" if match["mark"] in "tq" else "half")


def _number_first_hits(low: str, _fiscal_year_end: str) -> Iterator[PeriodHit]:
    for match in _number_first().finditer(low):
        period = _build(match["mark"], int(match["number"]), full_year(match["year"]), None)
        if period:
            yield PeriodHit(period, *match.span(), 3, "half" if match["mark"] == "s" else "quarter")


def _ordinal_hits(low: str, fiscal_year_end: str) -> Iterator[PeriodHit]:
    for match in near(_ordinal_parts(), low, _PART_STEMS, 16, 60):
        if match["year"] is None:
            continue
        word, mark = match["ordinal"], {"t": "t", "q": "t"}.get(match["part"][0], "s")
        number = int(word[0]) if word[0].isdigit() else _ORDINALS[word]
        number = 2 if mark == "s" and word in {"dernier", "last"} else number
        hit = _part(low, match, mark, number, fiscal_year_end)
        if hit:
            yield hit


def _fiscal_hits(low: str, fiscal_year_end: str) -> Iterator[PeriodHit]:
    for match in _fiscal().finditer(low):
        first, last = full_year(match["first"]), match["last"]
        year = first
        if last:
            year = full_year(last)
            if year != first + 1:
                continue
        if 1990 <= year <= 2049 and (len(match["first"]) == 4 or match[0].startswith(("fy", "ex"))):
            yield PeriodHit(fiscal_year(year, fiscal_year_end), *match.span(), 3, "fiscal-year")


def _number_hits(low: str, fiscal_year_end: str) -> Iterator[PeriodHit]:
    for match in _numbers().finditer(low):
        if match["fullyear"]:
            number = int(match[0][:2])
            if 1 <= number <= 12 and not low[match.start() - 1 : match.start()].isalpha():
                yield PeriodHit(month(int(match["fullyear"]), number), *match.span(), 2, "month-number")
            continue
        year = int(match[0][:4])
        if not 1990 <= year <= 2049 or _is_reference(low, match):
            continue
        if match["num"] and not (match["sep"] == "." and match["num"] == "00"):
            yield PeriodHit(month(year, int(match["num"])), *match.span(), 2, "month-number")
        elif match["last"]:
            if full_year(match["last"]) == year + 1:
                yield PeriodHit(fiscal_year(year + 1, fiscal_year_end), *match.span(), 2, "span")
            elif match[0][4].isspace():
                yield PeriodHit(fiscal_year(year, fiscal_year_end), match.start(), match.start() + 4, 1, "year")
        elif year not in _FORM_NUMBERS:
            yield PeriodHit(fiscal_year(year, fiscal_year_end), *match.span(), 1, "year")


_BEFORE_REFERENCE = (
    r"(?:\b(?:iso|iec|cerfa|n[°o]s?|num[ée]ro|loi|d[ée]cret|ordonnance|r[èe]glement|\(ue\)|\(eu\)|directive"
    r"|windows|office|server"
    r"|excel|copyright|©|article|art\.|formulaire|imprim[ée]|bp|cs|rue|page|p\.|siret?n?)|[a-z])\s?[-.:/]?\s?$"
)


def _is_reference(low: str, match: re.Match[str]) -> bool:
    before = low[max(0, match.start() - 14) : match.start()]
    found = compiled(_BEFORE_REFERENCE).search(before)
    return found is not None and (len(found[0].strip(" -.:/")) > 1 or not found[0].endswith(" "))


_FINDERS: tuple[Callable[[str, str], Iterator[PeriodHit]], ...] = (
    _month_hits,
    _part_hits,
    _number_first_hits,
    _ordinal_hits,
    _fiscal_hits,
    _number_hits,
)
